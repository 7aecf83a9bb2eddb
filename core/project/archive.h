#pragma once

#include "core/base/clock.h"
#include "core/base/cow.h"
#include "core/base/diagnostic.h"
#include "core/model/common.h"

#include <concepts>

// One description of an object's members serves both directions: `describe(archive, object)` names each member once, a
// FieldReader fills them from a document, a FieldWriter makes the document. Members that equal their default are not
// written.

namespace gatehouse::project {

/// Collects what is wrong with one file, with places.
class Findings {
public:
    Findings(std::string file, std::string_view text, Diagnostics &diagnostics)
        : m_file(std::move(file))
        , m_lines(text)
        , m_diagnostics(diagnostics)
    {
    }

    void add(Severity severity, std::string_view rule, std::string message, const std::string &pointer,
             SourceSpan span);

private:
    const std::string m_file;
    const LineIndex m_lines;
    Diagnostics &m_diagnostics;
};

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;
template <class T>
inline constexpr bool kIsMap = false;
template <class T>
inline constexpr bool kIsMap<std::map<std::string, T>> = true;
template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsCow = false;
template <class T>
inline constexpr bool kIsCow<Cow<T>> = true;
template <class T>
inline constexpr bool kIsId = false;
template <class Tag>
inline constexpr bool kIsId<model::Id<Tag>> = true;

/// "2026-01-31T12:00:00Z", with a fraction where there is one.
[[nodiscard]] std::string timeText(SystemTime time);
[[nodiscard]] std::optional<SystemTime> parseTime(std::string_view text);

/// Reads the members of one object.
class FieldReader {
public:
    static constexpr bool kReads = true;

    FieldReader(const json::Value &object, std::string pointer, Findings &findings)
        : m_object(object)
        , m_pointer(std::move(pointer))
        , m_findings(findings)
    {
        if (!object.isObject() && !object.isNull())
            wrong(object, m_pointer, "an object");
    }

    /// A member; @p fallback is what it is when it is missing.
    template <class T>
    void member(std::string_view key, T &out, const std::type_identity_t<T> &fallback = {})
    {
        out = fallback;
        m_known.push_back(key);
        if (const json::Value *value = m_object.find(key); value && !value->isNull())
            read(*value, out, json::pointerJoin(m_pointer, key));
    }

    /// A member without which the object means nothing.
    template <class T>
    void required(std::string_view key, T &out)
    {
        if (!m_object.find(key)) {
            m_findings.add(Severity::Error, "project-missing", std::format("\"{}\" is missing", key), m_pointer,
                           m_object.span());
        }
        member(key, out);
    }

    /// Takes the members that were not named before. Call it last.
    void rest(model::Extra &extra)
    {
        for (const json::Member &other : unknownMembers())
            extra.editMembers().set(other.key, other.value, other.keySpan);
    }

