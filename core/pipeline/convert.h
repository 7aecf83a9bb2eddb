#pragma once

#include "core/base/error.h"
#include "core/http/message.h"
#include "core/integration/content_handling.h"

namespace gatehouse::pipeline {

struct Exchange;

/// What contentHandling makes of the client's body. Source: rest-runtime.md 6.3.
[[nodiscard]] integration::Conversion requestConversion(const Exchange &exchange,
                                                        integration::Handling handling) noexcept;
/// What it makes of the body of an answer with @p fields. Source: rest-runtime.md 6.10.
[[nodiscard]] integration::Conversion answerConversion(const Exchange &exchange, std::span<const http::Field> fields,
                                                       integration::Handling handling) noexcept;

/// @p body after @p conversion, where it stands or in exchange.contentStore. Error: RuntimeErrc::Configuration if it is
/// no base64 but has to be, or grows beyond the payload limit.
[[nodiscard]] Expected<std::string_view> convertBody(Exchange &exchange, integration::Conversion conversion,
                                                     std::string_view body);

} // namespace gatehouse::pipeline
