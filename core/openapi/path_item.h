#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace gatehouse::openapi {

inline constexpr std::string_view kAnyMethod = "x-amazon-apigateway-any-method";
inline constexpr std::string_view kVerbs[] = {"get", "put", "post", "delete", "options", "head", "patch", kAnyMethod};

/// Whether @p key of a Path Item holds an operation that API Gateway knows ("trace" is not one).
[[nodiscard]] inline bool isOperationKey(std::string_view key)
{
    return std::ranges::find(kVerbs, key) != std::end(kVerbs);
}

/// "get" -> "GET", the any-method extension -> "ANY".
[[nodiscard]] inline std::string httpMethodOf(std::string_view key)
{
    if (key == kAnyMethod)
        return "ANY";
    std::string method(key);
    std::ranges::transform(method, method.begin(),
                           [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return method;
}

/// The reverse.
[[nodiscard]] inline std::string operationKeyOf(std::string_view httpMethod)
{
    if (httpMethod == "ANY")
        return std::string(kAnyMethod);
    std::string key(httpMethod);
    std::ranges::transform(key, key.begin(),
                           [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return key;
}

} // namespace gatehouse::openapi
