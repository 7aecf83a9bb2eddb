#include "core/project/project_store.h"

#include "core/openapi/importer.h"
#include "core/project/file_system.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace gatehouse;
using namespace gatehouse::project;
namespace fs = std::filesystem;

namespace {

constexpr const char *kApi = R"(# An API with comments
openapi: 3.0.1
info:
  title: Pets     # the title
  version: "1.0"
paths:
  # all of them
  /pets:
    get:
      operationId: ListPets
      responses:
        '200': {description: fine}
      x-amazon-apigateway-integration: {type: mock, requestTemplates: {application/json: '{"statusCode": 200}'}}
    post:
      responses: {}
      x-amazon-apigateway-integration:
        type: http_proxy # a backend
        httpMethod: POST
        uri: http://${stageVariables.backend}/pets
  /orders:
    get:
      responses: {}
      x-amazon-apigateway-integration: {type: mock}
)";

const std::map<std::string, std::string> kFiles = {
    {"gatehouse.yaml",
     "# The shop\nname: Shop\nregion: eu-central-1\nmood: sunny # not ours\n"
     "apiKeys:\n  - id: k1\n    name: first\n    value: in-the-file-0123456789\n  - id: k2\n    name: second\n"
     "usagePlans:\n  - id: p\n    apiStages:\n      - api: pets\n        stage: dev\n    apiKeys: [k1]\n"},
    {"apis/pets/api.yaml", kApi},
    {"apis/pets/stages/dev.yaml",
     "stageName: dev\nvariables:\n  backend: 127.0.0.1:8081 # here\nmethodSettings:\n  '*/*':\n    loggingLevel: "
     "INFO\n    throttlingRateLimit: 10.5\n"},
    {"apis/pets/stages/prod.yaml", "stageName: prod\ndescription: For everybody\n"},
    {"apis/chat/websocket.yaml",
     "name: Chat\nrouteSelectionExpression: $request.body.do\nroutes:\n  - routeKey: $connect\n  - routeKey: send\n    "
     "target: i1\n"
     "    routeResponses: {$default: \"\"}\nintegrations:\n  - integrationId: i1\n    integrationType: HTTP\n    "
     "integrationUri: http://x\n"
     "    integrationResponses:\n      - integrationResponseKey: $default\nmodels:\n  - name: Message\n    schema: "
     "{type: object}\n"
     "authorizers:\n  - name: mine\n    authorizerType: REQUEST\n    identitySource: "
     "[route.request.querystring.token]\n"},
    {"requests/list.yaml",
     "name: List the pets\napi: pets\nstage: dev\nmethod: GET\npath: /pets\nquery:\n  - name: page\n    value: "
     "\"2\"\n"},
    {"environments/local.yaml", "name: Local\nvariables: {token: abc}\n"},
    {"functions/hello/index.js", "not a document\n"},
};

void write(const fs::path &path, std::string_view text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::map<std::string, std::string> filesIn(const fs::path &root)
{
    std::map<std::string, std::string> files;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file())
            files[entry.path().lexically_relative(root).string()] = readFile(entry.path()).value_or("unreadable");
    }
    return files;
}

/// A project folder with the files above.
struct Folder {
    Folder()
        : root(fs::path(directory.path().toStdString()) / "shop")
    {
        for (const auto &[path, text] : kFiles)
            write(root / path, text);
    }

    QTemporaryDir directory;
    const fs::path root;
};

model::RestApi &pets(model::Project &project)
{
    const auto entry = std::ranges::find(project.apis, "pets", &model::ApiEntry::folder);
    return std::get<model::RestApi>(entry->api);
}

model::Method &methodAt(model::RestApi &api, const char *path, const char *httpMethod)
{
    return *api.editResource(api.resourceAt(path)->id)->method(httpMethod);
}

model::ApiEntry &entryOf(model::Project &project, const char *folder)
{
    return *std::ranges::find(project.apis, folder, &model::ApiEntry::folder);
}

QByteArray replaced(const std::string &text, const char *from, const char *to)
{
    return QByteArray::fromStdString(text).replace(from, to);
}

} // namespace

