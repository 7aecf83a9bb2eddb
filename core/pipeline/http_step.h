#pragma once

#include "core/integration/uri_template.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/step.h"

#include <chrono>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

/// What a call to an HTTP backend is made of, compiled.
struct HttpPlan {
    /// A stretch of the target: fixed octets, or a path parameter's value.
    struct TargetPiece {
        std::string fixed; ///< of a placeholder: what stands there when nothing fills it
        std::string name; ///< of the placeholder; empty: none
        std::optional<Expression> value; ///< mapped to the placeholder
    };
    struct Parameter {
        std::string name;
        Expression value;
    };

    bool proxy = false; ///< HTTP_PROXY: fields, query and body of the client pass
    std::string httpMethod; ///< empty: the client's
    http::Origin origin;
    std::string uriPrefix; ///< "http://host:port", for the trace
    std::string hostField;
    std::vector<TargetPiece> target;
    bool targetHasQuery = false;
    std::vector<Parameter> query;
    std::vector<Parameter> fields; ///< mapped ones
    std::string fixedFields; ///< "Name: value\r\n" of what the gateway adds to every request
    std::chrono::milliseconds timeout{29000};
};

/// Calls a backend over HTTP/1.1 and waits for it. Source: rest-runtime.md 3.3, 6.4, 6.5.
class InvokeHttp final : public Step {
public:
    explicit InvokeHttp(HttpPlan plan)
        : m_plan(std::move(plan))
    {
    }
    std::string_view name() const noexcept override
    {
        return m_plan.proxy ? "integration/http-proxy" : "integration/http";
    }
    trace::Phase phase() const noexcept override { return trace::Phase::Integration; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    Expected<void> appendTarget(Exchange &exchange, std::string &head) const;
    Expected<void> appendFields(Exchange &exchange, std::string &head) const;
    Expected<void> appendOverridden(Exchange &exchange, std::string &head) const;

    HttpPlan m_plan;
};

} // namespace gatehouse::pipeline
