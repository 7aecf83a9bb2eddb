// The window with template tests: they run in their dock and open in the playground, as saved events do.
#include "tests/ui/support/studio.h"
#include "ui/editors/project_tree_view.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/playground/playground_page.h"
#include "ui/playground/test_list.h"

#include <QDockWidget>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using Kind = ObjectRef::Kind;

class TemplateTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_studio.reset(); }
    void testsOfTheSamplePass();
    void aTestOpensInThePlayground();
    void anEventOpensInThePlaygroundInFront();
    void theGroupShowsTheDock();

private:
    [[nodiscard]] PlaygroundPage *front() const
    {
        return qobject_cast<PlaygroundPage *>(m_studio->window().editors().currentPage());
    }
    void open(const ObjectRef &object) const
    {
        Q_EMIT m_studio->window().findChild<ProjectTreeView *>()->openRequested(object);
    }

    std::unique_ptr<testing::Studio> m_studio;
};

void TemplateTestsTest::init()
{
    m_studio = std::make_unique<testing::Studio>();
    m_studio->window().show();
    QVERIFY(m_studio->openSample());
}

void TemplateTestsTest::testsOfTheSamplePass()
{
    TestRuns &runs = m_studio->window().findChild<TestList *>()->runs();
    runs.runAll();
    QTRY_VERIFY(!runs.isRunning());
    QCOMPARE(runs.count(playground::TestResult::Status::Passed), std::size_t(3));
}

void TemplateTestsTest::aTestOpensInThePlayground()
{
    open({Kind::TemplateTest, {}, {}, "Free pets are refused"});
    QVERIFY(front());
    QVERIFY(front()->state().source.contains("No pet is free"));
    QCOMPARE(front()->state().event.body, std::string(R"({"type":"cat","price":0})"));
    Q_EMIT m_studio->window().findChild<TestList *>()->openRequested("Pets by id");
    QVERIFY(front()->state().source.contains("#foreach($pet in $pets)"));
    QVERIFY(front()->state().event.body.contains("249.99")); // of the saved event that it names
}

void TemplateTestsTest::anEventOpensInThePlaygroundInFront()
{
    open({Kind::TemplateTest, {}, {}, "Free pets are refused"});
    PlaygroundPage *page = front();
    QVERIFY(page);
    open({Kind::Event, {}, {}, "Two pets"});
    QCOMPARE(front(), page);
    QTRY_VERIFY(page->state().event.body.contains("249.99"));
    QVERIFY(page->state().source.contains("No pet is free"));
}

void TemplateTestsTest::theGroupShowsTheDock()
{
    auto *list = m_studio->window().findChild<TestList *>();
    auto *dock = qobject_cast<QDockWidget *>(list->parentWidget());
    QVERIFY(dock);
    dock->hide();
    open({Kind::TemplateTests, {}, {}, {}});
    QTRY_VERIFY(list->isVisible());
}

QTEST_MAIN(TemplateTestsTest)
#include "template_tests_test.moc"
