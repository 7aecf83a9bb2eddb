#include "core/net/event_loop.h"

#include <cstdlib>
#include <sys/eventfd.h>
#include <unistd.h>

namespace gatehouse::net {

struct EventLoop::Delayed {
    Delayed(EventLoop &owner, std::function<void()> work)
        : loop(owner)
        , task(std::move(work))
        , timer(this, [](void *owned) { static_cast<Delayed *>(owned)->run(); })
    {
    }
    void run()
    {
        const std::function<void()> work = std::move(task);
        loop.m_delayed.erase(self); // destroys this
        work();
    }

    EventLoop &loop;
    std::function<void()> task;
    std::list<Delayed>::iterator self;
    Timer timer;
};

EventLoop::EventLoop(const Clock &clock)
    : m_clock(clock)
    , m_wheel(clock.steady())
    , m_context(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE)
    , m_alarm(m_context.get_executor())
    , m_bell(m_context.get_executor(), ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    waitForMail();
}

EventLoop::~EventLoop() = default;

void EventLoop::run()
{
    m_context.run();
}

void EventLoop::stop()
{
    post([this] { m_context.stop(); });
}

void EventLoop::post(std::function<void()> task)
{
    const std::lock_guard lock(m_mutex);
    m_mail.push_back(std::move(task));
    if (m_mail.size() == 1) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_bell.native_handle(), &one, sizeof one); // fails only when full
    }
}

void EventLoop::waitForMail()
{
    m_bell.async_wait(asio::posix::descriptor_base::wait_read, [this](boost::system::error_code error) {
        if (error)
            return;
        waitForMail();
        deliverMail();
    });
}

void EventLoop::deliverMail()
{
    std::uint64_t rings = 0;
    [[maybe_unused]] const auto got = ::read(m_bell.native_handle(), &rings, sizeof rings);
    std::vector<std::function<void()>> mail;
    {
        const std::lock_guard lock(m_mutex);
        mail.swap(m_mail);
    }
    for (const std::function<void()> &task : mail)
        task();
}

void EventLoop::after(std::chrono::milliseconds delay, std::function<void()> task)
{
    Delayed &delayed = m_delayed.emplace_back(*this, std::move(task));
    delayed.self = std::prev(m_delayed.end());
    set(delayed.timer, delay);
}

void EventLoop::setAt(Timer &timer, SteadyTime deadline)
{
    if (m_wheel.set(timer, deadline))
        arm();
}

void EventLoop::checkTimers()
{
    m_wheel.advance(m_clock.steady());
    arm();
}

void EventLoop::arm()
{
    const std::int64_t next = m_wheel.nextTick();
    if (next >= m_armedFor)
        return;
    m_armedFor = next;
    const auto delay = std::max(TimerWheel::timeOf(next) - m_clock.steady(), std::chrono::nanoseconds(0));
    m_alarm.expires_after(delay);
    m_alarm.async_wait([this](boost::system::error_code error) {
        if (error) // set to another time
            return;
        m_armedFor = TimerWheel::kNever;
        checkTimers();
    });
}

} // namespace gatehouse::net
