#include "core/integration/content_handling.h"

#include "core/base/octets.h"
#include "core/http/message.h"
#include "core/integration/selection.h"

namespace gatehouse::integration {

namespace {

using model::ContentHandling;

constexpr std::string_view kEverything = "*/*";

} // namespace

BinaryMediaTypes::BinaryMediaTypes(std::vector<std::string> types)
    : m_types(std::move(types))
    , m_everything(std::ranges::contains(m_types, kEverything))
{
}

bool BinaryMediaTypes::matches(std::string_view fieldValue) const noexcept
{
    if (m_types.empty() || m_everything)
        return m_everything;
    const std::string_view type = mediaType(fieldValue);
    return std::ranges::any_of(m_types, [type](std::string_view entry) {
        if (sameMediaType(entry, type))
            return true;
        if (!entry.ends_with("/*"))
            return false;
        const std::size_t family = entry.size() - 1; // with the slash
        return type.size() > family && http::sameName(type.substr(0, family), entry.substr(0, family));
    });
}

std::string_view describe(Conversion conversion) noexcept
{
    switch (conversion) {
    case Conversion::Text: return "text";
    case Conversion::ToBase64: return "binary, converted to base64 text";
    case Conversion::FromBase64: return "base64 text, converted to binary";
    case Conversion::None: return "binary, passed as it is";
    }
    return {};
}

Conversion requestConversion(bool binary, Handling handling) noexcept
{
    if (binary)
        return handling == ContentHandling::ConvertToText ? Conversion::ToBase64 : Conversion::None;
    return handling == ContentHandling::ConvertToBinary ? Conversion::FromBase64 : Conversion::Text;
}

Conversion responseConversion(bool binary, bool wanted, Handling handling) noexcept
{
    const bool toBinary = handling ? *handling == ContentHandling::ConvertToBinary : wanted;
    if (binary)
        return toBinary ? Conversion::None : Conversion::ToBase64;
    return toBinary ? Conversion::FromBase64 : Conversion::Text;
}

std::optional<std::string_view> convert(Conversion conversion, std::string_view body, std::string &store)
{
    if (body.empty())
        return body;
    switch (conversion) {
    case Conversion::None: return body;
    case Conversion::Text:
        if (isValidUtf8(body))
            return body;
        store = toValidUtf8(body);
        return store;
    case Conversion::ToBase64: store = encodeBase64(body); return store;
    case Conversion::FromBase64: {
        auto octets = decodeBase64(body);
        if (!octets)
            return std::nullopt;
        store = *std::move(octets);
        return store;
    }
    }
    return body;
}

} // namespace gatehouse::integration
