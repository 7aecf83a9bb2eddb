#include "core/pipeline/expression.h"

#include "core/integration/header_rules.h"
#include "core/integration/uri_template.h"
#include "core/mapping/input.h"
#include "core/mapping/unconfirmed.h"
#include "core/pipeline/exchange.h"

namespace gatehouse::pipeline {

namespace {

using Kind = Expression::Kind;

struct Prefix {
    std::string_view text;
    Kind kind;
};

constexpr Prefix kPrefixes[] = {
    {"method.request.path.", Kind::Path},
    {"method.request.querystring.", Kind::QueryString},
    {"method.request.multivaluequerystring.", Kind::MultiValueQueryString},
    {"method.request.header.", Kind::Header},
    {"method.request.multivalueheader.", Kind::MultiValueHeader},
    {"method.request.body.", Kind::Body},
    {"integration.response.header.", Kind::ResponseHeader},
    {"integration.response.multivalueheader.", Kind::MultiValueResponseHeader},
    {"integration.response.body.", Kind::ResponseBody},
    {"context.", Kind::Context},
};

std::optional<std::string_view> nonEmpty(std::string_view value) noexcept
{
    return value.empty() ? std::nullopt : std::optional(value);
}

std::optional<std::string_view> lastField(std::span<const http::Field> fields, std::string_view name) noexcept
{
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
        if (field->name == name) // case-sensitive: rest-runtime.md 3.4
            return nonEmpty(field->value);
    }
    return std::nullopt;
}

std::optional<std::string_view> allFields(std::span<const http::Field> fields, std::string_view name,
                                          std::string &scratch)
{
    scratch.clear();
    for (const http::Field &field : fields) {
        if (field.name == name)
            (scratch.empty() ? scratch : scratch += ",") += field.value;
    }
    return nonEmpty(scratch);
}

std::string_view decoded(std::string_view raw, std::string &scratch)
{
    if (raw.find_first_of("%+") == std::string_view::npos)
        return raw;
    scratch.clear();
    integration::appendQueryDecoded(scratch, raw);
    return scratch;
}

} // namespace

std::string_view describe(ExpressionErrc code) noexcept
{
    switch (code) {
    case ExpressionErrc::Invalid: return "Invalid mapping expression specified";
    case ExpressionErrc::NotSupported: return "mapping expression not supported by this version";
    }
    return "unknown";
}

Expected<Expression> Expression::parse(std::string_view text, const model::StringMap &stageVariables)
{
    Expression made;
    made.m_text = text;
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
        made.m_name = text.substr(1, text.size() - 2);
        return made;
    }
    constexpr std::string_view kStageVariables = "stageVariables.";
    if (text.starts_with(kStageVariables)) {
        if (const auto found = stageVariables.find(std::string(text.substr(kStageVariables.size())));
            found != stageVariables.end())
            made.m_name = found->second;
        return made;
    }
    if (text == "method.request.body" || text == "integration.response.body") {
        made.m_kind = text.starts_with('m') ? Kind::Body : Kind::ResponseBody;
        return made;
    }
    const auto prefix = std::ranges::find_if(kPrefixes, [&](const Prefix &p) { return text.starts_with(p.text); });
    if (prefix == std::ranges::end(kPrefixes) || text.size() == prefix->text.size())
        return gatehouse::fail(ExpressionErrc::Invalid, std::string(text));
    made.m_kind = prefix->kind;
    made.m_name = text.substr(prefix->text.size());
    if (made.m_kind == Kind::Body || made.m_kind == Kind::ResponseBody) {
        auto path = mapping::JsonPath::compile(made.m_name);
        if (!path)
            return gatehouse::fail(ExpressionErrc::Invalid, std::string(text));
        made.m_bodyPath = std::make_shared<const mapping::JsonPath>(*std::move(path));
    }
    if (made.m_kind == Kind::Context) {
        const auto variable = contextVariable(made.m_name);
        if (!variable)
            return gatehouse::fail(ExpressionErrc::NotSupported, "no value for context." + made.m_name);
        made.m_variable = *variable;
    }
    return made;
}

Expected<std::optional<std::string_view>> Expression::value(Exchange &exchange, std::string &scratch) const
{
    const auto bodyValue
        = [&](std::string_view body, RuntimeErrc malformed) -> Expected<std::optional<std::string_view>> {
        if (!m_bodyPath)
            return body.empty() ? mapping::unconfirmed::kEmptyBody : body;
        auto found = mapping::bodyText(body, *m_bodyPath);
        if (!found)
            return gatehouse::fail(malformed, "Unable to parse the body as JSON for " + m_text);
        if (!*found)
            return std::nullopt;
        scratch = **std::move(found);
        return nonEmpty(scratch);
    };
    switch (m_kind) {
    case Kind::Constant: return nonEmpty(m_name);
    case Kind::Context: {
        const auto found = contextValue(exchange, m_variable, scratch);
        return found ? nonEmpty(*found) : std::nullopt;
    }
    case Kind::Path: {
        const auto found = exchange.pathParameter(m_name);
        return found ? nonEmpty(*found) : std::nullopt;
    }
    case Kind::QueryString: {
        const auto found = QueryValues::last(exchange.request.query, m_name);
        return found ? nonEmpty(decoded(*found, scratch)) : std::nullopt;
    }
    case Kind::MultiValueQueryString: {
        scratch.clear();
        QueryValues values(exchange.request.query, m_name);
        while (const auto found = values.next())
            integration::appendQueryDecoded(scratch.empty() ? scratch : scratch += ",", *found);
        return nonEmpty(scratch);
    }
    case Kind::Header:
        return integration::isEntryFiltered(m_name) ? std::nullopt : lastField(exchange.request.fields, m_name);
    case Kind::MultiValueHeader:
        return integration::isEntryFiltered(m_name) ? std::nullopt
                                                    : allFields(exchange.request.fields, m_name, scratch);
    case Kind::Body: return bodyValue(exchange.request.body, RuntimeErrc::InvalidJsonBody);
    case Kind::ResponseHeader: return lastField(exchange.answer.fields, m_name);
    case Kind::MultiValueResponseHeader: return allFields(exchange.answer.fields, m_name, scratch);
    case Kind::ResponseBody: return bodyValue(exchange.answer.body, RuntimeErrc::Configuration);
    }
    return std::nullopt;
}

std::optional<std::string_view> QueryValues::next()
{
    std::string scratch;
    while (!m_rest.empty()) {
        const std::size_t end = std::min(m_rest.find('&'), m_rest.size());
        const std::string_view pair = m_rest.substr(0, end);
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (decoded(pair.substr(0, equals), scratch) == m_name)
            return pair.substr(std::min(equals + 1, pair.size()));
    }
    return std::nullopt;
}

std::optional<std::string_view> QueryValues::last(std::string_view query, std::string_view name)
{
    std::optional<std::string_view> found;
    QueryValues values(query, name);
    while (const auto value = values.next())
        found = value;
    return found;
}

} // namespace gatehouse::pipeline
