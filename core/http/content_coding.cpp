#include "core/http/content_coding.h"

#include "core/http/message.h"

#include <zlib.h>

namespace gatehouse::http {

namespace {

constexpr int kLevel = 4; // a third of the default level's time, a tenth more octets
constexpr int kZlibWindow = MAX_WBITS;
constexpr int kGzipWindow = MAX_WBITS + 16; // zlib's way to ask for gzip
constexpr std::size_t kBlock = std::size_t(64) * 1024;

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::string_view takeUpTo(std::string_view &rest, char mark) noexcept
{
    const std::size_t end = std::min(rest.find(mark), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// Thousandths; 1 without a "q", 0 for what is no weight (RFC 9110, 12.4.2).
int quality(std::string_view parameters) noexcept
{
    while (!parameters.empty()) {
        const std::string_view parameter = takeUpTo(parameters, ';');
        if (!parameter.starts_with("q=") && !parameter.starts_with("Q="))
            continue;
        const std::string_view weight = parameter.substr(2);
        if (weight.empty() || weight.size() > 5 || (weight[0] != '0' && weight[0] != '1')
            || (weight.size() > 1 && weight[1] != '.'))
            return 0;
        int value = (weight[0] - '0') * 1000;
        for (std::size_t i = 2, scale = 100; i < weight.size(); ++i, scale /= 10) {
            if (weight[i] < '0' || weight[i] > '9')
                return 0;
            value += (weight[i] - '0') * static_cast<int>(scale);
        }
        return value <= 1000 ? value : 0;
    }
    return 1000;
}

/// Names are compared as RFC 9110, 8.4.1 says; "x-gzip" is gzip.
std::optional<ContentCoding> codingNamed(std::string_view name) noexcept
{
    if (sameName(name, "gzip") || sameName(name, "x-gzip"))
        return ContentCoding::Gzip;
    if (sameName(name, "deflate"))
        return ContentCoding::Deflate;
    if (sameName(name, "identity"))
        return ContentCoding::Identity;
    return std::nullopt;
}

Bytef *octetsOf(std::string_view text) noexcept
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(text.data())); // zlib only reads its input
}

struct Inflater {
    explicit Inflater(int window) { ready = inflateInit2(&stream, window) == Z_OK; }
    ~Inflater()
    {
        if (ready)
            inflateEnd(&stream);
    }
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    z_stream stream{};
    bool ready = false;
};

Expected<void> inflateAll(int window, std::string_view content, std::size_t most, std::string &out)
{
    Inflater inflater(window);
    if (!inflater.ready)
        return fail(ContentCodingErrc::Malformed, "no memory");
    z_stream &stream = inflater.stream;
    stream.next_in = octetsOf(content);
    stream.avail_in = static_cast<uInt>(content.size());
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        const std::size_t before = out.size();
        const std::size_t room = std::min(std::max(kBlock, before), most + 1 - before);
        out.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        stream.avail_out = static_cast<uInt>(room);
        state = inflate(&stream, Z_NO_FLUSH);
        out.resize(before + room - stream.avail_out);
        if (out.size() > most)
            return fail(ContentCodingErrc::TooLarge, "more than " + std::to_string(most) + " octets");
        const bool stuck = stream.avail_in == 0 && stream.avail_out != 0; // it wants more than there is
        if (state != Z_STREAM_END && (state != Z_OK || stuck))
            return fail(ContentCodingErrc::Malformed, stream.msg ? stream.msg : "the end is missing");
        if (state == Z_STREAM_END && window == kGzipWindow && stream.avail_in > 0) { // another member (RFC 1952, 2.2)
            inflateReset(&stream);
            state = Z_OK;
        }
    }
    if (stream.avail_in > 0)
        return fail(ContentCodingErrc::Malformed, "octets after the end");
    return {};
}

} // namespace

std::string_view toString(ContentCoding coding) noexcept
{
    switch (coding) {
    case ContentCoding::Identity: return "identity";
    case ContentCoding::Gzip: return "gzip";
    case ContentCoding::Deflate: return "deflate";
    }
    return {};
}

std::string_view describe(ContentCodingErrc code) noexcept
{
    switch (code) {
    case ContentCodingErrc::Unsupported: return "unsupported content coding";
    case ContentCodingErrc::Malformed: return "malformed coded content";
    case ContentCodingErrc::TooLarge: return "the content is too large once decoded";
    }
    return "unknown";
}

ContentCoding chooseCoding(std::string_view acceptEncoding) noexcept
{
    ContentCoding best = ContentCoding::Identity;
    int bestQuality = 0;
    bool bestIsOurs = false;
    while (!acceptEncoding.empty()) {
        std::string_view item = takeUpTo(acceptEncoding, ',');
        const std::string_view name = takeUpTo(item, ';');
        const int wanted = name.empty() ? 0 : quality(item);
        const auto coding = codingNamed(name);
        // Of a tie with what is not ours, ours is taken: "br, gzip" is what browsers send.
        if (wanted > bestQuality || (wanted == bestQuality && wanted > 0 && coding && !bestIsOurs)) {
            best = coding.value_or(ContentCoding::Identity);
            bestQuality = wanted;
            bestIsOurs = coding.has_value();
        }
    }
    return best;
}

void encodeContent(ContentCoding coding, std::string_view content, std::string &out)
{
    z_stream stream{};
    const int window = coding == ContentCoding::Gzip ? kGzipWindow : kZlibWindow;
    constexpr int kMemory = 8; // zlib's default
    if (coding == ContentCoding::Identity
        || deflateInit2(&stream, kLevel, Z_DEFLATED, window, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
        out = content;
        return;
    }
    out.resize(deflateBound(&stream, static_cast<uLong>(content.size())));
    stream.next_in = octetsOf(content);
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH); // the bound is enough for one call
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
}

Expected<void> decodeContent(std::string_view coding, std::string_view content, std::size_t most, std::string &out)
{
    out.clear();
    const auto known = codingNamed(trimmed(coding));
    if (!known)
        return fail(ContentCodingErrc::Unsupported, std::string(coding));
    if (*known == ContentCoding::Identity) {
        if (content.size() > most)
            return fail(ContentCodingErrc::TooLarge, "more than " + std::to_string(most) + " octets");
        out = content;
        return {};
    }
    if (*known == ContentCoding::Gzip)
        return inflateAll(kGzipWindow, content, most, out);
    auto done = inflateAll(kZlibWindow, content, most, out);
    if (!done && done.error().code == ContentCodingErrc::Malformed && out.empty())
        done = inflateAll(-kZlibWindow, content, most, out); // many clients leave the zlib format's frame out
    return done;
}

} // namespace gatehouse::http
