#pragma once

#include "core/base/error.h"

#include <memory>
#include <string>
#include <string_view>

namespace gatehouse::schema {

/// An ECMA 262 regular expression that may match anywhere in a text. Thread-safe; a search takes bounded time (too hard
/// ones find nothing).
class Pattern {
public:
    /// Error: why it is none, in words.
    [[nodiscard]] static std::expected<Pattern, std::string> compile(std::string_view text);

    [[nodiscard]] bool matches(std::string_view text) const;
    [[nodiscard]] const std::string &text() const noexcept { return m_text; }

private:
    Pattern() = default;

    std::string m_text;
    std::shared_ptr<const void> m_code; // pcre2_code
};

} // namespace gatehouse::schema