#define VERIFY_LOADED(loaded)                                                                                          \
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());                                                     \
    for (const Diagnostic &problem : loaded->diagnostics)                                                              \
    QVERIFY2(problem.severity != Severity::Error, format(problem).c_str())

class ProjectStoreTest : public QObject {
    Q_OBJECT

private slots:
    void folderIsLoaded();
    void savingWithoutChangesWritesNothing();
    void editTouchesOnlyTheLinesThatDiffer();
    void everyKindOfObjectIsSaved();
    void deploymentsAreFilesOfTheirOwn();
    void secretsStayOutOfFilesThatLackThem();
    void createdProjectLoadsEqual();
    void httpApisStayHttp();
    void createRefusesAFolderInUse();
    void singleFileIsOpenedAndSaved();
    void wrongPathsAreErrors_data();
    void wrongPathsAreErrors();
    void problemsInFilesAreReportedWithTheirPlace_data();
    void problemsInFilesAreReportedWithTheirPlace();
    void brokenFileIsNotOverwritten();
    void editsFromOutsideAreNoticed();
    void editsFromOutsideAreMerged();
    void conflictsAreReportedAndNothingIsWritten();
    void interruptedSaveIsCompletedWhenLoading();
    void sampleProjectsLoadAndStayAsTheyAre_data();
    void sampleProjectsLoadAndStayAsTheyAre();
};

void ProjectStoreTest::folderIsLoaded()
{
    const Folder folder;
    const Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    const model::Project &project = loaded->project;
    QCOMPARE(project.name, "Shop");
    QCOMPARE(project.region, "eu-central-1");
    QCOMPARE(project.extra["mood"].string(), std::string_view("sunny"));
    QCOMPARE(project.apiKeys.at(0).value, "in-the-file-0123456789");
    QCOMPARE(project.apis.size(), std::size_t(2));
    const model::ApiEntry &chat = project.apis[0];
    QCOMPARE(chat.folder, "chat");
    const auto &webSocket = std::get<model::WebSocketApi>(chat.api);
    QCOMPARE(webSocket.routeSelectionExpression, "$request.body.do");
    QVERIFY(webSocket.integration(webSocket.routes.at(1)->target)->type == model::IntegrationType::Http);
    QCOMPARE(webSocket.routes.at(1)->routeResponses.size(), std::size_t(1));
    const model::ApiEntry &petsEntry = project.apis[1];
    QVERIFY(std::get<model::RestApi>(petsEntry.api).resourceAt("/pets")->method("POST")->integration);
    QCOMPARE(petsEntry.stages.size(), std::size_t(2));
    QCOMPARE(petsEntry.stage("dev")->variables.at("backend"), "127.0.0.1:8081");
    QCOMPARE(petsEntry.stage("dev")->methodSettings.at("*/*").throttlingRateLimit, std::optional<double>(10.5));
    QCOMPARE(project.usagePlans.at(0).apiStages.at(0).apiId.value, model::idOf(petsEntry.api).value);
    QCOMPARE(project.requests.at(0).query.at(0).second, "2");
    QCOMPARE(project.environments.at(0).variables.at("token"), "abc");
    QVERIFY(filesIn(folder.root) == kFiles);
    QVERIFY(load(folder.root)->project == project); // the same file gives the same ids
}

void ProjectStoreTest::savingWithoutChangesWritesNothing()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    const auto time = fs::last_write_time(folder.root / "gatehouse.yaml");
    const Expected<SaveReport> report = save(*loaded, model::Project(loaded->project));
    QVERIFY(report);
    QVERIFY(report->written.empty() && report->removed.empty() && !report->mergedExternalEdits);
    QVERIFY(filesIn(folder.root) == kFiles);
    QVERIFY(fs::last_write_time(folder.root / "gatehouse.yaml") == time);
}

