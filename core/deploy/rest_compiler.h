#pragma once

#include "core/deploy/compiler.h"
#include "core/deploy/deployment.h"
#include "core/model/method_settings.h"
#include "core/pipeline/request_steps.h"
#include "core/schema/schema.h"
#include "core/throttle/registry.h"

namespace gatehouse::deploy {

inline constexpr std::string_view kInvalidHttpMethod
    = "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY";

/// compile() for REST APIs. What concerns integrations is in rest_integrations.cpp, the cache in rest_caching.cpp.
class RestCompiler {
public:
    /// @param cacheId  not empty: the answers are cached apart from those of the stage
    RestCompiler(const model::RestApi &api, const model::Stage &stage, const CompileOptions &options,
                 std::string cacheId = {});

    /// @param side    which deployment of the stage this is
    /// @param canary  that belongs to it
    [[nodiscard]] CompileResult compile(model::DeploymentId deploymentId, trace::CanarySide side,
                                        CanaryRelease canary = {});

private:
    using Steps = std::vector<std::unique_ptr<const pipeline::Step>>;

    /// Where a diagnostic belongs: the operation of one method.
    struct Place {
        std::string label; ///< "GET /pets"
        std::string pointer; ///< of the operation
    };

    void compileApi();
    void prepareCache();
    void compileMethod(const model::Resource &resource, const model::Method &method, const std::string &path);
    void addAuthorization(const model::Method &method, const Place &place, Steps &steps);
    /// API key, usage plan and throttles.
    void addAdmission(const model::Method &method, const Place &place, const std::string &path, Steps &steps);
    void addMethodRequest(const model::Method &method, const Place &place, Steps &steps);
    void addBodyValidation(const model::Method &method, const Place &place, Steps &steps);
    /// False if nothing of the method is cached.
    [[nodiscard]] bool addCacheLookUp(const model::Resource &resource, const model::Method &method,
                                      const std::string &path, const Place &place, Steps &steps);
    [[nodiscard]] std::optional<pipeline::Expression> cacheKeyParameter(const std::string &text,
                                                                        const model::Method &method,
                                                                        const Place &place);
    void addIntegration(const model::Method &method, const Place &place, Steps &steps);
    /// The request templates of an integration; none for proxies.
    [[nodiscard]] pipeline::RequestTemplates requestTemplates(const model::Integration &integration,
                                                              const Place &place);
    /// The mappings of an integration that sends nothing: they are evaluated all the same.
    void addMappingChecks(const model::Integration &integration, const Place &place, Steps &steps);
    void addHttp(const model::Integration &integration, const Place &place, Steps &steps);
    void addMappingResponse(const model::Method &method, const Place &place, bool withTraceId, Steps &steps);
    void refuse(Steps &steps, std::string_view stepName, trace::Phase phase, std::string reason, const Place &place);
    void checkAwsUri(const model::Integration &integration, const Place &place);
    void checkHttpMethod(const model::Integration &integration, const Place &place);
    [[nodiscard]] bool checkFieldName(std::string_view name, const std::string &destination, const Place &place);
    /// @param member  where they stand in the integration of the operation
    [[nodiscard]] mapping::Templates compileTemplates(const model::StringMap &templates, const Place &place,
                                                      std::string_view member);
    [[nodiscard]] std::optional<pipeline::Expression> expression(const std::string &text, const Place &place);
    /// Of a request parameter's mapping; reports those that read the integration's answer.
    [[nodiscard]] std::optional<pipeline::Expression> requestExpression(const std::string &text, const Place &place);
    /// Every request fails: the gateway sets that field itself.
    void refuseField(std::string_view field, const Place &place, Steps &steps);
    void checkBinaryTemplates(const mapping::Templates &templates,
                              const std::optional<model::ContentHandling> &handling, const Place &place);

    void report(Severity severity, std::string rule, std::string message, const Place &place, std::string hint = {});

    const model::RestApi &m_api;
    const model::Stage &m_stage;
    std::shared_ptr<SharedState> m_shared;
    const model::MethodSettingsTable m_settings;
    const std::optional<model::Throttle> m_accountThrottle;
    std::shared_ptr<throttle::Bucket> m_accountBucket; // null: the account does not throttle
    const std::string m_cacheId;
    schema::Schemas m_schemas;
    pipeline::StageInfo m_info;
    route::RouteTable m_routes;
    std::vector<pipeline::MethodPipeline> m_methods;
    Diagnostics m_diagnostics;
};

} // namespace gatehouse::deploy
