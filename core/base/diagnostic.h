#pragma once

#include "core/base/error.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse {

enum class Severity : std::uint8_t { Hint, Info, Warning, Error };

/// One finding about an input: what is wrong, where, by which rule, and how to mend it.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string rule = {};    ///< stable id, for example "aws-variable-sibling" (reference: openapi.md 10) or "deploy-no-integration"
    std::string message = {}; ///< AWS's literal text where there is one
    std::string hint = {};    ///< how to mend it; may be empty
    std::string file = {};    ///< path as the caller gave it; empty for text in memory
    std::string pointer = {}; ///< JSON pointer (RFC 6901) of the node meant; empty for the document
    SourceSpan span = {};
    std::uint32_t line = 0;   ///< 1-based; 0 when the place is not known
    std::uint32_t column = 0; ///< 1-based, counted in code points

    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] inline bool hasErrors(const Diagnostics &diagnostics)
{
    return std::ranges::any_of(diagnostics, [](const Diagnostic &d) { return d.severity == Severity::Error; });
}

/// "hint", "info", "warning" or "error".
[[nodiscard]] std::string_view toString(Severity severity) noexcept;

/// "file:line:column: severity: message [rule]", the form compilers use, for the command line.
[[nodiscard]] std::string format(const Diagnostic &diagnostic);

/// Turns octet offsets into lines and columns: built once for a text in linear time, then O(log lines) a look-up.
class LineIndex {
public:
    explicit LineIndex(std::string_view text);

    struct Position {
        std::uint32_t line = 1;   ///< 1-based
        std::uint32_t column = 1; ///< 1-based, in code points
    };
    [[nodiscard]] Position at(std::size_t offset) const noexcept;
    /// The offset where @p line (1-based) begins; the text's size for lines past its end.
    [[nodiscard]] std::size_t lineStart(std::uint32_t line) const noexcept;

private:
    std::string_view m_text; // must outlive the index
    std::vector<std::uint32_t> m_starts;
};

} // namespace gatehouse
