#include "core/vtl/methods.h"

#include "core/vtl/java_text.h"
#include "core/vtl/print.h"
#include "core/vtl/program.h"

#include <format>
#include <unordered_map>

namespace gatehouse::vtl {

namespace {

using Kind = Value::Kind;

Value loopProperty(const LoopObject &loop, std::string_view name)
{
    if (name == "index")
        return Value::integer(loop.index);
    if (name == "count")
        return Value::integer(loop.index + 1);
    if (name == "hasNext")
        return Value::boolean(loop.hasNext);
    if (name == "first")
        return Value::boolean(loop.index == 0);
    if (name == "last")
        return Value::boolean(!loop.hasNext);
    if (name == "parent")
        return loop.parent ? Value::object(Kind::Loop, loop.parent.get()) : Value();
    if (name == "topmost") {
        const LoopObject *top = &loop;
        while (top->parent)
            top = top->parent.get();
        return Value::object(Kind::Loop, const_cast<LoopObject *>(top)); // counted: nobody's constness is harmed
    }
    const Value *stored = loop.storage->find(name);
    return stored ? *stored : Value();
}

} // namespace

MethodName methodOf(std::string_view name)
{
    static const std::unordered_map<std::string_view, MethodName> kNames = {
#define GATEHOUSE_VTL_METHOD(method) {#method, MethodName::method},
        GATEHOUSE_VTL_METHODS(GATEHOUSE_VTL_METHOD)
#undef GATEHOUSE_VTL_METHOD
    };
    const auto found = kNames.find(name);
    return found == kNames.end() ? MethodName::Other : found->second;
}

void throwRuntime(std::string detail)
{
    throw Error{make_error_code(VtlErrc::Runtime), std::move(detail)};
}

Value callMethod(const Value &receiver, MethodName name, Arguments arguments, MethodContext &context, bool &known)
{
    known = true;
    if (receiver.kind() != Kind::Void && receiver.kind() != Kind::Loop && name == MethodName::equals
        && arguments.size() == 1)
        return Value::boolean(javaEquals(receiver, arguments[0]));
    if (receiver.kind() != Kind::Block && receiver.kind() != Kind::Iterator && name == MethodName::toString
        && arguments.empty())
        return Value::string(toText(receiver));
    switch (receiver.kind()) {
    case Kind::String: return callString(receiver.text(), name, arguments, context, known);
    case Kind::Void: return callString({}, name, arguments, context, known);
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Long:
    case Kind::BigInteger:
    case Kind::Double: return callNumber(receiver, name, arguments, known);
    case Kind::List: return callList(receiver, name, arguments, known);
    case Kind::Map: return callMap(receiver, name, arguments, known);
    case Kind::View: return callView(receiver, name, arguments, known);
    case Kind::Iterator: return callIterator(receiver, name, arguments, known);
    case Kind::Loop: return callLoop(receiver, name, arguments, known);
    case Kind::Entry:
        if (arguments.empty() && name == MethodName::getKey)
            return property(receiver, "key");
        if (arguments.empty() && name == MethodName::getValue)
            return property(receiver, "value");
        if (arguments.size() == 1 && name == MethodName::setValue)
            return receiver.as<EntryObject>().map->put(receiver.as<EntryObject>().key, arguments[0]);
        break;
    case Kind::Character:
        if (name == MethodName::compareTo && arguments.size() == 1) {
            if (arguments[0].kind() != Kind::Character)
                throwRuntime("compareTo: ClassCastException");
            const Value other = Value::string(std::string(arguments[0].text()));
            return callString(receiver.text(), name, std::span(&other, 1), context, known);
        }
        break;
    case Kind::Null:
    case Kind::Block: // the renderer makes text of it first
    case Kind::Host: // asked by name
        break;
    }
    known = false;
    return {};
}

Value property(const Value &receiver, std::string_view name)
{
    switch (receiver.kind()) {
    case Kind::Map: {
        if (name == "class") // getClass() in Java, never a key; reflection is refused
            return {};
        const Value *found = receiver.as<MapObject>().find(name);
        return found ? *found : Value();
    }
    case Kind::Host: return receiver.as<HostObject>().property(name);
    case Kind::Loop: return loopProperty(receiver.as<LoopObject>(), name);
    case Kind::Entry: {
        const auto &entry = receiver.as<EntryObject>();
        if (name == "key")
            return entry.key;
        const Value *found = name == "value" ? entry.map->find(entry.key) : nullptr;
        return found ? *found : Value();
    }
    case Kind::List:
        if (name == "empty" && receiver.as<ListObject>().flavor != ListObject::Flavor::Array)
            return Value::boolean(receiver.as<ListObject>().items.empty());
        break;
    case Kind::View:
        if (name == "empty")
            return Value::boolean(receiver.as<ViewObject>().map->size() == 0);
        break;
    case Kind::String:
    case Kind::Void: {
        const std::string_view text = receiver.isString() ? receiver.text() : std::string_view();
        if (name == "empty")
            return Value::boolean(text.empty());
        if (name == "blank")
            return Value::boolean(text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos);
        if (name == "bytes") {
            std::vector<Value> bytes;
            for (const char c : text)
                bytes.push_back(Value::integer(static_cast<signed char>(c)));
            return makeList(std::move(bytes), ListObject::Flavor::Array);
        }
        break;
    }
    default: break;
    }
    return {};
}

Value element(const Value &receiver, const Value &index, MethodContext &context)
{
    if (receiver.kind() == Kind::Map) {
        const Value *found = receiver.as<MapObject>().find(index);
        if (found)
            return *found;
    }
    const bool negative = index.kind() == Kind::Integer && index.asInteger() < 0;
    if (receiver.kind() == Kind::List && index.kind() == Kind::Integer) {
        const auto &items = receiver.as<ListObject>().items;
        const auto size = static_cast<std::int64_t>(items.size());
        const std::int64_t at = negative ? index.asInteger() + size : index.asInteger();
        if (at < 0 || at >= size)
            throwRuntime(std::format("index {} out of bounds for length {}", index.asInteger(), size));
        return items[static_cast<std::size_t>(at)];
    }
    if (receiver.kind() == Kind::Host && index.isText())
        return receiver.as<HostObject>().property(index.text());
    if (receiver.kind() == Kind::Loop)
        return element(makeMap(receiver.as<LoopObject>().storage), index, context);
    if (negative) { // Velocity asks for size() then, which must exist
        bool known = true;
        (void)callMethod(receiver, MethodName::size, {}, context, known);
        if (!known)
            throwRuntime("a negative index on something without size()");
    }
    return {};
}

} // namespace gatehouse::vtl
