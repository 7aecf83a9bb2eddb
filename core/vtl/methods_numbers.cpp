// The methods of Integer, Long, Double, BigInteger and Boolean.
#include "core/vtl/java_text.h"
#include "core/vtl/methods.h"
#include "core/vtl/print.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <format>

namespace gatehouse::vtl {

namespace {

using Kind = Value::Kind;

double asDouble(const Value &value)
{
    switch (value.kind()) {
    case Kind::Double: return value.asReal();
    case Kind::BigInteger: return static_cast<double>(value.as<BigIntegerObject>().value);
    default: return static_cast<double>(value.asInteger());
    }
}

/// Java's narrowing of a double to an integer: saturates, NaN is 0.
std::int64_t narrowed(double value, std::int64_t low, std::int64_t high)
{
    if (std::isnan(value))
        return 0;
    if (value <= static_cast<double>(low))
        return low;
    if (value >= static_cast<double>(high))
        return high;
    return static_cast<std::int64_t>(value);
}

/// The lowest 64 bits of the two's complement.
std::int64_t lowBits(const BigInteger &value)
{
    const auto bits = static_cast<std::uint64_t>(BigInteger(abs(value)) & UINT64_MAX);
    return static_cast<std::int64_t>(value < 0 ? 0 - bits : bits);
}

std::int64_t asLong(const Value &value)
{
    switch (value.kind()) {
    case Kind::Double: return narrowed(value.asReal(), INT64_MIN, INT64_MAX);
    case Kind::BigInteger: return lowBits(value.as<BigIntegerObject>().value);
    default: return value.asInteger();
    }
}

std::int32_t asInt(const Value &value)
{
    if (value.kind() == Kind::Double)
        return static_cast<std::int32_t>(narrowed(value.asReal(), INT32_MIN, INT32_MAX));
    return static_cast<std::int32_t>(asLong(value));
}

/// A Float, as the Double that prints as it does.
double asFloat(const Value &value)
{
    const auto number = static_cast<float>(asDouble(value));
    return std::isfinite(number) ? std::strtod(std::format("{}", number).c_str(), nullptr)
                                 : static_cast<double>(number);
}

std::int32_t hashCode(const Value &value)
{
    switch (value.kind()) {
    case Kind::Integer: return static_cast<std::int32_t>(value.asInteger());
    case Kind::BigInteger: {
        std::vector<std::uint32_t> words;
        export_bits(BigInteger(abs(value.as<BigIntegerObject>().value)), std::back_inserter(words), 32);
        std::uint32_t hash = 0;
        for (const std::uint32_t word : words)
            hash = 31 * hash + word;
        return static_cast<std::int32_t>(value.as<BigIntegerObject>().value < 0 ? 0 - hash : hash);
    }
    default: {
        const auto bits = value.kind() == Kind::Double ? std::bit_cast<std::uint64_t>(value.asReal())
                                                       : static_cast<std::uint64_t>(value.asInteger());
        return static_cast<std::int32_t>(bits ^ (bits >> 32U));
    }
    }
}

std::int64_t parseInteger(std::string_view text, std::int64_t low, std::int64_t high)
{
    std::string_view digits = text;
    if (digits.starts_with('+') && !digits.starts_with("+-"))
        digits.remove_prefix(1);
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size() || value < low || value > high)
        throwRuntime(std::format("NumberFormatException: For input string: \"{}\"", text));
    return value;
}

double parseReal(std::string_view text)
{
    std::string trimmed(text);
    while (!trimmed.empty() && static_cast<unsigned char>(trimmed.back()) <= 0x20)
        trimmed.pop_back();
    while (!trimmed.empty() && static_cast<unsigned char>(trimmed.front()) <= 0x20)
        trimmed.erase(0, 1);
    char *end = nullptr;
    const double value = std::strtod(trimmed.c_str(), &end);
    if (trimmed.empty() || *end != '\0')
        throwRuntime(std::format("NumberFormatException: For input string: \"{}\"", text));
    return value;
}

Value callBoolean(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    switch (name) {
    case MethodName::booleanValue:
        if (a.empty())
            return receiver;
        break;
    case MethodName::parseBoolean:
    case MethodName::valueOf:
        if (a.size() == 1 && a[0].isString())
            return Value::boolean(toLowerCase(a[0].text()) == "true");
        if (a.size() == 1 && a[0].kind() == Kind::Boolean && name == MethodName::valueOf)
            return a[0];
        break;
    case MethodName::compareTo:
        if (a.size() == 1 && a[0].kind() == Kind::Boolean)
            return Value::integer(static_cast<std::int32_t>(receiver.asInteger() - a[0].asInteger()));
        break;
    case MethodName::hashCode:
        if (a.empty())
            return Value::integer(receiver.asBoolean() ? 1231 : 1237);
        break;
    default: break;
    }
    known = false;
    return {};
}

} // namespace

