#pragma once

#include "core/mapping/overrides.h"
#include "core/vtl/objects.h"

#include <string_view>

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
    Context(const ContextSource &source, const Overrides &before);

    [[nodiscard]] vtl::Value value() const { return vtl::makeMap(m_map); }
    [[nodiscard]] vtl::MapObject &map() const noexcept { return *m_map; }
    /// What the overrides are now.
    [[nodiscard]] Overrides overrides() const;

private:
    vtl::Ref<vtl::MapObject> m_map;
};

} // namespace gatehouse::mapping
