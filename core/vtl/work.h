#pragma once

#include "core/vtl/program.h"

#include <cstdint>
#include <format>
#include <utility>

namespace gatehouse::vtl {

/// What one rendering has done, in steps: one for a statement or an expression, more for what goes through many
/// elements or a long text. So a limit on steps is a limit on time.
///
/// The one made last on a thread is the thread's until it goes: what lies deep below (equality of values, JSONPaths)
/// counts there too, without knowing who renders.
class Work {
public:
    static constexpr std::size_t kTextPerStep = 256; ///< octets of text that are gone through in the time of a step
    static constexpr std::size_t kMovesPerStep = 16; ///< values moved in memory in that time

    struct Count {
        std::uint64_t done = 0;
        std::uint64_t limit = 0;
    };

    explicit Work(std::uint64_t limit) noexcept
        : m_count{0, limit}
        , m_outer(std::exchange(s_current, this))
    {
    }
    ~Work() { s_current = m_outer; }
    Work(const Work &) = delete;
    Work &operator=(const Work &) = delete;

    /// @throws Error (VtlErrc::Limit) beyond the limit
    void spend(std::uint64_t steps = 1)
    {
        m_count.done += steps;
        if (m_count.done > m_count.limit)
            fail();
    }
    [[nodiscard]] std::uint64_t done() const noexcept { return m_count.done; }
    /// Goes on with another count: for what shall not be charged to the rendering.
    Count exchange(Count count) noexcept { return std::exchange(m_count, count); }

    /// Counts for the rendering on this thread, if there is one.
    static void spendHere(std::uint64_t steps)
    {
        if (s_current)
            s_current->spend(steps);
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error{make_error_code(VtlErrc::Limit), std::format("more than {} steps", m_count.limit)};
    }

    static inline thread_local Work *s_current = nullptr;

    Count m_count;
    Work *const m_outer;
};

} // namespace gatehouse::vtl
