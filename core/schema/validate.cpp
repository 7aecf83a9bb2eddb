// Bodies are held against nodes. The order and the words are those of the java-json-tools validator.
#include "core/schema/instance.h"
#include "core/schema/schema.h"
#include "core/schema/unconfirmed.h"

namespace gatehouse::schema {

namespace {

constexpr int kMaxDepth = 300; // of schemas and values in one another
constexpr int kMaxSteps = 2'000'000; // values looked at
constexpr std::size_t kMaxMessages = 1000;

struct TooMuch { };

class Validator {
public:
    /// @param pointers  receives where in the body the value of each message stands; may be null
    Validator(const std::vector<Node> &nodes, std::vector<std::string> &messages, std::vector<std::string> *pointers)
        : m_nodes(nodes)
        , m_messages(messages)
        , m_pointers(pointers)
    {
    }

    /// @throws TooMuch
    void validate(NodeIndex index, yyjson_val *value)
    {
        const Level level(*this);
        const Node &node = m_nodes[index];
        if (node.reference)
            return validate(*node.reference, value);
        const std::size_t before = m_messages.size();
        checkKeywords(node, value);
        // Members and elements are looked at only where their container is right.
        if (m_messages.size() != before && !unconfirmed::kLooksIntoWrongContainers)
            return;
        if (yyjson_is_arr(value))
            checkElements(node, value);
        else if (yyjson_is_obj(value))
            checkMembers(node, value);
    }

private:
    struct Level {
        explicit Level(Validator &owner)
            : validator(owner)
        {
            if (++validator.m_depth > kMaxDepth)
                throw TooMuch();
            validator.step();
        }
        ~Level() { --validator.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;
        Validator &validator;
    };

    /// The member or element that is being looked at, and what it is in.
    struct Place {
        const Place *outer;
        std::string_view name;
        std::optional<std::size_t> index; ///< none: a member
    };

    [[nodiscard]] static std::string pointerOf(const Place *place)
    {
        if (!place)
            return {};
        const std::string outer = pointerOf(place->outer);
        return place->index ? json::pointerJoin(outer, *place->index) : json::pointerJoin(outer, place->name);
    }

    void validateAt(const Place &place, NodeIndex index, yyjson_val *value)
    {
        m_place = &place;
        validate(index, value);
        m_place = place.outer;
    }

    void step()
    {
        if (++m_steps > kMaxSteps)
            throw TooMuch();
    }

    void report(std::string message)
    {
        if (m_messages.size() >= kMaxMessages)
            return;
        m_messages.push_back(std::move(message));
        if (m_pointers)
            m_pointers->push_back(pointerOf(m_place));
    }

    [[nodiscard]] bool isValid(NodeIndex index, yyjson_val *value)
    {
        std::vector<std::string> messages;
        Validator inner(m_nodes, messages, nullptr);
        inner.m_depth = m_depth;
        inner.m_steps = m_steps;
        inner.validate(index, value);
        m_steps = inner.m_steps;
        return messages.empty();
    }

    [[nodiscard]] std::size_t matching(const std::vector<NodeIndex> &schemas, yyjson_val *value)
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(schemas, [&](NodeIndex schema) { return isValid(schema, value); }));
    }

