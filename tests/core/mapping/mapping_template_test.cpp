// $input, $util, $context and $stageVariables in mapping templates, row by row of mapping-templates.md 3.
#include "core/mapping/json_smart.h"
#include "core/mapping/mapping_template.h"
#include "core/mapping/util.h"
#include "core/vtl/print.h"

#include <QtTest/QTest>

using namespace gatehouse;
using vtl::Value;

namespace {

/// Two path parameters, three of the query, three fields.
class TestParameters final : public mapping::Parameters {
public:
    void collect(mapping::ParameterPlace place, vtl::MapObject &out) const override
    {
        using enum mapping::ParameterPlace;
        const auto put
            = [&out](const char *name, const char *value) { out.put(Value::borrowed(name), Value::borrowed(value)); };
        switch (place) {
        case Path:
            put("id", "p1");
            put("both", "path");
            break;
        case QueryString:
            put("both", "query");
            put("q", "last");
            put("h", "query");
            break;
        case Header:
            put("h", "header");
            put("X-A", "a/b");
            put("q", "header");
            break;
        }
    }
};

class TestContext final : public mapping::ContextSource {
public:
    Value value(std::string_view name) const override
    {
        if (name == "stage")
            return Value::borrowed("dev");
        if (name == "requestTimeEpoch")
            return Value::longInteger(1764000000000);
        if (name == "identity.sourceIp")
            return Value::borrowed("127.0.0.1");
        return {};
    }
};

const std::map<std::string, std::string> kStageVariables = {{"colour", "red"}, {"url", "http://h/?a=1&b=2"}};

/// What the template prints, or "500: " and why.
std::string render(std::string_view text, std::string_view body, mapping::Overrides &overrides)
{
    const mapping::MappingTemplate compiled{std::string(text)};
    const TestParameters parameters;
    const TestContext context;
    std::string out;
    const auto done = compiled.render({body, parameters, context, kStageVariables}, overrides, out);
    return done ? out : "500: " + compiled.explain(done.error());
}

std::string render(std::string_view text, std::string_view body)
{
    mapping::Overrides overrides;
    return render(text, body, overrides);
}

} // namespace

class MappingTemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void renders_data();
    void renders();
    void failsWithPlace_data();
    void failsWithPlace();
    void readsOverridesBack();
    void carriesOverridesToTheResponse();
    void ignoresStatusesOutOfRange_data();
    void ignoresStatusesOutOfRange();
    void foldsTextWithoutReferences();
    void boundsHostileTemplates_data();
    void boundsHostileTemplates();
};

