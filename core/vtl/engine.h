#pragma once

#include "core/vtl/arithmetic.h"
#include "core/vtl/methods.h"
#include "core/vtl/observer.h"
#include "core/vtl/print.h"
#include "core/vtl/renderer.h"
#include "core/vtl/work.h"

#include <array>
#include <format>
#include <map>

namespace gatehouse::vtl {

/// Walks a Program. Without an observer each hook costs one branch.
///
/// Failures are thrown as Error and caught by render(). Nothing here is shared between threads.
class Engine final : private Paused {
public:
    Engine(const Program &program, std::span<const Variable> variables, std::string &out, const RenderLimits &limits,
           Observer *observer)
        : m_program(&program)
        , m_template(&program)
        , m_variables(variables)
        , m_out(&out)
        , m_outBegin(out.size())
        , m_mainOut(&out)
        , m_mainBegin(out.size())
        , m_limits(limits)
        , m_work(limits.maxSteps)
        , m_observer(observer)
        , m_aws(program.dialect() == Dialect::ApiGateway)
        , m_methods{m_regexes, limits.maxOutput}
        , m_symbols(&program.symbols())
    {
        if (m_observer)
            m_stack.push_back({StackFrame::Kind::Template, {}, {}, 0});
        growSlots();
    }

    void run()
    {
        try {
            (void)runBlock(m_program->root());
        } catch (const Unwind &) { // #stop within a text or a block used as a value
        }
    }

    /// The place of the statement or expression under way, for errors that do not know theirs.
    [[nodiscard]] SourceSpan place() const noexcept { return m_place; }

private:
    enum class Flow : std::uint8_t { Normal, Break, Stop };

    /// #break or #stop on its way out of an expression: of "text" or of a block used as a value. Who catches it calls
    /// landed().
    struct Unwind {
        Flow flow;
    };

    /// One call of a macro: its parameters are names for expressions of the caller.
    struct Frame {
        const Macro *macro = nullptr;
        std::span<const std::uint32_t> arguments;
        std::vector<std::pair<std::uint32_t, Value>> locals; // parameters assigned within
        Frame *outer = nullptr;
        std::int64_t body = -1; // block of a "#@" call
        std::uint32_t unit = 0; // whose nodes the arguments and the body are: the caller's
    };

    // ---- Statements ----

    Flow runBlock(std::uint32_t index);
    Flow runStatement(std::uint32_t index);
    Flow perform(const Node &node);
    Flow performObserved(const Node &node);
    Flow runIf(const Node &node);
    Flow runForeach(const Node &node);
    Flow runBreak(const Node &node);

    /// A #break without a target ends here.
    Flow scopeEnd(Flow flow) const noexcept { return flow == Flow::Break && !m_breakTarget ? Flow::Normal : flow; }

    Flow runCall(const Node &node);
    Flow runEvaluate(const Node &node);

    /// 0 is the template, others came from #evaluate.
    const Program &programOf(std::uint32_t unit) const { return unit == 0 ? *m_template : *m_units[unit - 1]; }

    /// A program made during the rendering becomes the newest unit.
    void addUnit(std::shared_ptr<const Program> program)
    {
        m_units.push_back(std::move(program));
        m_symbols = &m_units.back()->symbols(); // a superset: slots keep their numbers
        growSlots();
    }

    /// Runs @p work with the nodes of another program.
    template <class Work>
    auto inUnit(std::uint32_t unit, Work &&work)
    {
        const Program *const outer = m_program;
        const std::uint32_t outerUnit = m_unit;
        if (unit != m_unit) {
            m_program = &programOf(unit);
            m_unit = unit;
        }
        auto result = work();
        m_program = outer;
        m_unit = outerUnit;
        return result;
    }

    // ---- Output ----

    void emit(std::string_view piece, SourceSpan span, std::string_view origin = {})
    {
        const std::size_t begin = m_out->size();
        m_out->append(piece);
        wrote(begin, span, origin);
    }

    /// After octets were appended from @p begin on.
    void wrote(std::size_t begin, SourceSpan span, std::string_view origin);
    Flow printReference(const Node &node);
    Flow printUndefined(const Node &node, const Reference &reference);

    /// What an undefined or escaped reference prints: its source; for a macro's parameter that of the caller's
    /// argument.
    std::string_view sourceOf(const Reference &reference) const;

    /// Renders what #define made (or the body of a "#@" call) where it is used, under @p name if it has one.
    Flow renderBlock(BlockObject &block, std::string_view name = {});

    /// Runs @p work with its output going to a string of its own.
    template <class Work>
    std::string captured(Work &&work)
    {
        std::string buffer;
        std::string *const outer = std::exchange(m_out, &buffer);
        const std::size_t outerBegin = std::exchange(m_outBegin, 0);
        ++m_redirected;
        const Flow flow = work();
        --m_redirected;
        m_out = outer;
        m_outBegin = outerBegin;
        if (flow != Flow::Normal)
            throw Unwind{flow};
        charge(buffer.size());
        return buffer;
    }

    std::string text(const Value &value);

    // ---- Variables and references ----