void ProjectStoreTest::editTouchesOnlyTheLinesThatDiffer()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    methodAt(pets(project), "/pets", "POST").integration->uri = "http://other/pets";
    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY2(report, report ? "" : report.error().text().c_str());
    QCOMPARE(report->written, std::vector<std::string>{"apis/pets/api.yaml"});
    QCOMPARE(QByteArray::fromStdString(filesIn(folder.root)["apis/pets/api.yaml"]),
             replaced(kApi, "http://${stageVariables.backend}/pets", "http://other/pets"));
    QVERIFY(loaded->project == project);
    QVERIFY(load(folder.root)->project == project);
    QVERIFY(save(*loaded, project)->written.empty());
}

void ProjectStoreTest::everyKindOfObjectIsSaved()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    project.name = "Big shop";
    project.usagePlans[0].quota = model::Quota{100, 0, "WEEK"};
    model::ApiEntry &entry = entryOf(project, "pets");
    entry.stages[0].variables["backend"] = "127.0.0.1:9";
    entry.stages[0].canary = model::CanarySettings{{"abc"}, 12.5, {{"x", "y"}}, true};
    std::erase_if(entry.stages, [](const model::Stage &stage) { return stage.name == "prod"; });
    model::Stage test;
    test.name = "test";
    test.methodSettings["pets/GET"].cachingEnabled = true;
    test.tags = {{"team", "blue"}};
    entry.stages.push_back(test);
    auto &chat = std::get<model::WebSocketApi>(entryOf(project, "chat").api);
    chat.routes[1].edit().apiKeyRequired = true;
    model::SavedRequest request;
    request.name = "Feed a pet!";
    request.path = "/pets/1/food";
    request.method = "PUT";
    request.body = "{\"a\": 1}\n";
    request.headers = {{"X-A", "1"}, {"X-A", "2"}};
    project.requests.push_back(request);
    project.environments.clear();
    project.events.push_back(
        {"A pet", json::Value::object({{"body", json::Value::object({{"a", 1}})}, {"note", "x"}})});
    model::TemplateTest templateTest;
    templateTest.name = "Names come out";
    templateTest.text = "#set($a = 1)\n$input.body\n";
    templateTest.event = "A pet";
    templateTest.expect.output = "{\"a\":1}\n";
    templateTest.expect.compare = model::OutputComparison::IgnoreWhitespace;
    templateTest.extra = json::Value::object({{"mood", "sunny"}});
    project.tests.push_back(templateTest);
    templateTest = {};
    templateTest.name = "Of a method";
    templateTest.method
        = model::TemplateOfMethod{"pets", "GET", "/pets", model::TemplateSide::Response, "text/xml", "", ""};
    templateTest.expect.error = "out of bounds";
    project.tests.push_back(templateTest);

    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY2(report, report ? "" : report.error().text().c_str());
    auto files = filesIn(folder.root);
    QVERIFY(files["gatehouse.yaml"].starts_with(
        "# The shop\nname: Big shop\nregion: eu-central-1\nmood: sunny # not ours\n"));
    QVERIFY(files["apis/pets/stages/dev.yaml"].contains("backend: 127.0.0.1:9 # here\n"));
    QVERIFY(files.contains("requests/feed-a-pet.yaml"));
    QVERIFY(files["tests/names-come-out.yaml"].contains("template: |\n  #set($a = 1)\n  $input.body\n"));
    QVERIFY(files["tests/of-a-method.yaml"].contains("side: response\n"));
    QCOMPARE(files["events/a-pet.yaml"], "name: A pet\nbody:\n  a: 1\nnote: x\n");
    QVERIFY(files.contains("apis/pets/stages/test.yaml"));
    QVERIFY(!files.contains("apis/pets/stages/prod.yaml"));
    QVERIFY(!fs::exists(folder.root / "environments"));
    QCOMPARE(files["apis/pets/api.yaml"], kApi);
    QVERIFY(files.contains("functions/hello/index.js"));
    const Expected<LoadedProject> again = load(folder.root);
    VERIFY_LOADED(again);
    std::ranges::sort(project.requests, {}, &model::SavedRequest::name); // as the files sort
    QVERIFY(again->project == project);
}

