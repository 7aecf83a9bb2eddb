#include "core/schema/instance.h"

#include "core/schema/unconfirmed.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace gatehouse::schema {

namespace {

bool isWhole(std::string_view number) noexcept
{
    if (unconfirmed::kWholeFractionsAreIntegers && number.ends_with(".0"))
        return true;
    return number.find_first_of(".eE") == std::string_view::npos;
}

bool readWhole(std::string_view text, std::int64_t &out) noexcept
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

Primitive primitiveOf(yyjson_val *value) noexcept
{
    switch (yyjson_get_type(value)) {
    case YYJSON_TYPE_NULL: return Primitive::Null;
    case YYJSON_TYPE_BOOL: return Primitive::Boolean;
    case YYJSON_TYPE_STR: return Primitive::String;
    case YYJSON_TYPE_ARR: return Primitive::Array;
    case YYJSON_TYPE_OBJ: return Primitive::Object;
    default: return isWhole(numberOf(value)) ? Primitive::Integer : Primitive::Number;
    }
}

std::partial_ordering compare(std::string_view a, std::string_view b) noexcept
{
    const auto real = [](std::string_view text) {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error == std::errc::result_out_of_range)
            value = std::strtod(std::string(text).c_str(), nullptr); // infinite or 0
        return value;
    };
    std::int64_t wholeA = 0;
    std::int64_t wholeB = 0;
    if (readWhole(a, wholeA) && readWhole(b, wholeB))
        return wholeA <=> wholeB;
    return real(a) <=> real(b);
}

bool isMultiple(std::string_view number, std::string_view divisor) noexcept
{
    std::int64_t a = 0;
    std::int64_t b = 0;
    if (readWhole(number, a) && readWhole(divisor, b))
        return a % b == 0;
    double x = 0;
    double y = 1;
    std::from_chars(number.data(), number.data() + number.size(), x);
    std::from_chars(divisor.data(), divisor.data() + divisor.size(), y);
    const double quotient = x / y; // 0.3 is a multiple of 0.1, whatever binary fractions say
    return std::abs(quotient - std::round(quotient)) <= std::abs(quotient) * 1e-14;
}

std::size_t codePoints(std::string_view text) noexcept
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string jsonOf(yyjson_val *value)
{
    std::size_t size = 0;
    const std::unique_ptr<char, void (*)(void *)> text(yyjson_val_write(value, 0, &size), std::free);
    return text ? std::string(text.get(), size) : std::string();
}

std::string jsonText(std::string_view text)
{
    const std::unique_ptr<yyjson_mut_doc, void (*)(yyjson_mut_doc *)> document(yyjson_mut_doc_new(nullptr),
                                                                               yyjson_mut_doc_free);
    yyjson_mut_doc_set_root(document.get(), yyjson_mut_strn(document.get(), text.data(), text.size()));
    std::size_t size = 0;
    const std::unique_ptr<char, void (*)(void *)> json(yyjson_mut_write(document.get(), 0, &size), std::free);
    return json ? std::string(json.get(), size) : std::string();
}

} // namespace gatehouse::schema
