// The methods of lists, maps, their views, iterators and $foreach.
#include "core/vtl/methods.h"
#include "core/vtl/print.h"
#include "core/vtl/work.h"

#include <format>

namespace gatehouse::vtl {

namespace {

using Kind = Value::Kind;

std::size_t checkedIndex(const ListObject &list, std::int64_t index, std::size_t size)
{
    if (index < 0 || static_cast<std::size_t>(index) >= size)
        throwRuntime(std::format("index {} out of bounds for length {}", index, list.items.size()));
    return static_cast<std::size_t>(index);
}

/// What a collection argument holds, or nothing if it is none.
std::optional<std::vector<Value>> elementsOf(const Value &value)
{
    if (value.kind() != Kind::List && value.kind() != Kind::View)
        return std::nullopt;
    std::vector<Value> out;
    const Ref<IteratorObject> iterator = IteratorObject::over(value);
    Value item;
    while (iterator->next(item) == IteratorObject::Step::Ok)
        out.push_back(item);
    Work::spendHere(out.size() / Work::kMovesPerStep);
    return out;
}

/// The index of the first element equal to @p value, or the number of elements.
std::size_t indexOf(std::span<const Value> items, const Value &value)
{
    const auto found = std::ranges::find_if(items, [&](const Value &item) { return javaEquals(item, value); });
    const auto index = static_cast<std::size_t>(found - items.begin());
    Work::spendHere(index);
    return index;
}

bool holds(std::span<const Value> items, const Value &value)
{
    return indexOf(items, value) < items.size();
}

/// The elements behind @p index are about to move.
void countMoves(const ListObject &list, std::size_t index)
{
    Work::spendHere((list.items.size() - index) / Work::kMovesPerStep);
}

template <class Keep>
Value filtered(ListObject &list, Keep keep)
{
    const std::size_t removed = std::erase_if(list.items, [&](const Value &item) { return !keep(item); });
    if (removed > 0)
        list.changed();
    return Value::boolean(removed > 0);
}

Value subList(const ListObject &list, Arguments a)
{
    const std::int64_t begin = a[0].asInteger();
    const std::int64_t end = a[1].asInteger();
    if (begin < 0 || end > static_cast<std::int64_t>(list.items.size()) || begin > end)
        throwRuntime(std::format("subList({}, {}) of {} elements", begin, end, list.items.size()));
    return makeList({list.items.begin() + begin, list.items.begin() + end},
                    list.flavor == ListObject::Flavor::JsonArray ? ListObject::Flavor::JsonArray
                                                                 : ListObject::Flavor::ArrayList);
}

bool isInteger(Arguments a, std::size_t count)
{
    return a.size() == count && a[0].kind() == Kind::Integer;
}

/// What lists and Java arrays share; an array behaves as a list of fixed size.
Value callAnyList(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    auto &list = receiver.as<ListObject>();
    switch (name) {
    case MethodName::size:
        if (a.empty())
            return Value::integer(static_cast<std::int32_t>(list.items.size()));
        break;
    case MethodName::isEmpty:
        if (a.empty())
            return Value::boolean(list.items.empty());
        break;
    case MethodName::get:
        if (isInteger(a, 1))
            return list.items[checkedIndex(list, a[0].asInteger(), list.items.size())];
        break;
    case MethodName::set:
        if (isInteger(a, 2))
            return std::exchange(list.items[checkedIndex(list, a[0].asInteger(), list.items.size())], a[1]);
        break;
    case MethodName::contains:
        if (a.size() == 1)
            return Value::boolean(holds(list.items, a[0]));
        break;
    case MethodName::indexOf:
        if (a.size() == 1) {
            const std::size_t index = indexOf(list.items, a[0]);
            return Value::integer(index == list.items.size() ? -1 : static_cast<std::int32_t>(index));
        }
        break;
    case MethodName::lastIndexOf:
        if (a.size() == 1) {
            std::size_t left = list.items.size();
            while (left > 0 && !javaEquals(list.items[left - 1], a[0]))
                --left;
            Work::spendHere(list.items.size() - left);
            return Value::integer(static_cast<std::int32_t>(left) - 1);
        }
        break;
    case MethodName::containsAll:
        if (a.size() == 1) {
            if (const auto wanted = elementsOf(a[0]))
                return Value::boolean(
                    std::ranges::all_of(*wanted, [&](const Value &v) { return holds(list.items, v); }));
        }
        break;
    case MethodName::iterator:
        if (a.empty())
            return Value::object(Kind::Iterator, IteratorObject::over(receiver).get());
        break;
    case MethodName::toArray:
        if (a.empty())
            return makeList(list.items, ListObject::Flavor::Array);
        break;
    case MethodName::subList:
        if (isInteger(a, 2) && a[1].kind() == Kind::Integer)
            return subList(list, a);
        break;
    default: break;
    }
    known = false;
    return {};
}

} // namespace

Value callList(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    auto &list = receiver.as<ListObject>();
    if (list.flavor == ListObject::Flavor::Array) { // Velocity wraps it as a list that cannot change its size
        Value result = callAnyList(receiver, name, a, known);
        if (known)
            return result;
        known = true;
        const Value copy = makeList(list.items);
        result = callList(copy, name, a, known);
        if (copy.as<ListObject>().items.size() != list.items.size())
            throwRuntime("an array cannot change its size");
        return result;
    }
    switch (name) {
    case MethodName::add:
        if (a.size() == 1) {
            list.items.push_back(a[0]);
            list.changed();
            return Value::boolean(true);
        }
        if (isInteger(a, 2)) {
            const std::size_t index = checkedIndex(list, a[0].asInteger(), list.items.size() + 1);
            countMoves(list, index);
            list.items.insert(list.items.begin() + static_cast<std::ptrdiff_t>(index), a[1]);
            list.changed();
            return Value::nothing();
        }
        break;
    case MethodName::addAll:
        if (a.size() == 1) {
            if (const auto more = elementsOf(a[0])) {
                list.items.insert(list.items.end(), more->begin(), more->end());
                list.changed();
                return Value::boolean(!more->empty());
            }
        }
        break;
    case MethodName::remove:
        if (isInteger(a, 1)) {
            const std::size_t index = checkedIndex(list, a[0].asInteger(), list.items.size());
            countMoves(list, index);
            Value old = std::move(list.items[index]);
            list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(index));
            list.changed();
            return old;
        }
        if (a.size() == 1) {
            const std::size_t index = indexOf(list.items, a[0]);
            if (index == list.items.size())
                return Value::boolean(false);
            countMoves(list, index);
            list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(index));
            list.changed();
            return Value::boolean(true);
        }
        break;
    case MethodName::removeAll:
    case MethodName::retainAll:
        if (a.size() == 1) {
            if (const auto others = elementsOf(a[0]))
                return filtered(list,
                                [&](const Value &v) { return holds(*others, v) == (name == MethodName::retainAll); });
        }
        break;
    case MethodName::clear:
        if (a.empty()) {
            list.items.clear();
            list.changed();
            return Value::nothing();
        }
        break;
    default: return callAnyList(receiver, name, a, known);
    }
    known = false;
    return {};
}

