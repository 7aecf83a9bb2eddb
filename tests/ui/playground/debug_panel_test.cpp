// Debugging as one does it: keys, gutter, views, and what the editors show. Pictures of it as well.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/view_checks.h"
#include "ui/playground/debug_actions.h"
#include "ui/playground/debug_breakpoint_dialog.h"
#include "ui/playground/debug_breakpoints.h"
#include "ui/playground/debug_editors.h"
#include "ui/playground/debug_gutter.h"
#include "ui/playground/debug_panel.h"
#include "ui/playground/debug_value_model.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/elided_label.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedWidget>
#include <QTest>
#include <QTreeView>
#include <QVBoxLayout>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

const QString kSource = QStringLiteral("#set($root = $input.path('$'))\n"
                                       "#set($total = 0)\n"
                                       "{\n"
                                       "  \"items\": [\n"
                                       "#foreach($item in $root.items)\n"
                                       "#set($total = $total + $item.price)\n"
                                       "    {\"name\": \"$util.escapeJavaScript($item.name)\", \"no\": $foreach.count}"
                                       "#if($foreach.hasNext),#end\n"
                                       "\n"
                                       "#end\n"
                                       "  ],\n"
                                       "  \"total\": $total\n"
                                       "}\n");

/// A template, its output and the debugger, as a page has them.
class Bench final : public QWidget {
public:
    Bench()
        : source(new CodeEditor)
        , output(new CodeEditor)
        , session(new DebugSession(this))
        , editors(new DebugEditors(session, source, output, this))
        , actions(new DebugActions(session, this))
        , panel(new DebugPanel(session, editors, actions))
    {
        source->setAccessibleName(QStringLiteral("«Template»"));
        source->setSyntax(QStringLiteral("Velocity"));
        source->setPlainText(kSource);
        source->highlighter().finish();
        output->setAccessibleName(QStringLiteral("«Output»"));
        output->setReadOnly(true);
        output->setSyntax(QStringLiteral("JSON"));
        event.body = R"({"items": [{"name": "Rex", "price": 249}, {"name": "Tom", "price": 124}]})";
        connect(actions, &DebugActions::startWanted, this,
                [this](bool paused) { session->start(source->toPlainText(), event, {}, paused); });
        auto *texts = new QSplitter;
        texts->addWidget(source);
        texts->addWidget(output);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(texts, 3);
        column->addWidget(panel, 4);
        resize(1280, 760);
    }

    void showActive() // shortcuts want an active window
    {
        show();
        activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(this));
    }
    void pauses()
    {
        QSignalSpy spy(session, &DebugSession::paused);
        QVERIFY(spy.wait(10'000));
    }
    void ends()
    {
        QSignalSpy spy(session, &DebugSession::finished);
        QVERIFY(!session->isActive() || spy.wait(10'000));
    }
    [[nodiscard]] QTreeView &view(const QString &accessibleName) const
    {
        for (auto *view : findChildren<QTreeView *>()) {
            if (view->accessibleName() == accessibleName)
                return *view;
        }
        qFatal("no view is named %s", qPrintable(accessibleName));
    }
    [[nodiscard]] QString marked(const CodeEditor &editor) const
    {
        QStringList texts;
        for (const TextMark &mark : editor.marks(TextLayer::Execution))
            texts.append(editor.toPlainText().mid(mark.begin, mark.end - mark.begin));
        return texts.join(u'|');
    }

    CodeEditor *source;
    CodeEditor *output;
    DebugSession *session;
    DebugEditors *editors;
    DebugActions *actions;
    DebugPanel *panel;
    playground::Event event;
};

} // namespace

class DebugPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testing::dress(Scheme::Light); }
    void stepsByKeys();
    void showsWhereAndWhatWasWritten();
    void framesShowTheirSpan();
    void gutterSetsAndTakesAway();
    void watchesByKeyboard();
    void evaluatesALine();
    void errorsPauseWithWords();
    void stealsNoFocus();
    void dialogRefusesWhatDoesNotParse();
    void looksGood_data();
    void looksGood();
    void textsAreTranslatedAndFit();
};

void DebugPanelTest::stepsByKeys()
{
    Bench bench;
    bench.showActive();
    bench.source->setFocus();
    bench.source->goTo(6);
    QTest::keyClick(bench.source, Qt::Key_F9);
    QVERIFY(bench.editors->breakpoints().at(6).has_value());
    QTest::keyClick(bench.source, Qt::Key_F5);
    bench.pauses();
    const auto line = [&] { return bench.session->lastPause()->stack.front().line; };
    QCOMPARE(line(), 6U);
    QTest::keyClick(bench.source, Qt::Key_F10);
    bench.pauses();
    QCOMPARE(line(), 7U);
    QTest::keyClick(bench.source, Qt::Key_F5);
    bench.pauses();
    QCOMPARE(line(), 6U);
    QTest::keyClick(bench.source, Qt::Key_F9);
    bench.source->goTo(11);
    QTest::keyClick(bench.source, Qt::Key_F10, Qt::ControlModifier);
    bench.pauses();
    QCOMPARE(line(), 11U);
    QTest::keyClick(bench.source, Qt::Key_F5, Qt::ShiftModifier);
    bench.ends();
    QTest::keyClick(bench.source, Qt::Key_F11); // into the template
    bench.pauses();
    QCOMPARE(line(), 1U);
    QTest::keyClick(bench.source, Qt::Key_F11, Qt::ShiftModifier);
    bench.ends();
    QVERIFY(bench.output->toPlainText().contains(QStringLiteral("\"total\": 373")));
}