void ProjectStoreTest::deploymentsAreFilesOfTheirOwn()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    for (const char *name : {"pets", "chat"}) {
        model::ApiEntry &entry = entryOf(project, name);
        model::DeploymentRecord record;
        record.id.value = std::string("d1") + name;
        record.description = "first";
        record.createdAt = SystemTime(std::chrono::microseconds(1767225600'500000));
        record.api = std::make_shared<const model::Api>(entry.api);
        entry.deployments.push_back(record);
        record.id.value = "d0";
        record.createdAt += std::chrono::seconds(1);
        entry.deployments.push_back(record);
    }
    QVERIFY(save(*loaded, project));
    const Expected<LoadedProject> again = load(folder.root);
    VERIFY_LOADED(again);
    QVERIFY(again->project == project);
    for (const char *name : {"pets", "chat"}) {
        model::Project copy = again->project;
        const model::ApiEntry &entry = entryOf(copy, name);
        QVERIFY(*entry.deployments[0].api == entry.api);
        QCOMPARE(entry.deployments[1].id.value, "d0"); // oldest first
    }
}

void ProjectStoreTest::secretsStayOutOfFilesThatLackThem()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    project.apiKeys[1].value = "SECRET-of-the-second-key";
    QVERIFY(save(*loaded, project)->written.empty());
    project.apiKeys[0].value = "changed-where-it-was-0123";
    QCOMPARE(save(*loaded, project)->written, std::vector<std::string>{"gatehouse.yaml"});
    project.apiKeys[1].description = "with a value now";
    model::ApiKey third;
    third.id = "k3";
    third.value = "SECRET-of-the-third-key";
    project.apiKeys.push_back(third);
    QVERIFY(save(*loaded, project));
    const std::string text = filesIn(folder.root)["gatehouse.yaml"];
    QVERIFY(text.contains("changed-where-it-was-0123"));
    QVERIFY(text.contains("with a value now"));
    QVERIFY(text.contains("k3"));
    QVERIFY(!text.contains("SECRET"));
    QVERIFY(!filesIn(create(fs::path(folder.directory.path().toStdString()) / "new", project)->root)["gatehouse.yaml"]
                 .contains("SECRET"));
}

void ProjectStoreTest::createdProjectLoadsEqual()
{
    const Folder folder;
    const Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    project.apiKeys.clear();
    std::swap(project.apis[0], project.apis[1]); // an order of one's own
    std::visit([](auto &api) { api.id.value = "abcdefghij"; }, project.apis[1].api);
    const fs::path target = folder.root.parent_path() / "deep" / "copy";
    const Expected<LoadedProject> created = create(target, project);
    QVERIFY2(created, created ? "" : created.error().text().c_str());
    QVERIFY(created->project == project);
    const Expected<LoadedProject> again = load(target);
    VERIFY_LOADED(again);
    QVERIFY(again->project == project);
    QVERIFY(externalChanges(*created).empty());
}

void ProjectStoreTest::httpApisStayHttp()
{
    model::HttpApi api;
    api.id.value = "h";
    api.name = "Plain";
    model::Integration integration;
    integration.id.value = "i";
    integration.type = model::IntegrationType::HttpProxy;
    integration.httpMethod = "GET";
    integration.payloadFormatVersion = "1.0";
    integration.uri = "http://127.0.0.1/";
    api.integrations.emplace_back(integration);
    model::Route route;
    route.id.value = "r";
    route.routeKey = "GET /x";
    route.target.value = "i";
    api.routes.emplace_back(route);
    model::Project project;
    project.name = "Plain";
    project.apis.push_back({"plain", api, {}, {}});
    model::HttpApi empty;
    empty.name = "Empty";
    project.apis.push_back({"empty", empty, {}, {}});
    project.apis[0].deployments.push_back({{"d"}, "", {}, std::make_shared<const model::Api>(api)});

    const QTemporaryDir directory;
    const Expected<LoadedProject> created = create(fs::path(directory.path().toStdString()) / "p", project);
    QVERIFY2(created, created ? "" : created.error().text().c_str());
    const Expected<LoadedProject> loaded = load(created->root);
    VERIFY_LOADED(loaded);
    const model::ApiEntry &entry = *std::ranges::find(loaded->project.apis, "plain", &model::ApiEntry::folder);
    QVERIFY(kindOf(std::ranges::find(loaded->project.apis, "empty", &model::ApiEntry::folder)->api)
            == model::ApiKind::Http);
    QVERIFY(kindOf(entry.api) == model::ApiKind::Http);
    QVERIFY(kindOf(*entry.deployments.at(0).api) == model::ApiKind::Http);
    QCOMPARE(std::get<model::HttpApi>(entry.api).routes.at(0)->routeKey, "GET /x");
}

