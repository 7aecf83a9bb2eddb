// The recorded answers of Apache Velocity 1.7, plain and with API Gateway's differences: each case is one data row.
#include "core/json/reader.h"
#include "core/vtl/renderer.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace gatehouse;

namespace {

/// JSON as the vectors' README maps it to Java.
vtl::Value toJava(const json::Value &value)
{
    switch (value.type()) {
    case json::Value::Type::Null: return {};
    case json::Value::Type::Boolean: return vtl::Value::boolean(*value.boolean());
    case json::Value::Type::String: return vtl::Value::string(std::string(value.string()));
    case json::Value::Type::Number: {
        const std::string_view text = value.numberText();
        if (text.find_first_of(".eE") != std::string_view::npos)
            return vtl::Value::real(*value.number());
        return vtl::makeInteger(vtl::BigInteger(std::string(text)));
    }
    case json::Value::Type::Array: {
        std::vector<vtl::Value> items;
        for (const json::Value &item : value.items())
            items.push_back(toJava(item));
        return vtl::makeList(std::move(items));
    }
    case json::Value::Type::Object: {
        const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
        for (const json::Member &member : value.members())
            map->put(vtl::Value::string(member.key), toJava(member.value));
        return vtl::makeMap(map);
    }
    }
    return {};
}

} // namespace

class VectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rendersAsRecorded_data();
    void rendersAsRecorded();
};

void VectorsTest::rendersAsRecorded_data()
{
    QTest::addColumn<QByteArray>("testCase");
    QTest::addColumn<bool>("apiGateway");
    for (const auto &[folder, apiGateway] : {std::pair("vtl", false), std::pair("vtl-apigw", true)}) {
        const QDir dir(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/data/") + QLatin1String(folder));
        for (const QString &name : dir.entryList({QStringLiteral("*.json")})) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            const json::ReadResult read = json::readJson(file.readAll().toStdString());
            QVERIFY2(read.diagnostics.empty(), qPrintable(name));
            for (const json::Value &item : read.value.items()) {
                const std::string row = std::string(folder) + "/" + std::string(item["name"].string());
                QTest::newRow(row.c_str()) << QByteArray::fromStdString(json::toJson(item, -1)) << apiGateway;
            }
        }
    }
}

void VectorsTest::rendersAsRecorded()
{
    QFETCH(const QByteArray, testCase);
    QFETCH(const bool, apiGateway);
    const json::Value item = json::readJson(testCase.toStdString()).value;
    const vtl::ValueScope scope;
    std::vector<vtl::Variable> variables;
    for (const json::Member &member : item["context"].members())
        variables.push_back({member.key, toJava(member.value)});

    const auto program = vtl::Program::parse(std::string(item["template"].string()),
                                             apiGateway ? vtl::Dialect::ApiGateway : vtl::Dialect::Velocity);
    if (item["error"].string() == "parse") {
        QVERIFY(!program);
        QVERIFY(!program.error().detail.empty());
        return;
    }
    QVERIFY2(program, program ? "" : program.error().text().c_str());
    std::string out = "before";
    const auto result
        = vtl::render(**program, variables, out, apiGateway ? vtl::RenderLimits() : vtl::RenderLimits::velocity());
    if (item["error"].string() == "runtime") {
        QVERIFY(!result);
        QVERIFY(result.error().span.known());
        QCOMPARE(out, std::string("before")); // partial output is discarded
        return;
    }
    QVERIFY2(result, result ? "" : result.error().text().c_str());
    QCOMPARE(QString::fromStdString(out), QStringLiteral("before") + QString::fromUtf8(item["expected"].string()));
}

QTEST_APPLESS_MAIN(VectorsTest)
#include "vectors_test.moc"
