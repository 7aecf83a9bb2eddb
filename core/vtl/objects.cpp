#include "core/vtl/objects.h"

#include "core/vtl/work.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace gatehouse::vtl {

namespace {

constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);
constexpr std::size_t kIndexFrom = 9; // below that a walk is quicker than a table

std::size_t hashText(std::string_view text)
{
    return std::hash<std::string_view>{}(text);
}

/// What one comparison may cost: lists that hold one another have no end, and shared ones can be exponential.
struct Budget {
    std::size_t visited = 0; // values, and stretches of text
    int depth = 0;
};
constexpr std::size_t kMaxCompared = 1'000'000;
constexpr int kMaxCompareDepth = 500;

bool equalDeep(const Value &a, const Value &b, Budget &budget);

bool equalMembers(const MapObject &a, const MapObject &b, Budget &budget)
{
    if (a.size() != b.size())
        return false;
    return std::ranges::all_of(a.slots(), [&](const MapObject::Slot &slot) {
        const Value *other = b.find(slot.key);
        return other && equalDeep(slot.value, *other, budget);
    });
}

bool equalViews(const ViewObject &a, const ViewObject &b, Budget &budget)
{
    if (a.what != b.what)
        return false;
    if (a.what == ViewObject::What::Values) // Java keeps one for each map, compared by identity
        return a.map.get() == b.map.get();
    if (a.what == ViewObject::What::Entries)
        return equalMembers(*a.map, *b.map, budget);
    return a.map->size() == b.map->size() && std::ranges::all_of(a.map->slots(), [&](const MapObject::Slot &slot) {
               return b.map->find(slot.key) != nullptr;
           });
}

Value entryValue(const EntryObject &entry)
{
    const Value *value = entry.map->find(entry.key);
    return value ? *value : Value();
}

bool equalDeep(const Value &a, const Value &b, Budget &budget)
{
    using Kind = Value::Kind;
    if (a.kind() != b.kind() || ++budget.visited > kMaxCompared || budget.depth > kMaxCompareDepth)
        return false;
    struct Level {
        explicit Level(int &counter)
            : depth(++counter)
        {
        }
        ~Level() { --depth; }
        int &depth;
    } level(budget.depth);
    switch (a.kind()) {
    case Kind::Null:
    case Kind::Void: return true;
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Long: return a.asInteger() == b.asInteger();
    case Kind::BigInteger: return a.as<BigIntegerObject>().value == b.as<BigIntegerObject>().value;
    case Kind::Double: return a.asReal() == b.asReal() || (a.asReal() != a.asReal() && b.asReal() != b.asReal());
    case Kind::Character:
    case Kind::String:
        if (a.text().size() != b.text().size())
            return false;
        budget.visited += a.text().size() / Work::kTextPerStep;
        return a.text() == b.text();
    case Kind::List:
        // A Java array is equal only to itself.
        if (a.as<ListObject>().flavor == ListObject::Flavor::Array
            || b.as<ListObject>().flavor == ListObject::Flavor::Array)
            return a.identity() == b.identity();
        return a.identity() == b.identity()
            || std::ranges::equal(a.as<ListObject>().items, b.as<ListObject>().items,
                                  [&](const Value &x, const Value &y) { return equalDeep(x, y, budget); });
    case Kind::Map: return a.identity() == b.identity() || equalMembers(a.as<MapObject>(), b.as<MapObject>(), budget);
    case Kind::Entry:
        return equalDeep(a.as<EntryObject>().key, b.as<EntryObject>().key, budget)
            && equalDeep(entryValue(a.as<EntryObject>()), entryValue(b.as<EntryObject>()), budget);
    case Kind::View: return equalViews(a.as<ViewObject>(), b.as<ViewObject>(), budget);
    case Kind::Iterator:
    case Kind::Block:
    case Kind::Loop:
    case Kind::Host: return a.identity() == b.identity();
    }
    return false;
}

} // namespace

