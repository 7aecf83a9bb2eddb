#include "ui/widgets/key_value_table.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse::ui;

class KeyValueTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesLines_data();
    void parsesLines();
    void typingInTheLastRowAdds();
    void deleteRemovesSelectedRows();
    void pasteAddsRows();
    void readOnlyRefusesChanges();
    void settingRowsIsNoEdit();
};

namespace {

QList<KeyValue> twoRows()
{
    return {{true, QStringLiteral("Accept"), QStringLiteral("*/*")},
            {false, QStringLiteral("X-Old"), QStringLiteral("1")}};
}

} // namespace

void KeyValueTableTest::parsesLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    // clang-format off
    QTest::newRow("field")           << "Accept: text/plain"   << "Accept" << "text/plain";
    QTest::newRow("colon in value")  << "Host: localhost:8080" << "Host"   << "localhost:8080";
    QTest::newRow("variable")        << "url=http://x:1/"      << "url"    << "http://x:1/";
    QTest::newRow("spreadsheet")     << "a\tb: c"              << "a"      << "b: c";
    QTest::newRow("name alone")      << "flag"                 << "flag"   << "";
    // clang-format on
}

void KeyValueTableTest::parsesLines()
{
    QFETCH(const QString, line);
    const QList<KeyValue> rows = KeyValueTable::parse(QStringLiteral("\n: no name\n") + line + u'\n');
    QCOMPARE(rows.size(), 1);
    QTEST(rows[0].name, "name");
    QTEST(rows[0].value, "value");
}

void KeyValueTableTest::typingInTheLastRowAdds()
{
    KeyValueTable table;
    const QAbstractItemModelTester consistency(table.model());
    QSignalSpy changed(&table, &KeyValueTable::changed);
    table.setRows(twoRows());
    const QModelIndex last = table.model()->index(2, KeyValueModel::NameColumn);
    QVERIFY(table.model()->setData(last, QStringLiteral("New"), Qt::EditRole));
    QCOMPARE(table.rows().size(), 3);
    QCOMPARE(table.model()->rowCount(), 4);
    QCOMPARE(changed.count(), 1);
    QVERIFY(table.model()->setData(last, QStringLiteral("New"), Qt::EditRole)); // the same again
    QCOMPARE(changed.count(), 1);
}

void KeyValueTableTest::deleteRemovesSelectedRows()
{
    KeyValueTable table;
    table.setRows(twoRows());
    table.show();
    table.selectRow(0);
    table.setFocus();
    QTest::keyClick(&table, Qt::Key_Delete);
    if (table.rows().size() == 2) { // shortcuts need an active window, which not every platform gives
        for (QAction *action : table.actions()) {
            if (action->shortcut() == QKeySequence(QKeySequence::Delete))
                action->trigger();
        }
    }
    QCOMPARE(table.rows(), QList<KeyValue>{twoRows().last()});
}

void KeyValueTableTest::pasteAddsRows()
{
    KeyValueTable table;
    QSignalSpy changed(&table, &KeyValueTable::changed);
    QGuiApplication::clipboard()->setText(QStringLiteral("a: 1\nb: 2"));
    for (QAction *action : table.actions()) {
        if (action->shortcut() == QKeySequence(QKeySequence::Paste))
            action->trigger();
    }
    QCOMPARE(table.rows().size(), 2);
    QCOMPARE(table.rows()[1].value, QStringLiteral("2"));
    QCOMPARE(changed.count(), 1);
}

void KeyValueTableTest::readOnlyRefusesChanges()
{
    KeyValueTable table;
    table.setRows(twoRows());
    table.setReadOnly(true);
    QCOMPARE(table.model()->rowCount(), 2);
    QVERIFY(!table.model()->setData(table.model()->index(0, 0), QStringLiteral("x"), Qt::EditRole));
    QVERIFY(!table.model()->removeRow(0));
    QCOMPARE(table.rows(), twoRows());
}

void KeyValueTableTest::settingRowsIsNoEdit()
{
    KeyValueTable table;
    QSignalSpy changed(&table, &KeyValueTable::changed);
    table.setRows(twoRows());
    QCOMPARE(changed.count(), 0);
}

QTEST_MAIN(KeyValueTableTest)
#include "key_value_table_test.moc"
