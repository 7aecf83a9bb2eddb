#pragma once

#include "core/openapi/exporter.h"

namespace gatehouse::openapi {

/// A REST API in OpenAPI 3's words; schemas speak the dialect that the model was imported with. Source: openapi.md 6.
[[nodiscard]] json::Value writeRestApi(const model::RestApi &api, const ExportOptions &options);

/// An HTTP API in OpenAPI 3's words. Source: openapi.md 7.
[[nodiscard]] json::Value writeHttpApi(const model::HttpApi &api, const ExportOptions &options);

} // namespace gatehouse::openapi
