// Breakpoints that follow the text, values as a tree, references under the mouse.
#include "ui/playground/debug_breakpoints.h"
#include "ui/playground/debug_editors.h"
#include "ui/playground/debug_value_model.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

class DebugPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void breakpointsFollowTheText_data();
    void breakpointsFollowTheText();
    void breakpointsAreKeptAsTexts();
    void valuesMarkWhatChanged();
    void watchesTakeAnotherExpression();
    void findsTheReferenceUnderTheMouse_data();
    void findsTheReferenceUnderTheMouse();
    void findsValuesByReference();
};

void DebugPartsTest::breakpointsFollowTheText_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to"); // positions in "a\nb\nc\nd" to replace
    QTest::addColumn<QString>("by");
    QTest::addColumn<QList<int>>("lines"); // of breakpoints in 2 and 4
    // clang-format off
    QTest::newRow("a line before")              << 0 << 0 << QStringLiteral("x\n")   << QList<int>{3, 5};
    QTest::newRow("a line between")             << 4 << 4 << QStringLiteral("x\n")   << QList<int>{2, 5};
    QTest::newRow("typing in the line")         << 3 << 3 << QStringLiteral("xyz")   << QList<int>{2, 4};
    QTest::newRow("a new line before its text") << 2 << 2 << QStringLiteral("\n")    << QList<int>{3, 5};
    QTest::newRow("the line before goes")       << 0 << 2 << QString()               << QList<int>{1, 3};
    QTest::newRow("both in one line")           << 2 << 6 << QString()               << QList<int>{2};
    QTest::newRow("all goes")                   << 0 << 7 << QString()               << QList<int>{1};
    // clang-format on
}

void DebugPartsTest::breakpointsFollowTheText()
{
    QFETCH(const int, from);
    QFETCH(const int, to);
    QFETCH(const QString, by);
    QFETCH(const QList<int>, lines);
    QPlainTextEdit editor(QStringLiteral("a\nb\nc\nd"));
    DebugBreakpoints breakpoints(editor.document());
    breakpoints.set({2, "$first", 1, true});
    breakpoints.toggle(4);
    QSignalSpy changed(&breakpoints, &DebugBreakpoints::changed);
    QTextCursor cursor(editor.document());
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    cursor.insertText(by);
    QList<int> found;
    for (const playground::Breakpoint &breakpoint : breakpoints.all())
        found.append(static_cast<int>(breakpoint.line));
    QCOMPARE(found, lines);
    QCOMPARE(changed.count() > 0, lines != (QList<int>{2, 4}));
    QCOMPARE(breakpoints.all().front().condition, std::string("$first"));
}

void DebugPartsTest::breakpointsAreKeptAsTexts()
{
    QPlainTextEdit editor(QStringLiteral("a\nb\nc"));
    DebugBreakpoints breakpoints(editor.document());
    breakpoints.set({1, "$a == 'x y'  && $b", 3, false});
    breakpoints.toggle(3);
    const std::vector<playground::Breakpoint> before = breakpoints.all();
    const QStringList texts = breakpoints.toTexts();
    breakpoints.removeAll();
    QVERIFY(breakpoints.all().empty());
    breakpoints.setFromTexts(texts + QStringList{QStringLiteral("nonsense"), QStringLiteral("99 on 1 ")});
    QVERIFY(breakpoints.all() == before);
    breakpoints.toggle(3);
    QCOMPARE(breakpoints.all().size(), std::size_t(1));
}

