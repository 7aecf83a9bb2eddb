#include "core/base/octets.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace gatehouse {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<std::int8_t, 256> kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i)
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}();

unsigned octet(std::string_view text, std::size_t index) noexcept
{
    return static_cast<unsigned char>(text[index]);
}

/// How many octets at the beginning are ASCII; may stop up to seven octets early.
std::size_t asciiPrefix(std::string_view text) noexcept
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080;
    std::size_t size = 0;
    for (std::uint64_t word = 0; text.size() - size >= sizeof word; size += sizeof word) {
        std::memcpy(&word, text.data() + size, sizeof word);
        if (word & kHighBits)
            break;
    }
    return size;
}

struct Sequence {
    std::size_t size; ///< octets that belong together
    bool valid;
};

/// The UTF-8 sequence at the beginning of @p text, which is not empty; of an ill-formed one the longest valid prefix.
Sequence sequenceAt(std::string_view text) noexcept
{
    const unsigned first = octet(text, 0);
    if (first < 0x80)
        return {1, true};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4)
        return {1, false};
    for (std::size_t i = 1; i < size; ++i) {
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second octet.
        const unsigned low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (i >= text.size() || octet(text, i) < low || octet(text, i) > high)
            return {i, false};
    }
    return {size, true};
}

} // namespace

std::string encodeBase64(std::string_view octets)
{
    std::string out;
    out.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(octets.size() - i, 3);
        std::uint32_t bits = octet(octets, i) << 16U;
        if (left > 1)
            bits |= octet(octets, i + 1) << 8U;
        if (left > 2)
            bits |= octet(octets, i + 2);
        out += kAlphabet[bits >> 18U];
        out += kAlphabet[(bits >> 12U) & 63U];
        out += left > 1 ? kAlphabet[(bits >> 6U) & 63U] : '=';
        out += left > 2 ? kAlphabet[bits & 63U] : '=';
    }
    return out;
}

std::optional<std::string> decodeBase64(std::string_view text)
{
    if (text.size() % 4 == 0) {
        for (int i = 0; i < 2 && text.ends_with('='); ++i)
            text.remove_suffix(1);
    }
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const char c : text) {
        const int value = kValues[static_cast<unsigned char>(c)];
        if (value < 0)
            return std::nullopt;
        bits = (bits << 6U) | static_cast<unsigned>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> count) & 0xFFU);
        }
    }
    return out;
}

std::string toValidUtf8(std::string_view octets)
{
    std::string out;
    out.reserve(octets.size());
    while (!octets.empty()) {
        const Sequence sequence = sequenceAt(octets);
        out += sequence.valid ? octets.substr(0, sequence.size) : std::string_view("\xEF\xBF\xBD");
        octets.remove_prefix(sequence.size);
    }
    return out;
}

bool isValidUtf8(std::string_view octets) noexcept
{
    for (;;) {
        octets.remove_prefix(asciiPrefix(octets));
        if (octets.empty())
            return true;
        const Sequence sequence = sequenceAt(octets);
        if (!sequence.valid)
            return false;
        octets.remove_prefix(sequence.size);
    }
}

} // namespace gatehouse
