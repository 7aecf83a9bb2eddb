#pragma once

#include "core/base/error.h"
#include "core/model/common.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::integration {

enum class SelectionErrc {
    BadPattern = 1, ///< not a regular expression; the detail says why and where
};
[[nodiscard]] constexpr const char *moduleName(SelectionErrc) noexcept
{
    return "selection-pattern";
}
[[nodiscard]] std::string_view describe(SelectionErrc code) noexcept;

/// A selectionPattern: matches whole texts, "." no line end. Thread-safe; a match takes bounded time (too hard ones
/// fail). Source: rest-runtime.md 6.10; whole-string matching follows from the documentation's own examples.
class SelectionPattern {
public:
    [[nodiscard]] static Expected<SelectionPattern> compile(std::string_view pattern);

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    SelectionPattern() = default;

    std::string m_literal; // of patterns without special characters; then there is no m_code
    std::shared_ptr<const void> m_code; // pcre2_code
};

/// "application/json" of "Application/JSON; charset=utf-8": lower case is left to the comparison.
[[nodiscard]] std::string_view mediaType(std::string_view fieldValue) noexcept;
/// ASCII case-insensitive.
[[nodiscard]] bool sameMediaType(std::string_view a, std::string_view b) noexcept;

/// What an Accept field asks for among entries by media type: its first type, else application/json, else the first
/// entry; null if there is none. Source: rest-runtime.md 6.10.
template <class Value>
[[nodiscard]] const std::pair<std::string, Value> *
chooseByAccept(const std::vector<std::pair<std::string, Value>> &entries, std::string_view accept)
{
    for (const std::string_view wanted : {mediaType(accept), std::string_view("application/json")}) {
        for (const auto &entry : entries) {
            if (sameMediaType(entry.first, wanted))
                return &entry;
        }
    }
    return entries.empty() ? nullptr : &entries.front();
}

} // namespace gatehouse::integration

GATEHOUSE_ERROR_ENUM(gatehouse::integration, SelectionErrc)
