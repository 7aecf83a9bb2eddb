#include "core/pipeline/convert.h"

#include "core/pipeline/exchange.h"
#include "core/pipeline/limits.h"

namespace gatehouse::pipeline {

namespace {

/// A message without a Content-Type counts as JSON (rest-runtime.md 6.2).
std::string_view typeOr(std::string_view contentType) noexcept
{
    return contentType.empty() ? "application/json" : contentType;
}

} // namespace

integration::Conversion requestConversion(const Exchange &exchange, integration::Handling handling) noexcept
{
    return integration::requestConversion(exchange.stage->binaryMediaTypes.matches(typeOr(exchange.facts.contentType)),
                                          handling);
}

integration::Conversion answerConversion(const Exchange &exchange, std::span<const http::Field> fields,
                                         integration::Handling handling) noexcept
{
    const integration::BinaryMediaTypes &types = exchange.stage->binaryMediaTypes;
    if (types.empty()) // the usual case
        return integration::responseConversion(false, false, handling);
    const http::Field *type = http::findLast(fields, "Content-Type");
    return integration::responseConversion(types.matches(typeOr(type ? type->value : std::string_view())),
                                           types.matches(exchange.facts.accept), handling);
}

Expected<std::string_view> convertBody(Exchange &exchange, integration::Conversion conversion, std::string_view body)
{
    const auto converted = integration::convert(conversion, body, exchange.contentStore);
    if (!converted)
        return gatehouse::fail(RuntimeErrc::Configuration, "Unable to base64 decode the body.");
    if (converted->size() > kMaxPayload) {
        return gatehouse::fail(RuntimeErrc::Configuration,
                               std::format("Body of length {} is larger than allowed maximum of {} bytes.",
                                           converted->size(), kMaxPayload));
    }
    if (exchange.trace && (!body.empty() || conversion != integration::Conversion::Text)) {
        exchange.trace.decided("content handling", integration::describe(conversion));
        if (converted->data() != body.data() && conversion == integration::Conversion::Text)
            exchange.trace.decided("no UTF-8", "octets that are none became U+FFFD; binaryMediaTypes would keep them");
    }
    return *converted;
}

} // namespace gatehouse::pipeline
