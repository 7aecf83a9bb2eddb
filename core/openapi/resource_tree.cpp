#include "core/openapi/resource_tree.h"

#include "core/base/random.h"
#include "core/openapi/rest_importer.h"

#include <format>

namespace gatehouse::openapi {

namespace {

bool isVariable(std::string_view part)
{
    return part.starts_with('{') && part.ends_with('}');
}

bool isGreedy(std::string_view part)
{
    return isVariable(part) && part.ends_with("+}");
}

bool hasAllowedCharacters(std::string_view part)
{
    if (isVariable(part)) {
        part = part.substr(1, part.size() - 2);
        if (part.ends_with('+'))
            part.remove_suffix(1);
        if (part.empty())
            return false;
    } else if (part.starts_with(':')) {
        return false; // recorded as refused, although the guide allows colons
    }
    return part.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-:,")
        == std::string_view::npos;
}

} // namespace

std::string normalisedPath(std::string_view path)
{
    std::string out;
    for (std::size_t begin = 0; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        if (end > begin)
            out.append("/").append(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return out.empty() ? "/" : out;
}

ResourceTree::ResourceTree(const ImportContext &context)
    : m_context(context)
{
    model::Resource root;
    root.id.value = ids::derivedId(resourceSeed("/"));
    m_resources.push_back(std::move(root));
    m_nodes.push_back({});
    m_byPath.emplace("/", 0);
}

void ResourceTree::check(const Node &parent, std::string_view parentPart, std::string_view part, std::string_view path,
                         SourceSpan place)
{
    if (!hasAllowedCharacters(part)) {
        m_context.report.add(
            Severity::Error, "aws-path-chars",
            std::format("Unable to create resource at path '{}': Resource's path part only allow a-zA-Z0-9._- "
                        "and curly braces at the beginning and the end.",
                        path),
            place);
    }
    if (isGreedy(parentPart)) {
        m_context.report.add(
            Severity::Error, "aws-variable-sibling",
            std::format("Unable to create resource at path '{}': Cannot create a child of a resource with a "
                        "greedy path variable: {}",
                        path, parentPart),
            place);
    }
    if (isVariable(part) && !parent.variable.empty()) {
        m_context.report.add(
            Severity::Error, "aws-variable-sibling",
            std::format("Unable to create resource at path '{}': A sibling ({}) of this resource already has a "
                        "variable path part -- only one is allowed",
                        path, parent.variable),
            place);
    }
}

std::size_t ResourceTree::child(std::size_t parent, std::string_view part, std::string path, SourceSpan place)
{
    const auto [entry, isNew] = m_byPath.try_emplace(std::move(path), m_resources.size());
    if (!isNew)
        return entry->second;
    check(m_nodes[parent], m_resources[parent].pathPart, part, entry->first, place);
    if (isVariable(part) && m_nodes[parent].variable.empty())
        m_nodes[parent].variable = part;
    model::Resource resource;
    resource.id.value = ids::derivedId(resourceSeed(entry->first));
    resource.pathPart = part;
    m_resources.push_back(std::move(resource));
    m_nodes.push_back({parent, {}});
    return m_resources.size() - 1;
}

model::Resource &ResourceTree::at(std::string_view path, SourceSpan place)
{
    std::size_t node = 0;
    for (std::size_t begin = 1; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        node = child(node, path.substr(begin, end - begin), std::string(path.substr(0, end)), place);
        begin = end + 1;
    }
    return m_resources[node];
}

std::vector<Cow<model::Resource>> ResourceTree::take()
{
    std::vector<Cow<model::Resource>> resources;
    for (std::size_t i = 1; i < m_resources.size(); ++i)
        m_resources[i].parent = m_resources[m_nodes[i].parent].id;
    for (model::Resource &resource : m_resources)
        resources.emplace_back(std::move(resource));
    return resources;
}

} // namespace gatehouse::openapi
