#pragma once

#include "ui/bridge/trace_feed.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QTimer;

namespace gatehouse::ui {

class TrafficFilterModel;
class TrafficModel;

/// All requests that reached the gateway, as a table with filter, pause, clear and export.
class TrafficList : public QWidget {
    Q_OBJECT

public:
    explicit TrafficList(TrafficModel &model, QWidget *parent = nullptr);

    /// The newest request of that id becomes the current one; false if it is not in the list (any more), or filtered
    /// out.
    bool select(const QString &requestId);
    [[nodiscard]] TracePtr current() const;

Q_SIGNALS:
    /// The request under the cursor; null when there is none.
    void traceSelected(const gatehouse::ui::TracePtr &trace);
    /// The user wants to send this one again from the console.
    void resendRequested(const gatehouse::ui::TracePtr &trace);
    /// The user wants to work with this one's data on a template.
    void playgroundRequested(const gatehouse::ui::TracePtr &trace);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QAction *makeAction(const QString &iconName, const QString &text, const QKeySequence &key = {});
    [[nodiscard]] QWidget *makeToolBar();
    void makeTable();
    void showCount();
    void followTail();
    void exportTraces();

    TrafficModel &m_model;
    TrafficFilterModel *m_filtered;
    QLineEdit *m_filter;
    QTableView *m_table;
    QStackedWidget *m_pages;
    QLabel *m_count;
    QTimer *m_filterTimer;
    QAction *m_pause;
    QAction *m_follow;
    QAction *m_clear;
    QAction *m_export;
    QAction *m_resend;
    QAction *m_play;
};

} // namespace gatehouse::ui
