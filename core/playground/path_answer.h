#pragma once

#include "core/base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// What templates get for a JSONPath, and where in the document it stands.
struct PathAnswer {
    std::optional<Error> error; ///< a template with it ends in 500
    bool errorInPath = false; ///< the error's span is in the path, else in the document
    std::string hint; ///< how to mend the path, or why it finds nothing; may be empty
    bool definite = false; ///< gives the value itself, or nothing; otherwise always an array
    bool found = false;
    std::size_t count = 0; ///< places found
    std::string type; ///< "String", "Integer", "array of 3", "object of 2" ...; empty: nothing
    std::string path; ///< what $input.path prints
    std::string json; ///< what $input.json prints
    std::vector<SourceSpan> places; ///< in the document, in the order of the results; empty where it is no strict JSON
};

/// Reads @p document as a request's body (leniently; an empty one is {}) and asks it for @p path, in Jayway's dialect.
/// On any thread; linear in the document but for deep scans and filters, which are bounded.
[[nodiscard]] PathAnswer answerPath(std::string_view path, std::string_view document);

} // namespace gatehouse::playground
