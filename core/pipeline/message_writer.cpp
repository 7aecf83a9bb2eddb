#include "core/pipeline/message_writer.h"

#include "core/pipeline/exchange.h"
#include "core/pipeline/limits.h"

#include <charconv>

namespace gatehouse::pipeline {

namespace {

void appendNumber(std::string &out, std::int64_t number)
{
    std::array<char, 20> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

void appendStatusLine(std::string &out, int status, std::string_view date)
{
    out += "HTTP/1.1 ";
    appendNumber(out, status);
    out += ' ';
    out += reasonPhrase(status);
    out += "\r\nDate: ";
    out += date;
}

} // namespace

void appendField(std::string &out, std::string_view name, std::string_view value)
{
    std::string store;
    out += name;
    out += ": ";
    out += fieldValue(value, store);
    out += "\r\n";
}

void copyField(std::string &out, const http::Field &field)
{
    out += field.name;
    out += ": ";
    out += field.value;
    out += "\r\n";
}

bool overridesField(std::span<const mapping::OverriddenParameter> overridden, std::string_view name) noexcept
{
    return std::ranges::any_of(overridden, [&](const auto &field) { return http::sameName(field.name, name); });
}

void appendFieldsBut(std::string &out, std::string_view fields,
                     std::span<const mapping::OverriddenParameter> overridden)
{
    if (overridden.empty()) {
        out += fields;
        return;
    }
    while (!fields.empty()) {
        const std::size_t size = fields.find("\r\n") + 2;
        const std::string_view line = fields.substr(0, size);
        if (!overridesField(overridden, line.substr(0, line.find(':'))))
            out += line;
        fields.remove_prefix(size);
    }
}

std::string_view fieldValue(std::string_view value, std::string &store)
{
    const auto endsLine = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
    if (std::ranges::none_of(value, endsLine))
        return value;
    std::string clean(value); // the value may stand in the store
    std::ranges::replace_if(clean, endsLine, ' ');
    store = std::move(clean);
    return store;
}

bool isFieldName(std::string_view name) noexcept
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kMarks.contains(c);
    });
}

std::string_view reasonPhrase(int status) noexcept
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 203: return "Non-Authoritative Information";
    case 204: return "No Content";
    case 205: return "Reset Content";
    case 206: return "Partial Content";
    case 300: return "Multiple Choices";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 407: return "Proxy Authentication Required";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return {};
    }
}

bool hasNoContent(int status) noexcept
{
    return status < 200 || status == 204 || status == 304;
}

void writeAnswer(Exchange &exchange, std::int64_t streamedLength)
{
    http::Responder &responder = *exchange.responder;
    const MethodAnswer &answer = exchange.response;
    std::string &out = responder.out();
    const std::size_t begin = out.size();
    const bool noContent = hasNoContent(answer.status);
    const std::int64_t length = streamedLength >= 0 ? streamedLength : static_cast<std::int64_t>(answer.body.size());

    appendStatusLine(out, answer.status, responder.thread().date());
    out += "\r\nContent-Type: ";
    out += answer.contentType;
    if (!noContent) { // RFC 9110, 8.6: none with 1xx and 204
        out += "\r\nContent-Length: ";
        appendNumber(out, length);
    }
    out += responder.keepAlive() ? "\r\nConnection: keep-alive\r\nx-amzn-RequestId: "
                                 : "\r\nConnection: close\r\nx-amzn-RequestId: ";
    out += exchange.requestIdText();
    if (!answer.errorType.empty()) {
        out += "\r\nx-amzn-ErrorType: ";
        out += answer.errorType;
    }
    out += "\r\n";
    out += answer.fields;
    out += "x-amz-apigw-id: ";
    out += exchange.extendedIdText();
    if (answer.withTraceId) {
        out += "\r\nX-Amzn-Trace-Id: ";
        out += exchange.traceIdText();
    }
    out += "\r\n\r\n";

    if (exchange.trace)
        trace::captureHead(exchange.trace->response,
                           std::string_view(out).substr(begin + std::string_view("HTTP/1.1 ").size()));
    if (streamedLength >= 0 || noContent || exchange.request.method == "HEAD")
        return;
    out += answer.body;
    if (exchange.trace) {
        trace::captureBody(exchange.trace->response, answer.uncompressed.empty() ? answer.body : answer.uncompressed);
        exchange.trace->responseBodySize = answer.body.size();
    }
}

void writeRejection(int status, http::IoThread &thread, std::string &out)
{
    std::string body;
    std::string_view contentType = "application/json";
    if (status == 413 || status == 431) {
        contentType = "text/plain";
        body = status == 413 ? kTooLargeMessage : std::string_view("HTTP header is larger than 10240 bytes.");
    } else {
        body = "{\"message\":\"";
        body += status == 414 ? std::string_view("Request URI too long") : reasonPhrase(status);
        body += "\"}";
    }
    std::array<char, ids::kUuidSize> requestId;
    std::array<char, ids::kExtendedSize> extendedId;
    ids::writeUuid(thread.random(), requestId.data());
    ids::writeExtended(thread.random(), extendedId.data());

    appendStatusLine(out, status, thread.date());
    out += "\r\nContent-Type: ";
    out += contentType;
    out += "\r\nContent-Length: ";
    appendNumber(out, static_cast<std::int64_t>(body.size()));
    out += "\r\nConnection: close\r\nx-amzn-RequestId: ";
    out.append(requestId.data(), requestId.size());
    out += "\r\nx-amz-apigw-id: ";
    out.append(extendedId.data(), extendedId.size());
    out += "\r\n\r\n";
    out += body;
}

} // namespace gatehouse::pipeline
