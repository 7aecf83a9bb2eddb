#pragma once

#include "core/base/clock.h"
#include "core/net/timer_wheel.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <vector>

namespace gatehouse::net {

namespace asio = boost::asio;

/// One thread's event loop: an io_context without locks, a timer wheel, and a mailbox for the other threads.
/// Everything but post() and stop() is for the thread that runs it.
class EventLoop {
public:
    using Executor = asio::io_context::executor_type;

    /// @param clock measures deadlines; one that is moved by hand needs checkTimers() afterwards
    explicit EventLoop(const Clock &clock);
    ~EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    [[nodiscard]] asio::io_context &context() noexcept { return m_context; }
    [[nodiscard]] const Clock &clock() const noexcept { return m_clock; }

    void run();
    /// Ends run(); work that waits is dropped when the loop is destroyed. Thread-safe.
    void stop();
    /// Runs @p task on the loop's thread. Thread-safe.
    void post(std::function<void()> task);
    void after(std::chrono::milliseconds delay, std::function<void()> task);
    /// Sets @p timer to @p delay from now.
    void set(Timer &timer, std::chrono::milliseconds delay) { setAt(timer, m_clock.steady() + delay); }
    void setAt(Timer &timer, SteadyTime deadline);
    /// Calls what is due by the clock.
    void checkTimers();

private:
    struct Delayed;

    void waitForMail();
    void deliverMail();
    void arm();

    const Clock &m_clock;
    TimerWheel m_wheel;
    std::list<Delayed> m_delayed;
    // Before the context: handlers that it drops hold objects that unlink their timers.
    asio::io_context m_context;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>
        m_alarm;
    std::int64_t m_armedFor = TimerWheel::kNever; // tick

    asio::posix::basic_stream_descriptor<Executor> m_bell; // an eventfd
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_mail; // guarded by m_mutex
};

} // namespace gatehouse::net