void DebugPanelTest::showsWhereAndWhatWasWritten()
{
    Bench bench;
    bench.editors->breakpoints().toggle(7);
    bench.actions->start->trigger();
    bench.pauses();
    QCOMPARE(bench.marked(*bench.source), QStringLiteral("$util.escapeJavaScript($item.name)"));
    QVERIFY(bench.output->toPlainText().endsWith(QStringLiteral("{\"name\": \"")));
    bench.session->stepOver();
    bench.pauses();
    QCOMPARE(bench.marked(*bench.source), QStringLiteral("$foreach.count"));
    QCOMPARE(bench.marked(*bench.output), QStringLiteral("Rex"));
    QTreeView &variables = bench.view(QStringLiteral("Variables"));
    QVERIFY(variables.model()->rowCount() >= 4);
    bench.session->stop();
    bench.ends();
    QCOMPARE(bench.marked(*bench.source), QString());
    QCOMPARE(bench.marked(*bench.output), QString());
    QCOMPARE(variables.model()->rowCount(), 0);
}

void DebugPanelTest::framesShowTheirSpan()
{
    Bench bench;
    bench.editors->breakpoints().toggle(6);
    bench.actions->start->trigger();
    bench.pauses();
    QTreeView &stack = bench.view(QStringLiteral("Call stack"));
    QCOMPARE(stack.model()->rowCount(), 2);
    QCOMPARE(stack.model()->index(0, 0).data().toString(), QStringLiteral("#foreach $item"));
    Q_EMIT stack.clicked(stack.model()->index(1, 0));
    const QStringList marks = bench.marked(*bench.source).split(u'|');
    QCOMPARE(marks.size(), 2);
    QVERIFY(marks.contains(QStringLiteral("#set($total = $total + $item.price)")));
    QVERIFY(bench.marked(*bench.source).contains(QStringLiteral("#foreach($item in $root.items)")));
}

void DebugPanelTest::gutterSetsAndTakesAway()
{
    Bench bench;
    auto *gutter = bench.source->findChild<DebugGutter *>();
    DebugBreakpoints &breakpoints = bench.editors->breakpoints();
    QVERIFY(gutter->press(2, Qt::NoModifier));
    QVERIFY(breakpoints.at(2));
    QMenu menu;
    gutter->fillMenu(menu, 2);
    const auto choose = [&menu](const QString &text) {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                action->trigger();
        }
    };
    choose(QStringLiteral("Disable breakpoint"));
    QVERIFY(!breakpoints.at(2)->enabled);
    QVERIFY(gutter->toolTip(2).contains(QStringLiteral("disabled")));
    gutter->press(2, Qt::NoModifier);
    QVERIFY(!breakpoints.at(2));
    breakpoints.set({6, "$item.price > 200", 1, true});
    bench.actions->start->trigger();
    bench.pauses();
    QCOMPARE(gutter->currentLine(), 6);
    bench.session->resume();
    bench.ends();
    QVERIFY(gutter->toolTip(6).contains(QStringLiteral("$item.price > 200")));
    QCOMPARE(breakpoints.hits(6), 1U);
}

