#pragma once

#include "ui/editors/form_page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gatehouse::ui {

class FieldProblem;
class KeyValueTable;
class MethodSettingsModel;
class StageForm;

/// A stage: which deployment it serves and whether the draft is ahead of it, its variables, canary, method settings,
/// cache and access log. Everything but the deployment applies at once.
class StagePage : public FormPage {
    Q_OBJECT

public:
    StagePage(ProjectDocument &document, const StageRef &ref, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    void connectFields();
    void addForm(StageForm *form, const QString &title, const QString &text);
    void showVariableProblem(const model::StringMap &variables);
    void showState(const QString &iconName, const QString &text);

    QPushButton *m_history;
    QLineEdit *m_name;
    FieldProblem *m_nameProblem;
    QLineEdit *m_description;
    QComboBox *m_deployment;
    QLabel *m_stateIcon;
    QLabel *m_state;
    QLabel *m_path;
    KeyValueTable *m_variables;
    QLabel *m_variableProblem;
    MethodSettingsModel *m_methodSettings;
    QWidget *m_methodSettingsTable;
    std::vector<StageForm *> m_forms;
};

} // namespace gatehouse::ui
