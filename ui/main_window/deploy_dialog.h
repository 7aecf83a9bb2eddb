#pragma once

#include "core/model/stage_operations.h"
#include "ui/document/document_change.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gatehouse::ui {

class ProjectDocument;

/// Asks where to deploy the draft of one API, and what to call the deployment.
class DeployDialog : public QDialog {
    Q_OBJECT

public:
    /// @p stage: the API, and the stage offered first.
    DeployDialog(const ProjectDocument &document, const StageRef &stage, QWidget *parent = nullptr);

    [[nodiscard]] StageRef stage() const; ///< perhaps of a stage that is not there yet
    [[nodiscard]] QString description() const;
    [[nodiscard]] model::DeployTarget target() const; ///< the stage or its canary
    [[nodiscard]] double percentTraffic() const; ///< of the canary

private:
    using Target = model::DeployTarget;

    void offerCanary();
    void check();

    const ProjectDocument &m_document;
    const model::ApiId m_api;
    QComboBox *m_stage;
    QLineEdit *m_description;
    QComboBox *m_target;
    QDoubleSpinBox *m_percent;
    QLabel *m_hint;
    QPushButton *m_deploy;
};

} // namespace gatehouse::ui
