#pragma once

#include "core/http/syntax.h"

#include <vector>

namespace gatehouse::http {

/// Reads the head of one answer (RFC 9112, 2 to 4), as strictly as requests are read. Works like RequestParser.
class ResponseParser {
public:
    enum class Result : std::uint8_t { NeedMore, Done, Failed };

    /// @param input everything received since the answer began, each time; it has to stay in place
    Result parse(std::string_view input);
    /// For the next answer; keeps its memory.
    void reset();

    // After Done:
    [[nodiscard]] int status() const noexcept { return m_status; }
    [[nodiscard]] std::string_view reason() const noexcept { return m_reason; }
    [[nodiscard]] std::span<const Field> fields() const noexcept { return m_fields; }
    [[nodiscard]] bool keepAlive() const noexcept;
    [[nodiscard]] bool chunked() const noexcept { return m_framing.chunked; }
    [[nodiscard]] std::int64_t contentLength() const noexcept { return m_framing.contentLength; } ///< -1: no such field
    [[nodiscard]] std::size_t size() const noexcept { return m_lines.taken(); } ///< octets of the head

private:
    [[nodiscard]] bool readStatusLine(std::string_view line) noexcept;

    syntax::Lines m_lines;
    int m_status = 0; // 0: the status line has not come yet
    int m_versionMinor = 1;
    std::string_view m_reason;
    syntax::Framing m_framing;
    std::vector<Field> m_fields;
};

} // namespace gatehouse::http
