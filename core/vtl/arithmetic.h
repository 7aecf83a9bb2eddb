#pragma once

#include "core/vtl/objects.h"
#include "core/vtl/program.h"

namespace gatehouse::vtl {

/// `left op right` for numbers, widening as Velocity's MathUtils does; null for anything else and for division by zero.
/// @param op Add, Subtract, Multiply, Divide or Modulo
[[nodiscard]] Value arithmetic(NodeKind op, const Value &left, const Value &right);

/// Numeric order of two numbers: -1, 0 or 1; 2 when one is NaN.
[[nodiscard]] int compareNumbers(const Value &left, const Value &right);

/// A Double for any number.
[[nodiscard]] double toDouble(const Value &number);

} // namespace gatehouse::vtl
