#pragma once

#include "core/base/error.h"
#include "core/vtl/observer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatehouse::playground {

/// A value of a paused rendering for people to read, with its parts as far as they fit; see showValue().
struct ShownValue {
    std::string name; ///< "$items", "[3]", "name"
    std::string text; ///< one line; texts are in quotes and escaped as in JSON
    std::string type; ///< "String", "List", "Map" ...
    std::vector<ShownValue> children;
    std::size_t hidden = 0; ///< children that did not fit

    bool operator==(const ShownValue &) const = default;
};

/// What an expression gave at a pause.
struct WatchResult {
    std::string expression;
    ShownValue value; ///< its name is the expression
    std::optional<std::string> error; ///< why there is no value

    bool operator==(const WatchResult &) const = default;
};

/// A place where the rendering was caught, as a value: nothing in it refers to the rendering, which goes on meanwhile.
struct Pause {
    enum class Reason : std::uint8_t { Start, Breakpoint, Step, Line, Asked, Error };
    struct Frame {
        vtl::StackFrame::Kind kind = vtl::StackFrame::Kind::Template;
        std::string name; ///< of the macro or block; the loop variable
        SourceSpan span; ///< the statement under way, in the template (see vtl::Observer)
        std::uint32_t line = 0; ///< 1-based, where the span begins
    };
    struct Hits {
        std::uint32_t line = 0; ///< of the breakpoint as it was given
        std::uint32_t count = 0; ///< how often it was reached with its condition true
    };

    std::uint64_t number = 0; ///< counts stops; the same again when only watches or values changed
    Reason reason = Reason::Start;
    std::string note; ///< the error; why a breakpoint's condition could not be decided
    SourceSpan span; ///< what comes next, or what failed; in the template
    std::vector<Frame> stack; ///< innermost first
    /// Arguments of the macro under way, then what the template set, then what it was given.
    std::vector<ShownValue> variables;
    std::vector<WatchResult> watches;
    std::string output; ///< written so far
    std::size_t writtenBegin = 0; ///< octets [begin, end) of the output: what the last move wrote. After a step that is
    std::size_t writtenEnd = 0; ///< the statement's own doing, with all that it called
    std::uint64_t steps = 0; ///< statements begun so far
    std::vector<Hits> hits; ///< of breakpoints that were reached
};

} // namespace gatehouse::playground
