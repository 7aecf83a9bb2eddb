#include "core/pipeline/response_steps.h"

#include "core/pipeline/content_coding.h"
#include "core/pipeline/convert.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/message_writer.h"
#include "core/pipeline/pipeline.h"
#include "core/pipeline/template_data.h"

#include <charconv>

namespace gatehouse::pipeline {

void ResponsePlan::addField(std::string_view fieldName, Expression value)
{
    if (http::sameName(fieldName, "Content-Type")) {
        contentType = std::move(value);
        return;
    }
    std::string sent(fieldName);
    switch (integration::mappedResponseRule(fieldName)) {
    case integration::ResponseRule::Drop: return;
    case integration::ResponseRule::Remap: sent.insert(0, integration::kRemapped); break;
    case integration::ResponseRule::Pass: break;
    }
    if (fields.empty() || !fields.back().name.empty())
        fields.emplace_back();
    if (value.kind() != Expression::Kind::Constant) {
        fields.back().name = std::move(sent);
        fields.back().value = std::move(value);
    } else if (!value.name().empty()) { // an empty source sets nothing
        appendField(fields.back().fixed, sent, value.name());
    }
}

MapIntegrationResponse::MapIntegrationResponse(std::vector<ResponsePlan> plans, bool withTraceId)
    : m_plans(std::move(plans))
    , m_withTraceId(withTraceId)
{
}

const ResponsePlan *MapIntegrationResponse::choose(int status) const
{
    std::array<char, 12> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), status).ptr;
    const std::string_view text(digits.data(), end);
    const ResponsePlan *fallback = nullptr;
    for (const ResponsePlan &plan : m_plans) {
        if (!plan.pattern)
            fallback = fallback ? fallback : &plan;
        else if (plan.pattern->matches(text))
            return &plan;
    }
    return fallback;
}

Expected<Flow> MapIntegrationResponse::run(Exchange &exchange) const
{
    const ResponsePlan *plan = choose(exchange.answer.status);
    if (exchange.trace) {
        exchange.trace.read("status", std::to_string(exchange.answer.status));
        exchange.trace.decided("integration response", plan ? std::string_view(plan->label) : "none matches");
    }
    if (plan == nullptr) {
        return gatehouse::fail(
            RuntimeErrc::Configuration,
            "No match for output mapping and no default output mapping configured. Endpoint Response Status Code: "
                + std::to_string(exchange.answer.status));
    }
    if (!plan->declared) {
        return gatehouse::fail(RuntimeErrc::Configuration,
                               "Output mapping refers to an invalid method response: " + std::to_string(plan->status));
    }

    MethodAnswer &answer = exchange.response;
    answer.status = plan->status;
    answer.withTraceId = m_withTraceId;
    answer.contentType = "application/json";
    const auto done = mapFields(exchange, *plan).and_then([&] { return mapBody(exchange, *plan); }).and_then([&] {
        return applyOverrides(exchange);
    });
    if (!done)
        return std::unexpected(done.error());
    return Flow::Continue;
}

Expected<void> MapIntegrationResponse::mapFields(Exchange &exchange, const ResponsePlan &plan)
{
    MethodAnswer &answer = exchange.response;
    if (plan.contentType) {
        const auto value = plan.contentType->value(exchange, answer.contentTypeStore);
        if (!value)
            return std::unexpected(value.error());
        if (*value)
            answer.contentType = fieldValue(**value, answer.contentTypeStore);
    }
    std::string scratch;
    for (const ResponsePlan::Piece &piece : plan.fields) {
        answer.fields += piece.fixed;
        if (!piece.value)
            continue;
        const auto value = piece.value->value(exchange, scratch);
        if (!value)
            return std::unexpected(value.error());
        if (*value)
            appendField(answer.fields, piece.name, **value);
        if (exchange.trace) {
            exchange.trace.read(piece.value->text(), value->value_or("(nothing)"));
            exchange.trace.wrote("method.response.header." + piece.name, value->value_or("(not set)"));
        }
    }
    return {};
}

