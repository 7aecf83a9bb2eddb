#include "core/deploy/compiler.h"

#include "core/deploy/rest_compiler.h"
#include "core/model/stage_operations.h"
#include "core/throttle/token_bucket.h"

namespace gatehouse::deploy {

namespace {

CompileResult compileCanary(const model::Api &stageApi, const model::Stage &stage, const CompileOptions &options,
                            const model::DeploymentId &stageId)
{
    const model::Api &api = options.canaryApi ? *options.canaryApi : stageApi;
    const auto *rest = std::get_if<model::RestApi>(&api);
    if (rest == nullptr) {
        return {{},
                {{.rule = "deploy-api-kind", .message = "The canary's deployment is of an API of another kind"}}};
    }
    model::DeploymentId id = stage.canary->deploymentId;
    if (id.isNull())
        id = options.canaryApi ? deploymentIdOf(api) : stageId;
    model::Stage canary = model::canaryStage(stage);
    canary.cacheClusterEnabled = stage.cacheClusterEnabled && stage.canary->useStageCache;
    // The two sides share their answers only if they are the same deployment (rest-runtime.md 5.5).
    return RestCompiler(*rest, canary, options, id == stageId ? std::string() : id.value)
        .compile(id, trace::CanarySide::Canary);
}

} // namespace

CompileResult compile(const model::Api &api, const model::Stage &stage, const CompileOptions &options)
{
    const auto *rest = std::get_if<model::RestApi>(&api);
    if (rest == nullptr) {
        CompileResult result;
        result.diagnostics.push_back({Severity::Error,
                                      "deploy-api-kind",
                                      "This version runs REST APIs only; " + model::nameOf(api) + " is a "
                                          + std::string(model::toString(model::kindOf(api))) + " API",
                                      {},
                                      {},
                                      {}});
        return result;
    }
    const model::DeploymentId id = options.deploymentId.isNull() ? deploymentIdOf(api) : options.deploymentId;
    if (!stage.canary)
        return RestCompiler(*rest, stage, options).compile(id, trace::CanarySide::None);

    CompileResult canary = compileCanary(api, stage, options, id);
    CompileResult result
        = RestCompiler(*rest, stage, options)
              .compile(id, trace::CanarySide::Stage, {canary.deployment, stage.canary->percentTraffic});
    for (Diagnostic &diagnostic : canary.diagnostics) {
        if (!std::ranges::contains(result.diagnostics, diagnostic)) { // most are about what both have in common
            diagnostic.message.insert(0, "Canary: ");
            result.diagnostics.push_back(std::move(diagnostic));
        }
    }
    if (!canary.deployment)
        result.deployment.reset(); // they are served together or not at all
    return result;
}

std::optional<model::Throttle> accountThrottle(const model::Project &project)
{
    if (!project.accountThrottle) {
        const throttle::Limit limit = throttle::accountLimit(project.region);
        return model::Throttle{limit.rate, static_cast<int>(limit.burst)};
    }
    if (project.accountThrottle->rateLimit < 0 || project.accountThrottle->burstLimit < 0)
        return std::nullopt;
    return project.accountThrottle;
}

} // namespace gatehouse::deploy
