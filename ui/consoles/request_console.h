#pragma once

#include "core/trace/trace.h"
#include "ui/consoles/request_editor.h"
#include "ui/consoles/request_history.h"

#include <QWidget>

class QAction;

namespace gatehouse::ui {

struct ConsoleResponse;
class RequestList;
class RequestSender;
class ResponseView;
class TrafficModel;

/// The request console: compose, send, look at the answer; saved requests and history at the side.
class RequestConsole : public QWidget {
    Q_OBJECT

public:
    /// @param traffic    where the gateway's own view of a request is found by its id
    /// @param historyFile see RequestHistory
    RequestConsole(const TrafficModel &traffic, const QString &historyFile, QWidget *parent = nullptr);

    /// The stages of the project, with their addresses.
    void setTargets(const QList<ConsoleTarget> &targets);
    /// Chooses the stage for what is sent next, if it is one of the targets.
    void setTarget(const QString &apiFolder, const QString &stage);
    void setSavedRequests(const std::vector<model::SavedRequest> &saved);

    /// Shows @p request for the user to send; @p apiFolder and @p stage choose the target if they are known.
    void compose(const ConsoleRequest &request, const QString &apiFolder = {}, const QString &stage = {});
    /// A request that the gateway has seen, to send it again. What the trace has masked is not ticked.
    void compose(const trace::Trace &trace);
    [[nodiscard]] ConsoleRequest request() const;

    void send();
    void cancel();
    /// For menus and shortcuts: Send, Cancel, Import from cURL, Copy as cURL, Save in the project,
    /// the list at the side.
    [[nodiscard]] QList<QAction *> commands() const;
    /// Puts the cursor into the address. Nothing else in here takes the focus by itself.
    void focusAddress();

    /// Reads @p text as a curl command into the editor.
    /// @return what could not be taken over, for the user; empty if all is well
    QString importCurl(const QString &text);

Q_SIGNALS:
    /// The user wants this request kept in the project.
    void saveRequested(const gatehouse::model::SavedRequest &saved);
    /// The user wants to see the trace of this request.
    void traceRequested(const QString &requestId);
    /// A sentence for the status bar.
    void message(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QAction *makeAction(const QString &iconName, const QString &text, const QKeySequence &key);
    void askForCurl();
    void askForName();
    void showAnswer(const ConsoleResponse &response);
    void findTrace(int firstRow);

    const TrafficModel &m_traffic;
    RequestSender *m_sender;
    RequestHistory *m_history;
    QAction *m_send;
    QAction *m_cancel;
    QAction *m_import;
    QAction *m_copy;
    QAction *m_save;
    QAction *m_showList;
    RequestList *m_list;
    RequestEditor *m_editor;
    ResponseView *m_response;
    HistoryEntry m_sent;
};

} // namespace gatehouse::ui
