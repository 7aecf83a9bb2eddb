#pragma once

#include "core/base/error.h"
#include "core/http/client.h"
#include "core/model/common.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::integration {

enum class UriErrc {
    InvalidEndpoint = 1, ///< not "http[s]://host[:port]/path" with a port that API Gateway takes
    ParameterInHost, ///< a path placeholder in the authority
};
[[nodiscard]] constexpr const char *moduleName(UriErrc) noexcept
{
    return "integration-uri";
}
[[nodiscard]] std::string_view describe(UriErrc code) noexcept;

/// An integration's URI with its stage variables put in, cut into what is fixed and what each request fills in.
///
/// Source: rest-runtime.md 5.6 and 6.1: "${stageVariables.n}" anywhere, empty if undefined; ports 80, 443, 1024 and up.
class UriTemplate {
public:
    struct Piece {
        std::string text; ///< literal octets, or the name between the braces
        bool placeholder = false; ///< "{name}"
    };

    [[nodiscard]] static Expected<UriTemplate> parse(std::string_view uri, const model::StringMap &stageVariables);

    [[nodiscard]] const http::Origin &origin() const noexcept { return m_origin; }
    [[nodiscard]] const std::string &hostField() const noexcept
    {
        return m_hostField;
    } ///< host, and port if not the scheme's own
    [[nodiscard]] const std::vector<Piece> &target() const noexcept
    {
        return m_target;
    } ///< path and query; begins with "/"
    [[nodiscard]] bool hasQuery() const noexcept { return m_hasQuery; }

private:
    UriTemplate() = default;

    http::Origin m_origin;
    std::string m_hostField;
    std::vector<Piece> m_target;
    bool m_hasQuery = false;
};

/// The names in "${stageVariables.NAME}" that @p stageVariables does not define.
[[nodiscard]] std::vector<std::string> undefinedStageVariables(std::string_view text,
                                                               const model::StringMap &stageVariables);
/// Puts stage variables in; other "${...}" stay as they are.
[[nodiscard]] std::string substituteStageVariables(std::string_view text, const model::StringMap &stageVariables);

/// Appends a value to a request target's path: what may not stand there is percent-encoded; "/" and "%" stay.
void appendPathValue(std::string &out, std::string_view value);
/// Appends a name or value to a query: all but unreserved characters are percent-encoded.
void appendQueryValue(std::string &out, std::string_view value);
/// Undoes "+" and percent-encoding; malformed escapes stay as they are. Source: rest-runtime.md 1.2, measured.
void appendQueryDecoded(std::string &out, std::string_view value);
/// The same for a path's segment, in which "+" is a plus.
void appendPathDecoded(std::string &out, std::string_view value);

} // namespace gatehouse::integration

GATEHOUSE_ERROR_ENUM(gatehouse::integration, UriErrc)
