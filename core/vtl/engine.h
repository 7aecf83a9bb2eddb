#pragma once

#include "core/vtl/arithmetic.h"
#include "core/vtl/methods.h"
#include "core/vtl/observer.h"
#include "core/vtl/print.h"
#include "core/vtl/renderer.h"

#include <format>

namespace gatehouse::vtl {

/// Walks a Program. With Observed false the hooks for debugging are not even compiled in.
///
/// Failures are thrown as Error and caught by render(). Nothing here is shared between threads.
template <bool Observed>
class Engine final : private Paused {
public:
    Engine(const Program &program, std::span<const Variable> variables, std::string &out, const RenderLimits &limits,
           Observer *observer)
        : m_program(&program)
        , m_template(&program)
        , m_variables(variables)
        , m_out(&out)
        , m_outBegin(out.size())
        , m_limits(limits)
        , m_observer(observer)
        , m_aws(program.dialect() == Dialect::ApiGateway)
        , m_methods{m_regexes, limits.maxOutput}
        , m_symbols(&program.symbols())
    {
        if constexpr (Observed)
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
        std::uint64_t serial = 0;
        std::int64_t body = -1; // block of a "#@" call
    };

    // ---- Statements ----

    Flow runBlock(std::uint32_t index)
    {
        const Depth depth(*this);
        for (const std::uint32_t child : m_program->children(m_program->node(index))) {
            const Flow flow = runStatement(child);
            if (flow != Flow::Normal)
                return flow;
        }
        return Flow::Normal;
    }

    Flow runStatement(std::uint32_t index)
    {
        const Node &node = m_program->node(index);
        step();
        m_place = node.span;
        if constexpr (Observed) {
            if (node.kind != NodeKind::Text && !m_evaluating) {
                m_stack.back().span = node.span;
                if (!m_observer->beforeStatement(node.kind, node.span, *this))
                    return Flow::Stop;
            }
        }
        switch (node.kind) {
        case NodeKind::Text: emit(m_program->text(node.a, node.b), node.span); return Flow::Normal;
        case NodeKind::Reference: printReference(node); return Flow::Normal;
        case NodeKind::Set: assign(node); return Flow::Normal;
        case NodeKind::If: return runIf(node);
        case NodeKind::Foreach: return runForeach(node);
        case NodeKind::Break: return runBreak(node);
        case NodeKind::Stop: return Flow::Stop;
        case NodeKind::Call:
        case NodeKind::BlockCall: return runCall(node);
        case NodeKind::Define:
            store(node.a, Value::object(Value::Kind::Block, new BlockObject(node.b, m_unit)));
            return Flow::Normal;
        case NodeKind::Evaluate: return runEvaluate(node);
        case NodeKind::Block: return runBlock(index);
        case NodeKind::Missing:
            throwRuntime(std::format("#{}: there are no files to load", m_program->text(node.a, node.b)));
        default: return Flow::Normal; // expressions are no statements
        }
    }

    Flow runIf(const Node &node)
    {
        const auto parts = m_program->children(node);
        for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
            const bool taken = condition(parts[i]);
            if constexpr (Observed)
                m_observer->branch(m_program->node(parts[i]).span, taken);
            if (taken)
                return runBlock(parts[i + 1]);
        }
        return parts.size() % 2 == 1 ? runBlock(parts.back()) : Flow::Normal;
    }

