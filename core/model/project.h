#pragma once

#include "core/model/rest_api.h"
#include "core/model/stage.h"
#include "core/model/template_test.h"
#include "core/model/v2_api.h"

#include <memory>
#include <variant>

namespace gatehouse::model {

using Api = std::variant<RestApi, HttpApi, WebSocketApi>;

enum class ApiKind : std::uint8_t { Rest, Http, WebSocket };
[[nodiscard]] ApiKind kindOf(const Api &api) noexcept;
[[nodiscard]] std::string_view toString(ApiKind kind) noexcept; ///< "REST", "HTTP", "WEBSOCKET"
[[nodiscard]] const ApiId &idOf(const Api &api) noexcept;
[[nodiscard]] const std::string &nameOf(const Api &api) noexcept;

/// An immutable snapshot of an API. Its id is a hash of what it holds.
struct DeploymentRecord {
    DeploymentId id;
    std::string description;
    SystemTime createdAt{};
    std::shared_ptr<const Api> api;

    bool operator==(const DeploymentRecord &other) const
    {
        return id == other.id && description == other.description && createdAt == other.createdAt;
    }
};

/// One API of a project with what belongs to it: draft, deployments, stages.
struct ApiEntry {
    std::string folder; ///< name of its folder under apis/
    Api api;
    std::vector<Stage> stages;
    std::vector<DeploymentRecord> deployments; ///< oldest first

    [[nodiscard]] const Stage *stage(std::string_view name) const noexcept;
    [[nodiscard]] const DeploymentRecord *deployment(const DeploymentId &id) const noexcept;
    bool operator==(const ApiEntry &) const = default;
};

/// An API key. The value is a secret: it lives outside project files (environment, keychain) unless the user wrote it there.
struct ApiKey {
    std::string id;
    std::string name;
    std::string value;
    std::string description;
    bool enabled = true;

    bool operator==(const ApiKey &) const = default;
};

struct Throttle {
    double rateLimit = 0.0; ///< requests a second
    int burstLimit = 0;

    bool operator==(const Throttle &) const = default;
};

struct Quota {
    int limit = 0;
    int offset = 0;
    std::string period = "DAY"; ///< "DAY", "WEEK", "MONTH"

    bool operator==(const Quota &) const = default;
};

/// Source: authorization.md 9.3.
struct UsagePlan {
    struct ApiStage {
        ApiId apiId;
        std::string stage;
        std::map<std::string, Throttle> methodThrottles; ///< "/pets/GET"

        bool operator==(const ApiStage &) const = default;
    };

    std::string id;
    std::string name;
    std::string description;
    std::vector<ApiStage> apiStages;
    std::optional<Throttle> throttle;
    std::optional<Quota> quota;
    std::string productCode;
    std::vector<std::string> keyIds;

    bool operator==(const UsagePlan &) const = default;
};

/// A custom domain name with its base path mappings.
struct DomainName {
    struct Mapping {
        std::string basePath; ///< "" is "(none)"
        ApiId apiId;
        std::string stage;

        bool operator==(const Mapping &) const = default;
    };

    std::string name;
    std::string endpointType = "REGIONAL";
    std::string securityPolicy = "TLS_1_2";
    std::vector<Mapping> mappings;

    bool operator==(const DomainName &) const = default;
};

/// A local backend that comes with a sample and is started with the gateway. Its address is given to the stages as the
/// stage variable named here.
struct SampleBackend {
    std::string kind;          ///< "petstore"
    std::string stageVariable; ///< for example "backend"

    bool operator==(const SampleBackend &) const = default;
};

/// A request that the user saved in the console.
struct SavedRequest {
    std::string name;
    std::string api;   ///< folder of the API; "" for an absolute URL
    std::string stage;
    std::string method = "GET";
    std::string path; ///< resource path with {parameters}, or an absolute URL
    std::vector<std::pair<std::string, std::string>> pathParameters;
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    bool operator==(const SavedRequest &) const = default;
};

struct Environment {
    std::string name;
    StringMap variables;

    bool operator==(const Environment &) const = default;
};

/// Everything in a project folder (design.md 4).
struct Project {
    std::string name;
    std::string region = "us-east-1";
    std::string accountId = "000000000000";
    std::optional<Throttle> accountThrottle; ///< nothing: what AWS gives in the Region; negative: none
    std::string awsEndpoint; ///< where AWS services are called; "" for none
    std::vector<ApiEntry> apis;
    std::vector<ApiKey> apiKeys;
    std::vector<UsagePlan> usagePlans;
    std::vector<DomainName> domainNames;
    std::vector<SampleBackend> sampleBackends;
    std::vector<SavedRequest> requests;
    std::vector<Environment> environments;
    std::vector<SavedEvent> events;
    std::vector<TemplateTest> tests;
    Extra extra; ///< members of gatehouse.yaml that we do not know

    [[nodiscard]] const ApiEntry *api(const ApiId &id) const noexcept;
    [[nodiscard]] ApiEntry *api(const ApiId &id) noexcept;
    [[nodiscard]] const SavedEvent *event(std::string_view called) const noexcept;
    [[nodiscard]] const TemplateTest *test(std::string_view called) const noexcept;
    bool operator==(const Project &) const = default;
};

} // namespace gatehouse::model
