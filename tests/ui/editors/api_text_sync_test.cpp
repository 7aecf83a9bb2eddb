#include "tests/ui/support/sample_project.h"
#include "ui/commands/method_commands.h"
#include "ui/commands/resource_commands.h"
#include "ui/editors/api_text_sync.h"
#include "ui/editors/text_page.h"
#include "ui/widgets/code_editor.h"

#include "core/openapi/importer.h"

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace gatehouse::ui::test;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *kText = R"(# Pets of the shop
openapi: 3.0.1
info:
  title: PetStore
  version: '1'
paths:
  /pets: # all of them
    get:
      responses:
        '200':
          description: OK
      x-amazon-apigateway-integration:
        type: mock
)";

/// A document with one API that was read from a text, and its text page.
struct Page {
    Page()
    {
        openapi::ImportOptions options;
        options.apiId = kApi;
        model::ApiEntry entry;
        entry.folder = "petstore";
        entry.api = openapi::importApi(kText, options).api;
        project::LoadedProject loaded;
        loaded.project.apis = {entry};
        loaded.files["apis/petstore/api.yaml"] = {kText, {}};
        loaded.paths["api:petstore"] = "apis/petstore/api.yaml";
        document.reset(std::move(loaded));
        page = std::make_unique<TextPage>(document, kApi);
    }
    [[nodiscard]] bool inStep() const
    {
        return QTest::qWaitFor([this] { return page->sync().state() == ApiTextSync::State::InStep; });
    }
    [[nodiscard]] QString text() const { return page->editor().toPlainText(); }
    /// Types in place of @p old, as the user would: the page learns of it by the editor.
    void replace(const QString &old, const QString &typed)
    {
        QTextCursor cursor = page->editor().document()->find(old);
        QVERIFY(!cursor.isNull());
        cursor.insertText(typed);
    }
    [[nodiscard]] const model::RestApi &api() const { return *document.restApi(kApi); }

    ProjectDocument document;
    std::unique_ptr<TextPage> page;
};

} // namespace

class ApiTextSyncTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheTextOfTheFile();
    void typingBecomesOneUndoableChange();
    void typingBackIsNoChange();
    void unreadableTextChangesNothing();
    void anEditOfTheTreeTouchesItsLinesOnly();
    void editsOfBothSidesAreKept();
    void commentsWantToBeSaved();
    void findingsAreMarkedAtTheirPlace();
    void revealGoesToTheMethod();
    void aNewApiGetsAText();
};

void ApiTextSyncTest::showsTheTextOfTheFile()
{
    Page page;
    QVERIFY(page.inStep());
    QCOMPARE(page.text(), QString::fromLatin1(kText));
    QCOMPARE(page.document.undoStack().count(), 0);
    QVERIFY(!page.document.isModified());
}

void ApiTextSyncTest::typingBecomesOneUndoableChange()
{
    Page page;
    QVERIFY(page.inStep());
    const model::Project before = page.document.project();
    const model::ResourceId pets = page.api().resourceAt("/pets")->id;
    page.replace(u"title: PetStore"_s, u"title: Animals"_s);
    QVERIFY(page.inStep());
    page.replace(u"    get:"_s, u"    post:"_s);
    QVERIFY(page.inStep());
    QCOMPARE(page.api().name, std::string("Animals"));
    QVERIFY(page.api().resourceAt("/pets")->method("POST"));
    QCOMPARE(page.api().resourceAt("/pets")->id, pets);
    QCOMPARE(page.document.undoStack().count(), 1);

    page.document.undoStack().undo();
    QVERIFY(page.document.project() == before);
    QVERIFY(page.inStep());
    QCOMPARE(page.text(), QString::fromLatin1(kText));
    page.document.undoStack().redo();
    QCOMPARE(page.api().name, std::string("Animals"));
    QVERIFY(page.text().contains(u"title: Animals"_s));
}

void ApiTextSyncTest::typingBackIsNoChange()
{
    Page page;
    QVERIFY(page.inStep());
    page.replace(u"title: PetStore"_s, u"title: Animals"_s);
    QVERIFY(page.inStep());
    page.replace(u"title: Animals"_s, u"title: PetStore"_s);
    QVERIFY(page.inStep());
    QCOMPARE(page.document.undoStack().count(), 0);
    QVERIFY(!page.document.isModified());
}

