#pragma once

#include <QObject>

#include <string>
#include <vector>

class QAction;

namespace gatehouse::ui {

class DebugActions;
class DebugEditors;
class DebugPanel;
class DebugSession;
class PlaygroundPage;

/// The debugger of a playground page: its keys, its button in the page's tool bar, its panel below the panes.
class DebugFeature final : public QObject {
    Q_OBJECT

public:
    /// @p breakpoints and @p watches as breakpoints() and watches() gave them once.
    DebugFeature(PlaygroundPage *page, const std::vector<std::string> &breakpoints,
                 const std::vector<std::string> &watches);

    [[nodiscard]] bool isActive() const;
    [[nodiscard]] std::vector<std::string> breakpoints() const;
    [[nodiscard]] std::vector<std::string> watches() const;

    [[nodiscard]] DebugSession &session() const { return *m_session; }
    [[nodiscard]] DebugEditors &editors() const { return *m_editors; }
    [[nodiscard]] DebugActions &actions() const { return *m_actions; }
    /// Shows the panel and debugs what the page has.
    void start(bool pauseAtStart);

Q_SIGNALS:
    void changed(); ///< breakpoints or watches
    void began(); ///< the output is the debugger's now
    void ended();

private:
    PlaygroundPage *m_page;
    DebugSession *m_session;
    DebugEditors *m_editors;
    DebugActions *m_actions;
    DebugPanel *m_panel;
    QAction *m_shown;
};

} // namespace gatehouse::ui
