#pragma once

#include "core/pipeline/step.h"

#include "core/model/common.h"
#include "core/route/route_table.h"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

/// What is known of a method before any request.
struct MethodInfo {
    model::ResourceId resourceId;
    std::string resourcePath; ///< template
    std::string httpMethod; ///< "GET" ... or "ANY"
    std::string integrationType; ///< "MOCK" ...
    std::string pointer; ///< of the operation in the API's OpenAPI document
    std::vector<std::string> pathParameters; ///< names, in the order of the template
    std::string operationName; ///< empty: none
};

/// The compiled method: what runs, in order.
class MethodPipeline {
public:
    MethodPipeline(MethodInfo info, std::vector<std::unique_ptr<const Step>> steps)
        : m_info(std::move(info))
        , m_steps(std::move(steps))
    {
    }

    [[nodiscard]] const MethodInfo &info() const noexcept { return m_info; }
    /// Of the integration, in the API's OpenAPI document.
    [[nodiscard]] std::string integrationPointer() const { return m_info.pointer + "/x-amazon-apigateway-integration"; }
    /// Runs the exchange's next steps until one waits or ends it. An Error of a step is answered here and nowhere else.
    void run(Exchange &exchange) const;
    /// The answer is known: the next step is the last one, which sends it.
    void skipToLast(Exchange &exchange) const noexcept;

private:
    /// What configures a phase, in the API's OpenAPI document.
    [[nodiscard]] std::string pointerFor(trace::Phase phase) const;

    MethodInfo m_info;
    std::vector<std::unique_ptr<const Step>> m_steps;
};

} // namespace gatehouse::pipeline