void Object::destroy(Object *object) noexcept
{
    thread_local std::vector<Object *> pending;
    thread_local bool busy = false;
    if (busy) {
        pending.push_back(object);
        return;
    }
    busy = true;
    delete object;
    while (!pending.empty()) {
        Object *next = pending.back();
        pending.pop_back();
        delete next;
    }
    busy = false;
}

namespace {

thread_local ValueScope *currentScope = nullptr;

} // namespace

ValueScope::ValueScope() noexcept
    : m_outer(std::exchange(currentScope, this))
{
}

ValueScope::~ValueScope()
{
    currentScope = m_outer;
    std::vector<Ref<Container>> survivors; // held, so that none goes while another is emptied
    for (Container *container = m_first; container; container = container->m_next)
        survivors.emplace_back(container);
    for (const Ref<Container> &container : survivors)
        container->drop();
    for (const Ref<Container> &container : survivors) // whoever still holds one holds an empty one
        container->m_scope = nullptr;
}

Container::Container() noexcept
    : m_scope(currentScope)
{
    if (!m_scope)
        return;
    m_next = std::exchange(m_scope->m_first, this);
    if (m_next)
        m_next->m_previous = this;
}

Container::~Container()
{
    if (!m_scope)
        return;
    if (m_previous)
        m_previous->m_next = m_next;
    else
        m_scope->m_first = m_next;
    if (m_next)
        m_next->m_previous = m_previous;
}

bool javaEquals(const Value &a, const Value &b)
{
    Budget budget;
    const bool equal = equalDeep(a, b, budget);
    if (budget.visited > 1) // of simple values it is part of the caller's step
        Work::spendHere(budget.visited);
    return equal;
}

std::size_t javaHash(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::Boolean:
    case Value::Kind::Integer:
    case Value::Kind::Long: return std::hash<std::int64_t>{}(value.asInteger());
    case Value::Kind::Double: return std::hash<double>{}(value.asReal());
    case Value::Kind::Character:
    case Value::Kind::String: return hashText(value.text());
    default: return static_cast<std::size_t>(value.kind()); // rare as keys: equality decides
    }
}

const Value *MapObject::find(const Value &key) const
{
    const std::size_t index = indexOf(key);
    return index == kNotFound ? nullptr : &m_slots[index].value;
}

const Value *MapObject::find(std::string_view key) const
{
    const std::size_t index = indexOfText(key);
    return index == kNotFound ? nullptr : &m_slots[index].value;
}

std::size_t MapObject::indexOf(const Value &key) const
{
    if (key.isString())
        return indexOfText(key.text());
    if (m_table.empty()) {
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            if (javaEquals(m_slots[i].key, key))
                return i;
        }
        return kNotFound;
    }
    const std::size_t mask = m_table.size() - 1;
    std::size_t found = kNotFound;
    std::size_t visited = 0; // many, where keys are lists: they have one hash
    for (std::size_t at = javaHash(key) & mask; m_table[at] != 0 && found == kNotFound; at = (at + 1) & mask) {
        ++visited;
        if (javaEquals(m_slots[m_table[at] - 1].key, key))
            found = m_table[at] - 1;
    }
    Work::spendHere(visited / Work::kMovesPerStep);
    return found;
}

std::size_t MapObject::indexOfText(std::string_view key) const
{
    const auto matches = [&](const Slot &slot) { return slot.key.isString() && slot.key.text() == key; };
    if (m_table.empty()) {
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            if (matches(m_slots[i]))
                return i;
        }
        return kNotFound;
    }
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t at = hashText(key) & mask; m_table[at] != 0; at = (at + 1) & mask) {
        if (matches(m_slots[m_table[at] - 1]))
            return m_table[at] - 1;
    }
    return kNotFound;
}

Value MapObject::put(Value key, Value value)
{
    if (const std::size_t index = indexOf(key); index != kNotFound) {
        if (replaced != nullptr)
            replaced->push_back(key);
        return std::exchange(m_slots[index].value, std::move(value));
    }
    m_slots.push_back({std::move(key), std::move(value)});
    ++m_modifications;
    if (m_slots.size() >= kIndexFrom) {
        if (m_slots.size() * 2 > m_table.size()) {
            rebuild();
        } else {
            const std::size_t mask = m_table.size() - 1;
            std::size_t at = javaHash(m_slots.back().key) & mask;
            while (m_table[at] != 0)
                at = (at + 1) & mask;
            m_table[at] = static_cast<std::uint32_t>(m_slots.size());
        }
    }
    return {};
}