Expected<void> MapIntegrationResponse::mapBody(Exchange &exchange, const ResponsePlan &plan)
{
    const auto *chosen = integration::chooseByAccept(plan.templates, exchange.facts.accept);
    const bool maps = chosen != nullptr && !chosen->second.empty(); // an empty template maps nothing
    if (exchange.trace) {
        exchange.trace.read("Accept", exchange.facts.accept);
        if (maps)
            exchange.trace.program(
                chosen->first,
                json::pointerJoin(json::pointerJoin(exchange.pipeline->integrationPointer() + "/responses", plan.label)
                                      + "/responseTemplates",
                                  chosen->first));
        else
            exchange.trace.decided("template", "none, the body passes through");
    }
    const integration::Conversion conversion = answerConversion(exchange, exchange.answer.fields, plan.contentHandling);
    auto body = convertBody(exchange, conversion, exchange.answer.body);
    if (body && maps) {
        if (integration::givesOctets(conversion))
            return gatehouse::fail(RuntimeErrc::ResponseTemplate, "a mapping template cannot read binary content");
        body = renderTemplate(exchange, chosen->second, TemplateSide::Response, *body, exchange.response.store);
    }
    if (!body)
        return std::unexpected(body.error());
    exchange.response.body = *body;
    return {};
}

Expected<void> MapIntegrationResponse::applyOverrides(Exchange &exchange)
{
    const mapping::Overrides &overrides = exchange.overrides;
    MethodAnswer &answer = exchange.response;
    if (overrides.status)
        answer.status = *overrides.status;
    if (overrides.responseHeader.empty())
        return {};

    // The names as they are sent: an override meets a mapping to the same field there.
    std::vector<mapping::OverriddenParameter> sent;
    for (const mapping::OverriddenParameter &field : overrides.responseHeader) {
        if (!isFieldName(field.name))
            return gatehouse::fail(RuntimeErrc::Configuration, "Invalid header name " + field.name);
        if (http::sameName(field.name, "Content-Type")) {
            if (!field.values.empty())
                answer.contentType
                    = fieldValue(answer.contentTypeStore.assign(field.values.back()), answer.contentTypeStore);
            continue;
        }
        switch (integration::mappedResponseRule(field.name)) {
        case integration::ResponseRule::Drop: break;
        case integration::ResponseRule::Remap:
            sent.push_back({std::string(integration::kRemapped) + field.name, field.values});
            break;
        case integration::ResponseRule::Pass: sent.push_back(field); break;
        }
    }
    const std::string mapped = std::exchange(answer.fields, {});
    appendFieldsBut(answer.fields, mapped, sent);
    for (const mapping::OverriddenParameter &field : sent) {
        for (const std::string &value : field.values)
            appendField(answer.fields, field.name, value);
    }
    return {};
}

Expected<Flow> PassThroughResponse::run(Exchange &exchange) const
{
    MethodAnswer &answer = exchange.response;
    answer.status = exchange.answer.status;
    answer.contentType = "application/json";
    if (exchange.answer.streamedLength < 0) {
        const auto body = convertBody(exchange, answerConversion(exchange, exchange.answer.fields, std::nullopt),
                                      exchange.answer.body);
        if (!body)
            return std::unexpected(body.error());
        answer.body = *body;
    }
    for (const http::Field &field : exchange.answer.fields) {
        if (field.name.size() == 12 && http::sameName(field.name, "Content-Type")) {
            answer.contentType = field.value;
            continue;
        }
        const integration::ResponseRule rule = integration::proxyResponseRule(field.name);
        if (rule == integration::ResponseRule::Drop) {
            exchange.trace.decided("dropped", field.name);
            continue;
        }
        if (rule == integration::ResponseRule::Remap) {
            exchange.trace.decided("remapped", field.name);
            answer.fields += integration::kRemapped;
        }
        copyField(answer.fields, field);
    }
    return Flow::Continue;
}

Expected<Flow> SendAnswer::run(Exchange &exchange) const
{
    if (exchange.answer.streamedLength < 0)
        compressAnswer(exchange);
    writeAnswer(exchange, exchange.answer.streamedLength);
    if (exchange.answer.streamedLength >= 0)
        return Flow::Wait;
    exchange.finish();
    return Flow::Finished;
}

} // namespace gatehouse::pipeline