    /// In the order of the keywords' names, in which the library reports.
    void checkKeywords(const Node &node, yyjson_val *value)
    {
        const Primitive type = primitiveOf(value);
        const bool number = type == Primitive::Integer || type == Primitive::Number;
        const std::size_t count = type == Primitive::Array ? yyjson_arr_size(value)
            : type == Primitive::Object                    ? yyjson_obj_size(value)
                                                           : 0;
        if (type == Primitive::Array)
            checkAdditionalItems(node, count);
        if (type == Primitive::Object)
            checkAdditionalProperties(node, value);
        if (!node.allOf.empty()) {
            if (const std::size_t matched = matching(node.allOf, value); matched != node.allOf.size())
                report(std::format("instance failed to match all required schemas (matched only {} out of {})", matched,
                                   node.allOf.size()));
        }
        if (!node.anyOf.empty()
            && std::ranges::none_of(node.anyOf, [&](NodeIndex schema) { return isValid(schema, value); }))
            report(std::format("instance failed to match at least one required schema among {}", node.anyOf.size()));
        if (type == Primitive::Object)
            checkDependencies(node, value);
        if (node.values)
            checkValues(node, value);
        if (type == Primitive::Array && node.maxItems && count > *node.maxItems)
            report(std::format("array is too long: must have at most {} elements but instance has {} elements",
                               *node.maxItems, count));
        if (type == Primitive::String)
            checkLength(node.maxLength, true, value);
        if (type == Primitive::Object && node.maxProperties && count > *node.maxProperties)
            report(std::format("object has too many properties (found {} but schema requires at most {})", count,
                               *node.maxProperties));
        if (number && node.maximum)
            checkBound(*node.maximum, true, numberOf(value));
        if (type == Primitive::Array && node.minItems && count < *node.minItems)
            report(std::format("array is too short: must have at least {} elements but instance has {} elements",
                               *node.minItems, count));
        if (type == Primitive::String)
            checkLength(node.minLength, false, value);
        if (type == Primitive::Object && node.minProperties && count < *node.minProperties)
            report(std::format("object has too few properties (found {} but schema requires at least {})", count,
                               *node.minProperties));
        if (number && node.minimum)
            checkBound(*node.minimum, false, numberOf(value));
        if (number && !node.multipleOf.empty() && !isMultiple(numberOf(value), node.multipleOf))
            report(std::format("remainder of division is not zero ({} / {})", numberOf(value), node.multipleOf));
        if (node.notSchema && isValid(*node.notSchema, value))
            report("instance matched a schema which it should not have");
        if (!node.oneOf.empty()) {
            if (const std::size_t matched = matching(node.oneOf, value); matched != 1)
                report(std::format("instance failed to match exactly one schema (matched {} out of {})", matched,
                                   node.oneOf.size()));
        }
        if (type == Primitive::String && node.pattern && !node.pattern->matches(textOf(value)))
            report(std::format("ECMA 262 regex {} does not match input string {}", jsonText(node.pattern->text()),
                               jsonText(textOf(value))));
        if (type == Primitive::Object)
            checkRequired(node, value);
        if (node.types != 0 && !(node.types & bitOf(type)))
            reportType(node.types, type);
        if (type == Primitive::Array && node.uniqueItems && hasDuplicates(value))
            report("array must not contain duplicate elements");
    }

    void reportType(std::uint8_t types, Primitive type)
    {
        std::vector<std::string_view> allowed;
        for (std::size_t i = 0; i < std::size(kPrimitiveNames); ++i) {
            if (types & bitOf(static_cast<Primitive>(i)))
                allowed.push_back(kPrimitiveNames[i]);
        }
        report(std::format("instance type ({}) does not match any allowed primitive type (allowed: {})",
                           kPrimitiveNames[static_cast<std::size_t>(type)], list(allowed)));
    }

    void checkValues(const Node &node, yyjson_val *value)
    {
        yyjson_val *const values = yyjson_doc_get_root(node.values.get());
        yyjson_arr_iter iterator = yyjson_arr_iter_with(values);
        while (yyjson_val *allowed = yyjson_arr_iter_next(&iterator)) {
            if (equal(allowed, value))
                return;
        }
        report(
            std::format("instance value ({}) not found in enum (possible values: {})", jsonOf(value), node.valuesText));
    }

    void checkLength(const std::optional<std::uint64_t> &limit, bool longest, yyjson_val *value)
    {
        if (!limit)
            return;
        const std::size_t length = codePoints(textOf(value));
        if (longest && length > *limit)
            report(std::format("string {} is too long (length: {}, maximum allowed: {})", jsonText(textOf(value)),
                               length, *limit));
        else if (!longest && length < *limit)
            report(std::format("string {} is too short (length: {}, required minimum: {})", jsonText(textOf(value)),
                               length, *limit));
    }

