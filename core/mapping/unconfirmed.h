#pragma once

#include <string_view>

/// What nobody has recorded on AWS yet, in one place: each is the reference's best guess and easy to change.
/// The numbers are those of mapping-templates.md unless another file is named.
namespace gatehouse::mapping::unconfirmed {

/// 3.1: what $input.json prints for a path that finds nothing.
inline constexpr std::string_view kJsonOfMissing = "\"\"";
/// 3.1: an empty body is read as this by path() and json() too, not only printed so by $input.body.
inline constexpr std::string_view kEmptyBody = "{}";
/// 3.1, "parse error: path/json fail": true: 500; false: as if nothing were found.
inline constexpr bool kBrokenBodyFails = true;
/// 3.1, "invalid path expression": true: 500; false: as if nothing were found.
inline constexpr bool kInvalidPathFails = true;
/// 3.3: true: $util.parseJson of broken JSON is 500; false: it gives "".
inline constexpr bool kBrokenJsonFails = true;
/// 3.3: true: $util.base64Decode of what is no base64 is 500; false: it gives "".
inline constexpr bool kBrokenBase64Fails = true;
/// 3.3.1: $util.escapeJavaScript writes "/" as "\/".
inline constexpr bool kEscapesSlash = true;
/// 3.3.1: $util.escapeJavaScript writes what is not ASCII as \uXXXX.
inline constexpr bool kEscapesNonAscii = true;
/// 3.5: whether the text "400" counts as responseOverride.status.
inline constexpr bool kTextIsStatus = false;
/// 3.5: a parameter that one template overrides twice is a 500 (documented as "5XX"); false: the last one counts.
inline constexpr bool kSecondOverrideFails = true;
/// 5.1: whether the template of the key "$default" serves types that have none of their own.
inline constexpr std::string_view kDefaultTemplate = "$default";
/// 5.1: an empty request template counts as none: the body passes unchanged.
inline constexpr bool kEmptyRequestTemplatePasses = true;
/// 6.3, 3.5: an override of an illegal field fails as a mapping to it does.
inline constexpr bool kIllegalOverrideFails = true;

} // namespace gatehouse::mapping::unconfirmed
