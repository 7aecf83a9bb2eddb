#pragma once

#include "ui/document/document_change.h"

#include <QMetaType>

namespace gatehouse::ui {

class ProjectDocument;

/// Names one thing of a project that can be shown, selected or opened. By ids and names only: it may outlive what it
/// names.
struct ObjectRef {
    enum class Kind : std::uint8_t {
        None,
        Api,
        Resource,
        Method,
        Routes, ///< the groups below an API, and of the project, have kinds of their own
        Route,
        Stages,
        Stage,
        Deployment,
        Models,
        Model,
        Authorizers,
        Authorizer,
        GatewayResponses,
        GatewayResponse,
        Backends,
        Backend, ///< name: scheme and host, or the integration's type
        ApiKeys,
        ApiKey,
        UsagePlans,
        UsagePlan,
        Events,
        Event, ///< a saved one
        TemplateTests,
        TemplateTest,
    };

    Kind kind = Kind::None;
    model::ApiId api = {};
    model::ResourceId resource = {}; ///< of a Resource or a Method
    std::string name = {}; ///< verb, stage, model ..., id of a deployment, route or authorizer

    [[nodiscard]] static ObjectRef of(const MethodRef &ref)
    {
        return {Kind::Method, ref.api, ref.resource, ref.httpMethod};
    }
    [[nodiscard]] static ObjectRef of(const StageRef &ref) { return {Kind::Stage, ref.api, {}, ref.name}; }
    [[nodiscard]] MethodRef method() const { return {api, resource, name}; }
    [[nodiscard]] StageRef stage() const { return {api, name}; }

    auto operator<=>(const ObjectRef &) const = default;
};

/// Whether the project holds it. Groups exist as long as their API does.
[[nodiscard]] bool exists(const ProjectDocument &document, const ObjectRef &object);

} // namespace gatehouse::ui

Q_DECLARE_METATYPE(gatehouse::ui::ObjectRef)
