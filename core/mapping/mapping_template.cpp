#include "core/mapping/mapping_template.h"

#include "core/base/diagnostic.h"
#include "core/mapping/unconfirmed.h"
#include "core/mapping/util.h"

namespace gatehouse::mapping {

namespace {

using vtl::Value;

Value stageVariables(const std::map<std::string, std::string> &variables)
{
    vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    for (const auto &[name, value] : variables)
        map->put(Value::borrowed(name), Value::borrowed(value));
    return vtl::makeMap(map);
}

} // namespace

MappingTemplate::MappingTemplate(std::string text)
    : m_text(std::move(text))
{
    auto program = vtl::Program::parse(m_text, vtl::Dialect::ApiGateway);
    if (!program) {
        m_error = std::move(program.error());
        return;
    }
    m_program = *std::move(program);
    if (m_program->isPlainText()) {
        m_literal.emplace();
        if (auto done = vtl::render(*m_program, {}, *m_literal); !done) {
            m_literal.reset();
            m_error = std::move(done.error());
        }
        return;
    }
    compilePaths();
    findContextNames();
}

void MappingTemplate::findContextNames()
{
    std::vector<std::string> read;
    for (const vtl::Node &node : m_program->nodes()) {
        if (node.kind != vtl::NodeKind::Reference)
            continue;
        const vtl::Reference &reference = m_program->reference(node.a);
        if (m_program->symbols().nameOf(reference.slot) != "context")
            continue;
        const auto links = m_program->links(reference);
        if (links.empty() || links.front().kind != vtl::Link::Kind::Property)
            return; // as a whole, or by names made when it runs
        read.emplace_back(m_program->name(links.front().name));
    }
    m_contextNames = std::move(read);
}

void MappingTemplate::compilePaths()
{
    for (const vtl::Node &node : m_program->nodes()) {
        if (node.kind != vtl::NodeKind::Reference)
            continue;
        const vtl::Reference &reference = m_program->reference(node.a);
        const auto links = m_program->links(reference);
        if (links.empty() || m_program->symbols().nameOf(reference.slot) != "input"
            || links.front().kind != vtl::Link::Kind::Method)
            continue;
        const std::string_view method = m_program->name(links.front().name);
        const auto arguments = m_program->children(links.front());
        if ((method != "path" && method != "json") || arguments.size() != 1)
            continue;
        const vtl::Node &argument = m_program->node(arguments.front());
        if (argument.kind == vtl::NodeKind::StringLiteral)
            m_paths.add(m_program->text(argument.a, argument.b));
    }
}

std::string MappingTemplate::explain(const Error &error) const
{
    if (!error.span.known())
        return error.text();
    const LineIndex::Position place = LineIndex(m_text).at(error.span.begin);
    return std::format("line {}, column {}: {}", place.line, place.column, error.text());
}

Expected<void> MappingTemplate::render(const TemplateData &data, Overrides &overrides, std::string &out,
                                       const vtl::RenderLimits &limits, vtl::Observer *observer) const
{
    out.clear();
    if (m_error)
        return std::unexpected(*m_error);
    const vtl::ValueScope scope;
    std::optional<Context> context;
    std::vector<vtl::Variable> variables(data.more.begin(), data.more.end());
    variables.reserve(variables.size() + 4);
    const auto give = [&](std::string_view name, auto make) {
        if (names(name))
            variables.push_back({name, make()});
    };
    give("input", [&] { return Value::object(Value::Kind::Host, new Input(data.body, data.parameters, m_paths)); });
    give("util", [] { return Value::object(Value::Kind::Host, new Util); });
    const bool all = !m_contextNames || observer != nullptr; // who looks on may look at any
    give("context", [&] { return context.emplace(data.context, overrides, all ? nullptr : &*m_contextNames).value(); });
    give("stageVariables", [&] { return stageVariables(data.stageVariables); });
    auto done = vtl::render(*m_program, variables, out, limits, observer);
    if (!done || !context)
        return done;
    if (auto twice = context->overriddenTwice(); twice && unconfirmed::kSecondOverrideFails) {
        out.clear();
        return fail(MappingErrc::OverriddenTwice, *std::move(twice));
    }
    overrides = context->overrides();
    return done;
}

} // namespace gatehouse::mapping
