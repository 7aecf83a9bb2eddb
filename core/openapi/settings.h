#pragma once

#include "core/openapi/import_context.h"

/// The members of the document's root that are settings of a REST API, both ways. Source: openapi.md 2 and 4.2.
namespace gatehouse::openapi {

/// Takes info, root extensions and validators, gateway responses, documentation and policy from @p root into @p api.
void readSettings(const ImportContext &context, Members &root, model::RestApi &api);

struct SettingsToWrite {
    bool documentation = true;
    bool full = true; ///< all other extensions
    bool keepUnknown = true; ///< also what API Gateway does not export: endpoint, tags
};
/// The reverse.
void writeSettings(const model::RestApi &api, const SettingsToWrite &what, MemberWriter &root);

/// info of any kind of API: name, description, version.
void readInfo(const ImportContext &context, Members &root, std::string &name, std::string &description,
              std::string &version);
void writeInfo(std::string_view name, std::string_view description, std::string_view version, MemberWriter &root);

/// Endpoint settings of the root (Swagger) or of a server (OpenAPI 3); a lone server "/" that says nothing else goes.
void readEndpoint(const ImportContext &context, Members &root, model::EndpointConfiguration &endpoint);
void writeEndpoint(const model::EndpointConfiguration &endpoint, MemberWriter &root);

} // namespace gatehouse::openapi
