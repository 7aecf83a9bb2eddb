#include "tests/ui/support/studio.h"
#include "ui/commands/method_commands.h"
#include "ui/editors/project_tree_view.h"
#include "ui/editors/text_page.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/models/project_tree_model.h"
#include "ui/widgets/code_editor.h"

#include <QAction>
#include <QDockWidget>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTreeView>

using namespace gatehouse;
using namespace gatehouse::ui;

using Kind = ObjectRef::Kind;

/// What the window shows at once, and how text and tree follow each other in it.
class TextAndTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_studio.reset(); }
    void greetsWithTheApiAndTheConsole();
    void treeFollowsTheCursorWithoutTakingTheFocus();
    void textFollowsTheTree();
    void treeKeepsItsRowWhenTheTextIsAskedFor();
    void treeStaysWhenAPageGoesWithItsObject();
    void savingTakesWhatHasJustBeenTyped();
    void unreadableTextIsNotLostWithoutAWord();

private:
    [[nodiscard]] ObjectRef method(const std::string &path, const std::string &verb) const;
    [[nodiscard]] TextPage *openText(const ObjectRef &object = {});
    [[nodiscard]] ProjectTreeView &tree() { return *m_studio->window().findChild<ProjectTreeView *>(); }

    std::unique_ptr<testing::Studio> m_studio;
};

void TextAndTreeTest::init()
{
    m_studio = std::make_unique<testing::Studio>();
    m_studio->window().show();
    QVERIFY(m_studio->openSample());
    m_studio->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_studio->window()));
}

ObjectRef TextAndTreeTest::method(const std::string &path, const std::string &verb) const
{
    const model::RestApi *api = m_studio->window().document().restApi(m_studio->api());
    return ObjectRef::of(MethodRef{m_studio->api(), api->resourceAt(path)->id, verb});
}

TextPage *TextAndTreeTest::openText(const ObjectRef &object)
{
    m_studio->window().editors().openText(m_studio->api(), object);
    auto *page = qobject_cast<TextPage *>(m_studio->window().editors().currentPage());
    const auto inStep = [page] { return page->sync().state() == ApiTextSync::State::InStep; };
    return page && QTest::qWaitFor(inStep, 20000) && !page->editor().toPlainText().isEmpty() ? page : nullptr;
}

void TextAndTreeTest::greetsWithTheApiAndTheConsole()
{
    const EditorPage *page = m_studio->window().editors().currentPage();
    QVERIFY(page);
    QCOMPARE(page->object(), (ObjectRef{Kind::Api, m_studio->api(), {}, {}}));
    auto *request = m_studio->window().findChild<QDockWidget *>(QStringLiteral("request"));
    QTRY_VERIFY(!request->visibleRegion().isEmpty());
    QVERIFY(tree().view().hasFocus());
}

void TextAndTreeTest::treeFollowsTheCursorWithoutTakingTheFocus()
{
    const TextPage *page = openText();
    QVERIFY(page);
    CodeEditor &editor = page->editor();
    editor.setFocus();
    const int inPost = static_cast<int>(editor.toPlainText().indexOf(u"post:")) + 3;
    QVERIFY(inPost > 3);
    QTextCursor cursor(editor.document());
    cursor.setPosition(inPost);
    editor.setTextCursor(cursor);
    QTRY_COMPARE(tree().current(), method("/pets", "POST"));
    QVERIFY(editor.hasFocus());
    QCOMPARE(editor.textCursor().position(), inPost);
}

void TextAndTreeTest::textFollowsTheTree()
{
    const TextPage *page = openText();
    QVERIFY(page);
    tree().setCurrent(method("/pets", "POST"));
    QTRY_VERIFY2(page->editor().textCursor().block().text().contains(u"post"),
                 qPrintable(page->editor().textCursor().block().text()));
    tree().setCurrent(method("/pets/{petId}", "GET"));
    QTRY_VERIFY(page->editor().textCursor().block().text().contains(u"get"));
    QCOMPARE(m_studio->window().editors().currentPage(), page);
}

void TextAndTreeTest::treeKeepsItsRowWhenTheTextIsAskedFor()
{
    const ObjectRef post = method("/pets", "POST");
    tree().setCurrent(post);
    const TextPage *page = openText(post);
    QVERIFY(page);
    QCOMPARE(tree().current(), post);
    QTRY_VERIFY(page->editor().textCursor().block().text().contains(u"post"));
    // Away and back: the tree shows where the text stands.
    QVERIFY(m_studio->openMethod(QStringLiteral("/pets"), QStringLiteral("GET")));
    QCOMPARE(tree().current(), method("/pets", "GET"));
    m_studio->window().editors().openText(m_studio->api());
    QCOMPARE(tree().current(), post);
}

void TextAndTreeTest::treeStaysWhenAPageGoesWithItsObject()
{
    QVERIFY(m_studio->openMethod(QStringLiteral("/pets"), QStringLiteral("POST")));
    EditorTabs &editors = m_studio->window().editors();
    QCOMPARE(editors.count(), 2);
    m_studio->window().document().push(
        new RemoveMethod(m_studio->window().document(), method("/pets", "POST").method()));
    QTRY_COMPARE(editors.count(), 1);
    QCOMPARE(editors.currentPage()->object().kind, Kind::Api);
    QVERIFY(tree().current().kind != Kind::Api);
}

void TextAndTreeTest::savingTakesWhatHasJustBeenTyped()
{
    const TextPage *page = openText();
    QVERIFY(page);
    page->editor().appendPlainText(QStringLiteral("# typed a moment ago"));
    QCOMPARE(page->typedText(), EditorPage::TypedText::BeingRead);
    QSignalSpy saved(&m_studio->window().session(), &ProjectSession::notice);
    m_studio->window().actions().save->setEnabled(true);
    m_studio->window().actions().save->trigger();
    QTRY_COMPARE(saved.size(), 1);
    QFile file(m_studio->folder(QStringLiteral("petstore/apis/petstore/api.yaml")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("# typed a moment ago"));
    QVERIFY(!m_studio->window().document().isModified());
}

void TextAndTreeTest::unreadableTextIsNotLostWithoutAWord()
{
    const TextPage *page = openText();
    QVERIFY(page);
    page->editor().appendPlainText(QStringLiteral("[unclosed"));
    QTRY_COMPARE(page->typedText(), EditorPage::TypedText::Unreadable);
    EditorTabs &editors = m_studio->window().editors();
    const auto answer = [this](QMessageBox::StandardButton button) {
        auto *question = m_studio->window().findChild<QMessageBox *>();
        if (!question)
            return false;
        question->button(button)->click();
        return QTest::qWaitFor([this] { return !m_studio->window().findChild<QMessageBox *>(); });
    };

    editors.closeCurrent();
    QVERIFY(answer(QMessageBox::Cancel));
    QCOMPARE(editors.currentPage(), page);
    QVERIFY(!m_studio->window().close());
    QVERIFY(answer(QMessageBox::Cancel));
    QVERIFY(m_studio->window().isVisible());
    editors.closeCurrent();
    QVERIFY(answer(QMessageBox::Discard));
    QVERIFY(editors.currentPage() != page);
    QVERIFY(m_studio->window().close());
}

QTEST_MAIN(TextAndTreeTest)

#include "text_and_tree_test.moc"
