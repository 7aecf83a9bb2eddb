#include "ui/playground/debug_session.h"

#include "ui/widgets/text.h"

namespace gatehouse::ui {

/// Hands over from the debugger's thread.
class DebugSession::Listener final : public playground::DebugListener {
public:
    explicit Listener(DebugSession &session)
        : m_session(session)
    {
    }
    void paused(PausePtr pause) override
    {
        hand([this, pause = std::move(pause)] {
            const bool known = m_session.m_pause && m_session.m_pause->number == pause->number;
            if (known && m_session.m_state != State::Paused)
                return; // told anew while the user had it go on
            m_session.m_pause = pause;
            m_session.setState(State::Paused);
            Q_EMIT m_session.paused(pause);
        });
    }
    void evaluated(std::uint64_t, const playground::WatchResult &result) override
    {
        hand([this, result] { Q_EMIT m_session.evaluated(result); });
    }
    void finished(DebugEndPtr end) override
    {
        hand([this, end = std::move(end)] {
            m_session.setState(State::Idle);
            Q_EMIT m_session.finished(end);
            if (m_session.m_next)
                m_session.launch(*std::exchange(m_session.m_next, std::nullopt));
        });
    }

private:
    template <class Work>
    void hand(Work work)
    {
        QMetaObject::invokeMethod(&m_session, std::move(work), Qt::QueuedConnection);
    }

    DebugSession &m_session;
};

DebugSession::DebugSession(QObject *parent)
    : QObject(parent)
    , m_listener(std::make_unique<Listener>(*this))
    , m_debugger(std::make_unique<playground::Debugger>(*m_listener))
{
}

DebugSession::~DebugSession()
{
    m_debugger.reset(); // nothing is handed over any more when the listener goes
}

void DebugSession::start(const QString &source, playground::Event event, playground::RunOptions options,
                         bool pauseAtStart)
{
    auto compiled = std::make_shared<const mapping::MappingTemplate>(toStd(source));
    if (compiled->error()) {
        Q_EMIT failedToStart(toQString(compiled->explain(*compiled->error())));
        return;
    }
    Start start{std::move(compiled), std::move(event), {std::move(options), pauseAtStart, true}};
    if (isActive()) {
        m_next = std::move(start);
        m_debugger->stop();
    } else {
        launch(std::move(start));
    }
}

void DebugSession::launch(Start start)
{
    m_source = toQString(start.source->text());
    m_pause.reset();
    m_debugger->start(std::move(start.source), std::move(start.event), std::move(start.options));
    setState(State::Running);
}

void DebugSession::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

template <class Move>
void DebugSession::move(Move move)
{
    if (m_state != State::Paused)
        return;
    setState(State::Running);
    move(*m_debugger);
}

void DebugSession::stop()
{
    m_next.reset();
    m_debugger->stop();
}

void DebugSession::pause()
{
    m_debugger->pause();
}

void DebugSession::resume()
{
    move([](playground::Debugger &debugger) { debugger.resume(); });
}

void DebugSession::stepIn()
{
    move([](playground::Debugger &debugger) { debugger.stepIn(); });
}

void DebugSession::stepOver()
{
    move([](playground::Debugger &debugger) { debugger.stepOver(); });
}

void DebugSession::stepOut()
{
    move([](playground::Debugger &debugger) { debugger.stepOut(); });
}

void DebugSession::runTo(int line)
{
    move([line](playground::Debugger &debugger) { debugger.runTo(static_cast<std::uint32_t>(line)); });
}

bool DebugSession::evaluate(const QString &expression)
{
    return m_state == State::Paused && m_debugger->evaluate(0, toStd(expression));
}

void DebugSession::setBreakpoints(std::vector<playground::Breakpoint> breakpoints)
{
    m_debugger->setBreakpoints(std::move(breakpoints));
}

void DebugSession::setWatches(const QStringList &expressions)
{
    if (expressions == m_watches)
        return;
    m_watches = expressions;
    std::vector<std::string> texts;
    for (const QString &expression : expressions)
        texts.push_back(toStd(expression));
    m_debugger->setWatches(std::move(texts));
    Q_EMIT watchesChanged();
}

} // namespace gatehouse::ui
