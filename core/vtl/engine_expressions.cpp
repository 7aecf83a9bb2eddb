// Values and conditions.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

Value Engine::evaluate(std::uint32_t index)
{
    const Node &node = m_program->node(index);
    switch (node.kind) {
    case NodeKind::Reference: return resolve(m_program->reference(node.a));
    case NodeKind::StringLiteral: return own(Value::borrowed(m_program->text(node.a, node.b)));
    case NodeKind::Number:
        if (node.c == 1) {
            charge(node.b);
            return readInteger(m_program->text(node.a, node.b));
        }
        return m_program->constant(node.a);
    case NodeKind::True: return Value::boolean(true);
    case NodeKind::False: return Value::boolean(false);
    case NodeKind::Word: return {};
    default: return evaluateCompound(node, index);
    }
}

Value Engine::evaluateTraced(std::uint32_t index, std::string &origin)
{
    const Node &node = m_program->node(index);
    return node.kind == NodeKind::Reference ? resolve(m_program->reference(node.a), &origin) : evaluate(index);
}

Value Engine::literalElement(std::uint32_t index)
{
    Value value = evaluate(index);
    return value.kind() == Value::Kind::Block ? Value::string(text(value)) : value;
}

Value Engine::evaluateCompound(const Node &node, std::uint32_t index)
{
    const Depth depth(*this);
    step();
    switch (node.kind) {
    case NodeKind::Interpolated:
        return Value::string(captured([&]() {
            enter(StackFrame::Kind::Text, {}, node.span);
            const Flow flow = runBlock(node.a);
            leave();
            return flow;
        }));
    case NodeKind::List: {
        chargeElements(node.childCount);
        std::vector<Value> items;
        items.reserve(node.childCount);
        for (const std::uint32_t child : m_program->children(node))
            items.push_back(literalElement(child));
        return makeList(std::move(items));
    }
    case NodeKind::Map: {
        chargeElements(node.childCount);
        const Ref<MapObject> map(new MapObject);
        const auto parts = m_program->children(node);
        for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
            Value key = literalElement(parts[i]);
            map->put(std::move(key), literalElement(parts[i + 1]));
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

Value Engine::add(const Node &node)
{
    const Value left = evaluate(node.a);
    const Value right = evaluate(node.b);
    if (!left.isString() && !right.isString())
        return arithmetic(NodeKind::Add, left, right);
    std::string result = operandText(left, node.a);
    result += operandText(right, node.b);
    charge(result.size());
    if (result.size() > m_limits.maxOutput)
        throw Error{make_error_code(VtlErrc::Limit), std::format("a text grows beyond {} octets", m_limits.maxOutput),
                    node.span};
    return Value::string(std::move(result));
}

std::string Engine::operandText(const Value &value, std::uint32_t index)
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

Value Engine::range(const Value &first, const Value &last)
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
                    std::format("a range of {} elements; at most {} are allowed", count, m_limits.maxRange), m_place};
    chargeElements(count);
    std::vector<Value> items;
    items.reserve(count);
    for (std::int64_t i = from;; i += from <= to ? 1 : -1) {
        items.push_back(Value::integer(static_cast<std::int32_t>(i)));
        if (i == to)
            break;
    }
    return makeList(std::move(items));
}

bool Engine::condition(std::uint32_t index)
{
    const Node &node = m_program->node(index);
    switch (node.kind) {
    case NodeKind::Reference: {
        const Value value = resolve(m_program->reference(node.a));
        if (value.kind() == Value::Kind::Block)
            (void)text(value); // Velocity asks what it prints, so it runs
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

bool Engine::equal(const Node &node)
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

bool Engine::ordered(const Node &node)
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

} // namespace gatehouse::vtl
