#include "ui/consoles/replay_dialog.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Column { RequestColumn, PlaceColumn, BeforeColumn, AfterColumn, ColumnCount };

QString shown(const std::string &text)
{
    constexpr qsizetype kLongest = 300;
    QString line = toQString(text).simplified();
    return line.size() > kLongest ? line.left(kLongest) + u'…' : line;
}

/// What both sides are compiled with besides their API: the stage without its canary.
model::Stage stageOf(const model::ApiEntry &entry, const std::string &name)
{
    model::Stage stage;
    if (const model::Stage *found = entry.stage(name))
        stage = *found;
    stage.name = name.empty() ? "replay" : name;
    stage.canary.reset();
    return stage;
}

} // namespace

ReplayDialog::ReplayDialog(const model::Project &project, const model::ApiId &api, const std::deque<TracePtr> &traces,
                           model::StringMap overrides, QWidget *parent)
    : QDialog(parent)
    , m_entry(project.api(api) ? *project.api(api) : model::ApiEntry())
    , m_region(project.region)
    , m_accountId(project.accountId)
    , m_overrides(std::move(overrides))
    , m_before(new QComboBox)
    , m_after(new QComboBox)
    , m_unsafe(new QCheckBox(tr("Ask methods that &change things, too")))
    , m_ignored(new QLineEdit)
    , m_count(new QLabel)
    , m_progress(new QProgressBar)
    , m_verdict(new QLabel)
    , m_list(new QTableWidget(0, ColumnCount))
    , m_timer(new QTimer(this))
{
    for (const TracePtr &trace : traces) {
        if (trace->apiId == api.value && !trace->stage.empty())
            m_traces.push_back(trace);
    }
    setWindowTitle(tr("Replay traffic"));
    m_before->setAccessibleName(tr("Deployment before"));
    m_after->setAccessibleName(tr("Deployment after"));
    m_ignored->setAccessibleName(tr("Members of JSON bodies that do not count"));
    m_ignored->setPlaceholderText(tr("JSON pointers, such as /items/*/token"));
    m_unsafe->setToolTip(tr("POST, PUT, PATCH and DELETE: their backends are really called, twice."));
    m_count->setWordWrap(true);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_verdict->setWordWrap(true);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_verdict->setFont(bold);
    m_progress->hide();
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    m_list->setHorizontalHeaderLabels({tr("Request"), tr("What differs"), tr("Before"), tr("After")});
    m_list->setAccessibleName(tr("Requests that would answer differently"));
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    form->addRow(tr("&Before"), m_before);
    form->addRow(tr("&After"), m_after);
    form->addRow(tr("&Not counted"), m_ignored);
    form->addRow(QString(), m_unsafe);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_run = buttons->addButton(tr("&Replay"), QDialogButtonBox::ActionRole);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(new SectionHeader(
        tr("Replay recorded traffic"),
        tr("Each request goes to both sides, in gateways of their own. Dates, ids and whatever differs between two "
           "answers of the same side do not count.")));
    column->addLayout(form);
    column->addWidget(m_count);
    column->addWidget(m_progress);
    column->addWidget(m_verdict);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    m_run->setDefault(true);
    resize(860, 560);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, [this] { m_task ? cancel() : start(); });
    connect(m_unsafe, &QCheckBox::toggled, this, &ReplayDialog::updateCount);
    m_timer->setInterval(100);
    connect(m_timer, &QTimer::timeout, this, [this] {
        if (m_task && m_task->progress() >= 0)
            m_progress->setValue(static_cast<int>(m_task->progress() * m_progress->maximum()));
    });
    m_progress->setRange(0, 1000);
    fillSides();
    updateCount();
}

ReplayDialog::~ReplayDialog()
{
    if (m_task)
        m_task->abandon();
}

void ReplayDialog::fillSides()
{
    for (QComboBox *choice : {m_before, m_after}) {
        choice->addItem(tr("The draft"), QString());
        for (auto record = m_entry.deployments.rbegin(); record != m_entry.deployments.rend(); ++record) {
            const QString id = toQString(record->id.value);
            choice->addItem(record->description.empty() ? id : tr("%1: %2").arg(id, toQString(record->description)),
                            id);
        }
    }
    // What clients have now against what they would get.
    const model::Stage *stage = m_traces.empty() ? nullptr : m_entry.stage(m_traces.back()->stage);
    const int served = stage ? m_before->findData(toQString(stage->deploymentId.value)) : -1;
    m_before->setCurrentIndex(served >= 0 ? served : m_before->count() - 1);
}

std::vector<replay::Request> ReplayDialog::requests() const
{
    std::vector<replay::Request> list;
    list.reserve(m_traces.size());
    for (const TracePtr &trace : m_traces)
        list.push_back(replay::requestOf(*trace));
    return list;
}

