// Template tests and saved events in the document: one undoable step each.
#include "tests/ui/support/sample_project.h"
#include "ui/commands/test_commands.h"

#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

model::TemplateTest testCalled(const std::string &name)
{
    model::TemplateTest test;
    test.name = name;
    test.text = "a";
    test.event = "Old";
    return test;
}

using Change = std::function<void(ProjectDocument &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TestCommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsOneUndoableStep_data();
    void eachIsOneUndoableStep();
    void nothingHappensWhereNothingChanges();
    void typingIsOneStep();
    void testsFollowTheirEvent();
    void namesAreChecked();

private:
    static void fill(ProjectDocument &document)
    {
        project::LoadedProject loaded;
        loaded.project = test::petStore();
        loaded.project.tests = {testCalled("One"), testCalled("Two")};
        loaded.project.events = {{"Old"}, {"Other"}};
        document.reset(std::move(loaded));
    }
};

void TestCommandsTest::eachIsOneUndoableStep_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("tests");
    QTest::addColumn<QString>("events");
    const auto row = [](const char *name, const Change &change, const char *tests, const char *events) {
        QTest::newRow(name) << change << QString::fromLatin1(tests) << QString::fromLatin1(events);
    };
    // clang-format off
    row("add a test", [](auto &d) { putTemplateTest(d, testCalled("Three")); }, "One Two Three", "Old Other");
    row("change a test", [](auto &d) { auto t = testCalled("One"); t.text = "b"; putTemplateTest(d, t); }, "One Two", "Old Other");
    row("replace a test", [](auto &d) { putTemplateTest(d, testCalled("New"), "One"); }, "New Two", "Old Other");
    row("rename a test", [](auto &d) { renameTemplateTest(d, "Two", "2"); }, "One 2", "Old Other");
    row("delete a test", [](auto &d) { removeTemplateTest(d, "One"); }, "Two", "Old Other");
    row("save an event", [](auto &d) { putSavedEvent(d, {"New"}); }, "One Two", "Old Other New");
    row("rename an event", [](auto &d) { renameSavedEvent(d, "Other", "2"); }, "One Two", "Old 2");
    row("delete an event", [](auto &d) { removeSavedEvent(d, "Old"); }, "One Two", "Other");
    // clang-format on
}

void TestCommandsTest::eachIsOneUndoableStep()
{
    QFETCH(const Change, change);
    QFETCH(const QString, tests);
    QFETCH(const QString, events);
    ProjectDocument document;
    fill(document);
    const model::Project before = document.project();
    change(document);
    QStringList testNames, eventNames;
    for (const auto &each : document.project().tests)
        testNames += QString::fromStdString(each.name);
    for (const auto &each : document.project().events)
        eventNames += QString::fromStdString(each.name);
    QCOMPARE(testNames.join(u' '), tests);
    QCOMPARE(eventNames.join(u' '), events);
    QCOMPARE(document.undoStack().count(), 1);
    QVERIFY(!document.undoStack().undoText().isEmpty());
    const model::Project after = document.project();
    document.undoStack().undo();
    QVERIFY(document.project() == before);
    document.undoStack().redo();
    QVERIFY(document.project() == after);
}

void TestCommandsTest::nothingHappensWhereNothingChanges()
{
    ProjectDocument document;
    fill(document);
    putTemplateTest(document, testCalled("One"));
    renameTemplateTest(document, "One", "Two"); // taken
    renameTemplateTest(document, "None", "New");
    removeTemplateTest(document, "None");
    renameSavedEvent(document, "Old", "Other");
    removeSavedEvent(document, "None");
    QCOMPARE(document.undoStack().count(), 0);
}

void TestCommandsTest::typingIsOneStep()
{
    ProjectDocument document;
    fill(document);
    for (const char *text : {"b", "bc", "bcd"}) {
        model::TemplateTest test = testCalled("One");
        test.text = text;
        putTemplateTest(document, test, {}, QStringLiteral("template"));
    }
    QCOMPARE(document.undoStack().count(), 1);
    document.undoStack().undo();
    QCOMPARE(document.project().test("One")->text, std::string("a"));
}

void TestCommandsTest::testsFollowTheirEvent()
{
    ProjectDocument document;
    fill(document);
    renameSavedEvent(document, "Old", "New");
    QCOMPARE(document.project().test("One")->event.string(), std::string_view("New"));
    putSavedEvent(document, {"Newer"}, "New");
    QCOMPARE(document.project().test("Two")->event.string(), std::string_view("Newer"));
}

void TestCommandsTest::namesAreChecked()
{
    ProjectDocument document;
    fill(document);
    const model::Project &project = document.project();
    QVERIFY(testNameProblem(project, "Two"));
    QVERIFY(testNameProblem(project, " "));
    QVERIFY(!testNameProblem(project, "Two", "Two"));
    QVERIFY(eventNameProblem(project, "Old"));
    QCOMPARE(freeTestName(project, "One"), std::string("One 2"));
    QCOMPARE(freeEventName(project, "New"), std::string("New"));
}

QTEST_MAIN(TestCommandsTest)
#include "test_commands_test.moc"
