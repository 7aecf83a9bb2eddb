#include "tests/ui/support/sample_project.h"
#include "ui/commands/api_commands.h"
#include "ui/commands/method_commands.h"
#include "ui/commands/resource_commands.h"
#include "ui/commands/stage_commands.h"

#include <QTest>
#include <QUndoStack>

#include <random>
#include <set>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;

namespace {

using MakeCommand = std::function<QUndoCommand *(ProjectDocument &)>;

model::ResourceId id(const char *text)
{
    return {text};
}

model::Method changed(ProjectDocument &document, const MethodRef &ref,
                      const std::function<void(model::Method &)> &change)
{
    model::Method after = *document.method(ref);
    change(after);
    return after;
}

} // namespace

Q_DECLARE_METATYPE(MakeCommand)

class CommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsOneUndoableChange_data();
    void eachIsOneUndoableChange();
    void whatChangesNothingIsNoStep_data();
    void whatChangesNothingIsNoStep();
    void typingIsOneStep();
    void typingBackToTheStartIsNoStep();
    void typingInAnotherFieldIsAnotherStep();
    void moveKeepsParentsBeforeChildren();
    void moveIsRefused_data();
    void moveIsRefused();
    void duplicateGetsAFreeName_data();
    void duplicateGetsAFreeName();
    void deployingTheSameContentAddsNoSecondDeployment();
    void textKeepsTheIdsOfKnownPaths();
    void anySequenceIsUndoneToTheStart_data();
    void anySequenceIsUndoneToTheStart();
};

void CommandsTest::eachIsOneUndoableChange_data()
{
    QTest::addColumn<MakeCommand>("make");
    const auto row = [](const char *name, MakeCommand make) { QTest::newRow(name) << std::move(make); };
    const MethodRef getPets{kApi, id("pets"), "GET"};
    row("add resource", [](ProjectDocument &d) { return new InsertResource(d, kApi, id("pets"), "photos"); });
    row("delete resource with its subtree", [](ProjectDocument &d) { return new RemoveResource(d, kApi, id("pets")); });
    row("rename resource", [](ProjectDocument &d) { return new RenameResource(d, kApi, id("pets"), "animals"); });
    row("move resource to another parent",
        [](ProjectDocument &d) { return new MoveResource(d, kApi, id("pets"), id("orders")); });
    row("move resource among its siblings",
        [](ProjectDocument &d) { return new MoveResource(d, kApi, id("orders"), id("root"), id("pets")); });
    row("duplicate resource",
        [](ProjectDocument &d) { return new InsertResource(d, kApi, duplicateOf(*d.restApi(kApi), id("pets"))); });
    row("add method", [](ProjectDocument &d) { return new InsertMethod(d, kApi, id("orders"), newMockMethod("GET")); });
    row("delete method", [=](ProjectDocument &d) { return new RemoveMethod(d, getPets); });
    row("change verb", [=](ProjectDocument &d) {
        return new EditMethod(d, getPets, changed(d, getPets, [](auto &m) { m.httpMethod = "ANY"; }),
                              QStringLiteral("x"));
    });
    row("change integration", [=](ProjectDocument &d) {
        return new EditMethod(d, getPets, changed(d, getPets, [](auto &m) { m.integration->uri = "http://other"; }),
                              QStringLiteral("x"));
    });
    row("remove integration", [=](ProjectDocument &d) {
        return new EditMethod(d, getPets, changed(d, getPets, [](auto &m) { m.integration.reset(); }),
                              QStringLiteral("x"));
    });
    row("change request parameters", [=](ProjectDocument &d) {
        return new EditMethod(
            d, getPets,
            changed(d, getPets, [](auto &m) { m.requestParameters.push_back({.name = "limit", .extra = {}}); }),
            QStringLiteral("x"));
    });
    row("add stage", [](ProjectDocument &d) {
        model::Stage stage;
        stage.name = "test";
        return new InsertStage(d, kApi, stage);
    });
    row("delete stage", [](ProjectDocument &d) { return new RemoveStage(d, {kApi, "dev"}); });
    row("rename stage", [](ProjectDocument &d) {
        model::Stage stage = *d.stage({kApi, "dev"});
        stage.name = "development";
        return new EditStage(d, {kApi, "dev"}, stage, QStringLiteral("x"));
    });
    row("change stage variables", [](ProjectDocument &d) {
        model::Stage stage = *d.stage({kApi, "dev"});
        stage.variables["host"] = "example.org";
        return new EditStage(d, {kApi, "dev"}, stage, QStringLiteral("x"));
    });
    row("deploy to a stage", [](ProjectDocument &d) {
        return new Deploy(d, {kApi, "prod"},
                          {{"deploy0002"}, "second", {}, std::make_shared<const model::Api>(d.api(kApi)->api)});
    });
    row("deploy to a new stage", [](ProjectDocument &d) {
        return new Deploy(d, {kApi, "new"},
                          {{"deploy0002"}, "second", {}, std::make_shared<const model::Api>(d.api(kApi)->api)});
    });
    row("change settings", [](ProjectDocument &d) {
        model::RestApi api = *d.restApi(kApi);
        api.description = "Pets";
        return new EditApi(d, DocumentChange::Kind::ApiSettings, kApi, api, QStringLiteral("x"));
    });
    row("change a model", [](ProjectDocument &d) {
        model::RestApi api = *d.restApi(kApi);
        api.models.front().edit().name = "Animal";
        return new EditApi(d, DocumentChange::Kind::Models, kApi, api, QStringLiteral("x"));
    });
    row("replace the API", [](ProjectDocument &d) {
        model::RestApi api = *d.restApi(kApi);
        api.resources.resize(1);
        return new ReplaceApi(d, api, {std::make_shared<const std::string>("{}"), false, true}, QStringLiteral("x"));
    });
    row("add API", [](ProjectDocument &d) {
        return new InsertApi(d, {.folder = "petstore", .api = petStoreApi(), .stages = {}, .deployments = {}});
    });
    row("delete API", [](ProjectDocument &d) { return new RemoveApi(d, kApi); });
    row("change project", [](ProjectDocument &d) {
        model::Project project = d.project();
        project.apiKeys.clear();
        return new EditProject(d, project, QStringLiteral("x"));
    });
}

