#include "core/mapping/json_path.h"

#include "core/json/value.h"
#include "core/mapping/json_path_compiler.h"
#include "core/vtl/arithmetic.h"
#include "core/vtl/java_text.h"
#include "core/vtl/print.h"
#include "core/vtl/work.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace gatehouse::mapping {

namespace {

using vtl::Value;
using Kind = PathSegment::Kind;

constexpr std::size_t kMaxSteps = 5'000'000;
constexpr int kMaxScanDepth = 1000; // a template may have put a body into itself

const vtl::ListObject *asList(const Value &value)
{
    return value.kind() == Value::Kind::List ? &value.as<vtl::ListObject>() : nullptr;
}

const vtl::MapObject *asMap(const Value &value)
{
    return value.kind() == Value::Kind::Map ? &value.as<vtl::MapObject>() : nullptr;
}

[[noreturn]] void failed(std::string detail)
{
    throw Error{make_error_code(JsonPathErrc::Failed), std::move(detail)};
}

/// A text that is a number counts as one beside a number.
std::optional<double> numericText(std::string_view text)
{
    const std::string copy(text);
    char *end = nullptr;
    const double number = std::strtod(copy.c_str(), &end);
    if (copy.empty() || *end != '\0')
        return std::nullopt;
    return number;
}

class Evaluator {
public:
    /// @param places  receives where the values stand that the first select() finds, as JSON pointers
    explicit Evaluator(const Value &root, std::vector<std::string> *places = nullptr)
        : m_root(root)
        , m_places(places)
    {
    }

    [[nodiscard]] std::size_t steps() const noexcept { return m_steps; }

    /// All values that the path means; for a definite path at most one.
    std::vector<Value> select(const JsonPath::Node &path, const Value &current)
    {
        std::vector<Value> out;
        if (m_places && !m_results)
            m_results = &out;
        walk(path.segments, 0, path.relative ? current : m_root, out);
        return out;
    }

private:
    using Segments = std::vector<PathSegment>;

    /// The member or element that is being looked at, and what it is in.
    struct Place {
        const Place *outer = nullptr;
        std::string_view name = {};
        std::optional<std::size_t> index = {}; ///< none: a member
    };

    [[nodiscard]] static std::string pointerOf(const Place *place)
    {
        if (!place)
            return {};
        const std::string outer = pointerOf(place->outer);
        return place->index ? json::pointerJoin(outer, *place->index) : json::pointerJoin(outer, place->name);
    }

    /// Goes into a member or an element.
    template <class Visit>
    void within(const Place &inner, Visit visit)
    {
        m_place = &inner;
        visit();
        m_place = inner.outer;
    }
    void walkElement(const Segments &segments, std::size_t index, const vtl::ListObject &list, std::int64_t at,
                     std::vector<Value> &out)
    {
        const auto position = static_cast<std::size_t>(at);
        within({m_place, {}, position}, [&] { walk(segments, index + 1, list.items[position], out); });
    }
    void walkMember(const Segments &segments, std::size_t index, std::string_view name, const Value &value,
                    std::vector<Value> &out)
    {
        within({m_place, name, {}}, [&] { walk(segments, index + 1, value, out); });
    }

    void step(std::size_t steps = 1)
    {
        m_steps += steps;
        if (m_steps > kMaxSteps)
            failed("the path takes too many steps");
    }

    void walk(const Segments &segments, std::size_t index, const Value &value, std::vector<Value> &out)
    {
        step();
        if (index == segments.size()) {
            out.push_back(value);
            if (&out == m_results)
                m_places->push_back(pointerOf(m_place));
            return;
        }
        const PathSegment &segment = segments[index];
        switch (segment.kind) {
        case Kind::Members: members(segments, index, value, out); break;
        case Kind::Indexes:
            if (const vtl::ListObject *list = asList(value)) {
                const auto size = static_cast<std::int64_t>(list->items.size());
                for (const std::int64_t wanted : segment.indexes) {
                    const std::int64_t at = wanted < 0 ? wanted + size : wanted;
                    if (at >= 0 && at < size)
                        walkElement(segments, index, *list, at, out);
                }
            }
            break;
        case Kind::Slice: slice(segments, index, value, out); break;
        case Kind::Wildcard:
            eachChild(value, [&](const Value &child) { walk(segments, index + 1, child, out); });
            break;
        case Kind::DeepScan: deepScan(segments, index + 1, value, out); break;
        case Kind::Filter:
            if (const vtl::ListObject *list = asList(value)) {
                for (std::size_t i = 0; i < list->items.size(); ++i) {
                    if (accepts(*segment.filter, list->items[i]))
                        walkElement(segments, index, *list, static_cast<std::int64_t>(i), out);
                }
            } else if (asMap(value) && accepts(*segment.filter, value)) {
                walk(segments, index + 1, value, out);
            }
            break;
        case Kind::Function: out.push_back(function(segment, value)); break;
        }
    }

