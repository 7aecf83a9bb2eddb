#include "ui/consoles/request_console.h"

#include "ui/consoles/curl_command.h"
#include "ui/consoles/request_list.h"
#include "ui/consoles/request_sender.h"
#include "ui/consoles/response_view.h"
#include "ui/consoles/shell_words.h"
#include "ui/models/traffic_model.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QResizeEvent>
#include <QSplitter>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kRoomForList = 250 * kGrid;

} // namespace

RequestConsole::RequestConsole(const TrafficModel &traffic, const QString &historyFile, QWidget *parent)
    : QWidget(parent)
    , m_traffic(traffic)
    , m_sender(new RequestSender(this))
    , m_history(new RequestHistory(historyFile, this))
    , m_send(makeAction(QStringLiteral("send"), tr("Send"), Qt::CTRL | Qt::Key_Return))
    , m_cancel(makeAction(QStringLiteral("stop"), tr("Cancel"), Qt::Key_Escape))
    , m_import(makeAction(QStringLiteral("import"), tr("Import from cURL\u2026"), {}))
    , m_copy(makeAction(QStringLiteral("copy"), tr("Copy as cURL"), Qt::CTRL | Qt::SHIFT | Qt::Key_C))
    , m_save(makeAction(QStringLiteral("save"), tr("Save in the project\u2026"), {}))
    , m_showList(makeAction(QStringLiteral("history"), tr("Saved requests and history"), {}))
    , m_list(new RequestList(*m_history))
    , m_editor(new RequestEditor(m_showList, m_send))
    , m_response(new ResponseView(m_send))
{
    m_send->setToolTip(tr("Send the request (Ctrl+Return)"));
    m_cancel->setEnabled(false);
    m_showList->setCheckable(true);
    m_showList->setChecked(true);
    m_list->setMinimumWidth(40 * kGrid);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_list);
    splitter->addWidget(m_editor);
    splitter->addWidget(m_response);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 6);
    splitter->setStretchFactor(2, 5);
    splitter->setSizes({52 * kGrid, 136 * kGrid, 112 * kGrid});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    addActions(commands());

    connect(m_showList, &QAction::toggled, m_list, &QWidget::setVisible);
    connect(m_send, &QAction::triggered, this, &RequestConsole::send);
    connect(m_cancel, &QAction::triggered, this, &RequestConsole::cancel);
    connect(m_import, &QAction::triggered, this, &RequestConsole::askForCurl);
    connect(m_save, &QAction::triggered, this, &RequestConsole::askForName);
    connect(m_copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(toCurl(request()));
        Q_EMIT message(tr("Copied as a curl command."));
    });
    connect(m_sender, &RequestSender::finished, this, &RequestConsole::showAnswer);
    connect(m_response, &ResponseView::cancelRequested, this, &RequestConsole::cancel);
    connect(m_response, &ResponseView::traceRequested, this, &RequestConsole::traceRequested);
    connect(m_history, &RequestHistory::failed, this, &RequestConsole::message);
    connect(&m_traffic, &TrafficModel::rowsInserted, this,
            [this](const QModelIndex &, int first) { findTrace(first); });
    connect(m_list, &RequestList::historyActivated, this,
            [this](const HistoryEntry &entry) { compose(entry.request); });
    connect(m_list, &RequestList::savedActivated, this, [this](const model::SavedRequest &saved) {
        compose(fromSaved(saved, {}), toQString(saved.api), toQString(saved.stage));
    });
}

QAction *RequestConsole::makeAction(const QString &iconName, const QString &text, const QKeySequence &key)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    return action;
}

QList<QAction *> RequestConsole::commands() const
{
    return {m_send, m_cancel, m_import, m_copy, m_save, m_showList};
}

void RequestConsole::resizeEvent(QResizeEvent *event)
{
    // In a narrow console the list makes room by itself; the user may bring it back.
    const bool wide = event->size().width() >= kRoomForList;
    const bool wasWide = !event->oldSize().isValid() || event->oldSize().width() >= kRoomForList;
    if (wide != wasWide)
        m_showList->setChecked(wide);
    QWidget::resizeEvent(event);
}

void RequestConsole::setTargets(const QList<ConsoleTarget> &targets)
{
    m_editor->setTargets(targets);
}

void RequestConsole::setTarget(const QString &apiFolder, const QString &stage)
{
    m_editor->setTarget(apiFolder, stage);
}

void RequestConsole::setSavedRequests(const std::vector<model::SavedRequest> &saved)
{
    m_list->setSaved(saved);
}

