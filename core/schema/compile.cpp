// Schemas as written become nodes.
#include "core/json/reader.h"
#include "core/schema/node.h"
#include "core/schema/schema.h"

namespace gatehouse::schema {

namespace {

using json::Value;

constexpr int kMaxDepth = 200; // schemas in one another

class Compiler {
public:
    explicit Compiler(const std::map<std::string, Value> &models)
        : m_models(models)
    {
    }

    /// @throws Error
    NodeIndex model(const std::string &name) { return at(name, ""); }

    std::vector<Node> nodes;

private:
    [[noreturn]] void invalid(const std::string &why) const
    {
        throw Error{make_error_code(SchemaErrc::Invalid), m_place + ": " + why};
    }

    /// The node at that place of a model, compiled if it is not yet.
    NodeIndex at(std::string model, std::string pointer) // by value: the places under way change meanwhile
    {
        const std::string place = model + "#" + pointer;
        if (const auto found = m_known.find(place); found != m_known.end())
            return found->second;
        const auto document = m_models.find(model);
        const Value *schema = document == m_models.end() ? nullptr : document->second.at(pointer);
        if (schema == nullptr)
            throw Error{make_error_code(SchemaErrc::UnknownReference), place};
        if (++m_depth > kMaxDepth)
            invalid("schemas nested too deeply");
        const auto index = static_cast<NodeIndex>(nodes.size());
        nodes.emplace_back();
        m_known.emplace(place, index);
        std::string outerModel = std::exchange(m_model, std::move(model));
        std::string outerPlace = std::exchange(m_place, place);
        std::string outerPointer = std::exchange(m_pointer, std::move(pointer));
        Node node = read(*schema);
        nodes[index] = std::move(node);
        m_model = std::move(outerModel);
        m_place = std::move(outerPlace);
        m_pointer = std::move(outerPointer);
        --m_depth;
        return index;
    }

    NodeIndex child(std::string_view keyword) { return at(m_model, json::pointerJoin(m_pointer, keyword)); }
    NodeIndex child(std::string_view keyword, std::string_view name)
    {
        return at(m_model, json::pointerJoin(json::pointerJoin(m_pointer, keyword), name));
    }
    std::vector<NodeIndex> children(const Value &list, std::string_view keyword)
    {
        std::vector<NodeIndex> made;
        if (list.items().empty())
            invalid(std::string(keyword) + " wants a list of schemas");
        for (std::size_t i = 0; i < list.items().size(); ++i)
            made.push_back(at(m_model, json::pointerJoin(json::pointerJoin(m_pointer, keyword), i)));
        return made;
    }

    NodeIndex referenced(std::string_view reference)
    {
        constexpr std::string_view kModels = "#/components/schemas/";
        constexpr std::string_view kUrl = "https://apigateway.amazonaws.com/restapis/";
        if (reference.starts_with(kModels)) {
            const std::string_view rest = reference.substr(kModels.size());
            const std::size_t slash = std::min(rest.find('/'), rest.size());
            return at(std::string(rest.substr(0, slash)), std::string(rest.substr(slash)));
        }
        if (reference.starts_with(kUrl) && reference.contains("/models/"))
            return at(std::string(reference.substr(reference.rfind('/') + 1)), "");
        if (reference.starts_with('#'))
            return at(m_model, std::string(reference.substr(1)));
        throw Error{make_error_code(SchemaErrc::UnknownReference), m_place + ": $ref to \"" + std::string(reference) + "\""};
    }

    Node read(const Value &schema)
    {
        if (!schema.isObject())
            invalid("a schema is an object");
        Node node;
        if (const Value *reference = schema.find("$ref")) {
            node.reference = referenced(reference->string());
            return node;
        }
        readGeneral(schema, node);
        readNumbersAndTexts(schema, node);
        readObjects(schema, node);
        readArrays(schema, node);
        return node;
    }

    void readGeneral(const Value &schema, Node &node)
    {
        if (const Value *type = schema.find("type")) {
            const auto add = [&](const Value &name) {
                const auto found = std::ranges::find(kPrimitiveNames, name.string());
                if (!name.isString() || found == std::ranges::end(kPrimitiveNames))
                    invalid("unknown type " + json::toJson(name, -1));
                node.types |= bitOf(static_cast<Primitive>(found - std::ranges::begin(kPrimitiveNames)));
            };
            if (type->isArray())
                std::ranges::for_each(type->items(), add);
            else
                add(*type);
            if (node.types & bitOf(Primitive::Number)) // every integer is a number
                node.types |= bitOf(Primitive::Integer);
        }
        if (const Value *values = schema.find("enum")) {
            if (!values->isArray() || values->items().empty())
                invalid("enum wants a list of values");
            node.valuesText = json::toJson(*values, -1);
            node.values = std::shared_ptr<yyjson_doc>(
                yyjson_read(node.valuesText.data(), node.valuesText.size(), YYJSON_READ_NUMBER_AS_RAW),
                [](yyjson_doc *document) { yyjson_doc_free(document); });
        }
        if (const Value *list = schema.find("allOf"))
            node.allOf = children(*list, "allOf");
        if (const Value *list = schema.find("anyOf"))
            node.anyOf = children(*list, "anyOf");
        if (const Value *list = schema.find("oneOf"))
            node.oneOf = children(*list, "oneOf");
        if (schema.find("not"))
            node.notSchema = child("not");
    }