    void members(const Segments &segments, std::size_t index, const Value &value, std::vector<Value> &out)
    {
        const vtl::MapObject *map = asMap(value);
        if (!map)
            return;
        const PathSegment &segment = segments[index];
        if (segment.names.size() == 1) {
            if (const Value *found = map->find(segment.names.front()))
                walkMember(segments, index, segment.names.front(), *found, out);
            return;
        }
        if (index + 1 == segments.size()) { // several at the end: an object of those present
            const vtl::Ref<vtl::MapObject> result(new vtl::MapObject);
            for (const std::string &name : segment.names) {
                if (const Value *found = map->find(name)) {
                    result->put(Value::string(name), *found);
                    if (&out == m_results)
                        within({m_place, name, {}}, [&] { m_places->push_back(pointerOf(m_place)); });
                }
            }
            out.push_back(vtl::makeMap(result));
            return;
        }
        for (const std::string &name : segment.names) {
            if (const Value *found = map->find(name))
                walkMember(segments, index, name, *found, out);
        }
    }

    void slice(const Segments &segments, std::size_t index, const Value &value, std::vector<Value> &out)
    {
        const vtl::ListObject *list = asList(value);
        if (!list)
            return;
        const auto size = static_cast<std::int64_t>(list->items.size());
        const auto place
            = [size](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size); };
        const std::int64_t from = place(segments[index].from.value_or(0));
        const std::int64_t to = segments[index].to ? place(*segments[index].to) : size;
        for (std::int64_t at = from; at < to; ++at)
            walkElement(segments, index, *list, at, out);
    }

    template <class Visit>
    void eachChild(const Value &value, Visit visit)
    {
        if (const vtl::ListObject *list = asList(value)) {
            for (std::size_t i = 0; i < list->items.size(); ++i)
                within({m_place, {}, i}, [&] { visit(list->items[i]); });
        } else if (const vtl::MapObject *map = asMap(value)) {
            for (const auto &slot : map->slots())
                within({m_place, slot.key.isText() ? slot.key.text() : std::string_view(), {}},
                       [&] { visit(slot.value); });
        }
    }

    /// Every container itself before its children, in document order. Filters look at objects, not into arrays, here.
    void deepScan(const Segments &segments, std::size_t index, const Value &value, std::vector<Value> &out)
    {
        step();
        if (!asList(value) && !asMap(value))
            return;
        if (++m_scanDepth > kMaxScanDepth)
            failed("the value is nested too deep");
        if (segments[index].kind != Kind::Filter || asMap(value))
            walk(segments, index, value, out);
        eachChild(value, [&](const Value &child) { deepScan(segments, index, child, out); });
        --m_scanDepth;
    }

    // ---- Functions ----

    Value function(const PathSegment &segment, const Value &value)
    {
        const std::string &name = segment.function;
        if (name == "length") {
            if (const vtl::ListObject *list = asList(value))
                return Value::integer(static_cast<std::int32_t>(list->items.size()));
            if (const vtl::MapObject *map = asMap(value))
                return Value::integer(static_cast<std::int32_t>(map->size()));
            return {};
        }
        if (name == "keys") {
            std::vector<Value> keys;
            if (const vtl::MapObject *map = asMap(value)) {
                for (const auto &slot : map->slots())
                    keys.push_back(slot.key);
            }
            return vtl::makeList(std::move(keys), vtl::ListObject::Flavor::JsonArray);
        }
        if (name == "first" || name == "last" || name == "index")
            return element(segment, value);
        std::vector<Value> arguments;
        for (const auto &argument : segment.arguments) {
            const std::optional<Value> given = operand(*argument, value);
            if (given)
                arguments.push_back(*given);
        }
        if (name == "append") {
            const vtl::ListObject *list = asList(value);
            if (!list)
                return value;
            std::vector<Value> items = list->items;
            items.insert(items.end(), arguments.begin(), arguments.end());
            return vtl::makeList(std::move(items), vtl::ListObject::Flavor::JsonArray);
        }
        if (name == "concat") {
            std::string text;
            if (const vtl::ListObject *list = asList(value)) {
                for (const Value &item : list->items) {
                    if (item.isString())
                        text += item.text();
                }
            }
            for (const Value &argument : arguments)
                text += vtl::toText(argument);
            return Value::string(std::move(text));
        }
        return aggregate(name, value, arguments);
    }

