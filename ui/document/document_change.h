#pragma once

#include "core/model/project.h"

#include <compare>
#include <string>

namespace gatehouse::ui {

/// A method by its ids: valid through moves and renames of its resource, and through deletion and undo.
struct MethodRef {
    model::ApiId api;
    model::ResourceId resource;
    std::string httpMethod;

    auto operator<=>(const MethodRef &) const = default;
};

/// A stage by its name, which is unique in its API.
struct StageRef {
    model::ApiId api;
    std::string name;

    auto operator<=>(const StageRef &) const = default;
};

/// What one edit of a document changes. ProjectDocument announces it before and after.
struct DocumentChange {
    enum class Kind : std::uint8_t {
        ProjectReset, ///< another project; nothing of the old one is left
        ProjectSettings, ///< name, region, API keys, usage plans ... : all but the APIs
        ApiInserted, ///< with all that belongs to it
        ApiRemoved,
        ApiReplaced, ///< any part of the draft may differ: import, an edit of its text
        ApiSettings, ///< name, description, endpoint, validators, media types ...
        Models,
        Authorizers,
        GatewayResponses,
        ResourceInserted, ///< with its subtree
        ResourceRemoved, ///< with its subtree
        ResourceMoved, ///< other parent, or another place among its siblings
        ResourceChanged, ///< path part
        MethodInserted,
        MethodRemoved,
        MethodChanged, ///< any field; httpMethod too if previousName differs from name
        StageInserted,
        StageRemoved,
        StageChanged, ///< any field; the name too if previousName differs from name
        Deployments, ///< the list of deployments
    };

    Kind kind = Kind::ProjectReset;
    model::ApiId api = {};
    model::ResourceId resource = {}; ///< of Resource... and Method... changes
    std::string name = {}; ///< verb of a Method... change, name of a Stage... change; after the change
    std::string previousName = {}; ///< the same before the change

    /// The draft of the API differs, and so its OpenAPI text.
    [[nodiscard]] bool touchesDraft() const noexcept
    {
        return kind >= Kind::ApiReplaced && kind <= Kind::MethodChanged;
    }
    [[nodiscard]] MethodRef method() const { return {api, resource, name}; }
    [[nodiscard]] StageRef stage() const { return {api, name}; }

    bool operator==(const DocumentChange &) const = default;
};

} // namespace gatehouse::ui