void DebugPanelTest::watchesByKeyboard()
{
    Bench bench;
    bench.showActive();
    QTreeView &watches = bench.view(QStringLiteral("Watches"));
    watches.setFocus();
    watches.setCurrentIndex(watches.model()->index(0, 0));
    QTest::keyClick(&watches, Qt::Key_F2);
    auto *field = watches.findChild<QLineEdit *>();
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral("$total"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(bench.session->watches(), QStringList{QStringLiteral("$total")});
    bench.source->goTo(6, 33); // in "$item.price"
    bench.actions->watchSelection->trigger();
    QCOMPARE(bench.session->watches().last(), QStringLiteral("$item.price"));
    bench.editors->breakpoints().toggle(7);
    bench.actions->start->trigger();
    bench.pauses();
    QCOMPARE(watches.model()->index(0, DebugValueModel::ValueColumn).data().toString(), QStringLiteral("249"));
    QCOMPARE(watches.model()->index(1, DebugValueModel::ValueColumn).data().toString(), QStringLiteral("249"));
    watches.setCurrentIndex(watches.model()->index(0, 0));
    QTest::keyClick(&watches, Qt::Key_Delete);
    QTRY_COMPARE(bench.session->watches(), QStringList{QStringLiteral("$item.price")});
}

void DebugPanelTest::evaluatesALine()
{
    Bench bench;
    auto *line = bench.panel->findChild<QLineEdit *>();
    QVERIFY(!line->isEnabled());
    bench.actions->startPaused->trigger();
    bench.pauses();
    QVERIFY(line->isEnabled());
    line->setText(QStringLiteral("$input.path('$.items').size()"));
    QSignalSpy evaluated(bench.session, &DebugSession::evaluated);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(evaluated.wait(10'000));
    QCOMPARE(bench.panel->findChild<QListWidget *>()->item(0)->text(),
             QStringLiteral("$input.path('$.items').size() = 2"));
    QCOMPARE(line->text(), QString());
    QTest::keyClick(line, Qt::Key_Up);
    QCOMPARE(line->text(), QStringLiteral("$input.path('$.items').size()"));
}

void DebugPanelTest::errorsPauseWithWords()
{
    Bench bench;
    bench.source->setPlainText(QStringLiteral("#set($l = [1])\nok $l.get(5)"));
    bench.actions->start->trigger();
    bench.pauses();
    QCOMPARE(bench.session->lastPause()->reason, playground::Pause::Reason::Error);
    bool said = false;
    for (const ElidedLabel *label : bench.panel->findChildren<ElidedLabel *>())
        said = said || label->text().startsWith(QStringLiteral("Line 2 fails"));
    QVERIFY(said);
    QCOMPARE(bench.output->toPlainText(), QStringLiteral("ok "));
}

void DebugPanelTest::stealsNoFocus()
{
    Bench bench;
    bench.showActive();
    bench.source->setFocus();
    QWidget *const focused = bench.focusWidget();
    bench.editors->breakpoints().toggle(6);
    bench.actions->start->trigger();
    bench.pauses();
    QCOMPARE(bench.focusWidget(), focused);
    bench.session->stop();
    bench.ends();
    QCOMPARE(bench.focusWidget(), focused);
}

void DebugPanelTest::dialogRefusesWhatDoesNotParse()
{
    DebugBreakpointDialog dialog({3, "$a > 1", 2, true});
    QVERIFY(dialog.breakpoint() == (playground::Breakpoint{3, "$a > 1", 2, true}));
    auto *condition = dialog.findChild<QLineEdit *>();
    condition->setText(QStringLiteral("$a >"));
    const QPushButton *accept = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(!accept->isEnabled());
    condition->clear();
    QVERIFY(accept->isEnabled());
}

void DebugPanelTest::looksGood_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::addColumn<QString>("view");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const char *view : {"idle", "paused", "error", "dialog"})
            QTest::addRow("%s %s", view, qPrintable(testing::nameOf(scheme))) << scheme << QString::fromLatin1(view);
    }
}

void DebugPanelTest::looksGood()
{
    QFETCH(const Scheme, scheme);
    QFETCH(const QString, view);
    testing::dress(scheme);
    Bench bench;
    QWidget *shown = &bench;
    DebugBreakpointDialog dialog({6, "$item.price > 200", 2, true});
    bench.editors->breakpoints().set({6, "$item.price > 100", 1, true});
    bench.editors->breakpoints().set({11, {}, 1, false});
    bench.session->setWatches(
        {QStringLiteral("$total * 2"), QStringLiteral("$item"), QStringLiteral("$root.items.get(9)")});
    if (view == u"paused") {
        bench.editors->breakpoints().toggle(7);
        bench.actions->start->trigger();
        bench.pauses();
        for (int i = 0; i < 2; ++i) {
            bench.session->resume();
            bench.pauses();
        }
        bench.session->stepOver();
        bench.pauses();
        QTreeView &variables = bench.view(QStringLiteral("Variables"));
        for (int row = 0; row < variables.model()->rowCount(); ++row)
            variables.setExpanded(variables.model()->index(row, 0), row < 2);
        bench.session->evaluate(QStringLiteral("$root.items.size()"));
        bench.pauses();
    } else if (view == u"error") {
        bench.source->setPlainText(QStringLiteral("#set($root = $input.path('$'))\n$root.items.get(7).name\n"));
        bench.actions->start->trigger();
        bench.pauses();
    } else if (view == u"dialog") {
        shown = &dialog;
    }
    const QStringList wrong = testing::shoot(*shown, QStringLiteral("debug-") + view);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void DebugPanelTest::textsAreTranslatedAndFit()
{
    testing::dress(Scheme::Light);
    auto *translator = new testing::PseudoTranslator(this);
    QCoreApplication::installTranslator(translator);
    {
        Bench bench;
        bench.editors->breakpoints().toggle(6);
        QStringList wrong = testing::shoot(bench, QStringLiteral("pseudo-debug-idle"));
        bench.actions->start->trigger();
        bench.pauses();
        wrong += testing::shoot(bench, QStringLiteral("pseudo-debug-paused"));
        for (const QString &text : testing::visibleTexts(*bench.panel)) {
            const bool key = text.contains(u'+') || (text.size() <= 3 && text.startsWith(u'F'));
            if (!text.contains(u'«') && !key && std::ranges::any_of(text, [](QChar c) { return c.isLetter(); }))
                wrong.append(QStringLiteral("not translated: ") + text);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
    QCoreApplication::removeTranslator(translator);
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        DebugPanelTest test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "debug_panel_test.moc"
