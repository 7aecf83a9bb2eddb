#pragma once

#include "ui/document/document_change.h"

#include <QDialog>

namespace gatehouse::ui {

class ProjectDocument;

/// Shows what clients of a stage will meet when it is pointed at another deployment, before it is.
class PointStageDialog : public QDialog {
    Q_OBJECT

public:
    PointStageDialog(const ProjectDocument &document, const StageRef &stage, const model::DeploymentId &deployment,
                     QWidget *parent = nullptr);
};

} // namespace gatehouse::ui
