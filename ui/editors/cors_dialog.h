#pragma once

#include "core/model/cors.h"
#include "ui/document/document_change.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace gatehouse::ui {

class ChangesView;
class ProjectDocument;

/// "Enable CORS" on a resource: what the console asks, and a list of what will change.
class CorsDialog : public QDialog {
    Q_OBJECT

public:
    CorsDialog(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
               QWidget *parent = nullptr);

    [[nodiscard]] model::CorsOptions options() const;
    [[nodiscard]] ChangesView &changes() const { return *m_changes; }
    void accept() override; ///< enables it, as one step to undo

private:
    void preview();

    ProjectDocument &m_document;
    const model::ApiId m_api;
    const model::ResourceId m_resource;
    QLineEdit *m_origin;
    QLineEdit *m_methods;
    QLineEdit *m_headers;
    QLineEdit *m_expose;
    QSpinBox *m_maxAge;
    QCheckBox *m_credentials;
    QCheckBox *m_default4xx;
    QCheckBox *m_default5xx;
    QLabel *m_problem;
    ChangesView *m_changes;
    QPushButton *m_enable;
};

} // namespace gatehouse::ui
