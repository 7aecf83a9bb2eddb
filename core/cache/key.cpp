#include "core/cache/key.h"

#include <cstring>

namespace gatehouse::cache {

namespace {

void appendNumber(std::string &key, std::uint32_t number)
{
    std::array<char, sizeof number> octets;
    std::memcpy(octets.data(), &number, octets.size());
    key.append(octets.data(), octets.size());
}

std::uint32_t takeNumber(std::string_view &key) noexcept
{
    std::uint32_t number = 0;
    std::memcpy(&number, key.data(), sizeof number);
    key.remove_prefix(sizeof number);
    return number;
}

} // namespace

void beginKey(std::string &key, KeySpaceId space)
{
    key.clear();
    appendNumber(key, space);
}

void appendValue(std::string &key, std::optional<std::string_view> value)
{
    appendNumber(key, value ? static_cast<std::uint32_t>(value->size() + 1) : 0);
    key += value.value_or("");
}

KeyParts readKey(std::string_view key)
{
    KeyParts parts{takeNumber(key), {}};
    while (!key.empty()) {
        const std::uint32_t size = takeNumber(key);
        parts.values.push_back(size == 0 ? std::nullopt : std::optional(key.substr(0, size - 1)));
        key.remove_prefix(size == 0 ? 0 : size - 1);
    }
    return parts;
}

} // namespace gatehouse::cache
