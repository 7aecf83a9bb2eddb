#include "core/http/loopback_call.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <sys/socket.h>

#include <format>

namespace gatehouse::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

std::string LoopbackAnswer::field(std::string_view name) const
{
    for (const auto &[key, value] : fields) {
        if (beast::iequals(key, name))
            return value;
    }
    return {};
}

Expected<LoopbackAnswer> call(std::uint16_t port, const LoopbackCall &call, std::stop_token stop)
{
    beast::http::request<beast::http::string_body> request;
    request.version(11);
    request.method_string(call.method);
    request.target(call.target);
    request.set(beast::http::field::host, call.host);
    for (const auto &[name, value] : call.fields)
        request.insert(name, value);
    request.body() = call.body;
    if (!call.body.empty())
        request.prepare_payload();

    asio::io_context context;
    asio::ip::tcp::socket socket(context);
    beast::flat_buffer buffer;
    beast::http::response_parser<beast::http::string_body> parser;
    parser.body_limit(boost::none);
    parser.skip(call.method == "HEAD");
    boost::system::error_code error;
    socket.open(asio::ip::tcp::v4(), error);
    // The socket outlives the callback, so whoever stops shuts down no other one.
    const std::stop_callback onStop(stop, [fd = socket.native_handle()] { ::shutdown(fd, SHUT_RDWR); });
    if (!error)
        socket.connect({asio::ip::address_v4::loopback(), port}, error);
    if (!error)
        beast::http::write(socket, request, error);
    if (!error)
        beast::http::read(socket, buffer, parser, error);
    if (error)
        return std::unexpected(Error{error, {}});

    LoopbackAnswer answer;
    const auto &response = parser.get();
    answer.status = static_cast<int>(response.result_int());
    answer.statusLine = std::format("HTTP/{}.{} {} {}", response.version() / 10, response.version() % 10,
                                    response.result_int(), std::string_view(response.reason()));
    for (const auto &field : response)
        answer.fields.emplace_back(field.name_string(), field.value());
    answer.body = response.body();
    return answer;
}

} // namespace gatehouse::http
