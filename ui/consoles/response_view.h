#pragma once

#include "ui/bridge/trace_feed.h"
#include "ui/consoles/request_sender.h"

#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace gatehouse::ui {

class CodeEditor;
class KeyValueTable;
class Task;
class TimingView;

/// What came back: status, time and size on one line; the body laid out and raw, the headers, the timing.
class ResponseView : public QWidget {
    Q_OBJECT

public:
    /// @param send the action that the empty state offers
    explicit ResponseView(QAction *send, QWidget *parent = nullptr);

    /// A request is under way; offers to cancel it.
    void showSending();
    void showResponse(const ConsoleResponse &response);
    /// The trace of the response shown has come.
    void setTrace(const TracePtr &trace);
    [[nodiscard]] bool hasTrace() const noexcept { return m_trace != nullptr; }

    [[nodiscard]] const ConsoleResponse &response() const noexcept { return m_response; }
    /// "x-amzn-RequestId" of the response shown; empty if it has none.
    [[nodiscard]] QString requestId() const;

Q_SIGNALS:
    void cancelRequested();
    /// The user wants to see what the gateway did with this request.
    void traceRequested(const QString &requestId);

private:
    class StatusLine;
    struct ShownBody;

    [[nodiscard]] QWidget *makeSendingPage();
    [[nodiscard]] QWidget *makeResponsePage();
    void showBody();
    void show(const ShownBody &body);

    ConsoleResponse m_response;
    TracePtr m_trace;
    std::shared_ptr<Task> m_formatting;
    QStackedWidget *m_pages;
    StatusLine *m_status;
    QLabel *m_note;
    QToolButton *m_traceButton;
    QTabWidget *m_tabs;
    CodeEditor *m_pretty;
    CodeEditor *m_raw;
    KeyValueTable *m_headers;
    TimingView *m_timing;
};

} // namespace gatehouse::ui
