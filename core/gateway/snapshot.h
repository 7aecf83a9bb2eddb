#pragma once

#include "core/auth/usage_plans.h"
#include "core/base/error.h"
#include "core/deploy/deployment.h"
#include "core/http/message.h"
#include "core/trace/trace.h"

#include <memory>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// Everything that is installed at one moment, immutable: which deployment each stage of each API serves, and who
/// listens.
class Snapshot {
public:
    struct StageEntry {
        std::string_view name; // of the deployment's
        std::shared_ptr<const deploy::Deployment> deployment;
    };
    struct ApiEntry {
        std::string_view id; // of its deployments'
        std::vector<StageEntry> stages;
    };
    /// What a request is meant for.
    struct Target {
        const deploy::Deployment *deployment = nullptr;
        std::string_view path; ///< without the stage; begins with "/"
    };

    /// Copies with one thing changed.
    [[nodiscard]] Snapshot with(std::shared_ptr<const deploy::Deployment> deployment) const;
    [[nodiscard]] Snapshot without(std::string_view api, std::string_view stage) const;
    [[nodiscard]] Snapshot with(std::shared_ptr<trace::Sink> sink) const;
    [[nodiscard]] Snapshot with(std::shared_ptr<const auth::UsagePlans> plans) const;

    /// Finds API and stage. The host "APIID.localhost" or "APIID.execute-api.*" names the API, or the path
    /// "/restapis/APIID/STAGE/_user_request_/..."; else it is the only one. Errors: RuntimeErrc::UnknownApi and
    /// EndpointDisabled, with the reason. A disabled execute-api endpoint concerns hosts of that name only: any other
    /// stands for the custom domain that AWS would ask for.
    [[nodiscard]] Expected<Target> find(const http::Request &request) const;

    [[nodiscard]] const std::shared_ptr<trace::Sink> &sink() const noexcept { return m_sink; }
    [[nodiscard]] const std::shared_ptr<const auth::UsagePlans> &usagePlans() const noexcept { return m_usagePlans; }
    [[nodiscard]] std::size_t apiCount() const noexcept { return m_apis.size(); }

private:
    [[nodiscard]] const ApiEntry *api(std::string_view id) const noexcept;

    std::vector<ApiEntry> m_apis;
    std::shared_ptr<trace::Sink> m_sink;
    std::shared_ptr<const auth::UsagePlans> m_usagePlans;
};

} // namespace gatehouse::gateway
