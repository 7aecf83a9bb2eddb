#include "core/pipeline/content_coding.h"

#include "core/http/content_coding.h"
#include "core/pipeline/convert.h"
#include "core/pipeline/exchange.h"
#include "core/pipeline/limits.h"
#include "core/pipeline/message_writer.h"

namespace gatehouse::pipeline {

namespace {

using http::ContentCoding;

/// What the stage and the client want for a body of that many octets.
ContentCoding codingFor(const Exchange &exchange, std::size_t octets) noexcept
{
    const bool wanted = exchange.stage->minimumCompressionSize && octets >= *exchange.stage->minimumCompressionSize;
    return wanted && octets > 0 ? http::chooseCoding(exchange.facts.acceptEncoding) : ContentCoding::Identity;
}

/// Whether one of the lines ("name: value\r\n" ...) has that name.
bool hasField(std::string_view lines, std::string_view name) noexcept
{
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find("\r\n"));
        if (line.size() > name.size() && line[name.size()] == ':' && http::sameName(line.substr(0, name.size()), name))
            return true;
        lines.remove_prefix(std::min(line.size() + 2, lines.size()));
    }
    return false;
}

} // namespace

Expected<void> decodeRequest(Exchange &exchange)
{
    http::Request &request = exchange.request;
    if (!exchange.stage->minimumCompressionSize || exchange.facts.contentEncoding.empty() || request.body.empty())
        return {};
    exchange.trace.begin("frontend/content-encoding", trace::Phase::Frontend);
    exchange.trace.read("Content-Encoding", exchange.facts.contentEncoding);
    const std::size_t received = request.body.size();
    const auto done
        = http::decodeContent(exchange.facts.contentEncoding, request.body, kMaxPayload, exchange.requestStore);
    if (!done) {
        const bool tooLarge = done.error().code == http::ContentCodingErrc::TooLarge;
        exchange.trace.decided("request body", done.error().text());
        exchange.trace.end(trace::Outcome::Failed);
        return gatehouse::fail(tooLarge ? RuntimeErrc::PayloadTooLarge : RuntimeErrc::UnsupportedMediaType,
                               done.error().text());
    }
    request.body = exchange.requestStore;
    if (exchange.trace) {
        exchange.trace.decided("request body", std::format("{} octets, {} decoded", received, request.body.size()));
        exchange.trace->request.body.clear();
        exchange.trace->request.bodyTruncated = false;
        trace::captureBody(exchange.trace->request, request.body);
    }
    return {};
}

void compressAnswer(Exchange &exchange)
{
    MethodAnswer &answer = exchange.response;
    if (!exchange.stage->minimumCompressionSize)
        return;
    const ContentCoding coding = codingFor(exchange, answer.body.size());
    const char *why = nullptr;
    if (coding == ContentCoding::Identity)
        why = "none: the client does not ask for it, or the body is smaller than minimumCompressionSize";
    else if (hasField(answer.fields, "Content-Encoding")
             || http::findLast(exchange.answer.fields, "Content-Encoding") != nullptr)
        why = "none: the answer has a Content-Encoding";
    else if (hasNoContent(answer.status) || exchange.request.method == "HEAD")
        why = "none: the answer has no content";
    if (why != nullptr) {
        exchange.trace.decided("compression", why);
        return;
    }
    http::encodeContent(coding, answer.body, exchange.integrationStore); // nobody needs that any more
    answer.uncompressed = answer.body;
    answer.body = exchange.integrationStore;
    appendField(answer.fields, "Content-Encoding", http::toString(coding));
    if (exchange.trace) {
        exchange.trace.decided("compression",
                               std::format("{}, {} octets become {}", http::toString(coding),
                                           answer.uncompressed.size(), answer.body.size()));
    }
}

bool passesUnchanged(const Exchange &exchange, const http::ResponseHead &head) noexcept
{
    const auto octets = static_cast<std::size_t>(head.contentLength);
    return answerConversion(exchange, head.fields, std::nullopt) == integration::Conversion::None
        && (codingFor(exchange, octets) == ContentCoding::Identity
            || http::findLast(head.fields, "Content-Encoding") != nullptr);
}

} // namespace gatehouse::pipeline
