// What is written, and what undefined references print.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

void Engine::wrote(std::size_t begin, SourceSpan span, std::string_view origin)
{
    if (m_out->size() - m_outBegin > m_limits.maxOutput)
        throw Error{make_error_code(VtlErrc::Limit),
                    std::format("the output is larger than {} octets", m_limits.maxOutput), span};
    if (m_observer && !m_aside && m_redirected == 0 && m_out->size() > begin)
        m_observer->wrote(shown(span), begin - m_outBegin, m_out->size() - m_outBegin, origin);
}

Engine::Flow Engine::printReference(const Node &node)
{
    const Reference &reference = m_program->reference(node.a);
    std::string origin;
    Value value = resolve(reference, m_observer ? &origin : nullptr);
    if (value.kind() == Value::Kind::Block && value.as<BlockObject>().isCutOff())
        value = m_aws ? Value::emptyString() : Value();
    if (reference.escaped) { // "\$x": its source, and the backslash too if it is undefined
        std::string prefix(reference.backslashes, '\\');
        if (value.isNull())
            prefix += '\\';
        emit(prefix, node.span);
        emit(sourceOf(reference), node.span);
        return Flow::Normal;
    }
    if (value.isNull())
        return printUndefined(node, reference);
    if (value.kind() == Value::Kind::Block) // backslashes and dollars before it get lost
        return renderBlock(value.as<BlockObject>(), m_symbols->nameOf(reference.slot));
    if (reference.backslashes > 0)
        emit(std::string(reference.backslashes, '\\'), node.span);
    if (reference.prefixSize > 0)
        emit(m_program->text(reference.prefix, reference.prefixSize), node.span);
    const std::size_t begin = m_out->size();
    print(value, *m_out);
    wrote(begin, node.span, origin);
    return Flow::Normal;
}

Engine::Flow Engine::printUndefined(const Node &node, const Reference &reference)
{
    if (reference.backslashes > 0)
        emit(std::string(std::size_t(2) * reference.backslashes, '\\'), node.span);
    if (reference.prefixSize > 0)
        emit(m_program->text(reference.prefix, reference.prefixSize), node.span);
    if (!reference.quiet)
        emit(sourceOf(reference), node.span);
    return Flow::Normal;
}

std::string_view Engine::sourceOf(const Reference &reference) const
{
    std::string_view source = m_program->text(reference.literal, reference.literalSize);
    if (!reference.plainName || reference.linkCount > 0)
        return source;
    const Reference *shown = &reference;
    for (const Frame *frame = m_frame; frame; frame = frame->outer) {
        const std::int64_t argument = argumentFor(*frame, shown->slot);
        if (argument < 0)
            continue;
        const Program &program = programOf(frame->unit);
        const Node &node = program.node(static_cast<std::uint32_t>(argument));
        if (node.kind == NodeKind::Number || node.kind == NodeKind::Word)
            break;
        if (node.kind != NodeKind::Reference)
            return program.source().substr(node.span.begin, node.span.end - node.span.begin);
        shown = &program.reference(node.a);
        source = program.text(shown->literal, shown->literalSize);
    }
    return source;
}

Engine::Flow Engine::renderBlock(BlockObject &block, std::string_view name)
{
    if (block.isCutOff())
        return Flow::Normal;
    const Depth depth(*this);
    const Ref<BlockObject> alive(&block);
    enter(StackFrame::Kind::Define, name, m_place);
    struct Use {
        explicit Use(BlockObject &used)
            : block(used)
        {
            ++block.depth;
        }
        ~Use() { --block.depth; } // also when a watch fails
        BlockObject &block;
    } const use(block);
    const Flow flow = inUnit(block.unit, [&]() { return scopeEnd(runBlock(block.node)); });
    leave();
    return flow;
}

std::string Engine::text(const Value &value)
{
    if (value.kind() == Value::Kind::Block)
        return captured([&]() { return renderBlock(value.as<BlockObject>()); });
    std::string result = toText(value);
    charge(result.size());
    return result;
}

} // namespace gatehouse::vtl
