#include "core/vtl/arithmetic.h"

#include "core/vtl/work.h"

#include <cmath>

namespace gatehouse::vtl {

namespace {

using Kind = Value::Kind;

BigInteger toBig(const Value &value)
{
    return value.kind() == Kind::BigInteger ? value.as<BigIntegerObject>().value : BigInteger(value.asInteger());
}

/// The result keeps at least the larger class of its operands.
Value integerOf(std::int64_t value, bool isLong)
{
    return isLong ? Value::longInteger(value) : Value::number(value);
}

Value bigArithmetic(NodeKind op, const Value &left, const Value &right)
{
    const BigInteger a = toBig(left);
    const BigInteger b = toBig(right);
    BigInteger result;
    switch (op) {
    case NodeKind::Add: result = a + b; break;
    case NodeKind::Subtract: result = a - b; break;
    case NodeKind::Multiply: result = a * b; break;
    case NodeKind::Divide:
        if (b == 0)
            return {};
        result = a / b;
        break;
    default:
        if (b == 0)
            return {};
        result = a % b;
        break;
    }
    const auto limbs = [](const BigInteger &number) { return std::size_t(number.backend().size()); };
    Work::spendHere(limbs(a) * limbs(b) / Work::kTextPerStep);
    constexpr unsigned kMaxBits = 1U << 16U; // repeated squaring must not eat the machine
    if (result != 0 && msb(abs(result)) > kMaxBits)
        return {};
    return Value::object(Kind::BigInteger, new BigIntegerObject(std::move(result)));
}

Value realArithmetic(NodeKind op, double a, double b)
{
    switch (op) {
    case NodeKind::Add: return Value::real(a + b);
    case NodeKind::Subtract: return Value::real(a - b);
    case NodeKind::Multiply: return Value::real(a * b);
    case NodeKind::Divide: return b == 0 ? Value() : Value::real(a / b);
    default: return b == 0 ? Value() : Value::real(std::fmod(a, b));
    }
}

} // namespace

double toDouble(const Value &number)
{
    switch (number.kind()) {
    case Kind::Double: return number.asReal();
    case Kind::BigInteger: return static_cast<double>(number.as<BigIntegerObject>().value);
    default: return static_cast<double>(number.asInteger());
    }
}

Value arithmetic(NodeKind op, const Value &left, const Value &right)
{
    if (!left.isNumber() || !right.isNumber())
        return {};
    if (left.kind() == Kind::Double || right.kind() == Kind::Double)
        return realArithmetic(op, toDouble(left), toDouble(right));
    if (left.kind() == Kind::BigInteger || right.kind() == Kind::BigInteger)
        return bigArithmetic(op, left, right);

    const std::int64_t a = left.asInteger();
    const std::int64_t b = right.asInteger();
    const bool isLong = left.kind() == Kind::Long || right.kind() == Kind::Long;
    std::int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case NodeKind::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case NodeKind::Subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case NodeKind::Multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    case NodeKind::Divide:
        if (b == 0)
            return {};
        overflow = a == INT64_MIN && b == -1;
        result = overflow ? 0 : a / b;
        break;
    default:
        if (b == 0)
            return {};
        result = b == -1 ? 0 : a % b;
        break;
    }
    return overflow ? bigArithmetic(op, left, right) : integerOf(result, isLong);
}

int compareNumbers(const Value &left, const Value &right)
{
    if (left.kind() == Kind::Double || right.kind() == Kind::Double) {
        const double a = toDouble(left);
        const double b = toDouble(right);
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
    }
    if (left.kind() == Kind::BigInteger || right.kind() == Kind::BigInteger) {
        const int order = toBig(left).compare(toBig(right));
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    return left.asInteger() < right.asInteger() ? -1 : left.asInteger() > right.asInteger() ? 1 : 0;
}

} // namespace gatehouse::vtl
