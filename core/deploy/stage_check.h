#pragma once

#include "core/base/diagnostic.h"
#include "core/model/rest_api.h"
#include "core/model/stage.h"

namespace gatehouse::deploy {

/// What is wrong with the configuration of a stage of @p api: its name, variables, method settings, canary, cache and
/// access log. What AWS refuses is an error; what it ignores, a warning. Source: rest-runtime.md 5.1 to 5.7.
void checkStage(const model::RestApi &api, const model::Stage &stage, Diagnostics &diagnostics);

/// What is wrong with a stage variable, or nothing. Source: rest-runtime.md 5.6.
[[nodiscard]] std::optional<std::string> stageVariableProblem(std::string_view name, std::string_view value);

} // namespace gatehouse::deploy
