// The debugger in a playground page: its keys come first there, the output is its while it debugs, what is set is kept.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/sample_project.h"
#include "ui/document/project_document.h"
#include "ui/playground/debug_breakpoints.h"
#include "ui/playground/debug_editors.h"
#include "ui/playground/debug_feature.h"
#include "ui/playground/debug_session.h"
#include "ui/playground/live_run.h"
#include "ui/playground/output_pane.h"
#include "ui/playground/playground_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class DebugFeatureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keysComeBeforeTheWindows();
    void theOutputIsTheDebuggersWhileItDebugs();
    void breakpointsAndWatchesAreKept();
    void looksGood_data();
    void looksGood();

private:
    [[nodiscard]] std::unique_ptr<PlaygroundPage> page(const PlaygroundState &state)
    {
        auto page = std::make_unique<PlaygroundPage>(m_document, nullptr, state);
        page->resize(1280, 800);
        return page;
    }
    static bool pauses(const PlaygroundPage &page)
    {
        QSignalSpy spy(&page.debugger().session(), &DebugSession::paused);
        return spy.wait(10'000);
    }

    ProjectDocument m_document;
    PlaygroundState m_state;
};

void DebugFeatureTest::init()
{
    testing::dress(Scheme::Light);
    m_document.reset(test::loaded(test::petStore()));
    m_state = {};
    m_state.source = "#set($order = $input.path('$'))\n{\n  \"lines\": [\n#foreach($item in $order.items)\n"
                     "    { \"name\": \"$item.name\", \"count\": $item.count }#if($foreach.hasNext),#end\n\n#end\n"
                     "  ]\n}\n";
    m_state.event.body = R"({"items": [{"name": "leash", "count": 1}, {"name": "food", "count": 12}]})";
}

void DebugFeatureTest::keysComeBeforeTheWindows()
{
    QMainWindow window;
    QAction other(&window); // as the studio's "Start Gateway"
    other.setShortcut(Qt::Key_F5);
    window.addAction(&other);
    QSignalSpy triggered(&other, &QAction::triggered);
    std::unique_ptr<PlaygroundPage> owned = page(m_state);
    PlaygroundPage &shown = *owned;
    window.setCentralWidget(owned.release());
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    CodeEditor &source = shown.templateEditor();
    source.setFocus();
    source.goTo(5);
    QTest::keyClick(&source, Qt::Key_F9);
    QTest::keyClick(&source, Qt::Key_F5);
    QVERIFY(pauses(shown));
    QCOMPARE(triggered.count(), 0);
    QCOMPARE(shown.debugger().session().lastPause()->stack.front().line, 5U);
}

void DebugFeatureTest::theOutputIsTheDebuggersWhileItDebugs()
{
    const std::unique_ptr<PlaygroundPage> shown = page(m_state);
    const auto output = [&] { return shown->outputPane().editor().toPlainText(); };
    QTRY_VERIFY(output().contains(QStringLiteral("food")));
    const QString whole = output();
    shown->debugger().editors().breakpoints().toggle(5);
    shown->debugger().start(false);
    QVERIFY(pauses(*shown));
    QVERIFY(!output().contains(QStringLiteral("leash")));
    const QString soFar = output();
    QSignalSpy ran(&shown->liveRun(), &LiveRun::finished);
    shown->templateEditor().appendPlainText(QStringLiteral("x")); // runs live, and is not shown
    QVERIFY(ran.wait(10'000));
    QCOMPARE(output(), soFar);
    shown->debugger().session().stop();
    QTRY_VERIFY(!shown->debugger().isActive());
    QTRY_VERIFY(output().contains(QStringLiteral("food")) && output() != whole);
}

void DebugFeatureTest::breakpointsAndWatchesAreKept()
{
    const std::unique_ptr<PlaygroundPage> shown = page(m_state);
    QSignalSpy changed(shown.get(), &PlaygroundPage::stateChanged);
    shown->debugger().editors().breakpoints().set({5, "$item.count > 1", 2, false});
    shown->debugger().session().setWatches({QStringLiteral("$item")});
    QVERIFY(changed.count() >= 2);
    const PlaygroundState kept = playgroundStateFromJson(toJson(shown->state()));
    QVERIFY(kept == shown->state());
    const std::unique_ptr<PlaygroundPage> again = page(kept);
    QVERIFY(again->debugger().editors().breakpoints().all() == shown->debugger().editors().breakpoints().all());
    QCOMPARE(again->debugger().session().watches(), QStringList{QStringLiteral("$item")});
}

void DebugFeatureTest::looksGood_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void DebugFeatureTest::looksGood()
{
    QFETCH(const Scheme, scheme);
    testing::dress(scheme);
    const std::unique_ptr<PlaygroundPage> shown = page(m_state);
    shown->templateEditor().highlighter().finish();
    shown->debugger().session().setWatches({QStringLiteral("$item.count * 2")});
    shown->debugger().editors().breakpoints().toggle(5);
    shown->debugger().start(false);
    QVERIFY(pauses(*shown));
    shown->debugger().session().stepOver();
    QVERIFY(pauses(*shown));
    const QStringList wrong = testing::shoot(*shown, QStringLiteral("playground-debugging"));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        DebugFeatureTest test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "debug_feature_test.moc"
