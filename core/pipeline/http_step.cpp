#include "core/pipeline/http_step.h"

#include "core/integration/header_rules.h"
#include "core/mapping/unconfirmed.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/forwarded.h"
#include "core/pipeline/message_writer.h"

namespace gatehouse::pipeline {

namespace {

/// Verbs whose requests carry no content to a backend (rest-runtime.md 6.5, assumed).
bool isBodyless(std::string_view method) noexcept
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

bool isIdempotent(std::string_view method) noexcept // RFC 9110, 9.2.2
{
    return isBodyless(method) || method == "PUT" || method == "DELETE";
}

/// A SigV4 Authorization is meant for the gateway and goes no further (rest-runtime.md 3.2).
bool isSignature(const http::Field &field) noexcept
{
    return http::sameName(field.name, "Authorization") && field.value.starts_with("AWS4-HMAC-SHA256");
}

void appendForwarded(std::string &head, const http::Request &request, std::string_view chain)
{
    const Forwarded forwarded = forwardedFor(request, chain);
    head += "X-Forwarded-For: ";
    head += forwarded.chain;
    head += "\r\nX-Forwarded-Proto: ";
    head += forwarded.scheme;
    head += "\r\nX-Forwarded-Port: ";
    head += forwarded.port;
    head += "\r\n";
}

} // namespace

Expected<void> InvokeHttp::appendTarget(Exchange &exchange, std::string &head) const
{
    std::string scratch;
    for (const HttpPlan::TargetPiece &piece : m_plan.target) {
        const auto *own = piece.name.empty() ? nullptr : mapping::Overrides::find(exchange.overrides.path, piece.name);
        if (own != nullptr) {
            if (!own->values.empty())
                integration::appendPathValue(head, own->values.back());
            continue;
        }
        if (!piece.value) {
            head += piece.fixed;
            continue;
        }
        const auto value = piece.value->value(exchange, scratch);
        if (!value)
            return std::unexpected(value.error());
        if (*value)
            integration::appendPathValue(head, **value);
        if (exchange.trace)
            exchange.trace.read(piece.value->text(), value->value_or("(nothing)"));
    }
    bool hasQuery = m_plan.targetHasQuery;
    const auto separate = [&] { head += std::exchange(hasQuery, true) ? '&' : '?'; };
    if (m_plan.proxy && !exchange.request.query.empty()) {
        separate();
        head += exchange.request.query;
    }
    const auto appendPair = [&](const std::string &name, std::string_view value) {
        separate();
        integration::appendQueryValue(head, name);
        head += '=';
        integration::appendQueryValue(head, value);
        if (exchange.trace)
            exchange.trace.wrote("integration.request.querystring." + name, value);
    };
    for (const HttpPlan::Parameter &parameter : m_plan.query) {
        if (mapping::Overrides::find(exchange.overrides.querystring, parameter.name))
            continue;
        if (parameter.value.kind() == Expression::Kind::MultiValueQueryString) {
            QueryValues values(exchange.request.query, parameter.value.name());
            while (const auto raw = values.next()) {
                scratch.clear();
                integration::appendQueryDecoded(scratch, *raw);
                appendPair(parameter.name, scratch);
            }
            continue;
        }
        const auto value = parameter.value.value(exchange, scratch);
        if (!value)
            return std::unexpected(value.error());
        if (*value)
            appendPair(parameter.name, **value);
    }
    for (const mapping::OverriddenParameter &parameter : exchange.overrides.querystring) {
        for (const std::string &value : parameter.values)
            appendPair(parameter.name, value);
    }
    return {};
}

Expected<void> InvokeHttp::appendFields(Exchange &exchange, std::string &head) const
{
    const auto mapped = [this](std::string_view name) {
        return std::ranges::any_of(m_plan.fields,
                                   [&](const HttpPlan::Parameter &p) { return http::sameName(p.name, name); });
    };
    if (m_plan.proxy) {
        std::string_view chain;
        for (const http::Field &field : exchange.request.fields) {
            if (integration::isDroppedToBackend(field.name)) {
                if (field.name.size() == 15 && http::sameName(field.name, "X-Forwarded-For"))
                    chain = field.value;
            } else if (field.name.size() == 13 && isSignature(field)) {
                exchange.trace.decided("dropped", "Authorization, a signature");
            } else if (m_plan.fields.empty() || !mapped(field.name)) {
                copyField(head, field);
            }
        }
        if (!mapped("X-Forwarded-For"))
            appendForwarded(head, exchange.request, chain);
    }
    std::string scratch;
    const std::vector<mapping::OverriddenParameter> &overridden = exchange.overrides.header;
    for (const HttpPlan::Parameter &parameter : m_plan.fields) {
        if (overridesField(overridden, parameter.name))
            continue;
        const auto value = parameter.value.value(exchange, scratch);
        if (!value)
            return std::unexpected(value.error());
        if (*value)
            appendField(head, parameter.name, **value);
        if (exchange.trace) {
            exchange.trace.read(parameter.value.text(), value->value_or("(nothing)"));
            exchange.trace.wrote("integration.request.header." + parameter.name, value->value_or("(not set)"));
        }
    }
    appendFieldsBut(head, m_plan.fixedFields, overridden);
    return appendOverridden(exchange, head);
}

Expected<void> InvokeHttp::appendOverridden(Exchange &exchange, std::string &head) const
{
    for (const mapping::OverriddenParameter &field : exchange.overrides.header) {
        if (!isFieldName(field.name))
            return gatehouse::fail(RuntimeErrc::Configuration, "Invalid header name " + field.name);
        switch (integration::requestMapping(field.name)) {
        case integration::RequestMapping::Refuse:
            if (mapping::unconfirmed::kIllegalOverrideFails)
                return gatehouse::fail(RuntimeErrc::Configuration, field.name + " header already present");
            break;
        case integration::RequestMapping::Drop: break;
        case integration::RequestMapping::Send:
            for (const std::string &value : field.values)
                appendField(head, field.name, value);
            break;
        }
    }
    return {};
}

Expected<Flow> InvokeHttp::run(Exchange &exchange) const
{
    const std::string_view method = m_plan.httpMethod.empty() ? exchange.method : std::string_view(m_plan.httpMethod);
    const bool bodyless = isBodyless(method);
    if (bodyless)
        exchange.integrationBody = {};

    http::ClientRequest request;
    std::string &head = request.head;
    head.reserve(256 + exchange.request.headSize + m_plan.fixedFields.size());
    head += method;
    head += ' ';
    const std::size_t targetBegin = head.size();
    if (const auto done = appendTarget(exchange, head); !done)
        return std::unexpected(done.error());
    const std::size_t targetEnd = head.size();
    head += " HTTP/1.1\r\n";
    const auto isSet = [&](std::string_view name) {
        return overridesField(exchange.overrides.header, name)
            || std::ranges::any_of(m_plan.fields, [&](const auto &p) { return http::sameName(p.name, name); });
    };
    if (!isSet("Host"))
        appendField(head, "Host", m_plan.hostField);
    if (const auto done = appendFields(exchange, head); !done)
        return std::unexpected(done.error());
    if (!m_plan.proxy && !bodyless && !isSet("Content-Type"))
        appendField(head, "Content-Type",
                    exchange.facts.contentType.empty() ? "application/json" : exchange.facts.contentType);
    head += "X-Amzn-Trace-Id: ";
    head += exchange.traceIdText();
    if (!bodyless) {
        head += "\r\nContent-Length: ";
        head += std::to_string(exchange.integrationBody.size());
    }
    head += "\r\n\r\n";

    if (exchange.trace) {
        exchange.trace->endpointUri
            = trace::shownTarget(m_plan.uriPrefix + head.substr(targetBegin, targetEnd - targetBegin));
        trace::captureHead(exchange.trace->endpointRequest, head);
        trace::captureBody(exchange.trace->endpointRequest, exchange.integrationBody);
        exchange.trace.wrote("endpoint", exchange.trace->endpointUri);
    }
    request.body = exchange.integrationBody;
    request.idempotent = isIdempotent(method);
    request.headMethod = method == "HEAD";
    request.timeout = m_plan.timeout;
    exchange.call.start(m_plan.origin, std::move(request), m_plan.proxy);
    return Flow::Wait;
}

} // namespace gatehouse::pipeline
