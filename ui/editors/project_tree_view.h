#pragma once

#include "ui/document/object_ref.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTreeView;

namespace gatehouse::ui {

class ProjectDocument;
class ProjectTreeFilter;
class ProjectTreeModel;

/// The project tree with its filter field, context menus and keys: Enter opens, F2 renames, Ins adds a resource,
/// Shift+Ins a method, Ctrl+D duplicates, Del deletes; dragging moves resources.
class ProjectTreeView : public QWidget {
    Q_OBJECT

public:
    explicit ProjectTreeView(ProjectDocument &document, QWidget *parent = nullptr);

    [[nodiscard]] ObjectRef current() const;
    void setCurrent(const ObjectRef &object); ///< selects and shows it; clears a filter that hides it
    [[nodiscard]] QTreeView &view() const { return *m_view; }
    [[nodiscard]] ProjectTreeModel &model() const { return *m_model; }
    /// The actions on the current object, for the main window's Edit menu.
    [[nodiscard]] QList<QAction *> editActions() const;
    /// What an empty project offers; the main window's "New API" and the like.
    void setEmptyAction(QAction *action);

Q_SIGNALS:
    void currentChanged(const gatehouse::ui::ObjectRef &object);
    void openRequested(const gatehouse::ui::ObjectRef &object);
    void openTextRequested(const gatehouse::ui::ObjectRef &object); ///< its place in the API's text
    void deployRequested(const gatehouse::ui::StageRef &stage);

private:
    QAction *addAction(const QString &iconName, const QString &text, const QKeySequence &keys,
                       void (ProjectTreeView::*slot)());
    void updateActions();
    void showMenu(const QPoint &position);
    void fillMethodMenu();
    void addResource();
    void addMethod(const std::string &verb);
    void addFirstMethod();
    void addStage();
    void addModel();
    void rename();
    void duplicate();
    void remove();
    void open();
    void openText();
    void deploy();
    void enableCors();
    void edit(const ObjectRef &object); ///< selects it and starts renaming
    [[nodiscard]] model::ResourceId currentResource() const;
    void expandFirstRows();

    ProjectDocument &m_document;
    ProjectTreeModel *m_model;
    ProjectTreeFilter *m_filter;
    QLineEdit *m_filterField;
    QTreeView *m_view;
    QStackedWidget *m_stack;
    QMenu *m_methodMenu;
    QAction *m_open;
    QAction *m_openText;
    QAction *m_addResource;
    QAction *m_addMethod;
    QAction *m_addStage;
    QAction *m_addModel;
    QAction *m_rename;
    QAction *m_duplicate;
    QAction *m_remove;
    QAction *m_deploy;
    QAction *m_enableCors;
};

} // namespace gatehouse::ui
