#include "core/json/value.h"

#include <charconv>
#include <cmath>

namespace gatehouse::json {

namespace {

const Value kNull;

template <class T>
T &detached(std::shared_ptr<T> &shared)
{
    if (shared.use_count() != 1)
        shared = std::make_shared<T>(*shared);
    return *shared;
}

template <class T>
std::string digits(T value)
{
    char buffer[32];
    const auto [end, error] = std::to_chars(std::begin(buffer), std::end(buffer), value);
    return {buffer, end};
}

/// All of @p text as a T, or nothing.
template <class T>
std::optional<T> parsed(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::string> unescapedToken(std::string_view token)
{
    std::string text;
    text.reserve(token.size());
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            text += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1'))
            return std::nullopt;
        text += token[i] == '0' ? '~' : '/';
    }
    return text;
}

const Value *itemAt(const Array &items, std::string_view token)
{
    if (token.size() > 1 && token.front() == '0')
        return nullptr; // RFC 6901, 4: no leading zeros
    const std::optional<std::size_t> index = parsed<std::size_t>(token);
    return index && *index < items.size() ? &items[*index] : nullptr;
}

} // namespace

Value::Value(bool value)
    : m_data(value)
{
}

Value::Value(int value)
    : m_data(Number{digits(value)})
{
}

Value::Value(std::int64_t value)
    : m_data(Number{digits(value)})
{
}

Value::Value(double value)
{
    if (std::isfinite(value))
        m_data = Number{digits(value)};
}

Value::Value(Number number)
    : m_data(std::move(number))
{
}

Value::Value(std::string text)
    : m_data(std::move(text))
{
}

Value::Value(std::string_view text)
    : m_data(std::string(text))
{
}

Value::Value(const char *text)
    : m_data(std::string(text))
{
}

Value::Value(Array items)
    : m_data(std::make_shared<Array>(std::move(items)))
{
}

Value::Value(Object members)
    : m_data(std::make_shared<Object>(std::move(members)))
{
}

Value Value::array(std::initializer_list<Value> items)
{
    return Array(items);
}

Value Value::object(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    Object object;
    for (const auto &[key, value] : members)
        object.set(key, value);
    return object;
}

Value::Type Value::type() const noexcept
{
    return static_cast<Type>(m_data.index()); // the variant lists its types in the enum's order
}

std::optional<bool> Value::boolean() const noexcept
{
    const bool *value = std::get_if<bool>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::int64_t> Value::integer() const noexcept
{
    return parsed<std::int64_t>(numberText());
}

std::optional<double> Value::number() const noexcept
{
    return parsed<double>(numberText());
}

std::string_view Value::numberText() const noexcept
{
    const Number *value = std::get_if<Number>(&m_data);
    return value ? std::string_view(value->text) : std::string_view();
}

std::string_view Value::string(std::string_view fallback) const noexcept
{
    const std::string *value = std::get_if<std::string>(&m_data);
    return value ? std::string_view(*value) : fallback;
}

std::optional<std::string> Value::scalarText() const
{
    switch (type()) {
    case Type::Boolean: return std::get<bool>(m_data) ? "true" : "false";
    case Type::Number: return std::get<Number>(m_data).text;
    case Type::String: return std::get<std::string>(m_data);
    case Type::Null:
    case Type::Array:
    case Type::Object: break;
    }
    return std::nullopt;
}

const Array &Value::items() const noexcept
{
    static const Array none;
    const auto *items = std::get_if<std::shared_ptr<Array>>(&m_data);
    return items ? **items : none;
}

const Object &Value::members() const noexcept
{
    static const Object none;
    const auto *members = std::get_if<std::shared_ptr<Object>>(&m_data);
    return members ? **members : none;
}

Array &Value::editItems()
{
    if (!isArray())
        m_data = std::make_shared<Array>();
    return detached(std::get<std::shared_ptr<Array>>(m_data));
}

Object &Value::editMembers()
{
    if (!isObject())
        m_data = std::make_shared<Object>();
    return detached(std::get<std::shared_ptr<Object>>(m_data));
}

const Value *Value::find(std::string_view key) const noexcept
{
    return members().find(key);
}

const Value &Value::operator[](std::string_view key) const noexcept
{
    const Value *value = find(key);
    return value ? *value : kNull;
}

const Value *Value::at(std::string_view pointer) const noexcept
{
    if (!pointer.empty() && pointer.front() != '/')
        return nullptr;
    const Value *value = this;
    while (value && !pointer.empty()) {
        pointer.remove_prefix(1);
        const std::string_view token = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(token.size());
        if (value->isArray()) {
            value = itemAt(value->items(), token);
        } else {
            const std::optional<std::string> key = unescapedToken(token);
            value = key ? value->find(*key) : nullptr;
        }
    }
    return value;
}

bool Value::operator==(const Value &other) const
{
    if (m_data == other.m_data) // also true for containers that are shared
        return true;
    if (isArray() && other.isArray())
        return items() == other.items();
    return isObject() && other.isObject() && members() == other.members();
}

bool Value::equivalent(const Value &other) const
{
    if (m_data == other.m_data)
        return true;
    if (isArray() && other.isArray()) {
        return std::ranges::equal(items(), other.items(),
                                  [](const Value &a, const Value &b) { return a.equivalent(b); });
    }
    if (!isObject() || !other.isObject() || members().size() != other.members().size())
        return false;
    return std::ranges::all_of(members(), [&](const Member &member) {
        const Value *match = other.find(member.key);
        return match && member.value.equivalent(*match);
    });
}

std::string pointerJoin(std::string_view pointer, std::string_view token)
{
    std::string joined(pointer);
    joined += '/';
    for (const char c : token) {
        if (c == '~')
            joined += "~0";
        else if (c == '/')
            joined += "~1";
        else
            joined += c;
    }
    return joined;
}

std::string pointerJoin(std::string_view pointer, std::size_t index)
{
    return pointerJoin(pointer, std::string_view(digits(index)));
}

} // namespace gatehouse::json
