#pragma once

#include "core/base/error.h"
#include "core/model/common.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::integration {

/// The binaryMediaTypes of an API.
class BinaryMediaTypes {
public:
    BinaryMediaTypes() = default;
    explicit BinaryMediaTypes(std::vector<std::string> types);

    /// Whether the first media type of @p fieldValue (a Content-Type or Accept) is in the list: exactly, or by an entry
    /// such as "image/*". "*" in the field itself is no wildcard. Source: rest-runtime.md 6.3, measured.
    /// @param fieldValue  empty: only an entry of "*/*" matches
    [[nodiscard]] bool matches(std::string_view fieldValue) const noexcept;
    [[nodiscard]] bool empty() const noexcept { return m_types.empty(); }

private:
    std::vector<std::string> m_types;
    bool m_everything = false; ///< "*/*" is among them
};

/// What becomes of a body on its way through the gateway.
enum class Conversion : std::uint8_t {
    Text, ///< text; what is no UTF-8 becomes U+FFFD
    ToBase64, ///< octets become text
    FromBase64, ///< text becomes octets
    None, ///< octets stay as they are
};
[[nodiscard]] std::string_view describe(Conversion conversion) noexcept;
/// The result is octets, which no mapping template can read.
[[nodiscard]] constexpr bool givesOctets(Conversion conversion) noexcept
{
    return conversion == Conversion::FromBase64 || conversion == Conversion::None;
}

using Handling = std::optional<model::ContentHandling>;
/// @param binary  the request's Content-Type is in the list. Source: rest-runtime.md 6.3.
[[nodiscard]] Conversion requestConversion(bool binary, Handling handling) noexcept;
/// @param binary  the answer's Content-Type is in the list
/// @param wanted  the client's Accept is. Source: rest-runtime.md 6.10.
[[nodiscard]] Conversion responseConversion(bool binary, bool wanted, Handling handling) noexcept;

/// The body after @p conversion, where it stands or in @p store, which it must not point into; nothing if it is no
/// base64 but has to be.
[[nodiscard]] std::optional<std::string_view> convert(Conversion conversion, std::string_view body, std::string &store);

} // namespace gatehouse::integration
