#include "core/pipeline/template_data.h"

#include "core/integration/header_rules.h"
#include "core/integration/uri_template.h"
#include "core/pipeline/context.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/forwarded.h"
#include "core/pipeline/pipeline.h"

#include <charconv>

namespace gatehouse::pipeline {

namespace {

using vtl::Value;

Value decodedValue(std::string_view raw)
{
    if (raw.find_first_of("%+") == std::string_view::npos)
        return Value::borrowed(raw);
    std::string decoded;
    integration::appendQueryDecoded(decoded, raw);
    return Value::string(std::move(decoded));
}

void collectPath(const Exchange &exchange, vtl::MapObject &out)
{
    const std::vector<std::string> &names = exchange.pipeline->info().pathParameters;
    for (std::size_t i = 0; i < names.size() && i < exchange.match.parameterCount; ++i) {
        std::string value;
        integration::appendPathDecoded(value, exchange.match.parameters[i]);
        out.put(Value::borrowed(names[i]), Value::string(std::move(value)));
    }
}

void collectQuery(std::string_view query, vtl::MapObject &out)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!pair.empty())
            out.put(decodedValue(pair.substr(0, equals)), decodedValue(pair.substr(std::min(equals + 1, pair.size()))));
    }
}

void collectFields(Exchange &exchange, vtl::MapObject &out)
{
    std::string_view chain;
    for (const http::Field &field : exchange.request.fields) {
        if (http::sameName(field.name, "X-Forwarded-For"))
            chain = field.value;
        else if (!integration::isEntryFiltered(field.name) && !isFrontEndField(field.name))
            out.put(Value::borrowed(field.name), Value::borrowed(field.value));
    }
    const Forwarded forwarded = forwardedFor(exchange.request, chain);
    out.put(Value::borrowed("X-Amzn-Trace-Id"), Value::borrowed(exchange.traceIdText()));
    out.put(Value::borrowed("X-Forwarded-For"), Value::string(forwarded.chain));
    out.put(Value::borrowed("X-Forwarded-Port"), Value::borrowed(forwarded.port));
    out.put(Value::borrowed("X-Forwarded-Proto"), Value::borrowed(forwarded.scheme));
}

void traceOverrides(trace::Recorder &trace, const mapping::Overrides &overrides)
{
    const auto note = [&](std::string_view place, const std::vector<mapping::OverriddenParameter> &parameters) {
        for (const mapping::OverriddenParameter &parameter : parameters) {
            std::string values;
            for (const std::string &value : parameter.values)
                (values.empty() ? values : values += ",") += value;
            trace.wrote(std::string("context.").append(place).append(".") + parameter.name, values);
        }
    };
    note("requestOverride.path", overrides.path);
    note("requestOverride.querystring", overrides.querystring);
    note("requestOverride.header", overrides.header);
    note("responseOverride.header", overrides.responseHeader);
    if (overrides.status)
        trace.wrote("context.responseOverride.status", std::to_string(*overrides.status));
}

} // namespace

void ExchangeParameters::collect(mapping::ParameterPlace place, vtl::MapObject &out) const
{
    switch (place) {
    case mapping::ParameterPlace::Path: return collectPath(m_exchange, out);
    case mapping::ParameterPlace::QueryString: return collectQuery(m_exchange.request.query, out);
    case mapping::ParameterPlace::Header: return collectFields(m_exchange, out);
    }
}

Value ExchangeContext::value(std::string_view name) const
{
    const auto variable = contextVariable(name);
    if (!variable)
        return {};
    std::string scratch;
    const auto found = contextValue(m_exchange, *variable, scratch);
    if (!found)
        return {};
    if (*variable == ContextVariable::RequestTimeEpoch) {
        std::int64_t milliseconds = 0;
        std::from_chars(found->data(), found->data() + found->size(), milliseconds);
        return Value::longInteger(milliseconds);
    }
    return found->data() == scratch.data() ? Value::string(std::move(scratch)) : Value::borrowed(*found);
}

Expected<std::string_view> renderTemplate(Exchange &exchange, const mapping::MappingTemplate &source, TemplateSide side,
                                          std::string_view body, std::string &store)
{
    if (source.literal())
        return *source.literal();
    const ExchangeParameters parameters(exchange);
    const ExchangeContext context(exchange);
    const auto done
        = source.render({body, parameters, context, exchange.stage->stageVariables}, exchange.overrides, store);
    if (exchange.trace)
        exchange.trace.read("$input.body", body.substr(0, trace::kMaxBody));
    if (!done) {
        const std::string why = source.explain(done.error());
        exchange.trace.decided("template error", why);
        return gatehouse::fail(
            side == TemplateSide::Request ? RuntimeErrc::RequestTemplate : RuntimeErrc::ResponseTemplate, why);
    }
    if (exchange.trace) {
        exchange.trace.wrote("output", std::string_view(store).substr(0, trace::kMaxBody));
        traceOverrides(exchange.trace, exchange.overrides);
    }
    return store;
}

} // namespace gatehouse::pipeline
