#pragma once

#include "core/vtl/objects.h"
#include "core/vtl/program.h"

#include <span>
#include <string>

namespace gatehouse::vtl {

/// What one rendering may cost. The numbers that are not AWS's keep a template from running away.
struct RenderLimits {
    std::uint64_t maxSteps = 5'000'000; ///< statements and expressions evaluated
    std::size_t maxOutput = 10U * 1024U * 1024U; ///< octets; the payload limit (rest-runtime.md 4.1)
    std::uint32_t maxLoopTurns = 1000; ///< of one #foreach; 0: no limit. mapping-templates.md 2.2
    /// Whether a loop that reaches maxLoopTurns ends silently, as Velocity's own limit does, or fails (unconfirmed on
    /// AWS).
    bool loopLimitFails = false;
    std::size_t maxRange = 100'000; ///< elements of a range literal
    std::uint32_t maxMacroDepth = 20; ///< Velocity's default
    std::uint32_t maxDepth = 400; ///< nested evaluations, whatever makes them

    /// Plain Velocity: no limit on the turns of a loop.
    [[nodiscard]] static RenderLimits velocity()
    {
        RenderLimits limits;
        limits.maxLoopTurns = 0;
        return limits;
    }
};

/// A variable that the template finds. The value must outlive the rendering as far as it borrows.
struct Variable {
    std::string_view name;
    Value value;
};

class Observer;

/// Renders @p program and appends to @p out; on failure @p out is as it was before and the error has the place in the
/// template. Deterministic, bounded by @p limits, on any thread. With an @p observer each step is reported (see there);
/// without one that costs nothing.
[[nodiscard]] Expected<void> render(const Program &program, std::span<const Variable> variables, std::string &out,
                                    const RenderLimits &limits = {}, Observer *observer = nullptr);

} // namespace gatehouse::vtl
