#include "tests/ui/support/sample_project.h"
#include "ui/commands/stage_commands.h"
#include "ui/document/project_document.h"
#include "ui/editors/changes_view.h"
#include "ui/editors/cors_dialog.h"
#include "ui/editors/deployments_page.h"
#include "ui/editors/stage_page.h"
#include "ui/models/method_settings_model.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;
using namespace Qt::StringLiterals;

/// The pages and dialogs of stages: what the user does becomes one undoable step of the document.
class StagePageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void canaryIsMadeChangedPromotedAndDeleted();
    void deploymentGoesToTheCanaryThatThereIs();
    void methodSettingsAreInheritedAndOverridden();
    void wrongNumbersAreRefused_data();
    void wrongNumbersAreRefused();
    void cacheAndAccessLogAreEdited();
    void aBadVariableIsTold();
    void deploymentsTellWhatChanged();
    void corsIsPreviewedAndEnabled();

private:
    template <class Widget>
    static Widget *named(const QWidget &page, const QString &name)
    {
        for (Widget *widget : page.findChildren<Widget *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    template <class Button>
    static Button *button(const QWidget &page, const QString &text)
    {
        for (Button *each : page.findChildren<Button *>()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] const model::Stage &stage() const { return *m_document.stage(m_ref); }

    const StageRef m_ref{kApi, "dev"};
    ProjectDocument m_document;
};

/// "dev" serves the first of two deployments; the second has a template more.
void StagePageTest::init()
{
    model::Project project = petStore();
    model::ApiEntry &entry = project.apis.front();
    auto &api = std::get<model::RestApi>(entry.api);
    api.resources.at(1).edit().method("GET")->integration->requestTemplates["application/json"] = "{}";
    entry.deployments.push_back({{"deploy0002"}, "second", {}, std::make_shared<const model::Api>(entry.api)});
    m_document.reset(loaded(std::move(project)));
}

void StagePageTest::canaryIsMadeChangedPromotedAndDeleted()
{
    StagePage page(m_document, m_ref);
    button<QPushButton>(page, u"Create canary"_s)->click();
    QCOMPARE(stage().canary->deploymentId.value, std::string("deploy0001"));
    QCOMPARE(stage().canary->percentTraffic, 0.0);
    named<QDoubleSpinBox>(page, u"Percentage of requests to the canary"_s)->setValue(12.5);
    QCOMPARE(stage().canary->percentTraffic, 12.5);
    auto *deployment = named<QComboBox>(page, u"Deployment of the canary"_s);
    deployment->setCurrentIndex(deployment->findData(u"deploy0002"_s));
    Q_EMIT deployment->activated(deployment->currentIndex());
    QCOMPARE(stage().canary->deploymentId.value, std::string("deploy0002"));

    button<QPushButton>(page, u"Promote to stage"_s)->click();
    QCOMPARE(stage().deploymentId.value, std::string("deploy0002"));
    QCOMPARE(stage().canary->percentTraffic, 0.0);
    m_document.undoStack().undo();
    QCOMPARE(stage().deploymentId.value, std::string("deploy0001"));
    QCOMPARE(stage().canary->percentTraffic, 12.5);
    button<QPushButton>(page, u"Delete canary"_s)->click();
    QVERIFY(!stage().canary);
    m_document.undoStack().setIndex(0);
    QVERIFY(!stage().canary);
    m_document.undoStack().setIndex(m_document.undoStack().count() - 1);
    QVERIFY(stage().canary);
}

void StagePageTest::deploymentGoesToTheCanaryThatThereIs()
{
    const model::DeploymentRecord record{{"deploy0003"}, "third", {}, m_document.api(kApi)->deployments[1].api};
    m_document.push(new Deploy(m_document, m_ref, record, model::DeployTarget::Canary, 20));
    QCOMPARE(stage().deploymentId.value, std::string("deploy0001"));
    QCOMPARE(stage().canary->deploymentId.value, std::string("deploy0003"));
    QCOMPARE(stage().canary->percentTraffic, 20.0);
    m_document.undoStack().undo();
    QVERIFY(!stage().canary);
    QVERIFY(!m_document.api(kApi)->deployment({"deploy0003"}));
    m_document.undoStack().redo();
    const model::DeploymentRecord next{{"deploy0004"}, "fourth", {}, record.api};
    m_document.push(new Deploy(m_document, m_ref, next)); // documented: to the canary while there is one
    QCOMPARE(stage().deploymentId.value, std::string("deploy0001"));
    QCOMPARE(stage().canary->deploymentId.value, std::string("deploy0004"));
}

void StagePageTest::methodSettingsAreInheritedAndOverridden()
{
    StagePage page(m_document, m_ref);
    auto *model = page.findChild<MethodSettingsModel *>();
    const QAbstractItemModelTester consistency(model);
    QCOMPARE(model->rowCount(), 5); // all methods, and the four of the API
    const auto cell = [&](int row, int column) { return model->index(row, column); };
    using M = MethodSettingsModel;
    QVERIFY(model->setData(cell(0, M::BurstColumn), u"-1"_s, Qt::EditRole)); // AWS's word for no limit
    QCOMPARE(stage().methodSettings.at("*/*").throttlingBurstLimit, std::optional(-1));
    QVERIFY(model->setData(cell(0, M::LoggingColumn), u"ERROR"_s, Qt::EditRole));
    QVERIFY(model->setData(cell(0, M::CachingColumn), M::tr("On"), Qt::EditRole));
    QVERIFY(model->setData(cell(2, M::RateColumn), QLocale().toString(2.5), Qt::EditRole));
    QCOMPARE(cell(2, M::MethodColumn).data().toString(), u"GET /pets"_s);
    QCOMPARE(stage().methodSettings.at("*/*").loggingLevel, std::string("ERROR"));
    QCOMPARE(stage().methodSettings.at("~1pets/GET").throttlingRateLimit, std::optional(2.5));
    QCOMPARE(cell(2, M::LoggingColumn).data().toString(), u"ERROR"_s);
    QVERIFY(cell(2, M::LoggingColumn).data(M::InheritedRole).toBool());
    QVERIFY(!cell(2, M::RateColumn).data(M::InheritedRole).toBool());
    QCOMPARE(cell(2, M::CachingColumn).data().toString(), M::tr("On"));
    QCOMPARE(cell(3, M::MethodColumn).data().toString(), u"POST /pets"_s);
    QCOMPARE(cell(3, M::CachingColumn).data().toString(), M::tr("Off")); // documented: "*/*" caches GET only

    QVERIFY(model->setData(cell(2, M::RateColumn), QString(), Qt::EditRole)); // the last of its own: the key goes
    QVERIFY(!stage().methodSettings.contains("~1pets/GET"));
    m_document.undoStack().undo();
    QCOMPARE(stage().methodSettings.at("~1pets/GET").throttlingRateLimit, std::optional(2.5));
}

void StagePageTest::wrongNumbersAreRefused_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::newRow("letters") << int(MethodSettingsModel::RateColumn) << u"fast"_s;
    QTest::newRow("negative") << int(MethodSettingsModel::BurstColumn) << u"-2"_s;
    QTest::newRow("a negative time") << int(MethodSettingsModel::TtlColumn) << u"-1"_s;
    QTest::newRow("documented: more than 3600 s") << int(MethodSettingsModel::TtlColumn) << u"3601"_s;
}

void StagePageTest::wrongNumbersAreRefused()
{
    QFETCH(const int, column);
    QFETCH(const QString, text);
    StagePage page(m_document, m_ref);
    auto *model = page.findChild<MethodSettingsModel *>();
    QVERIFY(!model->setData(model->index(0, column), text, Qt::EditRole));
    QCOMPARE(m_document.undoStack().count(), 0);
}

void StagePageTest::cacheAndAccessLogAreEdited()
{
    StagePage page(m_document, m_ref);
    button<QCheckBox>(page, u"Provision a cache of"_s)->click();
    QVERIFY(stage().cacheClusterEnabled);
    QCOMPARE(stage().cacheClusterSize, std::string("0.5"));
    QTest::keyClicks(named<QLineEdit>(page, u"Destination of the access log"_s), u"access.log"_s);
    auto *format = named<QPlainTextEdit>(page, u"Format of a line of the access log"_s);
    QTest::keyClicks(format, u"$context.stage"_s);
    QCOMPARE(stage().accessLog->destination, std::string("access.log"));
    QCOMPARE(stage().accessLog->format, std::string("$context.stage"));
    QVERIFY(format->accessibleDescription().contains(u"$context.requestId"_s)); // documented: it must be there
    QCOMPARE(m_document.undoStack().count(), 3); // typing merges
    m_document.undoStack().setIndex(0);
    QVERIFY(!stage().accessLog);
    QVERIFY(format->toPlainText().isEmpty());
}

void StagePageTest::aBadVariableIsTold()
{
    StagePage page(m_document, m_ref);
    const auto told = [&] {
        return std::ranges::any_of(page.findChildren<QLabel *>(), [](const QLabel *label) {
            return !label->isHidden() && label->text().startsWith(u"backend: a value has"_s);
        });
    };
    QVERIFY(!told());
    editStage(m_document, m_ref, u"x"_s, {}, [](auto &s) { s.variables["backend"] = "a b"; });
    QVERIFY(told());
}

void StagePageTest::deploymentsTellWhatChanged()
{
    DeploymentsPage page(m_document, {ObjectRef::Kind::Deployment, kApi, {}, "deploy0002"});
    QSignalSpy compared(&page, &DeploymentsPage::compared);
    QVERIFY(compared.wait());
    QCOMPARE(page.changes().changes().size(), std::size_t(1));
    QCOMPARE(page.changes().changes()[0].label, std::string("GET /pets integration request template application/json"));
    auto *list = named<QTableWidget>(page, u"Deployments"_s);
    QCOMPARE(list->rowCount(), 2);
    QCOMPARE(list->item(0, 1)->text(), u"second"_s); // the newest first
    QCOMPARE(list->item(1, 2)->text(), u"dev"_s);
    list->setCurrentCell(1, 0); // the first deployment: nothing before it
    QVERIFY(page.changes().changes().empty());
    QCOMPARE(page.currentPart().name, std::string("deploy0001"));
    auto *other = named<QComboBox>(page, u"Compare with"_s);
    other->setCurrentIndex(1); // the draft
    Q_EMIT other->activated(1);
    QVERIFY(compared.wait());
    QVERIFY(page.changes().changes()[0].kind == model::ChangeKind::Removed); // what leads from the draft back to it

    pointStage(m_document, m_ref, {"deploy0002"});
    QCOMPARE(list->item(0, 2)->text(), u"dev"_s);
    m_document.undoStack().undo();
    QCOMPARE(list->item(1, 2)->text(), u"dev"_s);
}

void StagePageTest::corsIsPreviewedAndEnabled()
{
    CorsDialog dialog(m_document, kApi, {"pets"});
    QVERIFY(!dialog.changes().changes().empty());
    auto *enable = button<QPushButton>(dialog, u"Enable CORS"_s);
    auto *origin = named<QLineEdit>(dialog, u"Allowed origin"_s);
    origin->setText(u"example.org"_s);
    QVERIFY(!enable->isEnabled());
    origin->setText(u"https://example.org"_s);
    QVERIFY(enable->isEnabled());
    enable->click();
    const model::Method *options = m_document.resource(kApi, {"pets"})->method("OPTIONS");
    QVERIFY(options);
    QCOMPARE(m_document.undoStack().count(), 1);
    QCOMPARE(m_document.restApi(kApi)->gatewayResponses.size(), std::size_t(2));
    const CorsDialog again(m_document, kApi, {"pets"});
    QVERIFY(!again.changes().changes().empty()); // the default origin is another one
    m_document.undoStack().undo();
    QVERIFY(!m_document.resource(kApi, {"pets"})->method("OPTIONS"));
}

QTEST_MAIN(StagePageTest)
#include "stage_page_test.moc"
