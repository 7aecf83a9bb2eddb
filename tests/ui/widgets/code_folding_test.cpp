#include "ui/widgets/code_editor.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/fold_ranges.h"
#include "ui/widgets/folding.h"
#include "ui/widgets/line_gutter.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QPainter>
#include <QTest>
#include <QTextBlock>

using namespace gatehouse::ui;

class CodeFoldingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatCanBeFolded_data();
    void findsWhatCanBeFolded();
    void outlineKnowsNames();
    void outlineSurvivesBrokenText_data();
    void outlineSurvivesBrokenText();
    void foldsAndUnfolds();
    void foldStaysWhileTyping();
    void goToUnfolds();
    void keysFold();
    void wordsOfABlockAreMatched();
    void commentsOutAndIn_data();
    void commentsOutAndIn();
    void closingWordsAlign();
    void replaces_data();
    void replaces();
    void replaceAllIsOneUndoStep();
    void marksMoveWithTheText();
    void gutterColumnsAreClicked();
};

namespace {

QString hiddenLines(const CodeEditor &editor)
{
    QStringList hidden;
    for (QTextBlock block = editor.document()->begin(); block.isValid(); block = block.next()) {
        if (!block.isVisible())
            hidden.append(QString::number(block.blockNumber() + 1));
    }
    return hidden.join(u' ');
}

const QString kTemplate = QStringLiteral("#set($pets = $input.path('$.pets'))\n" // 1
                                         "{\n" // 2
                                         "  \"pets\": [\n" // 3
                                         "#foreach($pet in $pets)\n" // 4
                                         "    #if($pet.big)\n" // 5
                                         "      big\n" // 6
                                         "    #else\n" // 7
                                         "      small\n" // 8
                                         "    #end\n" // 9
                                         "#end\n" // 10
                                         "  ]\n" // 11
                                         "}\n"); // 12

class TestColumn final : public GutterColumn {
public:
    using GutterColumn::GutterColumn;
    int width() const override { return 12; }
    void paint(QPainter &, const QRect &, const QTextBlock &) const override { }
    bool press(int line, Qt::KeyboardModifiers) override
    {
        pressed.append(line);
        return true;
    }
    QList<int> pressed;
};

} // namespace

void CodeFoldingTest::findsWhatCanBeFolded_data()
{
    QTest::addColumn<QString>("syntax");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ranges");
    // clang-format off
    QTest::newRow("blocks and brackets")   << "Velocity" << kTemplate << "2-11 3-10 4-9 5-6 7-8";
    QTest::newRow("one line folds not")    << "Velocity" << "#if($a) x #end\n{ }\n" << "";
    QTest::newRow("branches with brackets")<< "Velocity" << "#if($a)\n{\n#else\n[\n#end\n}\n" << "1-2 3-4";
    QTest::newRow("comment")               << "Velocity" << "#*\n one\n*#\nx" << "1-3";
    QTest::newRow("in a comment")          << "Velocity" << "## #if($a)\n## {\n" << "";
    QTest::newRow("brackets in arguments") << "Velocity" << "#set($m = {\n'a': 1})\n{\n}\nx\n" << "";
    QTest::newRow("json")                  << "JSON" << "{\n\"a\": [\n1\n],\n\"b\": \"{\"\n}" << "1-5 2-3";
    QTest::newRow("yaml")                  << "YAML" << "a:\n  b:\n    c: 1\n\n  d: 2\ne: 3\n" << "1-5 2-3";
    // clang-format on
}

void CodeFoldingTest::findsWhatCanBeFolded()
{
    QFETCH(const QString, syntax);
    QFETCH(const QString, text);
    QFETCH(const QString, ranges);
    CodeEditor editor;
    editor.setPlainText(text);
    editor.setSyntax(syntax);
    QStringList found;
    for (const FoldRange &range : editor.foldRanges())
        found.append(QStringLiteral("%1-%2").arg(range.header + 1).arg(range.last + 1));
    QCOMPARE(found.join(u' '), ranges);
}

void CodeFoldingTest::outlineKnowsNames()
{
    const VelocityOutline outline
        = outlineVelocity(QStringLiteral("#set($a = 1)#set($b.c = 2)#foreach( $item in [1..3])#end\n"
                                         "#define($block)x#end #macro(row $left $right)$left#end ## #set($no = 1)"));
    QStringList names;
    for (const VelocityOutline::Variable &variable : outline.variables)
        names.append(variable.name);
    QCOMPARE(names.join(u' '), QStringLiteral("a item block left right"));
    QCOMPARE(outline.macros.size(), 1);
    QCOMPARE(outline.macros.first().name, QStringLiteral("row"));
    QCOMPARE(outline.macros.first().parameters.join(u' '), QStringLiteral("left right"));
}

