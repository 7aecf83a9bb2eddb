#pragma once

#include "core/mapping/json_path.h"
#include "core/vtl/objects.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace gatehouse::mapping {

/// Where a request parameter stands, in the order in which $input.params('n') looks.
enum class ParameterPlace : std::uint8_t { Path, QueryString, Header };
inline constexpr std::size_t kParameterPlaces = 3;

/// The parameters of the client's request, as templates see them in both phases.
class Parameters {
public:
    virtual ~Parameters() = default;
    /// Puts those of @p place into @p out as names and text values, decoded; of repeated ones the last counts
    /// (mapping-templates.md 3.1). Texts may borrow what outlives the rendering.
    virtual void collect(ParameterPlace place, vtl::MapObject &out) const = 0;
};

/// Paths compiled before any request, by their text; const and shared by all threads.
class PathCache {
public:
    /// Compiles @p text unless it is there already. Paths that do not compile are left out: they fail when used.
    void add(std::string_view text);
    [[nodiscard]] const JsonPath *find(std::string_view text) const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, JsonPath, Hash, std::equal_to<>> m_paths;
};

/// $input: the body of the request, or of the endpoint's answer in a response template, and the request's parameters.
/// Source: mapping-templates.md 3.1.
///
/// The body is read once, when first asked for; it and what @p parameters collects must outlive the values taken.
class Input final : public vtl::HostObject {
public:
    Input(std::string_view body, const Parameters &parameters, const PathCache &paths)
        : m_body(body)
        , m_parameters(parameters)
        , m_paths(paths)
    {
    }

    vtl::Value property(std::string_view name) override;
    vtl::Value call(std::string_view name, std::span<const vtl::Value> arguments, bool &known) override;

private:
    /// Nothing: there is no such value.
    [[nodiscard]] std::optional<vtl::Value> read(std::string_view path);
    [[nodiscard]] vtl::Value json(std::string_view path);
    [[nodiscard]] vtl::Value parameters();
    [[nodiscard]] vtl::Value parameter(const vtl::Value &name);
    [[nodiscard]] vtl::MapObject &parametersAt(ParameterPlace place);
    [[nodiscard]] std::string_view body() const noexcept;

    std::string_view m_body;
    const Parameters &m_parameters;
    const PathCache &m_paths;
    std::vector<std::unique_ptr<JsonPath>> m_ownPaths; // of texts made by the template: values may point into them
    std::optional<vtl::Value> m_root;
    vtl::Ref<vtl::MapObject> m_places[kParameterPlaces];
    vtl::Ref<vtl::MapObject> m_all;
};

/// The value at @p path of a JSON text as parameter mappings take it: strings without quotes, objects and arrays as
/// JSON, nothing for null and what is missing. Error: MappingErrc::MalformedBody. A body that does not look like JSON
/// has no values. Source: mapping-templates.md 6.2, assumed.
[[nodiscard]] Expected<std::optional<std::string>> bodyText(std::string_view body, const JsonPath &path);

enum class MappingErrc {
    MalformedBody = 1, ///< begins as JSON does, but is none
    OverriddenTwice, ///< detail: the parameter
};
[[nodiscard]] constexpr const char *moduleName(MappingErrc) noexcept
{
    return "mapping";
}
[[nodiscard]] std::string_view describe(MappingErrc code) noexcept;

} // namespace gatehouse::mapping

GATEHOUSE_ERROR_ENUM(gatehouse::mapping, MappingErrc)
