#pragma once

#include "ui/document/object_ref.h"

#include <QWidget>

class QStackedWidget;
class QTableView;

namespace gatehouse::ui {

class ProblemsModel;

/// What is wrong in the project, worst first. Enter or a double click opens the object meant; the context menu also
/// offers its place in the text and the message for a search engine.
class ProblemsView : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsView(ProblemsModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const gatehouse::ui::ObjectRef &object);
    /// 1-based place in the text of an API.
    void openTextRequested(const gatehouse::model::ApiId &api, std::uint32_t line, std::uint32_t column);

private:
    void open();
    void openText();
    void copy();
    void showPage();

    ProblemsModel &m_model;
    QTableView *m_table;
    QStackedWidget *m_pages;
};

} // namespace gatehouse::ui