void MappingTemplateTest::renders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *body, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(body) << QByteArray(expected);
    };
    // clang-format off
    // 3.1
    row("measured: body",                      "$input.body",            R"({ "a" :1})", R"({ "a" :1})");
    row("measured: empty body",                "$input.body",            "",             "{}");
    row("measured: member of body",            "[$input.body.x]",        R"({"x":1})",   "[]");
    row("documented: json keeps order and quotes", "$input.json('$')",   R"({"b": "x", "a": [1, 2.50]})", R"({"b":"x","a":[1,2.5]})");
    row("documented: json of a string",        "$input.json('$.a')",     R"({"a":"x\"y"})", R"("x\"y")");
    row("assumed: json of nothing",            "$input.json('$.z')",     R"({"a":1})",   R"("")");
    row("observed: json of an empty body",     "$input.json('$')",       "",             "{}");
    row("assumed: json of a text",             "$input.json('$')",       "not json",     R"("not json")");
    row("assumed: json leaves slashes alone",  "$input.json('$.a')",     R"({"a":"a/b"})", R"("a/b")");
    row("library: indefinite paths give arrays", "$input.json('$..a')",  R"({"a":1})",   "[1]");
    row("measured: path of nothing prints nothing", "[$input.path('$.z')]", R"({"a":1})", "[]");
    row("measured: path of nothing is null and empty",
        "#if($input.path('$.z') == $null)N#end#if($input.path('$.z') == \"\")E#end", R"({"a":1})", "NE");
    row("measured: path of null prints nothing", "[$input.path('$.n')]", R"({"n":null})", "[]");
    row("measured: form bodies are one text",  "#foreach($p in $input.path('$').split('&'))$p;#end", "a=1&b=2", "a=1;b=2;");
    row("library: single quotes and bare words", "$input.json('$')",     "{'a': b c}",   R"({"a":"b c"})");
    row("library: the last of equal keys counts", "$input.json('$')",    R"({"a":1,"b":2,"a":3})", R"({"a":3,"b":2})");
    row("path made by the template",           "#set($k = 'a')$input.path(\"$.$k\")", R"({"a":7})", "7");
    row("documented: params in order",         "$input.params().keySet()", "", "[path, querystring, header]");
    row("documented: path goes before query",  "$input.params('both')",  "", "path");
    row("documented: query goes before header", "$input.params('h')",    "", "query");
    row("documented: header at last",          "$input.params('X-A')",   "", "a/b");
    row("measured: names are case-sensitive",  "[$input.params('x-a')]", "", "[]");
    row("documented: missing parameter",       "[$input.params('none')]", "", "[]");
    row("measured: direct access",             "$input.params().header.get('h') $input.params().path.id $input.params().querystring['q']", "", "header p1 last");
    row("assumed: params without parentheses", "[$input.params]",        "", "[]");
    row("observed: loops over parameters",
        "#foreach($t in $input.params().keySet())$t:#foreach($n in $input.params().get($t).keySet())$n #end#end", "",
        "path:id both querystring:both q h header:h X-A q ");
    // 3.2
    row("measured: object prints as map",      "$input.path('$')",       R"({"k":"v"})", "{k=v}");
    row("measured: array prints as JSON",      "$input.path('$')",       R"([{"k":"v"}])", R"([{"k":"v"}])");
    row("measured: array within an object",    "$input.path('$')",       R"({"k":[{"in":"v"}]})", R"({k=[{"in":"v"}]})");
    row("measured: commas of maps",            "$input.path('$')",       R"({"big":"map","and":"more"})", "{big=map, and=more}");
    row("measured: taken out of an array",     "#set($r = $input.path('$'))$r[0]", R"([{"k":"v"}])", "{k=v}");
    row("measured: empty array",               "#set($r = $input.path('$'))$r [$r.x]", "[]", "[] []");
    row("measured: arrays can grow",           "#set($r = $input.path('$'))#set($x = $r.add({'x':1}))$r", "[1]", R"([1,{"x":1}])");
    row("library: doubles print as Java's",    "$input.path('$.n')",     R"({"n":1.10})", "1.1");
    // 3.3
    row("documented: escapeJavaScript of quotes", "$util.escapeJavaScript($input.body)", "a'b\"c\\", R"(a\'b\"c\\)");
    row("library: escapeJavaScript of controls", "$util.escapeJavaScript($input.body)", "\n\r\t\b\f\x01", R"(\n\r\t\b\f\u0001)");
    row("assumed: escapeJavaScript of a slash", "$util.escapeJavaScript($input.body)", "/", R"(\/)");
    row("assumed: escapeJavaScript beyond ASCII", "$util.escapeJavaScript($input.body)", "\xC3\xA9\xF0\x9F\x98\x80", R"(\u00E9\uD83D\uDE00)");
    row("documented: repair of single quotes", R"($util.escapeJavaScript($input.body).replaceAll("\\'", "'"))", "it's", "it's");
    row("documented: parseJson",               "#set($o = $util.parseJson($input.path('$.e')))$o.m", R"({"e":"{\"m\":\"x\"}"})", "x");
    row("measured: parseJson of scalars",      "#set($n = $util.parseJson('5') + 1)$n#if($util.parseJson('false'))T#{else}F#end", "", "6F");
    row("measured: urlEncode",                 "$util.urlEncode($input.body)", R"({"some": "value"})", "%7B%22some%22%3A+%22value%22%7D");
    row("measured: urlEncode keeps",           "$util.urlEncode('aZ0.-*_~')", "", "aZ0.-*_%7E");
    row("measured: urlEncode of nothing",      "[$util.urlEncode($input.path('$.z'))]", "", "[]");
    row("documented: urlDecode",               "$util.urlDecode('a+b%C3%A9%2B')", "", "a b\xC3\xA9+");
    row("measured: base64Encode",              "$util.base64Encode('a?>\xC3\xA9')", "", "YT8+w6k=");
    row("measured: base64Decode",              "$util.base64Decode('eyJhIjoxfQ==').replace('a', 'b')", "", R"({"b":1})");
    row("assumed: other arguments find no method", "[$util.urlEncode(5)$util.base64Encode({})$util.urlEncode('a', 'b')]", "", "[]");
    row("measured: functions of AppSync",      "[$util.toJson({})$util.time.nowISO8601()]", "", "[]");
    // 3.4
    row("measured: order of $context",         "$context.keySet()", "",
        "[resourceId, resourcePath, httpMethod, extendedRequestId, requestTime, path, accountId, protocol, requestOverride, stage, "
        "domainPrefix, requestTimeEpoch, requestId, identity, domainName, deploymentId, responseOverride, apiId]");
    row("measured: order of identity",         "$context.identity.keySet()", "",
        "[cognitoIdentityPoolId, accountId, cognitoIdentityId, caller, sourceIp, principalOrgId, accessKey, "
        "cognitoAuthenticationType, cognitoAuthenticationProvider, userArn, userAgent, user]");
    row("measured: absent identity",           "[$context.identity.user][$context.identity.sourceIp]", "", "[][127.0.0.1]");
    row("measured: nested maps print nothing", "[$context.identity$context.get('requestOverride')$context.responseOverride]", "", "[]");
    row("measured: keys of overrides",         "$context.requestOverride.keySet()$context.responseOverride.keySet()", "", "[path, header, querystring][header]");
    row("measured: no authorizer",             "[#foreach($k in $context.authorizer.keySet())$k#end]", "", "[]");
    row("documented: epoch is a Long",         "#set($t = $context.requestTimeEpoch + 1)$t", "", "1764000000001");
    row("measured: unknown $context",          "[$context.nothing$context.error.message]", "", "[]");
    row("measured: stage variables",           "$stageVariables.colour ${stageVariables.url} $stageVariables['colour'] [$stageVariables.none]", "", "red http://h/?a=1&b=2 red []");
    row("measured: loop over stage variables", "#foreach($k in $stageVariables.keySet())$k#end", "", "coloururl");
    // clang-format on
}

