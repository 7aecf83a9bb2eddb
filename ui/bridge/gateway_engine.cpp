#include "ui/bridge/gateway_engine.h"

#include "core/model/stage_operations.h"
#include "core/samples/petstore_backend.h"

#include <algorithm>
#include <set>

namespace gatehouse::ui {

/// The sample backends that run beside the gateway, and the stage variables that tell where.
class GatewayEngine::Backends {
public:
    [[nodiscard]] Expected<void> start(const std::vector<model::SampleBackend> &wanted)
    {
        for (const model::SampleBackend &backend : wanted) {
            if (backend.kind != "petstore")
                continue; // the importer has told about a kind that this version does not know
            auto petStore = std::make_unique<samples::PetstoreBackend>();
            if (Expected<void> started = petStore->start(); !started)
                return started;
            m_variables[backend.stageVariable] = petStore->address();
            m_petStores.push_back(std::move(petStore));
        }
        return {};
    }
    [[nodiscard]] const model::StringMap &variables() const noexcept { return m_variables; }

private:
    std::vector<std::unique_ptr<samples::PetstoreBackend>> m_petStores;
    model::StringMap m_variables;
};

bool GatewayEngine::Compiled::isOf(const model::DeploymentId &otherId, const model::Stage &otherStage,
                                   const deploy::CompileOptions &otherOptions) const
{
    return id == otherId && stage == otherStage && options.region == otherOptions.region
        && options.accountId == otherOptions.accountId && options.stageVariables == otherOptions.stageVariables
        && options.accountThrottle == otherOptions.accountThrottle;
}

GatewayEngine::GatewayEngine(std::shared_ptr<trace::Sink> sink)
    : m_sink(std::move(sink))
    , m_shared(std::make_shared<deploy::SharedState>())
{
}

GatewayEngine::~GatewayEngine() = default;

Expected<void> GatewayEngine::start(const gateway::GatewayOptions &options, const model::Project &project)
{
    auto backends = std::make_unique<Backends>();
    if (Expected<void> started = backends->start(project.sampleBackends); !started)
        return started;
    gateway::GatewayOptions own = options;
    own.shared = m_shared;
    auto gateway = std::make_unique<gateway::Gateway>(std::move(own));
    gateway->setTraceSink(m_sink);
    if (Expected<void> started = gateway->start(); !started)
        return started;
    m_backends = std::move(backends);
    m_gateway = std::move(gateway);
    return {};
}

void GatewayEngine::stop()
{
    if (m_gateway)
        m_gateway->stop();
    m_gateway.reset();
    m_keysInstalled = false;
    m_backends.reset();
    for (auto &[key, state] : m_stages)
        state.installed.reset();
}

void GatewayEngine::forgetProject()
{
    for (const auto &[key, state] : m_stages) {
        if (m_gateway && state.installed)
            m_gateway->remove(key.api, key.stage);
    }
    m_shared->caches.turnOff();
    m_stages.clear();
    m_drafts.clear();
}

std::vector<StageStatus> GatewayEngine::apply(const model::Project &project)
{
    std::vector<StageStatus> statuses;
    std::set<StageKey> present;
    for (const model::ApiEntry &entry : project.apis) {
        const model::DeploymentId &draftId = draftIdOf(entry.api);
        for (const model::Stage &stage : entry.stages) {
            statuses.push_back(applyStage(project, entry, stage, draftId));
            present.insert(statuses.back().key);
        }
    }
    std::erase_if(m_stages, [this, &present](const auto &item) {
        if (present.contains(item.first))
            return false;
        if (m_gateway && item.second.installed)
            m_gateway->remove(item.first.api, item.first.stage);
        return true;
    });
    installKeys(project);
    // Last, because an address has the API's host in it once there are several.
    for (StageStatus &status : statuses) {
        if (m_gateway && status.serving)
            status.url = m_gateway->invokeUrl(status.key.api, status.key.stage);
    }
    return statuses;
}

void GatewayEngine::installKeys(const model::Project &project)
{
    const auto sameStages = [](const model::ApiEntry &a, const model::ApiEntry &b) {
        return model::idOf(a.api) == model::idOf(b.api)
            && std::ranges::equal(a.stages, b.stages, {}, &model::Stage::name, &model::Stage::name);
    };
    const bool same = m_keysInstalled && project.apiKeys == m_keysOf.apiKeys && project.usagePlans == m_keysOf.usagePlans
        && std::ranges::equal(project.apis, m_keysOf.apis, sameStages);
    if (!m_gateway || same)
        return;
    m_gateway->install(auth::UsagePlans::compile(project, m_shared->buckets, m_shared->usage, m_shared->clock).plans);
    m_keysOf = project;
    m_keysInstalled = true;
}

const model::DeploymentId &GatewayEngine::draftIdOf(const model::Api &api)
{
    auto &[draft, id] = m_drafts[model::idOf(api)];
    if (id.isNull() || draft != api) {
        draft = api;
        id = deploy::deploymentIdOf(api);
    }
    return id;
}

StageStatus GatewayEngine::applyStage(const model::Project &project, const model::ApiEntry &entry,
                                      const model::Stage &stage, const model::DeploymentId &draftId)
{
    StageStatus status;
    status.key = {model::idOf(entry.api), stage.name};
    status.draft = draftId;
    if (m_backends)
        status.overrides = m_backends->variables();
    StageState &state = m_stages[status.key];

    const model::DeploymentRecord *record = entry.deployment(stage.deploymentId);
    ApiPtr api = record ? record->api : nullptr;
    status.deployed = stage.deploymentId;
    if (stage.deploymentId.isNull()) {
        if (!state.snapshot) {
            state.snapshot = std::make_shared<const model::Api>(entry.api);
            state.snapshotId = draftId;
        }
        api = state.snapshot;
        status.deployed = state.snapshotId;
        status.implicit = true;
    }

    if (api)
        recompile(state.served, project, status.deployed, *api, stage, m_shared, model::canaryApi(entry, stage));
    else
        state.served = {};
    if (status.draftDiffers())
        recompile(state.draft, project, draftId, entry.api, stage, nullptr, model::canaryApi(entry, stage));
    else
        state.draft = {};
    status.problems = (status.draftDiffers() ? state.draft : state.served).result.diagnostics;

    const std::shared_ptr<const deploy::Deployment> &deployment = state.served.result.deployment;
    status.serving = deployment != nullptr;
    if (m_gateway && deployment != state.installed) {
        if (deployment)
            m_gateway->install(deployment);
        else
            m_gateway->remove(status.key.api, status.key.stage);
        state.installed = deployment;
    }
    return status;
}

void GatewayEngine::recompile(Compiled &compiled, const model::Project &project, const model::DeploymentId &id,
                              const model::Api &api, const model::Stage &stage,
                              const std::shared_ptr<deploy::SharedState> &shared,
                              const model::Api *canaryApi) const
{
    deploy::CompileOptions options;
    options.region = project.region;
    options.accountId = project.accountId;
    options.deploymentId = id;
    options.accountThrottle = deploy::accountThrottle(project);
    options.shared = shared;
    options.canaryApi = canaryApi; // follows from the stage, for a deployment never changes
    if (m_backends)
        options.stageVariables = m_backends->variables();
    if (compiled.isOf(id, stage, options))
        return;
    compiled.result = deploy::compile(api, stage, options);
    compiled.id = id;
    compiled.stage = stage;
    compiled.options = std::move(options);
}

} // namespace gatehouse::ui
