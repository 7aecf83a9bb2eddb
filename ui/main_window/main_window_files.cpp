// The part of MainWindow that asks: files to open, names, what becomes of unsaved changes.
#include "ui/main_window/main_window.h"

#include "ui/editors/editor_page.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/editor_tabs.h"
#include "ui/main_window/export_dialog.h"
#include "ui/settings/settings.h"
#include "ui/settings/settings_dialog.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

QString documentFilter()
{
    return MainWindow::tr("OpenAPI documents (*.yaml *.yml *.json);;All files (*)");
}

} // namespace

void MainWindow::open(const QString &path)
{
    unlessUnsaved([this, path] {
        m_infoBar->hide();
        m_session.open(path);
    });
}

void MainWindow::askForFolder()
{
    unlessUnsaved([this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a project folder"));
        if (!folder.isEmpty())
            m_session.open(folder);
    });
}

void MainWindow::askForFile()
{
    unlessUnsaved([this] {
        const QString file = QFileDialog::getOpenFileName(this, tr("Open an OpenAPI file"), {}, documentFilter());
        if (!file.isEmpty())
            m_session.open(file);
    });
}

void MainWindow::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("New project"));
    dialog->setLabelText(tr("Name of the project and of its first API:"));
    dialog->setTextValue(tr("My API"));
    dialog->setOkButtonText(tr("Create"));
    connect(dialog, &QInputDialog::textValueSelected, &m_session, [this](const QString &name) {
        if (!name.trimmed().isEmpty())
            m_session.createProject(name.trimmed());
    });
    dialog->open();
}

void MainWindow::save(const ProjectSession::Done &done)
{
    onceTextIsRead([this, done] {
        if (m_document.path().isEmpty())
            askWhereToSave(done);
        else
            m_session.save(done);
    });
}

void MainWindow::onceTextIsRead(const std::function<void()> &then)
{
    EditorPage *page = m_editors->pageWithTypedText(EditorPage::TypedText::BeingRead);
    if (!page) {
        then();
        return;
    }
    connect(
        page, &EditorPage::typedTextChanged, this, [this, then] { onceTextIsRead(then); },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    page->takeTypedText();
}

void MainWindow::askToLoseText(const EditorPage *page, const std::function<void()> &then)
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Text that cannot be read"),
                                     tr("Discard what you typed in %1?").arg(page->title()),
                                     QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("The text has errors, so the project could not take it. It is in no file."));
    connect(question, &QMessageBox::buttonClicked, this, [question, then](QAbstractButton *button) {
        if (question->standardButton(button) == QMessageBox::Discard)
            then();
    });
    question->open();
}

void MainWindow::askWhereToSave(const ProjectSession::Done &done)
{
    const QString folder
        = QFileDialog::getSaveFileName(this, tr("Save the project as a new folder"),
                                       QDir::home().filePath(m_document.displayName()), tr("Folders (*)"));
    if (!folder.isEmpty())
        m_session.saveAs(folder, done);
    else if (done)
        done(false);
}

void MainWindow::unlessUnsaved(const std::function<void()> &then)
{
    if (m_editors->pageWithTypedText(EditorPage::TypedText::BeingRead)) {
        onceTextIsRead([this, then] { unlessUnsaved(then); });
        return;
    }
    if (EditorPage *page = m_editors->pageWithTypedText(EditorPage::TypedText::Unreadable)) {
        askToLoseText(page, [this, then, page = QPointer(page)] {
            if (page)
                m_editors->close(page);
            unlessUnsaved(then);
        });
        return;
    }
    if (!m_session.hasProject() || !m_document.isModified()) {
        then();
        return;
    }
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Unsaved changes"),
                                     tr("Save the changes to %1?").arg(m_document.displayName()),
                                     QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("What is not saved will be lost."));
    connect(question, &QMessageBox::buttonClicked, this, [this, question, then](QAbstractButton *button) {
        switch (question->standardButton(button)) {
        case QMessageBox::Save:
            save([then](bool saved) {
                if (saved)
                    then();
            });
            break;
        case QMessageBox::Discard: then(); break;
        default: break;
        }
    });
    question->open();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    using Typed = EditorPage::TypedText;
    const bool hasTyped
        = m_editors->pageWithTypedText(Typed::BeingRead) || m_editors->pageWithTypedText(Typed::Unreadable);
    if (m_closing || !m_session.hasProject() || (!m_document.isModified() && !hasTyped)) {
        m_layouts->keep();
        m_settings.setWindowState(QStringLiteral("geometry"), saveGeometry());
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    unlessUnsaved([this] {
        m_closing = true;
        close();
    });
}

