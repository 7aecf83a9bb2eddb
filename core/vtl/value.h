#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace gatehouse::vtl {

class Object;

/// Owns a share of an Object. Counts are not atomic: the values of one rendering stay on its thread.
template <class T>
class Ref {
public:
    Ref() = default;
    explicit Ref(T *object) noexcept
        : m_object(object)
    {
        if (m_object)
            m_object->retain();
    }
    Ref(const Ref &other) noexcept
        : Ref(other.m_object)
    {
    }
    Ref(Ref &&other) noexcept
        : m_object(std::exchange(other.m_object, nullptr))
    {
    }
    ~Ref()
    {
        if (m_object)
            m_object->release();
    }
    Ref &operator=(Ref other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }

    [[nodiscard]] T *get() const noexcept { return m_object; }
    [[nodiscard]] T *operator->() const noexcept { return m_object; }
    [[nodiscard]] T &operator*() const noexcept { return *m_object; }
    explicit operator bool() const noexcept { return m_object != nullptr; }

private:
    T *m_object = nullptr;
};

/// Anything on the heap that a Value can hold.
class Object {
public:
    Object() = default;
    Object(const Object &) = delete;
    Object &operator=(const Object &) = delete;
    virtual ~Object() = default;

    void retain() noexcept { ++m_references; }
    void release() noexcept
    {
        if (--m_references == 0)
            destroy(this);
    }
    [[nodiscard]] bool isUnshared() const noexcept { return m_references == 1; }

private:
    /// Deletes without recursion: a chain of a million lists in one another must not exhaust the stack.
    static void destroy(Object *object) noexcept;

    std::uint32_t m_references = 0;
};

/// The owner of a string's octets.
class StringObject final : public Object {
public:
    explicit StringObject(std::string octets)
        : text(std::move(octets))
    {
    }
    const std::string text;
};

/// What a template computes with: Java's values as Velocity sees them.
///
/// A string is UTF-8 here and a sequence of UTF-16 units in Java; the methods that count do so in UTF-16. A string may
/// borrow its octets (from the program, the body, the context), which then must outlive the rendering.
class Value {
public:
    enum class Kind : std::uint8_t {
        Null,
        Boolean,
        Integer, ///< 32 bits
        Long, ///< 64 bits
        BigInteger, ///< BigIntegerObject
        Double,
        Character, ///< a StringObject of one UTF-16 unit's text
        String,
        Void, ///< the result of a method that returns nothing: prints as ""
        List, ///< ListObject
        Map, ///< MapObject
        Entry, ///< EntryObject
        View, ///< ViewObject: keySet(), values(), entrySet()
        Iterator, ///< IteratorObject
        Block, ///< BlockObject: what #define made
        Loop, ///< LoopObject: $foreach
        Host, ///< HostObject: $input, $util, ...
    };

    Value() = default;
    Value(const Value &other) noexcept
        : m_kind(other.m_kind)
        , m_size(other.m_size)
        , m_data(other.m_data)
        , m_owner(other.m_owner)
    {
        if (m_owner)
            m_owner->retain();
    }
    Value(Value &&other) noexcept
        : m_kind(std::exchange(other.m_kind, Kind::Null))
        , m_size(other.m_size)
        , m_data(other.m_data)
        , m_owner(std::exchange(other.m_owner, nullptr))
    {
    }
    ~Value()
    {
        if (m_owner)
            m_owner->release();
    }
    Value &operator=(const Value &other) noexcept { return *this = Value(other); }
    Value &operator=(Value &&other) noexcept
    {
        std::swap(m_kind, other.m_kind);
        std::swap(m_size, other.m_size);
        std::swap(m_data, other.m_data);
        std::swap(m_owner, other.m_owner);
        return *this;
    }

    [[nodiscard]] static Value boolean(bool value) noexcept
    {
        Value v(Kind::Boolean);
        v.m_data.integer = value ? 1 : 0;
        return v;
    }
    [[nodiscard]] static Value integer(std::int32_t value) noexcept
    {
        Value v(Kind::Integer);
        v.m_data.integer = value;
        return v;
    }
    [[nodiscard]] static Value longInteger(std::int64_t value) noexcept
    {
        Value v(Kind::Long);
        v.m_data.integer = value;
        return v;
    }
    /// The smallest of Integer and Long that holds it.
    [[nodiscard]] static Value number(std::int64_t value) noexcept
    {
        return value >= INT32_MIN && value <= INT32_MAX ? integer(static_cast<std::int32_t>(value))
                                                        : longInteger(value);
    }
    [[nodiscard]] static Value real(double value) noexcept
    {
        Value v(Kind::Double);
        v.m_data.real = value;
        return v;
    }
    /// A string that borrows @p text.
    [[nodiscard]] static Value borrowed(std::string_view text) noexcept
    {
        Value v(Kind::String);
        v.m_data.text = text.data();
        v.m_size = static_cast<std::uint32_t>(text.size());
        return v;
    }
    /// A string that owns its text.
    [[nodiscard]] static Value string(std::string text) { return ownedText(Kind::String, std::move(text)); }
    [[nodiscard]] static Value character(std::string text) { return ownedText(Kind::Character, std::move(text)); }
    [[nodiscard]] static Value emptyString() noexcept { return borrowed({}); }
    [[nodiscard]] static Value nothing() noexcept { return Value(Kind::Void); }
    /// Any of the kinds that stand on an Object.
    [[nodiscard]] static Value object(Kind kind, Object *object) noexcept
    {
        Value v(kind);
        v.m_owner = object;
        object->retain();
        return v;
    }

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] bool isNull() const noexcept { return m_kind == Kind::Null; }
    [[nodiscard]] bool isString() const noexcept { return m_kind == Kind::String; }
    /// String or Character.
    [[nodiscard]] bool isText() const noexcept { return m_kind == Kind::String || m_kind == Kind::Character; }
    [[nodiscard]] bool isIntegral() const noexcept
    {
        return m_kind == Kind::Integer || m_kind == Kind::Long || m_kind == Kind::BigInteger;
    }
    [[nodiscard]] bool isNumber() const noexcept { return isIntegral() || m_kind == Kind::Double; }

    [[nodiscard]] bool asBoolean() const noexcept { return m_data.integer != 0; }
    [[nodiscard]] std::int64_t asInteger() const noexcept { return m_data.integer; } ///< Integer and Long only
    [[nodiscard]] double asReal() const noexcept { return m_data.real; } ///< Double only
    [[nodiscard]] std::string_view text() const noexcept { return {m_data.text, m_size}; } ///< isText() only
    template <class T>
    [[nodiscard]] T &as() const noexcept
    {
        return static_cast<T &>(*m_owner);
    }
    [[nodiscard]] const Object *identity() const noexcept { return m_owner; }

private:
    explicit Value(Kind kind) noexcept
        : m_kind(kind)
    {
    }
    static Value ownedText(Kind kind, std::string text)
    {
        auto *owner = new StringObject(std::move(text));
        Value v = object(kind, owner);
        v.m_data.text = owner->text.data();
        v.m_size = static_cast<std::uint32_t>(owner->text.size());
        return v;
    }

    Kind m_kind = Kind::Null;
    std::uint32_t m_size = 0; // octets of text
    union {
        std::int64_t integer;
        double real;
        const char *text;
    } m_data{};
    Object *m_owner = nullptr;
};

/// Java's equals(): class and value; the key equality of maps, the element equality of lists.
[[nodiscard]] bool javaEquals(const Value &a, const Value &b);
/// A hash that agrees with javaEquals().
[[nodiscard]] std::size_t javaHash(const Value &value);

} // namespace gatehouse::vtl
