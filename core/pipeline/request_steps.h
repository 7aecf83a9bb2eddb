#pragma once

#include "core/integration/content_handling.h"
#include "core/mapping/mapping_template.h"
#include "core/model/rest_api.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/step.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::pipeline {

/// Answers 400 when the caller left out a parameter that the method requires. Source: rest-runtime.md 1.7.
class RequireParameters final : public Step {
public:
    /// @param required  in any order; the message lists them by their full names, sorted
    explicit RequireParameters(std::vector<model::RequestParameter> required);

    std::string_view name() const noexcept override { return "method-request/required-parameters"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    std::vector<model::RequestParameter> m_required;
};

/// Answers every request with the same error: what is configured can never succeed, or this version cannot run it.
class Refuse final : public Step {
public:
    Refuse(std::string_view name, trace::Phase phase, Error error)
        : m_name(name)
        , m_phase(phase)
        , m_error(std::move(error))
    {
    }
    std::string_view name() const noexcept override { return m_name; }
    trace::Phase phase() const noexcept override { return m_phase; }
    Expected<Flow> run(Exchange &) const override { return std::unexpected(m_error); }

private:
    std::string_view m_name; // a literal
    trace::Phase m_phase;
    Error m_error;
};

/// The mapping templates of an integration request, and its content handling.
class RequestTemplates {
public:
    RequestTemplates(mapping::Templates templates, model::PassthroughBehavior passthrough,
                     integration::Handling contentHandling);

    /// The template for a Content-Type; nothing: the body passes through. Error: 415. Source: rest-runtime.md 6.2.
    [[nodiscard]] Expected<std::optional<std::size_t>> choose(std::string_view contentType) const;
    [[nodiscard]] std::size_t size() const noexcept { return m_templates.size(); }
    [[nodiscard]] const mapping::MappingTemplate &at(std::size_t index) const noexcept
    {
        return m_templates[index].second;
    }
    [[nodiscard]] const std::string &type(std::size_t index) const noexcept { return m_templates[index].first; }

    /// The body for the integration: what the chosen template prints, or the client's; converted.
    [[nodiscard]] Expected<std::string_view> body(Exchange &exchange, std::optional<std::size_t> chosen) const;

private:
    mapping::Templates m_templates;
    model::PassthroughBehavior m_passthrough;
    integration::Handling m_contentHandling;
};

/// Makes exchange.integrationBody: of a template or the client's body.
class MakeIntegrationBody final : public Step {
public:
    explicit MakeIntegrationBody(RequestTemplates templates)
        : m_templates(std::move(templates))
    {
    }
    std::string_view name() const noexcept override { return "integration-request/body"; }
    trace::Phase phase() const noexcept override { return trace::Phase::IntegrationRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    RequestTemplates m_templates;
};

/// Evaluates mappings that can fail for an integration that sends nothing anywhere. Source: mapping-templates.md 6.2.
class CheckMappings final : public Step {
public:
    explicit CheckMappings(std::vector<Expression> expressions)
        : m_expressions(std::move(expressions))
    {
    }
    std::string_view name() const noexcept override { return "integration-request/mappings"; }
    trace::Phase phase() const noexcept override { return trace::Phase::IntegrationRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    std::vector<Expression> m_expressions;
};

/// The MOCK integration: the status that the integration request asks for. Source: rest-runtime.md 6.7.
class InvokeMock final : public Step {
public:
    explicit InvokeMock(RequestTemplates templates);

    std::string_view name() const noexcept override { return "integration/mock"; }
    trace::Phase phase() const noexcept override { return trace::Phase::Integration; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    RequestTemplates m_templates;
    std::vector<std::optional<Expected<int>>> m_statuses; // of templates that always print the same
};

} // namespace gatehouse::pipeline
