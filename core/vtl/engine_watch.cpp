// What a paused rendering shows: variables, arguments, watches.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

Engine::Position Engine::position() const
{
    return {m_place,       m_program, m_unit,       m_out,  m_outBegin,     m_redirected,      m_loop,
            m_breakTarget, m_frame,   m_macroDepth, m_made, m_stack.size(), m_nullItems.size()};
}

void Engine::returnTo(const Position &position)
{
    m_place = position.place;
    m_program = position.program;
    m_unit = position.unit;
    m_out = position.out;
    m_outBegin = position.outBegin;
    m_redirected = position.redirected;
    m_loop = position.loop;
    m_breakTarget = position.breakTarget;
    m_frame = position.frame;
    m_macroDepth = position.macroDepth;
    m_made = position.made;
    m_nullItems.resize(position.nullItems);
    m_stack.erase(m_stack.begin() + static_cast<std::ptrdiff_t>(position.stackSize), m_stack.end());
}

std::vector<std::pair<std::string, Value>> Engine::variables() const
{
    std::vector<std::pair<std::string, Value>> result;
    for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot) {
        if (!m_slots[slot].isNull())
            result.emplace_back(m_symbols->nameOf(slot), m_slots[slot]);
    }
    return result;
}

bool Engine::isHarmless(std::uint32_t index) const
{
    const Node &node = m_program->node(index);
    switch (node.kind) {
    case NodeKind::StringLiteral:
    case NodeKind::Number:
    case NodeKind::True:
    case NodeKind::False: return true;
    case NodeKind::Reference:
        return std::ranges::all_of(m_program->links(m_program->reference(node.a)), [&](const Link &link) {
            return link.kind == Link::Kind::Property
                || (link.kind == Link::Kind::Index && isHarmless(m_program->children(link).front()));
        });
    default: return false;
    }
}

std::vector<Argument> Engine::arguments()
{
    std::vector<Argument> result;
    if (!m_frame)
        return result;
    const Frame &frame = *m_frame;
    for (const std::uint32_t parameter : frame.macro->parameters) {
        Argument argument{m_symbols->nameOf(parameter), {}, {}};
        const auto local = std::ranges::find(frame.locals, parameter, &std::pair<std::uint32_t, Value>::first);
        const std::int64_t given = argumentFor(frame, parameter);
        bool harmless = true;
        if (given >= 0) {
            const Program &program = programOf(frame.unit);
            const SourceSpan span = program.node(static_cast<std::uint32_t>(given)).span;
            argument.source = program.source().substr(span.begin, span.end - span.begin);
            harmless = inUnit(frame.unit, [&] { return isHarmless(static_cast<std::uint32_t>(given)); });
        }
        if (local != frame.locals.end()) {
            argument.value = local->second;
        } else if (harmless) {
            if (auto value = aside([&] { return lookUp(parameter); }))
                argument.value = *std::move(value);
        }
        result.push_back(std::move(argument));
    }
    return result;
}

Expected<Value> Engine::valueOf(std::string_view expression)
{
    // A watch is the right side of a #set to a name that no template can have named.
    auto unit = m_watches.find(expression);
    if (unit == m_watches.end()) {
        Expected<std::shared_ptr<const Program>> watch
            = Program::parse(std::format("#set($_watch_ = {})", expression), m_template->dialect(), *m_symbols);
        if (!watch)
            return std::unexpected(watch.error());
        addUnit(*std::move(watch));
        unit = m_watches.emplace(expression, static_cast<std::uint32_t>(m_units.size())).first;
    }
    const auto slot = static_cast<std::size_t>(m_symbols->find("_watch_"));
    return aside([&] {
        (void)inUnit(unit->second, [&]() { return runBlock(m_program->root()); });
        return m_slots[slot];
    });
}

Expected<std::string> Engine::evaluate(std::string_view expression)
{
    const Expected<Value> value = valueOf(expression);
    if (!value)
        return std::unexpected(value.error());
    if (value->isNull())
        return "null";
    const Expected<Value> shown = aside([&] { return Value::string(text(*value)); });
    if (!shown)
        return std::unexpected(shown.error());
    return std::string(shown->text());
}

} // namespace gatehouse::vtl
