#pragma once

#include "ui/editors/form_page.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace gatehouse::ui {

class FieldProblem;
class KeyValueTable;

/// A stage: which deployment it serves and whether the draft is ahead of it, its description and variables.
class StagePage : public FormPage {
    Q_OBJECT

public:
    StagePage(ProjectDocument &document, const StageRef &ref, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    void connectFields();
    void showState(const QString &iconName, const QString &text);
    void loadDeployments(const model::ApiEntry &api, const model::Stage &stage);

    QLineEdit *m_name;
    FieldProblem *m_nameProblem;
    QLineEdit *m_description;
    QComboBox *m_deployment;
    QLabel *m_stateIcon;
    QLabel *m_state;
    QLabel *m_path;
    KeyValueTable *m_variables;
};

} // namespace gatehouse::ui
