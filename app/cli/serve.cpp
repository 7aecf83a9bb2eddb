#include "app/cli/command.h"
#include "app/cli/local_gateway.h"
#include "app/cli/project_input.h"
#include "app/cli/trace_file.h"
#include "app/cli/usage_file.h"

#include <charconv>
#include <csignal>
#include <cstring>
#include <ctime>
#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

constexpr std::chrono::milliseconds kWatchInterval{200};
constexpr std::chrono::seconds kGrace{30}; // longer than an integration may take (29 s)

struct ServeOptions {
    std::string path;
    std::string listen = "127.0.0.1:8080";
    std::string stage;
    NameValues stageVariables;
    unsigned threads = 0; // one per core
    bool watch = false;
    bool mockMissing = false;
    std::string traceFile;
    std::vector<std::string> apiKeys;
    std::string usageFile;
    // Features that come later: accepted, and refused with a clear word rather than ignored.
    std::string state;
    std::string awsEndpoint;
    std::string lambdaEndpoint;
    std::string accessLog;
};

/// "HOST:PORT" or "[IPV6]:PORT" taken apart; false if it is neither.
bool splitAddress(const std::string &listen, gateway::GatewayOptions &options)
{
    const std::size_t colon = listen.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return false;
    const char *const end = listen.data() + listen.size();
    const auto [stop, error] = std::from_chars(listen.data() + colon + 1, end, options.port);
    if (error != std::errc() || stop != end)
        return false;
    options.address = listen.substr(0, colon);
    if (options.address.starts_with('[') && options.address.ends_with(']'))
        options.address = options.address.substr(1, options.address.size() - 2);
    return true;
}

/// Blocks the signals that end the program, in all threads started from now on, and waits for one.
class EndSignals {
public:
    EndSignals()
    {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGINT);
        sigaddset(&m_signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    }
    /// False if none came within @p timeout.
    [[nodiscard]] bool arrivedWithin(std::chrono::milliseconds timeout) const
    {
        const std::timespec time{.tv_sec = timeout.count() / 1000, .tv_nsec = timeout.count() % 1000 * 1'000'000};
        return sigtimedwait(&m_signals, nullptr, &time) > 0;
    }
    void wait() const
    {
        int signal = 0;
        sigwait(&m_signals, &signal);
    }
    /// The next one ends the process at once.
    void release() const { pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr); }

private:
    sigset_t m_signals{};
};

/// Deploys the project again when its files change. What cannot be loaded or deployed leaves the old one serving.
class Watcher {
public:
    Watcher(LocalGateway &gateway, const ServeOptions &options, project::LoadedProject loaded)
        : m_gateway(gateway)
        , m_options(options)
        , m_loaded(std::move(loaded))
    {
    }

    void look()
    {
        const std::vector<std::string> changed = project::externalChanges(m_loaded);
        // Wait for the end of a burst: an editor or a checkout writes several files.
        const bool settled = changed == m_changed;
        m_changed = changed;
        if (changed.empty() || !settled)
            return;
        m_changed.clear();
        Expected<project::LoadedProject> loaded = tryLoadProject(m_options.path, m_options.mockMissing);
        if (!loaded) { // gone or unreadable for now: the next look tries again
            if (std::string why = loaded.error().text(); why != m_complaint)
                complain(std::format("{}; the last good deployment goes on serving", m_complaint = std::move(why)));
            return;
        }
        m_complaint.clear();
        m_loaded = *std::move(loaded);
        if (m_gateway.deploy(m_loaded))
            std::cerr << "gatehouse: deployed again\n";
        else
            complain("the last good deployment goes on serving");
    }

private:
    LocalGateway &m_gateway;
    const ServeOptions &m_options;
    project::LoadedProject m_loaded;
    std::vector<std::string> m_changed; // by the previous look
    std::string m_complaint; // not to be repeated
};

bool supported(const ServeOptions &options)
{
    const std::pair<const char *, bool> later[] = {
        {"--state", !options.state.empty()},
        {"--aws-endpoint", !options.awsEndpoint.empty()},
        {"--lambda-endpoint", !options.lambdaEndpoint.empty()},
        {"--access-log", !options.accessLog.empty()},
    };
    bool all = true;
    for (const auto &[option, given] : later) {
        if (given)
            complain(std::format("{} is not supported by this version", option));
        all = all && !given;
    }
    return all;
}

