#include "core/pipeline/request_steps.h"

#include "core/integration/mock.h"
#include "core/integration/selection.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/expression.h"

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

RequestTemplates::RequestTemplates(const model::StringMap &templates, model::PassthroughBehavior passthrough)
    : m_templates(templates.begin(), templates.end())
    , m_passthrough(passthrough)
{
}

Expected<std::optional<std::size_t>> RequestTemplates::choose(std::string_view contentType) const
{
    const std::string_view type = contentType.empty() ? "application/json" : integration::mediaType(contentType);
    std::optional<std::size_t> fallback;
    for (std::size_t i = 0; i < m_templates.size(); ++i) {
        if (integration::sameMediaType(m_templates[i].first, type))
            return i;
        if (m_templates[i].first == "$default")
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

Expected<Flow> MakeIntegrationBody::run(Exchange &exchange) const
{
    exchange.trace.read("Content-Type", exchange.facts.contentType);
    const auto chosen = m_templates.choose(exchange.facts.contentType);
    if (!chosen)
        return std::unexpected(chosen.error());
    exchange.integrationBody = *chosen ? std::string_view(m_templates.text(**chosen)) : exchange.request.body;
    exchange.trace.decided("template",
                           *chosen ? std::string_view(m_templates.type(**chosen)) : "none, the body passes through");
    return Flow::Continue;
}

InvokeMock::InvokeMock(RequestTemplates templates)
    : m_templates(std::move(templates))
{
    for (std::size_t i = 0; i < m_templates.size(); ++i)
        m_statuses.push_back(integration::parseMockStatus(m_templates.text(i)));
}

Expected<Flow> InvokeMock::run(Exchange &exchange) const
{
    const auto chosen = m_templates.choose(exchange.facts.contentType);
    if (!chosen)
        return std::unexpected(chosen.error());
    const Expected<int> status = *chosen ? m_statuses[**chosen] : integration::parseMockStatus(exchange.request.body);
    if (exchange.trace) {
        exchange.trace.read("Content-Type", exchange.facts.contentType);
        exchange.trace.decided(
            "template", *chosen ? std::string_view(m_templates.type(**chosen)) : "none, the body passes through");
        exchange.trace.decided("statusCode", status ? std::to_string(*status) : status.error().text());
    }
    if (!status)
        return std::unexpected(status.error());
    exchange.answer.status = *status;
    return Flow::Continue;
}

} // namespace gatehouse::pipeline
