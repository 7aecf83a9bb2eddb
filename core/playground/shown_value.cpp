#include "core/playground/shown_value.h"

#include "core/vtl/objects.h"
#include "core/vtl/print.h"

#include <format>

namespace gatehouse::playground {

namespace {

using vtl::Value;
using Kind = Value::Kind;

constexpr std::string_view kCut = "\xe2\x80\xa6"; // an ellipsis

std::string_view typeOf(const Value &value)
{
    switch (value.kind()) {
    case Kind::Null: return "null";
    case Kind::Void: return "void";
    case Kind::Boolean: return "Boolean";
    case Kind::Integer: return "Integer";
    case Kind::Long: return "Long";
    case Kind::BigInteger: return "BigInteger";
    case Kind::Double: return "Double";
    case Kind::Character: return "Character";
    case Kind::String: return "String";
    case Kind::List:
        switch (value.as<vtl::ListObject>().flavor) {
        case vtl::ListObject::Flavor::ArrayList: return "List";
        case vtl::ListObject::Flavor::JsonArray: return "JSON array";
        case vtl::ListObject::Flavor::Array: return "Array";
        }
        break;
    case Kind::Map: return "Map";
    case Kind::Entry: return "Entry";
    case Kind::View: return "Collection";
    case Kind::Iterator: return "Iterator";
    case Kind::Block: return "Block";
    case Kind::Loop: return "Loop";
    case Kind::Host: return "Object";
    }
    return {};
}

/// At most @p limit octets of @p text, cut between characters.
std::string_view clipped(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
        --limit;
    return text.substr(0, limit);
}

/// Visits name and value of each part; @p visit returns false to end.
template <class Visit>
void eachPart(const Value &value, Visit visit)
{
    switch (value.kind()) {
    case Kind::List: {
        std::size_t index = 0;
        for (const Value &item : value.as<vtl::ListObject>().items) {
            if (!visit(std::format("[{}]", index++), item))
                return;
        }
        break;
    }
    case Kind::Map:
        for (const vtl::MapObject::Slot &slot : value.as<vtl::MapObject>().slots()) {
            const std::string_view key = slot.key.isText() ? clipped(slot.key.text(), 80) : typeOf(slot.key);
            if (!visit(slot.key.isNumber() ? vtl::toText(slot.key) : std::string(key), slot.value))
                return;
        }
        break;
    case Kind::View: {
        const auto &view = value.as<vtl::ViewObject>();
        for (std::size_t index = 0; index < view.map->size(); ++index) {
            if (!visit(std::format("[{}]", index), view.at(index)))
                return;
        }
        break;
    }
    case Kind::Entry: {
        const auto &entry = value.as<vtl::EntryObject>();
        const Value *current = entry.map->find(entry.key);
        (void)(visit("key", entry.key) && visit("value", current ? *current : Value()));
        break;
    }
    case Kind::Loop: {
        const auto &loop = value.as<vtl::LoopObject>();
        (void)(visit("index", Value::integer(loop.index)) && visit("count", Value::integer(loop.index + 1))
               && visit("hasNext", Value::boolean(loop.hasNext)));
        break;
    }
    case Kind::Host:
        if (Value body = value.as<vtl::HostObject>().property("body"); !body.isNull()) // of $input
            visit("body", body);
        break;
    default: break;
    }
}

std::size_t partCount(const Value &value)
{
    switch (value.kind()) {
    case Kind::List: return value.as<vtl::ListObject>().items.size();
    case Kind::Map: return value.as<vtl::MapObject>().size();
    case Kind::View: return value.as<vtl::ViewObject>().map->size();
    default: return 0;
    }
}

void preview(const Value &value, std::string &out, std::size_t limit, int depth);

void previewParts(const Value &value, std::string &out, std::size_t limit, int depth)
{
    const bool named = value.kind() != Kind::List && value.kind() != Kind::View;
    out += named ? '{' : '[';
    bool first = true;
    eachPart(value, [&](std::string name, const Value &part) {
        if (!std::exchange(first, false))
            out += ", ";
        if (out.size() >= limit || depth > 3) {
            out += kCut;
            return false;
        }
        if (named)
            out += std::move(name) + '=';
        preview(part, out, limit, depth + 1);
        return true;
    });
    out += named ? '}' : ']';
}

void preview(const Value &value, std::string &out, std::size_t limit, int depth)
{
    switch (value.kind()) {
    case Kind::Character:
    case Kind::String: {
        const std::string_view text = clipped(value.text(), limit);
        vtl::printJson(Value::borrowed(text), out, vtl::JsonStyle::PlainSlash);
        if (text.size() < value.text().size())
            out.insert(out.size() - 1, kCut);
        break;
    }
    case Kind::List:
    case Kind::Map:
    case Kind::View:
    case Kind::Entry:
    case Kind::Loop: previewParts(value, out, limit, depth); break;
    case Kind::Block: out += "#define"; break;
    case Kind::Host:
    case Kind::Iterator: break;
    case Kind::BigInteger: {
        const std::string digits = vtl::toText(value);
        out += clipped(digits, limit);
        out += digits.size() > limit ? kCut : std::string_view();
        break;
    }
    default: vtl::print(value, out); break;
    }
}

ShownValue show(std::string name, const Value &value, std::size_t &left, const ShownLimits &limits, int depth)
{
    constexpr std::size_t kPreviewOfParts = 120; // of what has children to open
    ShownValue shown{std::move(name), {}, std::string(typeOf(value)), {}, 0};
    preview(value, shown.text, value.isText() ? limits.text : kPreviewOfParts, 0);
    eachPart(value, [&](std::string part, const Value &child) {
        if (left == 0 || depth >= limits.depth || shown.children.size() == limits.children)
            return false;
        --left;
        shown.children.push_back(show(std::move(part), child, left, limits, depth + 1));
        return true;
    });
    const std::size_t count = partCount(value);
    shown.hidden = count > shown.children.size() ? count - shown.children.size() : 0;
    return shown;
}

} // namespace

ShownValue showValue(std::string name, const Value &value, std::size_t &left, const ShownLimits &limits)
{
    return show(std::move(name), value, left, limits, 0);
}

} // namespace gatehouse::playground