void ApiTextSyncTest::unreadableTextChangesNothing()
{
    Page page;
    QVERIFY(page.inStep());
    const model::Project before = page.document.project();
    page.replace(u"info:"_s, u"info: [}"_s);
    QTRY_COMPARE(page.page->sync().state(), ApiTextSync::State::Invalid);
    QVERIFY(page.document.project() == before);
    QVERIFY(hasErrors(page.page->editor().diagnostics()));
    page.replace(u"info: [}"_s, u"info:"_s);
    QVERIFY(page.inStep());
    QVERIFY(!hasErrors(page.page->editor().diagnostics()));
}

void ApiTextSyncTest::anEditOfTheTreeTouchesItsLinesOnly()
{
    Page page;
    QVERIFY(page.inStep());
    page.page->editor().goTo(4, 3);
    page.document.push(new RenameResource(page.document, kApi, page.api().resourceAt("/pets")->id, "animals"));
    QTRY_VERIFY(page.text().contains(u"/animals:"_s));
    QVERIFY(page.inStep());
    QVERIFY(page.text().startsWith(u"# Pets of the shop\n"_s));
    QVERIFY(!page.text().contains(u"/pets:"_s));
    QCOMPARE(page.page->editor().place(), std::pair(4U, 3U));
    QCOMPARE(page.document.undoStack().count(), 1);
    page.document.undoStack().undo();
    QTRY_VERIFY(page.text().contains(u"/pets:"_s));
    QVERIFY(!page.document.isModified());
}

void ApiTextSyncTest::editsOfBothSidesAreKept()
{
    Page page;
    QVERIFY(page.inStep());
    page.replace(u"title: PetStore"_s, u"title: Animals"_s);
    page.document.push(new InsertResource(page.document, kApi, page.api().root()->id, "orders"));
    const MethodRef ref{kApi, page.api().resourceAt("/orders")->id, "GET"};
    page.document.push(new InsertMethod(page.document, kApi, ref.resource, newMockMethod("GET")));
    QTRY_COMPARE(page.api().name, std::string("Animals"));
    QVERIFY(page.inStep());
    QVERIFY(page.document.method(ref));
    QVERIFY(page.text().contains(u"title: Animals"_s));
    QVERIFY(page.text().contains(u"/orders:"_s));
}

void ApiTextSyncTest::commentsWantToBeSaved()
{
    Page page;
    QVERIFY(page.inStep());
    page.replace(u"# Pets of the shop"_s, u"# Pets and more"_s);
    QTRY_VERIFY(page.document.isModified());
    QCOMPARE(page.document.undoStack().count(), 0);
    const project::TypedTexts typed = page.document.typedTexts();
    QVERIFY(typed.at("petstore").text.starts_with("# Pets and more\n"));
    page.replace(u"# Pets and more"_s, u"# Pets of the shop"_s);
    QTRY_VERIFY(!page.document.isModified());
}

void ApiTextSyncTest::findingsAreMarkedAtTheirPlace()
{
    Page page;
    QVERIFY(page.inStep());
    page.replace(u"type: mock"_s, u"type: nonsense"_s);
    QVERIFY(page.inStep());
    const Diagnostics &found = page.page->editor().diagnostics();
    QVERIFY(std::ranges::any_of(found, [](const Diagnostic &diagnostic) { return diagnostic.line == 13; }));
    QVERIFY(page.document.diagnostics().worstBelow(kApi, "/paths/~1pets/get"));
}

void ApiTextSyncTest::revealGoesToTheMethod()
{
    Page page;
    page.page->reveal({ObjectRef::Kind::Method, kApi, page.api().resourceAt("/pets")->id, "GET"});
    QVERIFY(page.inStep());
    QCOMPARE(page.page->editor().place().first, 8U);
}

void ApiTextSyncTest::aNewApiGetsAText()
{
    ProjectDocument document;
    document.reset(loaded(petStore()));
    TextPage page(document, kApi);
    QTRY_COMPARE(page.sync().state(), ApiTextSync::State::InStep);
    QVERIFY(page.editor().toPlainText().contains(u"/pets/{petId}"_s));
    QVERIFY(document.project() == petStore());
    QVERIFY(!document.isModified());
}

QTEST_MAIN(ApiTextSyncTest)
#include "api_text_sync_test.moc"