    Value element(const PathSegment &segment, const Value &value)
    {
        const vtl::ListObject *list = asList(value);
        std::int64_t at = segment.function == "last" ? -1 : 0;
        if (segment.function == "index") {
            const std::optional<Value> given
                = segment.arguments.empty() ? std::nullopt : operand(*segment.arguments.front(), value);
            if (!given || !given->isIntegral())
                failed("index() takes an integer");
            at = given->asInteger();
        }
        if (!list || list->items.empty())
            failed(std::format("{}() of something that has no elements", segment.function));
        const auto size = static_cast<std::int64_t>(list->items.size());
        if (at < 0)
            at += size;
        if (at < 0 || at >= size)
            failed("index() out of range");
        return list->items[static_cast<std::size_t>(at)];
    }

    static Value aggregate(const std::string &name, const Value &value, const std::vector<Value> &arguments)
    {
        std::vector<double> numbers;
        const auto take = [&](const Value &item) {
            if (item.isNumber())
                numbers.push_back(vtl::toDouble(item));
        };
        if (const vtl::ListObject *list = asList(value))
            std::ranges::for_each(list->items, take);
        for (const Value &argument : arguments) {
            if (const vtl::ListObject *list = asList(argument))
                std::ranges::for_each(list->items, take);
            else
                take(argument);
        }
        if (numbers.empty())
            failed(std::format("{}() of an array without numbers", name));
        double sum = 0;
        for (const double number : numbers)
            sum += number;
        const auto count = static_cast<double>(numbers.size());
        if (name == "min")
            return Value::real(std::ranges::min(numbers));
        if (name == "max")
            return Value::real(std::ranges::max(numbers));
        if (name == "sum")
            return Value::real(sum);
        if (name == "avg")
            return Value::real(sum / count);
        double squares = 0;
        for (const double number : numbers)
            squares += number * number;
        return Value::real(std::sqrt(squares / count - (sum / count) * (sum / count)));
    }

    // ---- Filters ----

    /// The value of an operand; nothing where a path finds nothing.
    std::optional<Value> operand(const Filter &filter, const Value &current)
    {
        switch (filter.kind) {
        case Filter::Kind::Literal: return filter.literal;
        case Filter::Kind::Text: return Value::borrowed(filter.text);
        case Filter::Kind::List: {
            std::vector<Value> items;
            for (const auto &child : filter.children)
                items.push_back(operand(*child, current).value_or(Value()));
            return vtl::makeList(std::move(items), vtl::ListObject::Flavor::JsonArray);
        }
        case Filter::Kind::Path: {
            std::vector<Value> found = select(*filter.path, current);
            if (!filter.path->definite)
                return vtl::makeList(std::move(found), vtl::ListObject::Flavor::JsonArray);
            return found.empty() ? std::nullopt : std::optional(found.front());
        }
        default: return std::nullopt;
        }
    }

    bool accepts(const Filter &filter, const Value &current)
    {
        step();
        switch (filter.kind) {
        case Filter::Kind::And: return accepts(*filter.children[0], current) && accepts(*filter.children[1], current);
        case Filter::Kind::Or: return accepts(*filter.children[0], current) || accepts(*filter.children[1], current);
        case Filter::Kind::Not: return !accepts(*filter.children[0], current);
        case Filter::Kind::Exists: {
            const JsonPath::Node &path = *filter.children[0]->path;
            return !select(path, current).empty();
        }
        case Filter::Kind::Compare: return compare(filter, current);
        default: return false;
        }
    }

    bool compare(const Filter &filter, const Value &current)
    {
        const std::string &op = filter.op;
        const std::optional<Value> left = operand(*filter.children[0], current);
        if (op == "=~") {
            const bool pattern = filter.children[1]->kind == Filter::Kind::Regex;
            return pattern && left && left->isString() && filter.children[1]->regex->matches(left->text());
        }
        const std::optional<Value> right = operand(*filter.children[1], current);
        if (op == "==")
            return left.has_value() == right.has_value() && (!left || equal(*left, *right));
        if (op == "!=")
            return left.has_value() != right.has_value() || (left && !equal(*left, *right));
        if (!left || !right)
            return false;
        if (op == "<" || op == "<=" || op == ">" || op == ">=")
            return ordered(op, *left, *right);
        if (op == "in" || op == "nin")
            return contains(*right, *left) == (op == "in") && asList(*right);
        if (op == "contains")
            return left->isString() ? right->isString() && holds(left->text(), right->text()) : contains(*left, *right);
        if (op == "size")
            return right->isIntegral() && sizeOf(*left) == right->asInteger();
        if (op == "empty")
            return right->kind() == Value::Kind::Boolean && sizeOf(*left) >= 0
                && (sizeOf(*left) == 0) == right->asBoolean();
        return relation(op, *left, *right);
    }