    std::optional<std::uint64_t> count(const Value &schema, std::string_view keyword) const
    {
        const Value *value = schema.find(keyword);
        if (value == nullptr)
            return std::nullopt;
        const auto number = value->integer();
        if (!number || *number < 0)
            invalid(std::string(keyword) + " wants a whole number of 0 or more");
        return static_cast<std::uint64_t>(*number);
    }

    std::optional<Bound> bound(const Value &schema, std::string_view keyword, std::string_view exclusive) const
    {
        const Value *value = schema.find(keyword);
        if (value == nullptr)
            return std::nullopt;
        if (!value->isNumber())
            invalid(std::string(keyword) + " wants a number");
        return Bound{std::string(value->numberText()), schema[exclusive].boolean().value_or(false)};
    }

    Pattern pattern(std::string_view text) const
    {
        auto compiled = Pattern::compile(text);
        if (!compiled)
            invalid("bad pattern: " + compiled.error());
        return *std::move(compiled);
    }

    void readNumbersAndTexts(const Value &schema, Node &node)
    {
        node.minimum = bound(schema, "minimum", "exclusiveMinimum");
        node.maximum = bound(schema, "maximum", "exclusiveMaximum");
        if (const Value *divisor = schema.find("multipleOf")) {
            if (divisor->number().value_or(0) <= 0)
                invalid("multipleOf wants a number above 0");
            node.multipleOf = divisor->numberText();
        }
        node.minLength = count(schema, "minLength");
        node.maxLength = count(schema, "maxLength");
        if (const Value *text = schema.find("pattern"))
            node.pattern = pattern(text->string());
    }

    std::vector<std::string> names(const Value &list, std::string_view keyword) const
    {
        std::vector<std::string> made;
        if (!list.isArray() || list.items().empty())
            invalid(std::string(keyword) + " wants a list of names");
        for (const Value &name : list.items())
            made.emplace_back(name.string());
        std::ranges::sort(made);
        return made;
    }

    Additional additional(const Value &schema, std::string_view keyword)
    {
        const Value *value = schema.find(keyword);
        if (value == nullptr)
            return {};
        if (const auto allowed = value->boolean())
            return {*allowed, {}};
        return {true, child(keyword)};
    }

    void readObjects(const Value &schema, Node &node)
    {
        for (const json::Member &member : schema["properties"].members())
            node.properties.insert_or_assign(member.key, child("properties", member.key));
        for (const json::Member &member : schema["patternProperties"].members())
            node.patternProperties.emplace_back(pattern(member.key), child("patternProperties", member.key));
        node.additionalProperties = additional(schema, "additionalProperties");
        if (const Value *list = schema.find("required"))
            node.required = names(*list, "required");
        node.minProperties = count(schema, "minProperties");
        node.maxProperties = count(schema, "maxProperties");
        for (const json::Member &member : schema["dependencies"].members()) {
            Dependency &dependency = node.dependencies[member.key];
            if (member.value.isArray())
                dependency.required = names(member.value, "dependencies");
            else
                dependency.schema = child("dependencies", member.key);
        }
    }

    void readArrays(const Value &schema, Node &node)
    {
        if (const Value *items = schema.find("items")) {
            if (items->isArray())
                node.itemList = children(*items, "items");
            else
                node.items = child("items");
        }
        node.additionalItems = additional(schema, "additionalItems");
        node.minItems = count(schema, "minItems");
        node.maxItems = count(schema, "maxItems");
        node.uniqueItems = schema["uniqueItems"].boolean().value_or(false);
    }

    const std::map<std::string, Value> &m_models;
    std::map<std::string, NodeIndex> m_known; // by model and pointer
    std::string m_model;
    std::string m_pointer;
    std::string m_place;
    int m_depth = 0;
};

} // namespace

std::string_view describe(SchemaErrc code) noexcept
{
    switch (code) {
    case SchemaErrc::Invalid: return "Invalid model schema specified";
    case SchemaErrc::UnknownReference: return "a reference to a schema that is not there";
    }
    return "unknown";
}

Expected<Schema> Schemas::compile(const std::string &model) const
{
    Compiler compiler(m_models);
    try {
        const NodeIndex root = compiler.model(model);
        return Schema(std::make_shared<const std::vector<Node>>(std::move(compiler.nodes)), root);
    } catch (Error &error) {
        return std::unexpected(std::move(error));
    }
}

} // namespace gatehouse::schema