void RequestConsole::compose(const ConsoleRequest &request, const QString &apiFolder, const QString &stage)
{
    m_editor->setTarget(apiFolder, stage);
    m_editor->setRequest(request);
}

void RequestConsole::compose(const trace::Trace &trace)
{
    ConsoleRequest request;
    request.method = toQString(trace.httpMethod);
    request.path = toQString(trace.path);
    for (const trace::NameValue &field : trace.request.fields) {
        const QString name = toQString(field.name);
        if (name.compare(QLatin1String("Host"), Qt::CaseInsensitive) == 0)
            request.path.prepend(QLatin1String("http://") + toQString(field.value));
        else if (name.compare(QLatin1String("Content-Length"), Qt::CaseInsensitive) != 0
                 && name.compare(QLatin1String("Connection"), Qt::CaseInsensitive) != 0)
            request.headers.append({!isSecretField(name), name, toQString(field.value)});
    }
    for (const auto &[name, value] : QUrlQuery(toQString(trace.query)).queryItems(QUrl::FullyDecoded))
        request.query.append({true, name, value});
    request.body = QByteArray::fromStdString(trace.request.body);
    compose(request);
}

ConsoleRequest RequestConsole::request() const
{
    return m_editor->request();
}

void RequestConsole::focusAddress()
{
    m_editor->focusAddress();
}

void RequestConsole::send()
{
    const ConsoleRequest toSend = request();
    QString problem;
    const QUrl url = toSend.url(&problem);
    if (!url.isValid()) {
        ConsoleResponse refusal;
        refusal.error = problem;
        refusal.timings.done = {};
        m_response->showResponse(refusal);
        return;
    }
    m_sent = {.time = QDateTime::currentDateTimeUtc(), .request = toSend};
    m_cancel->setEnabled(true);
    m_response->showSending();
    m_sender->send(toSend, url);
}

void RequestConsole::cancel()
{
    m_sender->cancel();
}

void RequestConsole::showAnswer(const ConsoleResponse &response)
{
    m_cancel->setEnabled(false);
    m_response->showResponse(response);
    m_sent.status = response.status;
    m_sent.durationMicroseconds = response.timings.done.count();
    m_sent.size = response.body.size();
    m_history->add(m_sent);
    findTrace(0); // it may have come before the answer
}

void RequestConsole::findTrace(int firstRow)
{
    const QString requestId = m_response->requestId();
    if (requestId.isEmpty() || m_response->hasTrace())
        return;
    if (const TracePtr trace = m_traffic.traceAt(m_traffic.rowOfRequest(requestId, firstRow)))
        m_response->setTrace(trace);
}

QString RequestConsole::importCurl(const QString &text)
{
    const Expected<CurlImport> read = parseCurl(text);
    if (read) {
        compose(read->request);
        return read->warnings.join(QLatin1Char('\n'));
    }
    if (read.error().code == ShellErrc::OpenQuote)
        return tr("The quote at character %1 has no end.").arg(read.error().span.begin + 1);
    if (read.error().code == CurlErrc::MissingValue)
        return tr("The option %1 lacks its value.").arg(toQString(read.error().detail));
    if (read.error().code == CurlErrc::NoUrl)
        return tr("The command has no address.");
    return tr("This is not a curl command: it must begin with “curl”.");
}

void RequestConsole::askForCurl()
{
    const QString clipboard = QGuiApplication::clipboard()->text();
    const bool offered = clipboard.trimmed().startsWith(QLatin1String("curl "));
    bool accepted = false;
    const QString text = QInputDialog::getMultiLineText(this, tr("Import from cURL"), tr("Paste a curl command:"),
                                                        offered ? clipboard : QString(), &accepted);
    if (!accepted)
        return;
    const QString problem = importCurl(text);
    Q_EMIT message(problem.isEmpty() ? tr("The command was imported.") : problem);
}

void RequestConsole::askForName()
{
    const ConsoleRequest current = request();
    bool accepted = false;
    const QString name
        = QInputDialog::getText(this, tr("Save in the project"), tr("Name of the request:"), QLineEdit::Normal,
                                current.method + QLatin1Char(' ') + current.path, &accepted);
    if (!accepted || name.trimmed().isEmpty())
        return;
    const ConsoleTarget *target = m_editor->target();
    const bool whole = current.path.contains(QLatin1String("://")) || !target;
    Q_EMIT saveRequested(
        toSaved(current, name.trimmed(), whole ? QString() : target->apiFolder, whole ? QString() : target->stage));
}

} // namespace gatehouse::ui
