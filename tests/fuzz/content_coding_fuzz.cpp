// The first line is an Accept-Encoding or Content-Encoding field, the rest content. Decoding stays within its limit, and
// what was encoded decodes to itself.
#include "core/http/content_coding.h"

#include <cstdlib>

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t kMost = 100'000;
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::size_t end = std::min(input.find('\n'), size);
    const std::string_view field = input.substr(0, end);
    const std::string_view content = input.substr(std::min(end + 1, size)).substr(0, kMost);

    std::string out;
    if (http::decodeContent(field, content, kMost, out) && out.size() > kMost)
        std::abort();

    const http::ContentCoding coding = http::chooseCoding(field);
    std::string encoded;
    http::encodeContent(coding, content, encoded);
    if (!http::decodeContent(http::toString(coding), encoded, kMost, out) || out != content)
        std::abort();
    return 0;
}
