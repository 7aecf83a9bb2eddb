#pragma once

#include "core/playground/pause.h"
#include "core/playground/values.h"
#include "ui/playground/playground_run.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace gatehouse::ui {

class Task;

/// Runs a template whenever its text or its event changes, off the GUI thread. A newer run cancels the older: only the
/// latest is ever told. A moment later come the values that the variables had, for editors' help.
class LiveRun final : public QObject {
    Q_OBJECT

public:
    explicit LiveRun(QObject *parent = nullptr);
    ~LiveRun() override;

    /// Runs unless that is what ran last.
    void setInput(PlaygroundInput input);
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// The last that finished, or null.
    [[nodiscard]] const PlaygroundRunPtr &last() const { return m_last; }

    /// What @p expression gives at an octet of the template, each time the run comes there; told to @p answer unless a
    /// newer run begins.
    void ask(std::size_t offset, const QString &expression,
             const std::function<void(const playground::ValuesAt &)> &answer);

Q_SIGNALS:
    void finished(const gatehouse::ui::PlaygroundRunPtr &run);
    /// Of the run finished last.
    void valuesReady(const std::vector<gatehouse::playground::ShownValue> &values);

private:
    void collectValues();

    PlaygroundInput m_input;
    PlaygroundRunPtr m_last;
    std::shared_ptr<Task> m_task;
    std::shared_ptr<Task> m_side; // values, questions
    QTimer m_pause;
    quint64 m_number = 0;
    bool m_running = false;
};

} // namespace gatehouse::ui