Value callMap(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    auto &map = receiver.as<MapObject>();
    const auto valueOf = [&](const Value &key) {
        const Value *found = map.find(key);
        return found ? *found : Value();
    };
    const auto view
        = [&](ViewObject::What what) { return Value::object(Kind::View, new ViewObject(Ref<MapObject>(&map), what)); };
    switch (name) {
    case MethodName::get:
        if (a.size() == 1)
            return valueOf(a[0]);
        break;
    case MethodName::getOrDefault:
        if (a.size() == 2)
            return map.find(a[0]) ? valueOf(a[0]) : a[1];
        break;
    case MethodName::put:
        if (a.size() == 2)
            return map.put(a[0], a[1]);
        break;
    case MethodName::putIfAbsent:
        if (a.size() == 2) {
            Value old = valueOf(a[0]);
            if (old.isNull())
                map.put(a[0], a[1]);
            return old;
        }
        break;
    case MethodName::putAll:
        if (a.size() == 1 && a[0].kind() == Kind::Map) {
            const std::vector<MapObject::Slot> slots(a[0].as<MapObject>().slots().begin(),
                                                     a[0].as<MapObject>().slots().end());
            for (const MapObject::Slot &slot : slots)
                map.put(slot.key, slot.value);
            return Value::nothing();
        }
        break;
    case MethodName::remove:
        if (a.size() == 1)
            return map.remove(a[0]);
        break;
    case MethodName::replace:
        if (a.size() == 2)
            return map.find(a[0]) ? map.put(a[0], a[1]) : Value();
        break;
    case MethodName::containsKey:
        if (a.size() == 1)
            return Value::boolean(map.find(a[0]) != nullptr);
        break;
    case MethodName::containsValue:
        if (a.size() == 1) {
            Work::spendHere(map.size());
            return Value::boolean(
                std::ranges::any_of(map.slots(), [&](const auto &slot) { return javaEquals(slot.value, a[0]); }));
        }
        break;
    case MethodName::size:
        if (a.empty())
            return Value::integer(static_cast<std::int32_t>(map.size()));
        break;
    case MethodName::isEmpty:
        if (a.empty())
            return Value::boolean(map.size() == 0);
        break;
    case MethodName::keySet:
        if (a.empty())
            return view(ViewObject::What::Keys);
        break;
    case MethodName::values:
        if (a.empty())
            return view(ViewObject::What::Values);
        break;
    case MethodName::entrySet:
        if (a.empty())
            return view(ViewObject::What::Entries);
        break;
    case MethodName::clear:
        if (a.empty()) {
            map.clear();
            return Value::nothing();
        }
        break;
    default: break;
    }
    known = false;
    return {};
}

