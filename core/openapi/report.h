#pragma once

#include "core/base/diagnostic.h"
#include "core/json/value.h"

#include <map>

namespace gatehouse::openapi {

/// Collects what an import finds. Bounded: of each rule at most kPerRule findings are kept, and one that counts the
/// rest.
class Report {
public:
    static constexpr std::size_t kPerRule = 500;

    explicit Report(std::string file)
        : m_file(std::move(file))
    {
    }

    void add(Severity severity, std::string_view rule, std::string message, SourceSpan place, std::string hint = {});
    void add(Severity severity, std::string_view rule, std::string message, const json::Value &place,
             std::string hint = {})
    {
        add(severity, rule, std::move(message), place.span(), std::move(hint));
    }
    void append(Diagnostics diagnostics);

    /// Everything in document order, with pointers, lines and columns.
    /// @param text      the source
    /// @param document  what was read from it: pointers are looked up here by place
    [[nodiscard]] Diagnostics finish(std::string_view text, const json::Value &document);

private:
    std::string m_file;
    Diagnostics m_found;
    std::map<std::string, std::size_t, std::less<>> m_counts; // findings of a rule, also those not kept
};

/// The pointer of the innermost node of @p document that holds the octet at @p offset.
[[nodiscard]] std::string pointerAt(const json::Value &document, std::uint32_t offset);

} // namespace gatehouse::openapi
