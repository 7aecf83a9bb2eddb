#include "ui/consoles/timing_view.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/timeline_delegate.h"

#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>

namespace gatehouse::ui {

namespace {

enum Column { NameColumn, DurationColumn, TimelineColumn };
enum Role { StartRole = Qt::UserRole, DurationRole, TotalRole };

} // namespace

TimingView::TimingView(QWidget *parent)
    : QTreeView(parent)
    , m_rows(new QStandardItemModel(0, 3, this))
{
    m_rows->setHorizontalHeaderLabels({tr("Part"), tr("Time, ms"), tr("When")});
    m_rows->horizontalHeaderItem(DurationColumn)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setModel(m_rows);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setAccessibleName(tr("Timing"));
    setItemDelegateForColumn(TimelineColumn, new TimelineDelegate(StartRole, DurationRole, TotalRole, this));
    header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(DurationColumn, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(true);
}

void TimingView::setTimings(const CallTimings &timings, const TracePtr &trace)
{
    using std::chrono::nanoseconds;
    clear();
    const nanoseconds total = timings.done;
    const nanoseconds zero(0);
    nanoseconds ready = zero; // when a connection could be used
    if (timings.connecting.count() >= 0) {
        addRow(tr("Name look-up, waiting for a connection"), zero, timings.connecting, total);
        ready = timings.connecting;
    }
    if (timings.encrypted.count() >= 0) {
        addRow(tr("Connecting, TLS handshake"), ready, timings.encrypted, total);
        ready = timings.encrypted;
    }
    if (timings.firstByte.count() >= 0) {
        const bool connects = timings.connecting.count() >= 0 && timings.encrypted.count() < 0;
        addRow(connects ? tr("Connecting, sending, waiting for the head") : tr("Sending, waiting for the head"), ready,
               timings.firstByte, total);
        addRow(tr("Receiving the body"), timings.firstByte, total, total);
    }
    addRow(tr("In all, as the console saw it"), zero, total, total);
    if (!trace)
        return;
    // The clocks are not one: the gateway's part is shown as if it had ended with the head.
    const nanoseconds end = timings.firstByte.count() >= 0 ? nanoseconds(timings.firstByte) : total;
    const nanoseconds begin = std::max(zero, end - trace->duration);
    addRow(tr("In the gateway"), begin, begin + trace->duration, total);
    if (trace->integrationLatency.count() >= 0)
        addRow(tr("In the gateway: the integration"), begin, begin + trace->integrationLatency, total);
}

void TimingView::clear()
{
    m_rows->removeRows(0, m_rows->rowCount());
}

void TimingView::addRow(const QString &name, std::chrono::nanoseconds start, std::chrono::nanoseconds end,
                        std::chrono::nanoseconds total)
{
    const double duration = std::chrono::duration<double, std::milli>(end - start).count();
    auto *time = new QStandardItem(QLocale().toString(duration, 'f', 2));
    time->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *when = new QStandardItem;
    when->setData(static_cast<qlonglong>(start.count()), StartRole);
    when->setData(static_cast<qlonglong>((end - start).count()), DurationRole);
    when->setData(static_cast<qlonglong>(total.count()), TotalRole);
    m_rows->appendRow({new QStandardItem(name), time, when});
}

} // namespace gatehouse::ui
