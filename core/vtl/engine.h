#pragma once

#include "core/vtl/arithmetic.h"
#include "core/vtl/methods.h"
#include "core/vtl/observer.h"
#include "core/vtl/print.h"
#include "core/vtl/renderer.h"

#include <format>

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
        , m_observer(observer)
        , m_aws(program.dialect() == Dialect::ApiGateway)
        , m_methods{m_regexes, limits.maxOutput}
        , m_symbols(&program.symbols())
    {
        if (m_observer)
            m_stack.push_back({StackFrame::Kind::Template, {}, {}});
        growSlots();
    }

    void run() { (void)runBlock(m_program->root()); }

    /// The place of the statement or expression under way, for errors that do not know theirs.
    [[nodiscard]] SourceSpan place() const noexcept { return m_place; }

private:
    enum class Flow : std::uint8_t { Normal, Break, Stop };

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
    Flow runIf(const Node &node);
    Flow runForeach(const Node &node);
    Flow runBreak(const Node &node);

    /// A #break without a target ends here.
    Flow scopeEnd(Flow flow) const noexcept { return flow == Flow::Break && !m_breakTarget ? Flow::Normal : flow; }

    Flow runCall(const Node &node);
    Flow runEvaluate(const Node &node);

    /// 0 is the template, others came from #evaluate.
    const Program &programOf(std::uint32_t unit) const { return unit == 0 ? *m_template : *m_units[unit - 1]; }

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
    void printReference(const Node &node);

    /// What an undefined reference prints: its source; for a macro's parameter that of the caller's argument.
    std::string_view nullLiteral(const Reference &reference) const;

    /// Renders what #define made (or the body of a "#@" call) where it is used.
    void renderBlock(BlockObject &block);

    /// Runs @p work with its output going to a string of its own.
    template <class Work>
    std::string captured(Work &&work)
    {
        std::string buffer;
        std::string *const outer = std::exchange(m_out, &buffer);
        const std::size_t outerBegin = std::exchange(m_outBegin, 0);
        ++m_redirected;
        work();
        --m_redirected;
        m_out = outer;
        m_outBegin = outerBegin;
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

    Value lookUp(std::uint32_t slot);

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
    Value exchangeSlot(std::int64_t slot, Value value)
    {
        return slot < 0 ? Value() : std::exchange(m_slots[static_cast<std::size_t>(slot)], std::move(value));
    }

    /// The value of a reference; in API Gateway's dialect the empty string where Velocity has null.
    Value resolve(const Reference &reference) { return resolve(reference, reference.linkCount); }

    Value resolve(const Reference &reference, std::uint32_t linkCount);
    Value follow(const Value &value, const Link &link);
    Value call(const Value &receiver, const Link &link);
    void assign(const Node &node);
    void put(const Value &holder, Value key, Value value);

    /// Texts of a program made by #evaluate do not outlive the rendering; the template's own do.
    Value own(Value value) const
    {
        return m_unit != 0 && value.isString() ? Value::string(std::string(value.text())) : value;
    }

    // ---- Expressions ----

    Value evaluate(std::uint32_t index);
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

    void step()
    {
        if (++m_steps > m_limits.maxSteps)
            throw Error{make_error_code(VtlErrc::Limit), std::format("more than {} steps", m_limits.maxSteps), m_place};
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
        m_foreachSlot = m_symbols->find("foreach");
        m_countSlot = m_symbols->find("velocityCount");
        m_hasNextSlot = m_symbols->find("velocityHasNext");
    }

    // ---- Observation ----

    /// Where the template has what is at @p span of the program being walked.
    SourceSpan shown(SourceSpan span) const noexcept { return m_unit == 0 ? span : m_templatePlace; }

    /// The input path that a reference names: "$.items[2].name", "context.requestId", "stageVariables.x".
    std::string originOf(const Reference &reference);
    std::string constantText(std::uint32_t index) { return toText(evaluate(index)); }

    std::string originOf(std::uint32_t index);
    const std::vector<StackFrame> &stack() const override { return m_stack; }

    std::vector<std::pair<std::string, Value>> variables() const override;
    Expected<std::string> evaluate(std::string_view expression) override;
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
    Observer *const m_observer;
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
    std::uint64_t m_steps = 0;
    std::size_t m_made = 0;
    int m_redirected = 0;
    bool m_evaluating = false; // a watch is being computed: it is not stepped through
    SourceSpan m_place;
    SourceSpan m_templatePlace; // the template's own statement under way, with an observer only
    std::int64_t m_foreachSlot = -1;
    std::int64_t m_countSlot = -1;
    std::int64_t m_hasNextSlot = -1;
    std::vector<StackFrame> m_stack; // with an observer only
    std::vector<std::string> m_origins; // by slot, with an observer only
};

} // namespace gatehouse::vtl
