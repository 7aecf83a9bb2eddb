#pragma once

#include <QObject>
#include <QString>

class QDockWidget;
class QMainWindow;

namespace gatehouse::ui {

class Settings;

/// The docks of the main window.
struct Docks {
    QDockWidget *project = nullptr;
    QDockWidget *trace = nullptr;
    QDockWidget *request = nullptr;
    QDockWidget *traffic = nullptr;
    QDockWidget *problems = nullptr;
    QDockWidget *tests = nullptr;

    [[nodiscard]] QList<QDockWidget *> all() const { return {project, request, traffic, problems, tests, trace}; }
};

/// Arrangements of the docks by task: Design, Run, Debug. Each keeps what the user made of it.
class WindowLayouts : public QObject {
    Q_OBJECT

public:
    WindowLayouts(QMainWindow &window, const Docks &docks, Settings &settings);

    [[nodiscard]] const QString &current() const { return m_current; }
    /// Keeps the arrangement of the layout shown, then shows @p name.
    void show(const QString &name);
    /// Back to how the layout shown came with the program.
    void reset();
    /// Keeps the arrangement of the layout shown.
    void keep();
    /// Hides all docks (no project), or shows the layout again.
    void setDocksShown(bool shown);

Q_SIGNALS:
    void currentChanged(const QString &name);

private:
    void arrange();

    QMainWindow &m_window;
    const Docks m_docks;
    Settings &m_settings;
    QString m_current;
    bool m_docksShown = false;
};

} // namespace gatehouse::ui
