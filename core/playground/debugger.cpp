#include "core/playground/debugger.h"

#include "core/base/diagnostic.h"
#include "core/playground/shown_value.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace gatehouse::playground {

namespace {

struct Statement {
    std::uint32_t begin = 0; // octet in the template
    std::uint32_t line = 0;
};

/// The statements of a template by place, with those in macros, blocks and texts.
std::vector<Statement> statementsOf(const vtl::Program &program)
{
    const LineIndex lines(program.source());
    std::vector<Statement> statements;
    for (const vtl::Node &block : program.nodes()) {
        if (block.kind != vtl::NodeKind::Block)
            continue;
        for (const std::uint32_t child : program.children(block)) {
            const vtl::Node &node = program.node(child);
            if (node.kind != vtl::NodeKind::Text)
                statements.push_back({node.span.begin, lines.at(node.span.begin).line});
        }
    }
    std::ranges::sort(statements, {}, &Statement::begin);
    return statements;
}

const Statement *statementFor(const std::vector<Statement> &statements, std::uint32_t line)
{
    const auto found = std::ranges::lower_bound(statements, line, {}, &Statement::line);
    return found == statements.end() ? nullptr : &*found;
}

} // namespace

std::uint32_t breakpointLine(const vtl::Program &program, std::uint32_t line)
{
    const std::vector<Statement> statements = statementsOf(program);
    const Statement *statement = statementFor(statements, line);
    return statement ? statement->line : 0;
}

/// What the debugger's thread and the others share.
struct Debugger::Shared {
    struct Question {
        std::uint64_t number = 0;
        std::string expression;
    };

    std::mutex mutex;
    std::condition_variable changed; // one of those below, for whom is paused
    std::vector<Breakpoint> breakpoints;
    std::vector<std::string> watches;
    bool watchesChanged = false;
    std::vector<Question> questions;
    std::optional<Move> move;
    std::uint32_t line = 0; // of Move::ToLine
    bool pauseWanted = false;
    bool stopWanted = false;
    bool running = false;
    bool paused = false;
    std::jthread thread; // last: it ends before the others go
};

/// One rendering, on the debugger's thread.
class Debugger::Session final : public vtl::Observer {
public:
    /// What there is to render.
    using Render = std::function<Expected<void>(mapping::Overrides &overrides, std::string &out, vtl::Observer &)>;

    Session(Shared &shared, DebugListener &listener, const vtl::Program *program, Render render, const Options &options)
        : m_shared(shared)
        , m_listener(listener)
        , m_render(std::move(render))
        , m_pauseOnError(options.pauseOnError)
        , m_lines(program ? program->source() : std::string_view())
        , m_statements(program ? statementsOf(*program) : std::vector<Statement>())
        , m_move(options.pauseAtStart ? Move::In : Move::Resume)
    {
    }

    void run()
    {
        auto end = std::make_shared<DebugEnd>();
        mapping::Overrides overrides;
        std::string output;
        Expected<void> done = m_render(overrides, output, *this);
        {
            const std::lock_guard lock(m_shared.mutex);
            end->stopped = m_shared.stopWanted;
            m_shared.running = false;
        }
        end->output = done ? std::move(output) : std::move(m_outputBeforeError);
        if (done)
            end->overrides = std::move(overrides);
        else
            end->error = std::move(done.error());
        end->hits = hits();
        m_listener.finished(std::move(end));
    }

    bool beforeStatement(vtl::NodeKind, SourceSpan span, vtl::Paused &state) override
    {
        ++m_steps;
        m_state = &state;
        std::vector<Breakpoint> here;
        std::optional<Pause::Reason> reason;
        {
            const std::lock_guard lock(m_shared.mutex);
            if (m_shared.stopWanted)
                return false;
            if (std::exchange(m_shared.pauseWanted, false))
                reason = Pause::Reason::Asked;
            if (state.stack().back().unit == 0)
                here = breakpointsAt(span.begin);
        }
        std::string note;
        for (const Breakpoint &breakpoint : here) {
            if (hit(breakpoint, state, note))
                reason = Pause::Reason::Breakpoint;
        }
        if (!reason && isReached(span, state))
            reason = m_steps == 1        ? Pause::Reason::Start
                : m_move == Move::ToLine ? Pause::Reason::Line
                                         : Pause::Reason::Step;
        return !reason || wait(*reason, std::move(note), span, state);
    }

    void wrote(SourceSpan span, std::size_t, std::size_t end, std::string_view) override
    {
        if (m_stepSpan) { // only what the statement itself and what it called wrote
            m_stepWritten = m_stepWritten
                || (m_state->stack().size() <= m_depth
                    && (span.begin < m_stepSpan->begin || span.end > m_stepSpan->end));
            if (m_stepWritten)
                return;
        }
        m_writtenEnd = end;
    }

    void branch(SourceSpan, bool) override { }

    void failed(const Error &error, vtl::Paused &state) override
    {
        m_outputBeforeError = state.output();
        if (!m_pauseOnError)
            return;
        const vtl::StackFrame &frame = state.stack().back();
        const SourceSpan place = frame.unit == 0 && error.span.known() ? error.span : placeInTemplate(state);
        (void)wait(Pause::Reason::Error, error.text(), place, state);
    }

private:
    // ---- Where to pause ----

