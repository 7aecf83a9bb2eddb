#include "app/cli/local_gateway.h"

#include "app/cli/project_input.h"
#include "core/samples/petstore_backend.h"

#include <format>

namespace gatehouse::cli {

LocalGateway::LocalGateway(gateway::GatewayOptions options, StageSelection selection)
    : m_selection(std::move(selection))
    , m_gateway(std::move(options))
{
}

LocalGateway::~LocalGateway() = default;

bool LocalGateway::deploy(const project::LoadedProject &loaded)
{
    printDiagnostics(loaded.diagnostics);
    if (hasErrors(loaded.diagnostics))
        return false;
    const std::vector<StagePlan> plans = planStages(loaded.project, m_selection);
    if (plans.empty() || !startSampleBackends(loaded.project))
        return false;
    CompiledStages compiled = compileStages(loaded, plans, m_selection.variables, m_gateway.shared());
    printDiagnostics(compiled.diagnostics);
    if (compiled.deployments.empty())
        return false;

    for (std::shared_ptr<const deploy::Deployment> &deployment : compiled.deployments)
        m_gateway.install(std::move(deployment));
    std::vector<std::pair<model::ApiId, std::string>> stages;
    for (const StagePlan &plan : plans)
        stages.emplace_back(model::idOf(*plan.api), plan.stage.name);
    for (const auto &[api, stage] : m_stages) {
        if (std::ranges::find(stages, std::pair(api, stage)) == stages.end())
            m_gateway.remove(api, stage);
    }
    m_stages = std::move(stages);
    installKeys(loaded.project);
    return true;
}

void LocalGateway::installKeys(model::Project project)
{
    if (!m_apiKeys.empty()) {
        model::UsagePlan plan;
        plan.id = plan.name = "command line";
        for (const auto &[api, stage] : m_stages)
            plan.apiStages.push_back({api, stage, {}});
        for (const std::string &value : m_apiKeys) {
            model::ApiKey key;
            key.id = key.name = std::format("command line {}", plan.keyIds.size() + 1);
            key.value = value;
            plan.keyIds.push_back(key.id);
            project.apiKeys.push_back(std::move(key));
        }
        project.usagePlans.push_back(std::move(plan));
    }
    const std::shared_ptr<deploy::SharedState> &shared = m_gateway.shared();
    auth::UsagePlans::Result compiled
        = auth::UsagePlans::compile(project, shared->buckets, shared->usage, shared->clock);
    printDiagnostics(compiled.diagnostics);
    m_gateway.install(std::move(compiled.plans));
}

bool LocalGateway::startSampleBackends(const model::Project &project)
{
    for (const model::SampleBackend &sample : project.sampleBackends) {
        if (m_selection.variables.contains(sample.stageVariable)) // the user named another, or it runs already
            continue;
        if (sample.kind != "petstore") {
            complain(std::format("there is no sample backend '{}'", sample.kind));
            return false;
        }
        auto backend = std::make_unique<samples::PetstoreBackend>();
        if (const Expected<void> started = backend->start(); !started) {
            complain(std::format("sample backend '{}': {}", sample.kind, started.error().text()));
            return false;
        }
        m_selection.variables[sample.stageVariable] = backend->address();
        m_backends.push_back(std::move(backend));
    }
    return true;
}

} // namespace gatehouse::cli
