// Pictures of the whole window at work on the PetStore sample.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/studio.h"
#include "ui/commands/method_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/consoles/replay_dialog.h"
#include "ui/document/project_document.h"
#include "ui/editors/cors_dialog.h"
#include "ui/editors/deployments_page.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/deploy_dialog.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/export_dialog.h"
#include "ui/playground/blueprint_page.h"
#include "ui/playground/json_path_tester.h"
#include "ui/playground/schema_tester.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"

#include <QAction>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

void finishHighlighting(const QWidget &page)
{
    for (CodeEditor *editor : page.findChildren<CodeEditor *>())
        editor->highlighter().finish();
}

/// Two deployments, the second with a method more, and the page that tells so.
bool openDeployments(testing::Studio &studio)
{
    ProjectDocument &document = studio.window().document();
    const StageRef dev{studio.api(), "dev"};
    const auto deploy = [&](const char *id, const char *description) {
        const model::Api &draft = document.api(dev.api)->api;
        document.push(new Deploy(document, dev,
                                 {{id},
                                  description,
                                  SystemTime(std::chrono::seconds(1767225600)),
                                  std::make_shared<const model::Api>(draft)}));
    };
    deploy("a1b2c3d4e5", "First try");
    const model::ResourceId pets = document.restApi(dev.api)->resourceAt("/pets")->id;
    document.push(new InsertMethod(document, dev.api, pets, newMockMethod("PUT")));
    deploy("f6g7h8i9j0", "Pets can be replaced");
    if (!studio.window().editors().open({ObjectRef::Kind::Deployment, dev.api, {}, "f6g7h8i9j0"}))
        return false;
    auto *page = studio.window().editors().findChild<DeploymentsPage *>();
    return page && QSignalSpy(page, &DeploymentsPage::compared).wait();
}

} // namespace

class WindowGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksRight_data();
    void looksRight();
};

void WindowGallery::looksRight_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<Scheme>("scheme");
    for (const char *view :
         {"window-welcome", "window-design", "window-method", "window-text", "window-stage", "window-run",
          "window-debug", "window-locator", "window-blueprints", "window-json-path", "window-schema",
          "window-deployments", "dialog-deploy", "dialog-export", "dialog-cors", "dialog-replay"}) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark})
            QTest::addRow("%s %s", view, qPrintable(testing::nameOf(scheme))) << QString::fromLatin1(view) << scheme;
    }
}

void WindowGallery::looksRight()
{
    QFETCH(const QString, view);
    QFETCH(const Scheme, scheme);
    testing::dress(scheme);
    testing::Studio studio;
    MainWindow &window = studio.window();
    window.show();
    QWidget *shown = &window;
    std::unique_ptr<QDialog> dialog;
    if (view != u"window-welcome")
        QVERIFY(studio.openSample());
    if (view == u"window-method") {
        QVERIFY(studio.openMethod(QStringLiteral("/pets/{petId}"), QStringLiteral("GET")));
    } else if (view == u"window-text") {
        window.editors().openText(studio.api());
        auto *code = window.editors().findChild<CodeEditor *>();
        QVERIFY(code);
        QTRY_VERIFY(!code->toPlainText().isEmpty());
        code->highlighter().finish();
    } else if (view == u"window-stage") {
        QVERIFY(window.editors().open(ObjectRef::of(StageRef{studio.api(), "dev"})));
    } else if (view == u"window-run" || view == u"window-debug") {
        QVERIFY(studio.startGateway());
        QVERIFY(studio.openMethod(QStringLiteral("/pets"), QStringLiteral("GET")));
        window.layouts().show(view.mid(7));
        QVERIFY(studio.call(QStringLiteral("GET"), QStringLiteral("/nope")));
        QVERIFY(studio.call(QStringLiteral("GET"), QStringLiteral("/pets")));
    } else if (view == u"window-locator") {
        window.actions().locate->trigger();
    } else if (view == u"window-blueprints") {
        window.actions().blueprints->trigger();
        auto *page = window.findChild<BlueprintPage *>();
        page->setCurrent("dynamodb-get-response");
        finishHighlighting(*page);
    } else if (view == u"window-json-path") {
        window.actions().jsonPathTester->trigger();
        auto *tester = window.findChild<JsonPathTester *>();
        QVERIFY(QSignalSpy(tester, &JsonPathTester::answered).wait());
        finishHighlighting(*tester);
    } else if (view == u"window-schema") {
        window.actions().schemaTester->trigger();
        auto *tester = window.findChild<SchemaTester *>();
        QVERIFY(QSignalSpy(tester, &SchemaTester::answered).wait());
        finishHighlighting(*tester);
    } else if (view == u"dialog-deploy") {
        dialog = std::make_unique<DeployDialog>(window.document(), StageRef{studio.api(), "prod"});
        shown = dialog.get();
    } else if (view == u"window-deployments") {
        QVERIFY(openDeployments(studio));
    } else if (view == u"dialog-cors") {
        dialog = std::make_unique<CorsDialog>(window.document(), studio.api(),
                                              window.document().restApi(studio.api())->resourceAt("/pets")->id);
        shown = dialog.get();
    } else if (view == u"dialog-replay") {
        dialog = std::make_unique<ReplayDialog>(window.document().project(), studio.api(), std::deque<TracePtr>(),
                                                model::StringMap());
        shown = dialog.get();
    } else if (view == u"dialog-export") {
        dialog = std::make_unique<ExportDialog>(window.document(), studio.api());
        shown = dialog.get();
    }
    const QStringList wrong = testing::shoot(*shown, view);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        WindowGallery gallery;
        return QTest::qExec(&gallery, count, arguments);
    });
}

#include "window_test.moc"
