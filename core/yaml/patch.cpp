#include "core/yaml/patch.h"

#include "core/yaml/reader.h"

namespace gatehouse::yaml {

std::string patchText(std::string_view oldText, const json::Value &oldTree, const json::Value &newTree, bool yaml)
{
    if (oldTree == newTree)
        return std::string(oldText);
    return yaml ? toYaml(newTree) : json::toJson(newTree) + '\n';
}

} // namespace gatehouse::yaml