    /// @pre m_shared.mutex is held
    std::vector<Breakpoint> breakpointsAt(std::uint32_t begin) const
    {
        std::vector<Breakpoint> here;
        for (const Breakpoint &breakpoint : m_shared.breakpoints) {
            const Statement *statement = breakpoint.enabled ? statementFor(m_statements, breakpoint.line) : nullptr;
            if (statement && statement->begin == begin)
                here.push_back(breakpoint);
        }
        return here;
    }

    /// Counts the hit and decides whether it pauses.
    bool hit(const Breakpoint &breakpoint, vtl::Paused &state, std::string &note)
    {
        if (!breakpoint.condition.empty()) {
            // Truth as #if sees it, which takes any expression: "!" of it is always a Boolean.
            const Expected<vtl::Value> isFalse = state.valueOf("!(" + breakpoint.condition + ")");
            if (!isFalse) {
                note = isFalse.error().text();
                return true;
            }
            if (isFalse->kind() == vtl::Value::Kind::Boolean && isFalse->asBoolean())
                return false;
        }
        return ++m_hits[breakpoint.line] >= breakpoint.fromHit;
    }

    bool isReached(SourceSpan span, const vtl::Paused &state) const
    {
        const std::size_t depth = state.stack().size();
        switch (m_move) {
        case Move::Resume: return false;
        case Move::In: return true;
        case Move::Over: return depth <= m_depth;
        case Move::Out: return depth < m_depth;
        case Move::ToLine: {
            const Statement *statement = statementFor(m_statements, m_line);
            return statement && statement->begin == span.begin && state.stack().back().unit == 0;
        }
        }
        return false;
    }

    // ---- Paused ----

    /// Tells of the pause and waits for what to do. False: end the rendering.
    bool wait(Pause::Reason reason, std::string note, SourceSpan span, vtl::Paused &state)
    {
        ++m_number;
        std::unique_lock lock(m_shared.mutex);
        m_shared.move.reset();
        m_shared.questions.clear();
        m_shared.paused = true;
        const auto tell = [&] {
            m_shared.watchesChanged = false;
            const std::vector<std::string> watches = m_shared.watches;
            lock.unlock();
            m_listener.paused(std::make_shared<const Pause>(pauseOf(reason, note, span, state, watches)));
            lock.lock();
        };
        tell();
        while (!m_shared.stopWanted && !m_shared.move) {
            m_shared.changed.wait(lock, [this] {
                return m_shared.stopWanted || m_shared.move || m_shared.watchesChanged || !m_shared.questions.empty();
            });
            const std::vector<Shared::Question> questions = std::exchange(m_shared.questions, {});
            lock.unlock();
            for (const Shared::Question &question : questions)
                m_listener.evaluated(question.number, watch(question.expression, state));
            lock.lock();
            if (!m_shared.stopWanted && !m_shared.move)
                tell();
        }
        m_shared.paused = false;
        if (m_shared.stopWanted)
            return false;
        m_move = *m_shared.move;
        m_line = m_shared.line;
        m_shared.move.reset();
        m_depth = state.stack().size();
        m_writtenBegin = m_writtenEnd = state.output().size();
        m_stepWritten = false;
        m_stepSpan = m_move == Move::In || m_move == Move::Over ? std::optional(span) : std::nullopt;
        return true;
    }

    SourceSpan placeInTemplate(const vtl::Paused &state) const
    {
        const auto frame = std::ranges::find(state.stack().rbegin(), state.stack().rend(), 0U, &vtl::StackFrame::unit);
        return frame == state.stack().rend() ? SourceSpan() : frame->span;
    }

    Pause pauseOf(Pause::Reason reason, const std::string &note, SourceSpan span, vtl::Paused &state,
                  const std::vector<std::string> &watches)
    {
        Pause pause;
        pause.number = m_number;
        pause.reason = reason;
        pause.note = note;
        pause.span = span;
        SourceSpan outer; // of frames in a text that #evaluate made: the directive
        for (const vtl::StackFrame &frame : state.stack()) {
            if (frame.unit == 0)
                outer = frame.span;
            pause.stack.push_back({frame.kind, frame.name, outer, m_lines.at(outer.begin).line});
        }
        std::ranges::reverse(pause.stack);
        for (const std::string &expression : watches)
            pause.watches.push_back(watch(expression, state));
        pause.variables = variables(state);
        pause.output = state.output();
        pause.writtenBegin = std::min(m_writtenBegin, pause.output.size());
        pause.writtenEnd = std::clamp(m_writtenEnd, pause.writtenBegin, pause.output.size());
        pause.steps = m_steps;
        pause.hits = hits();
        return pause;
    }

