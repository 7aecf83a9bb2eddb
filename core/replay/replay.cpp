#include "core/replay/replay.h"

#include "core/deploy/deployment.h"
#include "core/gateway/gateway.h"
#include "core/http/loopback_call.h"
#include "core/trace/recorder.h"

#include <algorithm>
#include <optional>

namespace gatehouse::replay {

namespace {

/// Fields of the connection they came over (RFC 9110, 7.6.1), and those that the new one has of its own.
bool isOfConnection(std::string_view name)
{
    constexpr std::string_view kNames[] = {"Connection", "Content-Length", "Host",    "Keep-Alive",       "TE",
                                           "Trailer",    "Expect",         "Upgrade", "Transfer-Encoding"};
    return std::ranges::any_of(kNames, [&](std::string_view other) { return http::sameName(other, name); });
}

/// One deployment in a gateway of its own.
class Side {
public:
    explicit Side(std::shared_ptr<const deploy::Deployment> deployment)
        : m_prefix("/" + deployment->stage().stage)
        , m_host(deployment->stage().apiId.value + ".localhost")
    {
        m_gateway.install(std::move(deployment));
    }

    [[nodiscard]] Expected<void> start() { return m_gateway.start(); }

    [[nodiscard]] Expected<Answer> ask(const Request &request, const std::stop_token &stop)
    {
        http::LoopbackCall call{request.method, m_prefix + request.target, m_host, request.fields, request.body};
        auto answer = http::call(m_gateway.port(), call, stop);
        if (!answer)
            return fail(std::move(answer.error()));
        return Answer{answer->status, std::move(answer->fields), std::move(answer->body)};
    }

private:
    gateway::Gateway m_gateway;
    std::string m_prefix;
    std::string m_host;
};

/// Asks one request; nothing if both sides say the same.
std::optional<Result> ask(const Request &request, Side &before, Side &after, const Options &options,
                          const std::stop_token &stop)
{
    Result result;
    result.request = request;
    const auto failed = [&](const Error &error) {
        result.failure = error.text();
        return std::optional(std::move(result));
    };
    auto first = before.ask(request, stop);
    if (!first)
        return failed(first.error());
    auto second = after.ask(request, stop);
    if (!second)
        return failed(second.error());
    result.differences = differences(*first, *second, options.noise);
    if (result.differences.empty())
        return std::nullopt;
    if (options.learnNoise && request.isSafe()) {
        const auto again = before.ask(request, stop);
        if (!again)
            return failed(again.error());
        const std::vector<Difference> own = differences(*first, *again, options.noise);
        std::erase_if(result.differences, [&](const Difference &difference) {
            return std::ranges::contains(own, difference.place, &Difference::place);
        });
        if (result.differences.empty())
            return std::nullopt;
    }
    result.before = *std::move(first);
    result.after = *std::move(second);
    return result;
}

} // namespace

bool Request::isSafe() const noexcept
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

Request requestOf(const trace::Trace &trace)
{
    Request request;
    request.serial = trace.serial;
    // The request line has the target as it came, for paths are kept raw; the trace's httpMethod may be an override's.
    const std::string_view line = trace.request.startLine;
    const std::size_t target = std::min(line.find(' ') + 1, line.size());
    request.method = line.substr(0, target == 0 ? 0 : target - 1);
    request.target = line.substr(target, line.rfind(' ') - target);
    const std::string prefix = "/" + trace.stage;
    if (request.target.starts_with(prefix) && request.target.find_first_of("/?", prefix.size()) == prefix.size())
        request.target.erase(0, prefix.size());
    else if (request.target == prefix)
        request.target.clear();
    for (const trace::NameValue &field : trace.request.fields) {
        if (trace::isSecret(field.name))
            request.masked = true;
        else if (!isOfConnection(field.name))
            request.fields.emplace_back(field.name, field.value);
    }
    request.masked = request.masked || request.target.contains("***"); // a secret in the query
    request.body = trace.request.body;
    request.truncated = trace.request.bodyTruncated;
    return request;
}

Expected<Report> replay(const std::vector<Request> &requests, std::shared_ptr<const deploy::Deployment> before,
                        std::shared_ptr<const deploy::Deployment> after, const Options &options, std::stop_token stop,
                        const Progress &progress)
{
    Side first(std::move(before));
    Side second(std::move(after));
    for (Side *side : {&first, &second}) {
        if (auto started = side->start(); !started)
            return fail(std::move(started.error()));
    }
    Report report;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (requests[i].truncated || (!requests[i].isSafe() && !options.unsafeMethods)) {
            ++report.skipped;
        } else {
            std::optional<Result> result = ask(requests[i], first, second, options, stop);
            if (stop.stop_requested()) {
                report.cancelled = true;
                break;
            }
            ++report.asked;
            if (result)
                report.different.push_back(*std::move(result));
        }
        if (progress)
            progress(i + 1, requests.size());
    }
    return report;
}

} // namespace gatehouse::replay