void CodeFoldingTest::outlineSurvivesBrokenText_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"",          "#",    "$",       "#{",  "${", "$!", "#if",     "#if(",       "#set($a", "#set($a = \"x",
          "#end #end", "\"\\", "$a.b(\"", "#[[", "#*", "##", "#macro(", "#foreach($", "}{",      "\"$",
          "#@"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void CodeFoldingTest::outlineSurvivesBrokenText()
{
    QFETCH(const QString, text);
    const VelocityOutline outline = outlineVelocity(text);
    for (const VelocityOutline::Block &block : outline.blocks) {
        for (const TextSpan &word : block.words)
            QVERIFY(word.begin >= 0 && word.end <= text.size());
    }
    for (const TextSpan &comment : outline.comments)
        QVERIFY(comment.end <= text.size());
}

void CodeFoldingTest::foldsAndUnfolds()
{
    CodeEditor editor;
    editor.setPlainText(kTemplate);
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.folding().setFolded(4, true);
    QCOMPARE(hiddenLines(editor), QStringLiteral("5 6 7 8 9"));
    QVERIFY(editor.folding().isFolded(4));
    editor.folding().setFolded(3, true);
    QCOMPARE(hiddenLines(editor), QStringLiteral("4 5 6 7 8 9 10"));
    editor.folding().setFolded(3, false); // what was folded within stays so
    QCOMPARE(hiddenLines(editor), QStringLiteral("5 6 7 8 9"));
    editor.folding().setAllFolded(false);
    QCOMPARE(hiddenLines(editor), QString());
    editor.folding().setAllFolded(true);
    QCOMPARE(hiddenLines(editor), QStringLiteral("3 4 5 6 7 8 9 10 11"));
}

void CodeFoldingTest::foldStaysWhileTyping()
{
    CodeEditor editor;
    editor.setPlainText(kTemplate);
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.folding().setFolded(4, true);
    QTextCursor cursor(editor.document());
    cursor.insertText(QStringLiteral("## first\n"));
    editor.folding().refresh();
    QCOMPARE(hiddenLines(editor), QStringLiteral("6 7 8 9 10"));
    cursor.setPosition(editor.document()->findBlockByNumber(4).position());
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    cursor.removeSelectedText(); // the #foreach is gone: nothing may stay hidden
    editor.folding().refresh();
    QVERIFY(!hiddenLines(editor).contains(u'6'));
}

void CodeFoldingTest::goToUnfolds()
{
    CodeEditor editor;
    editor.setPlainText(kTemplate);
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.folding().setAllFolded(true);
    editor.goTo(6);
    QVERIFY(editor.document()->findBlockByNumber(5).isVisible());
    QCOMPARE(editor.textCursor().blockNumber(), 5);
}

void CodeFoldingTest::keysFold()
{
    CodeEditor editor;
    editor.setPlainText(kTemplate);
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    editor.goTo(6);
    QTest::keySequence(&editor, QKeySequence(QStringLiteral("Ctrl+Shift+[")));
    QCOMPARE(hiddenLines(editor), QStringLiteral("6"));
    QCOMPARE(editor.textCursor().blockNumber(), 4); // the cursor is where one sees it
    QTest::keySequence(&editor, QKeySequence(QStringLiteral("Ctrl+Shift+]")));
    QCOMPARE(hiddenLines(editor), QString());
}

void CodeFoldingTest::wordsOfABlockAreMatched()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("#if($a)x#{else}y#end"));
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.moveCursor(QTextCursor::End);
    QStringList words;
    for (const QTextEdit::ExtraSelection &selection : editor.extraSelections()) {
        if (selection.cursor.hasSelection())
            words.append(selection.cursor.selectedText());
    }
    QCOMPARE(words.join(u' '), QStringLiteral("#if #{else} #end"));
}

void CodeFoldingTest::commentsOutAndIn_data()
{
    QTest::addColumn<QString>("syntax");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    // clang-format off
    QTest::newRow("out")            << "Velocity" << "  a\n    b\n\nc" << "##   a\n##     b\n\n## c";
    QTest::newRow("keeps the depth")<< "Velocity" << "  a\n    b"      << "  ## a\n  ##   b";
    QTest::newRow("in")             << "Velocity" << "  ## a\n##b"     << "  a\nb";
    QTest::newRow("yaml")           << "YAML"     << "a: 1"            << "# a: 1";
    QTest::newRow("json has none")  << "JSON"     << "{}"              << "{}";
    // clang-format on
}

void CodeFoldingTest::commentsOutAndIn()
{
    QFETCH(const QString, syntax);
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    CodeEditor editor;
    editor.setSyntax(syntax);
    editor.setPlainText(before);
    editor.selectAll();
    editor.toggleComment();
    QCOMPARE(editor.toPlainText(), after);
    if (before != after) {
        editor.undo();
        QCOMPARE(editor.toPlainText(), before);
    }
}

