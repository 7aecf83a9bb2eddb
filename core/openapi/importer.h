#pragma once

#include "core/base/diagnostic.h"
#include "core/json/value.h"
#include "core/model/project.h"

#include <functional>
#include <stop_token>

namespace gatehouse::openapi {

enum class BasePath : std::uint8_t { Ignore, Prepend, Split }; ///< openapi.md 3.2

struct ImportOptions {
    /// Which kind of API to make. Auto: HTTP when the document has HTTP-API-only extensions or payloadFormatVersion, else REST.
    enum class Kind : std::uint8_t { Auto, Rest, Http };

    Kind kind = Kind::Auto;
    BasePath basePath = BasePath::Ignore;
    bool ignoreDocumentation = false;
    /// For operations without an integration: a MOCK whose answer is made from the document's examples and schemas.
    bool mockMissingIntegrations = false;
    std::string file;      ///< name for diagnostics; also the folder for relative $refs when allowed
    bool followFileReferences = false; ///< relative $ref to files inside the document's own folder
    model::ApiId apiId;    ///< null: derived from the title
    std::string region = "us-east-1";        ///< ${AWS::Region}
    std::string accountId = "000000000000";  ///< ${AWS::AccountId}
    std::stop_token stop;                    ///< an import that is stopped returns what it has, with an error diagnostic
    std::function<void(double fraction)> progress; ///< 0 to 1, now and then; may be empty
};

struct ImportResult {
    model::Api api;          ///< as far as it could be understood
    Diagnostics diagnostics; ///< in document order; errors mean that AWS would refuse the document
    json::Value document;    ///< the text as read, with places
    bool yaml = false;
    bool usable = false;     ///< false: not an OpenAPI document at all, api is empty
};

/// Reads Swagger 2.0, OpenAPI 3.0 or 3.1, JSON or YAML, with API Gateway's extensions. Bounded in time and memory for any
/// input; never throws. Source: openapi.md 2 to 5, 9.
[[nodiscard]] ImportResult importApi(std::string_view text, const ImportOptions &options = {});

/// Where an object of the model stands in the document it came from: "/paths/~1pets/get" for a method, and so on.
[[nodiscard]] std::string pointerOf(std::string_view path, std::string_view httpMethod);

} // namespace gatehouse::openapi
