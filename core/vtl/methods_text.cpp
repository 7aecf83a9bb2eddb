// The methods of java.lang.String (and Character), as templates see them.
#include "core/vtl/java_text.h"
#include "core/vtl/methods.h"
#include "core/vtl/print.h"
#include "core/vtl/program.h"

#include <format>

namespace gatehouse::vtl {

namespace {

using Kind = Value::Kind;

/// Which arguments a call has: i = Integer, s = String, c = CharSequence (String), x = Character, n = any number, o =
/// anything.
bool fits(Arguments arguments, std::string_view pattern)
{
    if (arguments.size() != pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const Value &argument = arguments[i];
        switch (pattern[i]) {
        case 'i':
            if (argument.kind() != Kind::Integer)
                return false;
            break;
        case 's':
            if (!argument.isString() && !argument.isNull())
                return false;
            break;
        case 'x':
            if (argument.kind() != Kind::Character)
                return false;
            break;
        default: break;
        }
    }
    return true;
}

std::string_view required(const Value &argument)
{
    if (argument.isNull())
        throwRuntime("a null argument where a text is needed");
    return argument.text();
}

Value indexOf(std::string_view text, Arguments arguments, bool last)
{
    const std::u16string units = toUtf16(text);
    std::u16string needle;
    if (arguments[0].kind() == Kind::Integer)
        needle = std::u16string(1, static_cast<char16_t>(arguments[0].asInteger()));
    else
        needle = toUtf16(arguments[0].kind() == Kind::Character ? arguments[0].text() : required(arguments[0]));
    std::size_t found = std::u16string::npos;
    if (last) {
        if (arguments.size() < 2)
            found = units.rfind(needle);
        else if (arguments[1].asInteger() >= 0)
            found = units.rfind(needle, static_cast<std::size_t>(arguments[1].asInteger()));
    } else {
        const std::int64_t from = arguments.size() < 2 ? 0 : std::max<std::int64_t>(0, arguments[1].asInteger());
        if (static_cast<std::size_t>(from) >= units.size())
            found = needle.empty() ? units.size() : std::u16string::npos;
        else
            found = units.find(needle, static_cast<std::size_t>(from));
    }
    return Value::integer(found == std::u16string::npos ? -1 : static_cast<std::int32_t>(found));
}

Value substring(std::string_view text, Arguments arguments)
{
    const auto length = static_cast<std::int64_t>(utf16Length(text));
    const std::int64_t begin = arguments[0].asInteger();
    const std::int64_t end = arguments.size() > 1 ? arguments[1].asInteger() : length;
    if (begin < 0 || end > length || begin > end)
        throwRuntime(std::format("begin {}, end {}, length {}", begin, end, length));
    return Value::string(utf16Substring(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(end)));
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20)
        text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20)
        text.remove_suffix(1);
    return text;
}

void requireFits(std::size_t size, std::size_t maxSize)
{
    if (size > maxSize)
        throw Error{make_error_code(VtlErrc::Limit), std::format("a text grows beyond {} octets", maxSize)};
}

std::string replaceLiteral(std::string_view text, std::string_view from, std::string_view to, std::size_t maxSize)
{
    std::string out;
    std::size_t at = 0;
    if (from.empty()) { // between all characters and at both ends
        out += to;
        while (at < text.size()) {
            std::size_t next = at + 1;
            while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U)
                ++next;
            out += text.substr(at, next - at);
            out += to;
            at = next;
            requireFits(out.size(), maxSize);
        }
        return out;
    }
    for (std::size_t found = text.find(from); found != std::string_view::npos; found = text.find(from, at)) {
        out += text.substr(at, found - at);
        out += to;
        at = found + from.size();
        requireFits(out.size(), maxSize);
    }
    out += text.substr(at);
    return out;
}

