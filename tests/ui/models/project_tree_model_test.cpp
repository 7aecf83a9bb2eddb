#include "tests/ui/support/sample_project.h"
#include "ui/commands/api_commands.h"
#include "ui/commands/method_commands.h"
#include "ui/commands/resource_commands.h"
#include "ui/commands/stage_commands.h"
#include "ui/models/project_tree_filter.h"
#include "ui/models/project_tree_model.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;
using namespace Qt::StringLiterals;
using Kind = ObjectRef::Kind;

namespace {

ObjectRef resourceRef(const char *id)
{
    return {Kind::Resource, kApi, {id}, {}};
}

ObjectRef methodRef(const char *id, const char *verb)
{
    return {Kind::Method, kApi, {id}, verb};
}

QStringList textsBelow(const QAbstractItemModel &model, const QModelIndex &parent)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row)
        texts << model.index(row, 0, parent).data().toString();
    return texts;
}

/// All rows as text, so that two models can be compared.
QString dump(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth, u' ') + index.data().toString() + u'|'
            + index.data(ProjectTreeModel::DetailRole).toString() + u'|'
            + QString::number(index.data(ProjectTreeModel::DeployStateRole).toInt()) + u'\n'
            + dump(model, index, depth + 1);
    }
    return text;
}

/// A document with its tree, which is checked at every signal it sends.
struct Tree {
    explicit Tree(model::Project project)
    {
        document.reset(loaded(std::move(project)));
        model = std::make_unique<ProjectTreeModel>(document);
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
    }
    /// What a model made anew would show.
    QString fresh() { return dump(ProjectTreeModel(document)); }

    ProjectDocument document;
    std::unique_ptr<ProjectTreeModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;
};

} // namespace

class ProjectTreeModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheProject();
    void renameIsOneUndoableChange_data();
    void renameIsOneUndoableChange();
    void followsEveryChange_data();
    void followsEveryChange();
    void anEditOfALargeApiTouchesItsRowsOnly_data();
    void anEditOfALargeApiTouchesItsRowsOnly();
    void anEditOfTheTextKeepsRowsThatDidNotChange();
    void dragMovesResources_data();
    void dragMovesResources();
    void problemsAreShownAtTheirPlaceAndAbove();
    void stageTellsWhetherItServesTheDraft();
    void filterKeepsTheWayToAHit();
};

void ProjectTreeModelTest::showsTheProject()
{
    Tree tree(petStore());
    QCOMPARE(textsBelow(*tree.model, {}), QStringList({u"PetStore"_s, u"Events"_s, u"Template tests"_s, u"API keys"_s, u"Usage plans"_s}));
    const QModelIndex api = tree.model->index(0, 0);
    QCOMPARE(textsBelow(*tree.model, api),
             QStringList({u"/"_s, u"Stages"_s, u"Models"_s, u"Authorizers"_s, u"Gateway responses"_s,
                          u"Integrations by backend"_s}));
    QCOMPARE(textsBelow(*tree.model, tree.model->indexOf(resourceRef("root"))),
             QStringList({u"GET"_s, u"/pets"_s, u"/orders"_s}));
    QCOMPARE(textsBelow(*tree.model, tree.model->indexOf(resourceRef("pets"))),
             QStringList({u"GET"_s, u"POST"_s, u"/{petId}"_s}));
    QCOMPARE(textsBelow(*tree.model, tree.model->indexOf({Kind::Stages, kApi, {}, {}})),
             QStringList({u"dev"_s, u"prod"_s}));
    QCOMPARE(textsBelow(*tree.model, tree.model->indexOf({Kind::Stage, kApi, {}, "dev"})), QStringList({u"first"_s}));
    QCOMPARE(textsBelow(*tree.model, tree.model->indexOf({Kind::Backends, kApi, {}, {}})),
             QStringList({u"MOCK"_s, u"http://localhost:9000"_s}));
    const ObjectRef pet = methodRef("pet", "GET");
    QCOMPARE(ProjectTreeModel::objectAt(tree.model->indexOf(pet)), pet);
}