ExitStatus serve(const ServeOptions &options)
{
    gateway::GatewayOptions gatewayOptions;
    gatewayOptions.threads = options.threads;
    if (!splitAddress(options.listen, gatewayOptions)) {
        complain(std::format("--listen wants ADDRESS:PORT, not '{}'", options.listen));
        return ExitStatus::Usage;
    }
    if (options.watch && options.path == "-") {
        complain("--watch needs a file or folder, not standard input");
        return ExitStatus::Usage;
    }
    if (!supported(options))
        return ExitStatus::Usage;

    const EndSignals signals; // before any thread starts
    std::optional<project::LoadedProject> loaded = loadProject(options.path, options.mockMissing);
    if (!loaded)
        return ExitStatus::InputAtFault;

    StageSelection selection{.stage = options.stage, .api = {}, .draft = options.watch, .variables = {}};
    selection.variables.insert(options.stageVariables.begin(), options.stageVariables.end());
    std::shared_ptr<TraceFile> traces;
    if (!options.traceFile.empty() && !(traces = TraceFile::open(options.traceFile))) {
        complain(std::format("{}: {}", options.traceFile, std::strerror(errno)));
        return ExitStatus::InputAtFault;
    }

    const std::string address = gatewayOptions.address;
    LocalGateway local(std::move(gatewayOptions), std::move(selection));
    local.gateway().setTraceSink(traces);
    local.setApiKeys(options.apiKeys);
    auth::Usage &usage = local.gateway().shared()->usage;
    if (!options.usageFile.empty() && !readUsage(options.usageFile, usage))
        return ExitStatus::InputAtFault;
    if (!local.deploy(*loaded))
        return ExitStatus::InputAtFault;
    if (const Expected<void> started = local.gateway().start(); !started) {
        complain(std::format("{}: {}", options.listen, started.error().text()));
        return ExitStatus::InputAtFault;
    }
    const bool ipv6 = address.contains(':');
    std::cout << std::format("http://{}{}{}:{}", ipv6 ? "[" : "", address, ipv6 ? "]" : "", local.gateway().port())
              << std::endl;

    if (options.watch) {
        Watcher watcher(local, options, *std::move(loaded));
        while (!signals.arrivedWithin(kWatchInterval))
            watcher.look();
    } else {
        signals.wait();
    }
    signals.release();
    local.gateway().stop(kGrace);
    const bool kept = options.usageFile.empty() || writeUsage(options.usageFile, usage);
    return kept ? ExitStatus::Done : ExitStatus::InputAtFault;
}

} // namespace

void addServe(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<ServeOptions>();
    Command command(
        app, "serve",
        "Serve the stages of a project, or an OpenAPI file, and print the address once it accepts. A stage that "
        "points at a deployment serves that; with --watch, and where nothing is deployed, the draft. SIGINT and "
        "SIGTERM let requests under way finish; a second one ends at once.",
        "  gatehouse serve resources/examples/petstore\n"
        "  gatehouse serve openapi.yaml --mock-missing --stage dev --listen 127.0.0.1:0\n"
        "  gatehouse serve . --watch --stage-variable backend=127.0.0.1:9000 --trace traces.jsonl",
        action, [options] { return serve(*options); });
    command.path(options->path);
    command.option("--listen", options->listen, "ADDRESS:PORT", "Address and port; port 0 is any free one");
    command.option("--stage", options->stage, "NAME",
                   "Serve only stages of this name; the stage of an OpenAPI file (dev if not given)");
    command.stageVariables(options->stageVariables);
    command.option("--threads", options->threads, 256, "N", "I/O threads; 0 is one per core");
    command.flag("--watch", options->watch,
                 "Deploy again when files change; what cannot be deployed leaves the old one serving");
    command.mockMissing(options->mockMissing);
    command.option("--trace", options->traceFile, "FILE",
                   "Append a trace of each request to FILE, one JSON object a line; - is standard output");

    command.option("--api-key", options->apiKeys, "VALUE",
                   "An API key besides those of the project, without limits; may be given several times");
    command.option("--usage", options->usageFile, "FILE",
                   "Read what API keys have used of their quotas from FILE, and write it there at the end");

    const std::string later = " (not supported by this version)";
    command.option("--access-log", options->accessLog, "FILE", "Append access log lines to FILE" + later);
    command.option("--state", options->state, "redis://HOST:PORT", "Share state with other gateways" + later);
    command.option("--aws-endpoint", options->awsEndpoint, "URL", "Where AWS services are called" + later);
    command.option("--lambda-endpoint", options->lambdaEndpoint, "URL", "Where functions are invoked" + later);
}

} // namespace gatehouse::cli
