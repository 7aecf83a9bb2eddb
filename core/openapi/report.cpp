#include "core/openapi/report.h"

#include <format>
#include <iterator>

namespace gatehouse::openapi {

void Report::add(Severity severity, std::string_view rule, std::string message, SourceSpan place, std::string hint)
{
    auto count = m_counts.find(rule);
    if (count == m_counts.end())
        count = m_counts.emplace(rule, 0).first;
    if (++count->second > kPerRule)
        return;
    m_found.push_back({severity, std::string(rule), std::move(message), std::move(hint), m_file, {}, place});
}

void Report::append(Diagnostics diagnostics)
{
    for (Diagnostic &diagnostic : diagnostics) {
        diagnostic.file = m_file;
        m_found.push_back(std::move(diagnostic));
    }
}

Diagnostics Report::finish(std::string_view text, const json::Value &document)
{
    std::ranges::stable_sort(m_found, {}, [](const Diagnostic &d) { return d.span.begin; });
    const LineIndex lines(text);
    for (Diagnostic &diagnostic : m_found) {
        if (!diagnostic.span.known())
            continue;
        if (diagnostic.pointer.empty())
            diagnostic.pointer = pointerAt(document, diagnostic.span.begin);
        if (diagnostic.line == 0) {
            const LineIndex::Position position = lines.at(diagnostic.span.begin);
            diagnostic.line = position.line;
            diagnostic.column = position.column;
        }
    }
    for (const auto &[rule, count] : m_counts) {
        if (count > kPerRule) {
            m_found.push_back(
                {Severity::Info, rule, std::format("{} more findings of this kind", count - kPerRule), {}, m_file, {}});
        }
    }
    return std::move(m_found);
}

namespace {

bool holds(SourceSpan span, std::uint32_t offset)
{
    return span.begin <= offset && offset < span.end;
}

} // namespace

std::string pointerAt(const json::Value &document, std::uint32_t offset)
{
    std::string pointer;
    const json::Value *node = &document;
    while (node->span().begin != offset || node->isNull() || node == &document) {
        // Children stand in source order; where aliases break that order, the search ends at the parent.
        if (node->isObject()) {
            const json::Object &members = node->members();
            const auto after = std::partition_point(members.begin(), members.end(), [offset](const json::Member &m) {
                return std::min(m.keySpan.begin, m.value.span().begin) <= offset;
            });
            if (after == members.begin())
                break;
            const json::Member &member = *std::prev(after);
            if (holds(member.keySpan, offset))
                return json::pointerJoin(pointer, member.key);
            if (!holds(member.value.span(), offset))
                break;
            pointer = json::pointerJoin(pointer, member.key);
            node = &member.value;
        } else if (node->isArray()) {
            const json::Array &items = node->items();
            const auto after = std::partition_point(
                items.begin(), items.end(), [offset](const json::Value &item) { return item.span().begin <= offset; });
            if (after == items.begin() || !holds(std::prev(after)->span(), offset))
                break;
            pointer = json::pointerJoin(pointer, static_cast<std::size_t>(std::prev(after) - items.begin()));
            node = &*std::prev(after);
        } else {
            break;
        }
    }
    return pointer;
}

} // namespace gatehouse::openapi