std::int32_t compare(std::string_view a, std::string_view b)
{
    const std::u16string left = toUtf16(a);
    const std::u16string right = toUtf16(b);
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        if (left[i] != right[i])
            return static_cast<std::int32_t>(left[i]) - static_cast<std::int32_t>(right[i]);
    }
    return static_cast<std::int32_t>(left.size()) - static_cast<std::int32_t>(right.size());
}

Value textArray(std::vector<std::string> parts)
{
    std::vector<Value> items;
    items.reserve(parts.size());
    for (std::string &part : parts)
        items.push_back(Value::string(std::move(part)));
    return makeList(std::move(items), ListObject::Flavor::Array);
}

Value join(Arguments arguments, std::size_t maxSize)
{
    std::string out;
    auto append = [&, first = true](const Value &item) mutable {
        if (!std::exchange(first, false))
            out += arguments[0].text();
        print(item, out);
        requireFits(out.size(), maxSize);
    };
    if (arguments.size() == 2 && !arguments[1].isText()) {
        const Ref<IteratorObject> items = IteratorObject::over(arguments[1]);
        Value item;
        while (items && items->next(item) == IteratorObject::Step::Ok)
            append(item);
    } else {
        for (const Value &item : arguments.subspan(1))
            append(item);
    }
    return Value::string(std::move(out));
}

} // namespace

