#include "core/openapi/layouts.h"
#include "core/openapi/read_integration.h"
#include "core/openapi/text.h"

namespace gatehouse::openapi {

using json::Value;

namespace {

Value writeResponse(const model::IntegrationResponse &response, bool keepUnknown)
{
    MemberWriter writer(keepUnknown ? response.extra : Value());
    writer.text("statusCode", response.statusCode);
    writer.textMap("responseParameters", response.responseParameters);
    writer.textMap("responseTemplates", response.responseTemplates);
    if (response.contentHandling)
        writer.text("contentHandling", toString(*response.contentHandling));
    return writer.finish(layouts::kIntegrationResponse);
}

} // namespace

Value writeIntegration(const model::Integration &integration, bool keepUnknown)
{
    MemberWriter writer(keepUnknown ? integration.extra : Value());
    writer.edit().editMembers().erase("$ref"); // the name of a shared integration, not part of it
    writer.text("type", lowered(toString(integration.type)));
    writer.text("httpMethod", integration.httpMethod);
    writer.text("uri", integration.uri);
    writer.text("integrationSubtype", integration.subtype);
    writer.text("description", integration.description);
    writer.text("credentials", integration.credentials);
    if (integration.connectionType != model::ConnectionType::Internet)
        writer.text("connectionType", toString(integration.connectionType));
    writer.text("connectionId", integration.connectionId);
    writer.text("integrationTarget", integration.integrationTarget);
    writer.textMap("requestParameters", integration.requestParameters);
    writer.textMap("requestTemplates", integration.requestTemplates);
    if (integration.passthroughBehavior)
        writer.text("passthroughBehavior", lowered(toString(*integration.passthroughBehavior)));
    if (integration.contentHandling)
        writer.text("contentHandling", toString(*integration.contentHandling));
    writer.text("cacheNamespace", integration.cacheNamespace);
    writer.texts("cacheKeyParameters", integration.cacheKeyParameters);
    if (integration.timeoutInMillis)
        writer.set("timeoutInMillis", *integration.timeoutInMillis);
    if (integration.tlsConfig) {
        const Value *kept = writer.value().find("tlsConfig");
        MemberWriter tls(kept ? *kept : Value());
        if (integration.tlsConfig->insecureSkipVerification)
            tls.set("insecureSkipVerification", true);
        tls.text("serverNameToVerify", integration.tlsConfig->serverNameToVerify);
        writer.set("tlsConfig", tls.finish());
    }
    writer.text("payloadFormatVersion", integration.payloadFormatVersion);
    writer.text("responseTransferMode", integration.responseTransferMode);
    if (!integration.responses.empty()) {
        const Value *kept = writer.value().find("responses");
        MemberWriter responses(kept ? *kept : Value());
        for (const model::IntegrationResponse &response : integration.responses) {
            responses.set(response.selectionPattern.empty() ? "default" : response.selectionPattern,
                          writeResponse(response, keepUnknown));
        }
        writer.set("responses", responses.finish());
    }
    if (!integration.httpResponseParameters.empty()) {
        const Value *kept = writer.value().find("responseParameters");
        MemberWriter maps(kept ? *kept : Value());
        for (const auto &[status, map] : integration.httpResponseParameters) {
            if (!maps.value().find(status))
                maps.set(status, Value::object());
            maps.textMap(status, map);
        }
        writer.set("responseParameters", maps.finish());
    }
    return writer.finish(layouts::kIntegration);
}

} // namespace gatehouse::openapi
