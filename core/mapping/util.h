#pragma once

#include "core/vtl/objects.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::mapping {

/// $util. Source: mapping-templates.md 3.3.
class Util final : public vtl::HostObject {
public:
    /// The names of its functions.
    [[nodiscard]] static std::vector<std::string_view> names();

    vtl::Value property(std::string_view name) override;
    vtl::Value call(std::string_view name, std::span<const vtl::Value> arguments, bool &known) override;

private:
    vtl::Value parseJson(const vtl::Value &text);

    std::vector<vtl::Value> m_parsed; // texts that values of parseJson may point into
};

/// commons-lang 2's escapeJavaScript (mapping-templates.md 3.3.1).
[[nodiscard]] std::string escapeJavaScript(std::string_view text);
/// java.net.URLEncoder and URLDecoder with UTF-8. Decoding a malformed escape gives nothing.
[[nodiscard]] std::string urlEncode(std::string_view text);
[[nodiscard]] std::optional<std::string> urlDecode(std::string_view text);

} // namespace gatehouse::mapping