    void checkBound(const Bound &bound, bool highest, std::string_view found)
    {
        const auto order = highest ? compare(bound.text, found) : compare(found, bound.text);
        const std::string_view word = highest ? "maximum" : "minimum";
        if (order < 0)
            report(std::format("numeric instance is {} than the required {} ({}: {}, found: {})",
                               highest ? "greater" : "lower", word, word, bound.text, found));
        else if (bound.exclusive && order == 0)
            report(std::format("numeric instance is not strictly {} than the required {} {}",
                               highest ? "lower" : "greater", word, bound.text));
    }

    void checkRequired(const Node &node, yyjson_val *object)
    {
        const std::vector<std::string_view> missing = absent(node.required, object);
        if (!missing.empty())
            report("object has missing required properties (" + list(missing) + ")");
    }

    static std::vector<std::string_view> absent(const std::vector<std::string> &names, yyjson_val *object)
    {
        std::vector<std::string_view> missing;
        for (const std::string &name : names) {
            if (!yyjson_obj_getn(object, name.data(), name.size()))
                missing.push_back(name);
        }
        return missing;
    }

    void checkDependencies(const Node &node, yyjson_val *object)
    {
        for (const auto &[name, dependency] : node.dependencies) {
            if (!yyjson_obj_getn(object, name.data(), name.size()))
                continue;
            if (dependency.schema)
                validate(*dependency.schema, object);
            else if (const auto missing = absent(dependency.required, object); !missing.empty())
                report(std::format(unconfirmed::kMissingDependency, name, list(dependency.required), list(missing)));
        }
    }

    static bool isAdditional(const Node &node, std::string_view name)
    {
        return !node.properties.contains(name)
            && std::ranges::none_of(node.patternProperties, [&](const auto &p) { return p.first.matches(name); });
    }

    void checkAdditionalProperties(const Node &node, yyjson_val *object)
    {
        if (node.additionalProperties.allowed)
            return;
        std::vector<std::string_view> extra;
        yyjson_obj_iter iterator = yyjson_obj_iter_with(object);
        while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
            step();
            if (isAdditional(node, textOf(key)))
                extra.push_back(textOf(key));
        }
        std::ranges::sort(extra);
        extra.erase(std::ranges::unique(extra).begin(), extra.end());
        if (!extra.empty())
            report("object instance has properties which are not allowed by the schema: " + list(extra));
    }

    void checkAdditionalItems(const Node &node, std::size_t count)
    {
        if (!node.itemList || node.additionalItems.allowed || count <= node.itemList->size())
            return;
        report(std::format(unconfirmed::kAdditionalItems, node.itemList->size(), count));
    }

    void checkElements(const Node &node, yyjson_val *array)
    {
        std::size_t index = 0;
        yyjson_arr_iter iterator = yyjson_arr_iter_with(array);
        while (yyjson_val *element = yyjson_arr_iter_next(&iterator)) {
            const Place place{m_place, {}, index};
            if (node.items)
                validateAt(place, *node.items, element);
            else if (node.itemList && index < node.itemList->size())
                validateAt(place, (*node.itemList)[index], element);
            else if (node.itemList && node.additionalItems.schema)
                validateAt(place, *node.additionalItems.schema, element);
            ++index;
        }
    }

