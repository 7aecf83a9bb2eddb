#pragma once

#include "core/project/project_store.h"

#include <set>

namespace gatehouse::project {

/// One file's worth of a project. It points into the project that it was made from.
struct Document {
    using Object
        = std::variant<const model::Project *, const model::Api *, const model::Stage *,
                       const model::DeploymentRecord *, const model::SavedRequest *, const model::Environment *,
                       const model::SavedEvent *, const model::TemplateTest *>;

    std::string key; ///< what it is, whatever its file is called: "project", "api:FOLDER", "stage:FOLDER:NAME" ...
    std::string folder; ///< where its file belongs, relative to the project; "" for the root
    std::string stem; ///< its file's name without ".yaml", if it has none yet
    Object object;
};

/// All files that a project is made of. NotAProject when two objects would be the same file, Unwritable for a folder
/// name that is none.
[[nodiscard]] Expected<std::vector<Document>> documentsOf(const model::Project &project);

/// Whether both hold the same.
[[nodiscard]] bool sameContent(const Document &a, const Document &b);

/// How a document is to be written: what its file says that the model does not.
struct Dialect {
    std::set<std::string> keysWithValue; ///< formats.h, headerTree()
    std::string version; ///< "2.0", "3.0.1" ...: of the OpenAPI text there is
};
[[nodiscard]] Dialect dialectOf(const json::Value &fileTree);

[[nodiscard]] json::Value treeOf(const Document &document, const Dialect &dialect);

} // namespace gatehouse::project
