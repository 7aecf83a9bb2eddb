#pragma once

#include "ui/main_window/project_session.h"

#include <QDialog>

class QCheckBox;
class QComboBox;

namespace gatehouse::ui {

/// Asks which API to export, and as what.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(const ProjectDocument &document, const model::ApiId &api, QWidget *parent = nullptr);

    /// Without the file.
    [[nodiscard]] ProjectSession::ExportRequest request() const;
    [[nodiscard]] QString suggestedName() const; ///< "petstore.yaml"

private:
    const ProjectDocument &m_document;
    std::vector<model::ApiId> m_apis;
    QComboBox *m_api;
    QComboBox *m_format;
    QComboBox *m_language;
    QCheckBox *m_extensions;
};

} // namespace gatehouse::ui
