#pragma once

#include "core/vtl/program.h"
#include "core/vtl/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::vtl {

/// One level of the call stack of a rendering.
struct StackFrame {
    enum class Kind : std::uint8_t {
        Template,
        Foreach,
        Macro,
        Define, ///< a block where it is used
        Evaluate,
        Text, ///< the statements within a text in double quotes
    };

    Kind kind = Kind::Template;
    std::string name; ///< of the macro or block; the loop variable
    SourceSpan span; ///< the statement under way in it
    std::uint32_t unit = 0; ///< whose text @p span is in: 0 is the template, others were made by #evaluate
};

/// What a macro's parameter stands for. Velocity evaluates it anew at each use.
struct Argument {
    std::string name;
    std::optional<Value> value; ///< if to know it changes nothing: no methods are called for it
    std::string source; ///< the caller's expression
};

/// What a paused rendering shows.
class Paused {
public:
    static constexpr std::uint64_t kWatchSteps = 200'000; ///< of one watch; they do not count for the rendering

    virtual ~Paused() = default;
    [[nodiscard]] virtual const std::vector<StackFrame> &stack() const = 0; ///< innermost last
    /// Variables with a value, in the order the template first names them.
    [[nodiscard]] virtual std::vector<std::pair<std::string, Value>> variables() const = 0;
    /// The parameters of the macro under way, none outside of macros.
    [[nodiscard]] virtual std::vector<Argument> arguments() = 0;
    /// The value of an expression as #set's right side would have it, in the state of now; the state is not changed by
    /// what a reference alone can do, but methods such as put() do what they do. Takes at most kWatchSteps.
    [[nodiscard]] virtual Expected<Value> valueOf(std::string_view expression) = 0;
    [[nodiscard]] virtual Expected<std::string> evaluate(std::string_view expression) = 0; ///< the value as it prints
    /// The text that a frame's span is in.
    [[nodiscard]] virtual std::string_view sourceOf(const StackFrame &frame) const = 0;
    [[nodiscard]] virtual std::string_view output() const = 0; ///< written so far
};

/// Follows a rendering: debugger, provenance and coverage are made of this. Called on the rendering's thread.
///
/// Spans are places in the template; for what a text given to #evaluate does, that of the statement that led there (the
/// stack knows more, see StackFrame::unit).
class Observer {
public:
    virtual ~Observer() = default;
    /// Before each statement that does something (not plain text). Blocks to pause. Returns false to end the rendering.
    virtual bool beforeStatement(NodeKind kind, SourceSpan span, Paused &state) = 0;
    /// Plain text was reached: it goes to the output, or into a string under way.
    virtual void reachedText(SourceSpan) { }
    /// Octets [begin, end) of the output came from @p span. @p origin is the input path they were read from, such as
    /// "$.items[2].name" or "context.requestId"; empty if none is known. Told in order, without gap or overlap.
    virtual void wrote(SourceSpan span, std::size_t begin, std::size_t end, std::string_view origin) = 0;
    /// A condition of an #if in the template was decided, or a #foreach entered (true) or found nothing to do (false).
    virtual void branch(SourceSpan span, bool taken) = 0;
    /// A statement failed, and the rendering is about to end. @p state is that of the statement; the error's place is
    /// in the text of the innermost frame.
    virtual void failed(const Error &, Paused &) { }
};

} // namespace gatehouse::vtl
