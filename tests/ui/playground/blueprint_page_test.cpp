#include "tests/ui/support/sample_project.h"
#include "tests/ui/support/view_checks.h"
#include "ui/document/project_document.h"
#include "ui/playground/blueprint_library.h"
#include "ui/playground/blueprint_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace gatehouse;
using namespace gatehouse::ui;

class BlueprintPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_document.reset({}); }
    void allAreInTheProgram();
    void showsTheFirstOne();
    void filtersByWords_data();
    void filtersByWords();
    void isWorkedByKeys();
    void copiesTheTemplate();
    void listsOverrides();

private:
    ProjectDocument m_document;
};

void BlueprintPageTest::allAreInTheProgram()
{
    const QDir folder(QStringLiteral(GATEHOUSE_SOURCE_DIR "/resources/blueprints"));
    QCOMPARE(static_cast<qsizetype>(blueprints().size()), folder.entryList({QStringLiteral("*.yaml")}).size());
    QCOMPARE(QByteArray::fromStdString(blueprints().front().category), QByteArray("Basics"));
    QVERIFY(blueprint("dynamodb-put"));
    QVERIFY(!blueprint("nope"));
}

void BlueprintPageTest::showsTheFirstOne()
{
    BlueprintPage page(m_document);
    const playground::Blueprint *shown = page.current();
    QVERIFY(shown);
    QCOMPARE(shown, &blueprints().front());
    QVERIFY(testing::visibleTexts(page).contains(toQString(shown->text)) || !page.isVisible());
    QStringList texts;
    for (const CodeEditor *editor : page.findChildren<CodeEditor *>()) {
        QVERIFY(editor->isReadOnly());
        texts.append(editor->toPlainText());
    }
    QVERIFY(texts.contains(toQString(shown->source)));
    QVERIFY(texts.contains(toQString(shown->output)));
    QVERIFY(texts.contains(eventText(shown->event)));
}

void BlueprintPageTest::filtersByWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("category"); // of the first one that is left; empty: none is
    QTest::newRow("service") << QStringLiteral("sqs") << QStringLiteral("Messaging");
    QTest::newRow("category") << QStringLiteral("step functions") << QStringLiteral("Step Functions");
    QTest::newRow("a word of the template") << QStringLiteral("ExclusiveStartKey") << QStringLiteral("DynamoDB");
    QTest::newRow("none") << QStringLiteral("no such thing") << QString();
}

void BlueprintPageTest::filtersByWords()
{
    QFETCH(const QString, words);
    QFETCH(const QString, category);
    BlueprintPage page(m_document);
    qobject_cast<QLineEdit *>(page.focusProxy())->setText(words);
    QCOMPARE(page.current() ? toQString(page.current()->category) : QString(), category);
    QSignalSpy requested(&page, &BlueprintPage::playgroundRequested);
    page.actions().front()->trigger();
    QCOMPARE(requested.size(), category.isEmpty() ? 0 : 1);
}

void BlueprintPageTest::isWorkedByKeys()
{
    BlueprintPage page(m_document);
    page.show();
    QVERIFY(QTest::qWaitForWindowActive(&page)); // shortcuts need it
    QSignalSpy opened(&page, &BlueprintPage::playgroundRequested);
    QSignalSpy used(&page, &BlueprintPage::useRequested);
    auto *filter = qobject_cast<QLineEdit *>(page.focusProxy());
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("dynamodb"));
    const playground::Blueprint *first = page.current();
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(page.current() != first);
    QTest::keyClick(filter, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    auto *list = page.findChild<QTreeView *>();
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
    QTest::keyClick(filter, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(used.size(), 0); // there is no project, so no method
    m_document.reset(test::loaded(test::petStore()));
    QTest::keyClick(filter, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(used.size(), 1);
    QCOMPARE(testing::unreachableByTab(page), QStringList());
}

void BlueprintPageTest::copiesTheTemplate()
{
    BlueprintPage page(m_document);
    page.setCurrent("cors-mock");
    page.actions().back()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("{\"statusCode\": 204}\n"));
}

void BlueprintPageTest::listsOverrides()
{
    QCOMPARE(overrideLines(blueprint("header-overrides")->overrides),
             QStringList({QStringLiteral("responseOverride.header.X-Total-Count = 40"),
                          QStringLiteral("responseOverride.header.Cache-Control = max-age=60"),
                          QStringLiteral("responseOverride.header.Vary = Accept"),
                          QStringLiteral("responseOverride.header.Vary = Accept-Language")}));
    QCOMPARE(overrideLines({}), QStringList());
}

QTEST_MAIN(BlueprintPageTest)
#include "blueprint_page_test.moc"
