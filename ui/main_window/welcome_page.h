#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace gatehouse::ui {

class Settings;

/// What the studio shows without a project: how to begin, samples, and the projects opened last.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    /// @p start: the actions to begin with, in order; @p tools: what needs no project.
    WelcomePage(Settings &settings, const QList<QAction *> &start, const QList<QAction *> &tools,
                QWidget *parent = nullptr);

Q_SIGNALS:
    void openRequested(const QString &path);
    void sampleRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refillRecent();

    Settings &m_settings;
    QVBoxLayout *m_recent;
};

} // namespace gatehouse::ui
