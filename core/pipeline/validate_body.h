#pragma once

#include "core/pipeline/step.h"
#include "core/schema/schema.h"

namespace gatehouse::pipeline {

/// Answers 400 when the body does not fit the model of its media type. Source: mapping-templates.md 8.1.
class ValidateBody final : public Step {
public:
    /// @param models  by media type; "$default" is for all others
    explicit ValidateBody(std::vector<std::pair<std::string, schema::Schema>> models)
        : m_models(std::move(models))
    {
    }
    std::string_view name() const noexcept override { return "method-request/body"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    [[nodiscard]] const schema::Schema *modelFor(std::string_view mediaType) const noexcept;

    std::vector<std::pair<std::string, schema::Schema>> m_models;
};

} // namespace gatehouse::pipeline
