// The golden cases of API Gateway's dialect: an event, and what a mapping template makes of it (mapping-templates.md 2
// and 3). A test says which member of $input, $util or $context has none.
#define QT_NO_KEYWORDS // slots is a name of ours
#include "core/json/reader.h"
#include "core/mapping/context.h"
#include "core/mapping/util.h"
#include "core/playground/blueprint.h"
#include "tests/support/golden_case.h"
#include "tests/support/template_coverage.h"

using namespace gatehouse;
using vtl::Value;

namespace {

const QString kFolder = QStringLiteral("vtl/apigateway");

playground::Event eventOf(const tests::GoldenCase &testCase)
{
    auto event = playground::eventFromJson(json::readJson(testCase.data.empty() ? "{}" : testCase.data).value);
    if (!event)
        qFatal("%s: %s", testCase.name.c_str(), event.error().text().c_str());
    return *std::move(event);
}

/// The body, and what is overridden; or how it fails, which is a 500 to the client.
std::string rendered(const tests::GoldenCase &testCase)
{
    const mapping::MappingTemplate source(testCase.input);
    const playground::Run run = playground::run(source, eventOf(testCase));
    if (run.error)
        return "error at " + source.explain(*run.error);
    const json::Value overrides = playground::overridesJson(run.overrides);
    return overrides.isNull() ? run.output : run.output + "\noverrides: " + json::toJson(overrides, -1);
}

/// "input.body", "util.urlEncode()", "context.identity.sourceIp": the members that templates ask for.
void collect(const vtl::Program &program, std::set<std::string> &names)
{
    for (const vtl::Node &node : program.nodes()) {
        if (node.kind != vtl::NodeKind::Reference)
            continue;
        const vtl::Reference &reference = program.reference(node.a);
        std::string name = program.symbols().nameOf(reference.slot);
        for (const vtl::Link &link : program.links(reference)) {
            if (link.kind == vtl::Link::Kind::Index)
                break;
            const bool isMethod = link.kind == vtl::Link::Kind::Method;
            name.append(".").append(program.name(link.name));
            names.insert(isMethod ? name + (link.childCount == 0 ? "()" : "(x)") : name);
            if (isMethod)
                break;
        }
    }
}

/// Has a value for everything.
struct AllValues final : mapping::ContextSource {
    Value value(std::string_view) const override { return Value::borrowed("x"); }
};

void addNames(std::set<std::string> &names, const std::string &owner, const vtl::MapObject &map)
{
    for (const vtl::MapObject::Slot &slot : map.slots()) {
        const std::string name = owner + '.' + std::string(slot.key.text());
        names.insert(name);
        if (slot.value.kind() == Value::Kind::Map)
            addNames(names, name, slot.value.as<vtl::MapObject>());
    }
}

Value jsonArray()
{
    return vtl::makeList({Value::integer(1)}, vtl::ListObject::Flavor::JsonArray);
}

} // namespace

class GoldenTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rendersAsWritten_data();
    void rendersAsWritten();
    void eachMemberHasACase();
    void eachMethodOfJsonArraysHasACase();
};

void GoldenTest::rendersAsWritten_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, true))
        QTest::newRow(testCase.name.c_str()) << index++;
}

void GoldenTest::rendersAsWritten()
{
    QFETCH(const int, index);
    static const std::vector<tests::GoldenCase> s_cases = tests::goldenCases(kFolder, true);
    const tests::GoldenCase &testCase = s_cases[static_cast<std::size_t>(index)];
    tests::checkGolden(kFolder, true, testCase, rendered(testCase));
}

void GoldenTest::eachMemberHasACase()
{
    std::set<std::string> wanted{"input.body", "input.json(x)", "input.path(x)", "input.params()", "input.params(x)"};
    for (const std::string_view name : mapping::Util::names())
        wanted.insert("util." + std::string(name) + "(x)");
    const vtl::ValueScope scope;
    addNames(wanted, "context", mapping::Context(AllValues(), {}).map());

    std::set<std::string> there;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, true)) {
        if (const auto program = vtl::Program::parse(testCase.input, vtl::Dialect::ApiGateway))
            collect(**program, there);
    }
    QVERIFY(wanted.size() > 40);
    QCOMPARE(tests::missing(wanted, there), QString());
}

void GoldenTest::eachMethodOfJsonArraysHasACase()
{
    tests::UsedMembers members;
    for (const tests::GoldenCase &testCase : tests::goldenCases(kFolder, true)) {
        const auto program = vtl::Program::parse(testCase.input, vtl::Dialect::ApiGateway);
        if (!program)
            continue;
        members.setProgram(**program);
        mapping::Overrides overrides;
        std::string out;
        (void)playground::render(mapping::MappingTemplate(testCase.input), eventOf(testCase), overrides, out, {},
                                 &members);
    }
    constexpr Value (*kReceivers[])() = {jsonArray};
    std::set<std::string> known = tests::knownMethods(kReceivers);
    known.insert("json array.empty");
    QVERIFY(known.size() > 15);
    QCOMPARE(tests::missing(known, members.names()), QString());
}

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
