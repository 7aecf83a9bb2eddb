#pragma once

#include "core/playground/pause.h"
#include "core/playground/run.h"

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::playground {

/// Where a rendering shall pause: at the first statement that begins in the line or, if none does, after it.
struct Breakpoint {
    std::uint32_t line = 0; ///< 1-based
    std::string condition; ///< an expression that must be true, as in #if; empty: always
    std::uint32_t fromHit = 1; ///< pauses from this hit on
    bool enabled = true;

    bool operator==(const Breakpoint &) const = default;
};

/// The line a breakpoint set at @p line stops in; 0 where nothing follows that could stop.
[[nodiscard]] std::uint32_t breakpointLine(const vtl::Program &program, std::uint32_t line);

/// How a debugged rendering ended.
struct DebugEnd {
    std::string output; ///< also of a rendering that failed or was stopped: as far as it came
    std::optional<Error> error; ///< with its place in the template
    mapping::Overrides overrides;
    bool stopped = false; ///< by Debugger::stop()
    std::vector<Pause::Hits> hits;
};

/// Is told what happens, on the debugger's thread. May call the debugger's members but start(), and must not wait for
/// whoever might destroy the debugger.
class DebugListener {
public:
    virtual ~DebugListener() = default;
    /// The rendering waits. Told again with the same number when watches or, by evaluate(), values have changed.
    virtual void paused(std::shared_ptr<const Pause> pause) = 0;
    /// The answer to Debugger::evaluate().
    virtual void evaluated(std::uint64_t question, const WatchResult &result) = 0;
    /// The last that is told of a rendering.
    virtual void finished(std::shared_ptr<const DebugEnd> end) = 0;
};

/// Steps through the rendering of a mapping template, on a thread of its own.
///
/// A frame is the template, a #foreach loop, a macro, a block of #define where it is used, what #evaluate
/// made, or the inside of a text in double quotes: stepIn() enters them, stepOver() passes over them, stepOut() leaves
/// the innermost. All members can be called from any thread and return at once, but start() and the destructor, which
/// wait until the rendering before has noticed that it shall end (at its next statement).
class Debugger {
public:
    explicit Debugger(DebugListener &listener);
    ~Debugger();
    Debugger(const Debugger &) = delete;
    Debugger &operator=(const Debugger &) = delete;

    struct Options {
        RunOptions run;
        bool pauseAtStart = false; ///< before the first statement
        bool pauseOnError = true; ///< where a statement fails, before the rendering ends with that
    };
    /// Starts rendering @p source with @p event; a rendering under way ends first. One that does not parse ends at once
    /// with that error.
    void start(std::shared_ptr<const mapping::MappingTemplate> source, Event event, Options options);
    /// The same for a template of plain Velocity, which knows only RunOptions::variables.
    void start(std::shared_ptr<const vtl::Program> program, Options options);

    /// Takes effect at the next statement; counts of hits stay.
    void setBreakpoints(std::vector<Breakpoint> breakpoints);
    /// Expressions evaluated at each pause, and at once if paused.
    void setWatches(std::vector<std::string> expressions);

    // While paused; else they do nothing.
    void resume();
    void stepIn(); ///< to the next statement
    void stepOver(); ///< to the next statement that is not within this one
    void stepOut(); ///< to the next statement outside the innermost frame
    void runTo(std::uint32_t line); ///< to where a breakpoint at @p line would stop
    /// Evaluates an expression once. False if not paused: nobody will be told.
    bool evaluate(std::uint64_t question, std::string expression);

    void pause(); ///< at the next statement
    void stop(); ///< ends the rendering, whatever it does
    [[nodiscard]] bool isRunning() const; ///< paused or not
    [[nodiscard]] bool isPaused() const;

private:
    class Session;
    struct Shared;
    enum class Move : std::uint8_t { Resume, In, Over, Out, ToLine };

    void start(std::unique_ptr<Session> session);
    void move(Move move, std::uint32_t line = 0);

    DebugListener &m_listener;
    const std::unique_ptr<Shared> m_shared;
};

} // namespace gatehouse::playground