Value callString(std::string_view s, MethodName name, Arguments a, MethodContext &context, bool &known)
{
    switch (name) {
    case MethodName::length:
        if (a.empty())
            return Value::integer(static_cast<std::int32_t>(utf16Length(s)));
        break;
    case MethodName::isEmpty:
        if (a.empty())
            return Value::boolean(s.empty());
        break;
    case MethodName::isBlank:
        if (a.empty())
            return Value::boolean(trimmed(s).empty());
        break;
    case MethodName::contains:
        if (fits(a, "s"))
            return Value::boolean(s.contains(required(a[0])));
        break;
    case MethodName::indexOf:
    case MethodName::lastIndexOf:
        if (fits(a, "s") || fits(a, "si") || fits(a, "i") || fits(a, "ii") || fits(a, "x") || fits(a, "xi"))
            return indexOf(s, a, name == MethodName::lastIndexOf);
        break;
    case MethodName::charAt:
    case MethodName::codePointAt:
        if (fits(a, "i")) {
            const std::u16string units = toUtf16(s);
            const std::int64_t index = a[0].asInteger();
            if (index < 0 || static_cast<std::size_t>(index) >= units.size())
                throwRuntime(std::format("index {}, length {}", index, units.size()));
            const auto at = static_cast<std::size_t>(index);
            if (name == MethodName::charAt)
                return Value::character(toUtf8(std::u16string_view(units).substr(at, 1)));
            std::int32_t code = units[at];
            if (code >= 0xD800 && code < 0xDC00 && at + 1 < units.size())
                code = 0x10000 + ((code - 0xD800) << 10) + (units[at + 1] - 0xDC00);
            return Value::integer(code);
        }
        break;
    case MethodName::substring:
        if (fits(a, "i") || fits(a, "ii"))
            return substring(s, a);
        break;
    case MethodName::startsWith:
        if (fits(a, "s"))
            return Value::boolean(s.starts_with(required(a[0])));
        if (fits(a, "si")) {
            const std::u16string units = toUtf16(s);
            const std::int64_t from = a[1].asInteger();
            return Value::boolean(from >= 0 && static_cast<std::size_t>(from) <= units.size()
                                  && std::u16string_view(units)
                                         .substr(static_cast<std::size_t>(from))
                                         .starts_with(toUtf16(required(a[0]))));
        }
        break;
    case MethodName::endsWith:
        if (fits(a, "s"))
            return Value::boolean(s.ends_with(required(a[0])));
        break;
    case MethodName::equals:
        if (a.size() == 1)
            return Value::boolean(a[0].isString() && a[0].text() == s);
        break;
    case MethodName::contentEquals:
        if (fits(a, "s"))
            return Value::boolean(required(a[0]) == s);
        break;
    case MethodName::equalsIgnoreCase:
        if (fits(a, "s"))
            return Value::boolean(!a[0].isNull()
                                  && toLowerCase(toUpperCase(s)) == toLowerCase(toUpperCase(a[0].text())));
        break;
    case MethodName::compareTo:
        if (a.size() == 1 && !a[0].isString())
            throwRuntime("compareTo: ClassCastException"); // of the method that takes any Object
        if (fits(a, "s"))
            return Value::integer(compare(s, required(a[0])));
        break;
    case MethodName::compareToIgnoreCase:
        if (fits(a, "s"))
            return Value::integer(compare(toLowerCase(toUpperCase(s)), toLowerCase(toUpperCase(required(a[0])))));
        break;
    case MethodName::concat:
        if (fits(a, "s"))
            return Value::string(std::string(s) + std::string(required(a[0])));
        break;
    case MethodName::replace:
        if (fits(a, "ss") || fits(a, "xx"))
            return Value::string(replaceLiteral(s, required(a[0]), required(a[1]), context.maxText));
        break;
    case MethodName::replaceAll:
    case MethodName::replaceFirst:
        if (fits(a, "ss"))
            return Value::string(context.regexes.get(required(a[0]))
                                     .replace(s, required(a[1]), name == MethodName::replaceAll, context.maxText));
        break;
    case MethodName::matches:
        if (fits(a, "s"))
            return Value::boolean(context.regexes.get(required(a[0])).matches(s));
        break;
    case MethodName::split:
        if (fits(a, "s") || fits(a, "si"))
            return textArray(
                context.regexes.get(required(a[0])).split(s, a.size() > 1 ? static_cast<int>(a[1].asInteger()) : 0));
        break;
    case MethodName::trim:
    case MethodName::strip:
        if (a.empty())
            return Value::string(std::string(trimmed(s)));
        break;
    case MethodName::toUpperCase:
        if (a.empty())
            return Value::string(toUpperCase(s));
        break;
    case MethodName::toLowerCase:
        if (a.empty())
            return Value::string(toLowerCase(s));
        break;
    case MethodName::repeat:
        if (fits(a, "i")) {
            const std::int64_t count = a[0].asInteger();
            if (count < 0)
                throwRuntime(std::format("count is negative: {}", count));
            requireFits(static_cast<std::size_t>(count) * s.size(), context.maxText);
            std::string out;
            for (std::int64_t i = 0; i < count; ++i)
                out += s;
            return Value::string(std::move(out));
        }
        break;
    case MethodName::toString:
        if (a.empty())
            return Value::string(std::string(s));
        break;
    case MethodName::hashCode:
        if (a.empty())
            return Value::integer(hashCode(s));
        break;
    case MethodName::format: // static: the receiver plays no role
        if (!a.empty() && a[0].isString())
            return Value::string(javaFormat(a[0].text(), a.subspan(1), context.maxText));
        break;
    case MethodName::join:
        if (a.size() >= 2 && a[0].isString())
            return join(a, context.maxText);
        break;
    case MethodName::valueOf:
        if (a.size() == 1)
            return Value::string(toText(a[0]));
        break;
    case MethodName::getBytes:
        if (a.empty()) {
            std::vector<Value> bytes;
            for (const char c : s)
                bytes.push_back(Value::integer(static_cast<signed char>(c)));
            return makeList(std::move(bytes), ListObject::Flavor::Array);
        }
        break;
    case MethodName::toCharArray:
        if (a.empty()) {
            std::vector<Value> characters;
            const std::u16string units = toUtf16(s);
            for (const char16_t unit : units)
                characters.push_back(Value::character(toUtf8(std::u16string_view(&unit, 1))));
            return makeList(std::move(characters), ListObject::Flavor::Array);
        }
        break;
    default: break;
    }
    known = false;
    return {};
}

} // namespace gatehouse::vtl
