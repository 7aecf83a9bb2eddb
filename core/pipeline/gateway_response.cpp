#include "core/pipeline/gateway_response.h"

#include "core/integration/selection.h"
#include "core/json/reader.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/message_writer.h"

#include <charconv>

namespace gatehouse::pipeline {

namespace {

constexpr std::string_view kHeaderParameter = "gatewayresponse.header.";

constexpr bool isNameOctet(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.';
}

std::optional<int> statusOf(const std::string &text)
{
    int status = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (error != std::errc() || end != text.data() + text.size() || status < 100 || status > 599)
        return std::nullopt;
    return status;
}

} // namespace

SubstitutionTemplate SubstitutionTemplate::parse(std::string_view text, const model::StringMap &stageVariables)
{
    constexpr std::string_view kRoots[] = {"context.", "stageVariables.", "method.request."};
    SubstitutionTemplate made;
    std::string literal;
    for (std::size_t i = 0; i < text.size();) {
        const bool dollar = text[i] == '$';
        const bool braced = dollar && text.substr(i + 1).starts_with('{');
        const std::size_t begin = i + (dollar ? 1U : 0U) + (braced ? 1U : 0U);
        const std::string_view rest = text.substr(std::min(begin, text.size()));
        const auto root = std::ranges::find_if(kRoots, [&](std::string_view r) { return rest.starts_with(r); });
        const bool reference = root != std::ranges::end(kRoots) && (dollar || root->starts_with("method."));
        if (!reference) {
            literal += text[i++];
            continue;
        }
        std::size_t size = 0;
        while (size < rest.size() && isNameOctet(rest[size]))
            ++size;
        std::string_view name = rest.substr(0, size);
        while (name.ends_with('.'))
            name.remove_suffix(1);
        i = begin + name.size() + (braced && rest.substr(name.size()).starts_with('}') ? 1U : 0U);
        if (auto expression = Expression::parse(name, stageVariables)) {
            if (!literal.empty())
                made.m_pieces.emplace_back(std::exchange(literal, {}));
            made.m_pieces.emplace_back(*std::move(expression));
        }
    }
    if (!literal.empty())
        made.m_pieces.emplace_back(std::move(literal));
    return made;
}

std::string SubstitutionTemplate::render(Exchange &exchange) const
{
    std::string out;
    std::string scratch;
    for (const auto &piece : m_pieces) {
        if (const auto *literal = std::get_if<std::string>(&piece)) {
            out += *literal;
            continue;
        }
        const auto value = std::get<Expression>(piece).value(exchange, scratch);
        if (value && *value)
            out += **value;
    }
    return out;
}

GatewayResponses GatewayResponses::compile(const std::vector<model::GatewayResponse> &responses,
                                           const model::StringMap &stageVariables, Diagnostics &diagnostics)
{
    GatewayResponses made;
    for (const model::GatewayResponse &response : responses) {
        const std::string pointer = "/x-amazon-apigateway-gateway-responses/" + response.responseType;
        const auto warn = [&](std::string message) {
            diagnostics.push_back({Severity::Warning, "deploy-gateway-response", std::move(message), {}, {}, pointer});
        };
        const auto type = gatewayResponseType(response.responseType);
        if (!type) {
            warn("Unknown gateway response type " + response.responseType);
            continue;
        }
        auto custom = std::make_shared<Custom>();
        if (!response.statusCode.empty()) {
            custom->status = statusOf(response.statusCode);
            if (!custom->status)
                warn("Invalid status code " + response.statusCode);
        }
        for (const auto &[key, text] : response.responseParameters) {
            if (!key.starts_with(kHeaderParameter))
                continue; // path and querystring: accepted by API Gateway, without effect on a response
            std::string name = key.substr(kHeaderParameter.size());
            auto expression = Expression::parse(text, stageVariables);
            if (!expression)
                warn(expression.error().text());
            else if (!isFieldName(name))
                warn("Invalid header name: " + name);
            else
                custom->fields.emplace_back(std::move(name), *std::move(expression));
        }
        for (const auto &[mediaType, text] : response.responseTemplates)
            custom->templates.emplace_back(mediaType, SubstitutionTemplate::parse(text, stageVariables));
        made.m_custom[static_cast<std::size_t>(*type)] = std::move(custom);
    }
    for (std::size_t i = 0; i < kGatewayResponseTypes; ++i) {
        const auto type = static_cast<GatewayResponseType>(i);
        const auto family = isServerFamily(type) ? GatewayResponseType::Default5xx : GatewayResponseType::Default4xx;
        if (!made.m_custom[i])
            made.m_custom[i] = made.m_custom[static_cast<std::size_t>(family)];
    }
    return made;
}

const GatewayResponses::Custom *GatewayResponses::custom(GatewayResponseType type) const noexcept
{
    return m_custom[static_cast<std::size_t>(type)].get();
}

std::string builtInBody(const Failure &failure)
{
    const std::string_view key = failure.type == GatewayResponseType::AccessDenied ? "Message" : "message";
    return std::format("{{\"{}\":{}{}}}", key, failure.spaced ? " " : "",
                       json::toJson(json::Value(failure.message), -1));
}

void renderFailure(Exchange &exchange, const Failure &failure)
{
    const GatewayResponses::Custom *custom = failure.type && exchange.stage && !failure.plainText
        ? exchange.stage->gatewayResponses->custom(*failure.type)
        : nullptr;
    MethodAnswer &answer = exchange.response;
    exchange.failure = &failure;
    answer.status = custom && custom->status ? *custom->status : failure.status;
    answer.errorType = failure.errorType;
    answer.contentType = failure.plainText ? "text/plain" : "application/json";
    answer.fields.clear();
    answer.withTraceId = exchange.answer.fromBackend;

    const auto *body = custom ? integration::chooseByAccept(custom->templates, exchange.facts.accept) : nullptr;
    if (body != nullptr)
        answer.contentType = body->first;
    answer.store = body ? body->second.render(exchange) : failure.plainText ? failure.message : builtInBody(failure);
    answer.body = answer.store;
    if (custom) {
        std::string scratch;
        for (const auto &[name, expression] : custom->fields) {
            const auto value = expression.value(exchange, scratch);
            if (!value || !*value)
                continue;
            if (http::sameName(name, "Content-Type"))
                answer.contentType = fieldValue(answer.contentTypeStore.assign(**value), answer.contentTypeStore);
            else
                appendField(answer.fields, name, **value);
        }
    }
    exchange.failure = nullptr;
}

} // namespace gatehouse::pipeline
