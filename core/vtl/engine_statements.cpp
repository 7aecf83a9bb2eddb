// What directives do.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

Engine::Flow Engine::runBlock(std::uint32_t index)
{
    const Depth depth(*this);
    for (const std::uint32_t child : m_program->children(m_program->node(index))) {
        const Flow flow = runStatement(child);
        if (flow != Flow::Normal)
            return flow;
    }
    return Flow::Normal;
}

Engine::Flow Engine::runStatement(std::uint32_t index)
{
    const Node &node = m_program->node(index);
    step();
    m_place = node.span;
    if (m_observer && !m_evaluating) {
        if (m_unit == 0)
            m_templatePlace = node.span;
        if (node.kind == NodeKind::Text) {
            m_observer->reachedText(shown(node.span));
        } else {
            m_stack.back().span = node.span;
            if (!m_observer->beforeStatement(node.kind, shown(node.span), *this))
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

Engine::Flow Engine::runIf(const Node &node)
{
    const auto parts = m_program->children(node);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
        const bool taken = condition(parts[i]);
        if (m_observer && !m_evaluating)
            m_observer->branch(shown(m_program->node(parts[i]).span), taken);
        if (taken)
            return runBlock(parts[i + 1]);
    }
    return parts.size() % 2 == 1 ? runBlock(parts.back()) : Flow::Normal;
}

Engine::Flow Engine::runForeach(const Node &node)
{
    const Value source = evaluate(node.b);
    const Ref<IteratorObject> iterator = IteratorObject::over(source);
    if (m_observer && !m_evaluating)
        m_observer->branch(shown(node.span), iterator && iterator->hasNext());
    if (!iterator)
        return Flow::Normal;

    std::string origin;
    if (m_observer) {
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
        if (m_observer)
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
    if (m_observer)
        m_stack.pop_back();
    return flow;
}

Engine::Flow Engine::runBreak(const Node &node)
{
    m_breakTarget = nullptr;
    if (node.a != 0) {
        const Value scope = evaluate(node.a - 1);
        if (scope.kind() != Value::Kind::Loop)
            throwRuntime("#break: the argument is no loop");
        m_breakTarget = &scope.as<LoopObject>();
    }
    return Flow::Break;
}

Engine::Flow Engine::runCall(const Node &node)
{
    const Macro *macro = m_program->macro(m_program->name(node.a));
    if (!macro) {
        emit(m_program->text(node.b, node.c), node.span);
        return Flow::Normal;
    }
    if (m_macroDepth >= m_limits.maxMacroDepth)
        throwRuntime(std::format("macros call one another more than {} deep", m_limits.maxMacroDepth));
    const auto children = m_program->children(node);
    Frame frame{macro, children, {}, m_frame, -1, m_unit};
    if (node.kind == NodeKind::BlockCall) {
        frame.body = children.back();
        frame.arguments = children.first(children.size() - 1);
    }
    if (m_observer)
        m_stack.push_back({StackFrame::Kind::Macro, std::string(m_program->name(macro->name)), node.span});
    ++m_macroDepth;
    m_frame = &frame;
    const Flow flow = runBlock(macro->body);
    m_frame = frame.outer;
    --m_macroDepth;
    if (m_observer)
        m_stack.pop_back();
    return scopeEnd(flow);
}

Engine::Flow Engine::runEvaluate(const Node &node)
{
    const Value source = evaluate(node.a);
    if (source.isNull())
        return Flow::Normal;
    const Depth depth(*this);
    Expected<std::shared_ptr<const Program>> program = Program::parse(text(source), m_program->dialect(), *m_symbols);
    if (!program)
        throwRuntime("#evaluate: " + program.error().text());
    m_units.push_back(*std::move(program));
    m_symbols = &m_units.back()->symbols(); // a superset: slots keep their numbers
    growSlots();
    if (m_observer)
        m_stack.push_back({StackFrame::Kind::Evaluate, {}, node.span});
    const Flow flow = inUnit(static_cast<std::uint32_t>(m_units.size()), [&]() { return runBlock(m_program->root()); });
    if (m_observer)
        m_stack.pop_back();
    return scopeEnd(flow);
}

} // namespace gatehouse::vtl
