#pragma once

#include "core/playground/blueprint.h"
#include "ui/editors/tool_page.h"

class QAction;
class QLabel;
class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStackedWidget;
class QStandardItemModel;
class QTreeView;

namespace gatehouse::ui {

class CodeEditor;
class SectionHeader;

/// The gallery of blueprints: a list by category with a filter, and beside it what the chosen one teaches, its
/// template, event and output.
class BlueprintPage : public ToolPage {
    Q_OBJECT

public:
    explicit BlueprintPage(ProjectDocument &document, QWidget *parent = nullptr);

    QString title() const override;
    QIcon titleIcon() const override;

    /// The one that is shown; null if the filter leaves none.
    [[nodiscard]] const playground::Blueprint *current() const;
    void setCurrent(std::string_view id);

Q_SIGNALS:
    void playgroundRequested(const gatehouse::playground::Blueprint &blueprint);
    /// Its template is wanted in a method of the project.
    void useRequested(const gatehouse::playground::Blueprint &blueprint);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fillModel();
    QWidget *makeList();
    QWidget *makePreview();
    void filter(const QString &text);
    void selectFirst();
    void showCurrent();

    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QTreeView *m_list;
    QStackedWidget *m_pages;
    QLabel *m_title;
    QLabel *m_facts;
    QLabel *m_text;
    CodeEditor *m_template;
    CodeEditor *m_event;
    CodeEditor *m_output;
    QLabel *m_overrides;
    QAction *m_open;
    QAction *m_use;
    QAction *m_copy;
};

} // namespace gatehouse::ui
