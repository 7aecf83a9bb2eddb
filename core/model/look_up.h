#pragma once

#include <algorithm>
#include <iterator>

namespace gatehouse::model {

/// The first element of @p range whose @p projection equals @p key, or null.
template <class Range, class Key, class Projection>
[[nodiscard]] auto *findBy(Range &range, const Key &key, Projection projection)
{
    const auto it = std::ranges::find(range, key, projection);
    return it == std::ranges::end(range) ? nullptr : &*it;
}

/// The same for elements that are Cow: the value itself, or null.
template <class Range, class Key, class Member>
[[nodiscard]] auto *findCow(const Range &range, const Key &key, Member member)
{
    const auto it = std::ranges::find_if(range, [&](const auto &cow) { return (*cow).*member == key; });
    return it == std::ranges::end(range) ? nullptr : &**it;
}

} // namespace gatehouse::model
