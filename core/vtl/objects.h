#pragma once

#include "core/vtl/value.h"

#include <boost/multiprecision/cpp_int.hpp>

#include <span>
#include <vector>

namespace gatehouse::vtl {

using BigInteger = boost::multiprecision::cpp_int;
inline constexpr std::size_t kMaxDigits = 20'000; ///< of an integer in a text: reading takes the square of their number

class BigIntegerObject final : public Object {
public:
    explicit BigIntegerObject(BigInteger number)
        : value(std::move(number))
    {
    }
    const BigInteger value;
};

/// Where the lists and maps of one rendering live: what is still alive at its end is emptied, so that values that hold
/// themselves (`$l.add($l)`) do not stay for ever. One at a time on a thread; results must be read before it goes.
class ValueScope {
public:
    ValueScope() noexcept;
    ~ValueScope();
    ValueScope(const ValueScope &) = delete;
    ValueScope &operator=(const ValueScope &) = delete;

private:
    friend class Container;
    ValueScope *m_outer;
    class Container *m_first = nullptr;
};

/// An object that holds values.
class Container : public Object {
public:
    Container() noexcept;
    ~Container() override;

protected:
    friend class ValueScope;
    virtual void drop() noexcept = 0; ///< lets go of everything held

private:
    ValueScope *m_scope;
    Container *m_previous = nullptr;
    Container *m_next = nullptr;
};

/// A list of Java's. The flavours differ in how they print and whether they grow.
class ListObject final : public Container {
public:
    enum class Flavor : std::uint8_t {
        ArrayList, ///< prints "[a, b]"
        JsonArray, ///< from $input.path and $util.parseJson: prints as compact JSON
        Array, ///< a Java array: fixed size
    };

    explicit ListObject(Flavor kind = Flavor::ArrayList)
        : flavor(kind)
    {
    }
    /// Call at each change of size: loops over the list notice it, as Java's fail-fast iterators do.
    void changed() noexcept { ++modifications; }

    const Flavor flavor;
    std::vector<Value> items;
    std::uint32_t modifications = 0;

private:
    void drop() noexcept override { items.clear(); }
};

/// A LinkedHashMap: insertion order, keys by javaEquals().
class MapObject final : public Container {
public:
    struct Slot {
        Value key;
        Value value;
    };

    [[nodiscard]] const Value *find(const Value &key) const;
    [[nodiscard]] const Value *find(std::string_view key) const;
    /// Returns the value that was there (null if none).
    Value put(Value key, Value value);
    Value remove(const Value &key);
    void clear() noexcept;
    [[nodiscard]] std::span<const Slot> slots() const noexcept { return m_slots; }
    [[nodiscard]] std::size_t size() const noexcept { return m_slots.size(); }
    [[nodiscard]] std::uint32_t modifications() const noexcept { return m_modifications; }
    /// Maps of API Gateway's own (such as $context.identity) print as nothing (mapping-templates.md 3.4).
    bool printsNothing = false;
    /// Where put() notes each key that it finds there already; null: nowhere. Must outlive its last put().
    std::vector<Value> *replaced = nullptr;

private:
    void drop() noexcept override { clear(); }
    [[nodiscard]] std::size_t indexOf(const Value &key) const;
    [[nodiscard]] std::size_t indexOfText(std::string_view key) const;
    void rebuild();

    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_table; // open addressing, index + 1; empty while there are few
    std::uint32_t m_modifications = 0;
};

class EntryObject final : public Object {
public:
    EntryObject(Ref<MapObject> of, Value at)
        : map(std::move(of))
        , key(std::move(at))
    {
    }
    const Ref<MapObject> map;
    const Value key;
};

/// keySet(), values() or entrySet() of a map: shows the map as it is at each look.
class ViewObject final : public Object {
public:
    enum class What : std::uint8_t { Keys, Values, Entries };

    ViewObject(Ref<MapObject> of, What shown)
        : map(std::move(of))
        , what(shown)
    {
    }
    [[nodiscard]] Value at(std::size_t index) const;

    const Ref<MapObject> map;
    const What what;
};

/// Walks a list, a map's values or a view; notices changes made meanwhile.
class IteratorObject final : public Object {
public:
    /// Null if @p source cannot be iterated. An Iterator gives itself.
    [[nodiscard]] static Ref<IteratorObject> over(const Value &source);

    [[nodiscard]] bool hasNext() const noexcept;
    enum class Step : std::uint8_t { Ok, Exhausted, Changed };
    Step next(Value &out);

private:
    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] std::uint32_t modifications() const noexcept;

    Ref<ListObject> m_list;
    Ref<ViewObject> m_view;
    std::size_t m_next = 0;
    std::uint32_t m_expected = 0;
};

/// What a host program gives to templates: $input, $util and the like.
class HostObject : public Object {
public:
    /// The value of `.name`, null if there is none.
    virtual Value property(std::string_view name) = 0;
    /// The result of `.name(arguments)`; @p known tells whether there is such a method for such arguments.
    virtual Value call(std::string_view name, std::span<const Value> arguments, bool &known) = 0;
    /// What it prints as.
    virtual std::string toText() const { return {}; }
};

/// $foreach: the state of one loop, and a place where templates may store values.
class LoopObject final : public Object {
public:
    std::int32_t index = -1;
    bool hasNext = false;
    Ref<LoopObject> parent;
    const Ref<MapObject> storage{new MapObject};
};

/// What #define made: a node of the program being rendered.
class BlockObject final : public Object {
public:
    BlockObject(std::uint32_t block, std::uint32_t program)
        : node(block)
        , unit(program)
    {
    }
    const std::uint32_t node;
    const std::uint32_t unit; ///< which of the renderer's programs it belongs to
    std::uint32_t depth = 0; ///< uses under way
    /// A block that refers to itself is cut off: this use is null (mapping-templates.md 1.17).
    [[nodiscard]] bool isCutOff() const noexcept { return depth >= 2; }
};

[[nodiscard]] Value makeList(std::vector<Value> items, ListObject::Flavor flavor = ListObject::Flavor::ArrayList);
[[nodiscard]] Value makeMap(Ref<MapObject> map);
[[nodiscard]] Value makeInteger(const BigInteger &value); ///< the smallest class that holds it
/// The integer that decimal digits say, perhaps after a "-". @pre at most kMaxDigits octets
[[nodiscard]] Value readInteger(std::string_view text);

} // namespace gatehouse::vtl
