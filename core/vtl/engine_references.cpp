// Variables, the links of references, and assignment.
#include "core/vtl/engine.h"

namespace gatehouse::vtl {

namespace {

std::size_t elementCount(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::List: return value.as<ListObject>().items.size();
    case Value::Kind::Map: return value.as<MapObject>().size();
    case Value::Kind::View: return value.as<ViewObject>().map->size();
    default: return 0;
    }
}

} // namespace

Value Engine::lookUp(std::uint32_t slot, std::string *origin)
{
    for (Frame *frame = m_frame; frame; frame = frame->outer) {
        for (const auto &[name, value] : frame->locals) {
            if (name != slot)
                continue;
            if (origin)
                *origin = m_origins[slot];
            return value;
        }
        if (const std::int64_t given = argumentFor(*frame, slot); given >= 0)
            return inFrame(frame->outer, [&]() {
                return inUnit(frame->unit, [&]() {
                    const auto argument = static_cast<std::uint32_t>(given);
                    return origin ? evaluateTraced(argument, *origin) : evaluate(argument);
                });
            });
        if (frame->body >= 0 && m_symbols->nameOf(slot) == "bodyContent")
            return Value::object(Value::Kind::Block,
                                 new BlockObject(static_cast<std::uint32_t>(frame->body), frame->unit));
    }
    if (std::ranges::contains(m_nullItems, slot))
        return {};
    if (origin)
        *origin = m_origins[slot];
    return m_slots[slot];
}

void Engine::store(std::uint32_t slot, Value value)
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

Value Engine::resolve(const Reference &reference, std::uint32_t linkCount, std::string *origin)
{
    step();
    Value value = m_frame || origin || !m_nullItems.empty() ? lookUp(reference.slot, origin) : m_slots[reference.slot];
    const auto links = m_program->links(reference).first(linkCount);
    for (const Link &link : links) {
        if (value.isNull())
            break;
        value = follow(value, link, origin);
    }
    if (origin && value.isNull())
        origin->clear();
    return m_aws && value.isNull() ? Value::emptyString() : value;
}

Value Engine::follow(const Value &value, const Link &link, std::string *origin)
{
    if (origin && origin->empty())
        origin = nullptr; // nobody knows where it came from, nor what is made of it
    switch (link.kind) {
    case Link::Kind::Property: {
        const std::string_view name = m_program->name(link.name);
        if (origin)
            *origin += std::format(".{}", name);
        stepThrough(value);
        Value result = property(value, name);
        if (value.isString() && result.kind() == Value::Kind::List) // its octets
            chargeElements(elementCount(result));
        return result;
    }
    case Link::Kind::Index: {
        const Value index = evaluate(m_program->children(link).front());
        m_place = link.span;
        if (origin)
            *origin += std::format("[{}]", toText(index));
        return element(value, index, m_methods);
    }
    case Link::Kind::Method: return call(value, link, origin);
    }
    return {};
}

namespace {

/// The input path of what a method gives: some choose a part, the others work on the value, which still comes from
/// there.
void followOrigin(std::string &origin, std::string_view method, std::span<const Value> arguments)
{
    if (arguments.size() != 1)
        return;
    if (origin == "input" && (method == "path" || method == "json"))
        origin = toText(arguments[0]);
    else if (origin == "input" && method == "params")
        origin = std::format("params.{}", toText(arguments[0]));
    else if (method == "get" && arguments[0].isNumber())
        origin += std::format("[{}]", toText(arguments[0]));
    else if (method == "get")
        origin += std::format(".{}", toText(arguments[0]));
}

} // namespace

Value Engine::call(const Value &receiver, const Link &link, std::string *origin)
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
        if (arguments[i].kind() == Value::Kind::Block && receiver.isText()) // no text to Java: no method takes it
            return link.method == MethodName::equals ? Value::boolean(false) : Value();
        if (arguments[i].kind() == Value::Kind::Block || arguments[i].kind() == Value::Kind::Void)
            arguments[i] = Value::string(text(arguments[i]));
        stepThrough(arguments[i]);
    }
    stepThrough(receiver);
    m_place = link.span;
    if (origin)
        followOrigin(*origin, m_program->name(link.name), arguments);
    if (link.method == MethodName::addAll || link.method == MethodName::putAll) { // before the copy: it may double
        for (const Value &argument : arguments)
            chargeElements(elementCount(argument));
    }
    if (receiver.kind() == Value::Kind::Host) { // which may parse a text into many times its size
        for (const Value &argument : arguments)
            charge(argument.isString() ? 4 * argument.text().size() : 0);
    }
    bool known = true;
    Value result;
    if (receiver.kind() == Value::Kind::Host)
        result = receiver.as<HostObject>().call(m_program->name(link.name), arguments, known);
    else if (receiver.kind() == Value::Kind::Block && link.method == MethodName::toString && children.empty())
        result = Value::string(text(receiver));
    else
        result = callMethod(receiver, link.method, arguments, m_methods, known);
    if (!known)
        return {};
    if (result.isString())
        charge(result.text().size());
    else if (result.kind() == Value::Kind::List && result.identity()->isUnshared()) // made by this call
        chargeElements(elementCount(result));
    return result;
}

void Engine::assign(const Node &node)
{
    const Reference &target = m_program->reference(node.a);
    std::string origin;
    Value value = m_observer ? evaluateTraced(node.b, origin) : evaluate(node.b);
    if (value.isNull()) // undefined, or arithmetic that failed: the old value stays
        return;
    if (value.kind() == Value::Kind::Void)
        value = Value::emptyString();
    if (target.linkCount == 0) {
        if (!target.plainName) // "${x}" and "$!x" are accepted but assign nothing
            return;
        store(target.slot, std::move(value));
        if (m_observer)
            m_origins[target.slot] = std::move(origin);
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

void Engine::put(const Value &holder, Value key, Value value)
{
    if (holder.kind() == Value::Kind::Map) {
        holder.as<MapObject>().put(own(std::move(key)), std::move(value));
    } else if (holder.kind() == Value::Kind::Loop) {
        holder.as<LoopObject>().storage->put(own(std::move(key)), std::move(value));
    } else if (holder.kind() == Value::Kind::List && key.kind() == Value::Kind::Integer) {
        auto &items = holder.as<ListObject>().items;
        const auto size = static_cast<std::int64_t>(items.size());
        const std::int64_t at = key.asInteger() < 0 ? key.asInteger() + size : key.asInteger();
        if (at < 0 || at >= size)
            throwRuntime(std::format("index {} out of bounds for length {}", key.asInteger(), size));
        items[static_cast<std::size_t>(at)] = std::move(value);
    }
}

} // namespace gatehouse::vtl
