#pragma once

#include "core/base/diagnostic.h"
#include "core/json/value.h"
#include "core/model/project.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::openapi {

enum class Format : std::uint8_t { Oas30, Oas31, Swagger };

/// Which x-amazon-apigateway-* members to write (openapi.md 6).
struct Extensions {
    bool integrations = true;
    bool authorizers = true;
    bool documentation = true;
    bool apigateway = true; ///< everything else; implies the others

    [[nodiscard]] static Extensions none() { return {false, false, false, false}; }
    /// "integrations,authorizers,documentation,apigateway" (any subset; "" is none); nothing for an unknown word.
    [[nodiscard]] static std::optional<Extensions> parse(std::string_view list);
};

struct ExportOptions {
    Format format = Format::Oas30;
    Extensions extensions;
    bool keepUnknown = true; ///< write what the model kept but AWS would drop; false gives what AWS exports
    std::string stage;       ///< for servers / basePath; empty: none written unless kept from the document
    std::string region = "us-east-1";
};

/// The document for an API. A WebSocket API has none: an empty value. Lossless with keepUnknown and all extensions:
/// importing the result gives an equal model, as long as the format is of the family that the model came from.
/// @param losses  filled with what the format cannot say, if given (openapi.md 8.2, 8.3)
[[nodiscard]] json::Value exportApi(const model::Api &api, const ExportOptions &options = {},
                                    Diagnostics *losses = nullptr);

/// The document as text, JSON (two spaces) or YAML.
[[nodiscard]] std::string exportText(const model::Api &api, const ExportOptions &options, bool yaml);

} // namespace gatehouse::openapi