void ProjectStoreTest::createRefusesAFolderInUse()
{
    const Folder folder;
    const Expected<LoadedProject> created = create(folder.root, {});
    QVERIFY(!created);
    QVERIFY(created.error().code == ProjectErrc::Unwritable);
    QVERIFY(filesIn(folder.root) == kFiles);
    model::Project project;
    project.apis.emplace_back().folder = "../outside";
    QVERIFY(!create(folder.root.parent_path() / "x", project));
    QVERIFY(!fs::exists(folder.root.parent_path() / "x"));
}

void ProjectStoreTest::singleFileIsOpenedAndSaved()
{
    const QTemporaryDir directory;
    const fs::path file = fs::path(directory.path().toStdString()) / "pets.yaml";
    write(file, kApi);
    const fs::path link = file.parent_path() / "link.yaml";
    fs::create_symlink("pets.yaml", link);
    Expected<LoadedProject> loaded = load(link);
    VERIFY_LOADED(loaded);
    QVERIFY(loaded->singleFile);
    QCOMPARE(loaded->project.name, "Pets");
    model::Project project = loaded->project;
    auto &api = std::get<model::RestApi>(project.apis.at(0).api);
    methodAt(api, "/pets", "GET").operationName = "AllPets";
    QVERIFY(save(*loaded, model::Project(loaded->project))->written.empty());
    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY2(report, report ? "" : report.error().text().c_str());
    QCOMPARE(QByteArray::fromStdString(readFile(file).value_or("")), replaced(kApi, "ListPets", "AllPets"));
    QVERIFY(fs::is_symlink(link));
    QCOMPARE(filesIn(file.parent_path()).size(), std::size_t(2));
    write(file, replaced(kApi, "ListPets", "SomePets").toStdString());
    QCOMPARE(externalChanges(*loaded), std::vector<std::string>{""});
}

void ProjectStoreTest::wrongPathsAreErrors_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("code");
    QTest::newRow("missing") << QByteArray("nowhere") << static_cast<int>(ProjectErrc::NotFound);
    QTest::newRow("a folder without gatehouse.yaml")
        << QByteArray("shop/apis") << static_cast<int>(ProjectErrc::NotAProject);
    QTest::newRow("another text") << QByteArray("shop/functions/hello/index.js")
                                  << static_cast<int>(ProjectErrc::NotAProject);
    QTest::newRow("a device") << QByteArray("../../../../../../dev/null") << static_cast<int>(ProjectErrc::Unreadable);
}

void ProjectStoreTest::wrongPathsAreErrors()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, code);
    const Folder folder;
    const Expected<LoadedProject> loaded = load(folder.root.parent_path() / path.toStdString());
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code.value(), code);
}

void ProjectStoreTest::problemsInFilesAreReportedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("report");
    // clang-format off
    QTest::newRow("wrong type")       << QByteArray("apis/pets/stages/dev.yaml") << QByteArray("stageName: dev\ncacheClusterEnabled: often\n") << QByteArray("2:22 error Expected true or false");
    QTest::newRow("wrong number")     << QByteArray("apis/pets/stages/dev.yaml") << QByteArray("stageName: dev\nmethodSettings:\n  '*/*': {throttlingBurstLimit: 1.5}\n") << QByteArray("3:33 error Expected a whole number");
    QTest::newRow("not an object")    << QByteArray("apis/pets/stages/dev.yaml") << QByteArray("- a\n") << QByteArray("1:1 error Expected an object");
    QTest::newRow("unknown member")   << QByteArray("requests/list.yaml")        << QByteArray("name: x\nmethod: GET\npath: /\ncolour: red\n") << QByteArray("4:1 warning \"colour\" has no meaning here");
    QTest::newRow("missing member")   << QByteArray("requests/list.yaml")        << QByteArray("name: x\nmethod: GET\n") << QByteArray("1:1 error \"path\" is missing");
    QTest::newRow("unknown word")     << QByteArray("apis/chat/websocket.yaml")  << QByteArray("name: x\nintegrations:\n  - integrationId: a\n    integrationType: FTP\n") << QByteArray("4:22 error Expected one of API Gateway's words for it");
    QTest::newRow("no YAML")          << QByteArray("gatehouse.yaml")            << QByteArray("name: [\n") << QByteArray("2:1 error Expected ',' or ']'");
    QTest::newRow("the same name twice") << QByteArray("apis/pets/stages/prod.yaml") << QByteArray("stageName: dev\n") << QByteArray("1:1 error Another file has a \"dev\" already");
    // clang-format on
}

