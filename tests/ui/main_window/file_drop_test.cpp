#include "tests/ui/support/studio.h"
#include "ui/main_window/samples.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace gatehouse;
using namespace gatehouse::ui;

/// What becomes of files that are dropped on the window.
class FileDropTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAProjectFolder();
    void asksWhatToDoWithADocumentWhileAProjectIsOpen();
    void takesOnlyLocalFiles();

private:
    static bool drop(QWidget &window, const QUrl &url);
};

/// As a desktop does: enters, and drops if that was taken.
bool FileDropTest::drop(QWidget &window, const QUrl &url)
{
    QMimeData data;
    data.setUrls({url});
    const QPoint place = window.rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return true;
}

void FileDropTest::opensAProjectFolder()
{
    testing::Studio studio;
    studio.window().show();
    QString error;
    QVERIFY2(copySample(QStringLiteral("petstore"), studio.folder(QStringLiteral("dropped")), &error),
             qPrintable(error));
    QSignalSpy opened(&studio.window().session(), &ProjectSession::opened);
    QVERIFY(drop(studio.window(), QUrl::fromLocalFile(studio.folder(QStringLiteral("dropped")))));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(studio.window().document().path(), studio.folder(QStringLiteral("dropped")));
}

void FileDropTest::asksWhatToDoWithADocumentWhileAProjectIsOpen()
{
    testing::Studio studio;
    studio.window().show();
    QVERIFY(studio.openSample());
    const QString before = studio.window().document().path();
    QVERIFY(drop(studio.window(), QUrl::fromLocalFile(before + QStringLiteral("/apis/petstore/api.yaml"))));
    QStringList offered;
    for (const QPushButton *button : studio.window().findChildren<QPushButton *>()) {
        if (button->isVisible())
            offered << button->text();
    }
    QVERIFY2(offered.contains(QStringLiteral("Import into This Project")), qPrintable(offered.join(u'|')));
    QVERIFY(offered.contains(QStringLiteral("Open by Itself")));
    QCOMPARE(studio.window().document().path(), before);
}

void FileDropTest::takesOnlyLocalFiles()
{
    testing::Studio studio;
    studio.window().show();
    QVERIFY(!drop(studio.window(), QUrl(QStringLiteral("https://example.com/openapi.yaml"))));
}

QTEST_MAIN(FileDropTest)

#include "file_drop_test.moc"
