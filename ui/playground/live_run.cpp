#include "ui/playground/live_run.h"

#include "ui/bridge/background_task.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

constexpr int kPause = 150; // ms without a change, before the values are collected

} // namespace

LiveRun::LiveRun(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &LiveRun::collectValues);
}

LiveRun::~LiveRun() = default;

void LiveRun::setInput(PlaygroundInput input)
{
    if (m_number > 0 && input == m_input)
        return;
    m_input = std::move(input);
    for (const std::shared_ptr<Task> &task : {m_task, m_side}) {
        if (task)
            task->abandon();
    }
    m_pause.stop();
    m_running = true;
    ++m_number;
    m_task = runInBackground(
        this, {}, [input = m_input](Task &task) mutable { return runPlayground(std::move(input), task.stopToken()); },
        [this, number = m_number](const PlaygroundRunPtr &run) {
            if (number != m_number)
                return;
            m_running = false;
            m_last = run;
            Q_EMIT finished(run);
            if (!run->source->error())
                m_pause.start();
        });
}

void LiveRun::collectValues()
{
    if (!m_last || m_running)
        return;
    m_side = runInBackground(
        this, {},
        [run = m_last](Task &task) {
            return playground::valuesOfRun(*run->source, run->input.event, {}, task.stopToken());
        },
        [this, number = m_number](const std::vector<playground::ShownValue> &values) {
            if (number == m_number)
                Q_EMIT valuesReady(values);
        });
}

void LiveRun::ask(std::size_t offset, const QString &expression,
                  const std::function<void(const playground::ValuesAt &)> &answer)
{
    if (!m_last || m_running || m_last->source->error())
        return;
    runInBackground(
        this, {},
        [run = m_last, offset, expression = toStd(expression)](Task &task) {
            return playground::valuesAt(*run->source, run->input.event, offset, expression, {}, task.stopToken());
        },
        [this, number = m_number, answer](const playground::ValuesAt &values) {
            if (number == m_number)
                answer(values);
        });
}

} // namespace gatehouse::ui