/// Removes the entries of the map behind a view whose shown part is @p unwanted, @p most of them at most.
template <class Unwanted>
bool removeFrom(const Value &receiver, std::size_t most, Unwanted &&unwanted)
{
    auto &view = receiver.as<ViewObject>();
    std::vector<Value> keys;
    for (std::size_t i = 0; i < view.map->size() && keys.size() < most; ++i) {
        if (unwanted(view.at(i)))
            keys.push_back(view.map->slots()[i].key);
    }
    for (const Value &key : keys)
        view.map->remove(key);
    return !keys.empty();
}

Value callView(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    auto &view = receiver.as<ViewObject>();
    switch (name) {
    case MethodName::size:
        if (a.empty())
            return Value::integer(static_cast<std::int32_t>(view.map->size()));
        break;
    case MethodName::isEmpty:
        if (a.empty())
            return Value::boolean(view.map->size() == 0);
        break;
    case MethodName::contains:
        if (a.size() == 1)
            return Value::boolean(view.what == ViewObject::What::Keys ? view.map->find(a[0]) != nullptr
                                                                      : holds(*elementsOf(receiver), a[0]));
        break;
    case MethodName::containsAll:
        if (a.size() == 1) {
            const std::vector<Value> own = *elementsOf(receiver);
            if (const auto wanted = elementsOf(a[0]))
                return Value::boolean(std::ranges::all_of(*wanted, [&](const Value &v) { return holds(own, v); }));
        }
        break;
    case MethodName::iterator:
        if (a.empty())
            return Value::object(Kind::Iterator, IteratorObject::over(receiver).get());
        break;
    case MethodName::toArray:
        if (a.empty())
            return makeList(*elementsOf(receiver), ListObject::Flavor::Array);
        break;
    case MethodName::remove:
        if (a.size() == 1)
            return Value::boolean(removeFrom(receiver, 1, [&](const Value &v) { return javaEquals(v, a[0]); }));
        break;
    case MethodName::removeAll:
    case MethodName::retainAll:
        if (a.size() == 1) {
            if (const auto others = elementsOf(a[0]))
                return Value::boolean(removeFrom(receiver, view.map->size(), [&](const Value &v) {
                    return holds(*others, v) == (name == MethodName::removeAll);
                }));
        }
        break;
    case MethodName::clear:
        if (a.empty()) {
            view.map->clear();
            return Value::nothing();
        }
        break;
    case MethodName::add:
        if (a.size() == 1)
            throwRuntime("add: what a map shows of itself takes no elements");
        break;
    case MethodName::addAll:
        if (a.size() == 1) {
            if (const auto more = elementsOf(a[0]); more && !more->empty())
                throwRuntime("addAll: what a map shows of itself takes no elements");
            return Value::boolean(false);
        }
        break;
    default: break;
    }
    known = false;
    return {};
}

Value callIterator(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    auto &iterator = receiver.as<IteratorObject>();
    if (a.empty() && name == MethodName::hasNext)
        return Value::boolean(iterator.hasNext());
    if (a.empty() && name == MethodName::next) {
        Value out;
        switch (iterator.next(out)) {
        case IteratorObject::Step::Ok: return out;
        case IteratorObject::Step::Exhausted: throwRuntime("the iterator has no more elements");
        case IteratorObject::Step::Changed: throwRuntime("the collection changed while it was gone through");
        }
    }
    known = false;
    return {};
}

/// A loop is a map of what templates store in it, with properties of its own (ForeachScope is an AbstractMap).
Value callLoop(const Value &receiver, MethodName name, Arguments a, bool &known)
{
    if (a.empty()) {
        switch (name) {
        case MethodName::getIndex: return property(receiver, "index");
        case MethodName::getCount: return property(receiver, "count");
        case MethodName::hasNext: return property(receiver, "hasNext");
        case MethodName::isFirst: return property(receiver, "first");
        case MethodName::isLast: return property(receiver, "last");
        case MethodName::getParent: return property(receiver, "parent");
        case MethodName::getTopmost: return property(receiver, "topmost");
        default: break;
        }
    }
    const Value stored = makeMap(receiver.as<LoopObject>().storage);
    if (name == MethodName::equals && a.size() == 1)
        return Value::boolean(javaEquals(receiver, a[0]) || javaEquals(stored, a[0]));
    return callMap(stored, name, a, known);
}

} // namespace gatehouse::vtl
