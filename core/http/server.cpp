#include "core/http/server.h"

#include "core/http/io_thread.h"

#include <boost/asio/ip/tcp.hpp>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <latch>
#include <mutex>
#include <sys/socket.h>
#include <thread>

namespace gatehouse::http {

namespace asio = net::asio;
using Tcp = asio::ip::tcp;

std::string_view describe(ServerErrc code) noexcept
{
    switch (code) {
    case ServerErrc::AddressInUse: return "the address is in use";
    case ServerErrc::BadAddress: return "not an address of this machine";
    case ServerErrc::ListenFailed: return "cannot listen";
    }
    return "unknown error";
}

namespace {

constexpr std::chrono::milliseconds kAcceptPause{100}; // when the process or the system is out of descriptors
constexpr int kBacklog = 4096;
constexpr int kAcceptsAtOnce = 64;

Expected<void> listenFailure(const boost::system::error_code &error, const std::string &address)
{
    const std::string detail = address + ": " + error.message();
    if (error == asio::error::address_in_use)
        return fail(ServerErrc::AddressInUse, detail);
    if (error.value() == EADDRNOTAVAIL)
        return fail(ServerErrc::BadAddress, detail);
    return fail(ServerErrc::ListenFailed, detail);
}

} // namespace

/// The acceptor lives on the first thread's loop and gives sockets to all in turn.
class Server::Impl {
public:
    Impl(ServerOptions options, Handler &handler)
        : m_options(std::move(options))
        , m_handler(handler)
        , m_clock(m_options.clock ? *m_options.clock : SystemClock::instance())
    {
    }

    Expected<void> start();
    void stop(std::chrono::milliseconds grace);
    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] ServerStats stats() const;
    void clockMoved();

private:
    using Acceptor = asio::basic_socket_acceptor<Tcp, net::EventLoop::Executor>;

    Expected<void> listen();
    void accept();
    void acceptWaiting();
    /// Runs @p task on every thread and waits until all have.
    void onEach(const std::function<void(ServerThread &)> &task);
    [[nodiscard]] std::uint64_t openConnections() const;

    const ServerOptions m_options;
    Handler &m_handler;
    const Clock &m_clock;

    std::mutex m_lifecycle;     // start and stop, one at a time
    mutable std::mutex m_mutex; // m_threads; never held for as long as stop() may wait
    std::vector<std::unique_ptr<ServerThread>> m_threads;
    std::vector<std::jthread> m_runners;
    std::unique_ptr<Acceptor> m_acceptor; // used on the first thread
    std::size_t m_next = 0; // the thread whose turn it is; likewise
    std::atomic<std::uint16_t> m_port = 0;

    std::mutex m_closedMutex;
    std::condition_variable m_closed; // while draining: a connection was closed
};

Expected<void> Server::Impl::listen()
{
    boost::system::error_code error;
    const asio::ip::address address = asio::ip::make_address(m_options.address, error);
    if (error)
        return fail(ServerErrc::BadAddress, m_options.address);

    const Tcp::endpoint endpoint(address, m_options.port);
    m_acceptor = std::make_unique<Acceptor>(m_threads.front()->loop().context().get_executor());
    m_acceptor->open(endpoint.protocol(), error);
    if (!error)
        m_acceptor->set_option(Acceptor::reuse_address(true), error);
    if (!error)
        m_acceptor->set_option(Tcp::no_delay(true), error); // accepted sockets inherit it
    if (!error)
        m_acceptor->non_blocking(true, error);
    if (!error)
        m_acceptor->bind(endpoint, error);
    if (!error)
        m_acceptor->listen(kBacklog, error);
    if (error) {
        m_acceptor.reset();
        return listenFailure(error, std::format("{}:{}", m_options.address, m_options.port));
    }
    m_port = m_acceptor->local_endpoint().port();
    return {};
}

