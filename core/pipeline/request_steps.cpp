#include "core/pipeline/request_steps.h"

#include "core/integration/mock.h"
#include "core/integration/selection.h"
#include "core/mapping/unconfirmed.h"
#include "core/pipeline/convert.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/template_data.h"

namespace gatehouse::pipeline {

namespace {

using Location = model::RequestParameter::Location;

std::string fullName(const model::RequestParameter &parameter)
{
    return std::string(model::toString(parameter.location)) + "." + parameter.name;
}

bool isBlank(std::string_view text) noexcept
{
    return text.find_first_not_of(" \t") == std::string_view::npos;
}

bool isGiven(const Exchange &exchange, const model::RequestParameter &parameter)
{
    switch (parameter.location) {
    case Location::Path: {
        const auto value = exchange.pathParameter(parameter.name);
        return value && !isBlank(*value);
    }
    case Location::QueryString: {
        const auto value = QueryValues::last(exchange.request.query, parameter.name);
        return value && value->find_first_not_of('+') != std::string_view::npos;
    }
    case Location::Header:
        return std::ranges::any_of(exchange.request.fields, [&](const http::Field &field) {
            return field.name == parameter.name && !isBlank(field.value);
        });
    }
    return false;
}

} // namespace

RequireParameters::RequireParameters(std::vector<model::RequestParameter> required)
    : m_required(std::move(required))
{
    std::ranges::sort(m_required, {}, fullName);
}

Expected<Flow> RequireParameters::run(Exchange &exchange) const
{
    std::string missing;
    for (const model::RequestParameter &parameter : m_required) {
        const bool given = isGiven(exchange, parameter);
        if (exchange.trace)
            exchange.trace.read("method.request." + fullName(parameter), given ? "given" : "missing");
        if (!given)
            missing += (missing.empty() ? "" : ", ") + parameter.name;
    }
    if (missing.empty())
        return Flow::Continue;
    return gatehouse::fail(RuntimeErrc::MissingParameters, "Missing required request parameters: [" + missing + "]");
}

RequestTemplates::RequestTemplates(mapping::Templates templates, model::PassthroughBehavior passthrough,
                                   integration::Handling contentHandling)
    : m_templates(std::move(templates))
    , m_passthrough(passthrough)
    , m_contentHandling(contentHandling)
{
}

Expected<std::optional<std::size_t>> RequestTemplates::choose(std::string_view contentType) const
{
    const std::string_view type = contentType.empty() ? "application/json" : integration::mediaType(contentType);
    std::optional<std::size_t> fallback;
    for (std::size_t i = 0; i < m_templates.size(); ++i) {
        if (integration::sameMediaType(m_templates[i].first, type))
            return i;
        if (m_templates[i].first == mapping::unconfirmed::kDefaultTemplate)
            fallback = i;
    }
    if (fallback)
        return fallback;
    switch (m_passthrough) {
    case model::PassthroughBehavior::WhenNoMatch: return std::nullopt;
    case model::PassthroughBehavior::WhenNoTemplates:
        if (m_templates.empty())
            return std::nullopt;
        break;
    case model::PassthroughBehavior::Never: break;
    }
    return gatehouse::fail(RuntimeErrc::UnsupportedMediaType, "no mapping template for " + std::string(type));
}

Expected<std::string_view> RequestTemplates::body(Exchange &exchange, std::optional<std::size_t> chosen) const
{
    const mapping::MappingTemplate *source = chosen ? &at(*chosen) : nullptr;
    if (source && source->empty() && mapping::unconfirmed::kEmptyRequestTemplatePasses)
        source = nullptr;
    if (exchange.trace) {
        exchange.trace.read("Content-Type", exchange.facts.contentType);
        if (source)
            exchange.trace.program(
                type(*chosen),
                json::pointerJoin(exchange.pipeline->integrationPointer() + "/requestTemplates", type(*chosen)));
        else
            exchange.trace.decided("template", "none, the body passes through");
    }
    const integration::Conversion conversion = requestConversion(exchange, m_contentHandling);
    const auto body = convertBody(exchange, conversion, exchange.request.body);
    if (!body || source == nullptr)
        return body;
    if (integration::givesOctets(conversion))
        return gatehouse::fail(RuntimeErrc::RequestTemplate, "a mapping template cannot read binary content");
    return renderTemplate(exchange, *source, TemplateSide::Request, *body, exchange.integrationStore);
}

Expected<Flow> MakeIntegrationBody::run(Exchange &exchange) const
{
    const auto chosen = m_templates.choose(exchange.facts.contentType);
    if (!chosen)
        return std::unexpected(chosen.error());
    const auto body = m_templates.body(exchange, *chosen);
    if (!body)
        return std::unexpected(body.error());
    exchange.integrationBody = *body;
    return Flow::Continue;
}

Expected<Flow> CheckMappings::run(Exchange &exchange) const
{
    std::string scratch;
    for (const Expression &expression : m_expressions) {
        const auto value = expression.value(exchange, scratch);
        if (!value)
            return std::unexpected(value.error());
        if (exchange.trace)
            exchange.trace.read(expression.text(), value->value_or("(nothing)"));
    }
    return Flow::Continue;
}

InvokeMock::InvokeMock(RequestTemplates templates)
    : m_templates(std::move(templates))
{
    for (std::size_t i = 0; i < m_templates.size(); ++i) {
        const mapping::MappingTemplate &source = m_templates.at(i);
        m_statuses.emplace_back();
        if (source.literal() && !source.empty())
            m_statuses.back() = integration::parseMockStatus(*source.literal());
    }
}

Expected<Flow> InvokeMock::run(Exchange &exchange) const
{
    const auto chosen = m_templates.choose(exchange.facts.contentType);
    if (!chosen)
        return std::unexpected(chosen.error());
    const auto body = m_templates.body(exchange, *chosen);
    if (!body)
        return std::unexpected(body.error());
    const bool known = *chosen && m_statuses[**chosen];
    const Expected<int> status = known ? *m_statuses[**chosen] : integration::parseMockStatus(*body);
    if (exchange.trace)
        exchange.trace.decided("statusCode", status ? std::to_string(*status) : status.error().text());
    if (!status)
        return std::unexpected(status.error());
    exchange.answer.status = *status;
    return Flow::Continue;
}

} // namespace gatehouse::pipeline
