#pragma once

#include "core/base/diagnostic.h"
#include "core/json/value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// What a request validator says of a body, and where.
struct SchemaAnswer {
    struct Finding {
        std::string message; ///< AWS's words
        std::string pointer; ///< in the instance (RFC 6901)
        SourceSpan span; ///< in the instance

        bool operator==(const Finding &) const = default;
    };

    std::optional<Diagnostic> schemaProblem; ///< the schema cannot be used; with its place in the schema's text
    std::optional<Diagnostic> unreadable; ///< the instance is no JSON; with its place
    std::vector<Finding> findings;
    std::string text; ///< $context.error.validationErrorString

    [[nodiscard]] bool valid() const noexcept { return !schemaProblem && !unreadable && findings.empty(); }
};

/// Models by name, as an API has them.
using ModelSchemas = std::map<std::string, json::Value>;

/// Validates @p instance, a body, as API Gateway would with the model @p schema; it may refer to @p models. On any
/// thread.
[[nodiscard]] SchemaAnswer answerSchema(std::string_view instance, std::string_view schema,
                                        const ModelSchemas &models = {});

/// An instance made from @p schema, laid out; nothing where it is no JSON or allows no value that could be found.
[[nodiscard]] std::optional<std::string> sampleOf(std::string_view schema, const ModelSchemas &models = {});

} // namespace gatehouse::playground
