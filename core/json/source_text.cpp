#include "core/json/source_text.h"

#include <cstring>
#include <format>

namespace gatehouse::json {

namespace {

using namespace std::string_view_literals;

/// Length of the sequence at the start of @p text, or 0 if it is not valid. The first octet is not ASCII.
std::size_t sequenceLength(std::string_view text) noexcept
{
    const auto octet = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto continues
        = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) { return octet(i) >= low && octet(i) <= high; };
    const unsigned first = octet(0);
    if (first >= 0xC2 && first <= 0xDF)
        return continues(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) // neither overlong nor a surrogate
        return continues(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && continues(2) ? 3 : 0;
    if (first >= 0xF0 && first <= 0xF4) // neither overlong nor beyond 10FFFF
        return continues(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && continues(2) && continues(3)
            ? 4
            : 0;
    return 0;
}

/// "UTF-16" or "UTF-32" when the text looks like it, else nothing.
std::string_view wideEncoding(std::string_view text) noexcept
{
    if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv) || text.starts_with("\0\0\0"sv))
        return "UTF-32";
    if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv))
        return "UTF-16";
    if (text.size() >= 4 && text[0] != 0 && text[1] == 0) // ASCII text without a mark, little endian
        return text[2] == 0 && text[3] == 0 ? "UTF-32" : "UTF-16";
    if (text.size() >= 4 && text[0] == 0 && text[1] != 0)
        return "UTF-16";
    return {};
}

} // namespace

std::size_t validUtf8Prefix(std::string_view text) noexcept
{
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t word = 0;
        if (i + sizeof word <= text.size()) {
            std::memcpy(&word, text.data() + i, sizeof word);
            if ((word & 0x8080808080808080U) == 0) {
                i += sizeof word;
                continue;
            }
        }
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = sequenceLength(text.substr(i));
        if (length == 0)
            break;
        i += length;
    }
    return i;
}

SourceText checkSourceText(std::string_view text, const ReadLimits &limits)
{
    SourceText result;
    if (text.size() > limits.maxSize) {
        result.problem = Diagnostic{
            .rule = "text-size",
            .message = std::format("The text has {} octets; at most {} are read", text.size(), limits.maxSize)};
        return result;
    }
    if (const std::string_view encoding = wideEncoding(text); !encoding.empty()) {
        result.problem = Diagnostic{.rule = "text-encoding",
                                    .message = std::format("The text is {}", encoding),
                                    .hint = "Save it as UTF-8",
                                    .line = 1,
                                    .column = 1};
        return result;
    }
    if (text.starts_with("\xEF\xBB\xBF"))
        result.begin = 3;
    if (const std::size_t bad = validUtf8Prefix(text); bad < text.size()) {
        const LineIndex::Position place = LineIndex(text.substr(0, bad)).at(bad);
        const auto offset = static_cast<std::uint32_t>(bad);
        result.problem = Diagnostic{.rule = "text-encoding",
                                    .message = std::format("Invalid UTF-8 at offset {} (octet {:02X})", bad,
                                                           static_cast<unsigned char>(text[bad])),
                                    .hint = "Save the text as UTF-8",
                                    .span = {offset, offset + 1},
                                    .line = place.line,
                                    .column = place.column};
    }
    return result;
}

void appendUtf8(std::string &out, char32_t codePoint)
{
    const auto put = [&](char32_t octet) { out += static_cast<char>(octet); };
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        codePoint = 0xFFFD;
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xC0 | (codePoint >> 6));
        put(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        put(0xE0 | (codePoint >> 12));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    } else {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    }
}

} // namespace gatehouse::json
