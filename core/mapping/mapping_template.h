#pragma once

#include "core/mapping/context.h"
#include "core/mapping/input.h"
#include "core/vtl/renderer.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gatehouse::mapping {

/// What one rendering of a mapping template reads. All of it must outlive the rendering.
struct TemplateData {
    std::string_view body; ///< of the request, or of the endpoint's answer
    const Parameters &parameters;
    const ContextSource &context;
    const std::map<std::string, std::string> &stageVariables;
    std::span<const vtl::Variable> more = {}; ///< variables that API Gateway does not have
};

/// A mapping template of API Gateway, parsed once with its JSONPaths; const and shared by all threads.
class MappingTemplate {
public:
    /// Never fails: API Gateway saves templates that do not parse and answers 500 when they are used
    /// (mapping-templates.md 2.2); see error().
    explicit MappingTemplate(std::string text);

    /// Why it does not parse.
    [[nodiscard]] const std::optional<Error> &error() const noexcept { return m_error; }
    /// What it always prints, where there is nothing to evaluate in it.
    [[nodiscard]] const std::optional<std::string> &literal() const noexcept { return m_literal; }
    [[nodiscard]] bool empty() const noexcept { return m_text.empty(); }
    [[nodiscard]] const std::string &text() const noexcept { return m_text; }
    /// What it was parsed to; null if it does not parse.
    [[nodiscard]] const vtl::Program *program() const noexcept { return m_program.get(); }
    /// "line 3, column 7: what is wrong".
    [[nodiscard]] std::string explain(const Error &error) const;

    /// Renders into @p out, which is empty on failure. @p overrides: what earlier templates of the exchange left there,
    /// then what there is now. The error has its place in text().
    [[nodiscard]] Expected<void> render(const TemplateData &data, Overrides &overrides, std::string &out,
                                        const vtl::RenderLimits &limits = {}, vtl::Observer *observer = nullptr) const;

private:
    [[nodiscard]] bool names(std::string_view variable) const { return m_program->symbols().find(variable) >= 0; }
    void compilePaths();
    void findContextNames();

    std::string m_text;
    std::shared_ptr<const vtl::Program> m_program;
    std::optional<Error> m_error;
    std::optional<std::string> m_literal;
    PathCache m_paths;
    std::optional<std::vector<std::string>> m_contextNames; // the members of $context that it reads; nothing: any
};

/// Mapping templates by media type.
using Templates = std::vector<std::pair<std::string, MappingTemplate>>;

} // namespace gatehouse::mapping
