#pragma once

#include "core/deploy/compiler.h"
#include "core/gateway/gateway.h"
#include "core/json/reader.h"
#include "core/openapi/importer.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <stdexcept>
#include <string>

namespace gatehouse::bench {

/// A gateway on loopback with one thread, which serves the methods GET and POST /pets of one API at the stage
/// "dev".
class RunningGateway {
public:
    /// @param integration  the methods' x-amazon-apigateway-integration, as JSON
    /// @param stage  how they are served; always by the name "dev"
    explicit RunningGateway(const std::string &integration, model::Stage stage = {})
    {
        const std::string method
            = R"({"parameters": [{"in": "header", "name": "Accept", "schema": {"type": "string"}}],
                "responses": {"200": {"description": "pets"}}, "x-amazon-apigateway-integration": )" + integration
            + "}";
        const openapi::ImportResult imported = openapi::importApi(
            R"({"openapi": "3.0.1", "info": {"title": "Bench", "version": "1"}, "paths": {"/pets": {"get": )" + method
            + R"(, "post": )" + method + "}}}");
        stage.name = "dev";
        const deploy::CompileResult compiled = deploy::compile(imported.api, stage, {.shared = m_gateway.shared()});
        if (!compiled.deployment)
            throw std::runtime_error(format(compiled.diagnostics.front()));
        m_gateway.install(compiled.deployment);
        if (const Expected<void> started = m_gateway.start(); !started)
            throw std::runtime_error(started.error().text());
    }
    [[nodiscard]] std::uint16_t port() const { return m_gateway.port(); }

private:
    gateway::Gateway m_gateway;
};

/// One connection to it, for answers that all have the same length.
class Connection {
public:
    explicit Connection(std::uint16_t port, std::string request = std::string(kRequest))
        : m_request(std::move(request))
        , m_socket(m_context)
    {
        m_socket.connect({boost::asio::ip::address_v4::loopback(), port});
        m_socket.set_option(boost::asio::ip::tcp::no_delay(true));
    }

    /// Sends @p batch requests at once and waits for all answers.
    void exchange(int batch)
    {
        if (m_answerSize == 0)
            measureAnswer();
        m_out.clear();
        for (int i = 0; i < batch; ++i)
            m_out += m_request;
        boost::asio::write(m_socket, boost::asio::buffer(m_out));
        m_in.resize(m_answerSize * std::size_t(batch));
        boost::asio::read(m_socket, boost::asio::buffer(m_in));
        if (!m_in.starts_with("HTTP/1.1 200"))
            throw std::runtime_error("not answered with 200");
    }

private:
    static constexpr std::string_view kRequest
        = "GET /dev/pets HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";

    void measureAnswer()
    {
        boost::asio::write(m_socket, boost::asio::buffer(m_request));
        std::string answer;
        std::size_t end = std::string::npos;
        const auto more = [&] {
            char block[4096];
            answer.append(block, m_socket.read_some(boost::asio::buffer(block)));
        };
        while ((end = answer.find("\r\n\r\n")) == std::string::npos)
            more();
        const std::size_t length = answer.find("Content-Length: ");
        if (length == std::string::npos || length > end)
            throw std::runtime_error("an answer without Content-Length");
        m_answerSize = end + 4 + std::stoul(answer.substr(length + 16));
        while (answer.size() < m_answerSize)
            more();
    }

    const std::string m_request;
    boost::asio::io_context m_context;
    boost::asio::ip::tcp::socket m_socket;
    std::string m_out;
    std::string m_in;
    std::size_t m_answerSize = 0; // octets
};

/// The integration of a MOCK with these templates.
inline std::string mockIntegration(const std::string &response, const std::string &request = R"({"statusCode": 200})")
{
    const auto text = [](const std::string &value) { return json::toJson(json::Value(value), -1); };
    return R"({"type": "mock", "requestTemplates": {"application/json": )" + text(request)
        + R"(}, "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": )"
        + text(response) + "}}}}";
}

inline constexpr const char *kPets = R"([{"id":1,"type":"dog","price":249.99},{"id":2,"type":"cat"}])";

} // namespace gatehouse::bench
