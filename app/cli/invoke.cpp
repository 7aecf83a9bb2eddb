#include "app/cli/command.h"
#include "app/cli/local_gateway.h"
#include "app/cli/project_input.h"
#include "core/http/loopback_call.h"
#include "core/http/message.h"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <condition_variable>
#include <format>
#include <iostream>
#include <mutex>

#include <unistd.h>

namespace gatehouse::cli {

namespace {

struct InvokeOptions {
    std::string path;
    std::string method;
    std::string resource;
    std::string api;
    std::string stage;
    NameValues headers;
    NameValues query;
    NameValues stageVariables;
    std::string body;
    bool mockMissing = false;
    bool trace = false;
};

/// Keeps the trace of the one request made.
class LastTrace final : public trace::Sink {
public:
    void accept(std::shared_ptr<const trace::Trace> trace) override
    {
        const std::lock_guard lock(m_mutex);
        m_trace = std::move(trace);
        m_arrived.notify_all();
    }
    /// Null if none comes within @p timeout.
    [[nodiscard]] std::shared_ptr<const trace::Trace> wait(std::chrono::milliseconds timeout)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, timeout, [this] { return m_trace != nullptr; });
        return m_trace;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::shared_ptr<const trace::Trace> m_trace;
};

void print(const http::LoopbackAnswer &answer)
{
    std::cout << answer.statusLine << '\n';
    for (const auto &[name, value] : answer.fields)
        std::cout << name << ": " << value << '\n';
    std::cout << '\n' << answer.body;
    if (!answer.body.empty() && !answer.body.ends_with('\n') && isatty(STDOUT_FILENO))
        std::cout << '\n';
    std::cout.flush();
}

/// The execution log in AWS's words, then each step with its duration and what it read, wrote and decided.
void print(const trace::Trace &trace)
{
    std::cerr << trace::executionLog(trace) << '\n';
    for (const trace::Step &step : trace.steps) {
        std::cerr << std::format("{:>9.1f} us  {:<20} {}\n", double(step.duration.count()) / 1000.0,
                                 trace::toString(step.phase), step.name);
        for (const trace::Note &note : step.notes)
            std::cerr << std::format("{:14}{} = {}\n", "", note.name, note.value);
    }
}

std::string targetOf(std::string_view basePath, const InvokeOptions &options)
{
    std::string target(basePath);
    target += options.resource;
    char separator = options.resource.contains('?') ? '&' : '?';
    for (const auto &[name, value] : options.query) {
        target += separator;
        target += boost::urls::encode(name, boost::urls::unreserved_chars);
        target += '=';
        target += boost::urls::encode(value, boost::urls::unreserved_chars);
        separator = '&';
    }
    return target;
}

bool names(const NameValues &headers, std::string_view name)
{
    return std::ranges::any_of(headers, [name](const auto &header) { return http::sameName(header.first, name); });
}

ExitStatus invoke(const InvokeOptions &options)
{
    if (!options.resource.starts_with('/')) {
        complain(std::format("RESOURCE is a path, such as /pets/1, not '{}'", options.resource));
        return ExitStatus::Usage;
    }
    const std::optional<project::LoadedProject> loaded = loadProject(options.path, options.mockMissing);
    const std::optional<std::string> body = textOrFile(options.body);
    if (!loaded || !body)
        return ExitStatus::InputAtFault;
    const model::ApiEntry *api = chooseApi(loaded->project, options.api);
    if (!api)
        return ExitStatus::InputAtFault;

    StageSelection selection{
        .stage = options.stage, .api = model::idOf(api->api).value, .draft = false, .variables = {}};
    selection.variables.insert(options.stageVariables.begin(), options.stageVariables.end());
    if (selection.stage.empty() && !api->stages.empty())
        selection.stage = api->stages.front().name;
    LocalGateway local({}, std::move(selection));
    const auto lastTrace = std::make_shared<LastTrace>();
    if (options.trace)
        local.gateway().setTraceSink(lastTrace);
    if (!local.deploy(*loaded))
        return ExitStatus::InputAtFault;
    if (const Expected<void> started = local.gateway().start(); !started) {
        complain(started.error().text());
        return ExitStatus::InputAtFault;
    }

    const auto &[apiId, stage] = local.stages().front();
    const std::string invokeUrl = local.gateway().invokeUrl(apiId, stage);
    const boost::system::result<boost::urls::url_view> url = boost::urls::parse_uri(invokeUrl);
    http::LoopbackCall request;
    request.method = options.method;
    request.target = targetOf(url->encoded_path(), options);
    request.host = url->encoded_host_and_port();
    request.fields = options.headers;
    request.body = *body;
    if (!body->empty() && !names(options.headers, "content-type"))
        request.fields.emplace_back("Content-Type", "application/json");
    const Expected<http::LoopbackAnswer> answer = call(local.gateway().port(), request);
    if (!answer) {
        complain(answer.error().text());
        return ExitStatus::InputAtFault;
    }
    print(*answer);
    if (options.trace) {
        if (const auto trace = lastTrace->wait(std::chrono::seconds(5)))
            print(*trace);
    }
    return ExitStatus::Done;
}

} // namespace

void addInvoke(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<InvokeOptions>();
    Command command(
        app, "invoke",
        "Send one request through a gateway of its own and print status line, header and body. The exit status "
        "is 0 whatever the answer's status.",
        "  gatehouse invoke resources/examples/petstore GET /pets --query type=cat\n"
        "  gatehouse invoke . POST /pets --body @pet.json --header 'Accept: application/json'\n"
        "  gatehouse invoke . GET /pets/1 --trace",
        action, [options] { return invoke(*options); });
    command.path(options->path);
    command.argument("METHOD", options->method, "GET, POST and so on");
    command.argument("RESOURCE", options->resource, "The path below the stage, such as /pets/1");
    command.api(options->api);
    command.option("--stage", options->stage, "NAME", "The stage to call; the first one if not given");
    command.option("--header", options->headers, ':', "'NAME: VALUE'",
                   "A header of the request; may be given several times");
    command.option("--query", options->query, '=', "NAME=VALUE",
                   "A query parameter, encoded as needed; may be given several times");
    command.option(
        "--body", options->body, "TEXT",
        "The body: text, @FILE, or @- for standard input; it is application/json unless a header says otherwise");
    command.stageVariables(options->stageVariables);
    command.mockMissing(options->mockMissing);
    command.flag("--trace", options->trace, "Print the execution log and each step to standard error");
}

} // namespace gatehouse::cli
