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
    if (!m_observer || m_aside)
        return perform(node);
    if (node.kind != NodeKind::Text)
        return performObserved(node);
    m_observer->reachedText(shown(node.span));
    return perform(node);
}

Engine::Flow Engine::performObserved(const Node &node)
{
    m_stack.back().span = node.span;
    m_stack.back().unit = m_unit;
    if (!m_observer->beforeStatement(node.kind, shown(node.span), *this)) {
        m_ended = true;
        return Flow::Stop;
    }
    const Position here = position();
    try {
        return perform(node);
    } catch (Error &error) {
        if (!std::exchange(m_failed, true)) {
            if (!error.span.known())
                error.span = m_place;
            returnTo(here);
            m_observer->failed(error, *this);
        }
        throw;
    }
}

Engine::Flow Engine::perform(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Text: emit(m_program->text(node.a, node.b), node.span); return Flow::Normal;
    case NodeKind::Reference: return printReference(node);
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
        tellBranch(m_program->node(parts[i]).span, taken);
        if (taken)
            return runBlock(parts[i + 1]);
    }
    return parts.size() % 2 == 1 ? runBlock(parts.back()) : Flow::Normal;
}

Engine::Flow Engine::landed(const Unwind &unwind, const Position &where)
{
    const LoopObject *const target = m_breakTarget; // on its way there still
    returnTo(where);
    m_breakTarget = target;
    return unwind.flow;
}

Engine::Flow Engine::runForeach(const Node &node)
{
    std::string origin;
    const Value source = m_observer ? evaluateTraced(node.b, origin) : evaluate(node.b);
    const Ref<IteratorObject> iterator = IteratorObject::over(source);
    tellBranch(node.span, iterator && iterator->hasNext());
    if (!iterator)
        return Flow::Normal;

    enter(StackFrame::Kind::Foreach, m_symbols->nameOf(node.a), node.span);
    const Ref<LoopObject> loop(new LoopObject);
    loop->parent = std::exchange(m_loop, loop);
    const Value oldVariable = lookUp(node.a);
    const auto slots = m_loopSlots; // known by now
    std::array<Value, kLoopNames.size()> old;
    old[0] = exchangeSlot(slots[0], loopValue(0, loop.get()));
    for (std::size_t name = 1; name < old.size(); ++name)
        old[name] = exchangeSlot(slots[name], {});

    Flow flow = Flow::Normal;
    std::uint32_t turns = 0;
    const Position here = position();
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
        const bool isNull = item.isNull();
        store(node.a, std::move(item));
        if (m_observer)
            m_origins[node.a] = origin.empty() ? std::string() : std::format("{}[{}]", origin, loop->index);
        for (std::size_t name = 1; name < old.size(); ++name) {
            if (m_loopSlots[name] >= 0)
                exchangeSlot(m_loopSlots[name], loopValue(name, loop.get()));
        }
        if (isNull)
            m_nullItems.push_back(node.a);
        try {
            flow = runBlock(node.c);
        } catch (const Unwind &unwind) {
            flow = landed(unwind, here);
        }
        m_nullItems.resize(here.nullItems);
        if (flow == Flow::Break && (m_breakTarget == nullptr || m_breakTarget == loop.get())) {
            flow = Flow::Normal;
            m_breakTarget = nullptr;
            break;
        }
        if (flow != Flow::Normal)
            break;
    }
    store(node.a, oldVariable);
    m_loop = loop->parent;
    for (std::size_t name = 0; name < old.size(); ++name)
        exchangeSlot(m_loopSlots[name], slots[name] >= 0 ? std::move(old[name]) : loopValue(name, m_loop.get()));
    leave();
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
    std::uint32_t unit = m_unit;
    const Macro *macro = m_program->macro(m_program->name(node.a));
    if (!macro && unit != 0) { // what #evaluate runs sees the macros of the template
        macro = m_template->macro(m_program->name(node.a));
        unit = 0;
    }
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
    enter(StackFrame::Kind::Macro, m_program->name(node.a), node.span);
    ++m_macroDepth;
    m_frame = &frame;
    const Flow flow = inUnit(unit, [&]() { return runBlock(macro->body); });
    m_frame = frame.outer;
    --m_macroDepth;
    leave();
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
    addUnit(*std::move(program));
    enter(StackFrame::Kind::Evaluate, {}, node.span);
    const bool inTemplate = m_unit == 0;
    const Position here = position();
    Flow flow = Flow::Normal;
    try {
        flow = inUnit(static_cast<std::uint32_t>(m_units.size()), [&]() { return runBlock(m_program->root()); });
    } catch (const Unwind &unwind) {
        flow = landed(unwind, here);
    } catch (Error &error) {
        if (inTemplate) { // where it is in the text that was made says nothing to whoever sees the template
            error.span = node.span;
            error.detail.insert(0, "#evaluate: ");
        }
        throw;
    }
    leave();
    return flow == Flow::Stop && !m_ended ? Flow::Normal : scopeEnd(flow); // #stop ends only what is evaluated
}

} // namespace gatehouse::vtl
