#include "core/deploy/stage_check.h"

#include "core/cache/stage_caches.h"
#include "core/model/method_settings.h"
#include "core/model/stage_operations.h"

#include <format>

namespace gatehouse::deploy {

namespace {

constexpr std::string_view kAlphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kMaxVariables = 100;
constexpr std::size_t kMaxVariableName = 64;
constexpr std::size_t kMaxVariableValue = 512;
constexpr std::size_t kMaxAccessLogFormat = 3072;

/// Whether all of @p text is alphanumeric or one of @p others.
bool onlyHas(std::string_view text, std::string_view others) noexcept
{
    return std::ranges::all_of(text, [&](char c) { return kAlphanumeric.contains(c) || others.contains(c); });
}

class StageCheck {
public:
    StageCheck(const model::RestApi &api, const model::Stage &stage, Diagnostics &diagnostics)
        : m_api(api)
        , m_stage(stage)
        , m_diagnostics(diagnostics)
    {
    }

    void run()
    {
        if (!model::isStageName(m_stage.name, model::ApiKind::Rest))
            report(Severity::Error, "deploy-stage-name", "Stage name only allows a-zA-Z0-9_-");
        variables(m_stage.variables);
        if (m_stage.canary) {
            variables(m_stage.canary->stageVariableOverrides);
            if (!(m_stage.canary->percentTraffic >= 0 && m_stage.canary->percentTraffic <= 100))
                report(Severity::Error, "stage-canary",
                       std::format("Stage {}: the percentage of a canary is 0.0 to 100.0", m_stage.name));
        }
        for (const auto &[key, settings] : m_stage.methodSettings)
            methodSettings(key, settings);
        if (m_stage.cacheClusterEnabled && !cache::clusterOctets(m_stage.cacheClusterSize))
            report(Severity::Error, "stage-cache-size",
                   std::format("Stage {}: there is no cache of {} GB", m_stage.name, m_stage.cacheClusterSize),
                   "sizes are 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 and 237 GB");
        if (m_stage.accessLog)
            accessLog(*m_stage.accessLog);
    }

private:
    void variables(const model::StringMap &values)
    {
        if (values.size() > kMaxVariables)
            report(Severity::Error, "stage-variable",
                   std::format("Stage {} has {} variables; at most {} are allowed", m_stage.name, values.size(),
                               kMaxVariables));
        for (const auto &[name, value] : values) {
            if (const auto problem = stageVariableProblem(name, value))
                report(Severity::Error, "stage-variable",
                       std::format("Stage {}, variable {}: {}", m_stage.name, name, *problem));
        }
    }

    void methodSettings(const std::string &key, const model::MethodSettings &settings)
    {
        const auto parsed = model::MethodSettingsKey::parse(key);
        const std::string where = std::format("Stage {}, settings of {}: ", m_stage.name, key);
        const auto refuse = [&](std::string_view what) {
            report(Severity::Error, "stage-method-settings", where + std::string(what));
        };
        if (!parsed) {
            refuse("Invalid method setting path; it is */* or a resource path with ~1 for each slash, a slash and a "
                   "method, such as ~1pets~1{petId}/GET");
        } else if (!parsed->isForAll() && !hasMethod(*parsed)) {
            report(Severity::Warning, "stage-method-settings",
                   where + "the API has no method " + parsed->httpMethod + " " + parsed->path,
                   "the settings apply to nothing");
        }
        if (!settings.loggingLevel.empty() && !model::fromString<model::LoggingLevel>(settings.loggingLevel))
            refuse("the logging level is OFF, ERROR or INFO, not " + settings.loggingLevel);
        const std::string &strategy = settings.unauthorizedCacheControlHeaderStrategy;
        if (!strategy.empty() && !model::fromString<model::UnauthorizedCacheControl>(strategy))
            refuse("there is no unauthorizedCacheControlHeaderStrategy " + strategy);
        if (settings.cacheTtlInSeconds && (*settings.cacheTtlInSeconds < 0 || *settings.cacheTtlInSeconds > 3600))
            refuse("the cache's time to live is 0 to 3600 seconds");
        constexpr int kOff = -1;
        const auto rate = settings.throttlingRateLimit;
        if (rate && !(*rate >= 0 || *rate == kOff))
            refuse("the throttling rate cannot be negative, unless it is -1 for none");
        if (settings.throttlingBurstLimit && *settings.throttlingBurstLimit < kOff)
            refuse("the throttling burst cannot be negative, unless it is -1 for none");
    }

    [[nodiscard]] bool hasMethod(const model::MethodSettingsKey &key) const
    {
        const model::Resource *resource = m_api.resourceAt(key.path);
        return resource && (resource->method(key.httpMethod) || resource->method("ANY"));
    }

    void accessLog(const model::AccessLogSettings &settings)
    {
        const std::string where = std::format("Stage {}, access log: ", m_stage.name);
        if (settings.destination.empty() || settings.format.empty())
            report(Severity::Warning, "stage-access-log", where + "Access Log value must not be empty",
                   "it needs a destination and a format; nothing is logged without");
        else if (!settings.format.contains("$context.requestId")
                 && !settings.format.contains("$context.extendedRequestId"))
            report(Severity::Error, "stage-access-log",
                   where + "the format must contain $context.requestId or $context.extendedRequestId");
        if (settings.format.size() > kMaxAccessLogFormat)
            report(Severity::Error, "stage-access-log", where + "the format is longer than 3 KB");
    }

    void report(Severity severity, std::string rule, std::string message, std::string hint = {})
    {
        m_diagnostics.push_back({severity, std::move(rule), std::move(message), std::move(hint)});
    }

    const model::RestApi &m_api;
    const model::Stage &m_stage;
    Diagnostics &m_diagnostics;
};

} // namespace

std::optional<std::string> stageVariableProblem(std::string_view name, std::string_view value)
{
    if (name.empty() || !onlyHas(name, "_"))
        return "a name has letters, digits and _ only";
    if (name.size() > kMaxVariableName)
        return std::format("a name has at most {} characters", kMaxVariableName);
    if (!onlyHas(value, "-._~:/?#&=,"))
        return "a value has letters, digits and -._~:/?#&=, only";
    if (value.size() > kMaxVariableValue)
        return std::format("a value has at most {} characters", kMaxVariableValue);
    return std::nullopt;
}

void checkStage(const model::RestApi &api, const model::Stage &stage, Diagnostics &diagnostics)
{
    StageCheck(api, stage, diagnostics).run();
}

} // namespace gatehouse::deploy
