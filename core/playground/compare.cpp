#include "core/playground/compare.h"

#include "core/json/reader.h"

#include <algorithm>
#include <format>

namespace gatehouse::playground {

namespace {

using json::Value;
using Kind = Mismatch::Kind;

constexpr std::string_view kBlanks = " \t\r\n\f\v";

std::string shortened(std::string text)
{
    constexpr std::size_t kLongest = 80;
    if (text.size() > kLongest) {
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // within a character
            --end;
        text = text.substr(0, end) + "...";
    }
    return text;
}

std::string shown(const Value &value)
{
    return shortened(json::toJson(value, -1));
}

bool sameNumber(const Value &a, const Value &b)
{
    return a.numberText() == b.numberText() || (a.number() && a.number() == b.number());
}

/// The first difference of two values: "$.a[2]: expected 1, got 2"; empty if there is none.
std::string firstDifference(const Value &expected, const Value &actual, const std::string &path)
{
    if (expected.isObject() && actual.isObject()) {
        for (const json::Member &member : expected.members()) {
            const std::string below = path + "." + member.key;
            const Value *other = actual.find(member.key);
            std::string found = other ? firstDifference(member.value, *other, below)
                                      : std::format("{}: expected {}, but it is missing", below, shown(member.value));
            if (!found.empty())
                return found;
        }
        for (const json::Member &member : actual.members()) {
            if (!expected.find(member.key))
                return std::format("{}.{}: not expected, but it is {}", path, member.key, shown(member.value));
        }
        return {};
    }
    if (expected.isArray() && actual.isArray()) {
        const json::Array &wanted = expected.items(), &given = actual.items();
        for (std::size_t i = 0; i < std::min(wanted.size(), given.size()); ++i) {
            std::string found = firstDifference(wanted[i], given[i], std::format("{}[{}]", path, i));
            if (!found.empty())
                return found;
        }
        return wanted.size() == given.size()
            ? std::string()
            : std::format("{}: expected {} elements, got {}", path, wanted.size(), given.size());
    }
    const bool same = expected.isNumber() && actual.isNumber() ? sameNumber(expected, actual) : expected == actual;
    return same ? std::string() : std::format("{}: expected {}, got {}", path, shown(expected), shown(actual));
}

/// @p value with its members in the order of those of @p like, and numbers spelled as there where they are equal.
Value alike(const Value &value, const Value &like)
{
    if (value.isObject() && like.isObject()) {
        json::Object ordered;
        for (const json::Member &member : like.members()) {
            if (const Value *found = value.find(member.key))
                ordered.set(member.key, alike(*found, member.value));
        }
        for (const json::Member &member : value.members()) {
            if (!ordered.contains(member.key))
                ordered.set(member.key, member.value);
        }
        return Value(std::move(ordered));
    }
    if (value.isArray() && like.isArray()) {
        json::Array items = value.items();
        for (std::size_t i = 0; i < std::min(items.size(), like.items().size()); ++i)
            items[i] = alike(items[i], like.items()[i]);
        return Value(std::move(items));
    }
    return value.isNumber() && like.isNumber() && sameNumber(value, like) ? like : value;
}

Mismatch compareValues(const Value &expected, const Value &actual)
{
    std::string found = firstDifference(expected, actual, "$");
    if (found.empty())
        return {};
    return {Kind::Differs, std::move(found), 0,
            diffLines(json::toJson(expected, 2), json::toJson(alike(actual, expected), 2))};
}

Mismatch compareJson(const Value &expected, std::string_view actual)
{
    Value wanted = expected;
    if (expected.isString()) {
        json::ReadResult read = json::readJson(expected.string());
        if (!read.diagnostics.empty())
            return {Kind::BadExpectation, "what is expected is not JSON: " + read.diagnostics.front().message,
                    read.diagnostics.front().line};
        wanted = std::move(read.value);
    }
    const json::ReadResult read = json::readJson(actual);
    if (!read.diagnostics.empty()) {
        const Diagnostic &why = read.diagnostics.front();
        return {Kind::Differs,
                std::format("the output is not JSON: line {}, column {}: {}", why.line, why.column, why.message), 0,
                diffLines(expected.isString() ? std::string(expected.string()) : json::toJson(expected, 2), actual)};
    }
    return compareValues(wanted, read.value);
}

std::string withoutBlanks(std::string_view text)
{
    std::string result(text);
    std::erase_if(result, [](char c) { return kBlanks.contains(c); });
    return result;
}

Mismatch compareExactly(std::string_view expected, std::string_view actual)
{
    Mismatch result{Kind::Differs, {}, 0, diffLines(expected, actual)};
    const auto common = std::ranges::mismatch(expected, actual);
    const std::string_view before = expected.substr(0, static_cast<std::size_t>(common.in1 - expected.begin()));
    result.line = static_cast<std::uint32_t>(1 + std::ranges::count(before, '\n'));
    if (actual.size() == expected.size() + 1 && actual.starts_with(expected) && actual.ends_with('\n'))
        result.message = "the output has one more newline at its end";
    else if (expected.size() == actual.size() + 1 && expected.starts_with(actual) && expected.ends_with('\n'))
        result.message = "the output lacks the newline at its end";
    else if (withoutBlanks(expected) == withoutBlanks(actual))
        result.message = std::format("line {} of the output differs, in blanks only", result.line);
    else
        result.message = std::format("line {} of the output differs", result.line);
    return result;
}

/// Scalars as texts, without objects that have no members; null is such an object.
Value asTexts(const Value &value)
{
    if (value.isObject()) {
        json::Object object;
        for (const json::Member &member : value.members()) {
            Value text = asTexts(member.value);
            if (!text.isObject() || !text.members().empty())
                object.set(member.key, std::move(text));
        }
        return Value(std::move(object));
    }
    if (value.isArray()) {
        json::Array items;
        for (const Value &item : value.items())
            items.push_back(asTexts(item));
        return items.size() == 1 ? items.front() : Value(std::move(items));
    }
    return value.isNull() ? Value::object() : Value(value.scalarText().value_or(""));
}

} // namespace

Mismatch compareOutput(const Value &expected, std::string_view actual,
                       std::optional<model::OutputComparison> comparison)
{
    using model::OutputComparison;
    const bool isText = !expected.isObject() && !expected.isArray();
    const std::string text = isText ? expected.scalarText().value_or("") : json::toJson(expected, 2);
    switch (comparison.value_or(isText ? OutputComparison::Exact : OutputComparison::Json)) {
    case OutputComparison::Exact: return text == actual ? Mismatch{} : compareExactly(text, actual);
    case OutputComparison::Json: return compareJson(expected, actual);
    case OutputComparison::IgnoreWhitespace: break;
    }
    if (withoutBlanks(text) == withoutBlanks(actual))
        return {};
    return compareExactly(text, actual);
}

Mismatch compareTexts(const Value &expected, const Value &actual)
{
    return compareValues(asTexts(expected), asTexts(actual));
}

} // namespace gatehouse::playground
