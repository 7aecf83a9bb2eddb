// The golden cases of plain Velocity, and what of the language has none. That they are true is checked beside Apache
// Velocity 1.7 itself (tests/integration/velocity).
#include "core/vtl/renderer.h"
#include "tests/support/golden_case.h"
#include "tests/support/template_coverage.h"

using namespace gatehouse;
using vtl::NodeKind;
using vtl::Value;

namespace {

const QString kFolder = QStringLiteral("vtl/velocity");

/// What a template prints, or how it fails: "runtime error at 1:6: detail".
std::string rendered(const std::string &source, vtl::Observer *observer = nullptr)
{
    const auto failure = [&](const Error &error) {
        const LineIndex::Position place = LineIndex(source).at(error.span.begin);
        const bool whileParsing = error.code == vtl::VtlErrc::Syntax || error.code == vtl::VtlErrc::Lexical;
        return std::format("{} error at {}:{}: {}", whileParsing ? "parse" : "runtime", place.line, place.column,
                           error.detail);
    };
    const auto program = vtl::Program::parse(source, vtl::Dialect::Velocity);
    if (!program)
        return failure(program.error());
    if (auto *members = dynamic_cast<tests::UsedMembers *>(observer))
        members->setProgram(**program);
    const vtl::ValueScope scope;
    std::string out;
    const auto result = vtl::render(**program, {}, out, vtl::RenderLimits::velocity(), observer);
    return result ? out : failure(result.error());
}

const char *nameOf(NodeKind kind)
{
    using enum NodeKind;
    switch (kind) {
    case Text: return "text";
    case Reference: return "reference";
    case Set: return "#set";
    case If: return "#if";
    case Foreach: return "#foreach";
    case Break: return "#break";
    case Stop: return "#stop";
    case Call: return "macro call";
    case BlockCall: return "macro call with body";
    case Define: return "#define";
    case Evaluate: return "#evaluate";
    case Block: return "block";
    case Missing: return "#parse, #include";
    case StringLiteral: return "string";
    case Interpolated: return "string with references";
    case Number: return "number";
    case True: return "true";
    case False: return "false";
    case Word: return "bare word";
    case List: return "list";
    case Range: return "range";
    case Map: return "map";
    case Or: return "||";
    case And: return "&&";
    case Equal: return "==";
    case NotEqual: return "!=";
    case Less: return "<";
    case Greater: return ">";
    case LessEqual: return "<=";
    case GreaterEqual: return ">=";
    case Add: return "+";
    case Subtract: return "-";
    case Multiply: return "*";
    case Divide: return "/";
    case Modulo: return "%";
    case Not: return "!";
    }
    return nullptr; // one past the last
}

std::set<std::string> formsOf(const vtl::Program &program)
{
    std::set<std::string> forms;
    for (const vtl::Node &node : program.nodes()) {
        forms.insert(nameOf(node.kind));
        if (node.kind != NodeKind::Reference)
            continue;
        const vtl::Reference &reference = program.reference(node.a);
        const std::string_view literal = program.text(reference.literal, reference.literalSize);
        forms.insert(literal.contains('{') ? "formal reference" : "shorthand reference");
        if (reference.quiet)
            forms.insert("quiet reference");
        if (reference.escaped)
            forms.insert("escaped reference");
        if (reference.backslashes > 0)
            forms.insert("backslashes before a reference");
        if (reference.prefixSize > 0)
            forms.insert("dollar before a reference");
        for (const vtl::Link &link : program.links(reference))
            forms.insert(link.kind == vtl::Link::Kind::Property     ? "property"
                             : link.kind == vtl::Link::Kind::Method ? "method"
                                                                    : "index");
    }
    return forms;
}

std::set<std::string> allForms()
{
    std::set<std::string> forms{"formal reference",
                                "shorthand reference",
                                "quiet reference",
                                "escaped reference",
                                "backslashes before a reference",
                                "dollar before a reference",
                                "property",
                                "method",
                                "index"};
    for (int kind = 0; const char *name = nameOf(static_cast<NodeKind>(kind)); ++kind)
        forms.insert(name);
    return forms;
}

vtl::Ref<vtl::MapObject> sampleMap()
{
    vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
    map->put(Value::borrowed("a"), Value::integer(1));
    return map;
}
Value view(vtl::ViewObject::What what)
{
    return Value::object(Value::Kind::View, new vtl::ViewObject(sampleMap(), what));
}

using Maker = Value (*)();
constexpr Maker kReceivers[] = {
    []() -> Value { return Value::boolean(true); },
    []() -> Value { return Value::integer(1); },
    []() -> Value { return Value::longInteger(1); },
    []() -> Value { return Value::object(Value::Kind::BigInteger, new vtl::BigIntegerObject(1)); },
    []() -> Value { return Value::real(1); },
    []() -> Value { return Value::character("a"); },
    []() -> Value { return Value::borrowed("a"); },
    []() -> Value { return vtl::makeList({Value::integer(1)}); },
    []() -> Value { return vtl::makeList({Value::integer(1)}, vtl::ListObject::Flavor::Array); },
    []() -> Value { return vtl::makeMap(sampleMap()); },
    []() -> Value {
        return Value::object(Value::Kind::Entry, new vtl::EntryObject(sampleMap(), Value::borrowed("a")));
    },
    []() -> Value { return view(vtl::ViewObject::What::Keys); },
    []() -> Value { return view(vtl::ViewObject::What::Values); },
    []() -> Value { return view(vtl::ViewObject::What::Entries); },
    []() -> Value {
        return Value::object(Value::Kind::Iterator, vtl::IteratorObject::over(vtl::makeMap(sampleMap())).get());
    },
    []() -> Value { return Value::object(Value::Kind::Loop, new vtl::LoopObject); },
};

/// Properties that are no members of maps: Java's getters (mapping-templates.md 1.3), found by trying their names.
std::set<std::string> knownProperties()
{
    constexpr std::string_view kNames[]
        = {"empty", "blank", "bytes", "key", "value", "index", "count", "first", "last", "size", "length", "hasNext"};
    std::set<std::string> known;
    for (const Maker make : kReceivers) {
        const Value receiver = make();
        for (const std::string_view name : kNames) {
            if (!vtl::property(receiver, name).isNull())
                known.insert(tests::className(receiver) + '.' + std::string(name));
        }
    }
    return known;
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rendersAsWritten_data();
    void rendersAsWritten();
    void eachProductionHasACase();
    void eachMethodHasACase();
};

void GoldenTest::rendersAsWritten_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, false))
        QTest::newRow(testCase.name.c_str()) << index++;
}

void GoldenTest::rendersAsWritten()
{
    QFETCH(const int, index);
    static const std::vector<tests::GoldenCase> s_cases = tests::goldenCases(kFolder, false);
    const tests::GoldenCase &testCase = s_cases[static_cast<std::size_t>(index)];
    tests::checkGolden(kFolder, false, testCase, rendered(testCase.input));
}

void GoldenTest::eachProductionHasACase()
{
    std::set<std::string> forms;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, false)) {
        if (const auto program = vtl::Program::parse(testCase.input, vtl::Dialect::Velocity))
            forms.merge(formsOf(**program));
    }
    QCOMPARE(tests::missing(allForms(), forms), QString());
}

void GoldenTest::eachMethodHasACase()
{
    tests::UsedMembers members;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, false))
        (void)rendered(testCase.input, &members);
    std::set<std::string> known = tests::knownMethods(kReceivers);
    QVERIFY(known.size() > 100);
    known.merge(knownProperties());
    QCOMPARE(tests::missing(known, members.names()), QString());
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
