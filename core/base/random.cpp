#include "core/base/random.h"

#include <random>

namespace gatehouse {

namespace {

constexpr char kHex[] = "0123456789abcdef";
constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kBase36[] = "abcdefghijklmnopqrstuvwxyz0123456789";

std::uint64_t splitMix(std::uint64_t &x) noexcept
{
    std::uint64_t z = (x += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

void writeHex(std::uint64_t value, int digits, char *out) noexcept
{
    for (int i = 0; i < digits; ++i, value >>= 4)
        out[i] = kHex[value & 15U];
}

std::string base36(std::uint64_t value)
{
    std::string id(10, 'a');
    for (char &c : id) {
        c = kBase36[value % 36];
        value /= 36;
    }
    return id;
}

} // namespace

Random::Random()
{
    std::random_device device;
    for (std::uint64_t &word : m_state)
        word = (static_cast<std::uint64_t>(device()) << 32) | device();
}

Random::Random(std::uint64_t seed) noexcept
{
    for (std::uint64_t &word : m_state)
        word = splitMix(seed);
}

namespace ids {

void writeUuid(Random &random, char *out) noexcept
{
    const std::uint64_t a = random.next();
    const std::uint64_t b = random.next();
    writeHex(a, 8, out);
    out[8] = '-';
    writeHex(a >> 32, 4, out + 9);
    out[13] = '-';
    out[14] = '4';
    writeHex(a >> 48, 3, out + 15);
    out[18] = '-';
    out[19] = kHex[8U | (b & 3U)]; // variant 10xx
    writeHex(b >> 2, 3, out + 20);
    out[23] = '-';
    writeHex(b >> 14, 12, out + 24);
}

void writeExtended(Random &random, char *out) noexcept
{
    std::uint64_t bits = random.next();
    for (int i = 0; i < 10; ++i, bits >>= 6)
        out[i] = kBase64[bits & 63U];
    bits = random.next();
    for (int i = 10; i < 15; ++i, bits >>= 6)
        out[i] = kBase64[bits & 63U];
    out[15] = '=';
}

void writeTraceRoot(Random &random, std::uint32_t epochSeconds, char *out) noexcept
{
    out[0] = '1';
    out[1] = '-';
    for (int i = 0; i < 8; ++i)
        out[2 + i] = kHex[(epochSeconds >> (28 - 4 * i)) & 15U];
    out[10] = '-';
    writeHex(random.next(), 16, out + 11);
    writeHex(random.next(), 8, out + 27);
}

void writeSpan(Random &random, char *out) noexcept
{
    writeHex(random.next(), 16, out);
}

std::string shortId(Random &random)
{
    return base36(random.next());
}

std::string derivedId(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a, then mixed: short texts must differ in every digit
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3U;
    }
    return base36(splitMix(hash));
}

} // namespace ids

} // namespace gatehouse
