// Every visible text passes through tr(), and fits when it is a third longer.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/studio.h"
#include "tests/ui/support/view_checks.h"
#include "ui/consoles/replay_dialog.h"
#include "ui/document/project_document.h"
#include "ui/editors/cors_dialog.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/deploy_dialog.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/export_dialog.h"
#include "ui/settings/settings_dialog.h"

#include <QAction>
#include <QRegularExpression>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class TranslationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTextIsTranslatedAndFits_data();
    void everyTextIsTranslatedAndFits();
};

namespace {

/// What is the user's or the protocol's and stays as it is: names of the project, verbs, paths, numbers, keys,
/// addresses.
bool isData(const QString &text)
{
    static const QRegularExpression s_data(QStringLiteral(
        "^((GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)( /.*)?|Show one "
        "pet|MOCK|HTTP|REST|CLF|XML|CSV|HTTP_PROXY|AWS|AWS_PROXY|VPC_LINK|JSON|YAML|"
        "PetStore.*|petstore.*|dev|prod|Gatehouse|[/{$].*|https?:.*|[0-9.]+|[A-Za-z]+\\+.*|F[0-9]+|.*\\.(yaml|json).*|"
        "[A-Z][A-Za-z]*-[A-Za-z-]*|application/.*|[^\\p{L}]*)$"));
    return s_data.match(text).hasMatch();
}

QStringList leftovers(const QWidget &widget)
{
    QStringList found;
    for (const QString &text : testing::visibleTexts(widget)) {
        if (!text.contains(u'«') && !isData(text))
            found.append(QStringLiteral("not translated: ") + text);
    }
    return found;
}

} // namespace

void TranslationTest::initTestCase()
{
    testing::dress(Scheme::Light);
    QCoreApplication::installTranslator(new testing::PseudoTranslator(qApp));
}

void TranslationTest::everyTextIsTranslatedAndFits_data()
{
    QTest::addColumn<QString>("view");
    for (const char *view : {"welcome", "design", "method", "playground", "stage", "run", "debug", "deploy", "cors",
                             "replay", "export", "settings", "blueprints", "json-path", "schema"})
        QTest::newRow(view) << QString::fromLatin1(view);
}

void TranslationTest::everyTextIsTranslatedAndFits()
{
    QFETCH(const QString, view);
    testing::Studio studio;
    MainWindow &window = studio.window();
    window.show();
    QWidget *shown = &window;
    std::unique_ptr<QDialog> dialog;
    if (view != u"welcome")
        QVERIFY(studio.openSample());
    if (view == u"method") {
        QVERIFY(studio.openMethod(QStringLiteral("/pets/{petId}"), QStringLiteral("GET")));
    } else if (view == u"playground") {
        window.actions().playground->trigger();
    } else if (view == u"stage") {
        QVERIFY(window.editors().open(ObjectRef::of(StageRef{studio.api(), "dev"})));
    } else if (view == u"run" || view == u"debug") {
        window.layouts().show(view);
    } else if (view == u"blueprints") {
        window.actions().blueprints->trigger();
    } else if (view == u"json-path") {
        window.actions().jsonPathTester->trigger();
    } else if (view == u"schema") {
        window.actions().schemaTester->trigger();
    } else if (view == u"deploy") {
        dialog = std::make_unique<DeployDialog>(window.document(), StageRef{studio.api(), "dev"});
    } else if (view == u"cors") {
        dialog = std::make_unique<CorsDialog>(window.document(), studio.api(),
                                              window.document().restApi(studio.api())->resourceAt("/pets")->id);
    } else if (view == u"replay") {
        dialog = std::make_unique<ReplayDialog>(window.document().project(), studio.api(), std::deque<TracePtr>(),
                                                model::StringMap());
    } else if (view == u"export") {
        dialog = std::make_unique<ExportDialog>(window.document(), studio.api());
    } else if (view == u"settings") {
        dialog = std::make_unique<SettingsDialog>(studio.settings());
    }
    if (dialog)
        shown = dialog.get();
    QStringList wrong = testing::shoot(*shown, QStringLiteral("pseudo-") + view);
    wrong += leftovers(*shown);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_MAIN(TranslationTest)
#include "translation_test.moc"
