#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::mapping {

/// A parameter with the values that a template set for it; several if it was given a list.
struct OverriddenParameter {
    std::string name;
    std::vector<std::string> values;
};

/// What templates set in $context.requestOverride and $context.responseOverride. Source: mapping-templates.md 3.5.
struct Overrides {
    std::vector<OverriddenParameter> path;
    std::vector<OverriddenParameter> querystring;
    std::vector<OverriddenParameter> header;
    std::optional<int> status;
    std::vector<OverriddenParameter> responseHeader;
    /// Both maps with all that was put into them, as JSON: what the request template left is there in the response
    /// template, whatever happened to the values of the request template meanwhile.
    std::string kept;

    [[nodiscard]] bool empty() const noexcept { return kept.empty(); }
    [[nodiscard]] static const OverriddenParameter *find(const std::vector<OverriddenParameter> &parameters,
                                                         std::string_view name) noexcept;
};

} // namespace gatehouse::mapping