    Flow runForeach(const Node &node)
    {
        const Value source = evaluate(node.b);
        const Ref<IteratorObject> iterator = IteratorObject::over(source);
        if constexpr (Observed)
            m_observer->branch(node.span, iterator && iterator->hasNext());
        if (!iterator)
            return Flow::Normal;

        std::string origin;
        if constexpr (Observed) {
            origin = originOf(node.b);
            m_stack.push_back({StackFrame::Kind::Foreach, "$" + m_symbols->nameOf(node.a), node.span});
        }
        const Ref<LoopObject> loop(new LoopObject);
        loop->parent = std::exchange(m_loop, loop);
        const Value oldVariable = lookUp(node.a);
        const Value oldLoop = exchangeSlot(m_foreachSlot, Value::object(Value::Kind::Loop, loop.get()));
        const Value oldCount = exchangeSlot(m_countSlot, {});
        const Value oldHasNext = exchangeSlot(m_hasNextSlot, {});

        Flow flow = Flow::Normal;
        std::uint32_t turns = 0;
        while (iterator->hasNext()) {
            if (m_limits.maxLoopTurns != 0 && turns == m_limits.maxLoopTurns) {
                if (m_limits.loopLimitFails)
                    throw Error{make_error_code(VtlErrc::Limit), std::format("#foreach goes on after {} turns", turns),
                                node.span};
                break;
            }
            Value item;
            if (iterator->next(item) != IteratorObject::Step::Ok)
                throw Error{make_error_code(VtlErrc::Runtime), "the collection changed while #foreach went through it",
                            node.span};
            ++turns;
            step();
            ++loop->index;
            loop->hasNext = iterator->hasNext();
            store(node.a, std::move(item));
            if constexpr (Observed)
                m_origins[node.a] = origin.empty() ? std::string() : std::format("{}[{}]", origin, loop->index);
            if (m_countSlot >= 0)
                m_slots[static_cast<std::size_t>(m_countSlot)] = Value::integer(loop->index + 1);
            if (m_hasNextSlot >= 0)
                m_slots[static_cast<std::size_t>(m_hasNextSlot)] = Value::boolean(loop->hasNext);
            flow = runBlock(node.c);
            if (flow == Flow::Break && (m_breakTarget == nullptr || m_breakTarget == loop.get())) {
                flow = Flow::Normal;
                m_breakTarget = nullptr;
                break;
            }
            if (flow != Flow::Normal)
                break;
        }
        store(node.a, oldVariable);
        exchangeSlot(m_foreachSlot, oldLoop);
        exchangeSlot(m_countSlot, oldCount);
        exchangeSlot(m_hasNextSlot, oldHasNext);
        m_loop = loop->parent;
        if constexpr (Observed)
            m_stack.pop_back();
        return flow;
    }

    Flow runBreak(const Node &node)
    {
        m_breakTarget = nullptr;
        if (node.a != 0) {
            const Value scope = evaluate(node.a - 1);
            if (scope.kind() != Value::Kind::Loop)
                throwRuntime("#break: the argument is no loop");
            m_breakTarget = &scope.template as<LoopObject>();
        }
        return Flow::Break;
    }

    /// A #break without a target ends here.
    Flow scopeEnd(Flow flow) const noexcept { return flow == Flow::Break && !m_breakTarget ? Flow::Normal : flow; }

    Flow runCall(const Node &node)
    {
        const Macro *macro = m_program->macro(m_program->name(node.a));
        if (!macro) {
            emit(m_program->text(node.b, node.c), node.span);
            return Flow::Normal;
        }
        if (m_macroDepth >= m_limits.maxMacroDepth)
            throwRuntime(std::format("macros call one another more than {} deep", m_limits.maxMacroDepth));
        const auto children = m_program->children(node);
        Frame frame{macro, children, {}, m_frame, ++m_frameSerial, -1};
        if (node.kind == NodeKind::BlockCall) {
            frame.body = children.back();
            frame.arguments = children.first(children.size() - 1);
        }
        if constexpr (Observed)
            m_stack.push_back({StackFrame::Kind::Macro, std::string(m_program->name(macro->name)), node.span});
        ++m_macroDepth;
        m_frame = &frame;
        const Flow flow = runBlock(macro->body);
        m_frame = frame.outer;
        --m_macroDepth;
        if constexpr (Observed)
            m_stack.pop_back();
        return scopeEnd(flow);
    }

    Flow runEvaluate(const Node &node)
    {
        const Value source = evaluate(node.a);
        if (source.isNull())
            return Flow::Normal;
        const Depth depth(*this);
        Expected<std::shared_ptr<const Program>> program
            = Program::parse(text(source), m_program->dialect(), *m_symbols);
        if (!program)
            throwRuntime("#evaluate: " + program.error().text());
        m_units.push_back(*std::move(program));
        m_symbols = &m_units.back()->symbols(); // a superset: slots keep their numbers
        growSlots();
        if constexpr (Observed)
            m_stack.push_back({StackFrame::Kind::Evaluate, {}, node.span});
        const Flow flow
            = inUnit(static_cast<std::uint32_t>(m_units.size()), [&]() { return runBlock(m_program->root()); });
        if constexpr (Observed)
            m_stack.pop_back();
        return scopeEnd(flow);
    }

