// What a paused rendering shows: variables, watches, and where values come from.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

std::string Engine::originOf(const Reference &reference)
{
    std::string origin = m_origins[reference.slot];
    for (const Link &link : m_program->links(reference)) {
        if (origin.empty())
            return {};
        const auto children = m_program->children(link);
        const std::string_view name = link.kind == Link::Kind::Index ? std::string_view() : m_program->name(link.name);
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

std::string Engine::originOf(std::uint32_t index)
{
    const Node &node = m_program->node(index);
    return node.kind == NodeKind::Reference ? originOf(m_program->reference(node.a)) : std::string();
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

Expected<std::string> Engine::evaluate(std::string_view expression)
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
    const std::uint32_t macroDepth = m_macroDepth;
    const Ref<LoopObject> loop = m_loop;
    const auto frames = static_cast<std::ptrdiff_t>(m_stack.size());
    const std::vector<Value> slots = m_slots; // a loop that fails leaves its variables behind
    Frame *const frame = m_frame;
    const Program *const program = m_program;
    const std::uint32_t unit = m_unit;
    std::string *const out = m_out; // a failure may leave a captured output behind
    const std::size_t outBegin = m_outBegin;
    const int redirected = m_redirected;
    m_evaluating = true;
    Expected<std::string> result;
    try {
        (void)inUnit(static_cast<std::uint32_t>(m_units.size()), [&]() { return runBlock(m_program->root()); });
        result = m_slots[slot].isNull() ? std::string("null") : text(m_slots[slot]);
    } catch (Error &error) {
        result = std::unexpected(std::move(error));
    }
    m_evaluating = false;
    std::ranges::copy(slots, m_slots.begin()); // there may be more by now
    m_place = place;
    m_depth = depth;
    m_macroDepth = macroDepth;
    m_loop = loop;
    m_stack.erase(m_stack.begin() + frames, m_stack.end());
    m_frame = frame;
    m_program = program;
    m_unit = unit;
    m_out = out;
    m_outBegin = outBegin;
    m_redirected = redirected;
    return result;
}

} // namespace gatehouse::vtl