void CommandsTest::eachIsOneUndoableChange()
{
    QFETCH(const MakeCommand, make);
    ProjectDocument document;
    document.reset(loaded(petStore()));
    int before = 0;
    int after = 0;
    connect(&document, &ProjectDocument::aboutToChange, this, [&] { ++before; });
    connect(&document, &ProjectDocument::changed, this, [&] { QCOMPARE(++after, before); });

    document.push(make(document));
    QCOMPARE(document.undoStack().count(), 1);
    QVERIFY(!document.undoStack().undoText().isEmpty());
    QVERIFY(document.isModified());
    QVERIFY(after > 0);
    const model::Project done = document.project();
    QVERIFY(done != petStore());

    document.undoStack().undo();
    QVERIFY(document.project() == petStore());
    QVERIFY(!document.isModified());
    document.undoStack().redo();
    QVERIFY(document.project() == done);
    document.undoStack().undo();
    QVERIFY(document.project() == petStore());
}

void CommandsTest::whatChangesNothingIsNoStep_data()
{
    QTest::addColumn<MakeCommand>("make");
    const auto row = [](const char *name, MakeCommand make) { QTest::newRow(name) << std::move(make); };
    row("delete the root", [](ProjectDocument &d) { return new RemoveResource(d, kApi, id("root")); });
    row("same name", [](ProjectDocument &d) { return new RenameResource(d, kApi, id("pets"), "pets"); });
    row("same place",
        [](ProjectDocument &d) { return new MoveResource(d, kApi, id("pets"), id("root"), id("orders")); });
    row("method that is there",
        [](ProjectDocument &d) { return new InsertMethod(d, kApi, id("pets"), newMockMethod("GET")); });
    row("same method", [](ProjectDocument &d) {
        const MethodRef ref{kApi, id("pets"), "GET"};
        return new EditMethod(d, ref, *d.method(ref), QStringLiteral("x"));
    });
    row("same stage", [](ProjectDocument &d) {
        return new EditStage(d, {kApi, "dev"}, *d.stage({kApi, "dev"}), QStringLiteral("x"));
    });
    row("same API", [](ProjectDocument &d) {
        return new ReplaceApi(d, d.api(kApi)->api, {std::make_shared<const std::string>("#"), true, true},
                              QStringLiteral("x"));
    });
}

