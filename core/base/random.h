#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gatehouse {

/// Fast random numbers for ids, canary splits and jitter (xoshiro256**). Not for secrets. One per thread.
class Random {
public:
    /// Seeds from the system.
    Random();
    /// A fixed sequence, for tests.
    explicit Random(std::uint64_t seed) noexcept;

    [[nodiscard]] std::uint64_t next() noexcept
    {
        const std::uint64_t result = rotl(m_state[1] * 5, 7) * 9;
        const std::uint64_t t = m_state[1] << 17;
        m_state[2] ^= m_state[0];
        m_state[3] ^= m_state[1];
        m_state[1] ^= m_state[2];
        m_state[0] ^= m_state[3];
        m_state[2] ^= t;
        m_state[3] = rotl(m_state[3], 45);
        return result;
    }
    /// Uniform in [0, 1).
    [[nodiscard]] double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    static constexpr std::uint64_t rotl(std::uint64_t x, int k) noexcept { return (x << k) | (x >> (64 - k)); }

    std::array<std::uint64_t, 4> m_state;
};

/// The ids of one request, made from a Random. Each writes a fixed number of octets and no terminator.
/// Source of the shapes: rest-runtime.md 3.1.
namespace ids {
inline constexpr std::size_t kUuidSize = 36;       ///< x-amzn-RequestId, a version 4 UUID in lower case
inline constexpr std::size_t kExtendedSize = 16;   ///< x-amz-apigw-id: 15 base64 characters and "="
inline constexpr std::size_t kTraceRootSize = 35;  ///< "1-{8 hex}-{24 hex}", the Root of X-Amzn-Trace-Id
inline constexpr std::size_t kSpanSize = 16;       ///< the Parent of X-Amzn-Trace-Id

void writeUuid(Random &random, char *out) noexcept;
void writeExtended(Random &random, char *out) noexcept;
void writeTraceRoot(Random &random, std::uint32_t epochSeconds, char *out) noexcept;
void writeSpan(Random &random, char *out) noexcept;

/// Ten characters of [a-z0-9], as API, resource and deployment ids look.
[[nodiscard]] std::string shortId(Random &random);
/// The same shape, but always the same for the same text: the id of an object that a file names but gives no id.
[[nodiscard]] std::string derivedId(std::string_view text);
} // namespace ids

} // namespace gatehouse
