#include "core/deploy/deployment.h"

#include "core/pipeline/content_coding.h"

#include <openssl/evp.h>

namespace gatehouse::deploy {

namespace {

constexpr std::size_t kMaxMethodArn = 1600; // octets (rest-runtime.md 4.1)

std::string base64OfSha256(std::string_view text)
{
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string out(44, '=');
    EVP_EncodeBlock(reinterpret_cast<unsigned char *>(out.data()), digest.data(), static_cast<int>(size));
    return out;
}

} // namespace

Deployment::Deployment(std::shared_ptr<SharedState> shared, pipeline::StageInfo stage,
                       pipeline::GatewayResponses responses, route::RouteTable routes,
                       std::vector<pipeline::MethodPipeline> methods, CanaryRelease canary)
    : m_shared(std::move(shared))
    , m_responses(std::move(responses))
    , m_stage(std::move(stage))
    , m_routes(std::move(routes))
    , m_methods(std::move(methods))
    , m_canary(std::move(canary))
    , m_arnPrefixSize(std::string_view("arn:aws:execute-api::://").size() + m_stage.region.size()
                      + m_stage.accountId.size() + m_stage.apiId.value.size() + m_stage.stage.size())
{
    m_stage.gatewayResponses = &m_responses;
}

void Deployment::run(pipeline::Exchange &exchange) const
{
    exchange.stage = &m_stage;
    if (const auto decoded = pipeline::decodeRequest(exchange); !decoded) {
        exchange.fail(decoded.error());
        return;
    }
    exchange.trace.begin("route/match", trace::Phase::Frontend);
    if (exchange.trace)
        exchange.trace.read("path", exchange.path);
    if (!m_routes.match(exchange.path, route::verbOf(exchange.method), exchange.match)) {
        failWithoutRoute(exchange);
        return;
    }
    const pipeline::MethodPipeline &method = m_methods[exchange.match.method];
    exchange.pipeline = &method;
    if (exchange.trace) {
        exchange.trace.pointer(method.info().pointer);
        exchange.trace.decided("route", method.info().httpMethod + " " + method.info().resourcePath);
        for (std::uint32_t i = 0; i < exchange.match.parameterCount; ++i)
            exchange.trace.decided("path parameter " + method.info().pathParameters[i], exchange.match.parameters[i]);
    }
    if (m_arnPrefixSize + exchange.method.size() + exchange.path.size() > kMaxMethodArn) {
        exchange.fail(
            {make_error_code(pipeline::RuntimeErrc::UriTooLong), "the method's ARN would be longer than 1600 octets"});
        return;
    }
    method.run(exchange);
}

void Deployment::failWithoutRoute(pipeline::Exchange &exchange) const
{
    const std::string_view authorization = exchange.facts.authorization;
    const bool unsignedToken = !authorization.empty() && !authorization.starts_with("AWS4-HMAC-SHA256");
    if (exchange.trace) {
        exchange.trace.decided(
            "route", "none: API Gateway answers \"Missing Authentication Token\" when no resource and method match");
        if (unsignedToken)
            exchange.trace.read("Authorization", authorization);
        if (const auto miss = m_routes.nearest(exchange.path, route::verbOf(exchange.method))) {
            exchange.trace.decided("nearest route",
                                   miss->path + " (" + miss->verbs + ")"
                                       + (miss->pathMatched ? ": the path exists, but not with this method" : ""));
        }
        exchange.trace.end(trace::Outcome::Failed);
    }
    if (unsignedToken) {
        exchange.fail({make_error_code(pipeline::RuntimeErrc::IncompleteSignature), base64OfSha256(authorization)});
    } else {
        exchange.fail({make_error_code(pipeline::RuntimeErrc::NoRoute),
                       std::string(exchange.method).append(" ").append(exchange.path)});
    }
}

} // namespace gatehouse::deploy
