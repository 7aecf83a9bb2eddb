#include "core/http/chunked.h"

#include "core/http/syntax.h"

namespace gatehouse::http {

namespace {

constexpr int hexDigit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

ChunkedDecoder::Result ChunkedDecoder::next(std::string_view &input, std::string_view &data) noexcept
{
    while (!input.empty()) {
        if (m_state == State::Data) {
            data = input.substr(0, m_left);
            input.remove_prefix(data.size());
            m_left -= data.size();
            if (m_left == 0)
                m_state = State::DataCr;
            return Result::Data;
        }
        const bool atEnd = m_state == State::EndLf;
        if (!take(input.front()))
            return Result::Malformed;
        input.remove_prefix(1);
        if (atEnd)
            return Result::Done;
    }
    return Result::NeedMore;
}

bool ChunkedDecoder::take(char c) noexcept
{
    constexpr std::uint64_t kMostSize = std::uint64_t(1) << 56U;
    switch (m_state) {
    case State::SizeStart:
        m_left = 0;
        m_overhead = 0;
        m_state = State::Size;
        if (hexDigit(c) < 0)
            return false;
        [[fallthrough]];
    case State::Size:
        if (const int digit = hexDigit(c); digit >= 0) {
            m_left = m_left * 16 + static_cast<unsigned>(digit);
            return m_left < kMostSize && ++m_overhead <= 16;
        }
        if (c == ';')
            m_state = State::Extension;
        else if (c == '\r')
            m_state = State::SizeLf;
        else
            return false;
        return true;
    case State::Extension:
        if (c == '\r')
            m_state = State::SizeLf;
        else if (!syntax::is(c, syntax::kFieldValue))
            return false;
        return ++m_overhead <= kMostExtension;
    case State::SizeLf:
        m_state = m_left == 0 ? State::TrailerStart : State::Data;
        m_overhead = 0;
        return c == '\n';
    case State::Data: return false; // not an octet that comes here
    case State::DataCr: m_state = State::DataLf; return c == '\r';
    case State::DataLf: m_state = State::SizeStart; return c == '\n';
    case State::TrailerStart:
        if (c == '\r') {
            m_state = State::EndLf;
            return true;
        }
        m_state = State::TrailerName;
        return syntax::is(c, syntax::kToken) && ++m_overhead <= kMostTrailer;
    case State::TrailerName:
        if (c == ':')
            m_state = State::TrailerValue;
        else if (!syntax::is(c, syntax::kToken))
            return false;
        return ++m_overhead <= kMostTrailer;
    case State::TrailerValue:
        if (c == '\r')
            m_state = State::TrailerLf;
        else if (!syntax::is(c, syntax::kFieldValue))
            return false;
        return ++m_overhead <= kMostTrailer;
    case State::TrailerLf: m_state = State::TrailerStart; return c == '\n';
    case State::EndLf: return c == '\n';
    }
    return false;
}

} // namespace gatehouse::http
