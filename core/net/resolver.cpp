#include "core/net/resolver.h"

#include <boost/asio/ip/tcp.hpp>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <netdb.h>
#include <thread>

namespace gatehouse::net {

namespace {

constexpr unsigned kMostThreads = 4; // so that one name server that is silent does not hold up all

Resolved lookUp(const std::string &host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    Resolved result;
    if (const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list); error != 0) {
        result.error = ::gai_strerror(error);
        return result;
    }
    for (const addrinfo *entry = list; entry != nullptr; entry = entry->ai_next) {
        if (entry->ai_family != AF_INET && entry->ai_family != AF_INET6)
            continue;
        boost::asio::ip::tcp::endpoint endpoint;
        std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
        result.addresses.push_back(endpoint.address());
    }
    ::freeaddrinfo(list);
    return result;
}

} // namespace

struct Resolver::State {
    struct Job {
        std::string host;
        Callback done;
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    unsigned threads = 0;
    unsigned idle = 0;
    bool closed = false;
};

Resolver::Resolver()
    : m_state(std::make_shared<State>())
{
}

Resolver::~Resolver()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->closed = true;
    m_state->jobs.clear();
    m_state->changed.notify_all();
}

void Resolver::resolve(std::string host, Callback done)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->jobs.push_back({std::move(host), std::move(done)});
    if (m_state->idle < m_state->jobs.size() && m_state->threads < kMostThreads) {
        ++m_state->threads;
        std::thread(work, m_state).detach();
    } else {
        m_state->changed.notify_one();
    }
}

void Resolver::work(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    for (;;) {
        ++state->idle;
        state->changed.wait(lock, [&] { return state->closed || !state->jobs.empty(); });
        --state->idle;
        if (state->closed)
            return;
        const State::Job job = std::move(state->jobs.front());
        state->jobs.pop_front();
        lock.unlock();
        job.done(lookUp(job.host));
        lock.lock();
    }
}

} // namespace gatehouse::net
