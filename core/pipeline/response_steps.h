#pragma once

#include "core/integration/content_handling.h"
#include "core/integration/header_rules.h"
#include "core/integration/selection.h"
#include "core/mapping/mapping_template.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/step.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

/// One integration response, compiled.
struct ResponsePlan {
    /// A stretch of the field block: fixed text, then perhaps one field whose value each request gives.
    struct Piece {
        std::string fixed; ///< "Name: value\r\n" ...
        std::string name; ///< of the field that follows; empty: none
        std::optional<Expression> value;
    };

    std::string label; ///< "default", or the selection pattern
    std::optional<integration::SelectionPattern> pattern; ///< nothing: the default
    int status = 200;
    bool declared = true; ///< the method has a response of that status
    std::vector<Piece> fields;
    std::optional<Expression> contentType;
    mapping::Templates templates;
    integration::Handling contentHandling;

    /// Adds a mapped field, remapped or dropped as its name asks for.
    void addField(std::string_view name, Expression value);
};

/// Chooses the integration response and makes the answer of it. Source: rest-runtime.md 6.10.
class MapIntegrationResponse final : public Step {
public:
    /// @param withTraceId  the answer carries X-Amzn-Trace-Id (not those of MOCK)
    MapIntegrationResponse(std::vector<ResponsePlan> plans, bool withTraceId);

    std::string_view name() const noexcept override { return "integration-response/map"; }
    trace::Phase phase() const noexcept override { return trace::Phase::IntegrationResponse; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    [[nodiscard]] const ResponsePlan *choose(int status) const;
    static Expected<void> mapFields(Exchange &exchange, const ResponsePlan &plan);
    static Expected<void> mapBody(Exchange &exchange, const ResponsePlan &plan);
    static Expected<void> applyOverrides(Exchange &exchange);

    std::vector<ResponsePlan> m_plans;
    bool m_withTraceId;
};

/// The answer of an HTTP_PROXY integration: the backend's, its fields dropped or remapped. Source: rest-runtime.md 3.3.
class PassThroughResponse final : public Step {
public:
    std::string_view name() const noexcept override { return "integration-response/pass-through"; }
    trace::Phase phase() const noexcept override { return trace::Phase::IntegrationResponse; }
    Expected<Flow> run(Exchange &exchange) const override;
};

/// Sends the answer; the last step of every method.
class SendAnswer final : public Step {
public:
    std::string_view name() const noexcept override { return "method-response/send"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodResponse; }
    Expected<Flow> run(Exchange &exchange) const override;
};

} // namespace gatehouse::pipeline
