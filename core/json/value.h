#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gatehouse::json {

/// What a Value may be; Value::Type to everybody.
enum class ValueType : std::uint8_t { Null, Boolean, Number, String, Array, Object };

class Value;
class Object;
using Array = std::vector<Value>;

/// A number as it was written: "1.0", "100.10" and 9007199254740993 come out as they went in.
struct Number {
    std::string text = "0";
    bool operator==(const Number &) const = default;
};

/// Any JSON (or YAML core-schema) value, with member order kept and the place in its source text remembered.
///
/// For documents that people edit (OpenAPI, project files, schemas); bodies on the data plane use yyjson. Copies share
/// arrays and objects until one of them is changed (copy on write), so copying is O(1). Equality ignores source places
/// but not the order of members: use equivalent() for that.
class Value {
public:
    using Type = ValueType;

    Value() = default; ///< null
    Value(std::nullptr_t) {}
    Value(bool value);
    Value(int value);
    Value(std::int64_t value);
    Value(double value); ///< shortest text that reads back the same; null if not finite
    Value(Number number);
    Value(std::string text);
    Value(std::string_view text);
    Value(const char *text);
    Value(Array items);
    Value(Object members);

    [[nodiscard]] static Value array(std::initializer_list<Value> items = {});
    [[nodiscard]] static Value object(std::initializer_list<std::pair<std::string_view, Value>> members = {});

    [[nodiscard]] Type type() const noexcept;
    [[nodiscard]] bool isNull() const noexcept { return type() == Type::Null; }
    [[nodiscard]] bool isBoolean() const noexcept { return type() == Type::Boolean; }
    [[nodiscard]] bool isNumber() const noexcept { return type() == Type::Number; }
    [[nodiscard]] bool isString() const noexcept { return type() == Type::String; }
    [[nodiscard]] bool isArray() const noexcept { return type() == Type::Array; }
    [[nodiscard]] bool isObject() const noexcept { return type() == Type::Object; }

    /// Tolerant readers: the value if it has that type, else nothing (or the fallback).
    [[nodiscard]] std::optional<bool> boolean() const noexcept;
    [[nodiscard]] std::optional<std::int64_t> integer() const noexcept; ///< numbers written without fraction that fit
    [[nodiscard]] std::optional<double> number() const noexcept;
    [[nodiscard]] std::string_view numberText() const noexcept; ///< "" if not a number
    [[nodiscard]] std::string_view string(std::string_view fallback = {}) const noexcept;
    /// Text of a scalar whatever its type ("200" for 200, "true" for true), nothing for null, arrays and objects:
    /// status codes and versions arrive as numbers in real files.
    [[nodiscard]] std::optional<std::string> scalarText() const;

    [[nodiscard]] const Array &items() const noexcept;    ///< an empty array if not one
    [[nodiscard]] const Object &members() const noexcept; ///< an empty object if not one
    [[nodiscard]] Array &editItems();                     ///< makes this an array if it is not; detaches
    [[nodiscard]] Object &editMembers();                  ///< makes this an object if it is not; detaches

    /// The member of that name, or null if there is none or this is not an object.
    [[nodiscard]] const Value *find(std::string_view key) const noexcept;
    /// The same, but a null value in place of a missing member: `doc["info"]["title"].string()`.
    [[nodiscard]] const Value &operator[](std::string_view key) const noexcept;
    /// Node at an RFC 6901 pointer ("" is this one), or null.
    [[nodiscard]] const Value *at(std::string_view pointer) const noexcept;

    [[nodiscard]] SourceSpan span() const noexcept { return m_span; }
    void setSpan(SourceSpan span) noexcept { m_span = span; }

    bool operator==(const Value &other) const; ///< deep; member order counts, spans do not
    /// Deep equality that ignores the order of members.
    [[nodiscard]] bool equivalent(const Value &other) const;

private:
    std::variant<std::monostate, bool, Number, std::string, std::shared_ptr<Array>, std::shared_ptr<Object>> m_data;
    SourceSpan m_span;
};

/// One member of an object.
struct Member {
    std::string key;
    Value value;
    SourceSpan keySpan = {};

    bool operator==(const Member &other) const { return key == other.key && value == other.value; }
};

/// Members in the order written. Look-up is O(1) on average, however many there are.
class Object {
public:
    [[nodiscard]] std::size_t size() const noexcept { return m_members.size(); }
    [[nodiscard]] bool empty() const noexcept { return m_members.empty(); }
    [[nodiscard]] auto begin() const noexcept { return m_members.begin(); }
    [[nodiscard]] auto end() const noexcept { return m_members.end(); }
    [[nodiscard]] const Member &operator[](std::size_t index) const noexcept { return m_members[index]; }

    [[nodiscard]] const Value *find(std::string_view key) const noexcept;
    [[nodiscard]] Value *find(std::string_view key) noexcept;
    [[nodiscard]] bool contains(std::string_view key) const noexcept { return find(key) != nullptr; }
    /// Replaces the value of that name in place, or appends a member.
    Value &set(std::string_view key, Value value, SourceSpan keySpan = {});
    /// Inserts before the @p index-th member; the key must not exist yet.
    Value &insert(std::size_t index, std::string_view key, Value value);
    bool erase(std::string_view key);

    bool operator==(const Object &other) const { return m_members == other.m_members; }

private:
    [[nodiscard]] std::size_t indexOf(std::string_view key) const noexcept;
    void addToTable(std::size_t index);
    void rebuildTable();

    std::vector<Member> m_members;
    std::vector<std::uint32_t> m_table; // open addressing, index + 1; empty while there are few members
};

/// "/paths/~1pets/get" + "x/y" -> "/paths/~1pets/get/x~1y" (RFC 6901 escaping of the new token).
[[nodiscard]] std::string pointerJoin(std::string_view pointer, std::string_view token);
[[nodiscard]] std::string pointerJoin(std::string_view pointer, std::size_t index);

} // namespace gatehouse::json
