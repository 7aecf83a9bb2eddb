#pragma once

#include "ui/playground/test_runs.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QProgressBar;
class QSortFilterProxyModel;
class QStackedWidget;
class QStandardItemModel;
class QTreeView;

namespace gatehouse::ui {

class CodeEditor;

/// The template tests of the project with what became of them, the reason and the difference of the one chosen; runs
/// all or some of them.
///
/// For the playground: openRequested() asks for a test to be opened there, addRequested() (the empty list's button) for
/// what is shown there to be saved as a test (putTemplateTest()). After a run, TestRuns::coverage() has what all tests
/// of a template reached.
class TestList : public QWidget {
    Q_OBJECT

public:
    explicit TestList(ProjectDocument &document, QWidget *parent = nullptr);

    [[nodiscard]] TestRuns &runs() noexcept { return m_runs; }
    /// The test that the list's row stands on; empty if none.
    [[nodiscard]] std::string current() const;
    void setCurrent(const std::string &name);

Q_SIGNALS:
    void openRequested(const std::string &name);
    void addRequested();

private:
    QWidget *makeList();
    void showTests();
    void showResults();
    void showDetails();
    [[nodiscard]] std::set<std::string> selection() const;

    ProjectDocument &m_document;
    TestRuns m_runs;
    QAction *m_runAll;
    QAction *m_runSelected;
    QAction *m_stop;
    QAction *m_open;
    QAction *m_rename;
    QAction *m_remove;
    QAction *m_add;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QProgressBar *m_progress;
    QLabel *m_sums;
    QLabel *m_message;
    CodeEditor *m_difference;
    QStackedWidget *m_pages;
};

} // namespace gatehouse::ui