Value MapObject::remove(const Value &key)
{
    const std::size_t index = indexOf(key);
    if (index == kNotFound)
        return {};
    Value old = std::move(m_slots[index].value);
    m_slots.erase(m_slots.begin() + static_cast<std::ptrdiff_t>(index));
    ++m_modifications;
    rebuild();
    Work::spendHere(m_slots.size() / Work::kMovesPerStep);
    return old;
}

void MapObject::clear() noexcept
{
    m_slots.clear();
    m_table.clear();
    ++m_modifications;
}

void MapObject::rebuild()
{
    m_table.clear();
    if (m_slots.size() < kIndexFrom)
        return;
    std::size_t size = 32;
    while (size < m_slots.size() * 4)
        size *= 2;
    m_table.resize(size);
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        std::size_t at = javaHash(m_slots[i].key) & (size - 1);
        while (m_table[at] != 0)
            at = (at + 1) & (size - 1);
        m_table[at] = static_cast<std::uint32_t>(i + 1);
    }
}

Value ViewObject::at(std::size_t index) const
{
    const MapObject::Slot &slot = map->slots()[index];
    switch (what) {
    case What::Keys: return slot.key;
    case What::Values: return slot.value;
    case What::Entries: return Value::object(Value::Kind::Entry, new EntryObject(map, slot.key));
    }
    return {};
}

Ref<IteratorObject> IteratorObject::over(const Value &source)
{
    Ref<IteratorObject> iterator(new IteratorObject);
    switch (source.kind()) {
    case Value::Kind::Iterator: return Ref<IteratorObject>(&source.as<IteratorObject>());
    case Value::Kind::List: iterator->m_list = Ref<ListObject>(&source.as<ListObject>()); break;
    case Value::Kind::View: iterator->m_view = Ref<ViewObject>(&source.as<ViewObject>()); break;
    case Value::Kind::Map:
        iterator->m_view
            = Ref<ViewObject>(new ViewObject(Ref<MapObject>(&source.as<MapObject>()), ViewObject::What::Values));
        break;
    default: return {};
    }
    iterator->m_expected = iterator->modifications();
    return iterator;
}

std::size_t IteratorObject::size() const noexcept
{
    return m_list ? m_list->items.size() : m_view->map->size();
}

std::uint32_t IteratorObject::modifications() const noexcept
{
    return m_list ? m_list->modifications : m_view->map->modifications();
}

bool IteratorObject::hasNext() const noexcept
{
    return m_next != size(); // as Java's: a shrunk list "has" a next one, which then fails
}

IteratorObject::Step IteratorObject::next(Value &out)
{
    if (modifications() != m_expected)
        return Step::Changed;
    if (m_next >= size())
        return Step::Exhausted;
    out = m_list ? m_list->items[m_next] : m_view->at(m_next);
    ++m_next;
    return Step::Ok;
}

Value makeList(std::vector<Value> items, ListObject::Flavor flavor)
{
    auto *list = new ListObject(flavor);
    list->items = std::move(items);
    return Value::object(Value::Kind::List, list);
}

Value makeMap(Ref<MapObject> map)
{
    return Value::object(Value::Kind::Map, map.get());
}

Value makeInteger(const BigInteger &value)
{
    if (value >= INT64_MIN && value <= INT64_MAX)
        return Value::number(static_cast<std::int64_t>(value));
    return Value::object(Value::Kind::BigInteger, new BigIntegerObject(value));
}

Value readInteger(std::string_view text)
{
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1)); // a leading 0 would mean octal
    const BigInteger value{std::string(text)};
    return makeInteger(negative ? BigInteger(-value) : value);
}

} // namespace gatehouse::vtl
