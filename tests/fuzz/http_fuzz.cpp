// The HTTP parsers on arbitrary octets, at once and octet by octet: both must see the same, inside the input only.
#include "core/http/chunked.h"
#include "core/http/request_parser.h"
#include "core/http/response_parser.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

using namespace gatehouse::http;

namespace {

void require(bool condition)
{
    if (!condition)
        std::abort();
}

std::string describe(std::span<const Field> fields)
{
    std::string text;
    for (const Field &field : fields) {
        require(!field.name.empty() && syntax::all(field.name, syntax::kToken));
        require(syntax::all(field.value, syntax::kFieldValue) && field.value == syntax::trim(field.value));
        text.append(field.name).append(": ").append(field.value).append("\n");
    }
    return text;
}

std::string describe(RequestParser &parser, RequestParser::Result result)
{
    switch (result) {
    case RequestParser::Result::NeedMore: return "more";
    case RequestParser::Result::Failed: return std::to_string(parser.status());
    case RequestParser::Result::Done: break;
    }
    require(!parser.method().empty() && !parser.target().empty());
    require(!(parser.chunked() && parser.contentLength() >= 0));
    std::string text(parser.method());
    text.append(" ").append(parser.target()).append(" ").append(parser.host()).append("\n");
    text += std::to_string(parser.size()) + (parser.keepAlive() ? "k" : "c") + (parser.chunked() ? "t" : "l")
        + std::to_string(parser.contentLength());
    return text + describe(parser.fields());
}

std::string describe(ResponseParser &parser, ResponseParser::Result result)
{
    switch (result) {
    case ResponseParser::Result::NeedMore: return "more";
    case ResponseParser::Result::Failed: return "bad";
    case ResponseParser::Result::Done: break;
    }
    require(parser.status() >= 100 && parser.status() <= 999);
    require(!(parser.chunked() && parser.contentLength() >= 0));
    return std::to_string(parser.status()) + std::string(parser.reason()) + std::to_string(parser.size())
        + describe(parser.fields());
}

template <class Parser, class... Limits>
std::string whole(std::string_view input, const Limits &...limits)
{
    Parser parser;
    const auto result = parser.parse(input, limits...);
    return describe(parser, result);
}

template <class Parser, class... Limits>
std::string piecewise(std::string_view input, const Limits &...limits)
{
    Parser parser;
    auto result = Parser::Result::NeedMore;
    for (std::size_t size = 0; size <= input.size() && result == Parser::Result::NeedMore; ++size)
        result = parser.parse(input.substr(0, size), limits...);
    return describe(parser, result);
}

// Content, and what ended it.
std::string decode(std::string_view input, std::size_t step)
{
    ChunkedDecoder decoder;
    std::string content;
    for (std::size_t at = 0; at < input.size();) {
        std::string_view piece = input.substr(at, step);
        const std::size_t size = piece.size();
        std::string_view data;
        ChunkedDecoder::Result result = ChunkedDecoder::Result::Data;
        while (result == ChunkedDecoder::Result::Data) {
            data = {};
            result = decoder.next(piece, data);
            content += data;
        }
        at += size - piece.size();
        if (result == ChunkedDecoder::Result::Done)
            return content + "|" + std::to_string(at);
        if (result == ChunkedDecoder::Result::Malformed)
            return content + "|bad";
        require(piece.empty());
    }
    return content + "|more";
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t kMost = 4096; // reading octet by octet takes its time
    const auto copy = std::make_unique<char[]>(std::min(size, kMost)); // so that the sanitizer sees every step outside
    std::copy_n(data, std::min(size, kMost), copy.get());
    const std::string_view input(copy.get(), std::min(size, kMost));

    const HeadLimits limits{200, 400};
    const std::string request = whole<RequestParser>(input, limits);
    const std::string slow = piecewise<RequestParser>(input, limits);
    // An unfinished line may be refused for one reason before its end gives another.
    require(request == slow || (request.size() == 3 && slow.size() == 3));
    require(whole<ResponseParser>(input) == piecewise<ResponseParser>(input));
    require(decode(input, input.size()) == decode(input, 1));
    return 0;
}
