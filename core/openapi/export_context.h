#pragma once

#include "core/openapi/exporter.h"
#include "core/openapi/members.h"
#include "core/openapi/references.h"
#include "core/openapi/security.h"

namespace gatehouse::openapi {

/// What the parts of an export share.
struct ExportContext {
    const ExportOptions &options;
    const json::Value &components; ///< {"components": ...} as it will be written: what kept references point into
    References references;
    SecuritySchemes security;
    Authorization rootAuthorization;

    [[nodiscard]] bool integrations() const { return options.extensions.integrations || full(); }
    [[nodiscard]] bool full() const { return options.extensions.apigateway; }
    [[nodiscard]] bool documentation() const { return options.extensions.documentation || full(); }
    /// What was kept of an object: all, or only the prose that API Gateway would have as documentation.
    [[nodiscard]] model::Extra kept(const model::Extra &extra) const;
};

/// Whether an export with these extensions writes authorizers.
[[nodiscard]] inline bool writesAuthorizers(const Extensions &extensions)
{
    return extensions.authorizers || extensions.apigateway;
}

/// The security schemes to write: those that were kept, the authorizers, and API Gateway's own ones where methods need
/// them. They are made known to @p security too.
[[nodiscard]] json::Value writeSchemes(const model::Extra &extra, const std::vector<model::Authorizer> &authorizers,
                                       bool usesIam, bool usesApiKeys, const ExportOptions &options,
                                       SecuritySchemes &security);

/// Sets `security` of an operation unless what was kept says it already.
void writeSecurity(const ExportContext &context, const Authorization &authorization, MemberWriter &operation);

/// Removes x-amazon-apigateway-* members but for @p except, for exports without them.
void stripExtensions(json::Value &object, std::string_view except = {});

/// The server under which API Gateway serves a stage. @param expanded  without a variable for the stage
[[nodiscard]] json::Value stageServers(const std::string &apiId, const ExportOptions &options, bool expanded);

} // namespace gatehouse::openapi
