#pragma once

#include "core/schema/pattern.h"

#include <yyjson.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::schema {

/// The primitive types in the order in which the validator lists them.
enum class Primitive : std::uint8_t { Array, Boolean, Integer, Null, Number, Object, String };
inline constexpr std::string_view kPrimitiveNames[]
    = {"array", "boolean", "integer", "null", "number", "object", "string"};
inline constexpr std::uint8_t bitOf(Primitive type) noexcept
{
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type));
}

using NodeIndex = std::uint32_t;

/// "additionalProperties" and "additionalItems": anything, nothing, or what a schema says.
struct Additional {
    bool allowed = true;
    std::optional<NodeIndex> schema;
};

struct Bound {
    std::string text; ///< as the schema has it
    bool exclusive = false;
};

struct Dependency {
    std::vector<std::string> required; ///< sorted
    std::optional<NodeIndex> schema;
};

/// One schema, compiled: references to others are indexes.
struct Node {
    std::optional<NodeIndex> reference; ///< $ref: nothing else counts then

    std::uint8_t types = 0; ///< bits of Primitive; 0: any
    std::shared_ptr<yyjson_doc> values; ///< enum, an array
    std::string valuesText;
    std::vector<NodeIndex> allOf, anyOf, oneOf;
    std::optional<NodeIndex> notSchema;

    std::optional<Bound> minimum, maximum;
    std::string multipleOf; ///< empty: none
    std::optional<std::uint64_t> minLength, maxLength, minItems, maxItems, minProperties, maxProperties;
    std::optional<Pattern> pattern;

    std::map<std::string, NodeIndex, std::less<>> properties;
    std::vector<std::pair<Pattern, NodeIndex>> patternProperties;
    Additional additionalProperties;
    std::vector<std::string> required; ///< sorted
    std::map<std::string, Dependency> dependencies;

    std::optional<NodeIndex> items; ///< of all elements
    std::optional<std::vector<NodeIndex>> itemList; ///< of each
    Additional additionalItems;
    bool uniqueItems = false;
};

} // namespace gatehouse::schema