    std::int64_t argumentFor(const Frame &frame, std::uint32_t slot) const
    {
        for (std::size_t i = 0; i < frame.macro->parameters.size() && i < frame.arguments.size(); ++i) {
            if (frame.macro->parameters[i] == slot)
                return frame.arguments[i];
        }
        return -1;
    }

    Value lookUp(std::uint32_t slot, std::string *origin = nullptr);

    template <class Work>
    auto inFrame(Frame *frame, Work &&work)
    {
        const Depth depth(*this);
        Frame *const current = std::exchange(m_frame, frame);
        auto result = work();
        m_frame = current;
        return result;
    }

    /// Assigning a macro's parameter shadows it in the macro; the global is written all the same.
    void store(std::uint32_t slot, Value value);

    /// The value of a reference; in API Gateway's dialect the empty string where Velocity has null. @p origin, where
    /// asked for, becomes the input path the value came from: "$.items[2].name", "context.requestId"; empty if unknown.
    Value resolve(const Reference &reference, std::string *origin = nullptr)
    {
        return resolve(reference, reference.linkCount, origin);
    }

    Value resolve(const Reference &reference, std::uint32_t linkCount, std::string *origin = nullptr);
    Value follow(const Value &value, const Link &link, std::string *origin);
    Value call(const Value &receiver, const Link &link, std::string *origin);
    void assign(const Node &node);
    void put(const Value &holder, Value key, Value value);

    /// Texts of a program made by #evaluate do not outlive the rendering; the template's own do.
    Value own(Value value) const
    {
        return m_unit != 0 && value.isString() ? Value::string(std::string(value.text())) : value;
    }

    // ---- Expressions ----

    Value evaluate(std::uint32_t index);
    /// With the origin of what is a reference.
    Value evaluateTraced(std::uint32_t index, std::string &origin);
    /// Of a list or map literal: a block is there as what it prints.
    Value literalElement(std::uint32_t index);
    Value evaluateCompound(const Node &node, std::uint32_t index);

    /// `+`: a text on either side makes it concatenation; an undefined operand then shows its source.
    Value add(const Node &node);
    std::string operandText(const Value &value, std::uint32_t index);
    Value range(const Value &first, const Value &last);

    /// Truth as #if sees it (mapping-templates.md 1.11).
    bool condition(std::uint32_t index);

    template <class Work>
    bool nested(Work &&work)
    {
        const Depth depth(*this);
        step();
        return work();
    }

    bool equal(const Node &node);
    bool ordered(const Node &node);

    // ---- Limits ----

    void step() { m_work.spend(); }

    /// Counts going through a text.
    void stepThrough(const Value &value)
    {
        if (value.isString() && value.text().size() >= Work::kTextPerStep)
            m_work.spend(value.text().size() / Work::kTextPerStep);
    }

    /// Counts octets made: what a template keeps alive is less than that.
    void charge(std::size_t size)
    {
        m_made += size;
        if (m_made > std::size_t(32) * m_limits.maxOutput)
            throw Error{make_error_code(VtlErrc::Limit), "the template makes too much text or too many elements",
                        m_place};
    }
    void chargeElements(std::size_t count) { charge(count * sizeof(Value)); }

    /// Counts recursion of the walker itself while it lives.
    struct Depth {
        explicit Depth(Engine &walker)
            : engine(walker)
        {
            if (++engine.m_depth > engine.m_limits.maxDepth) {
                --engine.m_depth;
                throw Error{make_error_code(VtlErrc::Limit),
                            std::format("more than {} levels of evaluation", engine.m_limits.maxDepth), engine.m_place};
            }
        }
        ~Depth() { --engine.m_depth; }
        Depth(const Depth &) = delete;
        Depth &operator=(const Depth &) = delete;
        Engine &engine;
    };

    /// After more names became known: their slots, with what the host gave under those names.
    void growSlots()
    {
        const std::size_t before = m_slots.size();
        m_slots.resize(m_symbols->size());
        if (m_observer)
            m_origins.resize(m_symbols->size());
        for (const Variable &variable : m_variables) {
            const std::int64_t slot = m_symbols->find(variable.name);
            if (slot < 0 || static_cast<std::size_t>(slot) < before)
                continue;
            m_slots[static_cast<std::size_t>(slot)] = variable.value;
            if (m_observer)
                m_origins[static_cast<std::size_t>(slot)] = std::string(variable.name);
        }
        for (std::size_t name = 0; name < kLoopNames.size(); ++name) {
            std::int64_t &slot = m_loopSlots[name];
            if (slot >= 0)
                continue;
            slot = m_symbols->find(kLoopNames[name]);
            if (m_loop) // it is under way, and nobody had named it
                exchangeSlot(slot, loopValue(name, m_loop.get()));
        }
    }

    /// Variables that each loop has.
    static constexpr std::array<std::string_view, 3> kLoopNames{"foreach", "velocityCount", "velocityHasNext"};

