#include "core/project/project_store.h"

namespace gatehouse::project {

std::string_view describe(ProjectErrc code) noexcept
{
    switch (code) {
    case ProjectErrc::NotFound: return "There is no such file or folder";
    case ProjectErrc::NotAProject: return "This is neither a project folder nor an OpenAPI document";
    case ProjectErrc::Unreadable: return "Cannot be read";
    case ProjectErrc::Unwritable: return "Cannot be written";
    case ProjectErrc::Conflict: return "The same was changed here and outside";
    }
    return {};
}

} // namespace gatehouse::project
