#include "ui/consoles/response_view.h"

#include "ui/bridge/background_task.h"
#include "ui/consoles/timing_view.h"
#include "ui/widgets/body_format.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_value_table.h"
#include "ui/widgets/status_badge.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Page { EmptyPage, SendingPage, ResponsePage };
enum Tab { PrettyTab, RawTab, HeadersTab, TimingTab };

QString timeText(std::chrono::microseconds time)
{
    const double value = std::chrono::duration<double, std::milli>(time).count();
    return ResponseView::tr("%1 ms").arg(QLocale().toString(value, 'f', value < 10 ? 2 : value < 100 ? 1 : 0));
}

CodeEditor *makeBodyView(const QString &name)
{
    auto *view = new CodeEditor;
    view->setReadOnly(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setAccessibleName(name);
    return view;
}

} // namespace

/// The body, ready for the editors.
struct ResponseView::ShownBody {
    ShownText pretty;
    ShownText raw;
    QString syntax;
};

/// "200 OK   4.21 ms   61 bytes"
class ResponseView::StatusLine : public QWidget {
public:
    void setResponse(const ConsoleResponse &response)
    {
        m_status = response.status;
        const QString size = QLocale().formattedDataSize(response.body.size());
        m_facts = timeText(response.timings.done);
        if (response.status != 0)
            m_facts += QStringLiteral("   ") + size;
        setAccessibleName(statusText(m_status) + QLatin1String(", ") + m_facts);
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QSize badge = statusBadgeSize(m_status, font());
        return {badge.width() + kGroupGap + fontMetrics().horizontalAdvance(m_facts), badge.height() + kGrid};
    }
    QSize minimumSizeHint() const override { return {statusBadgeSize(m_status, font()).width(), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QFont strong = font();
        strong.setWeight(QFont::DemiBold);
        paintStatusBadge(&painter, rect(), m_status, strong, themeColor(ColorRole::Text));
        painter.setPen(themeColor(ColorRole::MutedText));
        painter.setFont(font());
        const QRect rest = rect().adjusted(statusBadgeSize(m_status, strong).width() + kGroupGap, 0, 0, 0);
        painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                         fontMetrics().elidedText(m_facts, Qt::ElideRight, rest.width()));
    }

private:
    int m_status = 0;
    QString m_facts;
};

ResponseView::ResponseView(QAction *send, QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_status(new StatusLine)
    , m_note(new QLabel)
    , m_traceButton(new QToolButton)
    , m_tabs(new QTabWidget)
    , m_pretty(makeBodyView(tr("Response body, laid out")))
    , m_raw(makeBodyView(tr("Response body as received")))
    , m_headers(new KeyValueTable)
    , m_timing(new TimingView)
{
    m_pages->addWidget(new EmptyState(QStringLiteral("request"), tr("No response yet"),
                                      tr("Send a request to see its answer here."), send));
    m_pages->addWidget(makeSendingPage());
    m_pages->addWidget(makeResponsePage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QWidget *ResponseView::makeSendingPage()
{
    auto *bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedSize(40 * kGrid, 2 * kGrid);
    bar->setAccessibleName(tr("Waiting for the answer"));
    auto *cancel = new QPushButton(icon(QStringLiteral("stop")), tr("Cancel"));
    cancel->setToolTip(tr("Stop waiting for the answer (Esc)"));
    connect(cancel, &QPushButton::clicked, this, &ResponseView::cancelRequested);
    auto *label = new QLabel(tr("Waiting for the answer\u2026"));
    label->setForegroundRole(QPalette::PlaceholderText);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setSpacing(kGap);
    column->addStretch(2);
    column->addWidget(label, 0, Qt::AlignHCenter);
    column->addWidget(bar, 0, Qt::AlignHCenter);
    column->addWidget(cancel, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

QWidget *ResponseView::makeResponsePage()
{
    m_note->setWordWrap(true);
    m_note->setContentsMargins(kGroupGap - kGrid, 0, kGroupGap - kGrid, kGap);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_traceButton->setText(tr("Trace"));
    m_traceButton->setIcon(icon(QStringLiteral("trace")));
    m_traceButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_traceButton->setAutoRaise(true);
    m_traceButton->setToolTip(tr("Show what the gateway did with this request"));
    connect(m_traceButton, &QToolButton::clicked, this, [this] { Q_EMIT traceRequested(requestId()); });
    m_headers->setHeadings(tr("Header"), tr("Value"));
    m_headers->setCheckable(false);
    m_headers->setReadOnly(true);
    m_headers->setAccessibleName(tr("Response headers"));

    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_pretty, tr("Pretty"));
    m_tabs->addTab(m_raw, tr("Raw"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_timing, tr("Timing"));

    auto *page = new QWidget;
    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGroupGap - kGrid, kGap, kGap, kGap);
    top->setSpacing(kGap);
    top->addWidget(m_status, 1);
    top->addWidget(m_traceButton);
    top->addWidget(new CopyButton(tr("Copy response body"), [this] { return QString::fromUtf8(m_response.body); }));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_note);
    column->addWidget(m_tabs, 1);
    return page;
}

void ResponseView::showSending()
{
    m_response = {};
    m_trace.reset();
    m_pages->setCurrentIndex(SendingPage);
}

void ResponseView::showResponse(const ConsoleResponse &response)
{
    m_response = response;
    m_trace.reset();
    m_status->setResponse(response);
    m_traceButton->setVisible(!requestId().isEmpty());
    QList<KeyValue> rows;
    for (const auto &[name, value] : response.headers)
        rows.append({true, QString::fromUtf8(name), QString::fromUtf8(value)});
    m_headers->setRows(rows);
    m_tabs->setTabText(HeadersTab, rows.isEmpty() ? tr("Headers") : tr("Headers (%1)").arg(rows.size()));
    m_timing->setTimings(response.timings, nullptr);
    showBody();
    m_pages->setCurrentIndex(ResponsePage);
}

void ResponseView::setTrace(const TracePtr &trace)
{
    m_trace = trace;
    m_timing->setTimings(m_response.timings, trace);
}

QString ResponseView::requestId() const
{
    return QString::fromUtf8(m_response.header("x-amzn-RequestId"));
}

void ResponseView::showBody()
{
    if (m_formatting)
        m_formatting->abandon();
    const QString type = QString::fromUtf8(m_response.header("Content-Type"));
    const auto prepare = [body = m_response.body, type] {
        const FormattedBody formatted = formatBody(body, type);
        return ShownBody{shownText(formatted.text), shownText(QString::fromUtf8(body)), formatted.syntax};
    };
    if (m_response.body.size() <= kLargeBody) {
        show(prepare());
        return;
    }
    m_pretty->setPlainText(tr("Laying out\u2026"));
    m_raw->clear();
    m_formatting = runInBackground(
        this, tr("Laying out the response"), [prepare](Task &) { return prepare(); },
        [this](const ShownBody &body) { show(body); });
}

void ResponseView::show(const ShownBody &body)
{
    m_formatting.reset();
    m_pretty->setSyntax(body.syntax);
    m_pretty->setPlainText(body.pretty.text);
    m_raw->setPlainText(body.raw.text);

    QStringList notes;
    if (!m_response.error.isEmpty())
        notes.append(m_response.error);
    if (body.pretty.cut || body.raw.cut)
        notes.append(tr("Only the beginning is shown; Copy takes all of it."));
    if (body.raw.broken)
        notes.append(tr("Very long lines are shown in pieces."));
    m_note->setText(notes.join(QLatin1Char(' ')));
    m_note->setVisible(!notes.isEmpty());
}

} // namespace gatehouse::ui
