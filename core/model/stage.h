#pragma once

#include "core/base/clock.h"
#include "core/model/common.h"

namespace gatehouse::model {

/// What "*/*" or "~1pets/GET" of a stage is set to; absent fields inherit (method_settings.h).
/// Source: rest-runtime.md 5.2.
struct MethodSettings {
    std::optional<bool> metricsEnabled = {};
    std::string loggingLevel = {}; ///< "OFF", "ERROR", "INFO" or ""
    std::optional<bool> dataTraceEnabled = {};
    std::optional<int> throttlingBurstLimit = {};
    std::optional<double> throttlingRateLimit = {}; ///< requests a second
    std::optional<bool> cachingEnabled = {};
    std::optional<int> cacheTtlInSeconds = {};
    std::optional<bool> cacheDataEncrypted = {};
    std::optional<bool> requireAuthorizationForCacheControl = {};
    std::string unauthorizedCacheControlHeaderStrategy = {};

    bool operator==(const MethodSettings &) const = default;
};

struct CanarySettings {
    DeploymentId deploymentId;
    double percentTraffic = 0.0; ///< 0 to 100
    StringMap stageVariableOverrides;
    bool useStageCache = false;

    bool operator==(const CanarySettings &) const = default;
};

struct AccessLogSettings {
    std::string destination; ///< a file path here; an ARN on AWS
    std::string format;      ///< $context template, at most 3 KB

    bool operator==(const AccessLogSettings &) const = default;
};

/// A named place where one deployment of an API is served. Settings here apply without a new deployment.
struct Stage {
    std::string name; ///< [A-Za-z0-9_-]{1,128}; "$default" for HTTP APIs
    std::string description;
    DeploymentId deploymentId; ///< null: nothing deployed yet
    bool autoDeploy = false;   ///< HTTP and WebSocket APIs
    StringMap variables;
    std::map<std::string, MethodSettings> methodSettings; ///< "*/*", "~1pets/GET", by routeKey for HTTP and WebSocket APIs
    std::optional<CanarySettings> canary;
    std::optional<AccessLogSettings> accessLog;
    bool cacheClusterEnabled = false;
    std::string cacheClusterSize; ///< GB: "0.5", "1.6" ...
    std::string clientCertificateId;
    std::string documentationVersion;
    bool tracingEnabled = false;
    std::vector<Tag> tags;
    Extra extra;

    bool operator==(const Stage &) const = default;
};

} // namespace gatehouse::model
