// Every blueprint writes what its file says, which is valid JSON or XML where the file says so.
// UPDATE_GOLDEN=1 writes the outputs anew, never in CI.
#include "core/playground/blueprint.h"
#include "core/yaml/reader.h"
#include "tests/support/golden_case.h"

#include <QtCore/QXmlStreamReader>

#include <set>

using namespace gatehouse;

namespace {

const QDir kFolder(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/blueprints"));

std::string textOf(const QString &file)
{
    QFile opened(kFolder.filePath(file));
    if (!opened.open(QFile::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    return opened.readAll().toStdString();
}

Expected<playground::Blueprint> blueprint(const QString &file)
{
    return playground::readBlueprint(file.chopped(5).toStdString(), textOf(file));
}

playground::Run run(const playground::Blueprint &blueprint)
{
    return playground::run(mapping::MappingTemplate(blueprint.source), blueprint.event);
}

/// "output" is the last member of each file.
void writeOutput(const QString &file)
{
    std::string text = textOf(file);
    if (const std::size_t old = text.find("\noutput:"); old != std::string::npos)
        text.resize(old + 1);
    const auto read = playground::readBlueprint("", text + "output: ''\n");
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    const playground::Run done = run(*read);
    QVERIFY2(!done.error, done.error ? done.error->text().c_str() : "");
    text += yaml::toYaml(json::Value::object({{"output", done.output}}));
    QFile opened(kFolder.filePath(file));
    QVERIFY(opened.open(QFile::WriteOnly));
    opened.write(QByteArray::fromStdString(text));
}

} // namespace

class BlueprintTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatItsFileSays_data();
    void writesWhatItsFileSays();
    void coverWhatTheIssueNames();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void saysWhereItDiffers();
};

void BlueprintTest::writesWhatItsFileSays_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : kFolder.entryList({QStringLiteral("*.yaml")}))
        QTest::newRow(qPrintable(file.chopped(5))) << file;
}

void BlueprintTest::writesWhatItsFileSays()
{
    QFETCH(const QString, file);
    if (tests::updatesGolden())
        writeOutput(file);
    const auto read = blueprint(file);
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    const playground::Run done = run(*read);
    QCOMPARE(QString::fromStdString(playground::difference(*read, done)), QString());
    QVERIFY(!read->title.empty() && !read->category.empty() && read->text.size() > 60);
    QVERIFY2(read->text.size() < 260, "a line of teaching, no article");
    if (read->contentType == "application/json") {
        const json::ReadResult value = json::readJson(done.output);
        QVERIFY2(value.diagnostics.empty(), done.output.c_str());
    } else if (read->contentType.ends_with("xml")) {
        QXmlStreamReader xml(QByteArray::fromStdString(done.output));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    } else if (read->contentType == "application/x-www-form-urlencoded") {
        QVERIFY2(done.output.find_first_of(" \n") == std::string::npos, done.output.c_str());
    } else {
        QCOMPARE(QByteArray::fromStdString(read->contentType), QByteArray("text/plain"));
    }
}

void BlueprintTest::coverWhatTheIssueNames()
{
    std::set<std::string> categories;
    std::set<std::string> titles;
    const QStringList files = kFolder.entryList({QStringLiteral("*.yaml")});
    QVERIFY(files.size() >= 25);
    for (const QString &file : files) {
        const auto read = blueprint(file);
        QVERIFY(read);
        categories.insert(read->category);
        QVERIFY2(titles.insert(read->title).second, "a title of its own");
    }
    for (const char *category : {"Basics", "DynamoDB", "Errors", "Forms and encodings", "Lambda", "Messaging", "Mock",
                                 "Parameters", "S3", "Step Functions", "XML and SOAP"})
        QVERIFY2(categories.contains(category), category);
}

void BlueprintTest::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("detail");
    const QByteArray head = "title: t\ncategory: c\ntext: x\ncontentType: text/plain\ntemplate: a\noutput: a\n";
    QTest::newRow("no YAML") << QByteArray("a: [") << QByteArray();
    QTest::newRow("no title") << QByteArray("category: c\n") << QByteArray("\"title\" must be a text");
    QTest::newRow("no side") << head << QByteArray("\"side\" must be \"request\" or \"response\"");
    QTest::newRow("an event that is none") << head + "side: request\nevent: [1]\n" << QByteArray();
}

void BlueprintTest::refusesOtherFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, detail);
    const auto read = playground::readBlueprint("x", text.toStdString());
    QVERIFY(!read);
    if (!detail.isEmpty())
        QCOMPARE(QByteArray::fromStdString(read.error().detail), detail);
}

void BlueprintTest::saysWhereItDiffers()
{
    playground::Blueprint blueprint;
    blueprint.output = "a\nb";
    playground::Run done;
    done.output = "a\nc";
    QCOMPARE(playground::difference(blueprint, done), std::string("line 2: expected \"b\", got \"c\""));
    done.output = blueprint.output;
    done.overrides.status = 404;
    QCOMPARE(playground::difference(blueprint, done),
             std::string("overrides: expected null, got {\"responseOverride\":{\"status\":404}}"));
    blueprint.overrides = json::readJson(R"({"responseOverride":{"status":404}})").value;
    QCOMPARE(playground::difference(blueprint, done), std::string());
}

QTEST_APPLESS_MAIN(BlueprintTest)
#include "blueprint_test.moc"
