#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::pipeline {

/// A path into a JSON body that means one place at most, such as "a.b[0].c": what mapping expressions hold after
/// "body.".
class BodyPath {
public:
    /// Nothing for JSONPath beyond names and indexes (wildcards, filters, slices).
    [[nodiscard]] static std::optional<BodyPath> parse(std::string_view text);

    enum class Result : std::uint8_t { Found, Missing, Malformed };
    /// Puts the value's text into @p out: strings bare, numbers as written, objects and arrays as JSON.
    /// A body that does not look like JSON has no value; one that looks like it but is not is malformed.
    /// Source: rest-runtime.md 6.4, assumed.
    [[nodiscard]] Result find(std::string_view body, std::string &out) const;

private:
    std::vector<std::variant<std::string, std::size_t>> m_steps; // member name or index
};

} // namespace gatehouse::pipeline
