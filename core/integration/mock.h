#pragma once

#include "core/base/error.h"

#include <string_view>

namespace gatehouse::integration {

enum class MockErrc {
    NotAnObject = 1, ///< no braces, unbalanced ones, or quotes that do not close
    NoStatusCode, ///< no statusCode, or one that is not an integer
};
[[nodiscard]] constexpr const char *moduleName(MockErrc) noexcept
{
    return "mock";
}
[[nodiscard]] std::string_view describe(MockErrc code) noexcept;

/// Reads the statusCode of a MOCK integration's rendered request.
///
/// As lenient as API Gateway: keys may be bare or in single quotes, commas may trail or repeat, other members may hold
/// anything balanced. The value itself must be an integer, not a string; any integer will do.
/// Source: rest-runtime.md 6.7 (bare keys measured, the rest assumed).
[[nodiscard]] Expected<int> parseMockStatus(std::string_view request);

} // namespace gatehouse::integration

GATEHOUSE_ERROR_ENUM(gatehouse::integration, MockErrc)
