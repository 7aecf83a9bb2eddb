#include "core/model/project.h"

#include "core/model/look_up.h"

namespace gatehouse::model {

ApiKind kindOf(const Api &api) noexcept
{
    return static_cast<ApiKind>(api.index()); // the variant lists its types in the enum's order
}

std::string_view toString(ApiKind kind) noexcept
{
    switch (kind) {
    case ApiKind::Rest: return "REST";
    case ApiKind::Http: return "HTTP";
    case ApiKind::WebSocket: return "WEBSOCKET";
    }
    return {};
}

const ApiId &idOf(const Api &api) noexcept
{
    return std::visit([](const auto &alternative) -> const ApiId & { return alternative.id; }, api);
}

const std::string &nameOf(const Api &api) noexcept
{
    return std::visit([](const auto &alternative) -> const std::string & { return alternative.name; }, api);
}

const Stage *ApiEntry::stage(std::string_view name) const noexcept
{
    return findBy(stages, name, &Stage::name);
}

const DeploymentRecord *ApiEntry::deployment(const DeploymentId &id) const noexcept
{
    return findBy(deployments, id, &DeploymentRecord::id);
}

const ApiEntry *Project::api(const ApiId &id) const noexcept
{
    return findBy(apis, id, [](const ApiEntry &entry) -> const ApiId & { return idOf(entry.api); });
}

ApiEntry *Project::api(const ApiId &id) noexcept
{
    return findBy(apis, id, [](const ApiEntry &entry) -> const ApiId & { return idOf(entry.api); });
}

const SavedEvent *Project::event(std::string_view called) const noexcept
{
    return findBy(events, called, &SavedEvent::name);
}

const TemplateTest *Project::test(std::string_view called) const noexcept
{
    return findBy(tests, called, &TemplateTest::name);
}

} // namespace gatehouse::model
