#pragma once

#include "core/vtl/methods.h"
#include "core/vtl/objects.h"
#include "core/vtl/observer.h"
#include "core/vtl/program.h"

#include <QtCore/QStringList>

#include <set>
#include <string>

/// What templates make use of: which nodes of the language, and which methods and properties of which class of value.
namespace gatehouse::tests {

/// "string", "map" ...: the classes of values that have methods or properties of their own; "" for the others.
inline std::string className(const vtl::Value &value)
{
    using Kind = vtl::Value::Kind;
    switch (value.kind()) {
    case Kind::Boolean: return "boolean";
    case Kind::Integer: return "integer";
    case Kind::Long: return "long";
    case Kind::BigInteger: return "biginteger";
    case Kind::Double: return "double";
    case Kind::Character: return "character";
    case Kind::String: return "string";
    case Kind::List:
        switch (value.as<vtl::ListObject>().flavor) {
        case vtl::ListObject::Flavor::ArrayList: return "list";
        case vtl::ListObject::Flavor::JsonArray: return "json array";
        case vtl::ListObject::Flavor::Array: return "array";
        }
        return {};
    case Kind::Map: return "map";
    case Kind::Entry: return "entry";
    case Kind::View:
        switch (value.as<vtl::ViewObject>().what) {
        case vtl::ViewObject::What::Keys: return "keys";
        case vtl::ViewObject::What::Values: return "values";
        case vtl::ViewObject::What::Entries: return "entries";
        }
        return {};
    case Kind::Iterator: return "iterator";
    case Kind::Loop: return "loop";
    case Kind::Null:
    case Kind::Void: // a text without characters
    case Kind::Block:
    case Kind::Host: return {};
    }
    return {};
}

/// Follows renderings and remembers "string.length()" for each method and "string.empty" for each property that is
/// asked of the value of a variable: of `$s.length().toString()` only the first.
class UsedMembers final : public vtl::Observer {
public:
    void setProgram(const vtl::Program &program) { m_program = &program; }
    [[nodiscard]] const std::set<std::string> &names() const { return m_names; }

    bool beforeStatement(vtl::NodeKind kind, SourceSpan span, vtl::Paused &state) override
    {
        const auto variables = state.variables();
        for (const vtl::Node &node : m_program->nodes()) {
            if (node.kind == kind && node.span == span)
                visitStatement(node, variables);
        }
        return true;
    }
    void wrote(SourceSpan, std::size_t, std::size_t, std::string_view) override { }
    void branch(SourceSpan, bool) override { }

private:
    using Variables = std::vector<std::pair<std::string, vtl::Value>>;

    void visitStatement(const vtl::Node &node, const Variables &variables)
    {
        using enum vtl::NodeKind;
        const auto children = m_program->children(node);
        switch (node.kind) {
        case If:
            for (std::size_t i = 0; i + 1 < children.size(); i += 2)
                visit(m_program->node(children[i]), variables);
            break;
        case Set:
        case Foreach: visit(m_program->node(node.b), variables); break;
        case Evaluate: visit(m_program->node(node.a), variables); break;
        case Reference: visit(node, variables); break;
        default: break;
        }
    }

    void visit(const vtl::Node &node, const Variables &variables)
    {
        using enum vtl::NodeKind;
        for (const std::uint32_t child : m_program->children(node))
            visit(m_program->node(child), variables);
        if (node.kind >= Or && node.kind <= Modulo) {
            visit(m_program->node(node.a), variables);
            visit(m_program->node(node.b), variables);
        } else if (node.kind == Not) {
            visit(m_program->node(node.a), variables);
        } else if (node.kind == Reference) {
            const vtl::Reference &reference = m_program->reference(node.a);
            const auto links = m_program->links(reference);
            for (const vtl::Link &link : links) {
                for (const std::uint32_t child : m_program->children(link))
                    visit(m_program->node(child), variables);
            }
            if (!links.empty())
                note(m_program->symbols().nameOf(reference.slot), links.front(), variables);
        }
    }

    void note(const std::string &variable, const vtl::Link &link, const Variables &variables)
    {
        const auto found = std::ranges::find(variables, variable, &Variables::value_type::first);
        if (found == variables.end() || link.kind == vtl::Link::Kind::Index)
            return;
        const std::string owner = className(found->second);
        const bool isMethod = link.kind == vtl::Link::Kind::Method;
        if (!owner.empty())
            m_names.insert(owner + '.' + std::string(m_program->name(link.name)) + (isMethod ? "()" : ""));
    }

    const vtl::Program *m_program = nullptr;
    std::set<std::string> m_names;
};

/// All "string.length()" that the engine knows: each method is tried on each class with what arguments there are.
inline std::set<std::string> knownMethods(std::span<vtl::Value (*const)()> receivers)
{
    using vtl::Value;
    static constexpr std::pair<vtl::MethodName, std::string_view> kNames[] = {
#define GATEHOUSE_VTL_METHOD(name) {vtl::MethodName::name, #name},
        GATEHOUSE_VTL_METHODS(GATEHOUSE_VTL_METHOD)
#undef GATEHOUSE_VTL_METHOD
    };
    const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    const std::vector<Value> arguments{Value(),
                                       Value::integer(0),
                                       Value::longInteger(0),
                                       Value::real(0),
                                       Value::boolean(true),
                                       Value::borrowed("a"),
                                       Value::character("a"),
                                       vtl::makeList({}),
                                       vtl::makeMap(map)};
    vtl::RegexCache regexes;
    vtl::MethodContext context{regexes, 1000};
    std::set<std::string> known;
    for (const auto make : receivers) {
        for (const auto &[method, name] : kNames) {
            const auto answers = [&](std::initializer_list<Value> given) {
                const Value receiver = make();
                bool isKnown = true;
                try {
                    (void)vtl::callMethod(receiver, method, std::span(given.begin(), given.size()), context, isKnown);
                } catch (const Error &) { // it is known, and refuses these arguments
                }
                if (isKnown)
                    known.insert(className(receiver) + '.' + std::string(name) + "()");
            };
            answers({});
            for (const Value &first : arguments) {
                answers({first});
                for (const Value &second : arguments)
                    answers({first, second});
            }
        }
    }
    return known;
}

/// What is not there, to be read in the report of a failure.
inline QString missing(const std::set<std::string> &wanted, const std::set<std::string> &there)
{
    QStringList names;
    for (const std::string &name : wanted) {
        if (!there.contains(name))
            names.append(QString::fromStdString(name));
    }
    return names.join(QStringLiteral(", "));
}

} // namespace gatehouse::tests
