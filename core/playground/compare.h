#pragma once

#include "core/model/template_test.h"
#include "core/playground/line_diff.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// How what was expected and what came differ.
struct Mismatch {
    enum class Kind : std::uint8_t {
        None,
        Differs,
        BadExpectation, ///< JSON was to be compared, but what is expected is none
    };

    Kind kind = Kind::None;
    std::string message; ///< one line: the first difference
    std::uint32_t line = 0; ///< 1-based, of the expected text: where it is; 0: not known
    std::vector<DiffLine> difference = {};
};

/// Compares an output with the one expected; @p comparison as in TemplateTest::Expectation.
[[nodiscard]] Mismatch compareOutput(const json::Value &expected, std::string_view actual,
                                     std::optional<model::OutputComparison> comparison);

/// Compares values; scalars by their text, and objects without members are as good as none.
[[nodiscard]] Mismatch compareTexts(const json::Value &expected, const json::Value &actual);

} // namespace gatehouse::playground