void CommandsTest::whatChangesNothingIsNoStep()
{
    QFETCH(const MakeCommand, make);
    ProjectDocument document;
    document.reset(loaded(petStore()));
    document.push(new RenameResource(document, kApi, id("orders"), "sales"));
    document.undoStack().undo();
    document.push(make(document));
    QVERIFY(document.project() == petStore());
    QCOMPARE(document.undoStack().index(), 0);
    QVERIFY2(document.undoStack().canRedo(), "what can be redone is kept");
}

void CommandsTest::typingIsOneStep()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    const MethodRef ref{kApi, id("pets"), "GET"};
    for (const char *text : {"l", "li", "lis", "list"})
        editMethod(document, ref, QStringLiteral("Change operation name"), QStringLiteral("operationName"),
                   [&](auto &m) { m.operationName = text; });
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(document.method(ref)->operationName, std::string("list"));
    document.undoStack().undo();
    QVERIFY(document.project() == petStore());
    document.undoStack().redo();
    QCOMPARE(document.method(ref)->operationName, std::string("list"));
}

void CommandsTest::typingBackToTheStartIsNoStep()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    for (const char *text : {"a", ""}) {
        editMethod(document, {kApi, id("pets"), "GET"}, QStringLiteral("x"), QStringLiteral("operationName"),
                   [&](auto &m) { m.operationName = text; });
    }
    QCOMPARE(document.undoStack().count(), 0);
    QVERIFY(!document.isModified());
}

void CommandsTest::typingInAnotherFieldIsAnotherStep()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    const MethodRef ref{kApi, id("pets"), "GET"};
    editMethod(document, ref, QStringLiteral("x"), QStringLiteral("operationName"),
               [](auto &m) { m.operationName = "a"; });
    editMethod(document, ref, QStringLiteral("x"), QStringLiteral("uri"), [](auto &m) { m.integration->uri = "b"; });
    editMethod(document, {kApi, id("pets"), "POST"}, QStringLiteral("x"), QStringLiteral("uri"),
               [](auto &m) { m.integration->uri = "b"; });
    QCOMPARE(document.undoStack().count(), 3);
}

void CommandsTest::moveKeepsParentsBeforeChildren()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    document.push(new MoveResource(document, kApi, id("pets"), id("orders")));
    const model::RestApi &api = *document.restApi(kApi);
    QCOMPARE(api.path(id("pet")), std::string("/orders/pets/{petId}"));
    std::set<std::string> seen{""};
    for (const auto &resource : api.resources) {
        QVERIFY(seen.contains(resource->parent.value));
        seen.insert(resource->id.value);
    }
}

void CommandsTest::moveIsRefused_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<bool>("refused");
    QTest::newRow("to another parent") << "pets" << "orders" << false;
    QTest::newRow("the root") << "root" << "pets" << true;
    QTest::newRow("below itself") << "pets" << "pets" << true;
    QTest::newRow("below its child") << "pets" << "pet" << true;
    QTest::newRow("among its siblings") << "pets" << "root" << false;
}

void CommandsTest::moveIsRefused()
{
    QFETCH(const QString, resource);
    QFETCH(const QString, parent);
    QFETCH(const bool, refused);
    const auto problem = moveProblem(petStoreApi(), {resource.toStdString()}, {parent.toStdString()});
    QCOMPARE(problem.has_value(), refused);
}

void CommandsTest::duplicateGetsAFreeName_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("literal") << "pets" << "pets-copy" << "pets-copy-2";
    QTest::newRow("one variable per parent") << "pet" << "petId-copy" << "petId-copy-2";
}

void CommandsTest::duplicateGetsAFreeName()
{
    QFETCH(const QString, resource);
    ProjectDocument document;
    document.reset(loaded(petStore()));
    for (const char *column : {"first", "second"}) {
        const auto copies = duplicateOf(*document.restApi(kApi), {resource.toStdString()});
        QCOMPARE(QString::fromStdString(copies.front().pathPart),
                 *static_cast<QString *>(QTest::qData(column, qMetaTypeId<QString>())));
        document.push(new InsertResource(document, kApi, copies));
    }
    std::set<std::string> ids;
    for (const auto &each : document.restApi(kApi)->resources)
        QVERIFY(ids.insert(each->id.value).second);
}

