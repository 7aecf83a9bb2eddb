#include "core/model/comparison.h"
#include "core/model/method_settings.h"

namespace gatehouse::model {

namespace {

/// "GET /pets" for the key "~1pets/GET", "all methods" for "*/*".
std::string labelOf(const std::string &key)
{
    const auto parsed = MethodSettingsKey::parse(key);
    if (!parsed)
        return key;
    return parsed->isForAll() ? "all methods" : parsed->httpMethod + " " + parsed->path;
}

void compareSettings(Comparison &out, const ComparedPlace &place, const MethodSettings &before,
                     const MethodSettings &after)
{
    const auto member = [&](std::string_view words, const auto &of) {
        out.member(ChangedPart::MethodSettings, place, words, "", before.*of, after.*of);
    };
    using S = MethodSettings;
    member("metrics", &S::metricsEnabled);
    member("logging level", &S::loggingLevel);
    member("data trace", &S::dataTraceEnabled);
    member("throttling burst", &S::throttlingBurstLimit);
    member("throttling rate", &S::throttlingRateLimit);
    member("caching", &S::cachingEnabled);
    member("cache TTL", &S::cacheTtlInSeconds);
    member("cache encryption", &S::cacheDataEncrypted);
    member("authorization for cache control", &S::requireAuthorizationForCacheControl);
    member("unauthorized cache control", &S::unauthorizedCacheControlHeaderStrategy);
}

/// The settings by key in one spelling.
std::map<std::string, const MethodSettings *> byKey(const Stage &stage)
{
    std::map<std::string, const MethodSettings *> settings;
    for (const auto &[key, value] : stage.methodSettings) {
        const auto parsed = MethodSettingsKey::parse(key);
        settings.emplace(parsed ? parsed->text() : key, &value);
    }
    return settings;
}

void compareMethodSettings(Comparison &out, const Stage &before, const Stage &after)
{
    static const MethodSettings none;
    const auto old = byKey(before);
    const auto now = byKey(after);
    for (const auto &[key, settings] : now) {
        const auto found = old.find(key);
        compareSettings(out, {labelOf(key), {}, {}}, found == old.end() ? none : *found->second, *settings);
    }
    for (const auto &[key, settings] : old) {
        if (!now.contains(key))
            compareSettings(out, {labelOf(key), {}, {}}, *settings, none);
    }
}

void compareCanaries(Comparison &out, const Stage &before, const Stage &after)
{
    static const CanarySettings none;
    const CanarySettings &a = before.canary ? *before.canary : none;
    const CanarySettings &b = after.canary ? *after.canary : none;
    const ComparedPlace place{"canary", {}, {}};
    if (before.canary.has_value() != after.canary.has_value())
        out.text(ChangedPart::Canary, place, before.canary ? "on" : "", after.canary ? "on" : "");
    out.member(ChangedPart::Canary, place, "deployment", "", a.deploymentId, b.deploymentId);
    out.member(ChangedPart::Canary, place, "percentage of traffic", "", a.percentTraffic, b.percentTraffic);
    out.entries(ChangedPart::Canary, place, "stage variable", "", a.stageVariableOverrides, b.stageVariableOverrides);
    out.member(ChangedPart::Canary, place, "uses the stage's cache", "", a.useStageCache, b.useStageCache);
}

} // namespace

Changes compare(const Stage &before, const Stage &after)
{
    Comparison out;
    const auto member = [&](std::string_view words, const auto &of) {
        out.member(ChangedPart::StageSetting, {}, words, "", before.*of, after.*of);
    };
    out.member(ChangedPart::Documentation, {}, "description", "", before.description, after.description);
    member("deployment", &Stage::deploymentId);
    member("automatic deployment", &Stage::autoDeploy);
    out.entries(ChangedPart::StageVariable, {}, "stage variable", "", before.variables, after.variables);
    compareMethodSettings(out, before, after);
    compareCanaries(out, before, after);
    const AccessLogSettings a = before.accessLog.value_or(AccessLogSettings());
    const AccessLogSettings b = after.accessLog.value_or(AccessLogSettings());
    out.member(ChangedPart::StageSetting, {}, "access log destination", "", a.destination, b.destination);
    out.member(ChangedPart::StageSetting, {}, "access log format", "", a.format, b.format);
    member("cache", &Stage::cacheClusterEnabled);
    member("cache size", &Stage::cacheClusterSize);
    member("client certificate", &Stage::clientCertificateId);
    member("tracing", &Stage::tracingEnabled);
    member("tags", &Stage::tags);
    out.member(ChangedPart::Documentation, {}, "documentation version", "", before.documentationVersion,
               after.documentationVersion);
    out.extra({}, before.extra, after.extra);
    return out.take();
}

} // namespace gatehouse::model
