#pragma once

#include "core/http/chunked.h"
#include "core/http/message.h"
#include "core/http/request_parser.h"

#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace gatehouse::http {

/// Octets received and not dealt with yet, in a block of fixed size that never moves.
class InputBuffer {
public:
    static constexpr std::size_t kSize = std::size_t(64) * 1024;

    [[nodiscard]] std::string_view unread() const noexcept { return {m_block.get() + m_begin, m_end - m_begin}; }
    [[nodiscard]] std::span<char> space() noexcept { return {m_block.get() + m_end, kSize - m_end}; }
    [[nodiscard]] bool empty() const noexcept { return m_begin == m_end; }
    void received(std::size_t octets) noexcept { m_end += octets; }
    void consume(std::size_t octets) noexcept
    {
        m_begin += octets;
        if (m_begin == m_end)
            m_begin = m_end = 0;
    }
    void clear() noexcept { m_begin = m_end = 0; }
    /// Forgets what is unread after its first @p octets.
    void truncate(std::size_t octets) noexcept { m_end = m_begin + octets; }
    /// Moves what is unread to the front: views into it die. False: it is there already.
    bool compact() noexcept
    {
        if (m_begin == 0)
            return false;
        std::memmove(m_block.get(), m_block.get() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
        return true;
    }

private:
    std::unique_ptr<char[]> m_block = std::make_unique_for_overwrite<char[]>(kSize);
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// All that a connection needs while a request comes in and is answered; borrowed, so that idle connections own
/// nothing.
struct Incoming {
    InputBuffer input;
    RequestParser parser;
    bool headDone = false;
    bool bodyInPlace = false; ///< the content stays in the input buffer
    std::int64_t bodyLeft = 0; ///< octets of content to come, when neither in place nor chunked
    ChunkedDecoder chunks;
    std::string body; ///< content that is chunked or too large for the input buffer
    Request request;
    std::size_t consumed = 0; ///< octets of the input that belong to the request

    /// Ready for the next request; input stays.
    void nextRequest()
    {
        constexpr std::size_t kKeptBody = std::size_t(256) * 1024;
        input.consume(consumed);
        consumed = 0;
        parser.reset();
        headDone = bodyInPlace = false;
        chunks = {};
        body.clear();
        if (body.capacity() > kKeptBody)
            body = {};
    }
};

/// Things used by one thread that are dear to make: take one, give it back clean.
template <class T>
class Pool {
public:
    [[nodiscard]] std::unique_ptr<T> take()
    {
        if (m_free.empty())
            return std::make_unique<T>();
        std::unique_ptr<T> taken = std::move(m_free.back());
        m_free.pop_back();
        return taken;
    }
    void give(std::unique_ptr<T> thing)
    {
        if (m_free.size() < kMost)
            m_free.push_back(std::move(thing));
    }

private:
    static constexpr std::size_t kMost = 128;
    std::vector<std::unique_ptr<T>> m_free;
};

/// Output strings used by one thread. Large ones are not kept.
class OutputPool {
public:
    /// Gives @p empty some memory, if it has none and there is some.
    void refresh(std::string &empty)
    {
        if (empty.capacity() >= kLeast || m_free.empty())
            return;
        empty = std::move(m_free.back());
        m_free.pop_back();
    }
    void give(std::string &&used)
    {
        if (m_free.size() < kMost && used.capacity() >= kLeast && used.capacity() <= kLargest) {
            used.clear();
            m_free.push_back(std::move(used));
        }
        used = {};
    }

private:
    static constexpr std::size_t kMost = 128;
    static constexpr std::size_t kLeast = 64; // below it is the string's own space
    static constexpr std::size_t kLargest = std::size_t(256) * 1024;
    std::vector<std::string> m_free;
};

} // namespace gatehouse::http