void MappingTemplateTest::renders()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(render(text.toStdString(), body.toStdString())), expected);
}

void MappingTemplateTest::failsWithPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("place");
    const auto row = [](const char *name, const char *text, const char *body, const char *place) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(body) << QByteArray(place);
    };
    row("measured: lone dollar", "a\nb $", "", "500: line 2, column 3: ");
    row("measured: unclosed #if", "#if($x)\n", "", "500: line ");
    row("assumed: broken body", "x\n  $input.path('$.a')", R"({"a":1)", "500: line 2, column ");
    row("assumed: invalid path", "$input.json('$.a b')", "{}", "500: line 1, column ");
    row("assumed: malformed percent", "$util.urlDecode('%zz')", "", "500: line 1, column ");
    row("assumed: broken base64", "$util.base64Decode('*')", "", "500: line 1, column ");
    row("assumed: broken JSON text", "$util.parseJson('{')", "", "500: line 1, column ");
}

void MappingTemplateTest::failsWithPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, place);
    const std::string answer = render(text.toStdString(), body.toStdString());
    QVERIFY2(answer.starts_with(place.toStdString()), answer.c_str());
}

void MappingTemplateTest::readsOverridesBack()
{
    mapping::Overrides overrides;
    const std::string out = render("#set($context.requestOverride.header.X-Amz-Target = \"T\")"
                                   "#set($n = 'hh')#set($context.requestOverride.header[$n] = [\"a\",\"b\"])"
                                   "$!context.requestOverride.querystring.put('q', 5)"
                                   "#set($context[\"requestOverride\"].path[\"p\"] = \"v\")"
                                   "#set($context.responseOverride.status = 444)"
                                   "#set($context.responseOverride.header.Y = $context.stage)",
                                   "", overrides);
    QCOMPARE(out, std::string());
    QCOMPARE(overrides.header.size(), 2U);
    QCOMPARE(overrides.header[0].name, std::string("X-Amz-Target"));
    QCOMPARE(overrides.header[0].values, std::vector<std::string>({"T"}));
    QCOMPARE(overrides.header[1].values, std::vector<std::string>({"a", "b"}));
    QCOMPARE(mapping::Overrides::find(overrides.querystring, "q")->values.front(), std::string("5"));
    QCOMPARE(mapping::Overrides::find(overrides.path, "p")->values.front(), std::string("v"));
    QCOMPARE(overrides.status, std::optional(444));
    QCOMPARE(overrides.responseHeader.front().values.front(), std::string("dev"));
}