    /// Warns of members that were not named and that the object has no place for. Call it last.
    void end()
    {
        for (const json::Member &other : unknownMembers()) {
            m_findings.add(Severity::Warning, "project-unknown", std::format("\"{}\" has no meaning here", other.key),
                           json::pointerJoin(m_pointer, other.key), other.keySpan);
        }
    }

private:
    template <class T>
    void read(const json::Value &value, T &out, const std::string &pointer)
    {
        if constexpr (std::same_as<T, json::Value>) {
            out = value;
        } else if constexpr (std::same_as<T, bool>) {
            assign(value.boolean(), out, value, pointer, "true or false");
        } else if constexpr (std::same_as<T, double>) {
            assign(value.number(), out, value, pointer, "a number");
        } else if constexpr (std::integral<T>) {
            const std::optional<std::int64_t> number = value.integer();
            if (number && std::in_range<T>(*number))
                out = static_cast<T>(*number);
            else
                wrong(value, pointer, "a whole number");
        } else if constexpr (std::same_as<T, std::string>) {
            assign(value.scalarText(), out, value, pointer, "a text");
        } else if constexpr (kIsId<T>) {
            assign(value.scalarText(), out.value, value, pointer, "an id");
        } else if constexpr (std::same_as<T, SystemTime>) {
            assign(parseTime(value.string()), out, value, pointer, "a time such as 2026-01-31T12:00:00Z");
        } else if constexpr (std::is_enum_v<T>) {
            assign(model::fromString<T>(value.string()), out, value, pointer, "one of API Gateway's words for it");
        } else if constexpr (kIsOptional<T>) {
            read(value, out.emplace(), pointer);
        } else if constexpr (kIsCow<T>) {
            read(value, out.edit(), pointer);
        } else if constexpr (kIsVector<T>) {
            if (!value.isArray())
                wrong(value, pointer, "a list");
            for (std::size_t i = 0; i < value.items().size(); ++i)
                read(value.items()[i], out.emplace_back(), json::pointerJoin(pointer, i));
        } else if constexpr (kIsMap<T>) {
            if (!value.isObject())
                wrong(value, pointer, "an object");
            for (const json::Member &entry : value.members())
                read(entry.value, out[entry.key], json::pointerJoin(pointer, entry.key));
        } else {
            FieldReader reader(value, pointer, m_findings);
            describe(reader, out);
        }
    }

    template <class T>
    void assign(std::optional<T> read, T &out, const json::Value &value, const std::string &pointer,
                std::string_view expected)
    {
        if (read)
            out = *std::move(read);
        else
            wrong(value, pointer, expected);
    }

    void wrong(const json::Value &value, const std::string &pointer, std::string_view expected)
    {
        m_findings.add(Severity::Error, "project-type", std::format("Expected {}", expected), pointer, value.span());
    }

    std::vector<json::Member> unknownMembers() const
    {
        std::vector<json::Member> unknown;
        for (const json::Member &candidate : m_object.members()) {
            if (std::ranges::find(m_known, candidate.key) == m_known.end())
                unknown.push_back(candidate);
        }
        return unknown;
    }

    const json::Value &m_object;
    const std::string m_pointer;
    Findings &m_findings;
    std::vector<std::string_view> m_known;
};

/// Makes the document of one object.
class FieldWriter {
public:
    static constexpr bool kReads = false;

    template <class T>
    void member(std::string_view key, const T &value, const std::type_identity_t<T> &fallback = {})
    {
        if (!(value == fallback))
            m_members.set(key, write(value));
    }

    template <class T>
    void required(std::string_view key, const T &value)
    {
        m_members.set(key, write(value));
    }

    void rest(const model::Extra &extra)
    {
        for (const json::Member &other : extra.members())
            m_members.set(other.key, other.value);
    }

    void end() { }

    [[nodiscard]] json::Value take() { return std::move(m_members); }

    template <class T>
    [[nodiscard]] static json::Value write(const T &value)
    {
        if constexpr (std::same_as<T, json::Value> || std::same_as<T, bool> || std::same_as<T, double>
                      || std::same_as<T, std::string>) {
            return value;
        } else if constexpr (std::integral<T>) {
            return static_cast<std::int64_t>(value);
        } else if constexpr (kIsId<T>) {
            return value.value;
        } else if constexpr (std::same_as<T, SystemTime>) {
            return timeText(value);
        } else if constexpr (std::is_enum_v<T>) {
            return toString(value);
        } else if constexpr (kIsOptional<T>) {
            return value ? write(*value) : json::Value();
        } else if constexpr (kIsCow<T>) {
            return write(*value);
        } else if constexpr (kIsVector<T>) {
            json::Array items;
            for (const auto &item : value)
                items.push_back(write(item));
            return items;
        } else if constexpr (kIsMap<T>) {
            json::Object members;
            for (const auto &[key, item] : value)
                members.set(key, write(item));
            return members;
        } else {
            FieldWriter writer;
            T copy = value; // one description serves reading too
            describe(writer, copy);
            return writer.take();
        }
    }

private:
    json::Object m_members;
};

} // namespace gatehouse::project
