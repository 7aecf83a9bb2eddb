#pragma once

#include "core/model/project.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace gatehouse::ui {

class FieldProblem;
class KeyValueTable;

/// A part of the stage page. Each edit is announced with the words of its undo step, the field it merges by (empty: it
/// does not) and what it changes.
class StageForm : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// Shows what the stage is now, without signals as if the user had edited.
    virtual void load(const model::ApiEntry &entry, const model::Stage &stage) = 0;

Q_SIGNALS:
    void edited(const QString &text, const QString &field,
                const std::function<void(gatehouse::model::Stage &)> &change);
};

/// The canary: its deployment, share of the requests, variables and cache; or the offer to make one.
class CanaryForm final : public StageForm {
    Q_OBJECT

public:
    explicit CanaryForm(QWidget *parent = nullptr);
    void load(const model::ApiEntry &entry, const model::Stage &stage) override;

Q_SIGNALS:
    void promoteRequested();
    void deleteRequested();

private:
    void change(const QString &text, const QString &field, const std::function<void(model::CanarySettings &)> &change);

    QWidget *m_settings;
    QWidget *m_offer;
    QPushButton *m_create;
    QDoubleSpinBox *m_percent;
    QComboBox *m_deployment;
    KeyValueTable *m_variables;
    QCheckBox *m_useStageCache;
};

/// The cache cluster: on or off, and its size.
class CacheForm final : public StageForm {
    Q_OBJECT

public:
    explicit CacheForm(QWidget *parent = nullptr);
    void load(const model::ApiEntry &entry, const model::Stage &stage) override;

private:
    QCheckBox *m_enabled;
    QComboBox *m_size;
};

/// The access log: where it goes and what a line says.
class AccessLogForm final : public StageForm {
    Q_OBJECT

public:
    explicit AccessLogForm(QWidget *parent = nullptr);
    void load(const model::ApiEntry &entry, const model::Stage &stage) override;

private:
    void changed(const QString &field);

    QLineEdit *m_destination;
    QPlainTextEdit *m_format;
    FieldProblem *m_problem;
    QPushButton *m_presets;
};

/// "a1b2c3d4e5: Prices in cents, 2 Jan 2026", for lists to choose from.
[[nodiscard]] QString deploymentText(const model::DeploymentRecord &record);
/// Fills @p choice with the deployments of an API, the newest first.
void fillDeployments(QComboBox &choice, const model::ApiEntry &entry, const QString &none);

} // namespace gatehouse::ui
