#pragma once

#include <string_view>

/// What nobody has recorded on AWS yet about models, in one place and easy to change (mapping-templates.md 8.2, 12).
namespace gatehouse::schema::unconfirmed {

/// 7.2: "1.0" counts as an integer. The library says no, as draft 4 does.
inline constexpr bool kWholeFractionsAreIntegers = false;
/// 8.2: members of an object (elements of an array) that is wrong itself are validated all the same. The library does
/// so only when asked for a deep check.
inline constexpr bool kLooksIntoWrongContainers = false;
/// 8.2 has no text for these two keywords.
inline constexpr std::string_view kMissingDependency
    = "property \"{}\" of object has missing property dependencies (schema requires {}; missing: {})";
inline constexpr std::string_view kAdditionalItems = "array is too long: schema allows {} elements, instance has {}";

} // namespace gatehouse::schema::unconfirmed
