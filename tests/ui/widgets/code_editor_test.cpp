#include "ui/widgets/bracket_matcher.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>

using namespace gatehouse;
using namespace gatehouse::ui;

class CodeEditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void highlightsEachSyntax_data();
    void highlightsEachSyntax();
    void editRehighlightsOnlyAsFarAsNeeded();
    void hugeTextNeverHoldsUpTheWindow();
    void longLineStaysPlain();
    void findWrapsAndCounts();
    void goToCountsCodePoints();
    void matchesBrackets_data();
    void matchesBrackets();
    void enterKeepsTheIndent();
    void diagnosticsAreMarked();
    void themeChangeRecolours();
};

namespace {

int formatCount(const QTextDocument *document)
{
    qsizetype count = 0;
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
        count += block.layout()->formats().size();
    return static_cast<int>(count);
}

} // namespace

void CodeEditorTest::init()
{
    applyTheme(*qApp, Scheme::Light);
}

void CodeEditorTest::highlightsEachSyntax_data()
{
    QTest::addColumn<QString>("syntax");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("coloured");
    // clang-format off
    QTest::newRow("JSON")     << "JSON"     << "{\"a\": [1, true, null]}"                       << true;
    QTest::newRow("YAML")     << "YAML"     << "openapi: 3.0.1\ninfo:\n  title: \"x\" # note\n" << true;
    QTest::newRow("Velocity") << "Velocity" << "#set($a = 1)\n#foreach($x in $list)$x#end\n"    << true;
    QTest::newRow("HTTP")     << "HTTP"     << "GET /pets HTTP/1.1\nHost: x\n"                  << true;
    QTest::newRow("XML")      << "XML"      << "<a b=\"c\"/>"                                   << true;
    QTest::newRow("unknown")  << "Nonesuch" << "{\"a\": 1}"                                     << false;
    // clang-format on
}

void CodeEditorTest::highlightsEachSyntax()
{
    QFETCH(const QString, syntax);
    QFETCH(const QString, text);
    QFETCH(const bool, coloured);
    CodeEditor editor;
    editor.setSyntax(syntax);
    editor.setPlainText(text);
    editor.highlighter().finish();
    QVERIFY(editor.highlighter().isFinished());
    QCOMPARE(formatCount(editor.document()) > 0, coloured);
}

void CodeEditorTest::editRehighlightsOnlyAsFarAsNeeded()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("JSON"));
    editor.setPlainText(QStringLiteral("{\n\"a\": 1,\n\"b\": 2\n}\n"));
    editor.highlighter().finish();
    QTextCursor cursor(editor.document()->findBlockByNumber(1));
    cursor.insertText(QStringLiteral(" "));
    QVERIFY(editor.highlighter().isFinished()); // done within the key press
    QVERIFY(!editor.document()->findBlockByNumber(1).layout()->formats().isEmpty());
}

void CodeEditorTest::hugeTextNeverHoldsUpTheWindow()
{
    QString text = QStringLiteral("{\n");
    while (text.size() < 3'000'000)
        text += QStringLiteral("  \"key\": {\"type\": \"string\", \"minimum\": 12.5},\n");
    text += QStringLiteral("  \"last\": 0\n}\n");
    CodeEditor editor;
    editor.resize(600, 400);
    editor.show();
    editor.setSyntax(QStringLiteral("JSON"));
    QSignalSpy finished(&editor.highlighter(), &CodeHighlighter::finished);
    editor.setPlainText(text);
    qint64 longest = 0;
    QElapsedTimer whole;
    whole.start();
    while (!editor.highlighter().isFinished() && whole.elapsed() < 60000) {
        QElapsedTimer slice;
        slice.start();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        longest = std::max(longest, slice.elapsed());
    }
    QVERIFY(editor.highlighter().isFinished());
    QVERIFY(!editor.document()->lastBlock().previous().previous().layout()->formats().isEmpty());
    QVERIFY2(longest < 250, qPrintable(QStringLiteral("%1 ms").arg(longest))); // 6 ms meant; busy machines get room
}

void CodeEditorTest::longLineStaysPlain()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("JSON"));
    editor.setPlainText(QStringLiteral("{\"a\": \"%1\"}").arg(QString(CodeHighlighter::kMaxLineLength, u'x')));
    editor.highlighter().finish();
    QVERIFY(editor.highlighter().hasPlainLines());
    QCOMPARE(formatCount(editor.document()), 0);
}

