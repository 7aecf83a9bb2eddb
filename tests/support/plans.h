#pragma once

#include "core/model/project.h"

#include <string>

inline constexpr const char *kKeyValue = "the-value-of-key-one";

/// A project with the API "api1", its stages "dev" and "prod", and a key "k1" with a plan "p1" for both.
inline gatehouse::model::Project projectWithKey()
{
    gatehouse::model::Project project;
    gatehouse::model::ApiEntry &entry = project.apis.emplace_back();
    entry.folder = "api1";
    gatehouse::model::RestApi api;
    api.id = {"api1"};
    entry.api = api;
    entry.stages.resize(3);
    entry.stages[0].name = "dev";
    entry.stages[1].name = "prod";
    entry.stages[2].name = "test";
    project.apiKeys.push_back({"k1", "mobile", kKeyValue, "", true});
    gatehouse::model::UsagePlan plan;
    plan.id = "p1";
    plan.name = "Gold";
    plan.apiStages = {{{"api1"}, "dev", {}}, {{"api1"}, "prod", {}}};
    plan.keyIds = {"k1"};
    project.usagePlans.push_back(plan);
    return project;
}
