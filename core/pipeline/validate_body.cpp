#include "core/pipeline/validate_body.h"

#include "core/integration/selection.h"
#include "core/pipeline/exchange.h"

namespace gatehouse::pipeline {

const schema::Schema *ValidateBody::modelFor(std::string_view mediaType) const noexcept
{
    const schema::Schema *fallback = nullptr;
    for (const auto &[type, model] : m_models) {
        if (integration::sameMediaType(type, mediaType))
            return &model;
        if (type == "$default")
            fallback = &model;
    }
    return fallback;
}

Expected<Flow> ValidateBody::run(Exchange &exchange) const
{
    const std::string_view contentType = exchange.facts.contentType;
    const std::string_view type = contentType.empty() ? "application/json" : integration::mediaType(contentType);
    exchange.trace.read("Content-Type", contentType);
    const schema::Schema *model = modelFor(type);
    if (model == nullptr) {
        exchange.trace.decided("model", "none for this type, the body is not validated");
        return Flow::Continue;
    }
    const schema::Verdict verdict = model->validate(exchange.request.body);
    if (verdict.valid()) {
        exchange.trace.decided("body", "valid");
        return Flow::Continue;
    }
    const std::string why = verdict.text();
    exchange.trace.decided("body", why);
    return gatehouse::fail(RuntimeErrc::InvalidRequestBody, std::string(type).append(": ").append(why));
}

} // namespace gatehouse::pipeline
