#pragma once

#include "core/playground/debugger.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace gatehouse::ui {

using PausePtr = std::shared_ptr<const playground::Pause>;
using DebugEndPtr = std::shared_ptr<const playground::DebugEnd>;

/// A debugger for the GUI thread: what it tells arrives as signals here, one after the other. Never blocks.
class DebugSession : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Idle, Running, Paused };

    explicit DebugSession(QObject *parent = nullptr);
    ~DebugSession() override;

    /// Debugs @p source with @p event; what is being debugged ends first. A template that does not parse is not
    /// started: see failedToStart().
    void start(const QString &source, playground::Event event, playground::RunOptions options, bool pauseAtStart);
    void stop();
    void pause();
    void resume();
    void stepIn();
    void stepOver();
    void stepOut();
    void runTo(int line);
    /// The answer comes by evaluated(). False if not paused.
    bool evaluate(const QString &expression);

    void setBreakpoints(std::vector<playground::Breakpoint> breakpoints);
    /// Expressions shown at each pause.
    [[nodiscard]] const QStringList &watches() const { return m_watches; }
    void setWatches(const QStringList &expressions);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isActive() const { return m_state != State::Idle; }
    [[nodiscard]] const QString &source() const { return m_source; } ///< what is being debugged, or was last
    /// Of the current or last pause; null before the first.
    [[nodiscard]] const PausePtr &lastPause() const { return m_pause; }

Q_SIGNALS:
    void stateChanged();
    /// Paused, or told anew of the same pause because watches or values changed.
    void paused(const gatehouse::ui::PausePtr &pause);
    void evaluated(const gatehouse::playground::WatchResult &result);
    void finished(const gatehouse::ui::DebugEndPtr &end);
    void failedToStart(const QString &why);
    void watchesChanged();

private:
    class Listener;
    struct Start {
        std::shared_ptr<const mapping::MappingTemplate> source;
        playground::Event event;
        playground::Debugger::Options options;
    };

    void launch(Start start);
    void setState(State state);
    template <class Move>
    void move(Move move);

    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<playground::Debugger> m_debugger;
    std::optional<Start> m_next; // starts when the one before has ended
    State m_state = State::Idle;
    QString m_source;
    QStringList m_watches;
    PausePtr m_pause;
};

} // namespace gatehouse::ui
