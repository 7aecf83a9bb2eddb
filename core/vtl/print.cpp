#include "core/vtl/print.h"

#include <charconv>
#include <cmath>

namespace gatehouse::vtl {

namespace {

constexpr int kMaxPrintDepth = 200; // a list that holds itself would print for ever

void printInteger(std::int64_t value, std::string &out)
{
    char buffer[24];
    const auto result = std::to_chars(buffer, buffer + sizeof buffer, value);
    out.append(buffer, result.ptr);
}

void printDeep(const Value &value, std::string &out, int depth);
void printJsonDeep(const Value &value, std::string &out, int depth, JsonStyle style = JsonStyle::EscapedSlash);

void printEntry(const MapObject::Slot &slot, std::string &out, int depth)
{
    printDeep(slot.key, out, depth);
    out += '=';
    printDeep(slot.value, out, depth);
}

void printView(const ViewObject &view, std::string &out, int depth)
{
    out += '[';
    bool first = true;
    for (const MapObject::Slot &slot : view.map->slots()) {
        if (!std::exchange(first, false))
            out += ", ";
        switch (view.what) {
        case ViewObject::What::Keys: printDeep(slot.key, out, depth); break;
        case ViewObject::What::Values: printDeep(slot.value, out, depth); break;
        case ViewObject::What::Entries: printEntry(slot, out, depth); break;
        }
    }
    out += ']';
}

void printList(const ListObject &list, std::string &out, int depth)
{
    switch (list.flavor) {
    case ListObject::Flavor::ArrayList: {
        out += '[';
        bool first = true;
        for (const Value &item : list.items) {
            if (!std::exchange(first, false))
                out += ", ";
            if (item.identity() == &list)
                out += "(this Collection)";
            else
                printDeep(item, out, depth);
        }
        out += ']';
        break;
    }
    case ListObject::Flavor::JsonArray: {
        out += '[';
        bool first = true;
        for (const Value &item : list.items) {
            if (!std::exchange(first, false))
                out += ',';
            printJsonDeep(item, out, depth);
        }
        out += ']';
        break;
    }
    case ListObject::Flavor::Array: out += "[Ljava.lang.String;@1b6d3586"; break; // a hash in Java, never useful
    }
}

void printMap(const MapObject &map, std::string &out, int depth)
{
    if (map.printsNothing)
        return;
    out += '{';
    bool first = true;
    for (const MapObject::Slot &slot : map.slots()) {
        if (!std::exchange(first, false))
            out += ", ";
        if (slot.value.identity() == &map) {
            printDeep(slot.key, out, depth);
            out += "=(this Map)";
        } else {
            printEntry(slot, out, depth);
        }
    }
    out += '}';
}

void printDeep(const Value &value, std::string &out, int depth)
{
    if (depth > kMaxPrintDepth || out.size() > kMaxPrinted) {
        out += "...";
        return;
    }
    switch (value.kind()) {
    case Value::Kind::Null: out += "null"; break;
    case Value::Kind::Void:
    case Value::Kind::Block: break;
    case Value::Kind::Boolean: out += value.asBoolean() ? "true" : "false"; break;
    case Value::Kind::Integer:
    case Value::Kind::Long: printInteger(value.asInteger(), out); break;
    case Value::Kind::BigInteger: out += value.as<BigIntegerObject>().value.str(); break;
    case Value::Kind::Double: printDouble(value.asReal(), out); break;
    case Value::Kind::Character:
    case Value::Kind::String: out += value.text(); break;
    case Value::Kind::List: printList(value.as<ListObject>(), out, depth + 1); break;
    case Value::Kind::Map: printMap(value.as<MapObject>(), out, depth + 1); break;
    case Value::Kind::Entry: {
        const auto &entry = value.as<EntryObject>();
        const Value *current = entry.map->find(entry.key);
        printEntry({entry.key, current ? *current : Value()}, out, depth + 1);
        break;
    }
    case Value::Kind::View: printView(value.as<ViewObject>(), out, depth + 1); break;
    case Value::Kind::Iterator: out += "java.util.ArrayList$Itr@1b6d3586"; break;
    case Value::Kind::Loop: printMap(*value.as<LoopObject>().storage, out, depth + 1); break;
    case Value::Kind::Host: out += value.as<HostObject>().toText(); break;
    }
}

void printJsonText(std::string_view text, std::string &out, JsonStyle style)
{
    constexpr char kHex[] = "0123456789ABCDEF";
    out += '"';
    for (const char c : text) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '/': out += style == JsonStyle::EscapedSlash ? "\\/" : "/"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\\u00";
                out += kHex[static_cast<unsigned char>(c) >> 4U];
                out += kHex[static_cast<unsigned char>(c) & 15U];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

void printJsonDeep(const Value &value, std::string &out, int depth, JsonStyle style)
{
    if (depth > kMaxPrintDepth || out.size() > kMaxPrinted) {
        out += "null";
        return;
    }
    switch (value.kind()) {
    case Value::Kind::Character:
    case Value::Kind::String: printJsonText(value.text(), out, style); break;
    case Value::Kind::Double:
        if (std::isfinite(value.asReal()))
            printDouble(value.asReal(), out);
        else
            out += "null";
        break;
    case Value::Kind::List: {
        out += '[';
        bool first = true;
        for (const Value &item : value.as<ListObject>().items) {
            if (!std::exchange(first, false))
                out += ',';
            printJsonDeep(item, out, depth + 1, style);
        }
        out += ']';
        break;
    }
    case Value::Kind::Map: {
        out += '{';
        bool first = true;
        for (const MapObject::Slot &slot : value.as<MapObject>().slots()) {
            if (!std::exchange(first, false))
                out += ',';
            printJsonText(toText(slot.key), out, style);
            out += ':';
            printJsonDeep(slot.value, out, depth + 1, style);
        }
        out += '}';
        break;
    }
    default: printDeep(value, out, depth + 1); break;
    }
}

} // namespace

void printDouble(double value, std::string &out)
{
    if (std::isnan(value)) {
        out += "NaN";
        return;
    }
    if (std::isinf(value)) {
        out += value < 0 ? "-Infinity" : "Infinity";
        return;
    }
    if (value == 0) {
        out += std::signbit(value) ? "-0.0" : "0.0";
        return;
    }
    // The shortest digits that read back the same, as d.ddde±xx, then laid out Java's way.
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    if (text.front() == '-') {
        out += '-';
        text.remove_prefix(1);
    }
    const std::size_t e = text.find('e');
    int exponent = 0;
    const char *exponentBegin = text.data() + e + 1 + (text[e + 1] == '+' ? 1 : 0);
    std::from_chars(exponentBegin, text.data() + text.size(), exponent);
    std::string digits(1, text[0]);
    if (e > 2)
        digits.append(text.substr(2, e - 2));
    if (exponent >= -3 && exponent < 7) {
        if (exponent < 0) {
            out += "0.";
            out.append(static_cast<std::size_t>(-exponent - 1), '0');
            out += digits;
            return;
        }
        const auto whole = static_cast<std::size_t>(exponent + 1);
        if (digits.size() <= whole) {
            out += digits;
            out.append(whole - digits.size(), '0');
            out += ".0";
        } else {
            out.append(digits, 0, whole);
            out += '.';
            out.append(digits, whole);
        }
        return;
    }
    out += digits[0];
    out += '.';
    if (digits.size() > 1)
        out.append(digits, 1);
    else
        out += '0';
    out += 'E';
    printInteger(exponent, out);
}

void print(const Value &value, std::string &out)
{
    printDeep(value, out, 0);
}

std::string toText(const Value &value)
{
    std::string out;
    print(value, out);
    return out;
}

void printJson(const Value &value, std::string &out, JsonStyle style)
{
    printJsonDeep(value, out, 0, style);
}

} // namespace gatehouse::vtl
