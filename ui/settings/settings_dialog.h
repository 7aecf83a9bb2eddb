#pragma once

#include <QDialog>

class QFormLayout;
class QSpinBox;

namespace gatehouse::ui {

class Settings;

/// Edits the settings in place: each change takes effect, and is kept, at once; there is nothing to apply.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(Settings &settings, QWidget *parent = nullptr);

private:
    void addAppearance(QFormLayout *form);
    void addCode(QFormLayout *form);
    void addGateway(QFormLayout *form);
    QSpinBox *sizeBox(int points, const QString &zeroText, const QString &accessibleName);

    Settings &m_settings;
};

} // namespace gatehouse::ui
