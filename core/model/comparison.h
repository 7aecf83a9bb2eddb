#pragma once

#include "core/json/value.h"
#include "core/model/compare.h"

#include <concepts>
#include <functional>

namespace gatehouse::model {

/// Where compared values stand: what to call it, and the pointers of both sides.
struct ComparedPlace {
    std::string label;
    std::string before;
    std::string after;

    /// A place below this one. @p words go to the label, @p member to the pointers; either may be empty.
    [[nodiscard]] ComparedPlace at(std::string_view words, std::string_view member) const;
};

/// How compared values read.
[[nodiscard]] std::string comparedText(const std::string &value);
[[nodiscard]] std::string comparedText(const json::Value &value); ///< JSON; texts without quotes, null empty
[[nodiscard]] std::string comparedText(const std::vector<std::string> &values); ///< "a, b"
[[nodiscard]] std::string comparedText(const std::vector<Tag> &tags); ///< "key=value, ..."
[[nodiscard]] std::string comparedText(const std::optional<TlsConfig> &tls);
[[nodiscard]] std::string comparedText(bool value);
[[nodiscard]] std::string comparedText(std::int64_t value);
[[nodiscard]] std::string comparedText(double value);
template <std::same_as<int> T>
[[nodiscard]] std::string comparedText(T value)
{
    return comparedText(static_cast<std::int64_t>(value));
}
template <class Enum>
    requires std::is_enum_v<Enum>
[[nodiscard]] std::string comparedText(Enum value)
{
    return std::string(toString(value));
}
template <class Tag>
[[nodiscard]] std::string comparedText(const Id<Tag> &id)
{
    return id.value;
}
template <class T>
[[nodiscard]] std::string comparedText(const std::optional<T> &value)
{
    return value ? comparedText(*value) : std::string();
}

/// The list of changes being made.
class Comparison {
public:
    [[nodiscard]] Changes take() noexcept { return std::move(m_changes); }

    void added(ChangedPart part, const ComparedPlace &place, std::string text);
    void removed(ChangedPart part, const ComparedPlace &place, std::string text);
    void add(Change change) { m_changes.push_back(std::move(change)); }

    /// A text for a value that may be absent (empty); nothing if they are the same.
    void text(ChangedPart part, const ComparedPlace &place, std::string before, std::string after);

    /// One member of an object.
    template <class T>
    void member(ChangedPart part, const ComparedPlace &place, std::string_view words, std::string_view name,
                const T &before, const T &after)
    {
        if (!(before == after))
            text(part, place.at(words, name), comparedText(before), comparedText(after));
    }
    /// The entries of a map, one by one.
    template <class T>
    void entries(ChangedPart part, const ComparedPlace &place, std::string_view words, std::string_view name,
                 const std::map<std::string, T> &before, const std::map<std::string, T> &after)
    {
        if (before == after)
            return;
        const ComparedPlace list = place.at(words, name);
        for (const auto &[key, value] : before) {
            const auto same = after.find(key);
            if (same == after.end())
                removed(part, list.at(key, key), comparedText(value));
            else if (!(same->second == value))
                add({ChangeKind::Changed, part, list.at(key, key).label, comparedText(value),
                     comparedText(same->second), list.at(key, key).before, list.at(key, key).after});
        }
        for (const auto &[key, value] : after) {
            if (!before.contains(key))
                added(part, list.at(key, key), comparedText(value));
        }
    }
    /// The members that the model gives no meaning to.
    void extra(const ComparedPlace &place, const Extra &before, const Extra &after);

    /// Objects that a key tells apart, in the order of @p after with those removed at the end. @p same compares two;
    /// @p summary is the text of one that was added or removed; @p at is the place of one, by its key.
    template <class List, class Key, class At, class Same, class Summary>
    void objects(ChangedPart part, const List &before, const List &after, Key key, At at, Same same, Summary summary)
    {
        if (before == after)
            return;
        std::map<std::string, const typename List::value_type *> old;
        for (const auto &object : before)
            old.emplace(std::invoke(key, object), &object);
        for (const auto &object : after) {
            const auto found = old.find(std::invoke(key, object));
            if (found == old.end()) {
                added(part, at(std::invoke(key, object)), summary(object));
            } else {
                same(at(std::invoke(key, object)), *found->second, object);
                old.erase(found);
            }
        }
        for (const auto &object : before) {
            if (const auto left = old.find(std::invoke(key, object)); left != old.end() && left->second == &object)
                removed(part, at(std::invoke(key, object)), summary(object));
        }
    }

private:
    Changes m_changes;
};

// What APIs of several kinds have.

void compareIntegrations(Comparison &out, const ComparedPlace &place, const Integration &before,
                         const Integration &after);
[[nodiscard]] std::string summaryOf(const Integration &integration); ///< "HTTP_PROXY GET http://..."
void compareAuthorizers(Comparison &out, const std::vector<Authorizer> &before, const std::vector<Authorizer> &after);
void compareModels(Comparison &out, const std::vector<Cow<Model>> &before, const std::vector<Cow<Model>> &after);

[[nodiscard]] Changes compareRest(const RestApi &before, const RestApi &after);
[[nodiscard]] Changes compareHttp(const HttpApi &before, const HttpApi &after);
[[nodiscard]] Changes compareWebSocket(const WebSocketApi &before, const WebSocketApi &after);

} // namespace gatehouse::model