void MainWindow::importApi(const QString &file)
{
    const QString chosen
        = file.isEmpty() ? QFileDialog::getOpenFileName(this, tr("Import an API"), {}, documentFilter()) : file;
    if (chosen.isEmpty())
        return;
    auto *question = new QMessageBox(QMessageBox::Question, tr("Import API"),
                                     tr("Make mock answers for operations without an integration?"),
                                     QMessageBox::Yes | QMessageBox::No | QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("They are made from the document's examples and schemas, so that the API can be called "
           "before it has a backend. Operations that have an integration keep it."));
    connect(question, &QMessageBox::buttonClicked, this, [this, question, chosen](QAbstractButton *button) {
        const QMessageBox::StandardButton answered = question->standardButton(button);
        if (answered != QMessageBox::Cancel)
            m_session.importApi(chosen, answered == QMessageBox::Yes);
    });
    question->open();
}

void MainWindow::exportApi()
{
    auto *dialog = new ExportDialog(m_document, currentStage().api, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        ProjectSession::ExportRequest request = dialog->request();
        request.file = QFileDialog::getSaveFileName(this, tr("Export API"),
                                                    QDir::home().filePath(dialog->suggestedName()), documentFilter());
        if (!request.file.isEmpty())
            m_session.exportApi(request);
    });
    dialog->open();
}

void MainWindow::takeDrop(const QString &path)
{
    const bool folder = QFileInfo(path).isDir() || QFileInfo(path).fileName() == u"gatehouse.yaml";
    if (!m_session.hasProject() || folder) {
        open(path);
        return;
    }
    tell(Severity::Info, tr("What should become of %1?").arg(QFileInfo(path).fileName()),
         {answer(tr("Import into This Project"), [this, path] { importApi(path); }),
          answer(tr("Open by Itself"), [this, path] { open(path); })});
}

void MainWindow::refillRecentMenu()
{
    m_actions->recentMenu->clear();
    for (const QString &path : m_settings.recentProjects()) {
        QAction *entry = m_actions->recentMenu->addAction(QDir::toNativeSeparators(path));
        connect(entry, &QAction::triggered, this, [this, path] { open(path); });
    }
    if (m_actions->recentMenu->isEmpty()) {
        m_actions->recentMenu->addAction(tr("Nothing was opened yet"))->setEnabled(false);
        return;
    }
    m_actions->recentMenu->addSeparator();
    connect(m_actions->recentMenu->addAction(tr("&Clear This List")), &QAction::triggered, &m_settings,
            &Settings::clearRecentProjects);
}

void MainWindow::showSettings()
{
    auto *dialog = new SettingsDialog(m_settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showShortcuts()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    dialog->resize(460, 560);
    auto *list = new QTreeWidget;
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Action"), tr("Keys")});
    list->setAccessibleName(tr("Keyboard shortcuts"));
    for (const QAction *action : findChildren<QAction *>()) {
        QString text = action->text();
        text.remove(u'&').remove(u'…');
        if (!text.isEmpty() && !action->shortcut().isEmpty())
            list->addTopLevelItem(new QTreeWidgetItem({text, action->shortcut().toString(QKeySequence::NativeText)}));
    }
    list->sortItems(0, Qt::AscendingOrder);
    list->resizeColumnToContents(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(list);
    column->addWidget(buttons);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Gatehouse"));
    box->setIconPixmap(icon(QStringLiteral("gateway"), ColorRole::Accent).pixmap(QSize(48, 48), devicePixelRatioF()));
    box->setText(tr("<b>Gatehouse %1</b>").arg(QStringLiteral(GATEHOUSE_VERSION)));
    box->setInformativeText(
        tr("Design, run and debug APIs that behave as on Amazon API Gateway. No account, no telemetry; what "
           "you make is plain text in a folder of yours.\n\nRuns on Qt %1.")
            .arg(QString::fromLatin1(qVersion())));
    box->open();
}

void MainWindow::offerRecovery()
{
    const QList<RecoveredWork> left = m_recovery.leftBehind();
    if (left.isEmpty())
        return;
    const RecoveredWork &work = left.first();
    tell(Severity::Info,
         tr("Unsaved work on %1 was kept when the studio ended without closing (%2).")
             .arg(work.name, QLocale().toString(work.time, QLocale::ShortFormat)),
         {answer(tr("Restore"), [this, work] { unlessUnsaved([this, work] { m_session.restore(work); }); }),
          answer(tr("Discard"), [this, work] {
              Recovery::discard(work);
              offerRecovery();
          })});
}

} // namespace gatehouse::ui
