#include "documents.h"

#include <QtCore/QTemporaryDir>

using namespace gatehouse;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

void writeFile(const std::filesystem::path &path, const std::string &text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

ImportResult importFollowing(const std::filesystem::path &file)
{
    ImportOptions options;
    options.file = file;
    options.followFileReferences = true;
    return importApi(documents::readFile(file), options);
}

std::string documentWithSchema(const std::string &reference)
{
    return documents::quoted(
        "{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':{},'components':{'schemas':{'A':{"
        "'properties':{'x':{'$ref':'"
        + reference + "'}}}}}}");
}

} // namespace

class BundleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesOfTheFolderAreBundled()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        writeFile(root / "api.json",
                  documents::quoted("{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':{'/a':{'get':{"
                                    "'parameters':[{'$ref':'parts/parameters.yaml#/limit'}],"
                                    "'responses':{'200':{'description':'d','content':{'application/"
                                    "json':{'schema':{'$ref':'parts/Pet.json'}}}}}}}}}"));
        writeFile(root / "parts/parameters.yaml",
                  "limit: {name: limit, in: query, schema: {$ref: '#/size'}}\nsize: {type: integer}\n");
        writeFile(root / "parts/Pet.json",
                  documents::quoted("{'properties':{'owner':{'$ref':'Owner.json'},'mother':{'$ref':'#'}}}"));
        writeFile(root / "parts/Owner.json",
                  documents::quoted("{'properties':{'pets':{'items':{'$ref':'Pet.json'}}}}"));
        const ImportResult result = importFollowing(root / "api.json");
        QVERIFY2(!hasErrors(result.diagnostics), documents::describe(result.diagnostics).c_str());
        const auto &api = std::get<model::RestApi>(result.api);
        const model::Method &method = api.resourceAt("/a")->methods.at(0);
        QCOMPARE(method.requestParameters.at(0).name, std::string("limit"));
        QCOMPARE(method.responses.at(0).responseModels.at("application/json"), std::string("Pet"));
        QVERIFY(api.model("Pet")->schema.at("/properties/owner/$ref")->string() == "#/components/schemas/Owner");
        QVERIFY(api.model("Pet")->schema.at("/properties/mother/$ref")->string() == "#/components/schemas/Pet");
        QVERIFY(api.model("Owner")->schema.at("/properties/pets/items/$ref")->string() == "#/components/schemas/Pet");
    }

    void nothingOutsideTheFolderIsRead_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::newRow("parent") << "../secret.json";
        QTest::newRow("parent, encoded") << "%2e%2e/secret.json";
        QTest::newRow("parent behind a folder") << "parts/../../secret.json";
        QTest::newRow("symbolic link") << "link.json";
        QTest::newRow("symbolic link to a folder") << "out/secret.json";
        QTest::newRow("sibling with the same beginning") << "../inside2/secret.json";
        QTest::newRow("absolute path") << "/etc/hostname";
        QTest::newRow("file address") << "file:///etc/hostname";
        QTest::newRow("web address") << "http://127.0.0.1:9/a.json";
        QTest::newRow("missing") << "gone.json";
    }
    void nothingOutsideTheFolderIsRead()
    {
        QFETCH(const QString, reference);
        const QTemporaryDir folder;
        const std::filesystem::path top = folder.path().toStdString();
        const std::filesystem::path root = top / "inside";
        writeFile(top / "secret.json", documents::quoted("{'title':'secret'}"));
        writeFile(top / "inside2/secret.json", documents::quoted("{'title':'secret'}"));
        writeFile(root / "api.json", documentWithSchema(reference.toStdString()));
        std::filesystem::create_symlink(top / "secret.json", root / "link.json");
        std::filesystem::create_directory_symlink(top, root / "out");
        const ImportResult result = importFollowing(root / "api.json");
        QVERIFY(result.usable);
        QVERIFY(hasErrors(result.diagnostics));
        const auto &api = std::get<model::RestApi>(result.api);
        QCOMPARE(api.models.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(std::string(api.models[0]->schema.at("/properties/x/$ref")->string())),
                 reference);
    }

    void filesAreNotReadUnlessAllowed()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        writeFile(root / "api.json", documentWithSchema("b.json"));
        writeFile(root / "b.json", "{}");
        ImportOptions options;
        options.file = root / "api.json";
        const ImportResult result = importApi(documents::readFile(options.file), options);
        QVERIFY(
            std::ranges::any_of(result.diagnostics, [](const Diagnostic &d) { return d.rule == "aws-external-ref"; }));
    }

    void filesThatReferToEachOtherEnd()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        writeFile(root / "api.json",
                  documents::quoted("{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':{'/a':{'get':{"
                                    "'parameters':[{'$ref':'b.json'}]}}}}"));
        writeFile(root / "b.json", documents::quoted("{'$ref':'c.json'}"));
        writeFile(root / "c.json", documents::quoted("{'a':[{'$ref':'b.json'},{'$ref':'b.json'}],'$ref':'b.json'}"));
        QVERIFY(importFollowing(root / "api.json").usable);
    }
};

QTEST_APPLESS_MAIN(BundleTest)
#include "bundle_test.moc"
