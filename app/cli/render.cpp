#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/text_output.h"
#include "core/json/reader.h"
#include "core/playground/run.h"

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

struct RenderOptions {
    std::string source;
    vtl::Dialect dialect = vtl::Dialect::ApiGateway;
    std::string variables;
    std::string input;
    std::string params;
    std::string context;
    std::string stageVariables;
    std::optional<std::string> coverage; ///< the file it goes to; "": standard error
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

/// The options as an event; nothing, said on standard error, if they are none.
std::optional<playground::Event> eventOf(const RenderOptions &options)
{
    const auto body = textOrFile(options.input);
    const auto params = objectOf("--params", options.params);
    const auto context = objectOf("--context", options.context);
    const auto stageVariables = objectOf("--stage-variables", options.stageVariables);
    if (!body || !params || !context || !stageVariables)
        return std::nullopt;
    auto event = playground::eventFromJson(
        json::Value::object({{"params", *params}, {"context", *context}, {"stageVariables", *stageVariables}}));
    if (!event) {
        complain(event.error().detail);
        return std::nullopt;
    }
    event->body = *body;
    return *std::move(event);
}

std::string nameOf(const RenderOptions &options)
{
    return options.source == "-" ? "<stdin>" : options.source;
}

ExitStatus fail(const RenderOptions &options, const std::string &source, const Error &error)
{
    const LineIndex::Position place = LineIndex(source).at(error.span.begin);
    std::cerr << std::format("{}:{}:{}: error: {}\n", nameOf(options), place.line, place.column, error.text());
    return ExitStatus::InputAtFault;
}

/// Tells of what was reached, where that was asked for.
ExitStatus reportCoverage(const RenderOptions &options, const std::string &source, const playground::Coverage &coverage)
{
    if (!options.coverage)
        return ExitStatus::Done;
    if (!options.coverage->empty())
        return writeOutput(*options.coverage, playground::toLcov(coverage, nameOf(options)));
    std::cerr << std::format("coverage: {}\n{}", playground::summary(coverage.totals()),
                             playground::coverageReport(coverage, nameOf(options), source));
    return ExitStatus::Done;
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
    const auto variables = objectOf("--variables", options.variables);
    if (!source || !variables)
        return ExitStatus::InputAtFault;
    playground::RunOptions runOptions;
    runOptions.follow = options.coverage.has_value();
    runOptions.variables = *variables;

    playground::Run run;
    if (aws) {
        const std::optional<playground::Event> event = eventOf(options);
        if (!event)
            return ExitStatus::InputAtFault;
        run = playground::run(mapping::MappingTemplate(*source), *event, runOptions);
    } else {
        const auto program = vtl::Program::parse(*source, options.dialect);
        if (!program)
            return fail(options, *source, program.error());
        runOptions.limits = vtl::RenderLimits::velocity();
        run = playground::run(**program, runOptions);
    }
    std::cout << run.output << std::flush;
    const ExitStatus reported = reportCoverage(options, *source, run.coverage);
    return run.error ? fail(options, *source, *run.error) : reported;
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
                    "  gatehouse render pet.vm --input @pet.json --coverage >/dev/null\n"
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
    command.coverage(options->coverage);
}

} // namespace gatehouse::cli
