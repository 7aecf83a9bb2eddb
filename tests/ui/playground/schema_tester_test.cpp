#include "core/json/reader.h"
#include "tests/ui/support/sample_project.h"
#include "tests/ui/support/view_checks.h"
#include "ui/document/project_document.h"
#include "ui/playground/schema_tester.h"
#include "ui/widgets/code_editor.h"

#include <QAction>
#include <QComboBox>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

CodeEditor *editor(const SchemaTester &tester, const QString &name)
{
    for (CodeEditor *one : tester.findChildren<CodeEditor *>()) {
        if (one->accessibleName() == name)
            return one;
    }
    return nullptr;
}

model::Project projectWithModels()
{
    model::Project project = test::petStore();
    auto &api = std::get<model::RestApi>(project.apis.front().api);
    model::Model owner;
    owner.name = "Owner";
    owner.schema = json::readJson(R"({"type":"object","properties":{"age":{"type":"integer","minimum":18}}})").value;
    model::Model house;
    house.name = "House";
    house.schema
        = json::readJson(
              R"({"type":"object","required":["owner"],"properties":{"owner":{"$ref":"#/components/schemas/Owner"}}})")
              .value;
    api.models.push_back(owner);
    api.models.push_back(house);
    return project;
}

} // namespace

class SchemaTesterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_document.reset(test::loaded(projectWithModels())); }
    void saysValidAndInvalid();
    void errorsLeadToTheirPlace();
    void takesModelsOfTheProject();
    void makesASample();
    void marksWhatIsWrongInTheSchema();
    void everythingIsReachedByTab();

private:
    ProjectDocument m_document;
};

void SchemaTesterTest::saysValidAndInvalid()
{
    SchemaTester tester(m_document);
    tester.show();
    tester.setSchema(QStringLiteral("{\"type\": \"object\"}"));
    tester.setInstance(QStringLiteral("{}"));
    QTRY_VERIFY(testing::visibleTexts(tester).contains(QStringLiteral("Valid")));
    tester.setInstance(QStringLiteral("[1]"));
    QTRY_VERIFY(testing::visibleTexts(tester).contains(
        QStringLiteral("$context.error.validationErrorString = [instance type (array) does not match any allowed "
                       "primitive type (allowed: [\"object\"])]")));
    tester.setInstance(QStringLiteral("{'a': 1}"));
    QTRY_VERIFY(testing::visibleTexts(tester).contains(QStringLiteral("Invalid: the instance is no JSON")));
}

void SchemaTesterTest::errorsLeadToTheirPlace()
{
    SchemaTester tester(m_document);
    auto *findings = tester.findChild<QTableWidget *>();
    QTRY_COMPARE(findings->rowCount(), 3);
    QStringList pointers;
    for (int row = 0; row < findings->rowCount(); ++row)
        pointers.append(findings->item(row, 1)->text());
    QCOMPARE(pointers, QStringList({QStringLiteral("/name"), QStringLiteral("/price"), QStringLiteral("/tags/1")}));
    CodeEditor *instance = editor(tester, QStringLiteral("Instance"));
    QCOMPARE(instance->diagnostics().size(), std::size_t(3));
    Q_EMIT findings->cellActivated(2, 0);
    QCOMPARE(instance->place(), std::pair(4U, 19U)); // "fish"
}

void SchemaTesterTest::takesModelsOfTheProject()
{
    SchemaTester tester(m_document);
    QCOMPARE(tester.findChild<QComboBox *>()->count(), 4); // one's own, Pet, Owner, House
    QVERIFY(!tester.chooseModel(test::kApi, "Nope"));
    QVERIFY(tester.chooseModel(test::kApi, "House"));
    tester.setInstance(QStringLiteral("{\"owner\": {\"age\": 7}}"));
    QTRY_COMPARE(tester.answer().findings.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(tester.answer().findings.front().pointer), QByteArray("/owner/age"));
    // What is typed is no model of the project any more.
    editor(tester, QStringLiteral("Schema"))->appendPlainText(QStringLiteral(" "));
    QCOMPARE(tester.findChild<QComboBox *>()->currentIndex(), 0);
    m_document.reset(test::loaded(test::petStore()));
    QCOMPARE(tester.findChild<QComboBox *>()->count(), 2);
}

void SchemaTesterTest::makesASample()
{
    SchemaTester tester(m_document);
    tester.actions().front()->trigger();
    QTRY_VERIFY(tester.answer().valid() && !tester.answer().text.empty());
    CodeEditor *instance = editor(tester, QStringLiteral("Instance"));
    QVERIFY(instance->toPlainText().contains(u"price"));
    instance->undo();
    QVERIFY2(instance->toPlainText().contains(u"fish"), "what was typed is not lost");
}

void SchemaTesterTest::marksWhatIsWrongInTheSchema()
{
    SchemaTester tester(m_document);
    tester.show();
    tester.setSchema(QStringLiteral("{\n\"minLength\": -1}"));
    QTRY_VERIFY(testing::visibleTexts(tester).contains(QStringLiteral("The schema cannot be used")));
    QCOMPARE(editor(tester, QStringLiteral("Schema"))->diagnostics().size(), std::size_t(1));
    QVERIFY(editor(tester, QStringLiteral("Instance"))->diagnostics().empty());
}

void SchemaTesterTest::everythingIsReachedByTab()
{
    SchemaTester tester(m_document);
    tester.show();
    QCOMPARE(testing::unreachableByTab(tester), QStringList());
    QCOMPARE(testing::unnamedControls(tester), QStringList());
}

QTEST_MAIN(SchemaTesterTest)
#include "schema_tester_test.moc"
