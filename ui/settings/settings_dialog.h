#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace gatehouse::ui {

class Settings;

/// Edits the settings in place: each change takes effect, and is kept, at once; there is nothing to apply.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(Settings &settings, QWidget *parent = nullptr);

private:
    QWidget *appearance();
    QWidget *editor();
    QWidget *gateway();
    QSpinBox *sizeBox(int points, const QString &zeroText, const QString &accessibleName);

    Settings &m_settings;
};

} // namespace gatehouse::ui