    /// Runs @p work with the nodes of another program: 0 is the template, others came from #evaluate.
    template <class Work>
    auto inUnit(std::uint32_t unit, Work &&work)
    {
        const Program *const outer = m_program;
        const std::uint32_t outerUnit = m_unit;
        if (unit != m_unit) {
            m_program = unit == 0 ? m_template : m_units[unit - 1].get();
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
    void wrote(std::size_t begin, SourceSpan span, std::string_view origin)
    {
        if (m_out->size() - m_outBegin > m_limits.maxOutput)
            throw Error{make_error_code(VtlErrc::Limit),
                        std::format("the output is larger than {} octets", m_limits.maxOutput), span};
        if constexpr (Observed) {
            if (m_redirected == 0 && m_out->size() > begin)
                m_observer->wrote(span, begin - m_outBegin, m_out->size() - m_outBegin, origin);
        }
    }

    void printReference(const Node &node)
    {
        const Reference &reference = m_program->reference(node.a);
        const Value value = resolve(reference);
        std::string origin;
        if constexpr (Observed)
            origin = originOf(reference);
        if (reference.escaped) { // "\$x": its source, and the backslash too if it is undefined
            std::string prefix(reference.backslashes, '\\');
            if (value.isNull())
                prefix += '\\';
            emit(prefix, node.span);
            emit(m_program->text(reference.literal, reference.literalSize), node.span);
            return;
        }
        if (value.isNull()) {
            if (reference.backslashes > 0)
                emit(std::string(std::size_t(2) * reference.backslashes, '\\'), node.span);
            if (!reference.quiet)
                emit(nullLiteral(reference), node.span);
            return;
        }
        if (reference.backslashes > 0)
            emit(std::string(reference.backslashes, '\\'), node.span);
        const std::size_t begin = m_out->size();
        if (value.kind() == Value::Kind::Block)
            renderBlock(value.template as<BlockObject>());
        else
            print(value, *m_out);
        wrote(begin, node.span, origin);
    }

    /// What an undefined reference prints: its source; for a macro's parameter that of the caller's argument.
    std::string_view nullLiteral(const Reference &reference) const
    {
        if (reference.plainName && reference.linkCount == 0) {
            const Reference *shown = &reference;
            for (const Frame *frame = m_frame; frame; frame = frame->outer) {
                const std::int64_t argument = argumentFor(*frame, shown->slot);
                if (argument < 0)
                    continue;
                const Node &node = m_program->node(static_cast<std::uint32_t>(argument));
                if (node.kind != NodeKind::Reference)
                    break;
                shown = &m_program->reference(node.a);
            }
            return m_program->text(shown->literal, shown->literalSize);
        }
        return m_program->text(reference.literal, reference.literalSize);
    }

    /// Renders what #define made (or the body of a "#@" call) where it is used.
    void renderBlock(BlockObject &block)
    {
        constexpr std::uint32_t kMaxUses = 2; // a block that refers to itself is cut off (mapping-templates.md 1.17)
        if (block.depth >= kMaxUses)
            return;
        const Depth depth(*this);
        const Ref<BlockObject> alive(&block);
        if constexpr (Observed)
            m_stack.push_back({StackFrame::Kind::Define, {}, m_place});
        ++block.depth;
        (void)inUnit(block.unit, [&]() { return scopeEnd(runBlock(block.node)); });
        --block.depth;
        if constexpr (Observed)
            m_stack.pop_back();
    }

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

    std::string text(const Value &value)
    {
        if (value.kind() == Value::Kind::Block)
            return captured([&]() { renderBlock(value.template as<BlockObject>()); });
        return toText(value);
    }

    // ---- Variables and references ----

    std::int64_t argumentFor(const Frame &frame, std::uint32_t slot) const
    {
        for (std::size_t i = 0; i < frame.macro->parameters.size() && i < frame.arguments.size(); ++i) {
            if (frame.macro->parameters[i] == slot)
                return frame.arguments[i];
        }
        return -1;
    }

    Value lookUp(std::uint32_t slot)
    {
        for (Frame *frame = m_frame; frame; frame = frame->outer) {
            for (const auto &[name, value] : frame->locals) {
                if (name == slot)
                    return value;
            }
            if (const std::int64_t argument = argumentFor(*frame, slot); argument >= 0)
                return inFrame(frame->outer, [&]() { return evaluate(static_cast<std::uint32_t>(argument)); });
            if (frame->body >= 0 && m_symbols->nameOf(slot) == "bodyContent")
                return Value::object(Value::Kind::Block,
                                     new BlockObject(static_cast<std::uint32_t>(frame->body), m_unit));
        }
        return m_slots[slot];
    }

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
    void store(std::uint32_t slot, Value value)
    {
        for (Frame *frame = m_frame; frame; frame = frame->outer) {
            if (std::ranges::find(frame->macro->parameters, slot) == frame->macro->parameters.end())
                continue;
            const auto local = std::ranges::find(frame->locals, slot, &std::pair<std::uint32_t, Value>::first);
            if (local != frame->locals.end())
                local->second = value;
            else
                frame->locals.emplace_back(slot, value);
        }
        m_slots[slot] = std::move(value);
    }

    Value exchangeSlot(std::int64_t slot, Value value)
    {
        return slot < 0 ? Value() : std::exchange(m_slots[static_cast<std::size_t>(slot)], std::move(value));
    }

    /// The value of a reference; in API Gateway's dialect the empty string where Velocity has null.
    Value resolve(const Reference &reference) { return resolve(reference, reference.linkCount); }

    Value resolve(const Reference &reference, std::uint32_t linkCount)
    {
        step();
        Value value = m_frame ? lookUp(reference.slot) : m_slots[reference.slot];
        const auto links = m_program->links(reference).first(linkCount);
        for (const Link &link : links) {
            if (value.isNull())
                break;
            value = follow(value, link);
        }
        return m_aws && value.isNull() ? Value::emptyString() : value;
    }

    Value follow(const Value &value, const Link &link)
    {
        switch (link.kind) {
        case Link::Kind::Property: return property(value, m_program->name(link.name));
        case Link::Kind::Index: {
            const Value index = evaluate(m_program->children(link).front());
            m_place = link.span;
            return element(value, index, m_methods);
        }
        case Link::Kind::Method: return call(value, link);
        }
        return {};
    }

    Value call(const Value &receiver, const Link &link)
    {
        const auto children = m_program->children(link);
        std::array<Value, 4> few; // no allocation for the usual call
        std::vector<Value> many;
        std::span<Value> arguments;
        if (children.size() <= few.size()) {
            arguments = std::span(few).first(children.size());
        } else {
            many.resize(children.size());
            arguments = many;
        }
        for (std::size_t i = 0; i < children.size(); ++i) {
            arguments[i] = evaluate(children[i]);
            if (arguments[i].kind() == Value::Kind::Block || arguments[i].kind() == Value::Kind::Void)
                arguments[i] = Value::string(text(arguments[i]));
        }
        m_place = link.span;
        bool known = true;
        Value result;
        if (receiver.kind() == Value::Kind::Host)
            result = receiver.template as<HostObject>().call(m_program->name(link.name), arguments, known);
        else if (receiver.kind() == Value::Kind::Block && link.method == MethodName::toString && children.empty())
            result = Value::string(text(receiver));
        else
            result = callMethod(receiver, link.method, arguments, m_methods, known);
        if (!known)
            return {};
        if (result.isString())
            charge(result.text().size());
        return result;
    }

    void assign(const Node &node)
    {
        const Reference &target = m_program->reference(node.a);
        Value value = evaluate(node.b);
        if (value.isNull()) // undefined, or arithmetic that failed: the old value stays
            return;
        if (value.kind() == Value::Kind::Void)
            value = Value::emptyString();
        if (target.linkCount == 0) {
            if (!target.plainName) // "${x}" and "$!x" are accepted but assign nothing
                return;
            store(target.slot, std::move(value));
            if constexpr (Observed)
                m_origins[target.slot] = originOf(node.b);
            return;
        }
        const Value holder = resolve(target, target.linkCount - 1);
        const Link &last = m_program->links(target).back();
        switch (last.kind) {
        case Link::Kind::Property: put(holder, Value::borrowed(m_program->name(last.name)), std::move(value)); break;
        case Link::Kind::Index: {
            const Value index = evaluate(m_program->children(last).front());
            m_place = last.span;
            put(holder, index, std::move(value));
            break;
        }
        case Link::Kind::Method: break; // nothing that could be assigned
        }
    }

    void put(const Value &holder, Value key, Value value)
    {
        if (holder.kind() == Value::Kind::Map) {
            holder.template as<MapObject>().put(own(std::move(key)), std::move(value));
        } else if (holder.kind() == Value::Kind::Loop) {
            holder.template as<LoopObject>().storage->put(own(std::move(key)), std::move(value));
        } else if (holder.kind() == Value::Kind::List && key.kind() == Value::Kind::Integer) {
            auto &items = holder.template as<ListObject>().items;
            const auto size = static_cast<std::int64_t>(items.size());
            const std::int64_t at = key.asInteger() < 0 ? key.asInteger() + size : key.asInteger();
            if (at < 0 || at >= size)
                throwRuntime(std::format("index {} out of bounds for length {}", key.asInteger(), size));
            items[static_cast<std::size_t>(at)] = std::move(value);
        }
    }

    /// Texts of a program made by #evaluate do not outlive the rendering; the template's own do.
    Value own(Value value) const
    {
        return m_unit != 0 && value.isString() ? Value::string(std::string(value.text())) : value;
    }

    // ---- Expressions ----

    Value evaluate(std::uint32_t index)
    {
        const Node &node = m_program->node(index);
        switch (node.kind) {
        case NodeKind::Reference: return resolve(m_program->reference(node.a));
        case NodeKind::StringLiteral: return own(Value::borrowed(m_program->text(node.a, node.b)));
        case NodeKind::Number:
            if (node.c == 1)
                return makeInteger(BigInteger(std::string(m_program->text(node.a, node.b))));
            return m_program->constant(node.a);
        case NodeKind::True: return Value::boolean(true);
        case NodeKind::False: return Value::boolean(false);
        case NodeKind::Word: return {};
        default: return evaluateCompound(node, index);
        }
    }

    Value evaluateCompound(const Node &node, std::uint32_t index)
    {
        const Depth depth(*this);
        step();
        switch (node.kind) {
        case NodeKind::Interpolated: return Value::string(captured([&]() { (void)scopeEnd(runBlock(node.a)); }));
        case NodeKind::List: {
            std::vector<Value> items;
            items.reserve(node.childCount);
            for (const std::uint32_t child : m_program->children(node))
                items.push_back(evaluate(child));
            return makeList(std::move(items));
        }
        case NodeKind::Map: {
            const Ref<MapObject> map(new MapObject);
            const auto parts = m_program->children(node);
            for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
                Value key = evaluate(parts[i]);
                map->put(std::move(key), evaluate(parts[i + 1]));
            }
            return makeMap(map);
        }
        case NodeKind::Range: return range(evaluate(node.a), evaluate(node.b));
        case NodeKind::Add: return add(node);
        case NodeKind::Subtract:
        case NodeKind::Multiply:
        case NodeKind::Divide:
        case NodeKind::Modulo: {
            const Value left = evaluate(node.a);
            return arithmetic(node.kind, left, evaluate(node.b));
        }
        case NodeKind::Or:
        case NodeKind::And:
        case NodeKind::Not:
        case NodeKind::Equal:
        case NodeKind::NotEqual:
        case NodeKind::Less:
        case NodeKind::Greater:
        case NodeKind::LessEqual:
        case NodeKind::GreaterEqual: return Value::boolean(condition(index));
        default: return {};
        }
    }

    /// `+`: a text on either side makes it concatenation; an undefined operand then shows its source.
    Value add(const Node &node)
    {
        const Value left = evaluate(node.a);
        const Value right = evaluate(node.b);
        if (!left.isString() && !right.isString())
            return arithmetic(NodeKind::Add, left, right);
        std::string result = operandText(left, node.a);
        result += operandText(right, node.b);
        charge(result.size());
        if (result.size() > m_limits.maxOutput)
            throw Error{make_error_code(VtlErrc::Limit),
                        std::format("a text grows beyond {} octets", m_limits.maxOutput), node.span};
        return Value::string(std::move(result));
    }

    std::string operandText(const Value &value, std::uint32_t index)
    {
        if (!value.isNull())
            return text(value);
        const Node &node = m_program->node(index);
        if (node.kind == NodeKind::Reference) {
            const Reference &reference = m_program->reference(node.a);
            return std::string(m_program->text(reference.literal, reference.literalSize));
        }
        return std::string(m_program->source().substr(node.span.begin, node.span.end - node.span.begin));
    }

    Value range(const Value &first, const Value &last)
    {
        if (!first.isNumber() || !last.isNumber())
            return {};
        const auto end = [](const Value &value) {
            return value.kind() == Value::Kind::Integer || value.kind() == Value::Kind::Long
                ? value.asInteger()
                : static_cast<std::int64_t>(std::clamp(toDouble(value), -2147483648.0, 2147483647.0));
        };
        const std::int64_t from = std::clamp<std::int64_t>(end(first), INT32_MIN, INT32_MAX);
        const std::int64_t to = std::clamp<std::int64_t>(end(last), INT32_MIN, INT32_MAX);
        const auto count = static_cast<std::size_t>(std::abs(to - from)) + 1;
        if (count > m_limits.maxRange)
            throw Error{make_error_code(VtlErrc::Limit),
                        std::format("a range of {} elements; at most {} are allowed", count, m_limits.maxRange),
                        m_place};
        std::vector<Value> items;
        items.reserve(count);
        for (std::int64_t i = from;; i += from <= to ? 1 : -1) {
            items.push_back(Value::integer(static_cast<std::int32_t>(i)));
            if (i == to)
                break;
        }
        return makeList(std::move(items));
    }

    /// Truth as #if sees it (mapping-templates.md 1.11).
    bool condition(std::uint32_t index)
    {
        const Node &node = m_program->node(index);
        switch (node.kind) {
        case NodeKind::Reference: {
            const Value value = resolve(m_program->reference(node.a));
            return value.kind() == Value::Kind::Boolean ? value.asBoolean() : !value.isNull();
        }
        case NodeKind::True: return true;
        case NodeKind::Or: return nested([&]() { return condition(node.a) || condition(node.b); });
        case NodeKind::And: return nested([&]() { return condition(node.a) && condition(node.b); });
        case NodeKind::Not: return nested([&]() { return !condition(node.a); });
        case NodeKind::Equal: return equal(node);
        case NodeKind::NotEqual: return !equal(node);
        case NodeKind::Less:
        case NodeKind::Greater:
        case NodeKind::LessEqual:
        case NodeKind::GreaterEqual: return ordered(node);
        default: return false; // literals and arithmetic are not conditions
        }
    }

    template <class Work>
    bool nested(Work &&work)
    {
        const Depth depth(*this);
        step();
        return work();
    }

    bool equal(const Node &node)
    {
        const Depth depth(*this);
        step();
        const Value left = evaluate(node.a);
        const Value right = evaluate(node.b);
        if (left.isNull() || right.isNull())
            return left.isNull() && right.isNull();
        if (left.isNumber() && right.isNumber())
            return compareNumbers(left, right) == 0;
        if (left.kind() == right.kind() && left.kind() != Value::Kind::Block)
            return javaEquals(left, right);
        return text(left) == text(right);
    }

    bool ordered(const Node &node)
    {
        const Depth depth(*this);
        step();
        const Value left = evaluate(node.a);
        const Value right = evaluate(node.b);
        if (!left.isNumber() || !right.isNumber())
            return false;
        const int order = compareNumbers(left, right);
        switch (node.kind) {
        case NodeKind::Less: return order == -1;
        case NodeKind::Greater: return order == 1;
        case NodeKind::LessEqual: return order == -1 || order == 0;
        default: return order == 1 || order == 0;
        }
    }

    // ---- Limits ----

    void step()
    {
        if (++m_steps > m_limits.maxSteps)
            throw Error{make_error_code(VtlErrc::Limit), std::format("more than {} steps", m_limits.maxSteps), m_place};
    }

    /// Counts octets of text made: what a template keeps alive is less than that.
    void charge(std::size_t size)
    {
        m_made += size;
        if (m_made > std::size_t(32) * m_limits.maxOutput)
            throw Error{make_error_code(VtlErrc::Limit), "the template makes too much text", m_place};
    }

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
        if constexpr (Observed)
            m_origins.resize(m_symbols->size());
        for (const Variable &variable : m_variables) {
            const std::int64_t slot = m_symbols->find(variable.name);
            if (slot < 0 || static_cast<std::size_t>(slot) < before)
                continue;
            m_slots[static_cast<std::size_t>(slot)] = variable.value;
            if constexpr (Observed)
                m_origins[static_cast<std::size_t>(slot)] = std::string(variable.name);
        }
        m_foreachSlot = m_symbols->find("foreach");
        m_countSlot = m_symbols->find("velocityCount");
        m_hasNextSlot = m_symbols->find("velocityHasNext");
    }

