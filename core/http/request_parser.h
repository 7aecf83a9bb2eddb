#pragma once

#include "core/http/syntax.h"

#include <string>
#include <vector>

namespace gatehouse::http {

/// What a request head may be, in octets.
struct HeadLimits {
    std::size_t target = 10240; ///< of the request target
    std::size_t fields = 10240; ///< of all field lines with their ends
};

/// Reads the head of one request: request line and fields, up to and with the empty line (RFC 9112, 2 to 3.3).
///
/// Works on from line to line while the input grows, so a head that comes octet by octet costs no more than one that
/// comes at once. All views point into the input, which has to stay in place until the request is dealt with.
class RequestParser {
public:
    enum class Result : std::uint8_t { NeedMore, Done, Failed };

    static constexpr std::size_t kMostMethod = 64; ///< octets; longer ones are answered 501

    /// @param input everything received since the request began, each time
    Result parse(std::string_view input, const HeadLimits &limits);
    /// For the next request; keeps its memory.
    void reset();

    /// The status code to refuse the request with, after Failed: 400, 414, 431, 501 or 505.
    [[nodiscard]] int status() const noexcept { return m_status; }

    // After Done:
    [[nodiscard]] std::string_view method() const noexcept { return m_method; }
    [[nodiscard]] std::string_view target() const noexcept
    {
        return m_target;
    } ///< origin form, "*", or for CONNECT the authority
    [[nodiscard]] std::string_view host() const noexcept
    {
        return m_host;
    } ///< of an absolute target, else of the Host field
    [[nodiscard]] std::span<const Field> fields() const noexcept { return m_fields; }
    [[nodiscard]] int versionMinor() const noexcept { return m_versionMinor; }
    [[nodiscard]] bool expectsContinue() const noexcept { return m_expectsContinue; }
    [[nodiscard]] bool keepAlive() const noexcept;
    [[nodiscard]] bool chunked() const noexcept { return m_framing.chunked; }
    [[nodiscard]] std::int64_t contentLength() const noexcept { return m_framing.contentLength; } ///< -1: no such field
    [[nodiscard]] std::size_t size() const noexcept { return m_lines.taken(); } ///< octets of the head

private:
    enum class Part : std::uint8_t { RequestLine, Fields, Complete };

    Result fail(int status) noexcept;
    Result readRequestLine(std::string_view line, const HeadLimits &limits);
    Result readTarget(std::string_view target);
    Result readAbsoluteTarget(std::string_view target);
    Result readFieldLine(std::string_view line);
    Result finish();
    /// Judges a line that has not ended yet.
    Result checkUnfinished(std::string_view line, const HeadLimits &limits);

    syntax::Lines m_lines;
    Part m_part = Part::RequestLine;
    bool m_skippedEmptyLine = false;
    int m_status = 0;
    std::string_view m_method;
    std::string_view m_target;
    std::string_view m_host;
    std::string m_ownTarget; // only when a slash had to be put in
    std::size_t m_fieldsBegin = 0;
    int m_versionMinor = 1;
    int m_hosts = 0; // Host fields
    bool m_absolute = false;
    bool m_expectsContinue = false;
    syntax::Framing m_framing;
    std::vector<Field> m_fields;
};

} // namespace gatehouse::http
