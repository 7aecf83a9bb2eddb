#pragma once

#include "core/playground/pause.h"
#include "core/vtl/value.h"

namespace gatehouse::playground {

/// How much of the values of one pause is told.
struct ShownLimits {
    std::size_t values = 3000; ///< of all variables together
    std::size_t children = 100; ///< of one value
    int depth = 6;
    std::size_t text = 500; ///< octets of one text
};

/// Makes @p value readable. @p left counts down from ShownLimits::values; when it is used up, no more children are
/// told.
[[nodiscard]] ShownValue showValue(std::string name, const vtl::Value &value, std::size_t &left,
                                   const ShownLimits &limits = {});

} // namespace gatehouse::playground