    // ---- Observation ----

    /// The input path that a reference names: "$.items[2].name", "context.requestId", "stageVariables.x".
    std::string originOf(const Reference &reference)
    {
        std::string origin = m_origins[reference.slot];
        for (const Link &link : m_program->links(reference)) {
            if (origin.empty())
                return {};
            const auto children = m_program->children(link);
            const std::string_view name
                = link.kind == Link::Kind::Index ? std::string_view() : m_program->name(link.name);
            const bool literal = !children.empty()
                && (m_program->node(children[0]).kind == NodeKind::StringLiteral
                    || m_program->node(children[0]).kind == NodeKind::Number);
            switch (link.kind) {
            case Link::Kind::Property: origin += std::format(".{}", name); break;
            case Link::Kind::Index:
                if (!literal && m_program->node(children[0]).kind != NodeKind::Reference)
                    return {};
                origin += std::format("[{}]", toText(evaluate(children[0])));
                break;
            case Link::Kind::Method:
                if (origin == "input" && (name == "path" || name == "json") && literal)
                    origin = std::string(constantText(children[0]));
                else if (origin == "input" && name == "params" && literal)
                    origin = std::format("params.{}", constantText(children[0]));
                else if (name == "get" && literal)
                    origin += std::format(".{}", constantText(children[0]));
                // Other methods work on the value: it still comes from there.
                break;
            }
        }
        return origin;
    }

