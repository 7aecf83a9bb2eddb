#pragma once

#include "core/base/diagnostic.h"
#include "core/model/common.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatehouse::ui {

/// What is known to be wrong, by API and source, and how bad it is at each place.
class DiagnosticsIndex {
public:
    struct Entry {
        model::ApiId api;
        std::string source; ///< who found it: "import", "text", "check"
        Diagnostic diagnostic;
    };

    void set(const model::ApiId &api, const std::string &source, Diagnostics diagnostics);
    void remove(const model::ApiId &api);
    void clear();

    /// All, worst first, then in document order.
    [[nodiscard]] std::vector<Entry> all() const;
    /// Of one API, in document order, without the repetitions that two sources give.
    [[nodiscard]] Diagnostics of(const model::ApiId &api) const;
    /// The worst at @p pointer (JSON pointer into the API's OpenAPI document) or below it; nothing if all is well.
    [[nodiscard]] std::optional<Severity> worstBelow(const model::ApiId &api, const std::string &pointer) const;

private:
    std::map<model::ApiId, std::map<std::string, Diagnostics>> m_found;
    /// Severity by API id and pointer, at the pointer itself and at each of its parents: a look-up walks nothing.
    std::map<model::ApiId, std::unordered_map<std::string, Severity>> m_worst;

    void rebuildWorst(const model::ApiId &api);
};

} // namespace gatehouse::ui
