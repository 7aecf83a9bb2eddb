#include "ui/inspectors/trace_inspector.h"

#include "ui/inspectors/answer_explanation.h"
#include "ui/inspectors/message_view.h"
#include "ui/inspectors/trace_step_delegate.h"
#include "ui/models/trace_tree_model.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/status_badge.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/timeline_delegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeView>

namespace gatehouse::ui {

namespace {

QString millisecondsText(std::chrono::nanoseconds duration)
{
    const double value = std::chrono::duration<double, std::milli>(duration).count();
    return TraceInspector::tr("%1 ms").arg(QLocale().toString(value, 'f', value < 10 ? 2 : 1));
}

/// Stage, times and request id on one line.
QString factsText(const trace::Trace &trace)
{
    QStringList facts;
    if (!trace.stage.empty())
        facts.append(TraceInspector::tr("stage %1").arg(toQString(trace.stage)));
    facts.append(TraceInspector::tr("%1 in all").arg(millisecondsText(trace.duration)));
    if (trace.integrationLatency.count() >= 0)
        facts.append(TraceInspector::tr("%1 of it the integration").arg(millisecondsText(trace.integrationLatency)));
    return facts.join(QStringLiteral(" \u00b7 "));
}

} // namespace

/// "GET /dev/pets" and "200 OK", as badges on one line.
class TraceInspector::RequestLine : public QWidget {
public:
    void setTrace(const TracePtr &trace)
    {
        m_trace = trace;
        setToolTip(trace ? toQString(trace->path) : QString());
        setAccessibleName(trace ? toQString(trace->httpMethod + ' ' + trace->path) + QLatin1String(", ")
                                  + statusText(trace->status)
                                : QString());
        update();
    }

    QSize sizeHint() const override { return {160, methodBadgeSize(QStringLiteral("DELETE"), font()).height() + kGap}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_trace)
            return;
        QPainter painter(this);
        const QString method = toQString(m_trace->httpMethod);
        paintMethodBadge(&painter, rect(), method, font());
        const int before = methodBadgeSize(method, font()).width() + kGap;
        const QSize status = statusBadgeSize(m_trace->status, font());
        const QRect path = rect().adjusted(before, 0, -status.width() - kGap, 0);
        painter.setFont(monospaceFont());
        painter.setPen(themeColor(ColorRole::Text));
        painter.drawText(
            path, Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(monospaceFont()).elidedText(toQString(m_trace->path), Qt::ElideMiddle, path.width()));
        paintStatusBadge(&painter, rect().adjusted(width() - status.width(), 0, 0, 0), m_trace->status, font(),
                         themeColor(ColorRole::Text));
    }

private:
    TracePtr m_trace;
};

