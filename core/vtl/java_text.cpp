#include "core/vtl/java_text.h"

#include "core/vtl/methods.h"
#include "core/vtl/print.h"

#include <cmath>
#include <format>

namespace gatehouse::vtl {

namespace {

constexpr std::size_t kMaxFormatWidth = 10'000;

/// Decodes the code point (or lone surrogate) at @p at, which moves past it.
char32_t decode(std::string_view text, std::size_t &at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = byte(at);
    if (first < 0x80) {
        ++at;
        return first;
    }
    const unsigned length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    char32_t code = first & (0xFFU >> (length + 1));
    for (unsigned i = 1; i < length; ++i)
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    at = std::min(at + length, text.size());
    return code;
}

// Case pairs of the alphabets that Latin-1, Latin Extended-A, Greek and Cyrillic hold. Others keep their case.
char32_t upper(char32_t c)
{
    if ((c >= U'a' && c <= U'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2)
        || (c >= 0x430 && c <= 0x44F))
        return c - 0x20;
    if (c == 0xFF)
        return 0x178;
    if (c == 0x3C2)
        return 0x3A3;
    if (c >= 0x450 && c <= 0x45F)
        return c - 0x50;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x481)
        || (c >= 0x48A && c <= 0x4BF))
        return c == 0x131 ? U'I' : c & ~char32_t(1);
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c % 2 == 0 ? c - 1 : c;
    return c;
}

char32_t lower(char32_t c)
{
    if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9 && c != 0x3A2)
        || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c == 0x178)
        return 0xFF;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    if ((c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14A && c <= 0x177)
        || (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF))
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c % 2 == 1 ? c + 1 : c;
    return c;
}

template <class Map>
std::string mapCharacters(std::string_view text, Map &&map)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();)
        map(decode(text, at), out);
    return out;
}

struct FormatSpec {
    bool left = false, zero = false, plus = false, comma = false, space = false;
    std::size_t width = 0;
    int precision = -1;
};

std::string grouped(std::string digits)
{
    for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), ",");
    return digits;
}

std::string signedNumber(bool negative, std::string digits, const FormatSpec &spec)
{
    const std::string sign = negative ? "-" : spec.plus ? "+" : spec.space ? " " : "";
    if (spec.zero && digits.size() + sign.size() < spec.width)
        digits.insert(0, spec.width - sign.size() - digits.size(), '0');
    return sign + digits;
}

std::string formatOne(char conversion, const Value &argument, const FormatSpec &spec)
{
    const auto mismatch
        = [&]() { throwRuntime(std::format("format: %{} does not take such an argument", conversion)); };
    switch (conversion) {
    case 's':
    case 'S': {
        std::string text = toText(argument);
        if (spec.precision >= 0 && utf16Length(text) > static_cast<std::size_t>(spec.precision))
            text = utf16Substring(text, 0, static_cast<std::size_t>(spec.precision));
        return conversion == 'S' ? toUpperCase(text) : text;
    }
    case 'b':
        return argument.isNull()                                               ? "false"
            : argument.kind() == Value::Kind::Boolean && !argument.asBoolean() ? "false"
                                                                               : "true";
    case 'd': {
        if (argument.isNull())
            return "null";
        if (!argument.isIntegral())
            mismatch();
        std::string digits = toText(argument);
        const bool negative = digits.starts_with('-');
        if (negative)
            digits.erase(0, 1);
        return signedNumber(negative, spec.comma ? grouped(std::move(digits)) : std::move(digits), spec);
    }
    case 'x':
    case 'X': {
        if (argument.kind() == Value::Kind::Integer) {
            const auto bits = static_cast<std::uint32_t>(argument.asInteger());
            return signedNumber(false, conversion == 'x' ? std::format("{:x}", bits) : std::format("{:X}", bits), spec);
        }
        if (argument.kind() != Value::Kind::Long)
            mismatch();
        const auto bits = static_cast<std::uint64_t>(argument.asInteger());
        return signedNumber(false, conversion == 'x' ? std::format("{:x}", bits) : std::format("{:X}", bits), spec);
    }
    case 'f':
    case 'e': {
        if (argument.isNull())
            return "null";
        if (argument.kind() != Value::Kind::Double)
            mismatch();
        const double number = argument.asReal();
        if (!std::isfinite(number))
            return toText(argument);
        const int precision = spec.precision < 0 ? 6 : spec.precision;
        std::string digits = conversion == 'f' ? std::format("{:.{}f}", std::fabs(number), precision)
                                               : std::format("{:.{}e}", std::fabs(number), precision);
        if (spec.comma) {
            const std::size_t point = std::min(digits.find('.'), digits.size());
            digits = grouped(digits.substr(0, point)) + digits.substr(point);
        }
        return signedNumber(std::signbit(number), std::move(digits), spec);
    }
    case 'c':
        if (argument.kind() == Value::Kind::Character)
            return std::string(argument.text());
        if (argument.kind() == Value::Kind::Integer) {
            std::string out;
            appendCodePoint(static_cast<char32_t>(argument.asInteger()), out);
            return out;
        }
        mismatch();
        break;
    default: throwRuntime(std::format("format: unknown conversion '{}'", conversion));
    }
    return {};
}

} // namespace

