#pragma once

#include "ui/bridge/trace_feed.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeView;

namespace gatehouse::ui {

class CodeEditor;
class MessageView;
class TraceTreeModel;

/// What happened to one request: why it was answered so, its steps with their times, the messages at the four borders
/// of the gateway, and AWS's execution log.
class TraceInspector : public QWidget {
    Q_OBJECT

public:
    explicit TraceInspector(QWidget *parent = nullptr);

    /// Null shows the empty state.
    void setTrace(TracePtr trace);
    [[nodiscard]] const TracePtr &trace() const;

Q_SIGNALS:
    /// The user wants to see the configuration that decided: a JSON pointer into the API's OpenAPI document.
    void pointerActivated(const QString &apiId, const QString &pointer);
    /// The user follows the nearest route of a request that found none: "GET /pets".
    void routeActivated(const QString &apiId, const QString &route);

private:
    class RequestLine;

    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeSteps();
    [[nodiscard]] QWidget *makeLog();
    void showHeader();

    TraceTreeModel *m_steps;
    QStackedWidget *m_pages;
    RequestLine *m_requestLine;
    QLabel *m_headline;
    QLabel *m_advice;
    QPushButton *m_nearest;
    QLabel *m_facts;
    QTreeView *m_tree = nullptr;
    MessageView *m_messages;
    CodeEditor *m_log = nullptr;
};

} // namespace gatehouse::ui