    static std::vector<ShownValue> variables(vtl::Paused &state)
    {
        std::size_t left = ShownLimits().values;
        std::vector<ShownValue> shown;
        for (const vtl::Argument &argument : state.arguments()) {
            if (argument.value)
                shown.push_back(showValue("$" + argument.name, *argument.value, left));
            else
                shown.push_back({"$" + argument.name, argument.source, "by name", {}, 0});
        }
        const auto arguments = static_cast<std::ptrdiff_t>(shown.size());
        const auto isGiven = [](std::string_view name) {
            constexpr std::string_view kGiven[] = {"context", "input", "stageVariables", "util"};
            return std::ranges::contains(kGiven, name);
        };
        const std::vector<std::pair<std::string, vtl::Value>> all = state.variables();
        for (const bool given : {false, true}) {
            for (const auto &[name, value] : all) {
                const auto isThis
                    = [&name](const ShownValue &other) { return std::string_view(other.name).substr(1) == name; };
                if (isGiven(name) != given || name == "util" // it has no state
                    || std::any_of(shown.begin(), shown.begin() + arguments, isThis))
                    continue;
                shown.push_back(showValue("$" + name, value, left));
            }
        }
        return shown;
    }

    static WatchResult watch(const std::string &expression, vtl::Paused &state)
    {
        WatchResult result{expression, {expression, {}, {}, {}, 0}, {}};
        std::size_t left = ShownLimits().values / 10;
        const Expected<vtl::Value> value = state.valueOf(expression);
        if (!value)
            result.error = value.error().detail.empty() ? value.error().text() : value.error().detail;
        else
            result.value = showValue(expression, *value, left);
        return result;
    }

    std::vector<Pause::Hits> hits() const
    {
        std::vector<Pause::Hits> result;
        for (const auto &[line, count] : m_hits)
            result.push_back({line, count});
        return result;
    }

    Shared &m_shared;
    DebugListener &m_listener;
    const Render m_render;
    const bool m_pauseOnError;
    const LineIndex m_lines;
    const std::vector<Statement> m_statements;

    Move m_move;
    std::uint32_t m_line = 0;
    std::size_t m_depth = 0; // of the stack where the last move began
    std::optional<SourceSpan> m_stepSpan; // the statement it began with, if that alone was wanted
    bool m_stepWritten = false; // that statement has done with writing
    std::size_t m_writtenBegin = 0;
    std::size_t m_writtenEnd = 0;

    vtl::Paused *m_state = nullptr;
    std::uint64_t m_steps = 0;
    std::uint64_t m_number = 0;
    std::map<std::uint32_t, std::uint32_t> m_hits; // by line
    std::string m_outputBeforeError;
};

Debugger::Debugger(DebugListener &listener)
    : m_listener(listener)
    , m_shared(std::make_unique<Shared>())
{
}

Debugger::~Debugger()
{
    stop();
}

void Debugger::start(std::shared_ptr<const mapping::MappingTemplate> source, Event event, Options options)
{
    const vtl::Program *const program = source->program();
    start(std::make_unique<Session>(
        *m_shared, m_listener, program,
        [source = std::move(source), event = std::move(event),
         run = options.run](mapping::Overrides &overrides, std::string &out, vtl::Observer &observer) {
            return render(*source, event, overrides, out, run, &observer);
        },
        options));
}

void Debugger::start(std::shared_ptr<const vtl::Program> program, Options options)
{
    start(std::make_unique<Session>(
        *m_shared, m_listener, program.get(),
        [program, run = options.run](mapping::Overrides &, std::string &out, vtl::Observer &observer) {
            return render(*program, out, run, &observer);
        },
        options));
}

void Debugger::start(std::unique_ptr<Session> session)
{
    stop();
    if (m_shared->thread.joinable())
        m_shared->thread.join();
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->stopWanted = false;
        m_shared->pauseWanted = false;
        m_shared->running = true;
    }
    m_shared->thread = std::jthread([session = std::move(session)] { session->run(); });
}

void Debugger::setBreakpoints(std::vector<Breakpoint> breakpoints)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->breakpoints = std::move(breakpoints);
}

void Debugger::setWatches(std::vector<std::string> expressions)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->watches = std::move(expressions);
        m_shared->watchesChanged = true;
    }
    m_shared->changed.notify_one();
}

void Debugger::move(Move move, std::uint32_t line)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (!m_shared->paused)
            return;
        m_shared->move = move;
        m_shared->line = line;
    }
    m_shared->changed.notify_one();
}

void Debugger::resume()
{
    move(Move::Resume);
}

void Debugger::stepIn()
{
    move(Move::In);
}

void Debugger::stepOver()
{
    move(Move::Over);
}

void Debugger::stepOut()
{
    move(Move::Out);
}

void Debugger::runTo(std::uint32_t line)
{
    move(Move::ToLine, line);
}

bool Debugger::evaluate(std::uint64_t question, std::string expression)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (!m_shared->paused || m_shared->move)
            return false;
        m_shared->questions.push_back({question, std::move(expression)});
    }
    m_shared->changed.notify_one();
    return true;
}

void Debugger::pause()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->pauseWanted = m_shared->running && !m_shared->paused;
}

void Debugger::stop()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->stopWanted = true;
    }
    m_shared->changed.notify_one();
}

bool Debugger::isRunning() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->running;
}

bool Debugger::isPaused() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->paused;
}

} // namespace gatehouse::playground
