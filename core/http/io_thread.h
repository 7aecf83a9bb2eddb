#pragma once

#include "core/http/buffers.h"
#include "core/http/client_pool.h"
#include "core/http/handler.h"
#include "core/http/server.h"
#include "core/net/event_loop.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>

#include <array>
#include <atomic>
#include <memory>

namespace gatehouse::http {

/// What a thread needs to know of the connections it serves.
class ThreadMember
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    /// The server takes no more: closes at once if nothing is under way.
    virtual void drain() = 0;
    /// Tells a waiting handler, and closes.
    virtual void stop() = 0;

protected:
    ~ThreadMember() = default;
};

/// A number that one thread changes and any thread reads.
class Counter {
public:
    void add(std::int64_t by) noexcept
    {
        m_value.store(m_value.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }
    [[nodiscard]] std::uint64_t value() const noexcept
    {
        return static_cast<std::uint64_t>(m_value.load(std::memory_order_relaxed));
    }

private:
    std::atomic<std::int64_t> m_value = 0;
};

/// One I/O thread of a server: its loop, and what its connections share.
class ServerThread final : public IoThread {
public:
    /// @param connectionClosed called while draining
    ServerThread(unsigned index, const ServerOptions &options, Handler &handler, const Clock &clock,
                 std::shared_ptr<net::Resolver> resolver, std::function<void()> connectionClosed);
    ~ServerThread() override;

    [[nodiscard]] Client &client() noexcept override { return m_client; }
    [[nodiscard]] Random &random() noexcept override { return m_random; }
    [[nodiscard]] const Clock &clock() const noexcept override { return m_loop.clock(); }
    [[nodiscard]] std::string_view date() noexcept override;
    void post(std::function<void()> task) override { m_loop.post(std::move(task)); }
    void after(std::chrono::milliseconds delay, std::function<void()> task) override
    {
        m_loop.after(delay, std::move(task));
    }
    [[nodiscard]] unsigned index() const noexcept override { return m_index; }

    [[nodiscard]] net::EventLoop &loop() noexcept { return m_loop; }
    [[nodiscard]] const ServerOptions &options() const noexcept { return m_options; }
    [[nodiscard]] Handler &handler() noexcept { return m_handler; }
    [[nodiscard]] Pool<Incoming> &incoming() noexcept { return m_incoming; }
    [[nodiscard]] OutputPool &outputs() noexcept { return m_outputs; }

    /// Takes over a connected, non-blocking socket.
    void serve(int socket, const net::asio::ip::tcp::endpoint &peer);
    void add(ThreadMember &connection) { m_connections.push_back(connection); }
    [[nodiscard]] bool isDraining() const noexcept { return m_draining; }
    /// Closes idle connections; the others close after the answer they are at.
    void drain();
    /// Closes all connections; handlers are told.
    void closeAll();

    struct Counters {
        Counter connections;
        Counter open;
        Counter requests;
        Counter rejected;
    };
    [[nodiscard]] Counters &counters() noexcept { return m_counters; }
    void connectionClosed() noexcept;

private:
    const unsigned m_index;
    const ServerOptions &m_options;
    Handler &m_handler;
    std::function<void()> m_connectionClosed;
    Random m_random;
    Counters m_counters;
    bool m_draining = false;
    std::int64_t m_dateSecond = -1;
    std::array<char, 29> m_date{};
    Pool<Incoming> m_incoming;
    OutputPool m_outputs;
    boost::intrusive::list<ThreadMember, boost::intrusive::constant_time_size<false>> m_connections;
    net::EventLoop m_loop;
    ClientPool m_client;
};

} // namespace gatehouse::http
