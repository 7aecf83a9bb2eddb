// Events that nobody typed: out of a recorded request, and the sample.
#include "core/http/message.h"
#include "core/integration/header_rules.h"
#include "core/integration/uri_template.h"
#include "core/pipeline/forwarded.h"
#include "core/playground/event.h"

#include <chrono>
#include <format>

namespace gatehouse::playground {

namespace {

using json::Value;

/// Puts a parameter where one of that name stands, or at the end: of repeated ones the last counts.
void put(NameValues &parameters, std::string name, std::string value)
{
    const auto found = std::ranges::find(parameters, name, &trace::NameValue::name);
    if (found == parameters.end())
        parameters.push_back({std::move(name), std::move(value)});
    else
        found->value = std::move(value);
}

std::string decoded(std::string_view raw)
{
    std::string text;
    integration::appendQueryDecoded(text, raw);
    return text;
}

NameValues queryOf(std::string_view query)
{
    NameValues parameters;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!pair.empty())
            put(parameters, decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return parameters;
}

std::string_view valueOf(const std::vector<trace::NameValue> &fields, std::string_view name)
{
    const auto found = std::ranges::find_if(
        fields, [name](const trace::NameValue &field) { return http::sameName(field.name, name); });
    return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

/// The fields as templates see them: those of the front end are written anew (rest-runtime.md 3.3).
NameValues headerOf(const trace::Trace &trace)
{
    NameValues parameters;
    http::Request request;
    request.sourceIp = trace.sourceIp;
    request.host = valueOf(trace.request.fields, "Host");
    for (const trace::NameValue &field : trace.request.fields) {
        if (!http::sameName(field.name, "X-Forwarded-For") && !integration::isEntryFiltered(field.name)
            && !pipeline::isFrontEndField(field.name))
            put(parameters, field.name, field.value);
    }
    const pipeline::Forwarded forwarded
        = pipeline::forwardedFor(request, valueOf(trace.request.fields, "X-Forwarded-For"));
    if (!trace.traceId.empty())
        put(parameters, "X-Amzn-Trace-Id", "Root=" + trace.traceId);
    put(parameters, "X-Forwarded-For", forwarded.chain);
    put(parameters, "X-Forwarded-Port", std::string(forwarded.port));
    put(parameters, "X-Forwarded-Proto", std::string(forwarded.scheme));
    return parameters;
}

/// Adds the members that say something.
void addTexts(json::Object &object, std::initializer_list<std::pair<std::string_view, std::string_view>> members)
{
    for (const auto &[name, value] : members) {
        if (!value.empty())
            object.set(name, Value(value));
    }
}

void addTimes(json::Object &context, SystemTime at)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch();
    context.set("requestTime", Value(std::format("{:%d/%b/%Y:%H:%M:%S} +0000", seconds)));
    context.set("requestTimeEpoch", Value(static_cast<std::int64_t>(milliseconds.count())));
}

Value contextOf(const trace::Trace &trace, std::string_view accountId)
{
    std::string_view host = valueOf(trace.request.fields, "Host");
    if (!host.starts_with('['))
        host = host.substr(0, host.find(':'));
    json::Object context;
    addTexts(context,
             {{"resourceId", trace.resourceId},
              {"resourcePath", trace.resourcePath},
              {"httpMethod", trace.httpMethod},
              {"extendedRequestId", trace.extendedRequestId},
              {"path", trace.path},
              {"accountId", accountId},
              {"protocol", "HTTP/1.1"},
              {"stage", trace.stage},
              {"domainPrefix", host.substr(0, host.find('.'))},
              {"requestId", trace.requestId},
              {"domainName", host},
              {"deploymentId", trace.deploymentId},
              {"apiId", trace.apiId}});
    addTimes(context, trace.startedAt);
    json::Object identity;
    addTexts(identity, {{"sourceIp", trace.sourceIp}, {"userAgent", valueOf(trace.request.fields, "User-Agent")}});
    context.set("identity", Value(std::move(identity)));
    return Value(std::move(context));
}

} // namespace

Event eventOf(const trace::Trace &trace, Phase phase, model::StringMap stageVariables, std::string_view accountId)
{
    Event event;
    event.body = phase == Phase::Request ? trace.request.body : trace.endpointResponse.body;
    event.path = trace.pathParameters;
    event.query = queryOf(trace.query);
    event.header = headerOf(trace);
    event.context = contextOf(trace, accountId);
    event.stageVariables = std::move(stageVariables);
    return event;
}

Event sampleEvent()
{
    const SystemTime at(std::chrono::milliseconds(1767261600123)); // 2026-01-01T10:00:00.123Z
    Event event;
    event.body = R"({"id":7,"name":"Rex","type":"dog","price":249.99,"tags":["puppy","vaccinated"],)"
                 R"("owner":{"name":"Ana","email":"ana@example.com"}})";
    event.path = {{"petId", "7"}};
    event.query = {{"type", "dog"}, {"page", "1"}};
    event.header = {{"Accept", "application/json"},
                    {"Content-Type", "application/json"},
                    {"Host", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"},
                    {"User-Agent", "curl/8.14.1"},
                    {"X-Amzn-Trace-Id", "Root=1-69564a60-5f84a1d2c3b4a5968778695a"},
                    {"X-Forwarded-For", "203.0.113.10"},
                    {"X-Forwarded-Port", "443"},
                    {"X-Forwarded-Proto", "https"}};
    json::Object context;
    addTexts(context,
             {{"resourceId", "p3t5id"},
              {"resourcePath", "/pets/{petId}"},
              {"operationName", "UpdatePet"},
              {"httpMethod", "POST"},
              {"extendedRequestId", "Fs0aRGJkIAMFzAw="},
              {"path", "/dev/pets/7"},
              {"accountId", "123456789012"},
              {"protocol", "HTTP/1.1"},
              {"stage", "dev"},
              {"domainPrefix", "a1b2c3d4e5"},
              {"requestId", "1f0c2b0e-6f0d-4a59-9d1c-7b1b6f2a9d10"},
              {"domainName", "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"},
              {"deploymentId", "d4e5f6"},
              {"apiId", "a1b2c3d4e5"},
              {"awsEndpointRequestId", "7e1c9f3a-2b6d-4c8e-9f0a-3d5b7c9e1f20"},
              {"wafResponseCode", "WAF_ALLOW"},
              {"webaclArn", "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/pets/1a2b3c"}});
    addTimes(context, at);
    context.set("isCanaryRequest", Value(false));
    context.set("authorizer",
                Value::object({{"principalId", "ana"},
                               {"claims",
                                Value::object({{"sub", "5f1d7e84-2b7c-4d7e-8c55-0a4de1f4c1aa"},
                                               {"email", "ana@example.com"},
                                               {"cognito:groups", "keepers"}})}}));
    json::Object identity;
    addTexts(identity,
             {{"cognitoIdentityPoolId", "us-east-1:11111111-2222-3333-4444-555555555555"},
              {"accountId", "123456789012"},
              {"cognitoIdentityId", "us-east-1:66666666-7777-8888-9999-000000000000"},
              {"apiKey", "sample-api-key"},
              {"apiKeyId", "k3y1d"},
              {"caller", "AIDASAMPLECALLER"},
              {"sourceIp", "203.0.113.10"},
              {"principalOrgId", "o-sample12345"},
              {"accessKey", "sample-access-key"},
              {"cognitoAuthenticationType", "authenticated"},
              {"cognitoAuthenticationProvider", "cognito-idp.us-east-1.amazonaws.com/us-east-1_Sample"},
              {"userArn", "arn:aws:iam::123456789012:user/ana"},
              {"userAgent", "curl/8.14.1"},
              {"user", "AIDASAMPLECALLER"}});
    context.set("identity", Value(std::move(identity)));
    event.context = Value(std::move(context));
    event.stageVariables = {{"backend", "http://localhost:8081"}, {"table", "Pets-dev"}};
    return event;
}

} // namespace gatehouse::playground
