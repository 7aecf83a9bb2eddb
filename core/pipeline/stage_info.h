#pragma once

#include "core/base/clock.h"
#include "core/integration/content_handling.h"
#include "core/model/common.h"
#include "core/trace/trace.h"

#include <string>

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
    const GatewayResponses *gatewayResponses = nullptr;
};

} // namespace gatehouse::pipeline