void CodeFoldingTest::closingWordsAlign()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("Velocity"));
    editor.setPlainText(QStringLiteral("  #if($a)"));
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("{"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("x"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("}"));
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("#end"));
    QCOMPARE(editor.toPlainText(), QStringLiteral("  #if($a)\n    {\n      x\n    }\n  #end"));
}

void CodeFoldingTest::replaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QString>("needle");
    QTest::addColumn<QString>("replacement");
    QTest::addColumn<QString>("after");
    // clang-format off
    QTest::newRow("plain")         << "a.b\naxb"     << false << "a.b"     << "$1"      << "$1\naxb";
    QTest::newRow("regex")         << "a.b\naxb"     << true  << "a.b"     << "c"       << "c\nc";
    QTest::newRow("groups")        << "$a.b $c.d"    << true  << "\\$(\\w+)\\.(\\w+)" << "${$2_$1}" << "${b_a} ${d_c}";
    QTest::newRow("nothing found") << "abc"          << false << "x"       << "y"       << "abc";
    QTest::newRow("broken regex")  << "a(b"          << true  << "("       << "y"       << "a(b";
    QTest::newRow("contains itself") << "a a"        << false << "a"       << "aa"      << "aa aa";
    // clang-format on
}

void CodeFoldingTest::replaces()
{
    QFETCH(const QString, text);
    QFETCH(const bool, regex);
    QFETCH(const QString, needle);
    QFETCH(const QString, replacement);
    QFETCH(const QString, after);
    for (const bool all : {true, false}) {
        CodeEditor editor;
        editor.setPlainText(text);
        editor.show();
        editor.openReplaceBar();
        auto *bar = editor.findChild<FindBar *>();
        const QList<QLineEdit *> fields = bar->findChildren<QLineEdit *>();
        const QList<QCheckBox *> boxes = bar->findChildren<QCheckBox *>();
        boxes.last()->setChecked(regex);
        fields.first()->setText(needle);
        fields.last()->setText(replacement);
        if (all)
            bar->replaceAll();
        else
            for (int step = 0; step < 2; ++step)
                bar->replaceCurrent();
        QCOMPARE(editor.toPlainText(), after);
    }
}

void CodeFoldingTest::replaceAllIsOneUndoStep()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("a\na\na"));
    editor.openReplaceBar();
    auto *bar = editor.findChild<FindBar *>();
    bar->findChildren<QLineEdit *>().first()->setText(QStringLiteral("a"));
    QCOMPARE(bar->replaceAll(), 3);
    QCOMPARE(editor.toPlainText(), QStringLiteral("\n\n"));
    editor.undo();
    QCOMPARE(editor.toPlainText(), QStringLiteral("a\na\na"));
    editor.setReadOnly(true);
    QCOMPARE(bar->replaceAll(), 0);
}

void CodeFoldingTest::marksMoveWithTheText()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("one two three"));
    editor.setMarks(TextLayer::Origin, {{4, 7}});
    QTextCursor cursor(editor.document());
    cursor.insertText(QStringLiteral("zero "));
    QCOMPARE(editor.marks(TextLayer::Origin).first(), (TextMark{9, 12}));
    cursor.setPosition(10);
    cursor.insertText(QStringLiteral("-"));
    QCOMPARE(editor.marks(TextLayer::Origin).first(), (TextMark{9, 13}));
    cursor.select(QTextCursor::Document);
    cursor.removeSelectedText();
    QCOMPARE(editor.marks(TextLayer::Origin).first(), (TextMark{0, 0}));
    editor.setMarks(TextLayer::Origin, {});
    QVERIFY(editor.marks(TextLayer::Origin).isEmpty());
}

void CodeFoldingTest::gutterColumnsAreClicked()
{
    CodeEditor editor;
    editor.resize(400, 200);
    editor.setPlainText(kTemplate);
    editor.setSyntax(QStringLiteral("Velocity"));
    auto *column = new TestColumn(&editor);
    editor.addGutterColumn(column, GutterColumn::Side::BeforeNumbers);
    editor.show();
    auto *gutter = editor.findChild<LineGutter *>();
    const QRectF third = editor.cursorRect(QTextCursor(editor.document()->findBlockByNumber(2)));
    const auto click = [&](const GutterColumn *at) {
        const auto [left, width] = gutter->extentOf(at);
        QTest::mouseClick(gutter, Qt::LeftButton, {}, QPoint(left + width / 2, qRound(third.center().y())));
    };
    click(column);
    QCOMPARE(column->pressed, QList<int>{3});
    click(&editor.folding());
    QVERIFY(editor.folding().isFolded(3));
    const int wide = gutter->wantedWidth();
    delete column;
    QCOMPARE(gutter->wantedWidth(), wide - 12);
}

QTEST_MAIN(CodeFoldingTest)
#include "code_folding_test.moc"
