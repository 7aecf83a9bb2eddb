#pragma once

#include "core/base/clock.h"
#include "core/integration/content_handling.h"
#include "core/model/common.h"
#include "core/trace/trace.h"

#include <memory>
#include <string>

namespace gatehouse::cache {
class StageCache;
} // namespace gatehouse::cache

namespace gatehouse::pipeline {

class GatewayResponses;

/// What every request to a stage shares. Const while the deployment lives, which outlives its requests.
struct StageInfo {
    model::ApiId apiId;
    std::string apiName;
    std::string stage;
    std::string region;
    std::string accountId;
    model::DeploymentId deploymentId;
    model::StringMap stageVariables;
    std::string endpointType; ///< "EDGE" ...
    trace::CanarySide canarySide = trace::CanarySide::None;
    bool executeApiDisabled = false;
    const Clock *clock = &SystemClock::instance(); ///< time as the stage sees it
    integration::BinaryMediaTypes binaryMediaTypes;
    std::optional<std::size_t> minimumCompressionSize; ///< octets of an answer from which on it is compressed
    std::shared_ptr<cache::StageCache> cache; ///< null: the stage never had one
    std::size_t cacheOctets = 0; ///< room that it is to have; 0: the cache cluster is off
    const GatewayResponses *gatewayResponses = nullptr;
};

} // namespace gatehouse::pipeline
