#pragma once

#include "core/http/message.h"

#include <array>
#include <cstdint>
#include <string_view>

/// The parts of HTTP/1.1's grammar that requests, answers and trailers share (RFC 9110, 5; RFC 9112, 2 to 7).
///
/// Stricter than asked, so that nobody in front of or behind this program can read a message differently: a lone LF
/// ends no line, folded fields are refused, and so is whitespace before the colon, a second Content-Length, or one
/// beside a Transfer-Encoding.
namespace gatehouse::http::syntax {

inline constexpr std::uint8_t kToken = 1; ///< tchar
inline constexpr std::uint8_t kFieldValue = 2; ///< what may stand in a field value: HTAB, SP, VCHAR, obs-text
inline constexpr std::uint8_t kTarget = 4; ///< what may stand in a request target: VCHAR but "#"

inline constexpr auto kClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (unsigned c = 0x21; c < 0x7f; ++c)
        classes[c] = kFieldValue | (c == '#' ? 0 : kTarget);
    for (unsigned c = 0x80; c < 0x100; ++c)
        classes[c] = kFieldValue;
    classes[' '] = classes['\t'] = kFieldValue;
    for (const char c :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        classes[static_cast<unsigned char>(c)] |= kToken;
    return classes;
}();

[[nodiscard]] constexpr bool is(char c, std::uint8_t wanted) noexcept
{
    return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

[[nodiscard]] constexpr bool all(std::string_view text, std::uint8_t wanted) noexcept
{
    for (const char c : text) {
        if (!is(c, wanted))
            return false;
    }
    return true;
}

[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Takes a field line without its CRLF apart. False: malformed.
[[nodiscard]] bool readField(std::string_view line, Field &field) noexcept;

/// True if the comma-separated @p list holds @p token, in any case.
[[nodiscard]] bool listHas(std::string_view list, std::string_view token) noexcept;

/// Takes the lines off an input that grows at its end and stays where it is.
class Lines {
public:
    enum class Result : std::uint8_t { Line, NeedMore, BareLf };

    /// The next line without its CRLF.
    Result next(std::string_view input, std::string_view &line) noexcept;
    /// Where the line that is not complete yet begins: the octets taken so far.
    [[nodiscard]] std::size_t taken() const noexcept { return m_begin; }

private:
    std::size_t m_begin = 0;
    std::size_t m_searched = 0;
};

/// What the fields say about where the message ends, and what becomes of the connection.
struct Framing {
    std::int64_t contentLength = -1; ///< -1: no such field
    bool chunked = false; ///< Transfer-Encoding: chunked
    bool unknownCoding = false; ///< any other Transfer-Encoding
    bool malformed = false; ///< no two readers would agree on the end
    bool close = false; ///< Connection: close
    bool keepAlive = false; ///< Connection: keep-alive

    void note(const Field &field) noexcept;
};

} // namespace gatehouse::http::syntax