void ProjectTreeModelTest::renameIsOneUndoableChange_data()
{
    QTest::addColumn<ObjectRef>("object");
    QTest::addColumn<QString>("newName");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("leaf parameter") << resourceRef("pet") << u"{id}"_s << true;
    QTest::newRow("name of a sibling") << resourceRef("pets") << u"orders"_s << false;
    QTest::newRow("unclosed brace") << resourceRef("pets") << u"{pet"_s << false;
    QTest::newRow("stage") << ObjectRef{Kind::Stage, kApi, {}, "dev"} << u"development"_s << true;
    QTest::newRow("stage that is there") << ObjectRef{Kind::Stage, kApi, {}, "dev"} << u"prod"_s << false;
    QTest::newRow("stage with a space") << ObjectRef{Kind::Stage, kApi, {}, "dev"} << u"my stage"_s << false;
    QTest::newRow("model") << ObjectRef{Kind::Model, kApi, {}, "Pet"} << u"Animal"_s << true;
    QTest::newRow("model with a hyphen") << ObjectRef{Kind::Model, kApi, {}, "Pet"} << u"a-b"_s << false;
    QTest::newRow("API") << ObjectRef{Kind::Api, kApi, {}, {}} << u"Pets"_s << true;
}

void ProjectTreeModelTest::renameIsOneUndoableChange()
{
    QFETCH(const ObjectRef, object);
    QFETCH(const QString, newName);
    QFETCH(const bool, accepted);
    Tree tree(petStore());
    const QModelIndex index = tree.model->indexOf(object);
    QVERIFY(index.flags() & Qt::ItemIsEditable);
    QCOMPARE(!tree.model->renameProblem(index, newName), accepted);
    QCOMPARE(tree.model->setData(index, newName, Qt::EditRole), accepted);
    QCOMPARE(tree.document.undoStack().count(), accepted ? 1 : 0);
    QTRY_COMPARE(dump(*tree.model), tree.fresh());
    tree.document.undoStack().undo();
    QVERIFY(tree.document.project() == petStore());
    QTRY_COMPARE(dump(*tree.model), tree.fresh());
}

void ProjectTreeModelTest::followsEveryChange_data()
{
    using MakeCommand = std::function<QUndoCommand *(ProjectDocument &)>;
    QTest::addColumn<MakeCommand>("make");
    const auto row = [](const char *name, MakeCommand make) { QTest::newRow(name) << std::move(make); };
    row("add resource", [](auto &d) { return new InsertResource(d, kApi, {"root"}, "photos"); });
    row("delete subtree", [](auto &d) { return new RemoveResource(d, kApi, {"pets"}); });
    row("move to another parent", [](auto &d) { return new MoveResource(d, kApi, {"pets"}, {"orders"}); });
    row("move down", [](auto &d) { return new MoveResource(d, kApi, {"pets"}, {"root"}); });
    row("move up", [](auto &d) { return new MoveResource(d, kApi, {"orders"}, {"root"}, {"pets"}); });
    row("duplicate", [](auto &d) { return new InsertResource(d, kApi, duplicateOf(*d.restApi(kApi), {"pets"})); });
    row("add method", [](auto &d) { return new InsertMethod(d, kApi, {"pets"}, newMockMethod("DELETE")); });
    row("delete method", [](auto &d) { return new RemoveMethod(d, {kApi, {"pets"}, "GET"}); });
    row("change verb", [](auto &d) {
        model::Method method = *d.method({kApi, {"pets"}, "GET"});
        method.httpMethod = "ANY";
        return new EditMethod(d, {kApi, {"pets"}, "GET"}, method, QStringLiteral("x"));
    });
    row("deploy", [](auto &d) {
        return new Deploy(d, {kApi, "prod"},
                          {{"deploy0002"}, "second", {}, std::make_shared<const model::Api>(d.api(kApi)->api)});
    });
    row("delete stage", [](auto &d) { return new RemoveStage(d, {kApi, "dev"}); });
    row("replace the API", [](auto &d) {
        model::RestApi api = *d.restApi(kApi);
        api.resources.erase(api.resources.begin() + 2);
        std::swap(api.resources[1], api.resources[2]);
        api.resources.push_back(resource("new", "orders", "new"));
        api.models.clear();
        return new ReplaceApi(d, api, {}, QStringLiteral("x"));
    });
    row("add API", [](auto &d) {
        return new InsertApi(d, {.folder = "petstore", .api = petStoreApi(), .stages = {}, .deployments = {}});
    });
    row("delete API", [](auto &d) { return new RemoveApi(d, kApi); });
    row("delete API key", [](auto &d) {
        model::Project project = d.project();
        project.apiKeys.clear();
        return new EditProject(d, project, QStringLiteral("x"));
    });
}

