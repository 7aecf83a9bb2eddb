#pragma once

#include "core/mapping/json_path.h"
#include "core/vtl/java_regex.h"

#include <optional>
#include <variant>

namespace gatehouse::mapping {

struct Filter;

/// One step of a path.
struct PathSegment {
    enum class Kind : std::uint8_t { Members, Indexes, Slice, Wildcard, DeepScan, Filter, Function };

    Kind kind = Kind::Members;
    std::vector<std::string> names = {}; ///< Members
    std::vector<std::int64_t> indexes = {}; ///< Indexes
    std::optional<std::int64_t> from = {}; ///< Slice
    std::optional<std::int64_t> to = {};
    std::shared_ptr<const mapping::Filter> filter = {}; ///< Filter
    std::string function = {}; ///< Function
    std::vector<std::shared_ptr<const Filter>> arguments = {}; ///< Function: operands
};

/// A compiled path: of the document ("$") or of the element a filter looks at ("@").
struct JsonPath::Node {
    std::vector<PathSegment> segments;
    bool definite = true;
    bool relative = false; ///< begins with "@"
};

/// A filter's expression tree; an operand is one without children.
struct Filter {
    enum class Kind : std::uint8_t {
        // Operands
        Path, ///< path
        Literal, ///< literal (strings own their text in `text`)
        Text, ///< text
        List, ///< children are operands
        Regex, ///< regex
        // Logic
        And,
        Or,
        Not,
        Exists, ///< children[0] is a Path
        Compare,
    };

    Kind kind = Kind::Literal;
    std::shared_ptr<const JsonPath::Node> path = {};
    vtl::Value literal = {}; ///< Null, Boolean and numbers without an owner: threads share it
    std::string text = {};
    std::shared_ptr<const vtl::JavaRegex> regex = {};
    std::string op = {}; ///< Compare: "==", "in", "contains" ...
    std::vector<std::shared_ptr<const Filter>> children = {};
};

} // namespace gatehouse::mapping
