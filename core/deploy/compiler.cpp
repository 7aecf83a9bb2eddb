#include "core/deploy/compiler.h"

#include "core/deploy/rest_compiler.h"

namespace gatehouse::deploy {

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
    return RestCompiler(*rest, stage, options)
        .compile(options.deploymentId.isNull() ? deploymentIdOf(api) : options.deploymentId);
}

} // namespace gatehouse::deploy
