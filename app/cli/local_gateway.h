#pragma once

#include "app/cli/stage_plan.h"
#include "core/gateway/gateway.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::samples {
class PetstoreBackend;
}

namespace gatehouse::cli {

/// A gateway on this machine that serves the stages of a project, with the sample backends that the project asks for.
class LocalGateway {
public:
    LocalGateway(gateway::GatewayOptions options, StageSelection selection);
    ~LocalGateway();

    /// From the next deploy() on these values are API keys, besides the project's, with a usage plan without limits on
    /// all stages.
    void setApiKeys(std::vector<std::string> values) { m_apiKeys = std::move(values); }

    /// Serves the stages of @p loaded from the next request on, in place of those served before. If anything is wrong
    /// with them, says so on standard error and goes on serving what it did.
    [[nodiscard]] bool deploy(const project::LoadedProject &loaded);

    [[nodiscard]] gateway::Gateway &gateway() noexcept { return m_gateway; }
    /// API and stage names served, in the project's order.
    [[nodiscard]] const std::vector<std::pair<model::ApiId, std::string>> &stages() const noexcept { return m_stages; }

private:
    void installKeys(model::Project project);
    [[nodiscard]] bool startSampleBackends(const model::Project &project);

    StageSelection m_selection;
    std::vector<std::string> m_apiKeys;
    std::vector<std::unique_ptr<samples::PetstoreBackend>> m_backends;
    std::vector<std::pair<model::ApiId, std::string>> m_stages;
    gateway::Gateway m_gateway; // last: it stops before the backends do
};

} // namespace gatehouse::cli