void CodeEditorTest::findWrapsAndCounts()
{
    CodeEditor editor;
    editor.resize(600, 300);
    editor.show();
    editor.setPlainText(QStringLiteral("pets\nother\nPets\npets\n"));
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    QTest::keySequence(&editor, QKeySequence::Find);
    auto *bar = editor.findChild<FindBar *>();
    QVERIFY(bar && bar->isVisible());
    auto *needle = bar->findChild<QLineEdit *>();
    needle->setText(QStringLiteral("pets"));
    QCOMPARE(editor.textCursor().selectionStart(), 0);
    QTest::keyClick(needle, Qt::Key_Return);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
    QTest::keyClick(needle, Qt::Key_Return);
    QTest::keyClick(needle, Qt::Key_Return);
    QCOMPARE(editor.textCursor().blockNumber(), 0);
    QTest::keyClick(needle, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(editor.textCursor().blockNumber(), 3);
    QTest::keyClick(needle, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

void CodeEditorTest::goToCountsCodePoints()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("first\n\U0001F600\U0001F600x\n"));
    editor.goTo(2, 3);
    QCOMPARE(editor.textCursor().positionInBlock(), 4); // two surrogate pairs
    QCOMPARE(editor.place(), (std::pair<std::uint32_t, std::uint32_t>(2, 3)));
    editor.goTo(99, 1); // past the end: the last line
    QCOMPARE(editor.textCursor().blockNumber(), editor.blockCount() - 1);
}

void CodeEditorTest::matchesBrackets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("one");
    QTest::addColumn<int>("other");
    // clang-format off
    QTest::newRow("forwards")          << "{\"a\": [1]}"   << 0 << 0 << 9;
    QTest::newRow("backwards")         << "{\"a\": [1]}"   << 10 << 9 << 0;
    QTest::newRow("over lines")        << "{\n[\n]\n}"     << 0 << 0 << 6;
    QTest::newRow("skips strings")     << "{\"a\": \"}\"}" << 0 << 0 << 9;
    QTest::newRow("inside a string")   << "\"{x\""         << 1 << -1 << -1;
    QTest::newRow("unclosed")          << "{\"a\""         << 0 << -1 << -1;
    // clang-format on
}

void CodeEditorTest::matchesBrackets()
{
    QFETCH(const QString, text);
    QFETCH(const int, position);
    QFETCH(const int, one);
    QFETCH(const int, other);
    const QTextDocument document(text);
    const auto found = matchBracket(&document, position);
    QCOMPARE(found.value_or(std::pair(-1, -1)), std::pair(one, other));
}

void CodeEditorTest::enterKeepsTheIndent()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("paths:"));
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("a"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("b"));
    QCOMPARE(editor.toPlainText(), QStringLiteral("paths:\n  a\n  b"));
}

void CodeEditorTest::diagnosticsAreMarked()
{
    CodeEditor editor;
    editor.resize(400, 200);
    editor.setPlainText(QStringLiteral("first: 1\nsecond: 2\n"));
    editor.show();
    const QImage before = editor.grab().toImage();
    Diagnostic finding;
    finding.message = "wrong";
    finding.line = 2;
    finding.column = 1;
    Diagnostic placeless;
    editor.setDiagnostics({placeless, finding});
    QCOMPARE(editor.diagnostics().size(), std::size_t(1));
    QVERIFY(editor.grab().toImage() != before);
    editor.setDiagnostics({});
    QCOMPARE(editor.grab().toImage(), before);
}

void CodeEditorTest::themeChangeRecolours()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("JSON"));
    editor.setPlainText(QStringLiteral("{\"a\": \"b\"}"));
    editor.highlighter().finish();
    const auto light = editor.document()->begin().layout()->formats();
    applyTheme(*qApp, Scheme::Dark);
    QCoreApplication::sendPostedEvents();
    editor.highlighter().finish();
    const auto dark = editor.document()->begin().layout()->formats();
    QVERIFY(!light.isEmpty() && !dark.isEmpty());
    QVERIFY(light.first().format.foreground() != dark.first().format.foreground());
}

QTEST_MAIN(CodeEditorTest)
#include "code_editor_test.moc"
