#include "core/json/value.h"

#include <bit>
#include <cstring>
#include <random>

namespace gatehouse::json {

namespace {

constexpr std::size_t kNotFound = static_cast<std::size_t>(-1);
constexpr std::size_t kLinearSearch = 8; ///< up to so many members a table costs more than it saves

std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept
{
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// Seeded anew in each process, so that nobody can write a document whose keys all collide.
std::uint64_t hashOf(std::string_view key) noexcept
{
    static const std::uint64_t seed = (static_cast<std::uint64_t>(std::random_device()()) << 32U) | 0x9e3779b1U;
    std::uint64_t hash = seed ^ key.size();
    while (!key.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min(key.size(), sizeof word);
        std::memcpy(&word, key.data(), size);
        key.remove_prefix(size);
        hash = mix(hash ^ word, seed ^ 0xa0761d6478bd642fU);
    }
    return hash;
}

} // namespace

std::size_t Object::indexOf(std::string_view key) const noexcept
{
    if (m_table.empty()) {
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            if (m_members[i].key == key)
                return i;
        }
        return kNotFound;
    }
    const std::size_t mask = m_table.size() - 1;
    for (std::size_t slot = hashOf(key) & mask; m_table[slot] != 0; slot = (slot + 1) & mask) {
        if (m_members[m_table[slot] - 1].key == key)
            return m_table[slot] - 1;
    }
    return kNotFound;
}

void Object::addToTable(std::size_t index)
{
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = hashOf(m_members[index].key) & mask;
    while (m_table[slot] != 0)
        slot = (slot + 1) & mask;
    m_table[slot] = static_cast<std::uint32_t>(index + 1);
}

void Object::rebuildTable()
{
    m_table.clear();
    if (m_members.size() <= kLinearSearch)
        return;
    m_table.resize(std::bit_ceil(m_members.size() * 3)); // at most a third full after this, two thirds before the next
    for (std::size_t i = 0; i < m_members.size(); ++i)
        addToTable(i);
}

const Value *Object::find(std::string_view key) const noexcept
{
    const std::size_t index = indexOf(key);
    return index == kNotFound ? nullptr : &m_members[index].value;
}

Value *Object::find(std::string_view key) noexcept
{
    const std::size_t index = indexOf(key);
    return index == kNotFound ? nullptr : &m_members[index].value;
}

Value &Object::set(std::string_view key, Value value, SourceSpan keySpan)
{
    if (const std::size_t index = indexOf(key); index != kNotFound) {
        Member &member = m_members[index];
        member.value = std::move(value);
        member.keySpan = keySpan;
        return member.value;
    }
    m_members.push_back({std::string(key), std::move(value), keySpan});
    if (m_members.size() * 3 > m_table.size() * 2)
        rebuildTable();
    else
        addToTable(m_members.size() - 1);
    return m_members.back().value;
}

Value &Object::insert(std::size_t index, std::string_view key, Value value)
{
    const auto place = m_members.begin() + static_cast<std::ptrdiff_t>(std::min(index, m_members.size()));
    const auto member = m_members.insert(place, {std::string(key), std::move(value)});
    rebuildTable();
    return member->value;
}

bool Object::erase(std::string_view key)
{
    const std::size_t index = indexOf(key);
    if (index == kNotFound)
        return false;
    m_members.erase(m_members.begin() + static_cast<std::ptrdiff_t>(index));
    rebuildTable();
    return true;
}

} // namespace gatehouse::json