void CommandsTest::deployingTheSameContentAddsNoSecondDeployment()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    const model::DeploymentRecord first = document.api(kApi)->deployments.front();
    document.push(new Deploy(document, {kApi, "prod"}, first));
    QCOMPARE(document.api(kApi)->deployments.size(), std::size_t(1));
    QCOMPARE(document.stage({kApi, "prod"})->deploymentId, first.id);
    document.push(new Deploy(document, {kApi, "prod"}, first));
    QCOMPARE(document.undoStack().count(), 1);
}

void CommandsTest::textKeepsTheIdsOfKnownPaths()
{
    model::RestApi incoming = petStoreApi();
    // As an importer would: other ids, one of which is in use for another path.
    incoming.id = {"other"};
    incoming.resources.at(1).edit().id = {"orders"};
    incoming.resources.at(2).edit().parent = {"orders"};
    incoming.resources.at(3).edit().id = {"x"};
    incoming.resources.push_back(resource("pets", "root", "new"));
    model::Api adopted = incoming;
    adoptIds(adopted, petStoreApi());
    const auto &api = std::get<model::RestApi>(adopted);
    QCOMPARE(api.id, kApi);
    QCOMPARE(api.resourceAt("/pets")->id, id("pets"));
    QCOMPARE(api.resourceAt("/pets/{petId}")->id, id("pet"));
    QCOMPARE(api.resourceAt("/orders")->id, id("orders"));
    QVERIFY(api.resourceAt("/new")->id != id("pets"));
}

void CommandsTest::anySequenceIsUndoneToTheStart_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void CommandsTest::anySequenceIsUndoneToTheStart()
{
    QFETCH(const quint32, seed);
    std::mt19937 random(seed);
    const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    ProjectDocument document;
    document.reset(loaded(petStore()));
    std::vector<model::Project> states{document.project()};
    for (int step = 0; step < 60; ++step) {
        const model::RestApi &api = *document.restApi(kApi);
        const model::ResourceId any = api.resources[pick(api.resources.size())]->id;
        const model::ResourceId other = api.resources[pick(api.resources.size())]->id;
        const model::Resource &resource = *api.resource(any);
        const std::string part = "p" + std::to_string(step);
        switch (pick(9)) {
        case 0:
            if (!model::pathPartProblem(api, any, part))
                document.push(new InsertResource(document, kApi, any, part));
            break;
        case 1:
            if (random() % 3 == 0)
                document.push(new RemoveResource(document, kApi, any));
            break;
        case 2:
            if (!resource.parent.isNull())
                document.push(new RenameResource(document, kApi, any, part));
            break;
        case 3:
            if (!moveProblem(api, any, other)) {
                const auto children = api.children(other);
                const auto before
                    = children.empty() || random() % 2 ? model::ResourceId{} : children[pick(children.size())]->id;
                document.push(
                    new MoveResource(document, kApi, any, other, before == any ? model::ResourceId{} : before));
            }
            break;
        case 4:
            if (!resource.parent.isNull())
                document.push(new InsertResource(document, kApi, duplicateOf(api, any)));
            break;
        case 5:
            if (!freeVerb(resource).empty())
                document.push(new InsertMethod(document, kApi, any, newMockMethod(freeVerb(resource))));
            break;
        case 6:
            if (!resource.methods.empty())
                document.push(new RemoveMethod(document, {kApi, any, resource.methods.front().httpMethod}));
            break;
        case 7:
            if (!resource.methods.empty()) {
                editMethod(document, {kApi, any, resource.methods.front().httpMethod}, QStringLiteral("x"), {},
                           [&](auto &m) { m.operationName = part; });
            }
            break;
        case 8:
            editStage(document, {kApi, "dev"}, QStringLiteral("x"), {},
                      [&](auto &stage) { stage.variables[part] = "1"; });
            break;
        }
        if (document.undoStack().count() == static_cast<int>(states.size()))
            states.push_back(document.project());
    }
    QVERIFY(states.size() > 10);
    for (int index = static_cast<int>(states.size()) - 1; index >= 0; --index) {
        document.undoStack().setIndex(index);
        QVERIFY(document.project() == states[static_cast<std::size_t>(index)]);
    }
    document.undoStack().setIndex(document.undoStack().count());
    QVERIFY(document.project() == states.back());
}

QTEST_MAIN(CommandsTest)
#include "commands_test.moc"