void ProjectStoreTest::problemsInFilesAreReportedWithTheirPlace()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, report);
    const Folder folder;
    write(folder.root / path.toStdString(), text.toStdString());
    const Expected<LoadedProject> loaded = load(folder.root);
    QVERIFY(loaded);
    QByteArray found;
    for (const Diagnostic &problem : loaded->diagnostics) {
        if (problem.file == (folder.root / path.toStdString()).string())
            found += std::format("{}:{} {} {}", problem.line, problem.column, toString(problem.severity),
                                 problem.message);
    }
    QCOMPARE(found, report);
}

void ProjectStoreTest::brokenFileIsNotOverwritten()
{
    const Folder folder;
    write(folder.root / "gatehouse.yaml", "name: [half an edit\n");
    Expected<LoadedProject> loaded = load(folder.root);
    QVERIFY(loaded);
    model::Project project = loaded->project;
    project.name = "Other";
    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY(!report);
    QVERIFY(report.error().code == ProjectErrc::Unreadable);
    QCOMPARE(filesIn(folder.root)["gatehouse.yaml"], "name: [half an edit\n");
}

void ProjectStoreTest::editsFromOutsideAreNoticed()
{
    const Folder folder;
    const Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    QVERIFY(externalChanges(*loaded).empty());
    fs::last_write_time(folder.root / "gatehouse.yaml", fs::file_time_type::clock::now()); // touched, not changed
    QVERIFY(externalChanges(*loaded).empty());
    write(folder.root / "apis/pets/stages/new.yaml", "stageName: new\n");
    fs::remove(folder.root / "requests/list.yaml");
    fs::last_write_time(folder.root / "environments/local.yaml", fs::file_time_type::min());
    write(folder.root / "environments/local.yaml", "name: Remote\n");
    QCOMPARE(externalChanges(*loaded),
             (std::vector<std::string>{"apis/pets/stages/new.yaml", "environments/local.yaml", "requests/list.yaml"}));
}

void ProjectStoreTest::editsFromOutsideAreMerged()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    model::RestApi &api = pets(project);
    const model::ResourceId renamed = api.resourceAt("/orders")->id;
    api.editResource(renamed)->pathPart = "purchases";
    methodAt(api, "/pets", "POST").integration->uri = "http://mine/pets";
    project.apiKeys[1].value = "known only here, 0123456789";
    const model::ResourceId petsId = api.resourceAt("/pets")->id;

    write(folder.root / "apis/pets/api.yaml", replaced(kApi, "ListPets", "AllPets").toStdString());
    write(folder.root / "apis/pets/stages/dev.yaml",
          replaced(kFiles.at("apis/pets/stages/dev.yaml"), "INFO", "ERROR").toStdString());
    write(folder.root / "gatehouse.yaml",
          replaced(kFiles.at("gatehouse.yaml"), "name: Shop", "name: Store").toStdString());
    fs::remove(folder.root / "apis/pets/stages/prod.yaml");

    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY2(report, report ? "" : report.error().text().c_str());
    QVERIFY(report->mergedExternalEdits);
    QCOMPARE(report->written, std::vector<std::string>{"apis/pets/api.yaml"});
    model::Project merged = loaded->project;
    QCOMPARE(merged.name, "Store");
    QCOMPARE(merged.apiKeys.at(1).value, "known only here, 0123456789");
    QCOMPARE(entryOf(merged, "pets").stages.size(), std::size_t(1));
    QCOMPARE(entryOf(merged, "pets").stages[0].methodSettings.at("*/*").loggingLevel, "ERROR");
    QCOMPARE(pets(merged).resourceAt("/purchases")->id.value, renamed.value); // ids that the user works with stay
    QCOMPARE(pets(merged).resourceAt("/pets")->id.value, petsId.value);
    QCOMPARE(methodAt(pets(merged), "/pets", "GET").operationName, "AllPets");
    QCOMPARE(methodAt(pets(merged), "/pets", "POST").integration->uri, "http://mine/pets");
    const std::string text = filesIn(folder.root)["apis/pets/api.yaml"];
    QVERIFY(text.contains("AllPets") && text.contains("/purchases:") && text.contains("type: http_proxy # a backend"));
}

