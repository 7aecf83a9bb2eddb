#pragma once

#include "core/model/common.h"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::openapi {

/// The order in which an object's well-known members are written; all others follow as they come.
using Layout = std::span<const std::string_view>;

/// Sorts the members of @p object by @p layout; stable, so what the layout does not name keeps its order.
[[nodiscard]] json::Value arranged(json::Value object, Layout layout);

/// Whether @p value is a CloudFormation intrinsic where a text belongs, such as {"Fn::Sub": "..."} or {"Ref": "X"}.
[[nodiscard]] bool isIntrinsic(const json::Value &value);
/// The text an intrinsic stands for, as far as it can be said: Fn::Sub's own text, "${X}" for Ref, "${X.Y}" for
/// Fn::GetAtt;
/// "" for the others.
[[nodiscard]] std::string intrinsicText(const json::Value &value);

/// Reads an object member by member and remembers what was understood, so that the rest can be kept.
///
/// Only what was taken leaves the rest: a member of the wrong type stays there, untouched.
class Members {
public:
    /// @param object  must outlive this; anything but an object has no members
    explicit Members(const json::Value &object)
        : m_object(object)
    {
    }

    [[nodiscard]] const json::Value *find(std::string_view key) const noexcept { return m_object.find(key); }
    [[nodiscard]] const json::Value &object() const noexcept { return m_object; }

    /// The member is understood as a whole. Null if there is none.
    const json::Value *take(std::string_view key);
    /// The member is understood but for @p rest; a null or empty rest takes it whole.
    void keep(std::string_view key, json::Value rest);

    /// Typed forms of take(): only a member of that type is taken.
    std::string takeText(std::string_view key); ///< any scalar but null
    std::optional<bool> takeBoolean(std::string_view key);
    std::optional<std::int64_t> takeInteger(std::string_view key); ///< also one written as text
    std::vector<std::string> takeTexts(std::string_view key); ///< an array of strings; one with anything else is left
    /// The string members of an object; members of other types are left and given to @p onOther (key, value).
    template <class OnOther>
    model::StringMap takeTextMap(std::string_view key, OnOther onOther);

    /// What was not taken, arranged; null if nothing is left.
    [[nodiscard]] model::Extra rest(Layout layout = {}) const;

private:
    const json::Value &m_object;
    std::vector<std::pair<std::string_view, json::Value>> m_handled; // member, what is kept of it (null: nothing)
};

template <class OnOther>
model::StringMap Members::takeTextMap(std::string_view key, OnOther onOther)
{
    model::StringMap map;
    const json::Value *value = find(key);
    if (!value || !value->isObject())
        return map;
    json::Value others;
    for (const json::Member &member : value->members()) {
        if (member.value.isString()) {
            map.insert_or_assign(member.key, std::string(member.value.string()));
        } else {
            onOther(member.key, member.value);
            others.editMembers().set(member.key, member.value);
        }
    }
    keep(key, std::move(others));
    return map;
}

/// Writes an object whose unknown members were kept: starts from them, then sets what the model says.
class MemberWriter {
public:
    /// @param extra  what was kept; pass null to write only what the model says
    explicit MemberWriter(const model::Extra &extra)
        : m_value(extra)
    {
        (void)m_value.editMembers();
    }

    [[nodiscard]] const json::Value &value() const noexcept { return m_value; }
    [[nodiscard]] json::Value &edit() noexcept { return m_value; }

    void set(std::string_view key, json::Value value) { m_value.editMembers().set(key, std::move(value)); }
    /// Sets the member unless @p text is empty; an intrinsic that says the same stays.
    void text(std::string_view key, std::string_view text);
    void texts(std::string_view key, const std::vector<std::string> &texts);
    /// Adds the entries to the object of that name; no entries, no change.
    void textMap(std::string_view key, const model::StringMap &map);

    [[nodiscard]] json::Value finish(Layout layout = {}) { return arranged(std::move(m_value), layout); }

private:
    json::Value m_value;
};

} // namespace gatehouse::openapi