void ProjectTreeModelTest::followsEveryChange()
{
    QFETCH(const std::function<QUndoCommand *(ProjectDocument &)>, make);
    Tree tree(petStore());
    const QString before = dump(*tree.model);
    const QSignalSpy resets(tree.model.get(), &QAbstractItemModel::modelReset);
    const auto shownAsMadeAnew = [&] {
        // The grouping by backend follows once typing pauses.
        return QTest::qWaitFor([&] { return dump(*tree.model) == tree.fresh(); });
    };
    tree.document.push(make(tree.document));
    QVERIFY2(shownAsMadeAnew(), qPrintable(dump(*tree.model) + u'\n' + tree.fresh()));
    tree.document.undoStack().undo();
    QVERIFY2(shownAsMadeAnew(), qPrintable(dump(*tree.model) + u'\n' + tree.fresh()));
    QCOMPARE(dump(*tree.model), before);
    tree.document.undoStack().redo();
    QVERIFY(shownAsMadeAnew());
    QCOMPARE(resets.count(), 0);
}

void ProjectTreeModelTest::anEditOfALargeApiTouchesItsRowsOnly_data()
{
    QTest::addColumn<int>("edit");
    QTest::newRow("add resource") << 0;
    QTest::newRow("rename resource") << 1;
    QTest::newRow("move resource") << 2;
    QTest::newRow("delete resource") << 3;
    QTest::newRow("change method") << 4;
}

void ProjectTreeModelTest::anEditOfALargeApiTouchesItsRowsOnly()
{
    QFETCH(const int, edit);
    ProjectDocument document;
    document.reset(loaded(largeProject(5000, 2)));
    ProjectTreeModel model(document);
    const model::ApiId api{"largeapi01"};
    int signalCount = 0;
    int rows = 0;
    connect(&model, &QAbstractItemModel::modelReset, this, [&] { signalCount += 1000; });
    connect(&model, &QAbstractItemModel::layoutChanged, this, [&] { signalCount += 1000; });
    connect(&model, &QAbstractItemModel::rowsMoved, this, [&] { ++signalCount, ++rows; });
    const auto count = [&](const QModelIndex &, int first, int last) { ++signalCount, rows += last - first + 1; };
    connect(&model, &QAbstractItemModel::rowsInserted, this, count);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, count);
    connect(&model, &QAbstractItemModel::dataChanged, this, [&](const QModelIndex &first, const QModelIndex &last) {
        ++signalCount, rows += last.row() - first.row() + 1;
    });
    switch (edit) {
    case 0: document.push(new InsertResource(document, api, {"r4000"}, "new")); break;
    case 1: document.push(new RenameResource(document, api, {"r4000"}, "new")); break;
    case 2: document.push(new MoveResource(document, api, {"r4000"}, {"r7"})); break;
    case 3: document.push(new RemoveResource(document, api, {"r4000"})); break;
    case 4:
        editMethod(document, {api, {"r4000"}, "GET"}, QStringLiteral("x"), {},
                   [](auto &method) { method.integration.reset(); });
        break;
    }
    QCOMPARE(signalCount, 1);
    QCOMPARE(rows, 1);
}

void ProjectTreeModelTest::anEditOfTheTextKeepsRowsThatDidNotChange()
{
    Tree tree(petStore());
    const QPersistentModelIndex pet = tree.model->indexOf(methodRef("pet", "GET"));
    QSignalSpy inserted(tree.model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(tree.model.get(), &QAbstractItemModel::rowsRemoved);
    model::RestApi api = petStoreApi();
    api.resources.push_back(resource("photos", "pet", "photos"));
    tree.document.push(new ReplaceApi(tree.document, api, {}, QStringLiteral("x")));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 0);
    QVERIFY(pet.isValid());
    QCOMPARE(ProjectTreeModel::objectAt(pet), methodRef("pet", "GET"));
}

