#include "tests/ui/support/view_checks.h"
#include "ui/document/project_document.h"
#include "ui/playground/json_path_tester.h"
#include "ui/playground/text_positions.h"
#include "ui/widgets/code_editor.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

CodeEditor *editor(const JsonPathTester &tester, const QString &name)
{
    for (CodeEditor *one : tester.findChildren<CodeEditor *>()) {
        if (one->accessibleName() == name)
            return one;
    }
    return nullptr;
}

QStringList litTexts(const CodeEditor &document)
{
    QStringList texts;
    for (const TextMark &mark : document.marks(TextLayer::Origin))
        texts.append(document.toPlainText().mid(mark.begin, mark.end - mark.begin));
    return texts;
}

} // namespace

class JsonPathTesterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void convertsPlaces();
    void answersAsOneTypes();
    void lightsPlacesUp();
    void tellsWhatIsWrong();
    void examplesAreAllAnswered();
    void bigDocumentsDoNotBlock();
    void everythingIsReachedByTab();

private:
    ProjectDocument m_document;
};

void JsonPathTesterTest::convertsPlaces()
{
    const std::string text = "a\xC3\xA4\xF0\x9F\x98\x80z"; // 1, 2 and 4 octets; 1, 1 and 2 units
    using Places = QList<std::pair<int, int>>;
    QCOMPARE(textPositions(text, {{7, 8}, {0, 1}, {1, 3}, {3, 7}}), Places({{4, 5}, {0, 1}, {1, 2}, {2, 4}}));
    QCOMPARE(textPositions("ab", {{1, 9}}), Places({{1, 2}}));
}

void JsonPathTesterTest::answersAsOneTypes()
{
    JsonPathTester tester(m_document);
    QSignalSpy answered(&tester, &JsonPathTester::answered);
    QVERIFY(answered.wait());
    auto *path = tester.findChild<QLineEdit *>();
    path->clear();
    QTest::keyClicks(path, QStringLiteral("$.store.books[0]['title','price']"));
    QTRY_COMPARE(editor(tester, QStringLiteral("What $input.path prints"))->toPlainText(),
                 QStringLiteral("{title=Moby Dick, price=8.99}"));
    QCOMPARE(editor(tester, QStringLiteral("What $input.json prints"))->toPlainText(),
             QStringLiteral(R"({"title":"Moby Dick","price":8.99})"));
    QVERIFY(tester.answer().definite);
}

void JsonPathTesterTest::lightsPlacesUp()
{
    JsonPathTester tester(m_document);
    tester.setDocumentText(QStringLiteral("{\"\u00e4\": [1, \"\U0001F600\", 3]}"));
    tester.setPath(QStringLiteral("$['\u00e4'][1:]"));
    auto *document = editor(tester, QStringLiteral("Document"));
    QTRY_COMPARE(litTexts(*document), QStringList({QStringLiteral("\"\U0001F600\""), QStringLiteral("3")}));
    QTest::keyClick(document, Qt::Key_F8);
    tester.setPath(QStringLiteral("$.zz"));
    QTRY_COMPARE(litTexts(*document), QStringList());
}

void JsonPathTesterTest::tellsWhatIsWrong()
{
    JsonPathTester tester(m_document);
    tester.show();
    tester.setPath(QStringLiteral("$store"));
    QTRY_VERIFY(tester.answer().error);
    QVERIFY(testing::visibleTexts(tester).contains(
        QStringLiteral("Column 2: \".\" or \"[\" was expected. A template with this path ends in 500.")));
    QVERIFY(testing::visibleTexts(tester).contains(QStringLiteral("Hint: a dot belongs before the name: $.store")));
    tester.setDocumentText(QStringLiteral("{\"a\":\n"));
    tester.setPath(QStringLiteral("$.a"));
    QTRY_VERIFY(tester.answer().error && !tester.answer().errorInPath);
    QCOMPARE(editor(tester, QStringLiteral("Document"))->diagnostics().size(), std::size_t(1));
}

void JsonPathTesterTest::examplesAreAllAnswered()
{
    JsonPathTester tester(m_document);
    auto *examples = tester.findChild<QTableWidget *>();
    QVERIFY(examples->rowCount() > 8);
    for (int row = 0; row < examples->rowCount(); ++row) {
        QSignalSpy answered(&tester, &JsonPathTester::answered);
        Q_EMIT examples->cellActivated(row, 0);
        QVERIFY(answered.wait());
        const playground::PathAnswer &answer = tester.answer();
        QVERIFY2(!answer.error && answer.found && answer.path != "[]", qPrintable(examples->item(row, 0)->text()));
    }
}

void JsonPathTesterTest::bigDocumentsDoNotBlock()
{
    QString big = QStringLiteral("[");
    for (int i = 0; i < 60'000; ++i)
        big += QStringLiteral("{\"id\": %1, \"name\": \"n\"},\n").arg(i);
    big += QStringLiteral("{}]");
    JsonPathTester tester(m_document);
    tester.setDocumentText(big);
    tester.setPath(QStringLiteral("$[*].id"));
    QTRY_COMPARE_WITH_TIMEOUT(tester.answer().count, std::size_t(60'000), 60'000);
    QVERIFY(editor(tester, QStringLiteral("Document"))->marks(TextLayer::Origin).size() <= 2000);
}

void JsonPathTesterTest::everythingIsReachedByTab()
{
    JsonPathTester tester(m_document);
    tester.show();
    QCOMPARE(testing::unreachableByTab(tester), QStringList());
    QCOMPARE(testing::unnamedControls(tester), QStringList());
}

QTEST_MAIN(JsonPathTesterTest)
#include "json_path_tester_test.moc"