    bool holds(std::string_view text, std::string_view part)
    {
        step(text.size() / vtl::Work::kTextPerStep);
        return text.contains(part);
    }

    static std::int64_t sizeOf(const Value &value)
    {
        if (const vtl::ListObject *list = asList(value))
            return static_cast<std::int64_t>(list->items.size());
        return value.isString() ? static_cast<std::int64_t>(vtl::utf16Length(value.text())) : -1;
    }

    bool contains(const Value &list, const Value &value)
    {
        const vtl::ListObject *items = asList(list);
        return items && std::ranges::any_of(items->items, [&](const Value &item) { return equal(item, value); });
    }

    bool relation(const std::string &op, const Value &left, const Value &right)
    {
        const vtl::ListObject *items = asList(left);
        const vtl::ListObject *others = asList(right);
        if (!items || !others)
            return false;
        const auto isIn = [&](const Value &item) { return contains(right, item); };
        if (op == "subsetof")
            return std::ranges::all_of(items->items, isIn);
        if (op == "anyof")
            return std::ranges::any_of(items->items, isIn);
        if (op == "noneof")
            return std::ranges::none_of(items->items, isIn);
        if (op == "all")
            return std::ranges::all_of(others->items, [&](const Value &item) { return contains(left, item); });
        return false;
    }

    /// A number on the left takes a numeric text; a text on the left is compared with the number's text.
    bool equal(const Value &left, const Value &right)
    {
        step();
        if (left.isNumber() && right.isNumber())
            return vtl::compareNumbers(left, right) == 0;
        if (left.isNumber() && right.isString()) {
            const std::optional<double> number = numericText(right.text());
            return number && *number == vtl::toDouble(left);
        }
        if (left.isString() && right.isNumber())
            return left.text() == vtl::toText(right);
        return vtl::javaEquals(left, right);
    }

    static bool ordered(const std::string &op, const Value &left, const Value &right)
    {
        int order = 2;
        if (left.isNumber() && right.isNumber())
            order = vtl::compareNumbers(left, right);
        else if (left.isString() && right.isString())
            order = left.text() < right.text() ? -1 : left.text() > right.text() ? 1 : 0;
        if (order == 2)
            return false;
        if (op == "<")
            return order < 0;
        if (op == "<=")
            return order <= 0;
        return op == ">" ? order > 0 : order >= 0;
    }

    const Value &m_root;
    std::vector<std::string> *m_places;
    const std::vector<Value> *m_results = nullptr; // those of the whole path, not of one within a filter
    const Place *m_place = nullptr;
    std::size_t m_steps = 0;
    int m_scanDepth = 0;
};

} // namespace

std::string_view describe(JsonPathErrc code) noexcept
{
    switch (code) {
    case JsonPathErrc::InvalidPath: return "invalid JSONPath";
    case JsonPathErrc::NotFound: return "the path is not there";
    case JsonPathErrc::Failed: return "the path could not be evaluated";
    }
    return "unknown error";
}

JsonPath::JsonPath(std::shared_ptr<const Node> path)
    : m_path(std::move(path))
{
}

Expected<JsonPath> JsonPath::compile(std::string_view text)
{
    try {
        if (text.starts_with('$') || text.starts_with('@') || text.empty())
            return JsonPath(compileJsonPath(text));
        return JsonPath(compileJsonPath("$." + std::string(text)));
    } catch (Error &error) {
        if (!text.starts_with('$') && !text.starts_with('@') && error.span.begin >= 2)
            error.span = {error.span.begin - 2, error.span.end - 2};
        return std::unexpected(std::move(error));
    }
}

bool JsonPath::isDefinite() const noexcept
{
    return m_path->definite;
}

Expected<vtl::Value> JsonPath::read(const vtl::Value &root) const
{
    Evaluator evaluator(root);
    try {
        std::vector<vtl::Value> found = evaluator.select(*m_path, root);
        vtl::Work::spendHere(evaluator.steps());
        if (!m_path->definite)
            return vtl::makeList(std::move(found), vtl::ListObject::Flavor::JsonArray);
        if (found.empty())
            return fail(JsonPathErrc::NotFound);
        return std::move(found.front());
    } catch (Error &error) {
        return std::unexpected(std::move(error));
    }
}

Expected<std::vector<std::string>> JsonPath::places(const vtl::Value &root) const
{
    try {
        std::vector<std::string> places;
        (void)Evaluator(root, &places).select(*m_path, root);
        return places;
    } catch (Error &error) {
        return std::unexpected(std::move(error));
    }
}

} // namespace gatehouse::mapping
