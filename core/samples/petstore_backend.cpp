#include "core/samples/petstore_backend.h"

#include "core/http/server.h"
#include "core/integration/uri_template.h"
#include "core/json/reader.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/message_writer.h"

#include <charconv>

namespace gatehouse::samples {

namespace {

using json::Value;

constexpr std::string_view kPets = "/petstore/pets";
constexpr int kPageSize = 3;
constexpr std::string_view kTypes[] = {"dog", "cat", "fish"};
constexpr std::string_view kPrices[] = {"249.99", "124.99", "0.99", "999.99", "249.99", "49.97"};

struct Answer {
    int status = 200;
    Value body;
};

std::optional<int> positiveNumber(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > 1'000'000)
        return std::nullopt;
    return number;
}

Value pet(int id, std::string_view type)
{
    const auto index = static_cast<std::size_t>(id - 1);
    return Value::object({{"id", id},
                          {"type", type.empty() ? kTypes[index % std::size(kTypes)] : type},
                          {"price", json::Number{std::string(kPrices[index % std::size(kPrices)])}}});
}

Answer problem(int status, std::string_view message)
{
    return {status, Value::object({{"message", message}})};
}

Answer listPets(std::string_view query)
{
    std::string type;
    if (const auto raw = pipeline::QueryValues::last(query, "type"))
        integration::appendQueryDecoded(type, *raw);
    const int page = positiveNumber(pipeline::QueryValues::last(query, "page").value_or("1")).value_or(1);
    Value pets = Value::array();
    for (int i = 1; i <= kPageSize; ++i)
        pets.editItems().push_back(pet((page - 1) * kPageSize + i, type));
    return {200, std::move(pets)};
}

Answer createPet(std::string_view body)
{
    const json::ReadResult read = json::readJson(body.empty() ? "{}" : body);
    if (hasErrors(read.diagnostics) || !read.value.isObject())
        return problem(400, "Invalid JSON");
    Value errors = Value::array();
    for (const std::string_view member : {"type", "price"}) {
        if (read.value[member].isNull()) {
            errors.editItems().push_back(
                Value::object({{"key", "Pet." + std::string(member)}, {"message", "Missing required field"}}));
        }
    }
    if (!errors.items().empty())
        return {400, Value::object({{"errors", errors}})};
    const Value created = Value::object({{"type", read.value["type"]}, {"price", read.value["price"]}});
    return {200, Value::object({{"pet", created}, {"message", "success"}})};
}

Answer answer(const http::Request &request)
{
    if (request.path == kPets) {
        if (request.method == "GET")
            return listPets(request.query);
        if (request.method == "POST")
            return createPet(request.body);
        return problem(405, "Method Not Allowed");
    }
    if (request.path.starts_with(kPets) && request.path[kPets.size()] == '/') {
        const auto id = positiveNumber(request.path.substr(kPets.size() + 1));
        if (id && request.method == "GET")
            return {200, pet(*id, {})};
    }
    return problem(404, "Not Found");
}

void writeHead(std::string &out, int status, std::string_view date, std::size_t length, bool keepAlive)
{
    out += std::format("HTTP/1.1 {} {}\r\n", status, pipeline::reasonPhrase(status));
    pipeline::appendField(out, "Date", date);
    pipeline::appendField(out, "Content-Type", "application/json");
    pipeline::appendField(out, "Content-Length", std::to_string(length));
    pipeline::appendField(out, "Connection", keepAlive ? "keep-alive" : "close");
    out += "\r\n";
}

} // namespace

class PetstoreBackend::Impl final : public http::Handler {
public:
    void handle(const http::Request &request, http::Responder &responder) override
    {
        const Answer made = answer(request);
        const std::string body = json::toJson(made.body, 2);
        writeHead(responder.out(), made.status, responder.thread().date(), body.size(), responder.keepAlive());
        if (request.method != "HEAD")
            responder.out() += body;
        responder.done();
    }
    void reject(int status, http::IoThread &thread, std::string &out) override
    {
        writeHead(out, status, thread.date(), 0, false);
    }

    std::unique_ptr<http::Server> server;
};

PetstoreBackend::PetstoreBackend()
    : m_impl(std::make_unique<Impl>())
{
}

PetstoreBackend::~PetstoreBackend()
{
    stop();
}

Expected<void> PetstoreBackend::start(std::uint16_t port)
{
    stop();
    http::ServerOptions options;
    options.port = port;
    auto server = std::make_unique<http::Server>(options, *m_impl);
    if (auto started = server->start(); !started)
        return started;
    m_impl->server = std::move(server);
    return {};
}

void PetstoreBackend::stop()
{
    m_impl->server.reset();
}

bool PetstoreBackend::isRunning() const noexcept
{
    return m_impl->server && m_impl->server->isRunning();
}

std::string PetstoreBackend::address() const
{
    return isRunning() ? "127.0.0.1:" + std::to_string(m_impl->server->port()) : std::string();
}

} // namespace gatehouse::samples