void DebugPartsTest::valuesMarkWhatChanged()
{
    DebugValueModel model;
    const QAbstractItemModelTester consistency(&model);
    const auto value = [](std::string name, std::string text, std::vector<playground::ShownValue> children = {}) {
        return playground::ShownValue{std::move(name), std::move(text), "String", std::move(children), 0};
    };
    const auto changed = [&](int row, const QModelIndex &parent = {}) {
        return model.index(row, DebugValueModel::ValueColumn, parent).data(DebugValueModel::ChangedRole).toBool();
    };
    model.setValues({value("$a", "1"), value("$m", "{}", {value("x", "1"), value("y", "2")})}, 1);
    QVERIFY(!changed(0)); // the first pause has nothing to compare with
    model.setValues({value("$n", "0"), value("$a", "1"), value("$m", "{}", {value("x", "1"), value("y", "3")})}, 2);
    QVERIFY(changed(0));
    QVERIFY(!changed(1));
    QVERIFY(changed(2)); // holds what changed
    const QModelIndex map = model.index(2, 0);
    QVERIFY(!changed(0, map));
    QVERIFY(changed(1, map));
    QVERIFY(model.index(1, DebugValueModel::ValueColumn, map)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(QStringLiteral("changed")));
    model.setValues({value("$n", "0"), value("$a", "2")}, 2); // the same pause, told anew
    QVERIFY(changed(0) && changed(1));
    model.setValues({value("$n", "0"), value("$a", "2")}, 3);
    QVERIFY(!changed(0) && !changed(1));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void DebugPartsTest::watchesTakeAnotherExpression()
{
    DebugValueModel model;
    const QAbstractItemModelTester consistency(&model);
    playground::WatchResult good{"$a", {"$a", "1", "Integer", {}, 0}, {}};
    playground::WatchResult bad{"$b.", {}, "a name expected"};
    model.setWatches({QStringLiteral("$a"), QStringLiteral("$b.")}, {good, bad}, 1);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, DebugValueModel::ValueColumn).data().toString(), QStringLiteral("1"));
    QVERIFY(model.index(1, DebugValueModel::ValueColumn).data(DebugValueModel::ErrorRole).toBool());
    QSignalSpy edited(&model, &DebugValueModel::expressionEdited);
    QVERIFY(model.setData(model.index(2, 0), QStringLiteral(" $c "), Qt::EditRole));
    QCOMPARE(edited.first(), (QVariantList{2, QStringLiteral("$c")}));
    QVERIFY(!model.setData(model.index(0, 0), QStringLiteral("$a"), Qt::EditRole)); // no change
    QVERIFY(!(model.flags(model.index(0, DebugValueModel::ValueColumn)) & Qt::ItemIsEditable));
}

void DebugPartsTest::findsTheReferenceUnderTheMouse_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("reference");
    const QString line = QStringLiteral("x $a.bb.c ${d.e} $!f $g.h(1) $i[2].j $");
    // clang-format off
    QTest::newRow("before it")         << line << 1  << QString();
    QTest::newRow("the dollar")        << line << 2  << QStringLiteral("$a");
    QTest::newRow("the name")          << line << 3  << QStringLiteral("$a");
    QTest::newRow("a part")            << line << 6  << QStringLiteral("$a.bb");
    QTest::newRow("the last part")     << line << 8  << QStringLiteral("$a.bb.c");
    QTest::newRow("with braces")       << line << 14 << QStringLiteral("$d.e");
    QTest::newRow("quiet")             << line << 19 << QStringLiteral("$f");
    QTest::newRow("what has a method") << line << 22 << QStringLiteral("$g");
    QTest::newRow("an index")          << line << 32 << QStringLiteral("$i[2]");
    QTest::newRow("behind an index")   << line << 35 << QStringLiteral("$i[2].j");
    QTest::newRow("a lone dollar")     << line << 38 << QString();
    // clang-format on
}

void DebugPartsTest::findsTheReferenceUnderTheMouse()
{
    QFETCH(const QString, line);
    QFETCH(const int, column);
    QFETCH(const QString, reference);
    QCOMPARE(hoveredReference(line, column), reference);
}

void DebugPartsTest::findsValuesByReference()
{
    playground::Pause pause;
    pause.variables.push_back({"$a", "[..]", "List", {{"[0]", "{..}", "Map", {{"x", "7", "Integer", {}, 0}}, 0}}, 0});
    const playground::ShownValue *found = findValue(pause, QStringLiteral("$a[0].x"));
    QVERIFY(found);
    QCOMPARE(found->text, std::string("7"));
    QVERIFY(!findValue(pause, QStringLiteral("$a[1].x")));
    QVERIFY(!findValue(pause, QStringLiteral("$b")));
}

QTEST_MAIN(DebugPartsTest)
#include "debug_parts_test.moc"