void appendCodePoint(char32_t code, std::string &out)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
        out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        out += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

bool isAscii(std::string_view text) noexcept
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string toUtf16(std::string_view text)
{
    std::u16string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t code = decode(text, at);
        if (code >= 0x10000) {
            out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10U));
            out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FFU));
        } else {
            out += static_cast<char16_t>(code);
        }
    }
    return out;
}

std::string toUtf8(std::u16string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        if (code >= 0xD800 && code < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10U) + (text[++i] - 0xDC00U);
        appendCodePoint(code, out);
    }
    return out;
}

std::size_t utf16Length(std::string_view text)
{
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        length += (byte & 0xC0U) == 0x80U ? 0 : byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

std::string utf16Substring(std::string_view text, std::size_t begin, std::size_t end)
{
    if (isAscii(text))
        return std::string(text.substr(begin, end - begin));
    return toUtf8(std::u16string_view(toUtf16(text)).substr(begin, end - begin));
}

std::string toUpperCase(std::string_view text)
{
    return mapCharacters(text, [](char32_t c, std::string &out) {
        if (c == 0xDF)
            out += "SS";
        else
            appendCodePoint(upper(c), out);
    });
}

std::string toLowerCase(std::string_view text)
{
    return mapCharacters(text, [](char32_t c, std::string &out) { appendCodePoint(lower(c), out); });
}

std::int32_t hashCode(std::string_view text)
{
    std::uint32_t hash = 0;
    for (const char16_t unit : toUtf16(text))
        hash = hash * 31 + unit;
    return static_cast<std::int32_t>(hash);
}

std::string javaFormat(std::string_view format, std::span<const Value> arguments, std::size_t maxSize)
{
    std::string out;
    std::size_t ordinary = 0;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out += format[i];
            continue;
        }
        FormatSpec spec;
        ++i;
        const auto number = [&]() {
            std::size_t value = 0;
            while (i < format.size() && format[i] >= '0' && format[i] <= '9' && value < kMaxFormatWidth)
                value = value * 10 + static_cast<std::size_t>(format[i++] - '0');
            return value;
        };
        std::size_t index = 0; // "%2$s": 1-based
        const std::size_t mark = i;
        if (const std::size_t position = number(); position > 0 && i < format.size() && format[i] == '$') {
            index = position;
            ++i;
        } else {
            i = mark;
        }
        for (; i < format.size(); ++i) {
            const char c = format[i];
            if (c == '-')
                spec.left = true;
            else if (c == '0')
                spec.zero = true;
            else if (c == '+')
                spec.plus = true;
            else if (c == ',')
                spec.comma = true;
            else if (c == ' ')
                spec.space = true;
            else
                break;
        }
        spec.width = number();
        if (i < format.size() && format[i] == '.') {
            ++i;
            spec.precision = static_cast<int>(std::min<std::size_t>(number(), 400));
        }
        if (i >= format.size() || spec.width >= kMaxFormatWidth)
            throwRuntime("format: bad conversion");
        const char conversion = format[i];
        std::string piece;
        if (conversion == '%') {
            piece = "%";
        } else if (conversion == 'n') {
            piece = "\n";
        } else {
            const std::size_t which = index > 0 ? index - 1 : ordinary++;
            if (which >= arguments.size())
                throwRuntime(std::format("format: argument {} is missing", which + 1));
            piece = formatOne(conversion, arguments[which], spec);
        }
        const std::size_t length = utf16Length(piece);
        if (length < spec.width)
            piece.insert(spec.left ? piece.size() : 0, spec.width - length, ' ');
        out += piece;
        if (out.size() > maxSize)
            throwRuntime("format: the result is too large");
    }
    return out;
}

} // namespace gatehouse::vtl