void ReplayDialog::updateCount()
{
    const std::vector<replay::Request> all = requests();
    const auto asked = std::ranges::count_if(all, [this](const replay::Request &request) {
        return !request.truncated && (request.isSafe() || m_unsafe->isChecked());
    });
    const auto masked = std::ranges::count_if(all, &replay::Request::masked);
    QString text = all.empty() ? tr("No request of this API has been recorded yet.")
                               : tr("%1 of %2 recorded requests will be asked again.").arg(asked).arg(all.size());
    if (masked > 0)
        text += u' '
            + tr("%n of them had credentials, which are not recorded and not sent.", nullptr, static_cast<int>(masked));
    m_count->setText(text);
    m_run->setEnabled(m_task || asked > 0);
}

std::shared_ptr<const model::Api> ReplayDialog::side(const QComboBox &choice) const
{
    const model::DeploymentRecord *record = m_entry.deployment({toStd(choice.currentData().toString())});
    return record && record->api ? record->api : std::make_shared<const model::Api>(m_entry.api);
}

void ReplayDialog::start()
{
    replay::Options options;
    options.unsafeMethods = m_unsafe->isChecked();
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    for (const QString &pointer : m_ignored->text().split(separators, Qt::SkipEmptyParts))
        options.noise.members.push_back(toStd(pointer));
    deploy::CompileOptions compile;
    compile.region = m_region;
    compile.accountId = m_accountId;
    compile.stageVariables = m_overrides;
    const model::Stage stage = stageOf(m_entry, m_traces.empty() ? std::string() : m_traces.back()->stage);

    const auto work
        = [options, compile, stage, before = side(*m_before), after = side(*m_after), list = requests()](Task &task) {
              Outcome outcome;
              const deploy::CompileResult first = deploy::compile(*before, stage, compile);
              const deploy::CompileResult second = deploy::compile(*after, stage, compile);
              for (const deploy::CompileResult *side : {&first, &second}) {
                  const auto error = std::ranges::find(side->diagnostics, Severity::Error, &Diagnostic::severity);
                  if (!side->deployment && outcome.failure.empty())
                      outcome.failure = error == side->diagnostics.end() ? std::string("?") : error->message;
              }
              if (!outcome.failure.empty())
                  return outcome;
              auto report = replay::replay(list, first.deployment, second.deployment, options, task.stopToken(),
                                           [&task](std::size_t done, std::size_t of) {
                                               task.setProgress(of == 0 ? 1 : double(done) / double(of));
                                           });
              if (report)
                  outcome.report = *std::move(report);
              else
                  outcome.failure = report.error().text();
              return outcome;
          };
    m_task = runInBackground(this, tr("Replaying traffic"), work, [this](const Outcome &outcome) { tell(outcome); });
    setRunning(true);
}

void ReplayDialog::cancel()
{
    if (m_task)
        m_task->cancel();
}

void ReplayDialog::setRunning(bool running)
{
    m_run->setText(running ? tr("Sto&p") : tr("&Replay"));
    m_progress->setVisible(running);
    m_progress->setValue(0);
    running ? m_timer->start() : m_timer->stop();
    for (QWidget *field : {static_cast<QWidget *>(m_before), static_cast<QWidget *>(m_after),
                           static_cast<QWidget *>(m_unsafe), static_cast<QWidget *>(m_ignored)})
        field->setEnabled(!running);
    if (running) {
        m_verdict->clear();
        m_list->setRowCount(0);
    }
}

void ReplayDialog::tell(const Outcome &outcome)
{
    m_task.reset();
    setRunning(false);
    const replay::Report &report = outcome.report;
    if (!outcome.failure.empty()) {
        m_verdict->setText(tr("Cannot replay: %1").arg(toQString(outcome.failure)));
        return;
    }
    const int different = static_cast<int>(report.different.size());
    QString text = tr("%1 of %n recorded request(s) would answer differently.", nullptr, static_cast<int>(report.asked))
                       .arg(different);
    if (report.cancelled)
        text += u' ' + tr("Stopped before the end.");
    m_verdict->setText(text);
    for (const replay::Result &result : report.different) {
        const int row = m_list->rowCount();
        m_list->insertRow(row);
        const bool failed = !result.failure.empty();
        const replay::Difference first
            = failed || result.differences.empty() ? replay::Difference() : result.differences.front();
        QString place = failed ? tr("No answer: %1").arg(toQString(result.failure)) : toQString(first.place);
        if (result.differences.size() > 1)
            place = tr("%1 and %n more", nullptr, static_cast<int>(result.differences.size()) - 1).arg(place);
        QStringList all;
        for (const replay::Difference &difference : result.differences)
            all << tr("%1: %2 → %3")
                       .arg(toQString(difference.place), shown(difference.before), shown(difference.after));
        const QString texts[ColumnCount] = {toQString(result.request.method + " " + result.request.target), place,
                                            shown(first.before), shown(first.after)};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(all.join(u'\n'));
            m_list->setItem(row, column, item);
        }
    }
    updateCount();
    Q_EMIT replayed(report);
}

QString ReplayDialog::verdict() const
{
    return m_verdict->text();
}

} // namespace gatehouse::ui
