#pragma once

#include "core/base/error.h"

namespace gatehouse::http {
struct ResponseHead;
} // namespace gatehouse::http

namespace gatehouse::pipeline {

struct Exchange;

/// Takes the content coding off the request's body, if the stage has minimumCompressionSize. Errors: 415 and 413.
/// Source: rest-runtime.md 1.1 (6a) and 6.5.
[[nodiscard]] Expected<void> decodeRequest(Exchange &exchange);

/// Compresses the body of exchange.response where stage and client ask for it. Source: rest-runtime.md 6.5.
void compressAnswer(Exchange &exchange);

/// Whether the content that follows @p head can go to the client of an HTTP_PROXY as it comes: nothing converts or
/// compresses it.
[[nodiscard]] bool passesUnchanged(const Exchange &exchange, const http::ResponseHead &head) noexcept;

} // namespace gatehouse::pipeline