void ProjectTreeModelTest::dragMovesResources_data()
{
    QTest::addColumn<QString>("dragged");
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("row");
    QTest::addColumn<QStringList>("children"); // of the target; empty: refused
    QTest::newRow("onto a resource") << u"pet"_s << u"orders"_s << -1 << QStringList({u"/{petId}"_s});
    QTest::newRow("before a sibling") << u"orders"_s << u"root"_s << 1
                                      << QStringList({u"GET"_s, u"/orders"_s, u"/pets"_s});
    QTest::newRow("among methods: after them")
        << u"orders"_s << u"root"_s << 0 << QStringList({u"GET"_s, u"/orders"_s, u"/pets"_s});
    QTest::newRow("below itself") << u"pets"_s << u"pet"_s << -1 << QStringList();
}

void ProjectTreeModelTest::dragMovesResources()
{
    QFETCH(const QString, dragged);
    QFETCH(const QString, target);
    QFETCH(const int, row);
    QFETCH(const QStringList, children);
    Tree tree(petStore());
    const QModelIndex to = tree.model->indexOf(resourceRef(qPrintable(target)));
    const std::unique_ptr<QMimeData> data(
        tree.model->mimeData({tree.model->indexOf(resourceRef(qPrintable(dragged)))}));
    QVERIFY(data);
    QCOMPARE(tree.model->canDropMimeData(data.get(), Qt::MoveAction, row, 0, to), !children.isEmpty());
    QCOMPARE(tree.model->dropMimeData(data.get(), Qt::MoveAction, row, 0, to), !children.isEmpty());
    QCOMPARE(tree.document.undoStack().count(), children.isEmpty() ? 0 : 1);
    if (!children.isEmpty())
        QCOMPARE(textsBelow(*tree.model, to), children);
}

void ProjectTreeModelTest::problemsAreShownAtTheirPlaceAndAbove()
{
    Tree tree(petStore());
    const auto severity
        = [&](const ObjectRef &object) { return tree.model->indexOf(object).data(ProjectTreeModel::SeverityRole); };
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Warning;
    diagnostic.pointer = "/paths/~1pets~1{petId}/get/x-amazon-apigateway-integration/uri";
    tree.document.setDiagnostics(kApi, "check", {diagnostic});
    const int warning = static_cast<int>(Severity::Warning);
    QCOMPARE(severity(methodRef("pet", "GET")), QVariant(warning));
    QCOMPARE(severity(resourceRef("pet")), QVariant(warning));
    QCOMPARE(severity(resourceRef("pets")), QVariant(warning));
    QCOMPARE(severity({Kind::Api, kApi, {}, {}}), QVariant(warning));
    QVERIFY(!severity(methodRef("pets", "GET")).isValid());
    QVERIFY(!severity(resourceRef("orders")).isValid());
    tree.document.setDiagnostics(kApi, "check", {});
    QVERIFY(!severity(methodRef("pet", "GET")).isValid());
    QVERIFY(!severity({Kind::Api, kApi, {}, {}}).isValid());
}

void ProjectTreeModelTest::stageTellsWhetherItServesTheDraft()
{
    Tree tree(petStore());
    const auto state = [&](const char *stage) {
        return static_cast<DeployState>(
            tree.model->indexOf({Kind::Stage, kApi, {}, stage}).data(ProjectTreeModel::DeployStateRole).toInt());
    };
    QCOMPARE(state("dev"), DeployState::Unknown);
    QCOMPARE(state("prod"), DeployState::NotDeployed);
    tree.document.setDraftId(kApi, {"deploy0001"});
    QCOMPARE(state("dev"), DeployState::UpToDate);
    tree.document.setDraftId(kApi, {"deploy0002"});
    QCOMPARE(state("dev"), DeployState::DraftDiffers);
}

void ProjectTreeModelTest::filterKeepsTheWayToAHit()
{
    Tree tree(petStore());
    ProjectTreeFilter filter;
    filter.setSourceModel(tree.model.get());
    const QAbstractItemModelTester tester(&filter);
    filter.setText(QStringLiteral("petid"));
    QVERIFY(filter.mapFromSource(tree.model->indexOf(resourceRef("pet"))).isValid());
    QVERIFY(filter.mapFromSource(tree.model->indexOf(resourceRef("pets"))).isValid());
    QVERIFY(!filter.mapFromSource(tree.model->indexOf(resourceRef("orders"))).isValid());
    filter.setText({});
    QCOMPARE(dump(filter), dump(*tree.model));
}

QTEST_MAIN(ProjectTreeModelTest)
#include "project_tree_model_test.moc"
