#include "core/gateway/snapshot.h"

namespace gatehouse::gateway {

namespace {

using pipeline::RuntimeErrc;

/// The API that a host name names, and how.
struct HostApi {
    std::string_view id; // empty: none
    bool executeApi = false;
};

HostApi apiOfHost(std::string_view host) noexcept
{
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos || dot == 0)
        return {};
    std::string_view rest = host.substr(dot + 1);
    if (rest.starts_with("execute-api."))
        return {host.substr(0, dot), true};
    rest = rest.substr(0, rest.find(':'));
    return http::sameName(rest, "localhost") ? HostApi{host.substr(0, dot), false} : HostApi{};
}

/// Takes the first segment off a path, and the slashes before it.
std::string_view takeSegment(std::string_view &path) noexcept
{
    while (path.starts_with('/'))
        path.remove_prefix(1);
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(segment.size());
    return segment;
}

} // namespace

Snapshot Snapshot::with(std::shared_ptr<const deploy::Deployment> deployment) const
{
    const std::string_view id = deployment->stage().apiId.value;
    const std::string_view stage = deployment->stage().stage;
    Snapshot copy = without(id, stage);
    const auto found = std::ranges::find(copy.m_apis, id, &ApiEntry::id);
    ApiEntry &entry = found != copy.m_apis.end() ? *found : copy.m_apis.emplace_back();
    entry.id = id;
    entry.stages.push_back({stage, std::move(deployment)});
    return copy;
}

Snapshot Snapshot::without(std::string_view id, std::string_view stage) const
{
    Snapshot copy = *this;
    for (ApiEntry &entry : copy.m_apis) {
        if (entry.id != id)
            continue;
        std::erase_if(entry.stages, [&](const StageEntry &s) { return s.name == stage; });
        if (!entry.stages.empty())
            entry.id = entry.stages.front().deployment->stage().apiId.value; // the removed one may have held the text
    }
    std::erase_if(copy.m_apis, [](const ApiEntry &entry) { return entry.stages.empty(); });
    return copy;
}

Snapshot Snapshot::with(std::shared_ptr<const auth::UsagePlans> plans) const
{
    Snapshot changed = *this;
    changed.m_usagePlans = std::move(plans);
    return changed;
}

Snapshot Snapshot::with(std::shared_ptr<trace::Sink> sink) const
{
    Snapshot copy = *this;
    copy.m_sink = std::move(sink);
    return copy;
}

const Snapshot::ApiEntry *Snapshot::api(std::string_view id) const noexcept
{
    const auto found = std::ranges::find(m_apis, id, &ApiEntry::id);
    return found == m_apis.end() ? nullptr : &*found;
}

Expected<Snapshot::Target> Snapshot::find(const http::Request &request) const
{
    std::string_view path = request.path;
    const ApiEntry *entry = nullptr;
    std::string_view stage;

    if (path.starts_with("/restapis/")) {
        std::string_view rest = path.substr(std::string_view("/restapis").size());
        const ApiEntry *named = api(takeSegment(rest));
        const std::string_view namedStage = takeSegment(rest);
        if (named != nullptr && takeSegment(rest) == "_user_request_") {
            entry = named;
            stage = namedStage;
            path = rest;
        }
    }
    const HostApi host = apiOfHost(request.host);
    if (entry == nullptr) {
        if (!host.id.empty()) {
            entry = api(host.id);
            if (entry == nullptr)
                return fail(RuntimeErrc::UnknownApi,
                            "no API \"" + std::string(host.id) + "\", which the Host field names");
        } else if (m_apis.size() == 1) {
            entry = &m_apis.front();
        } else {
            return fail(RuntimeErrc::UnknownApi,
                        m_apis.empty() ? "no API is deployed here"
                                       : "several APIs are deployed here: choose one by the host APIID.localhost");
        }
        stage = takeSegment(path);
    }
    const auto found = std::ranges::find(entry->stages, stage, &StageEntry::name);
    if (found == entry->stages.end()) {
        return fail(RuntimeErrc::UnknownApi,
                    "the API has no deployed stage \"" + std::string(stage)
                        + "\"; the first segment of the path names the stage");
    }
    if (host.executeApi && found->deployment->stage().executeApiDisabled)
        return fail(RuntimeErrc::EndpointDisabled, "disableExecuteApiEndpoint is true");
    return Target{found->deployment.get(), path.empty() ? std::string_view("/") : path};
}

} // namespace gatehouse::gateway
