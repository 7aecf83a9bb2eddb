#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::openapi {

/// ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string_view text);
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// "a, b" -> {"a", "b"}; empty parts are left out.
[[nodiscard]] std::vector<std::string> splitList(std::string_view text, char separator = ',');
[[nodiscard]] std::string joined(const std::vector<std::string> &parts, std::string_view separator);
/// Letters and digits only, at least one: what API Gateway asks of a model's name.
[[nodiscard]] bool isAlphanumeric(std::string_view text);

} // namespace gatehouse::openapi
