// The list of template tests: runs in the background, words for what became of them, the difference.
#include "tests/ui/support/sample_project.h"
#include "ui/commands/test_commands.h"
#include "ui/playground/test_list.h"
#include "ui/widgets/code_editor.h"

#include <QAction>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;
using Status = playground::TestResult::Status;

namespace {

model::TemplateTest testCalled(const std::string &name, const std::string &text, const std::string &expected)
{
    model::TemplateTest test;
    test.name = name;
    test.text = text;
    test.expect.output = expected;
    return test;
}

} // namespace

class TestListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsAllTests();
    void runsTheChosenOne();
    void showsTheDifference();
    void runsAgainWhenSomethingChanges();
    void addsUpCoverage();
    void renamesInPlace();
    void asksToOpenATest();
    void saysThatThereAreNone();

private:
    [[nodiscard]] QStringList words() const
    {
        const QAbstractItemModel *model = m_list->findChild<QTreeView *>()->model();
        QStringList found;
        for (int row = 0; row < model->rowCount(); ++row)
            found += model->index(row, 0).data().toString() + QStringLiteral(": ")
                + model->index(row, 1).data().toString();
        return found;
    }
    [[nodiscard]] bool runAll()
    {
        m_list->runs().runAll();
        return QTest::qWaitFor([this] { return !m_list->runs().isRunning(); });
    }

    std::unique_ptr<ProjectDocument> m_document;
    std::unique_ptr<TestList> m_list;
};

void TestListTest::init()
{
    m_list.reset();
    m_document = std::make_unique<ProjectDocument>();
    project::LoadedProject loaded;
    loaded.project = test::petStore();
    loaded.project.tests
        = {testCalled("good", "#if($input.body == 'x')a#{else}b#end", "b"), testCalled("bad", "one\ntwo", "one\n2")};
    loaded.project.tests.push_back({});
    loaded.project.tests.back().name = "faulty";
    loaded.project.tests.back().event = "none";
    m_document->reset(std::move(loaded));
    m_list = std::make_unique<TestList>(*m_document);
}

void TestListTest::runsAllTests()
{
    QCOMPARE(words(), QStringList({u"good: Not run"_s, u"bad: Not run"_s, u"faulty: Not run"_s}));
    m_list->runs().runAll();
    QVERIFY(m_list->runs().isRunning());
    QCOMPARE(words(), QStringList({u"good: Running"_s, u"bad: Running"_s, u"faulty: Running"_s}));
    QTRY_VERIFY(!m_list->runs().isRunning());
    QCOMPARE(words(), QStringList({u"good: Passed"_s, u"bad: Failed"_s, u"faulty: Faulty"_s}));
    QCOMPARE(m_list->runs().count(Status::Passed), std::size_t(1));
}

void TestListTest::runsTheChosenOne()
{
    m_list->setCurrent("bad");
    QCOMPARE(m_list->current(), std::string("bad"));
    m_list->runs().run({m_list->current()});
    QTRY_VERIFY(!m_list->runs().isRunning());
    QCOMPARE(words(), QStringList({u"good: Not run"_s, u"bad: Failed"_s, u"faulty: Not run"_s}));
}

void TestListTest::showsTheDifference()
{
    QVERIFY(runAll());
    const auto *difference = m_list->findChild<CodeEditor *>();
    m_list->setCurrent("bad");
    QCOMPARE(difference->toPlainText(), QStringLiteral("  one\n- 2\n+ two\n"));
    QVERIFY(!difference->isHidden());
    m_list->setCurrent("good");
    QVERIFY(difference->isHidden());
}

void TestListTest::runsAgainWhenSomethingChanges()
{
    QVERIFY(runAll());
    putTemplateTest(*m_document, testCalled("bad", "one\n2", "one\n2"));
    QTRY_COMPARE(words().value(1), QStringLiteral("bad: Passed"));
    removeTemplateTest(*m_document, "bad");
    QCOMPARE(words(), QStringList({u"good: Passed"_s, u"faulty: Faulty"_s}));
}

void TestListTest::addsUpCoverage()
{
    const std::string source = m_document->project().tests.front().text;
    model::TemplateTest other = testCalled("other", source, "a");
    other.event = json::Value::object({{"body", "x"}});
    putTemplateTest(*m_document, other);
    QVERIFY(runAll());
    const auto totals = m_list->runs().coverage(source).totals();
    QCOMPARE(totals.branchesReached, std::size_t(2));
    QVERIFY(m_list->runs().coverage("another template").statements.empty());
}

void TestListTest::renamesInPlace()
{
    auto *view = m_list->findChild<QTreeView *>();
    QVERIFY(view->model()->setData(view->model()->index(0, 0), QStringLiteral("better")));
    QTRY_VERIFY(m_document->project().test("better"));
    QVERIFY(view->model()->setData(view->model()->index(0, 0), QStringLiteral("bad"))); // is taken
    QCOMPARE(words().value(0), QStringLiteral("better: Not run"));
}

void TestListTest::asksToOpenATest()
{
    QSignalSpy opened(m_list.get(), &TestList::openRequested);
    m_list->setCurrent("good");
    auto *view = m_list->findChild<QTreeView *>();
    Q_EMIT view->activated(view->currentIndex());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<std::string>(), std::string("good"));
}

void TestListTest::saysThatThereAreNone()
{
    auto *pages = m_list->findChild<QStackedWidget *>();
    QCOMPARE(pages->currentIndex(), 0);
    for (const char *name : {"good", "bad", "faulty"})
        removeTemplateTest(*m_document, name);
    QCOMPARE(pages->currentIndex(), 1);
    m_list->runs().runAll(); // nothing to do
    QVERIFY(!m_list->runs().isRunning());
}

QTEST_MAIN(TestListTest)
#include "test_list_test.moc"
