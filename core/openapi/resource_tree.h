#pragma once

#include "core/openapi/import_context.h"

#include <unordered_map>

namespace gatehouse::openapi {

/// Grows the resources of a REST API path by path. Missing parents are made without methods; the root always is there.
class ResourceTree {
public:
    explicit ResourceTree(const ImportContext &context);

    /// The resource at @p path, made if need be. Problems are told at @p place in AWS's words; the resource is made
    /// anyway.
    model::Resource &at(std::string_view path, SourceSpan place);
    /// The finished list. Ids may be changed until then.
    [[nodiscard]] std::vector<Cow<model::Resource>> take();

private:
    struct Node {
        std::size_t parent = 0;
        std::string variable; ///< the first child in braces, "" if none has come yet
    };
    std::size_t child(std::size_t parent, std::string_view part, std::string path, SourceSpan place);
    void check(const Node &parent, std::string_view parentPart, std::string_view part, std::string_view path,
               SourceSpan place);

    const ImportContext &m_context;
    std::vector<model::Resource> m_resources; // in the order made, parents first
    std::vector<Node> m_nodes; // beside m_resources
    std::unordered_map<std::string, std::size_t> m_byPath;
};

/// "/pets/" -> "/pets", "//a" -> "/a", "" -> "/".
[[nodiscard]] std::string normalisedPath(std::string_view path);

} // namespace gatehouse::openapi
