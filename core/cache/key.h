#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::cache {

/// What entries may be shared within: requests of one key space that agree in all its parameters get one another's
/// answers. Without parameters all requests do, whatever their query and fields are.
///
/// Source: rest-runtime.md 5.3. That the verb and the parameters' names are part of it is assumed.
struct KeySpace {
    std::string cacheId; ///< "" for the stage's own answers; a canary's deployment keeps its apart by another text
    std::string httpMethod; ///< verb of the request
    std::string cacheNamespace; ///< the resource's id unless the integration names one
    std::vector<std::string> parameters; ///< as written, "method.request.querystring.page"

    auto operator<=>(const KeySpace &) const = default;
};

using KeySpaceId = std::uint32_t;

/// A key is octets: the key space, then for each of its parameters the value of the request, or that there is none.
void beginKey(std::string &key, KeySpaceId space);
void appendValue(std::string &key, std::optional<std::string_view> value);

/// A key taken apart; the values point into it.
struct KeyParts {
    KeySpaceId space = 0;
    std::vector<std::optional<std::string_view>> values; ///< in the order of KeySpace::parameters
};
/// @param key  made by the functions above
[[nodiscard]] KeyParts readKey(std::string_view key);

} // namespace gatehouse::cache
