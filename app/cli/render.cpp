#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "core/json/reader.h"
#include "core/mapping/mapping_template.h"

#include <format>
#include <iostream>
#include <map>

namespace gatehouse::cli {

namespace {

using vtl::Value;

struct RenderOptions {
    std::string source;
    vtl::Dialect dialect = vtl::Dialect::ApiGateway;
    std::string variables;
    std::string input;
    std::string params;
    std::string context;
    std::string stageVariables;
};

/// JSON as Java has it: lists and maps of java.util, whole numbers in the smallest class that holds them.
Value toJava(const json::Value &value)
{
    switch (value.type()) {
    case json::Value::Type::Null: break;
    case json::Value::Type::Boolean: return Value::boolean(*value.boolean());
    case json::Value::Type::String: return Value::string(std::string(value.string()));
    case json::Value::Type::Number: {
        const std::string_view text = value.numberText();
        if (text.find_first_of(".eE") != std::string_view::npos)
            return Value::real(*value.number());
        return vtl::makeInteger(vtl::BigInteger(std::string(text)));
    }
    case json::Value::Type::Array: {
        std::vector<Value> items;
        for (const json::Value &item : value.items())
            items.push_back(toJava(item));
        return vtl::makeList(std::move(items));
    }
    case json::Value::Type::Object: {
        const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
        for (const json::Member &member : value.members())
            map->put(Value::string(member.key), toJava(member.value));
        return vtl::makeMap(map);
    }
    }
    return {};
}

/// --params: {"path": {...}, "querystring": {...}, "header": {...}}.
class GivenParameters final : public mapping::Parameters {
public:
    explicit GivenParameters(json::Value given)
        : m_given(std::move(given))
    {
    }
    void collect(mapping::ParameterPlace place, vtl::MapObject &out) const override
    {
        constexpr std::string_view kPlaces[] = {"path", "querystring", "header"};
        for (const json::Member &member : m_given[kPlaces[static_cast<std::size_t>(place)]].members())
            out.put(Value::string(member.key), Value::string(member.value.scalarText().value_or("")));
    }

private:
    json::Value m_given;
};

/// --context: the members of $context.
class GivenContext final : public mapping::ContextSource {
public:
    explicit GivenContext(json::Value given)
        : m_given(std::move(given))
    {
    }
    [[nodiscard]] Value value(std::string_view name) const override
    {
        const json::Value *found = &m_given;
        while (found && !name.empty()) {
            const std::size_t dot = std::min(name.find('.'), name.size());
            found = found->find(name.substr(0, dot));
            name.remove_prefix(std::min(dot + 1, name.size()));
        }
        return found ? toJava(*found) : Value();
    }

private:
    json::Value m_given;
};

/// The JSON object of an option; nothing, said on standard error, if it is none. An option not given is {}.
std::optional<json::Value> objectOf(const std::string &option, const std::string &value)
{
    if (value.empty())
        return json::Value::object();
    const std::optional<std::string> text = textOrFile(value);
    if (!text)
        return std::nullopt;
    json::ReadResult read = json::readJson(*text);
    if (!read.diagnostics.empty() || !read.value.isObject()) {
        complain(std::format("{} wants a JSON object{}", option,
                             read.diagnostics.empty() ? "" : ": " + read.diagnostics.front().message));
        return std::nullopt;
    }
    return std::move(read.value);
}

ExitStatus fail(const RenderOptions &options, const std::string &source, const Error &error)
{
    const LineIndex::Position place = LineIndex(source).at(error.span.begin);
    std::cerr << std::format("{}:{}:{}: error: {}\n", options.source == "-" ? "<stdin>" : options.source, place.line,
                             place.column, error.text());
    return ExitStatus::InputAtFault;
}

ExitStatus renderTemplate(const RenderOptions &options)
{
    const bool aws = options.dialect == vtl::Dialect::ApiGateway;
    const std::pair<const char *, const std::string *> awsOnly[] = {{"--input", &options.input},
                                                                    {"--params", &options.params},
                                                                    {"--context", &options.context},
                                                                    {"--stage-variables", &options.stageVariables}};
    for (const auto &[name, value] : awsOnly) {
        if (!aws && !value->empty()) {
            complain(std::format("{} is for API Gateway's dialect", name));
            return ExitStatus::Usage;
        }
    }
    const std::optional<std::string> source = readInput(options.source);
    const std::optional<std::string> body = textOrFile(options.input);
    if (!source || !body)
        return ExitStatus::InputAtFault;
    const auto variables = objectOf("--variables", options.variables);
    const auto params = objectOf("--params", options.params);
    const auto context = objectOf("--context", options.context);
    const auto stageVariables = objectOf("--stage-variables", options.stageVariables);
    if (!variables || !params || !context || !stageVariables)
        return ExitStatus::InputAtFault;

    const vtl::ValueScope scope;
    std::vector<vtl::Variable> more;
    for (const json::Member &member : variables->members())
        more.push_back({member.key, toJava(member.value)});
    std::string out;
    if (aws) {
        const mapping::MappingTemplate compiled(*source);
        const GivenParameters parameters(*params);
        const GivenContext given(*context);
        std::map<std::string, std::string> stage;
        for (const json::Member &member : stageVariables->members())
            stage.emplace(member.key, member.value.scalarText().value_or(""));
        mapping::Overrides overrides;
        if (const auto done = compiled.render({*body, parameters, given, stage, more}, overrides, out); !done)
            return fail(options, *source, done.error());
    } else {
        const auto program = vtl::Program::parse(*source, options.dialect);
        if (!program)
            return fail(options, *source, program.error());
        if (const auto done = vtl::render(**program, more, out, vtl::RenderLimits::velocity()); !done)
            return fail(options, *source, done.error());
    }
    std::cout << out << std::flush;
    return ExitStatus::Done;
}

} // namespace

void addRender(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<RenderOptions>();
    Command command(app, "render",
                    "Render a mapping template and print what comes out. The template sees $input, $context, $util and "
                    "$stageVariables as on API Gateway.",
                    "  gatehouse render pet.vm --input @pet.json --params '{\"path\": {\"id\": \"7\"}}'\n"
                    "  gatehouse render - --input '{\"a\": 1}' --context '{\"stage\": \"dev\"}' < template.vm\n"
                    "  gatehouse render page.vm --dialect velocity --variables @data.json",
                    action, [options] { return renderTemplate(*options); });
    command.argument("TEMPLATE", options->source, "A file, or - for standard input");
    command.choice<vtl::Dialect>("--dialect", options->dialect,
                                 {{"apigateway", vtl::Dialect::ApiGateway}, {"velocity", vtl::Dialect::Velocity}},
                                 "API Gateway's dialect (the default), or plain Velocity 1.7");
    command.option("--variables", options->variables, "JSON", "More variables: a JSON object, or @FILE");
    command.option("--input", options->input, "BODY",
                   "The body that $input reads: text, @FILE, or @- for standard input");
    command.option("--params", options->params, "JSON",
                   "What $input.params() gives: a JSON object with path, querystring and header, or @FILE");
    command.option("--context", options->context, "JSON", "The members of $context: a JSON object, or @FILE");
    command.option("--stage-variables", options->stageVariables, "JSON",
                   "The members of $stageVariables: a JSON object, or @FILE");
}

} // namespace gatehouse::cli
