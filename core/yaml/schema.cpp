#include "core/yaml/schema.h"

#include <charconv>

namespace gatehouse::yaml {

namespace {

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, text) != words.end();
}

/// "0o17" and "0x1F" as decimal digits; nothing if it is no such number or does not fit in 64 bits.
std::optional<std::string> decimalOf(std::string_view text)
{
    const int base = text.starts_with("0o") ? 8 : text.starts_with("0x") ? 16 : 0;
    if (base == 0 || text.size() < 3)
        return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return std::to_string(value);
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? in JSON's spelling.
std::optional<std::string> jsonNumber(std::string_view text)
{
    std::string number;
    std::size_t i = 0;
    const auto takeDigits = [&] {
        const std::size_t begin = i;
        while (i < text.size() && isDigit(text[i]))
            ++i;
        return text.substr(begin, i - begin);
    };
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) {
        if (text[i++] == '-')
            number += '-';
    }
    std::string_view whole = takeDigits();
    std::string_view fraction;
    bool point = false;
    if (i < text.size() && text[i] == '.') {
        point = true;
        ++i;
        fraction = takeDigits();
    }
    if (whole.empty() && fraction.empty())
        return std::nullopt;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    number += whole.empty() ? "0" : whole;
    if (point) {
        number += '.';
        number += fraction.empty() ? "0" : fraction;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        number += text[i++];
        if (i < text.size() && (text[i] == '-' || text[i] == '+'))
            number += text[i++];
        const std::string_view exponent = takeDigits();
        if (exponent.empty())
            return std::nullopt;
        number += exponent;
    }
    return i == text.size() ? std::optional(std::move(number)) : std::nullopt;
}

} // namespace

json::Value resolvePlain(std::string_view text)
{
    if (isOneOf(text, {"", "~", "null", "Null", "NULL"}))
        return nullptr;
    if (isOneOf(text, {"true", "True", "TRUE"}))
        return true;
    if (isOneOf(text, {"false", "False", "FALSE"}))
        return false;
    if (isDigit(text.front()) || text.front() == '-' || text.front() == '+' || text.front() == '.') {
        if (std::optional<std::string> number = decimalOf(text))
            return json::Number{*std::move(number)};
        if (std::optional<std::string> number = jsonNumber(text))
            return json::Number{*std::move(number)};
    }
    return text;
}

} // namespace gatehouse::yaml