    std::string constantText(std::uint32_t index) { return toText(evaluate(index)); }

    std::string originOf(std::uint32_t index)
    {
        const Node &node = m_program->node(index);
        return node.kind == NodeKind::Reference ? originOf(m_program->reference(node.a)) : std::string();
    }

    const std::vector<StackFrame> &stack() const override { return m_stack; }

    std::vector<std::pair<std::string, Value>> variables() const override
    {
        std::vector<std::pair<std::string, Value>> result;
        for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot) {
            if (!m_slots[slot].isNull())
                result.emplace_back(m_symbols->nameOf(slot), m_slots[slot]);
        }
        return result;
    }

    Expected<std::string> evaluate(std::string_view expression) override
    {
        // A watch is the right side of a #set to a name that no template can have named.
        Expected<std::shared_ptr<const Program>> watch
            = Program::parse(std::format("#set($_watch_ = {})", expression), m_program->dialect(), *m_symbols);
        if (!watch)
            return std::unexpected(watch.error());
        m_units.push_back(*std::move(watch));
        m_symbols = &m_units.back()->symbols();
        growSlots();
        const auto slot = static_cast<std::size_t>(m_symbols->find("_watch_"));
        m_slots[slot] = {};
        const SourceSpan place = m_place;
        const std::uint32_t depth = m_depth;
        Frame *const frame = m_frame;
        const Program *const program = m_program;
        const std::uint32_t unit = m_unit;
        m_evaluating = true;
        Expected<std::string> result;
        try {
            (void)inUnit(static_cast<std::uint32_t>(m_units.size()), [&]() { return runBlock(m_program->root()); });
            result = m_slots[slot].isNull() ? std::string("null") : text(m_slots[slot]);
        } catch (Error &error) {
            result = std::unexpected(std::move(error));
        }
        m_evaluating = false;
        m_slots[slot] = {};
        m_place = place;
        m_depth = depth;
        m_frame = frame;
        m_program = program;
        m_unit = unit;
        return result;
    }

    std::string_view output() const override { return std::string_view(*m_out).substr(m_outBegin); }

    const Program *m_program; // whose nodes are being walked
    const Program *const m_template;
    std::uint32_t m_unit = 0;
    std::vector<Value> m_slots;
    const std::span<const Variable> m_variables;
    std::string *m_out;
    std::size_t m_outBegin;
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
    std::uint64_t m_frameSerial = 0;
    std::uint32_t m_macroDepth = 0;
    std::uint32_t m_depth = 0;
    std::uint64_t m_steps = 0;
    std::size_t m_made = 0;
    int m_redirected = 0;
    bool m_evaluating = false; // a watch is being computed: it is not stepped through
    SourceSpan m_place;
    std::int64_t m_foreachSlot = -1;
    std::int64_t m_countSlot = -1;
    std::int64_t m_hasNextSlot = -1;
    std::vector<StackFrame> m_stack; // Observed only
    std::vector<std::string> m_origins; // Observed only: by slot
};

} // namespace gatehouse::vtl