void ProjectStoreTest::conflictsAreReportedAndNothingIsWritten()
{
    const Folder folder;
    Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    model::Project project = loaded->project;
    methodAt(pets(project), "/pets", "GET").operationName = "MyPets";
    entryOf(project, "pets").stages[0].description = "mine";
    write(folder.root / "apis/pets/api.yaml", replaced(kApi, "ListPets", "TheirPets").toStdString());
    fs::remove(folder.root / "apis/pets/stages/dev.yaml");
    const auto before = filesIn(folder.root);

    const Expected<SaveReport> report = save(*loaded, project);
    QVERIFY(!report);
    QVERIFY(report.error().code == ProjectErrc::Conflict);
    QVERIFY2(report.error().detail.contains("apis/pets /paths/~1pets/get/operationId"), report.error().detail.c_str());
    QVERIFY2(report.error().detail.contains("apis/pets stage dev"), report.error().detail.c_str());
    QVERIFY(filesIn(folder.root) == before);
    QVERIFY(!mergeExternal(*loaded, project));

    write(folder.root / "apis/pets/api.yaml", "openapi: [\n"); // half an edit is no removal
    QVERIFY(save(*loaded, project).error().code == ProjectErrc::Unreadable);
}

void ProjectStoreTest::interruptedSaveIsCompletedWhenLoading()
{
    const Folder folder;
    write(folder.root / ".gatehouse-save/0", "name: Completed\n");
    write(folder.root / ".gatehouse-save/journal.json", R"({"write": ["gatehouse.yaml"], "remove": []})");
    const Expected<LoadedProject> loaded = load(folder.root);
    VERIFY_LOADED(loaded);
    QCOMPARE(loaded->project.name, "Completed");
    QVERIFY(!fs::exists(folder.root / ".gatehouse-save"));
}

void ProjectStoreTest::sampleProjectsLoadAndStayAsTheyAre_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator it(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/examples"), QDir::Dirs | QDir::NoDotAndDotDot);
    while (it.hasNext()) {
        const QFileInfo folder(it.next());
        QTest::addRow("%s", qPrintable(folder.fileName())) << folder.filePath();
    }
}

void ProjectStoreTest::sampleProjectsLoadAndStayAsTheyAre()
{
    QFETCH(const QString, path);
    const QTemporaryDir directory;
    const fs::path root = fs::path(directory.path().toStdString()) / "sample";
    fs::copy(path.toStdString(), root, fs::copy_options::recursive);
    Expected<LoadedProject> loaded = load(root);
    VERIFY_LOADED(loaded);
    QVERIFY(!loaded->project.apis.empty());
    QVERIFY(save(*loaded, model::Project(loaded->project))->written.empty());
    const Expected<LoadedProject> created = create(root.parent_path() / "copy", loaded->project);
    QVERIFY2(created, created ? "" : created.error().text().c_str());
    model::Project copy = load(created->root)->project;
    QVERIFY(copy.apis == loaded->project.apis);
    QVERIFY(copy.sampleBackends == loaded->project.sampleBackends);
}

QTEST_APPLESS_MAIN(ProjectStoreTest)
#include "project_store_test.moc"
