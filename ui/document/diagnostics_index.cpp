#include "ui/document/diagnostics_index.h"

#include <algorithm>
#include <tuple>

namespace gatehouse::ui {

namespace {

bool samePlaceAndRule(const Diagnostic &a, const Diagnostic &b)
{
    return a.rule == b.rule && a.pointer == b.pointer && a.message == b.message;
}

} // namespace

void DiagnosticsIndex::set(const model::ApiId &api, const std::string &source, Diagnostics diagnostics)
{
    if (diagnostics.empty())
        m_found[api].erase(source);
    else
        m_found[api].insert_or_assign(source, std::move(diagnostics));
    rebuildWorst(api);
}

void DiagnosticsIndex::remove(const model::ApiId &api)
{
    m_found.erase(api);
    m_worst.erase(api);
}

void DiagnosticsIndex::clear()
{
    m_found.clear();
    m_worst.clear();
}

std::vector<DiagnosticsIndex::Entry> DiagnosticsIndex::all() const
{
    std::vector<Entry> entries;
    for (const auto &[api, sources] : m_found) {
        const std::size_t first = entries.size();
        for (const auto &[source, diagnostics] : sources) {
            for (const Diagnostic &diagnostic : diagnostics) {
                // Sources agree on few findings only, so looking back over one API's is cheap enough: errors are
                // capped.
                const bool repeated = sources.size() > 1
                    && std::any_of(entries.begin() + static_cast<std::ptrdiff_t>(first), entries.end(),
                                   [&](const Entry &entry) {
                                       return entry.source != source && samePlaceAndRule(entry.diagnostic, diagnostic);
                                   });
                if (!repeated)
                    entries.push_back({api, source, diagnostic});
            }
        }
    }
    std::ranges::stable_sort(entries, [](const Entry &a, const Entry &b) {
        return std::tuple(b.diagnostic.severity, a.diagnostic.line)
            < std::tuple(a.diagnostic.severity, b.diagnostic.line);
    });
    return entries;
}

Diagnostics DiagnosticsIndex::of(const model::ApiId &api) const
{
    Diagnostics result;
    for (Entry &entry : all()) {
        if (entry.api == api)
            result.push_back(std::move(entry.diagnostic));
    }
    std::ranges::stable_sort(result, {}, &Diagnostic::line);
    return result;
}

std::optional<Severity> DiagnosticsIndex::worstBelow(const model::ApiId &api, const std::string &pointer) const
{
    const auto places = m_worst.find(api);
    if (places == m_worst.end())
        return std::nullopt;
    const auto place = places->second.find(pointer);
    return place == places->second.end() ? std::nullopt : std::optional(place->second);
}

void DiagnosticsIndex::rebuildWorst(const model::ApiId &api)
{
    auto &worst = m_worst[api];
    worst.clear();
    for (const auto &[source, diagnostics] : m_found[api]) {
        for (const Diagnostic &diagnostic : diagnostics) {
            std::string pointer = diagnostic.pointer;
            for (;;) {
                const auto [place, isNew] = worst.try_emplace(pointer, diagnostic.severity);
                if (!isNew && place->second >= diagnostic.severity)
                    break; // so have all its parents
                place->second = diagnostic.severity;
                if (pointer.empty())
                    break;
                pointer.resize(pointer.rfind('/') == std::string::npos ? 0 : pointer.rfind('/'));
            }
        }
    }
}

} // namespace gatehouse::ui
