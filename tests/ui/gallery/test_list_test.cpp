// Pictures of the list of template tests.
#include "tests/ui/support/gallery.h"
#include "tests/ui/support/pseudo_translator.h"
#include "tests/ui/support/sample_project.h"
#include "ui/playground/test_list.h"

#include <QApplication>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class TestListGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksWell_data();
    void looksWell();
    void fitsWhenTranslated();

private:
    static model::Project project();
};

model::Project TestListGallery::project()
{
    model::Project project = test::petStore();
    const auto add = [&](const char *name, const char *text, json::Value expected) {
        model::TemplateTest &test = project.tests.emplace_back();
        test.name = name;
        test.text = text;
        test.expect.output = std::move(expected);
    };
    add("Pets by id", "{}", json::Value::object());
    add("Free pets are refused", "{\n  \"status\": 400,\n  \"message\": \"No pet is free\"\n}",
        json::Value::object({{"status", 422}, {"message", "No pet is free"}}));
    add("List all pets", "[]", json::Value::array());
    project.tests.emplace_back().name = "Event is missing";
    project.tests.back().event = "pets of yesterday";
    return project;
}

void TestListGallery::looksWell_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::addColumn<QString>("view");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        for (const char *view : {"tests", "tests-not-run", "tests-empty"})
            QTest::addRow("%s, %s", view, qPrintable(testing::nameOf(scheme))) << scheme << QString::fromLatin1(view);
    }
}

void TestListGallery::looksWell()
{
    QFETCH(const Scheme, scheme);
    QFETCH(const QString, view);
    testing::dress(scheme);
    ProjectDocument document;
    project::LoadedProject loaded;
    loaded.project = view == u"tests-empty" ? test::petStore() : project();
    document.reset(std::move(loaded));
    TestList list(document);
    list.resize(460, 480);
    if (view == u"tests") {
        list.runs().runAll();
        QTRY_VERIFY(!list.runs().isRunning());
        list.setCurrent("Free pets are refused");
    }
    const QStringList wrong = testing::shoot(list, view);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestListGallery::fitsWhenTranslated()
{
    testing::dress(Scheme::Light);
    testing::PseudoTranslator translator(nullptr);
    QCoreApplication::installTranslator(&translator);
    ProjectDocument document;
    project::LoadedProject loaded;
    loaded.project = project();
    document.reset(std::move(loaded));
    TestList list(document);
    list.resize(460, 480);
    list.setCurrent("List all pets");
    const QStringList wrong = testing::shoot(list, QStringLiteral("pseudo-tests"));
    QCoreApplication::removeTranslator(&translator);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        TestListGallery gallery;
        return QTest::qExec(&gallery, count, arguments);
    });
}

#include "test_list_test.moc"