void MappingTemplateTest::carriesOverridesToTheResponse()
{
    mapping::Overrides overrides;
    QCOMPARE(
        render("#set($context.requestOverride.mine = {'a': [1, 'x/y']})#set($context.responseOverride.status = 418)",
               "", overrides),
        std::string());
    QCOMPARE(render("$context.requestOverride.mine.a[1] $context.responseOverride.status", "", overrides),
             std::string("x/y 418"));
    QCOMPARE(overrides.status, std::optional(418));
    mapping::Overrides untouched;
    QCOMPARE(render("$context.stage", "", untouched), std::string("dev"));
    QVERIFY(untouched.empty());
}

void MappingTemplateTest::ignoresStatusesOutOfRange_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"99", "600", "-1", "\"400\"", "$context.stage", "[]", "4294967496"})
        QTest::newRow(qPrintable(QStringLiteral("assumed: ") + QLatin1String(status))) << QByteArray(status);
}

void MappingTemplateTest::ignoresStatusesOutOfRange()
{
    QFETCH(const QByteArray, status);
    mapping::Overrides overrides;
    QCOMPARE(render("#set($context.responseOverride.status = " + status.toStdString() + ")", "", overrides),
             std::string());
    QVERIFY(!overrides.status);
}

void MappingTemplateTest::foldsTextWithoutReferences()
{
    const mapping::MappingTemplate plain("{\"statusCode\": 200} \\# ## comment\n");
    QVERIFY(plain.literal());
    mapping::Overrides overrides;
    std::string out;
    QVERIFY(plain.render({"", TestParameters(), TestContext(), kStageVariables}, overrides, out));
    QCOMPARE(out, *plain.literal());
    QVERIFY(!mapping::MappingTemplate("$x").literal());
}

void MappingTemplateTest::boundsHostileTemplates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text that doubles") << QByteArray(
        "#set($s = 'xxxxxxxx')#foreach($i in [1..60])#set($s = $s + $s)#end$s");
    QTest::newRow("map of overrides that holds itself")
        << QByteArray("#set($context.requestOverride.me = $context.requestOverride)ok");
    QTest::newRow("list that holds itself as header")
        << QByteArray("#set($l = [])#set($x = $l.add($l))#set($context.requestOverride.header.l = $l)ok");
    QTest::newRow("context replaced") << QByteArray("#set($context.requestOverride = 5)#set($context = 1)ok");
    QTest::newRow("deep nesting") << QByteArray("#if(1)").repeated(5000);
    QTest::newRow("nested loops") << QByteArray("#foreach($i in [1..1000])").repeated(4) + "x"
            + QByteArray("#end").repeated(4);
}

void MappingTemplateTest::boundsHostileTemplates()
{
    QFETCH(const QByteArray, text);
    const std::string answer = render(text.toStdString(), "");
    QVERIFY2(answer == "ok" || answer.starts_with("500: "), answer.substr(0, 200).c_str());
}

QTEST_APPLESS_MAIN(MappingTemplateTest)
#include "mapping_template_test.moc"
