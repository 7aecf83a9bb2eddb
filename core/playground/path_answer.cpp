#include "core/playground/path_answer.h"

#include "core/json/reader.h"
#include "core/mapping/input.h"
#include "core/mapping/json_smart.h"
#include "core/mapping/unconfirmed.h"
#include "core/vtl/print.h"

#include <cctype>
#include <format>

namespace gatehouse::playground {

namespace {

using vtl::Value;

struct NoParameters final : mapping::Parameters {
    void collect(mapping::ParameterPlace, vtl::MapObject &) const override { }
};

const vtl::ListObject *asList(const Value &value)
{
    return value.kind() == Value::Kind::List ? &value.as<vtl::ListObject>() : nullptr;
}
const vtl::MapObject *asMap(const Value &value)
{
    return value.kind() == Value::Kind::Map ? &value.as<vtl::MapObject>() : nullptr;
}

std::string typeOf(const Value &value)
{
    using Kind = Value::Kind;
    switch (value.kind()) {
    case Kind::Boolean: return "Boolean";
    case Kind::Integer: return "Integer";
    case Kind::Long: return "Long";
    case Kind::BigInteger: return "BigInteger";
    case Kind::Double: return "Double";
    case Kind::String: return "String";
    case Kind::List: return std::format("array of {}", asList(value)->items.size());
    case Kind::Map: return std::format("object of {}", asMap(value)->size());
    case Kind::Null: return "null";
    default: return {};
    }
}

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// How to write what was probably meant.
std::string mend(std::string_view path)
{
    if (path.empty())
        return "$ is the whole document";
    if (path.contains("@.length"))
        return "[-1:] takes the last element";
    if (path.contains("[?@") || path.contains("[?$"))
        return "a filter stands in parentheses: [?(@.price < 10)]";
    if (path.size() > 1 && path[0] == '$' && isNameStart(path[1]))
        return std::format("a dot belongs before the name: $.{}", path.substr(1));
    if (path.ends_with('.'))
        return "a name or * must follow the dot";
    if (const std::size_t bracket = path.find('['); bracket + 1 < path.size() && isNameStart(path[bracket + 1])) {
        const std::string_view name = path.substr(bracket + 1, path.find(']', bracket) - bracket - 1);
        return std::format("a name in brackets stands in quotes: ['{}']", name);
    }
    if (path.contains(' ') && !path.contains('['))
        return "a name with blanks stands in brackets and quotes: $['first name']";
    if (std::ranges::count(path, '[') > std::ranges::count(path, ']'))
        return "a ] is missing";
    return {};
}

/// Why a definite path finds nothing: the longest beginning of it that finds something, and what that is.
std::string whyNothing(std::string_view path, const Value &root)
{
    for (std::size_t end = path.size(); end > 0; --end) {
        if (end < path.size() && path[end] != '.' && path[end] != '[')
            continue;
        const std::string_view head = path.substr(0, end);
        const auto compiled = mapping::JsonPath::compile(head);
        const auto value = compiled ? compiled->read(root) : std::unexpected(compiled.error());
        if (!value)
            continue;
        if (const vtl::ListObject *list = asList(*value))
            return std::format("{} is an array of {}: [0] is its first element, [*] are all", head, list->items.size());
        if (const vtl::MapObject *map = asMap(*value)) {
            constexpr std::size_t kShown = 8;
            std::string names;
            for (const auto &slot : map->slots().first(std::min(map->size(), kShown)))
                names.append(names.empty() ? "" : ", ").append(vtl::toText(slot.key));
            return map->size() == 0
                ? std::format("{} is an object without members", head)
                : std::format("{} has the members {}{}", head, names, map->size() > kShown ? " ..." : "");
        }
        return std::format("{} is no object and no array: {}", head, typeOf(*value));
    }
    return {};
}

std::vector<SourceSpan> spansOf(const std::vector<std::string> &pointers, std::string_view document)
{
    const json::ReadResult read = json::readJson(document);
    std::vector<SourceSpan> spans;
    if (hasErrors(read.diagnostics))
        return spans;
    for (const std::string &pointer : pointers) {
        if (const json::Value *value = read.value.at(pointer); value && value->span().known())
            spans.push_back(value->span());
    }
    return spans;
}

} // namespace

PathAnswer answerPath(std::string_view path, std::string_view document)
{
    PathAnswer answer;
    const auto compiled = mapping::JsonPath::compile(path);
    if (!compiled) {
        answer.error = compiled.error();
        answer.errorInPath = true;
        answer.hint = mend(path);
        return answer;
    }
    answer.definite = compiled->isDefinite();

    const vtl::ValueScope scope;
    const std::string_view body = document.empty() ? mapping::unconfirmed::kEmptyBody : document;
    const mapping::JsonSmartResult root = mapping::readJsonSmart(body);
    if (!root.ok) {
        const auto at = static_cast<std::uint32_t>(std::min(root.failedAt, body.size()));
        answer.error = Error{make_error_code(mapping::MappingErrc::MalformedBody), "", {at, at + 1}};
        return answer;
    }
    const auto value = compiled->read(root.value);
    if (value) {
        answer.found = true;
        answer.type = typeOf(*value);
    } else if (value.error().code == mapping::JsonPathErrc::NotFound) {
        answer.hint = whyNothing(path, root.value);
    } else {
        answer.error = value.error();
        answer.errorInPath = true;
        return answer;
    }
    if (const auto pointers = compiled->places(root.value)) {
        answer.count = pointers->size();
        answer.places = spansOf(*pointers, body);
    }

    // The texts are those of $input itself.
    const NoParameters parameters;
    const mapping::PathCache paths;
    const vtl::Ref<mapping::Input> input(new mapping::Input(document, parameters, paths));
    const Value argument = Value::borrowed(path);
    bool known = true;
    try {
        const Value asPath = input->call("path", {&argument, 1}, known);
        answer.path = asPath.isNull() ? std::string() : vtl::toText(asPath);
        answer.json = vtl::toText(input->call("json", {&argument, 1}, known));
    } catch (const Error &error) {
        answer.error = error;
    }
    return answer;
}

} // namespace gatehouse::playground
