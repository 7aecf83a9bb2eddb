#pragma once

#include "core/model/rest_api.h"
#include "core/openapi/members.h"

namespace gatehouse::openapi {

/// Who may call a method: what API Gateway makes of an operation's `security` and x-amazon-apigateway-auth.
struct Authorization {
    model::AuthorizationType type = model::AuthorizationType::None;
    model::AuthorizerId authorizerId;
    std::vector<std::string> scopes;
    bool apiKeyRequired = false;

    bool operator==(const Authorization &) const = default;
};

/// The security schemes of a document as API Gateway sees them. Source: openapi.md 4.7.
class SecuritySchemes {
public:
    enum class Kind : std::uint8_t {
        Authorizer,
        Iam, ///< x-amazon-apigateway-authtype: awsSigv4
        ApiKey, ///< apiKey, header x-api-key
        LacksAuthorizer, ///< another authtype, but no authorizer: AWS refuses it
        Other, ///< API Gateway ignores it
    };
    [[nodiscard]] static Kind classify(const json::Value &scheme);

    void add(std::string_view name, Kind kind) { m_kinds.insert_or_assign(std::string(name), kind); }
    void add(const model::Authorizer &authorizer);
    [[nodiscard]] std::optional<Kind> find(std::string_view name) const;

    /// What a requirement list means; the first usable entry decides.
    [[nodiscard]] Authorization interpret(const json::Value &security) const;
    /// What an operation means by itself and what it inherits.
    [[nodiscard]] Authorization ofOperation(const json::Value *security, const json::Value *auth,
                                            const Authorization &inherited) const;
    /// The list that says @p authorization where @p inherited holds without one; nothing if none is needed.
    [[nodiscard]] std::optional<json::Value> toSecurity(const Authorization &authorization,
                                                        const Authorization &inherited) const;

private:
    [[nodiscard]] std::string nameOf(Kind kind, std::string_view fallback) const;

    struct Known {
        model::AuthorizerId id;
        model::Authorizer::Type type;
    };
    std::map<std::string, Kind, std::less<>> m_kinds;
    std::map<std::string, Known, std::less<>> m_authorizers;
};

/// The schemes that API Gateway writes for IAM ("sigv4") and for API keys ("api_key").
[[nodiscard]] json::Value iamScheme();
[[nodiscard]] json::Value apiKeyScheme();
inline constexpr std::string_view kIamScheme = "sigv4";
inline constexpr std::string_view kApiKeyScheme = "api_key";

} // namespace gatehouse::openapi
