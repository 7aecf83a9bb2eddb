#include "core/pipeline/exchange.h"

#include "core/pipeline/gateway_response.h"
#include "core/pipeline/message_writer.h"
#include "core/pipeline/pipeline.h"

namespace gatehouse::pipeline {

namespace {

bool isHex(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Whether @p text has a hex digit wherever @p shape has an "x", and the same octet elsewhere.
bool hasShape(std::string_view text, std::string_view shape) noexcept
{
    return text.size() == shape.size()
        && std::ranges::equal(text, shape, [](char c, char s) { return s == 'x' ? isHex(c) : c == s; });
}

/// The value of "key=value" among parts separated by ";"; empty if absent.
std::string_view part(std::string_view field, std::string_view key) noexcept
{
    while (!field.empty()) {
        const std::size_t end = std::min(field.find(';'), field.size());
        std::string_view text = field.substr(0, end);
        field.remove_prefix(std::min(end + 1, field.size()));
        while (text.starts_with(' '))
            text.remove_prefix(1);
        if (text.size() > key.size() && text.starts_with(key) && text[key.size()] == '=')
            return text.substr(key.size() + 1);
    }
    return {};
}

/// Drops what others want to forget or is too large to keep memory for; the answer has been written.
void giveBack(Exchange &exchange) noexcept
{
    exchange.cache.entry.reset();
    for (std::string *store :
         {&exchange.requestStore, &exchange.integrationStore, &exchange.contentStore, &exchange.response.store}) {
        if (store->capacity() > kKeptBody)
            *store = std::string();
    }
}

} // namespace

void RequestFacts::read(std::span<const http::Field> fields) noexcept
{
    *this = {};
    for (const http::Field &field : fields) {
        switch (field.name.size()) {
        case 6:
            if (http::sameName(field.name, "Accept"))
                accept = field.value;
            break;
        case 9:
            if (http::sameName(field.name, "X-API-Key"))
                apiKey = field.value;
            break;
        case 12:
            if (http::sameName(field.name, "Content-Type"))
                contentType = field.value;
            break;
        case 13:
            if (http::sameName(field.name, "Authorization"))
                authorization = field.value;
            break;
        case 15:
            if (http::sameName(field.name, "X-Amzn-Trace-Id"))
                traceId = field.value;
            else if (http::sameName(field.name, "Accept-Encoding"))
                acceptEncoding = field.value;
            break;
        case 16:
            if (http::sameName(field.name, "x-amzn-RequestId"))
                requestId = field.value;
            else if (http::sameName(field.name, "Content-Encoding"))
                contentEncoding = field.value;
            break;
        case 22:
            if (http::sameName(field.name, "X-HTTP-Method-Override"))
                methodOverride = field.value;
            break;
        default: break;
        }
    }
}

void Exchange::begin(const http::Request &newRequest, http::Responder &newResponder, ExchangeOwner &newOwner)
{
    request = newRequest;
    responder = &newResponder;
    owner = &newOwner;
    facts.read(request.fields);
    method = facts.methodOverride.empty() ? request.method : facts.methodOverride;
    usagePlans = nullptr;
    stage = nullptr;
    pipeline = nullptr;
    path = {};
    match.parameterCount = 0;
    nextStep = 0;
    traceHeader.clear();
    usageIdentifierKey.clear();
    admission = {};
    integrationBody = {};
    if (!overrides.empty())
        overrides = {};
    answer = {};
    cache.begin();
    response.status = 0;
    response.contentType = {};
    response.errorType = {};
    response.fields.clear();
    response.body = {};
    response.store.clear();
    response.uncompressed = {};
    response.withTraceId = false;
    failure = nullptr;

    Random &random = responder->thread().random();
    if (hasShape(facts.requestId, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"))
        std::ranges::copy(facts.requestId, requestId.begin());
    else
        ids::writeUuid(random, requestId.data());
    ids::writeExtended(random, extendedId.data());
}

std::string_view Exchange::traceIdText()
{
    if (!traceHeader.empty())
        return traceHeader;
    Random &random = responder->thread().random();
    std::array<char, ids::kTraceRootSize> ownRoot;
    std::array<char, ids::kSpanSize> ownParent;
    std::string_view root = part(facts.traceId, "Root");
    if (!hasShape(root, "1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx")) {
        const auto now = responder->thread().clock().now().time_since_epoch();
        ids::writeTraceRoot(random,
                            static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count()),
                            ownRoot.data());
        root = {ownRoot.data(), ownRoot.size()};
    }
    std::string_view parent = part(facts.traceId, "Parent");
    if (!hasShape(parent, "xxxxxxxxxxxxxxxx")) {
        ids::writeSpan(random, ownParent.data());
        parent = {ownParent.data(), ownParent.size()};
    }
    const std::string_view sampled = part(facts.traceId, "Sampled");
    traceHeader += "Root=";
    traceHeader += root;
    traceHeader += ";Parent=";
    traceHeader += parent;
    traceHeader += sampled == "1" ? ";Sampled=1" : ";Sampled=0";
    return traceHeader;
}

std::optional<std::string_view> Exchange::pathParameter(std::string_view name) const noexcept
{
    if (pipeline == nullptr)
        return std::nullopt;
    const std::vector<std::string> &names = pipeline->info().pathParameters;
    for (std::size_t i = 0; i < names.size() && i < match.parameterCount; ++i) {
        if (names[i] == name)
            return match.parameters[i];
    }
    return std::nullopt;
}

void Exchange::resume()
{
    pipeline->run(*this);
}

void Exchange::fail(const Error &error)
{
    const Failure meaning = toFailure(error);
    if (trace) {
        trace->errorType = meaning.errorType;
        trace->errorMessage = meaning.message;
        trace->executionFailure = meaning.executionLine;
        if (meaning.type)
            trace->gatewayResponseType = toString(*meaning.type);
        trace.begin("gateway-response", trace::Phase::Gateway);
        trace.read("error", error.text());
        trace.decided("gateway response", meaning.type ? toString(*meaning.type) : "none");
    }
    renderFailure(*this, meaning);
    writeAnswer(*this);
    finish();
}

void Exchange::finish()
{
    call.end();
    giveBack(*this);
    http::Responder &answered = *responder;
    trace.end(trace::Outcome::Answered);
    owner->finished(*this);
    answered.done();
}

void Exchange::abandon()
{
    call.end();
    giveBack(*this);
    http::Responder &lost = *responder;
    response.status = 0;
    trace.end(trace::Outcome::Failed);
    owner->finished(*this);
    lost.abort();
}

} // namespace gatehouse::pipeline
