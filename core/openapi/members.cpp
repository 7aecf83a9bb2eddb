#include "core/openapi/members.h"

#include <algorithm>
#include <charconv>

namespace gatehouse::openapi {

json::Value arranged(json::Value object, Layout layout)
{
    if (layout.empty() || !object.isObject() || object.members().size() < 2)
        return object;
    const auto rank = [layout](const json::Member &member) {
        return std::ranges::find(layout, std::string_view(member.key)) - layout.begin();
    };
    if (std::ranges::is_sorted(object.members(), {}, rank))
        return object;
    std::vector<json::Member> sorted(object.members().begin(), object.members().end());
    std::ranges::stable_sort(sorted, {}, rank);
    json::Object out;
    for (json::Member &member : sorted)
        out.set(member.key, std::move(member.value), member.keySpan);
    json::Value value(std::move(out));
    value.setSpan(object.span());
    return value;
}

const json::Value *Members::take(std::string_view key)
{
    const json::Value *value = find(key);
    if (value)
        m_handled.emplace_back(key, json::Value());
    return value;
}

void Members::keep(std::string_view key, json::Value rest)
{
    const bool empty = (rest.isObject() && rest.members().empty()) || (rest.isArray() && rest.items().empty());
    m_handled.emplace_back(key, empty ? json::Value() : std::move(rest));
}

std::string Members::takeText(std::string_view key)
{
    const json::Value *value = find(key);
    std::optional<std::string> text = value ? value->scalarText() : std::nullopt;
    if (text)
        take(key);
    return std::move(text).value_or(std::string());
}

std::optional<bool> Members::takeBoolean(std::string_view key)
{
    const json::Value *value = find(key);
    if (!value || !value->isBoolean())
        return {};
    take(key);
    return value->boolean();
}

std::optional<std::int64_t> Members::takeInteger(std::string_view key)
{
    const json::Value *value = find(key);
    if (!value)
        return {};
    std::optional<std::int64_t> number = value->integer();
    if (const std::string_view text = value->string(); !number && !text.empty()) {
        std::int64_t parsed = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), parsed).ptr == text.data() + text.size())
            number = parsed;
    }
    if (number)
        take(key);
    return number;
}

std::vector<std::string> Members::takeTexts(std::string_view key)
{
    const json::Value *value = find(key);
    if (!value || !value->isArray()
        || !std::ranges::all_of(value->items(), [](const json::Value &item) { return item.isString(); }))
        return {};
    take(key);
    std::vector<std::string> texts;
    for (const json::Value &item : value->items())
        texts.emplace_back(item.string());
    return texts;
}

model::Extra Members::rest(Layout layout) const
{
    const json::Object &members = m_object.members();
    json::Object rest;
    for (const json::Member &member : members) {
        const auto handled = std::ranges::find(m_handled, std::string_view(member.key),
                                               &std::pair<std::string_view, json::Value>::first);
        if (handled == m_handled.end())
            rest.set(member.key, member.value, member.keySpan);
        else if (!handled->second.isNull())
            rest.set(member.key, handled->second, member.keySpan);
    }
    return rest.empty() ? json::Value() : arranged(json::Value(std::move(rest)), layout);
}

bool isIntrinsic(const json::Value &value)
{
    if (!value.isObject() || value.members().size() != 1)
        return false;
    const std::string_view name = value.members()[0].key;
    return name.starts_with("Fn::") || name == "Ref";
}

std::string intrinsicText(const json::Value &value)
{
    if (!isIntrinsic(value))
        return {};
    const json::Member &call = value.members()[0];
    const json::Value &argument = call.value.items().empty() ? call.value : call.value.items().front();
    if (call.key == "Fn::Sub")
        return std::string(argument.string());
    if (call.key == "Ref")
        return "${" + std::string(argument.string()) + "}";
    if (call.key == "Fn::GetAtt") {
        std::string name(argument.string());
        for (std::size_t i = 1; i < call.value.items().size(); ++i)
            name.append(".").append(call.value.items()[i].string());
        return "${" + name + "}";
    }
    return {};
}

void MemberWriter::text(std::string_view key, std::string_view text)
{
    if (text.empty())
        return;
    const json::Value *kept = m_value.find(key);
    if (!kept || intrinsicText(*kept) != text)
        set(key, text);
}

void MemberWriter::texts(std::string_view key, const std::vector<std::string> &texts)
{
    if (texts.empty())
        return;
    json::Array items;
    for (const std::string &text : texts)
        items.emplace_back(text);
    set(key, std::move(items));
}

void MemberWriter::textMap(std::string_view key, const model::StringMap &map)
{
    if (map.empty())
        return;
    json::Object &members = m_value.editMembers();
    json::Value *target = members.find(key);
    if (!target)
        target = &members.set(key, json::Value::object());
    json::Object &entries = target->editMembers();
    for (const auto &[name, text] : map)
        entries.set(name, text);
}

} // namespace gatehouse::openapi