    void checkMembers(const Node &node, yyjson_val *object)
    {
        std::map<std::string_view, yyjson_val *> members; // by name; of equal ones the last counts
        yyjson_obj_iter iterator = yyjson_obj_iter_with(object);
        while (yyjson_val *key = yyjson_obj_iter_next(&iterator))
            members[textOf(key)] = yyjson_obj_iter_get_val(key);
        for (const auto &[name, value] : members) {
            const Place place{m_place, name, {}};
            const auto property = node.properties.find(name);
            bool known = property != node.properties.end();
            if (known)
                validateAt(place, property->second, value);
            for (const auto &[pattern, schema] : node.patternProperties) {
                if (pattern.matches(name)) {
                    known = true;
                    validateAt(place, schema, value);
                }
            }
            if (!known && node.additionalProperties.schema)
                validateAt(place, *node.additionalProperties.schema, value);
        }
    }

    [[nodiscard]] bool hasDuplicates(yyjson_val *array)
    {
        std::vector<yyjson_val *> seen;
        yyjson_arr_iter iterator = yyjson_arr_iter_with(array);
        while (yyjson_val *element = yyjson_arr_iter_next(&iterator)) {
            if (std::ranges::any_of(seen, [&](yyjson_val *other) { return equal(other, element); }))
                return true;
            seen.push_back(element);
        }
        return false;
    }

    /// Equality of JSON values: numbers by their mathematical value, objects in any order.
    [[nodiscard]] bool equal(yyjson_val *a, yyjson_val *b)
    {
        const Level level(*this);
        if (yyjson_get_type(a) != yyjson_get_type(b))
            return false;
        switch (yyjson_get_type(a)) {
        case YYJSON_TYPE_BOOL: return yyjson_get_bool(a) == yyjson_get_bool(b);
        case YYJSON_TYPE_STR: return textOf(a) == textOf(b);
        case YYJSON_TYPE_ARR: {
            if (yyjson_arr_size(a) != yyjson_arr_size(b))
                return false;
            yyjson_arr_iter left = yyjson_arr_iter_with(a);
            yyjson_arr_iter right = yyjson_arr_iter_with(b);
            while (yyjson_val *element = yyjson_arr_iter_next(&left)) {
                if (!equal(element, yyjson_arr_iter_next(&right)))
                    return false;
            }
            return true;
        }
        case YYJSON_TYPE_OBJ: {
            if (yyjson_obj_size(a) != yyjson_obj_size(b))
                return false;
            yyjson_obj_iter left = yyjson_obj_iter_with(a);
            while (yyjson_val *key = yyjson_obj_iter_next(&left)) {
                yyjson_val *other = yyjson_obj_getn(b, yyjson_get_str(key), yyjson_get_len(key));
                if (!other || !equal(yyjson_obj_iter_get_val(key), other))
                    return false;
            }
            return true;
        }
        case YYJSON_TYPE_NULL: return true;
        default: return compare(numberOf(a), numberOf(b)) == 0;
        }
    }

    const std::vector<Node> &m_nodes;
    std::vector<std::string> &m_messages;
    std::vector<std::string> *m_pointers;
    const Place *m_place = nullptr;
    int m_depth = 0;
    int m_steps = 0;
};

} // namespace

std::string Verdict::text() const
{
    if (!readable)
        return "[Unknown error parsing request body]";
    std::string out = "[";
    for (const std::string &message : messages)
        out.append(out.size() == 1 ? "" : ", ").append(message);
    return out + "]";
}

Verdict Schema::validate(std::string_view body) const
{
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
        body = "{}";
    Verdict verdict;
    const std::unique_ptr<yyjson_doc, void (*)(yyjson_doc *)> document(
        yyjson_read(body.data(), body.size(), YYJSON_READ_NUMBER_AS_RAW), yyjson_doc_free);
    verdict.readable = document != nullptr;
    if (!document)
        return verdict;
    try {
        Validator(*m_nodes, verdict.messages, &verdict.pointers).validate(m_root, yyjson_doc_get_root(document.get()));
    } catch (const TooMuch &) {
        verdict.messages.push_back("the schema asks for more work or depth than the gateway allows");
        verdict.pointers.emplace_back();
    }
    return verdict;
}

} // namespace gatehouse::schema
