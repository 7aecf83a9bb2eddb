#include "ui/main_window/window_layouts.h"

#include "ui/settings/settings.h"

#include <QDockWidget>
#include <QMainWindow>

namespace gatehouse::ui {

namespace {

constexpr int kStateVersion = 2; // of saveState(): a higher one makes older states invalid

} // namespace

WindowLayouts::WindowLayouts(QMainWindow &window, const Docks &docks, Settings &settings)
    : QObject(&window)
    , m_window(window)
    , m_docks(docks)
    , m_settings(settings)
    , m_current(settings.layoutName())
{
    for (QDockWidget *dock : m_docks.all())
        dock->hide();
}

void WindowLayouts::keep()
{
    if (m_docksShown)
        m_settings.setWindowState(m_current, m_window.saveState(kStateVersion));
    m_settings.setLayoutName(m_current);
}

void WindowLayouts::show(const QString &name)
{
    keep();
    m_current = name;
    m_settings.setLayoutName(name);
    if (m_docksShown && !m_window.restoreState(m_settings.windowState(name), kStateVersion))
        arrange();
    Q_EMIT currentChanged(name);
}

void WindowLayouts::reset()
{
    m_settings.setWindowState(m_current, {});
    arrange();
}

void WindowLayouts::setDocksShown(bool shown)
{
    if (m_docksShown == shown)
        return;
    if (!shown) {
        keep();
        m_docksShown = false;
        for (QDockWidget *dock : m_docks.all())
            dock->hide();
        return;
    }
    m_docksShown = true;
    if (!m_window.restoreState(m_settings.windowState(m_current), kStateVersion))
        arrange();
    Q_EMIT currentChanged(m_current);
}

void WindowLayouts::arrange()
{
    for (QDockWidget *dock : m_docks.all()) {
        dock->setFloating(false);
        m_window.removeDockWidget(dock);
    }
    m_window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks.project);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks.request);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks.traffic);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks.problems);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks.tests);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_docks.trace);
    m_window.tabifyDockWidget(m_docks.request, m_docks.traffic);
    m_window.tabifyDockWidget(m_docks.traffic, m_docks.problems);
    m_window.tabifyDockWidget(m_docks.problems, m_docks.tests);
    for (QDockWidget *dock : m_docks.all())
        dock->show();

    const int height = m_window.height();
    const int width = m_window.width();
    m_window.resizeDocks({m_docks.project}, {std::clamp(width / 5, 220, 320)}, Qt::Horizontal);
    m_window.resizeDocks({m_docks.trace}, {std::clamp(width / 4, 260, 420)}, Qt::Horizontal);
    if (m_current == u"run") {
        m_docks.trace->hide();
        m_docks.request->raise();
        m_window.resizeDocks({m_docks.request}, {height / 2}, Qt::Vertical);
    } else if (m_current == u"debug") {
        m_docks.traffic->raise();
        m_window.resizeDocks({m_docks.traffic}, {height * 2 / 5}, Qt::Vertical);
    } else {
        m_docks.trace->hide();
        m_docks.request->raise();
        m_window.resizeDocks({m_docks.request}, {height / 3}, Qt::Vertical);
    }
}

} // namespace gatehouse::ui
