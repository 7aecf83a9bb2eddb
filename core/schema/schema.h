#pragma once

#include "core/base/error.h"
#include "core/json/value.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::schema {

enum class SchemaErrc {
    Invalid = 1, ///< a keyword with a value that draft 4 does not allow
    UnknownReference, ///< a $ref to nothing that is there
};
[[nodiscard]] constexpr const char *moduleName(SchemaErrc) noexcept
{
    return "schema";
}
[[nodiscard]] std::string_view describe(SchemaErrc code) noexcept;

/// What validating one body found.
struct Verdict {
    bool readable = true; ///< the body is JSON
    std::vector<std::string> messages; ///< none: it is valid
    std::vector<std::string> pointers; ///< of each message: where in the body (RFC 6901). AWS does not tell this

    [[nodiscard]] bool valid() const noexcept { return readable && messages.empty(); }
    /// $context.error.validationErrorString: "[message, message]". Source: mapping-templates.md 8.2.
    [[nodiscard]] std::string text() const;
};

struct Node;

/// A model, compiled with all that it refers to; immutable and shared between threads.
class Schema {
public:
    /// Validates a body as API Gateway does: an empty one is "{}". Bounded in depth and work.
    [[nodiscard]] Verdict validate(std::string_view body) const;

private:
    friend class Schemas;
    Schema(std::shared_ptr<const std::vector<Node>> nodes, std::uint32_t root)
        : m_nodes(std::move(nodes))
        , m_root(root)
    {
    }

    std::shared_ptr<const std::vector<Node>> m_nodes;
    std::uint32_t m_root;
};

/// The models of an API. JSON Schema draft 4 with the keywords of mapping-templates.md 7.2; "format" is not enforced.
///
/// References: "#" and "#/..." within the model, "#/components/schemas/NAME" and
/// "https://apigateway.amazonaws.com/restapis/ID/models/NAME" to other models; in circles, too.
class Schemas {
public:
    explicit Schemas(std::map<std::string, json::Value> models)
        : m_models(std::move(models))
    {
    }

    /// Compiles the model of that name. Errors name the place by JSON pointer.
    [[nodiscard]] Expected<Schema> compile(const std::string &model) const;

private:
    std::map<std::string, json::Value> m_models;
};

} // namespace gatehouse::schema

GATEHOUSE_ERROR_ENUM(gatehouse::schema, SchemaErrc)
