#include "tests/support/api_builder.h"
#include "ui/consoles/replay_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

model::Api version(const std::string &name)
{
    ApiBuilder builder;
    builder.mock("GET", "/name", name);
    builder.mock("GET", "/same", "same");
    builder.mock("POST", "/name", name);
    return builder.api;
}

TracePtr traceOf(const std::string &line)
{
    auto trace = std::make_shared<trace::Trace>();
    trace->apiId = "api1";
    trace->stage = "dev";
    trace->request.startLine = line + " HTTP/1.1";
    return trace;
}

} // namespace

class ReplayDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWouldAnswerDifferently();
    void withoutTrafficThereIsNothingToReplay();
};

void ReplayDialogTest::tellsWhatWouldAnswerDifferently()
{
    model::Project project;
    model::ApiEntry &entry = project.apis.emplace_back();
    entry.api = version("new");
    entry.deployments = {{{"d1"}, "first", {}, std::make_shared<const model::Api>(version("old"))}};
    model::Stage dev;
    dev.name = "dev";
    dev.deploymentId = {"d1"};
    entry.stages = {dev};
    std::deque<TracePtr> traces{traceOf("GET /dev/name"), traceOf("GET /dev/same?x=1"), traceOf("POST /dev/name"),
                                traceOf("GET /dev/name?y")};
    auto other = std::make_shared<trace::Trace>(*traces.front());
    other->apiId = "another";
    traces.push_back(other);

    ReplayDialog dialog(project, {"api1"}, traces, {});
    QCOMPARE(dialog.findChildren<QComboBox *>().at(0)->currentData().toString(), u"d1"_s); // what is served now
    QSignalSpy replayed(&dialog, &ReplayDialog::replayed);
    dialog.start();
    QVERIFY(replayed.wait());
    QCOMPARE(dialog.verdict(), u"2 of 3 recorded request(s) would answer differently."_s);
    auto *list = dialog.findChild<QTableWidget *>();
    QCOMPARE(list->rowCount(), 2);
    QCOMPARE(list->item(0, 0)->text(), u"GET /name"_s);
    QCOMPARE(list->item(0, 2)->text(), u"old"_s);
    QCOMPARE(list->item(0, 3)->text(), u"new"_s);

    dialog.findChild<QCheckBox *>()->setChecked(true);
    dialog.start();
    QVERIFY(replayed.wait());
    QCOMPARE(dialog.verdict(), u"3 of 4 recorded request(s) would answer differently."_s);
}

void ReplayDialogTest::withoutTrafficThereIsNothingToReplay()
{
    model::Project project;
    project.apis.emplace_back().api = version("new");
    const ReplayDialog dialog(project, {"api1"}, {}, {});
    for (const QPushButton *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().contains(u"Replay"_s))
            QVERIFY(!button->isEnabled());
    }
}

QTEST_MAIN(ReplayDialogTest)
#include "replay_dialog_test.moc"