    /// The one of kLoopNames while @p loop is the innermost.
    static Value loopValue(std::size_t name, LoopObject *loop)
    {
        if (!loop)
            return {};
        switch (name) {
        case 0: return Value::object(Value::Kind::Loop, loop);
        case 1: return Value::integer(loop->index + 1);
        default: return Value::boolean(loop->hasNext);
        }
    }
    Value exchangeSlot(std::int64_t slot, Value value)
    {
        return slot < 0 ? Value() : std::exchange(m_slots[static_cast<std::size_t>(slot)], std::move(value));
    }

    // ---- Observation ----

    /// What a failure may leave changed where the walker goes on after it: at a statement that failed, after a watch.
    struct Position {
        SourceSpan place;
        const Program *program;
        std::uint32_t unit;
        std::string *out;
        std::size_t outBegin;
        int redirected;
        Ref<LoopObject> loop;
        const LoopObject *breakTarget;
        Frame *frame;
        std::uint32_t macroDepth;
        std::size_t made;
        std::size_t stackSize;
        std::size_t nullItems;
    };
    [[nodiscard]] Position position() const;
    void returnTo(const Position &position);
    /// returnTo() for who caught @p unwind; what is left to do.
    Flow landed(const Unwind &unwind, const Position &where);

    /// Asks for a value aside: not observed, with steps of its own, and all is put back afterwards.
    template <class Ask>
    Expected<Value> aside(Ask &&ask)
    {
        const Position here = position();
        const std::vector<Value> slots = m_slots; // a loop that fails leaves its variables behind
        const std::vector<std::string> origins = m_origins;
        const Work::Count count = m_work.exchange({0, kWatchSteps});
        m_aside = true;
        Expected<Value> result;
        try {
            result = ask();
        } catch (const Unwind &) { // null, then
        } catch (Error &error) {
            result = std::unexpected(std::move(error));
        }
        m_aside = false;
        m_work.exchange(count);
        std::ranges::copy(slots, m_slots.begin()); // there may be more by now
        std::ranges::copy(origins, m_origins.begin());
        returnTo(here);
        return result;
    }

    /// The statement of the template under way: within what #evaluate made, the directive.
    [[nodiscard]] SourceSpan placeInTemplate() const
    {
        const auto frame = std::ranges::find(m_stack.rbegin(), m_stack.rend(), 0U, &StackFrame::unit);
        return frame == m_stack.rend() ? SourceSpan() : frame->span;
    }
    SourceSpan shown(SourceSpan span) const { return m_unit == 0 ? span : placeInTemplate(); }

    /// A level of the stack that observers see; nothing without one.
    void enter(StackFrame::Kind kind, std::string_view name, SourceSpan span)
    {
        if (m_observer)
            m_stack.push_back({kind, std::string(name), span, m_unit});
    }
    void leave()
    {
        if (m_observer)
            m_stack.pop_back();
    }
    void tellBranch(SourceSpan span, bool taken)
    {
        if (m_observer && !m_aside && m_unit == 0)
            m_observer->branch(span, taken);
    }

    const std::vector<StackFrame> &stack() const override { return m_stack; }

    std::vector<std::pair<std::string, Value>> variables() const override;
    std::vector<Argument> arguments() override;
    /// Whether evaluating it changes nothing.
    [[nodiscard]] bool isHarmless(std::uint32_t index) const;
    Expected<Value> valueOf(std::string_view expression) override;
    Expected<std::string> evaluate(std::string_view expression) override;
    std::string_view sourceOf(const StackFrame &frame) const override { return programOf(frame.unit).source(); }
    std::string_view output() const override { return std::string_view(*m_mainOut).substr(m_mainBegin); }

    const Program *m_program; // whose nodes are being walked
    const Program *const m_template;
    std::uint32_t m_unit = 0;
    std::vector<Value> m_slots;
    const std::span<const Variable> m_variables;
    std::string *m_out;
    std::size_t m_outBegin; // in *m_out: where what we write begins
    const std::string *const m_mainOut; // the rendering's, whatever is captured meanwhile
    const std::size_t m_mainBegin;
    const RenderLimits &m_limits;
    Work m_work;
    std::vector<std::uint32_t> m_nullItems; // variables of loops at a null item: null, whatever is assigned to them
    Observer *const m_observer;
    bool m_ended = false; // by the observer
    const bool m_aws;
    RegexCache m_regexes;
    MethodContext m_methods;
    const SymbolTable *m_symbols; // of the newest unit
    std::vector<std::shared_ptr<const Program>> m_units; // from #evaluate and watches
    Ref<LoopObject> m_loop;
    const LoopObject *m_breakTarget = nullptr;
    Frame *m_frame = nullptr;
    std::uint32_t m_macroDepth = 0;
    std::uint32_t m_depth = 0;
    std::size_t m_made = 0;
    int m_redirected = 0;
    bool m_aside = false; // a watch is being computed: it is not stepped through
    bool m_failed = false; // observers know
    SourceSpan m_place;
    std::array<std::int64_t, kLoopNames.size()> m_loopSlots{-1, -1, -1}; // of kLoopNames that somebody names
    std::vector<StackFrame> m_stack; // with an observer only
    std::vector<std::string> m_origins; // by slot, with an observer only
    std::map<std::string, std::uint32_t, std::less<>> m_watches; // units by expression
};

} // namespace gatehouse::vtl
