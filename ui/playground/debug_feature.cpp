#include "ui/playground/debug_feature.h"

#include "ui/playground/debug_actions.h"
#include "ui/playground/debug_breakpoints.h"
#include "ui/playground/debug_editors.h"
#include "ui/playground/debug_panel.h"
#include "ui/playground/debug_session.h"
#include "ui/playground/output_pane.h"
#include "ui/playground/playground_page.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QSplitter>
#include <QToolBar>

namespace gatehouse::ui {

namespace {

QStringList toQStrings(const std::vector<std::string> &texts)
{
    QStringList result;
    for (const std::string &text : texts)
        result.append(toQString(text));
    return result;
}

std::vector<std::string> toStds(const QStringList &texts)
{
    std::vector<std::string> result;
    for (const QString &text : texts)
        result.push_back(toStd(text));
    return result;
}

} // namespace

DebugFeature::DebugFeature(PlaygroundPage *page, const std::vector<std::string> &breakpoints,
                           const std::vector<std::string> &watches)
    : QObject(page)
    , m_page(page)
    , m_session(new DebugSession(this))
    , m_editors(new DebugEditors(m_session, &page->templateEditor(), &page->outputPane().editor(), this))
    , m_actions(new DebugActions(m_session, page))
    , m_panel(new DebugPanel(m_session, m_editors, m_actions))
    , m_shown(new QAction(icon(QStringLiteral("debug")), tr("Debugger"), this))
{
    m_panel->hide();
    page->lowerArea().addWidget(m_panel);
    m_shown->setCheckable(true);
    m_shown->setShortcut(Qt::ALT | Qt::Key_D);
    m_shown->setToolTip(tr("Step through the template"));
    page->addToTools(m_shown);
    connect(m_shown, &QAction::toggled, m_panel, &QWidget::setVisible);
    connect(m_actions, &DebugActions::startWanted, this, &DebugFeature::start);
    m_session->setWatches(toQStrings(watches));
    m_editors->breakpoints().setFromTexts(toQStrings(breakpoints));
    connect(m_session, &DebugSession::stateChanged, this, [this] {
        if (m_session->state() == DebugSession::State::Running && !m_session->lastPause())
            Q_EMIT began();
    });
    connect(m_session, &DebugSession::finished, this, &DebugFeature::ended);
    connect(m_session, &DebugSession::watchesChanged, this, &DebugFeature::changed);
    connect(&m_editors->breakpoints(), &DebugBreakpoints::changed, this, &DebugFeature::changed);
}

bool DebugFeature::isActive() const
{
    return m_session->isActive();
}

std::vector<std::string> DebugFeature::breakpoints() const
{
    return toStds(m_editors->breakpoints().toTexts());
}

std::vector<std::string> DebugFeature::watches() const
{
    return toStds(m_session->watches());
}

void DebugFeature::start(bool pauseAtStart)
{
    m_shown->setChecked(true);
    const PlaygroundInput input = m_page->input();
    m_session->start(toQString(input.source), input.event, {}, pauseAtStart);
}

} // namespace gatehouse::ui
