#pragma once

#include "core/mapping/mapping_template.h"

namespace gatehouse::pipeline {

struct Exchange;

/// The parameters of an exchange's request: the front end's own fields (X-Forwarded-For ...) count as the client's.
/// Source: mapping-templates.md 3.1.
class ExchangeParameters final : public mapping::Parameters {
public:
    explicit ExchangeParameters(Exchange &exchange)
        : m_exchange(exchange)
    {
    }
    void collect(mapping::ParameterPlace place, vtl::MapObject &out) const override;

private:
    Exchange &m_exchange;
};

/// $context of an exchange.
class ExchangeContext final : public mapping::ContextSource {
public:
    explicit ExchangeContext(Exchange &exchange)
        : m_exchange(exchange)
    {
    }
    [[nodiscard]] vtl::Value value(std::string_view name) const override;

private:
    Exchange &m_exchange;
};

enum class TemplateSide : std::uint8_t { Request, Response };

/// Gives what @p side's template prints for this exchange: where it stands, or in @p store. What it overrides goes to
/// exchange.overrides.
/// @param body  $input.body, before an empty one becomes "{}"
/// Errors: RuntimeErrc::RequestTemplate and ResponseTemplate, with the place in the detail.
[[nodiscard]] Expected<std::string_view> renderTemplate(Exchange &exchange, const mapping::MappingTemplate &source,
                                                        TemplateSide side, std::string_view body, std::string &store);

} // namespace gatehouse::pipeline
