#include "core/json/changes.h"

namespace gatehouse::json {

namespace {

/// Whether the members that both objects have stand in the same order in both.
bool haveSameOrder(const Object &a, const Object &b)
{
    std::size_t at = 0;
    for (const Member &member : a) {
        if (!b.contains(member.key))
            continue;
        while (at < b.size() && !a.contains(b[at].key))
            ++at;
        if (at == b.size() || b[at++].key != member.key)
            return false;
    }
    return true;
}

/// Where a new member belongs: after the member that precedes it in @p after.
std::size_t placeFor(const Object &target, const Object &after, std::size_t index)
{
    while (index-- > 0) {
        for (std::size_t i = 0; i < target.size(); ++i) {
            if (target[i].key == after[index].key)
                return i + 1;
        }
    }
    return 0;
}

/// @p object with its members in the order of @p order; those that @p order lacks follow the one they followed before.
Object reordered(const Object &object, const Object &order)
{
    Object result;
    const auto take = [&](std::size_t begin) { // a member and the strangers after it
        std::size_t i = begin;
        do {
            result.set(object[i].key, object[i].value, object[i].keySpan);
            ++i;
        } while (i < object.size() && !order.contains(object[i].key));
    };
    if (!object.empty() && !order.contains(object[0].key))
        take(0);
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < object.size(); ++i)
        places.emplace(object[i].key, i);
    for (const Member &wanted : order) {
        if (const auto place = places.find(wanted.key); place != places.end())
            take(place->second);
    }
    return result;
}

Value changedObject(const Value &target, const Object &before, const Object &after)
{
    Value result = target;
    Object &members = result.editMembers();
    for (const Member &member : before) {
        if (!after.contains(member.key))
            members.erase(member.key);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        const Member &member = after[i];
        const Value *old = before.find(member.key);
        if (old && *old == member.value)
            continue; // whatever the target made of it
        if (Value *current = members.find(member.key))
            *current = old ? applyChanges(*current, *old, member.value) : member.value;
        else
            members.insert(placeFor(members, after, i), member.key, member.value);
    }
    if (!haveSameOrder(before, after))
        members = reordered(members, after);
    return result;
}

Value changedArray(const Value &target, const Array &before, const Array &after)
{
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head
           && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const auto at = [](std::size_t index) { return static_cast<std::ptrdiff_t>(index); };
    const std::size_t oldEnd = before.size() - tail;
    const std::size_t newEnd = after.size() - tail;

    Value result = target;
    Array &items = result.editItems();
    const std::size_t paired = std::min(oldEnd, newEnd);
    for (std::size_t i = head; i < paired; ++i)
        items[i] = applyChanges(items[i], before[i], after[i]);
    items.erase(items.begin() + at(paired), items.begin() + at(oldEnd));
    items.insert(items.begin() + at(paired), after.begin() + at(paired), after.begin() + at(newEnd));
    return result;
}

class Merger {
public:
    Value merge(const Value &before, const Value &ours, const Value &theirs, const std::string &pointer)
    {
        if (ours == theirs || theirs == before)
            return ours;
        if (ours == before)
            return theirs;
        if (!ours.isObject() || !theirs.isObject()) {
            conflicts.push_back(pointer);
            return ours;
        }
        Value result = ours;
        const Object &others = theirs.members();
        for (std::size_t i = 0; i < others.size(); ++i)
            mergeMember(result.editMembers(), before, ours, theirs, i, pointer);
        for (const Member &member : ours.members()) {
            const Value *old = before.find(member.key);
            if (others.contains(member.key) || !old)
                continue;
            if (*old == member.value)
                result.editMembers().erase(member.key); // as they did
            else
                conflicts.push_back(pointerJoin(pointer, member.key));
        }
        return result;
    }

    std::vector<std::string> conflicts;

private:
    /// The @p index-th member of theirs.
    void mergeMember(Object &result, const Value &before, const Value &ours, const Value &theirs, std::size_t index,
                     const std::string &pointer)
    {
        const Member &member = theirs.members()[index];
        const Value *old = before.find(member.key);
        if (const Value *mine = ours.find(member.key))
            *result.find(member.key)
                = merge(old ? *old : Value(), *mine, member.value, pointerJoin(pointer, member.key));
        else if (!old)
            result.insert(placeFor(result, theirs.members(), index), member.key, member.value);
        else if (!(*old == member.value)) // they changed what we removed
            conflicts.push_back(pointerJoin(pointer, member.key));
    }
};

} // namespace

Merged merge(const Value &before, const Value &ours, const Value &theirs)
{
    Merger merger;
    Value value = merger.merge(before, ours, theirs, {});
    return {std::move(value), std::move(merger.conflicts)};
}

Value applyChanges(const Value &target, const Value &before, const Value &after)
{
    if (before == after)
        return target;
    if (target.isObject() && before.isObject() && after.isObject())
        return changedObject(target, before.members(), after.members());
    if (target.isArray() && before.isArray() && after.isArray() && target.items().size() == before.items().size())
        return changedArray(target, before.items(), after.items());
    return after;
}

} // namespace gatehouse::json