TraceInspector::TraceInspector(QWidget *parent)
    : QWidget(parent)
    , m_steps(new TraceTreeModel(this))
    , m_pages(new QStackedWidget)
    , m_requestLine(new RequestLine)
    , m_headline(new QLabel)
    , m_advice(new QLabel)
    , m_nearest(new QPushButton)
    , m_facts(new QLabel)
    , m_messages(new MessageView)
{
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(makeSteps(), tr("Steps"));
    tabs->addTab(m_messages, tr("Messages"));
    tabs->addTab(makeLog(), tr("Log"));
    tabs->setTabToolTip(2, tr("AWS's execution log of this request"));

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    column->addWidget(tabs, 1);
    m_pages->addWidget(
        new EmptyState(QStringLiteral("trace"), tr("No request selected"),
                       tr("Select a request in the traffic list to see what happened to it, step by step.")));
    m_pages->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

QWidget *TraceInspector::makeHeader()
{
    QFont font = m_headline->font();
    font.setWeight(QFont::DemiBold);
    m_headline->setFont(font);
    for (QLabel *label : {m_headline, m_advice, m_facts}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setFocusPolicy(Qt::ClickFocus);
    }
    m_headline->setAccessibleName(tr("Why this answer"));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_nearest->setIcon(icon(QStringLiteral("link")));
    connect(m_nearest, &QPushButton::clicked, this,
            [this] { Q_EMIT routeActivated(toQString(trace()->apiId), explainAnswer(*trace()).nearest); });

    auto *header = new QWidget;
    auto *column = new QVBoxLayout(header);
    column->setContentsMargins(kGroupGap - kGrid, kGap, kGroupGap - kGrid, kGroupGap - kGrid);
    column->setSpacing(kGrid);
    column->addWidget(m_requestLine);
    column->addWidget(m_facts);
    column->addSpacing(kGrid);
    column->addWidget(m_headline);
    column->addWidget(m_advice);
    column->addWidget(m_nearest, 0, Qt::AlignLeft);
    return header;
}

QWidget *TraceInspector::makeSteps()
{
    m_tree = new QTreeView;
    m_tree->setModel(m_steps);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setAccessibleName(tr("Steps of the request"));
    m_tree->setItemDelegateForColumn(TraceTreeModel::NameColumn, new TraceStepDelegate(m_tree));
    m_tree->setItemDelegateForColumn(TraceTreeModel::TimelineColumn,
                                     new TimelineDelegate(TraceTreeModel::StartRole, TraceTreeModel::DurationRole,
                                                          TraceTreeModel::TotalRole, m_tree));
    m_tree->hideColumn(TraceTreeModel::DetailColumn); // painted beside the names
    QHeaderView *columns = m_tree->header();
    columns->setStretchLastSection(false);
    columns->setSectionResizeMode(TraceTreeModel::NameColumn, QHeaderView::Stretch);
    columns->setSectionResizeMode(TraceTreeModel::DurationColumn, QHeaderView::Fixed);
    columns->setSectionResizeMode(TraceTreeModel::TimelineColumn, QHeaderView::Fixed);
    columns->resizeSection(TraceTreeModel::DurationColumn,
                           columns->sectionSizeHint(TraceTreeModel::DurationColumn) + kGap);
    columns->resizeSection(TraceTreeModel::TimelineColumn, 16 * kGrid);

    auto *show = new QAction(icon(QStringLiteral("link")), tr("Show its configuration"), m_tree);
    const auto showPointer = [this] {
        const QModelIndex index = m_tree->currentIndex();
        const QString pointer = index.data(TraceTreeModel::PointerRole).toString();
        if (!pointer.isEmpty())
            Q_EMIT pointerActivated(toQString(trace()->apiId), pointer);
    };
    connect(show, &QAction::triggered, this, showPointer);
    connect(m_tree, &QTreeView::activated, this, showPointer);
    m_tree->addAction(show);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    return m_tree;
}

QWidget *TraceInspector::makeLog()
{
    m_log = new CodeEditor;
    m_log->setReadOnly(true);
    m_log->setLineNumbersVisible(false);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_log->setAccessibleName(tr("Execution log"));

    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGap, kGap, kGap, kGap);
    auto *caption = new QLabel(tr("As API Gateway writes it to CloudWatch"));
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setWordWrap(true);
    top->addWidget(caption, 1);
    top->addWidget(new CopyButton(tr("Copy execution log"), [this] { return m_log->toPlainText(); }));
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_log, 1);
    return page;
}

void TraceInspector::setTrace(TracePtr trace)
{
    m_steps->setTrace(trace);
    m_messages->setTrace(trace);
    m_pages->setCurrentIndex(trace ? 1 : 0);
    if (!trace) {
        m_log->clear();
        return;
    }
    showHeader();
    m_log->setPlainText(toQString(trace::executionLog(*trace)));
    // Phases open, and the steps that ended the request with their notes.
    m_tree->expandToDepth(0);
    for (int phase = 0; phase < m_steps->rowCount(); ++phase) {
        const QModelIndex parent = m_steps->index(phase, 0);
        for (int step = 0; step < m_steps->rowCount(parent); ++step) {
            const QModelIndex index = m_steps->index(step, 0, parent);
            const auto outcome = static_cast<trace::Outcome>(index.data(TraceTreeModel::OutcomeRole).toInt());
            m_tree->setExpanded(index, outcome == trace::Outcome::Failed);
            for (int note = 0; note < m_steps->rowCount(index); ++note)
                m_tree->setFirstColumnSpanned(note, index, true); // the value may be long
        }
    }
}

const TracePtr &TraceInspector::trace() const
{
    return m_steps->trace();
}

void TraceInspector::showHeader()
{
    const AnswerExplanation why = explainAnswer(*trace());
    m_requestLine->setTrace(trace());
    m_headline->setText(why.headline);
    m_advice->setText(why.advice);
    m_advice->setVisible(!why.advice.isEmpty());
    m_nearest->setText(tr("Did you mean %1?").arg(why.nearest));
    m_nearest->setVisible(!why.nearest.isEmpty());
    m_facts->setText(factsText(*trace()));
    m_facts->setToolTip(tr("Request id %1").arg(toQString(trace()->requestId)));
}

} // namespace gatehouse::ui
