#include "core/json/reader.h"
#include "core/openapi/exporter.h"
#include "documents.h"
#include "model_difference.h"

#include <chrono>

using namespace gatehouse;
using documents::quoted;
using openapi::importApi;
using openapi::ImportOptions;
using openapi::ImportResult;

namespace {

std::string withPaths(const std::string &paths, const std::string &more = {})
{
    return "{'openapi':'3.0.1','info':{'title':'T','version':'1'},'paths':" + paths + more + "}";
}

constexpr int kDepth = static_cast<int>(json::ReadLimits{}.maxDepth) - 10;

std::string repeated(std::string_view text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

/// Input that somebody made to hurt, or that came out of a broken tool.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsInADiagnosticWithinASecond_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("usable");
        const auto row = [](const char *name, const std::string &text, bool usable) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << usable;
        };
        row("nothing", "", false);
        row("not a document", "hello", false);
        row("cut short", quoted("{'openapi':'3.0.1','paths':{"), false);
        row("invalid UTF-8", quoted("{'openapi':'3.0.1','info':{'title':'\xFF'}}"), false);
        row("depth of arrays", repeated("[", 100'000), false);
        row("depth of objects", repeated("{\"a\":", 100'000), false);
        row("depth within the limit",
            quoted(withPaths("{}", ",'x-deep':" + repeated("[", kDepth) + repeated("]", kDepth))), true);
        row("depth of a schema",
            quoted(withPaths("{}",
                             ",'components':{'schemas':{'A':" + repeated("{'items':", kDepth) + "{}"
                                 + repeated("}", kDepth) + "}}")),
            true);
        std::string bomb
            = "openapi: 3.0.1\ninfo: {title: T, version: '1'}\npaths: {}\nx-0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
        for (int i = 1; i < 12; ++i) {
            const std::string last = "*a" + std::to_string(i - 1);
            bomb += "x-" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + repeated("," + last, 9)
                + "]\n";
        }
        row("YAML aliases", bomb, false);
        row("huge number",
            quoted(withPaths("{'/"
                             "a':{'get':{'x-amazon-apigateway-integration':{'type':'mock','timeoutInMillis':"
                             "99999999999999999999999}}}}")),
            true);
        row("huge exponent",
            quoted(withPaths(
                "{'/a':{'get':{'x-amazon-apigateway-integration':{'type':'mock','timeoutInMillis':1e999999}}}}")),
            true);
        row("duplicate keys", quoted(withPaths("{'/a':{},'/a':{'get':{}}}")), true);
        row("empty and strange keys", quoted(withPaths("{'':{},'/':{},'//':{},'/\\u0000':{},'/__proto__':{'get':{}}}")),
            true);
        row("wrong shapes",
            quoted("{'openapi':3.0,'info':[],'paths':{'/a':[],'/b':{'get':1,'post':null,'put':{'parameters':{},"
                   "'responses':[],'security':{},'requestBody':7,'x-amazon-apigateway-integration':[]}}},"
                   "'components':[],'servers':{},'tags':1,'security':2}"),
            true);
        row("wrong shapes in Swagger",
            quoted("{'swagger':2.0,'info':null,'paths':{'/b':{'get':[],'put':{'consumes':1,'produces':{},"
                   "'parameters':[null,1,{'in':'body'},{'in':'formData'}],'responses':{'404':1,'x':null}}}},"
                   "'definitions':[],'parameters':3,'securityDefinitions':{'a':1}}"),
            true);
        std::string wide = "{";
        for (int i = 0; i < 20'000; ++i)
            wide += (i ? ",'/p" : "'/p") + std::to_string(i) + "/{x}':{'get':{}}";
        row("20,000 paths", quoted(withPaths(wide + "}")), true);
        std::string chain = "{";
        for (int i = 0; i < 20'000; ++i)
            chain += (i ? ",'s" : "'s") + std::to_string(i) + "':{'$ref':'#/components/schemas/s"
                + std::to_string(i + 1) + "'}";
        row("chain of 20,000 references", quoted(withPaths("{}", ",'components':{'schemas':" + chain + "}}")), true);
        std::string web = "{";
        for (int i = 0; i < 30; ++i) {
            web += (i ? ",'s" : "'s") + std::to_string(i) + "':{'properties':{";
            for (int j = 0; j < 30; ++j)
                web += (j ? ",'p" : "'p") + std::to_string(j) + "':{'$ref':'#/components/schemas/s" + std::to_string(j)
                    + "'}";
            web += "}}";
        }
        row("web of references",
            quoted(withPaths("{'/a':{'get':{'responses':{'200':{'content':{'application/json':{'schema':"
                             "{'$ref':'#/components/schemas/s0'}}}}}}}}",
                             ",'components':{'schemas':" + web + "}}")),
            true);
        row("one deep path", quoted(withPaths("{'" + repeated("/a", 2000) + "':{'get':{}}}")), true);
    }
    void endsInADiagnosticWithinASecond()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, usable);
        ImportOptions options;
        options.mockMissingIntegrations = true;
        const auto start = std::chrono::steady_clock::now();
        const ImportResult result = importApi(text.toStdString(), options);
        const auto took = std::chrono::steady_clock::now() - start;
        QVERIFY2(result.usable == usable, documents::describe(result.diagnostics).c_str());
        QVERIFY(usable || !result.diagnostics.empty());
        QVERIFY2(took < std::chrono::seconds(10), "even with sanitizers on a busy machine");
        if (usable) { // and what was understood comes back
            openapi::ExportOptions out;
            if (result.document.find("swagger"))
                out.format = openapi::Format::Swagger;
            const ImportResult again = importApi(openapi::exportText(result.api, out, false));
            QCOMPARE(difference(result.api, again.api), std::string());
        }
    }

    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        ImportOptions options;
        options.stop = stop.get_token();
        const ImportResult result = importApi(quoted(withPaths("{'/a':{'get':{}}}")), options);
        QVERIFY(hasErrors(result.diagnostics));
        QCOMPARE(result.diagnostics.back().rule, std::string("import-stopped"));
    }

    void tellsItsProgress()
    {
        std::vector<double> seen;
        ImportOptions options;
        options.progress = [&seen](double fraction) { seen.push_back(fraction); };
        (void)importApi(quoted(withPaths("{'/a':{'get':{}}}")), options);
        QVERIFY(std::ranges::is_sorted(seen));
        QCOMPARE(seen.back(), 1.0);
    }
};

QTEST_APPLESS_MAIN(HostileTest)
#include "hostile_test.moc"
