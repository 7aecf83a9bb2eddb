#include "core/openapi/mock_answers.h"

#include "core/json/reader.h"
#include "core/openapi/sample_value.h"
#include "core/openapi/text.h"

#include <format>

namespace gatehouse::openapi {

using json::Value;

namespace {

constexpr std::size_t kMaxBody = 256U * 1024U; // octets; API Gateway's templates may have 300 KB
constexpr std::string_view kJson = "application/json";

struct Answer {
    std::string statusCode = "200";
    std::string mediaType; ///< of the body; "" for none
    std::string body; ///< the response template
};

bool isJson(std::string_view mediaType)
{
    const std::string type = lowered(trimmed(mediaType.substr(0, mediaType.find(';'))));
    return type == kJson || type.ends_with("+json") || type.ends_with("/json");
}

/// A type to send where the document names a range of types.
std::string concrete(const std::string &mediaType)
{
    if (mediaType == "*/*" || mediaType == "application/*")
        return std::string(kJson);
    if (mediaType == "text/*")
        return "text/plain";
    return mediaType == "image/*" ? "image/png" : mediaType;
}

/// JSON in which nothing looks like a template: '$' and '#' stand only in strings, where they can be escaped.
std::string templateJson(const Value &value)
{
    const std::string text = json::toJson(value);
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '$')
            out += "\\u0024";
        else if (c == '#')
            out += "\\u0023";
        else
            out += c;
    }
    return out;
}

class MockMaker {
public:
    explicit MockMaker(const ImportContext &context)
        : m_context(context)
        , m_samples(context.references)
    {
    }

    void addTo(model::Method &method);

private:
    /// What the document says of a response: {mediaType: {schema, example, examples}}.
    Value contentOf(const model::MethodResponse &response) const;
    std::optional<Value> exampleOf(const Value &media);
    void fillBody(Answer &answer, const Value &content);
    Answer answerOf(const model::Method &method);

    const ImportContext &m_context;
    SampleMaker m_samples;
};

Value MockMaker::contentOf(const model::MethodResponse &response) const
{
    const Value *source = m_context.references.resolve(response.extra).value;
    Value content = source ? (*source)["content"] : Value();
    for (const auto &[type, model] : response.responseModels) {
        Value media = content[type];
        media.editMembers().set("schema", Value::object({{"$ref", referenceTo(kSchemaPrefix, model)}}));
        content.editMembers().set(type, std::move(media));
    }
    return content;
}

std::optional<Value> MockMaker::exampleOf(const Value &media)
{
    if (const Value *example = media.find("example"))
        return *example;
    for (const json::Member &named : media["examples"].members()) {
        const Value *example = m_context.references.resolve(named.value).value;
        if (const Value *value = example ? example->find("value") : nullptr)
            return *value;
    }
    const Value *schema = media.find("schema");
    return schema ? m_samples.sample(*schema) : std::nullopt;
}

void MockMaker::fillBody(Answer &answer, const Value &content)
{
    const json::Object &types = content.members();
    if (types.empty())
        return;
    auto chosen = std::ranges::find(types, kJson, &json::Member::key);
    if (chosen == types.end())
        chosen = std::ranges::find_if(types, [](const json::Member &m) { return isJson(concrete(m.key)); });
    if (chosen == types.end())
        chosen = types.begin();
    answer.mediaType = concrete(chosen->key);
    const std::optional<Value> example = exampleOf(chosen->value);
    if (!example)
        return;
    if (isJson(answer.mediaType)) {
        answer.body = templateJson(*example);
    } else if (example->isString() && !answer.mediaType.starts_with("image/")) {
        answer.body = example->string();
        if (answer.body.find_first_of("$#") != std::string::npos) {
            m_context.report.add(Severity::Info, "mock-answer-template",
                                 "This example holds '$' or '#', which a template engine may read as its own",
                                 chosen->value);
        }
    }
    if (answer.body.size() > kMaxBody) {
        m_context.report.add(Severity::Info, "mock-answer-size", "The example is too large for a mock answer",
                             chosen->value);
        answer.body.clear();
    }
}

Answer MockMaker::answerOf(const model::Method &method)
{
    Answer answer;
    const auto success = std::ranges::find_if(method.responses, [](const model::MethodResponse &response) {
        return response.statusCode.size() == 3 && response.statusCode[0] == '2';
    });
    const model::MethodResponse *response = success == method.responses.end() ? method.response("default") : &*success;
    if (!response)
        return answer;
    if (response->statusCode.find_first_not_of("0123456789") == std::string::npos)
        answer.statusCode = response->statusCode;
    if (answer.statusCode != "204" && answer.statusCode != "205")
        fillBody(answer, contentOf(*response));
    return answer;
}

void MockMaker::addTo(model::Method &method)
{
    Answer answer = answerOf(method);
    model::Integration integration;
    integration.type = model::IntegrationType::Mock;
    integration.passthroughBehavior = model::PassthroughBehavior::WhenNoTemplates;
    const std::string request = std::format(R"({{"statusCode": {}}})", answer.statusCode);
    integration.requestTemplates.emplace(kJson, request);
    const Value *body = m_context.references.resolve(method.extra["requestBody"]).value;
    if (body) {
        for (const json::Member &media : (*body)["content"].members())
            integration.requestTemplates.emplace(trimmed(std::string_view(media.key).substr(0, media.key.find(';'))),
                                                 request);
    }
    for (const auto &[type, model] : method.requestModels)
        integration.requestTemplates.emplace(type, request);

    if (!method.response(answer.statusCode))
        method.responses.push_back({answer.statusCode, {}, {}, {}});
    model::IntegrationResponse response;
    response.statusCode = answer.statusCode;
    if (!answer.body.empty())
        response.responseTemplates.emplace(kJson, std::move(answer.body));
    if (!answer.mediaType.empty() && answer.mediaType != kJson) {
        constexpr std::string_view kHeader = "method.response.header.Content-Type";
        response.responseParameters.emplace(kHeader, "'" + answer.mediaType + "'");
        const auto declared
            = std::ranges::find(method.responses, answer.statusCode, &model::MethodResponse::statusCode);
        declared->responseParameters.try_emplace(std::string(kHeader), false);
    }
    integration.responses.push_back(std::move(response));
    method.integration = std::move(integration);
}

} // namespace

void addMockAnswers(const ImportContext &context, model::RestApi &api)
{
    MockMaker maker(context);
    std::size_t made = 0;
    for (Cow<model::Resource> &resource : api.resources) {
        for (std::size_t i = 0; i < resource->methods.size(); ++i) {
            const model::Method &method = resource->methods[i];
            if (method.integration || method.extra.find("x-amazon-apigateway-integration"))
                continue;
            maker.addTo(resource.edit().methods[i]);
            ++made;
        }
        if (context.stopped())
            return;
    }
    if (made > 0)
        context.report.add(Severity::Info, "mock-answers",
                           std::format("{} operations without an integration got a mock answer", made),
                           context.document["paths"]);
}

} // namespace gatehouse::openapi