Expected<void> Server::Impl::start()
{
    const std::lock_guard lifecycle(m_lifecycle);
    const std::lock_guard lock(m_mutex);
    if (!m_threads.empty())
        return {};
    const unsigned count
        = m_options.threads != 0 ? m_options.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto resolver = std::make_shared<net::Resolver>();
    for (unsigned i = 0; i < count; ++i) {
        m_threads.push_back(std::make_unique<ServerThread>(i, m_options, m_handler, m_clock, resolver, [this] {
            const std::lock_guard closedLock(m_closedMutex);
            m_closed.notify_all();
        }));
    }
    if (Expected<void> listening = listen(); !listening) {
        m_threads.clear();
        return listening;
    }
    accept();
    for (const auto &thread : m_threads)
        m_runners.emplace_back([&loop = thread->loop()] { loop.run(); });
    return {};
}

void Server::Impl::accept()
{
    m_acceptor->async_wait(Acceptor::wait_read, [this](boost::system::error_code error) {
        if (!error)
            acceptWaiting();
    });
}

void Server::Impl::acceptWaiting()
{
    for (int i = 0; i < kAcceptsAtOnce; ++i) {
        Tcp::endpoint peer;
        auto size = static_cast<socklen_t>(peer.capacity());
        const int socket = ::accept4(m_acceptor->native_handle(), peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                m_threads.front()->loop().after(kAcceptPause, [this] {
                    if (m_acceptor)
                        accept();
                });
                return;
            }
            if (errno == EAGAIN || errno == EWOULDBLOCK)
                break;
            continue; // the one who called has hung up again
        }
        peer.resize(size);
        ServerThread &thread = *m_threads[m_next];
        m_next = (m_next + 1) % m_threads.size();
        if (&thread == m_threads.front().get())
            thread.serve(socket, peer);
        else
            thread.post([&thread, socket, peer] { thread.serve(socket, peer); });
    }
    accept();
}

void Server::Impl::onEach(const std::function<void(ServerThread &)> &task)
{
    std::latch done(static_cast<std::ptrdiff_t>(m_threads.size()));
    for (const auto &thread : m_threads) {
        thread->post([&thread = *thread, &task, &done] {
            task(thread);
            done.count_down();
        });
    }
    done.wait();
}

std::uint64_t Server::Impl::openConnections() const
{
    std::uint64_t open = 0;
    for (const auto &thread : m_threads)
        open += thread->counters().open.value();
    return open;
}

void Server::Impl::stop(std::chrono::milliseconds grace)
{
    const std::lock_guard lifecycle(m_lifecycle);
    if (m_threads.empty())
        return;
    m_port = 0;
    onEach([this](ServerThread &thread) {
        if (thread.index() == 0)
            m_acceptor.reset();
    });
    if (grace.count() > 0) {
        onEach([](ServerThread &thread) { thread.drain(); });
        std::unique_lock closedLock(m_closedMutex);
        m_closed.wait_for(closedLock, grace, [this] { return openConnections() == 0; });
    }
    const std::lock_guard lock(m_mutex);
    onEach([](ServerThread &thread) { thread.closeAll(); });
    for (const auto &thread : m_threads)
        thread->loop().stop();
    m_runners.clear();
    m_threads.clear();
}

ServerStats Server::Impl::stats() const
{
    const std::lock_guard lock(m_mutex);
    ServerStats sum;
    for (const auto &thread : m_threads) {
        ServerThread::Counters &counters = thread->counters();
        sum.connections += counters.connections.value();
        sum.open += counters.open.value();
        sum.requests += counters.requests.value();
        sum.rejected += counters.rejected.value();
    }
    return sum;
}

void Server::Impl::clockMoved()
{
    const std::lock_guard lock(m_mutex);
    if (!m_threads.empty())
        onEach([](ServerThread &thread) { thread.loop().checkTimers(); });
}

Server::Server(ServerOptions options, Handler &handler)
    : m_impl(std::make_unique<Impl>(std::move(options), handler))
{
}

Server::~Server()
{
    stop();
}

Expected<void> Server::start()
{
    return m_impl->start();
}

void Server::stop(std::chrono::milliseconds grace)
{
    m_impl->stop(grace);
}

bool Server::isRunning() const noexcept
{
    return port() != 0;
}

std::uint16_t Server::port() const noexcept
{
    return m_impl->port();
}

ServerStats Server::stats() const
{
    return m_impl->stats();
}

void Server::clockMoved()
{
    m_impl->clockMoved();
}

} // namespace gatehouse::http
