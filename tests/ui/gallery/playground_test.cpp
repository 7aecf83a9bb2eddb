// Pictures of the playground.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/sample_project.h"
#include "ui/document/project_document.h"
#include "ui/models/traffic_model.h"
#include "ui/playground/event_pane.h"
#include "ui/playground/live_run.h"
#include "ui/playground/output_pane.h"
#include "ui/playground/playground_dialogs.h"
#include "ui/playground/playground_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/folding.h"
#include "ui/widgets/template_assist.h"

#include <QApplication>
#include <QTabWidget>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class PlaygroundGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksRight_data();
    void looksRight();
};

void PlaygroundGallery::looksRight_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<Scheme>("scheme");
    for (const char *view : {"playground", "playground-origin", "playground-error", "playground-parameters",
                             "playground-folded", "playground-completion", "dialog-template", "dialog-requests"}) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark})
            QTest::addRow("%s %s", view, qPrintable(testing::nameOf(scheme))) << QString::fromLatin1(view) << scheme;
    }
}

void PlaygroundGallery::looksRight()
{
    QFETCH(const QString, view);
    QFETCH(const Scheme, scheme);
    testing::dress(scheme);
    ProjectDocument document;
    document.reset(test::loaded(test::petStore()));
    TrafficModel traffic;
    const TemplateRef ref{{test::kApi, {"pets"}, "POST"}, playground::Phase::Request, {}, "application/json"};
    if (view == u"dialog-template") {
        TemplateChooser dialog(document, ref);
        const QStringList wrong = testing::shoot(dialog, view);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        return;
    }
    if (view == u"dialog-requests") {
        RequestChooser dialog(traffic);
        const QStringList wrong = testing::shoot(dialog, view);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        return;
    }
    PlaygroundState state = firstPlayground();
    state.source = "#set($order = $input.path('$'))\n"
                   "{\n"
                   "  \"id\": \"$context.requestId\",\n"
                   "#if($order.gift)\n"
                   "  \"card\": \"$util.escapeJavaScript($order.card)\",\n"
                   "#else\n"
                   "  \"invoice\": true,\n"
                   "#end\n"
                   "  \"lines\": [\n"
                   "#foreach($item in $order.items)\n"
                   "    { \"name\": \"$item.name\", \"count\": $item.count }#if($foreach.hasNext),#end\n"
                   "\n"
                   "#end\n"
                   "  ]\n"
                   "}\n"
                   "#set($context.requestOverride.header.X-Orders = $order.items.size())\n";
    state.event.body = "{\n  \"gift\": false,\n  \"items\": [\n    { \"name\": \"leash\", \"count\": 1 },\n"
                       "    { \"name\": \"food\", \"count\": 12 }\n  ]\n}\n";
    state.bound = ref;
    if (view == u"playground-error")
        state.source += "#if($order.gift\n";
    PlaygroundPage page(document, &traffic, state);
    page.resize(1280, 720);
    page.show();
    QTRY_VERIFY(page.liveRun().last());
    page.templateEditor().highlighter().finish();
    page.eventPane().body().highlighter().finish();
    page.outputPane().editor().highlighter().finish();
    if (view == u"playground-origin") {
        CodeEditor &output = page.outputPane().editor();
        output.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        output.setTextCursor(output.document()->find(QStringLiteral("food")));
    } else if (view == u"playground-parameters") {
        page.eventPane().findChild<QTabWidget *>()->setCurrentIndex(1);
    } else if (view == u"playground-folded") {
        page.templateEditor().folding().refresh();
        page.templateEditor().folding().setAllFolded(true);
    }
    QWidget *shown = &page;
    if (view == u"playground-completion") {
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QTRY_VERIFY(!page.assist().facts().variables.empty());
        page.templateEditor().setFocus();
        page.templateEditor().goTo(11, 22);
        page.assist().complete();
        QVERIFY(page.assist().isOffering());
        shown = page.findChild<CompletionPopup *>();
    }
    const QStringList wrong = testing::shoot(*shown, view);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        PlaygroundGallery gallery;
        return QTest::qExec(&gallery, count, arguments);
    });
}

#include "playground_test.moc"
