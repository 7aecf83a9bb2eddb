#pragma once

#include "core/openapi/importer.h"
#include "core/openapi/members.h"
#include "core/openapi/references.h"
#include "core/openapi/report.h"
#include "core/openapi/security.h"

namespace gatehouse::openapi {

/// What the parts of an import share. @p document is in OpenAPI 3's words whatever the text was.
struct ImportContext {
    const ImportOptions &options;
    Report &report;
    const json::Value &document;
    References references;
    SecuritySchemes security;
    Authorization rootAuthorization; ///< what the root's `security` means
    bool version31 = false; ///< the document says openapi 3.1
    bool http = false; ///< an HTTP API is being made

    [[nodiscard]] bool stopped() const { return options.stop.stop_requested(); }

    /// Takes a text; tells of an intrinsic (which stays in the rest) and of a wrong shape.
    std::string text(Members &members, std::string_view key) const;
    /// Takes an integer that fits; tells of anything else.
    std::optional<int> integer(Members &members, std::string_view key) const;
    /// Takes a word of one of the model's enums; tells of an unknown one, which stays.
    template <class Enum>
    std::optional<Enum> word(Members &members, std::string_view key) const;
    /// Takes a text map and tells of entries that are no strings.
    model::StringMap textMap(Members &members, std::string_view key) const;
    /// A finding about a member that should have another shape.
    void wrongShape(const json::Value &value, std::string_view what, std::string_view expected) const;
    void unknownWord(const json::Value &value, std::string_view key) const;
};

template <class Enum>
std::optional<Enum> ImportContext::word(Members &members, std::string_view key) const
{
    const json::Value *value = members.find(key);
    if (!value)
        return {};
    const std::optional<Enum> word = model::fromString<Enum>(value->string());
    if (word)
        members.take(key);
    else
        unknownWord(*value, key);
    return word;
}

/// "x-gatehouse-id": an id that its place in the document does not give.
inline constexpr std::string_view kIdKey = "x-gatehouse-id";
/// Takes kIdKey, or derives the id from @p seed.
[[nodiscard]] std::string takeId(Members &members, std::string_view seed);
/// Writes kIdKey if @p id is not the one that @p seed gives.
void writeId(MemberWriter &writer, const std::string &id, std::string_view seed);

} // namespace gatehouse::openapi
