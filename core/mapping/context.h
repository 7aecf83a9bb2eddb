#pragma once

#include "core/mapping/overrides.h"
#include "core/vtl/objects.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::mapping {

/// Gives $context its values.
class ContextSource {
public:
    virtual ~ContextSource() = default;
    /// @param name without "$context.", such as "identity.sourceIp". Null: no value. Texts may borrow what outlives the
    /// rendering.
    [[nodiscard]] virtual vtl::Value value(std::string_view name) const = 0;
};

/// $context: a map in AWS's order of keys, in which nested maps print nothing, and the two overrides as maps that
/// templates write to. Sources: rest-runtime.md 5.8, mapping-templates.md 3.4.
class Context {
public:
    /// @param before  what an earlier template of the same exchange left in the overrides; must outlive the values
    /// @param needed  the members that are read, to spare making the others; null: all
    Context(const ContextSource &source, const Overrides &before, const std::vector<std::string> *needed = nullptr);

    [[nodiscard]] vtl::Value value() const { return vtl::makeMap(m_map); }
    [[nodiscard]] vtl::MapObject &map() const noexcept { return *m_map; }
    /// What the overrides are now.
    [[nodiscard]] Overrides overrides() const;
    /// The parameter that was overridden twice, such as "requestOverride.header.X"; nothing if none was. What an
    /// earlier template left may be overridden once more.
    [[nodiscard]] std::optional<std::string> overriddenTwice() const;

private:
    /// The parameters of one kind, or the status, as a template may set them.
    struct Part {
        std::string_view override; ///< "requestOverride"
        std::string_view name; ///< "header"; empty: what stands in the override itself
        std::vector<vtl::Value> allowed = {}; ///< keys that were there before
        std::vector<vtl::Value> replaced = {}; ///< keys that put() found there
    };

    [[nodiscard]] vtl::Ref<vtl::MapObject> overrideMap(std::string_view name, std::span<const std::string_view> parts,
                                                       const vtl::MapObject *before);

    vtl::Ref<vtl::MapObject> m_map;
    std::array<Part, 6> m_parts; // maps point to them
    std::size_t m_partCount = 0;
};

} // namespace gatehouse::mapping