Value callNumber(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    if (name == MethodName::compareTo && a.size() == 1 && a[0].kind() != receiver.kind())
        throwRuntime("compareTo: ClassCastException"); // of the method that takes any Object
    if (receiver.kind() == Kind::Boolean)
        return callBoolean(receiver, name, a, known);
    switch (name) {
    case MethodName::intValue:
        if (a.empty())
            return Value::integer(asInt(receiver));
        break;
    case MethodName::longValue:
        if (a.empty())
            return Value::longInteger(asLong(receiver));
        break;
    case MethodName::doubleValue:
        if (a.empty())
            return Value::real(asDouble(receiver));
        break;
    case MethodName::floatValue:
        if (a.empty())
            return Value::real(asFloat(receiver));
        break;
    case MethodName::compareTo:
        if (a.size() == 1 && a[0].kind() == receiver.kind()) {
            if (receiver.kind() == Kind::Double)
                return Value::integer(receiver.asReal() < a[0].asReal()       ? -1
                                          : receiver.asReal() > a[0].asReal() ? 1
                                                                              : 0);
            if (receiver.kind() == Kind::BigInteger)
                return Value::integer(receiver.as<BigIntegerObject>().value.compare(a[0].as<BigIntegerObject>().value));
            return Value::integer(receiver.asInteger() < a[0].asInteger()       ? -1
                                      : receiver.asInteger() > a[0].asInteger() ? 1
                                                                                : 0);
        }
        break;
    case MethodName::hashCode:
        if (a.empty())
            return Value::integer(hashCode(receiver));
        break;
    case MethodName::isNaN:
        if (a.empty() && receiver.kind() == Kind::Double)
            return Value::boolean(std::isnan(receiver.asReal()));
        break;
    case MethodName::isInfinite:
        if (a.empty() && receiver.kind() == Kind::Double)
            return Value::boolean(std::isinf(receiver.asReal()));
        break;
    // Static methods can be called on an instance of their class.
    case MethodName::parseInt:
        if (a.size() == 1 && a[0].isString() && receiver.kind() == Kind::Integer)
            return Value::integer(static_cast<std::int32_t>(parseInteger(a[0].text(), INT32_MIN, INT32_MAX)));
        break;
    case MethodName::parseLong:
        if (a.size() == 1 && a[0].isString() && receiver.kind() == Kind::Long)
            return Value::longInteger(parseInteger(a[0].text(), INT64_MIN, INT64_MAX));
        break;
    case MethodName::parseDouble:
        if (a.size() == 1 && a[0].isString() && receiver.kind() == Kind::Double)
            return Value::real(parseReal(a[0].text()));
        break;
    case MethodName::valueOf:
        if (a.size() == 1 && a[0].isString()) {
            if (receiver.kind() == Kind::Integer)
                return Value::integer(static_cast<std::int32_t>(parseInteger(a[0].text(), INT32_MIN, INT32_MAX)));
            if (receiver.kind() == Kind::Long)
                return Value::longInteger(parseInteger(a[0].text(), INT64_MIN, INT64_MAX));
            if (receiver.kind() == Kind::Double)
                return Value::real(parseReal(a[0].text()));
        }
        if (a.size() == 1 && a[0].kind() == receiver.kind() && receiver.kind() != Kind::BigInteger)
            return a[0];
        break;
    default: break;
    }
    known = false;
    return {};
}

} // namespace gatehouse::vtl
