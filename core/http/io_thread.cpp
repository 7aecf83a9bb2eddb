#include "core/http/io_thread.h"

#include "core/http/connection.h"

namespace gatehouse::http {

namespace {

// Distinct, but the same in every run.
Random randomFor(std::uint64_t seed, unsigned thread)
{
    return seed == 0 ? Random() : Random(seed + thread);
}

void writeTwo(char *out, unsigned value) noexcept
{
    out[0] = static_cast<char>('0' + value / 10);
    out[1] = static_cast<char>('0' + value % 10);
}

// "Sun, 06 Nov 1994 08:49:37 GMT": RFC 9110, 5.6.7.
void writeDate(std::int64_t second, std::array<char, 29> &out) noexcept
{
    using namespace std::chrono;
    constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr std::string_view kShape = "Sun, 06 Nov 1994 08:49:37 GMT";

    const sys_seconds time{seconds(second)};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    kShape.copy(out.data(), out.size());
    kDays.copy(out.data(), 3, weekday(day).c_encoding() * 3);
    writeTwo(out.data() + 5, static_cast<unsigned>(date.day()));
    kMonths.copy(out.data() + 8, 3, (static_cast<unsigned>(date.month()) - 1) * 3);
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    writeTwo(out.data() + 12, year / 100 % 100);
    writeTwo(out.data() + 14, year % 100);
    writeTwo(out.data() + 17, static_cast<unsigned>(clock.hours().count()));
    writeTwo(out.data() + 20, static_cast<unsigned>(clock.minutes().count()));
    writeTwo(out.data() + 23, static_cast<unsigned>(clock.seconds().count()));
}

} // namespace

ServerThread::ServerThread(unsigned index, const ServerOptions &options, Handler &handler, const Clock &clock,
                           std::shared_ptr<net::Resolver> resolver, std::function<void()> connectionClosed)
    : m_index(index)
    , m_options(options)
    , m_handler(handler)
    , m_connectionClosed(std::move(connectionClosed))
    , m_random(randomFor(options.randomSeed, index))
    , m_loop(clock)
    , m_client(m_loop, std::move(resolver), options.client)
{
}

ServerThread::~ServerThread() = default;

std::string_view ServerThread::date() noexcept
{
    const std::int64_t second = std::chrono::floor<std::chrono::seconds>(clock().now()).time_since_epoch().count();
    if (second != m_dateSecond) {
        m_dateSecond = second;
        writeDate(second, m_date);
    }
    return {m_date.data(), m_date.size()};
}

void ServerThread::serve(int socket, const net::asio::ip::tcp::endpoint &peer)
{
    m_counters.connections.add(1);
    m_counters.open.add(1);
    net::Stream::Socket owned(m_loop.context().get_executor());
    boost::system::error_code error;
    owned.assign(peer.protocol(), socket, error);
    Connection::open(*this, net::Stream(std::move(owned)), peer);
}

void ServerThread::drain()
{
    m_draining = true;
    for (auto next = m_connections.begin(); next != m_connections.end();)
        (next++)->drain();
}

void ServerThread::closeAll()
{
    m_draining = true;
    while (!m_connections.empty())
        m_connections.front().stop();
}

void ServerThread::connectionClosed() noexcept
{
    m_counters.open.add(-1);
    if (m_draining)
        m_connectionClosed();
}

} // namespace gatehouse::http
