#include "documents.h"

using namespace gatehouse;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

/// A REST document around one operation GET /a/{id}.
std::string operation(const std::string &members)
{
    return R"({"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{"/a/{id}":{"get":{)" + members + "}}}}";
}

const model::Method &onlyMethod(const model::RestApi &api)
{
    for (const auto &resource : api.resources) {
        if (!resource->methods.empty())
            return resource->methods.front();
    }
    static const model::Method none;
    return none;
}

} // namespace

class ImporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRealDocuments_data() { documents::addRows(); }
    void readsRealDocuments()
    {
        QFETCH(const QString, file);
        const ImportResult result = importApi(documents::readFile(file.toStdString()));
        QVERIFY(result.usable);
        for (const Diagnostic &d : result.diagnostics)
            QVERIFY2(d.line > 0 || !d.span.known(), format(d).c_str());
        const bool http = file.contains("aws-http-");
        QVERIFY(model::kindOf(result.api) == (http ? model::ApiKind::Http : model::ApiKind::Rest));
    }

    void pathsBecomeResources_data()
    {
        QTest::addColumn<QString>("paths");
        QTest::addColumn<QString>("basePath");
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("resources");
        // clang-format off
        QTest::newRow("documented: parents are made, root always is") << "/a/b" << "" << 0 << "/ /a /a/b";
        QTest::newRow("documented: trailing slash goes")              << "/a/"  << "" << 0 << "/ /a";
        QTest::newRow("documented: base path ignored")   << "/e" << "/a/b/c" << 0 << "/ /e";
        QTest::newRow("documented: base path prepended") << "/e" << "/a/b/c" << 1 << "/ /a /a/b /a/b/c /a/b/c/e";
        QTest::newRow("documented: base path split")     << "/e" << "/a/b/c" << 2 << "/ /b /b/c /b/c/e";
        // clang-format on
    }
    void pathsBecomeResources()
    {
        QFETCH(const QString, paths);
        QFETCH(const QString, basePath);
        QFETCH(const int, mode);
        QFETCH(const QString, resources);
        const std::string base
            = basePath.isEmpty() ? std::string() : "\"basePath\":\"" + basePath.toStdString() + "\",";
        ImportOptions options;
        options.basePath = static_cast<openapi::BasePath>(mode);
        const ImportResult result = importApi(R"({"swagger":"2.0","info":{"title":"T"},)" + base + R"("paths":{")"
                                                  + paths.toStdString() + R"(":{"get":{}}}})",
                                              options);
        const auto &api = std::get<model::RestApi>(result.api);
        QStringList found;
        for (const auto &resource : api.resources)
            found << QString::fromStdString(api.path(resource->id));
        QCOMPARE(found.join(' '), resources);
    }

    void methodHoldsWhatTheOperationSays()
    {
        const ImportResult result = importApi(operation(
            R"("operationId":"readA","parameters":[{"name":"q","in":"query","required":true,"schema":{"type":"integer"}},)"
            R"({"name":"c","in":"cookie"}],)"
            R"("requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/X"}}}},)"
            R"("responses":{"200":{"description":"ok","headers":{"ETag":{"schema":{"type":"string"}}}},"default":{"description":"bad"}},)"
            R"("x-amazon-apigateway-auth":{"type":"aws_iam"},)"
            R"("x-amazon-apigateway-integration":{"type":"HTTP","httpMethod":"POST","uri":"http://h/","timeoutInMillis":"300",)"
            R"("passthroughBehavior":"NEVER","responses":{"default":{"statusCode":200},"5\\d{2}":{"statusCode":"500","x-k":1}}})"));
        const model::Method &method = onlyMethod(std::get<model::RestApi>(result.api));
        QCOMPARE(method.operationName, std::string("readA"));
        QCOMPARE(method.requestParameters.size(), std::size_t(2)); // q, and id that the path declares
        QCOMPARE(method.requestParameters[0].required, true);
        QVERIFY(method.requestParameters[0].extra["schema"]["type"].string() == "integer");
        QCOMPARE(method.requestParameters[1].name, std::string("id"));
        QCOMPARE(method.extra["parameters"].items().size(), std::size_t(1)); // the cookie is kept
        QVERIFY(method.authorizationType == model::AuthorizationType::AwsIam);
        QVERIFY(method.requestModels.empty()); // X does not exist; the body is kept as it is
        QVERIFY(method.extra.at("/requestBody/content/application~1json/schema/$ref")->string()
                == "#/components/schemas/X");
        QCOMPARE(method.responses.size(), std::size_t(2));
        QVERIFY(method.responses[0].responseParameters.contains("method.response.header.ETag"));
        const model::Integration &integration = method.integration.value();
        QVERIFY(integration.type == model::IntegrationType::Http);
        QCOMPARE(integration.timeoutInMillis.value(), 300);
        QVERIFY(integration.passthroughBehavior == model::PassthroughBehavior::Never);
        QCOMPARE(integration.responses[0].statusCode, std::string("200"));
        QCOMPARE(integration.responses[1].selectionPattern, std::string("5\\d{2}"));
        QVERIFY(integration.responses[1].extra["x-k"].integer() == 1);
    }
};

QTEST_APPLESS_MAIN(ImporterTest)
#include "importer_test.moc"
