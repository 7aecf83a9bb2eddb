#include "core/json/reader.h"
#include "core/openapi/exporter.h"
#include "documents.h"
#include "model_difference.h"

using namespace gatehouse;
using documents::quoted;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

/// What of an exported API stands at a pointer, as JSON on one line; "" for nothing.
std::string exported(const model::Api &api, const std::string &pointer, const openapi::ExportOptions &options = {})
{
    const json::Value document = openapi::exportApi(api, options);
    const json::Value *value = document.at(pointer);
    return value ? json::toJson(*value, -1) : std::string();
}

model::RestApi restApi(const std::string &members)
{
    return std::get<model::RestApi>(
        importApi(quoted("{'openapi':'3.0.1','info':{'title':'T','version':'1'}," + members + "}")).api);
}

model::HttpApi httpApi(const std::string &members)
{
    ImportOptions options;
    options.kind = ImportOptions::Kind::Http;
    return std::get<model::HttpApi>(
        importApi(quoted("{'openapi':'3.0.1','info':{'title':'T','version':'1'}," + members + "}"), options).api);
}

} // namespace

class ExtensionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Each extension goes into the model (its unknown parts are kept) and comes out again as it was.
    void comesBack_data()
    {
        QTest::addColumn<QString>("members"); // of the root
        QTest::addColumn<QString>("pointer"); // of what must come back
        QTest::addColumn<bool>("http");
        const auto row = [](const char *name, const char *members, const char *pointer, bool http = false) {
            QTest::newRow(name) << members << pointer << http;
        };
        // clang-format off
        row("api-key-source", "'paths':{},'x-amazon-apigateway-api-key-source':'AUTHORIZER'", "/x-amazon-apigateway-api-key-source");
        row("binary-media-types", "'paths':{},'x-amazon-apigateway-binary-media-types':['image/png','*/*']", "/x-amazon-apigateway-binary-media-types");
        row("minimum-compression-size", "'paths':{},'x-amazon-apigateway-minimum-compression-size':0", "/x-amazon-apigateway-minimum-compression-size");
        row("policy", "'paths':{},'x-amazon-apigateway-policy':{'Version':'2012-10-17','Statement':[]}", "/x-amazon-apigateway-policy");
        row("security-policy", "'paths':{},'x-amazon-apigateway-security-policy':'TLS_1_2'", "/x-amazon-apigateway-security-policy");
        row("endpoint-access-mode", "'paths':{},'x-amazon-apigateway-endpoint-access-mode':'STRICT'", "/x-amazon-apigateway-endpoint-access-mode");
        row("endpoint-configuration", "'paths':{},'servers':[{'url':'https://h/','x-amazon-apigateway-endpoint-configuration':{'vpcEndpointIds':['vpce-1'],'disableExecuteApiEndpoint':true,'x-k':1}}]", "/servers");
        row("request-validators", "'paths':{},'x-amazon-apigateway-request-validator':'v','x-amazon-apigateway-request-validators':{'v':{'validateRequestParameters':true,'validateRequestBody':false}}", "/x-amazon-apigateway-request-validators");
        row("gateway-responses", "'paths':{},'x-amazon-apigateway-gateway-responses':{'DEFAULT_4XX':{'statusCode':'400','responseParameters':{'gatewayresponse.header.X':'method.request.path.a'},'responseTemplates':{'application/json':'{}'},'x-k':1}}", "/x-amazon-apigateway-gateway-responses");
        row("documentation", "'paths':{},'x-amazon-apigateway-documentation':{'version':'1','documentationParts':[{'location':{'type':'API'},'properties':{'info':{}}}],'createdDate':'d'}", "/x-amazon-apigateway-documentation");
        row("any-method", "'paths':{'/a':{'x-amazon-apigateway-any-method':{'responses':{}}}}", "/paths/~1a");
        row("auth", "'paths':{'/a':{'get':{'responses':{},'x-amazon-apigateway-auth':{'type':'AWS_IAM'}}}}", "/paths/~1a/get");
        row("request-validator of an operation", "'paths':{'/a':{'get':{'responses':{},'x-amazon-apigateway-request-validator':'v'}}}", "/paths/~1a/get");
        row("integration", "'paths':{'/a':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'http','httpMethod':'GET','uri':'http://h/','credentials':'c','connectionType':'VPC_LINK','connectionId':'i','integrationTarget':'t','requestParameters':{'integration.request.header.a':'context.stage'},'requestTemplates':{'application/json':'{}'},'passthroughBehavior':'never','contentHandling':'CONVERT_TO_TEXT','cacheNamespace':'n','cacheKeyParameters':['method.request.path.id'],'timeoutInMillis':300,'tlsConfig':{'x-k':1,'insecureSkipVerification':true},'responseTransferMode':'STREAM','responses':{'default':{'statusCode':'200','responseParameters':{'method.response.header.a':'context.stage'},'responseTemplates':{'application/json':'x'},'contentHandling':'CONVERT_TO_BINARY','x-k':1}},'x-k':1}}}}", "/paths/~1a/get/x-amazon-apigateway-integration");
        row("token authorizer", "'paths':{},'components':{'securitySchemes':{'A':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':'custom','x-amazon-apigateway-authorizer':{'type':'token','authorizerUri':'u','authorizerCredentials':'c','identityValidationExpression':'e','authorizerResultTtlInSeconds':60,'x-k':1},'x-j':1}}}", "/components/securitySchemes/A");
        row("request authorizer", "'paths':{},'components':{'securitySchemes':{'A':{'type':'apiKey','name':'Unused','in':'header','x-amazon-apigateway-authorizer':{'type':'request','authorizerUri':'u','identitySource':'method.request.header.a, method.request.querystring.b'}}}}", "/components/securitySchemes/A");
        row("Cognito authorizer", "'paths':{},'components':{'securitySchemes':{'A':{'type':'apiKey','name':'Token','in':'header','x-amazon-apigateway-authtype':'cognito_user_pools','x-amazon-apigateway-authorizer':{'type':'cognito_user_pools','providerARNs':['arn:1']}}}}", "/components/securitySchemes/A");
        row("scopes", "'paths':{'/a':{'get':{'responses':{},'security':[{'A':['s'],'api_key':[]}]}}},'components':{'securitySchemes':{'A':{'type':'apiKey','name':'Token','in':'header','x-amazon-apigateway-authorizer':{'type':'cognito_user_pools','providerARNs':['arn:1']}}}}", "/paths/~1a/get");
        row("security without effect", "'paths':{'/a':{'get':{'responses':{},'security':[{'O':['s']}]}}},'components':{'securitySchemes':{'O':{'type':'openIdConnect','openIdConnectUrl':'https://i/'}}}", "/components/securitySchemes/O");
        row("intrinsic", "'paths':{'/a':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'http_proxy','httpMethod':'GET','uri':{'Fn::Sub':'http://${H}/'}}}}}", "/paths/~1a/get/x-amazon-apigateway-integration");
        row("unknown members everywhere", "'paths':{'/a':{'summary':'s','get':{'tags':['t'],'callbacks':{},'responses':{'200':{'description':'d','links':{}},'x-r':1},'x-k':1},'x-p':1},'x-q':1},'components':{'examples':{'e':{}}},'x-r':{'a':[1.0,null]}", "");
        row("HTTP: cors", "'paths':{},'x-amazon-apigateway-cors':{'allowMethods':['GET'],'maxAge':0,'allowCredentials':false,'allowOrigins':['*'],'allowHeaders':['a'],'exposeHeaders':['b']}", "/x-amazon-apigateway-cors", true);
        row("HTTP: tags", "'paths':{},'tags':[{'name':'k','x-amazon-apigateway-tag-value':'v'},{'name':'plain'}]", "/tags", true);
        row("HTTP: default route", "'paths':{'/$default':{'x-amazon-apigateway-any-method':{'responses':{'default':{'description':'Default response for $default'}},'isDefaultRoute':true,'x-amazon-apigateway-integration':{'type':'http_proxy','httpMethod':'ANY','uri':'http://h/','payloadFormatVersion':'1.0'}}}}", "/paths/~1$default/x-amazon-apigateway-any-method/x-amazon-apigateway-integration", true);
        row("HTTP: shared integration", "'paths':{'/a':{'get':{'x-amazon-apigateway-integration':{'$ref':'#/components/x-amazon-apigateway-integrations/one'}}}},'components':{'x-amazon-apigateway-integrations':{'one':{'type':'http_proxy','httpMethod':'GET','uri':'http://h/','payloadFormatVersion':'1.0'},'unused':{'type':'http_proxy'}}}", "/components/x-amazon-apigateway-integrations", true);
        row("HTTP: parameter mapping", "'paths':{'/a':{'get':{'x-amazon-apigateway-integration':{'type':'aws_proxy','integrationSubtype':'SQS-SendMessage','credentials':'c','requestParameters':{'QueueUrl':'u'},'payloadFormatVersion':'1.0','responseParameters':{'200':{'overwrite:header.a':'b'}}}}}}", "/paths/~1a/get/x-amazon-apigateway-integration", true);
        row("HTTP: jwt", "'paths':{},'components':{'securitySchemes':{'J':{'type':'oauth2','x-amazon-apigateway-authorizer':{'type':'jwt','identitySource':'$request.header.Authorization','jwtConfiguration':{'issuer':'https://i','audience':['a']}}}}}", "/components/securitySchemes/J", true);
        row("HTTP: issuer from discovery", "'paths':{},'components':{'securitySchemes':{'J':{'type':'openIdConnect','openIdConnectUrl':'https://i/.well-known/openid-configuration','x-amazon-apigateway-authorizer':{'type':'jwt','identitySource':'$request.header.Authorization','jwtConfiguration':{'audience':['a']}}}}}", "/components/securitySchemes/J", true);
        row("HTTP: request authorizer", "'paths':{},'components':{'securitySchemes':{'R':{'type':'apiKey','name':'Unused','in':'header','x-amazon-apigateway-authorizer':{'type':'request','authorizerUri':'u','authorizerPayloadFormatVersion':'2.0','enableSimpleResponses':true}}}}", "/components/securitySchemes/R", true);
        // clang-format on
    }
    void comesBack()
    {
        QFETCH(const QString, members);
        QFETCH(const QString, pointer);
        QFETCH(const bool, http);
        ImportOptions options;
        options.kind = http ? ImportOptions::Kind::Http : ImportOptions::Kind::Rest;
        const std::string text
            = quoted("{'openapi':'3.0.1','info':{'title':'T','version':'1'}," + members.toStdString() + "}");
        const ImportResult first = importApi(text, options);
        const json::Value document = openapi::exportApi(first.api);
        const json::Value *expected = first.document.at(pointer.toStdString());
        const json::Value *found = document.at(pointer.toStdString());
        QVERIFY(expected);
        QVERIFY2(found, json::toJson(document).c_str());
        const bool whole = pointer.isEmpty(); // the version of HTTP documents is added
        QVERIFY2(whole || found->equivalent(*expected), json::toJson(*found).c_str());
        const ImportResult again = importApi(openapi::exportText(first.api, {}, true), options);
        QCOMPARE(difference(first.api, again.api), std::string());
    }

    void securityFollowsTheFirstUsableRequirement_data()
    {
        QTest::addColumn<QString>("security");
        QTest::addColumn<QString>("root");
        QTest::addColumn<QString>("expected");
        // clang-format off
        QTest::newRow("documented: none")               << "" << "" << "NONE";
        QTest::newRow("measured: root security applies") << "" << "[{'A':[]}]" << "CUSTOM";
        QTest::newRow("documented: empty list is NONE") << "[]" << "[{'A':[]}]" << "NONE";
        QTest::newRow("documented: key and authorizer") << "[{'A':[],'k':[]}]" << "" << "CUSTOM key";
        QTest::newRow("documented: key alone")          << "[{'k':[]}]" << "" << "NONE key";
        QTest::newRow("documented: IAM")                << "[{'iam':[]}]" << "" << "AWS_IAM";
        QTest::newRow("assumed: unusable ones are passed over") << "[{'other':[]},{'A':[]}]" << "" << "CUSTOM";
        QTest::newRow("measured: scopes of Cognito")    << "[{'C':['s']}]" << "" << "COGNITO_USER_POOLS s";
        QTest::newRow("measured: authorizer on X-Api-Key is no key") << "[{'K':[]}]" << "" << "CUSTOM";
        // clang-format on
    }
    void securityFollowsTheFirstUsableRequirement()
    {
        QFETCH(const QString, security);
        QFETCH(const QString, root);
        QFETCH(const QString, expected);
        const std::string own = security.isEmpty() ? std::string() : "'security':" + security.toStdString();
        const std::string whole = root.isEmpty() ? std::string() : "'security':" + root.toStdString() + ",";
        const std::string authorizer = "'x-amazon-apigateway-authorizer':{'type':'request','authorizerUri':'u'}";
        const model::RestApi api = restApi(
            whole + "'paths':{'/a':{'get':{" + own
            + "}}},'components':{'securitySchemes':{"
              "'A':{'type':'apiKey','name':'Unused','in':'header',"
            + authorizer
            + "},"
              "'K':{'type':'apiKey','name':'X-Api-Key','in':'header',"
            + authorizer
            + "},"
              "'C':{'type':'apiKey','name':'T','in':'header','x-amazon-apigateway-authorizer':{'type':'cognito_user_"
              "pools'}},"
              "'iam':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':'awsSigv4'},"
              "'k':{'type':'apiKey','name':'X-API-Key','in':'header'},'other':{'type':'http','scheme':'bearer'}}}");
        const model::Method &method = api.resourceAt("/a")->methods.at(0);
        std::string found(toString(method.authorizationType));
        if (method.apiKeyRequired)
            found += " key";
        for (const std::string &scope : method.authorizationScopes)
            found += " " + scope;
        QCOMPARE(QString::fromStdString(found), expected);
    }

    void editedObjectsAreWrittenAsGatewayDoes()
    {
        model::RestApi api
            = restApi("'paths':{'/a/{id}':{'get':{'responses':{'200':{'$ref':'#/components/responses/r'}}}}},"
                      "'components':{'responses':{'r':{'description':'shared'}}}");
        model::Method &method = api.editResource(api.resourceAt("/a/{id}")->id)->methods[0];
        QCOMPARE(exported(api, "/paths/~1a~1{id}/get/responses/200"), quoted("{'$ref':'#/components/responses/r'}"));
        method.responses[0].responseParameters["method.response.header.ETag"] = false;
        QCOMPARE(exported(api, "/paths/~1a~1{id}/get/responses/200"), // the shared one does not say it any more
                 quoted("{'description':'shared','headers':{'ETag':{'schema':{'type':'string'}}}}"));
        method.apiKeyRequired = true;
        method.authorizationType = model::AuthorizationType::AwsIam;
        QCOMPARE(exported(api, "/paths/~1a~1{id}/get/security"), quoted("[{'sigv4':[],'api_key':[]}]"));
        QCOMPARE(exported(api, "/components/securitySchemes"),
                 quoted("{'sigv4':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':"
                        "'awsSigv4'},"
                        "'api_key':{'type':'apiKey','name':'x-api-key','in':'header'}}"));
        QCOMPARE(exported(api, "/paths/~1a~1{id}/get/parameters"),
                 quoted("[{'name':'id','in':'path','required':true,'schema':{'type':'string'}}]"));
    }

    void idsThatTheDocumentDoesNotGiveComeBack()
    {
        model::RestApi api = restApi("'paths':{'/a/b':{'get':{'responses':{}}}}");
        const model::ResourceId a = api.resourceAt("/a")->id;
        api.editResource(a)->pathPart = "renamed"; // keeps its id
        api.endpointConfiguration.type = model::EndpointConfiguration::Type::Regional;
        api.tags = {{"k", "v"}};
        const ImportResult again = importApi(openapi::exportText(api, {}, true));
        QCOMPARE(difference(api, again.api), std::string());
        QVERIFY(std::get<model::RestApi>(again.api).resourceAt("/renamed")->id == a);
    }

    void extensionsAreWrittenWhenChosen_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<bool>("integration");
        QTest::addColumn<bool>("authorizer");
        QTest::addColumn<bool>("settings");
        // clang-format off
        QTest::newRow("none")         << ""             << false << false << false;
        QTest::newRow("integrations") << "integrations" << true  << false << false;
        QTest::newRow("authorizers")  << "authorizers"  << false << true  << false;
        QTest::newRow("both")         << "integrations, authorizers" << true << true << false;
        QTest::newRow("apigateway")   << "apigateway"   << true  << true  << true;
        // clang-format on
    }
    void extensionsAreWrittenWhenChosen()
    {
        QFETCH(const QString, list);
        const model::RestApi api
            = restApi("'paths':{'/a':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'mock'}}}},"
                      "'x-amazon-apigateway-binary-media-types':['*/"
                      "*'],'components':{'securitySchemes':{'A':{'type':'apiKey','name':'T','in':'header',"
                      "'x-amazon-apigateway-authorizer':{'type':'token','authorizerUri':'u'}}}}");
        for (const bool keep : {true, false}) {
            openapi::ExportOptions options;
            options.keepUnknown = keep;
            options.extensions = openapi::Extensions::parse(list.toStdString()).value();
            QTEST(!exported(api, "/paths/~1a/get/x-amazon-apigateway-integration", options).empty(), "integration");
            QTEST(!exported(api, "/components/securitySchemes/A/x-amazon-apigateway-authorizer", options).empty(),
                  "authorizer");
            QTEST(!exported(api, "/x-amazon-apigateway-binary-media-types", options).empty(), "settings");
        }
        QVERIFY(!openapi::Extensions::parse("integration").has_value());
    }

    void lossesAreTold()
    {
        const model::RestApi api
            = restApi("'paths':{'/a':{'get':{'parameters':[{'in':'cookie','name':'c'}],'responses':{}}}},"
                      "'servers':[{'url':'https://a/'},{'url':'https://b/'}],"
                      "'components':{'schemas':{'A':{'oneOf':[{'type':'string'}]}}}");
        openapi::ExportOptions options;
        options.format = openapi::Format::Swagger;
        Diagnostics losses;
        const json::Value document = openapi::exportApi(api, options, &losses);
        QCOMPARE(losses.size(), std::size_t(3)); // the cookie, the second server, oneOf
        QVERIFY(document["swagger"].string() == "2.0");
        QVERIFY(document["host"].string() == "a");
    }

    void awsVariablesAreReplaced()
    {
        const model::RestApi api = restApi(
            "'paths':{},'x-amazon-apigateway-policy':{'a':'${AWS::Partition}:${AWS::Region}:${AWS::AccountId}'}");
        QVERIFY(api.policy["a"].string() == "aws:us-east-1:000000000000");
    }

    void pathParametersOfHttpApisStandOnThePathItem()
    {
        const model::HttpApi api = httpApi("'paths':{'/j/{job-id}':{'get':{}}}");
        QCOMPARE(
            exported(api, "/paths/~1j~1{job-id}"),
            quoted("{'get':{'responses':{'default':{'description':'Default response for GET /j/{job-id}'}}},"
                   "'parameters':[{'name':'job-id','in':'path','description':'Generated path parameter for job-id',"
                   "'required':true,'schema':{'type':'string'}}]}"));
    }
};

QTEST_APPLESS_MAIN(ExtensionsTest)
#include "extensions_test.moc"
