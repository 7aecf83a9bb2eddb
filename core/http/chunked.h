#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gatehouse::http {

/// Takes the chunked transfer coding off a stream (RFC 9112, 7.1), copying nothing.
///
/// Chunk extensions are read over, and so are trailer fields, which nothing here uses. Strict: each line ends in CRLF,
/// sizes are plain hexadecimal digits, no whitespace around them.
class ChunkedDecoder {
public:
    enum class Result : std::uint8_t {
        NeedMore, ///< the input is used up
        Data, ///< a stretch of content was taken off
        Done, ///< the end was taken off; what follows in the input belongs to the next message
        Malformed, ///< not to be called again
    };

    static constexpr std::size_t kMostExtension = 1024; ///< octets of extensions in one chunk
    static constexpr std::size_t kMostTrailer = 10240; ///< octets of trailer fields

    /// Takes what it can off the front of @p input; @p data is set with Result::Data.
    Result next(std::string_view &input, std::string_view &data) noexcept;

private:
    enum class State : std::uint8_t {
        SizeStart, // no digit yet
        Size,
        Extension,
        SizeLf,
        Data,
        DataCr,
        DataLf,
        TrailerStart, // of a line: a field, or the end
        TrailerName,
        TrailerValue,
        TrailerLf,
        EndLf,
    };
    /// One octet outside the data. False: it may not stand there.
    [[nodiscard]] bool take(char c) noexcept;

    State m_state = State::SizeStart;
    std::uint64_t m_left = 0; // octets of the chunk
    std::size_t m_overhead = 0;
};

} // namespace gatehouse::http
