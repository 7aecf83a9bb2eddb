#pragma once

#include "ui/editors/editor_page.h"
#include "ui/playground/playground_run.h"
#include "ui/playground/playground_state.h"

#include <QTimer>

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QSplitter;
class QToolBar;

namespace gatehouse::ui {

class CodeEditor;
class CoverageColumn;
class DebugFeature;
class ElidedLabel;
class EventPane;
class LiveRun;
class OutputPane;
class Provenance;
class TemplateAssist;
class TrafficModel;

/// A mapping template, the event it gets, and what it makes of it, side by side and live. May be bound to a template of
/// a method, which it applies to or is reverted from.
class PlaygroundPage final : public EditorPage {
    Q_OBJECT

public:
    /// @p traffic gives recorded requests as events; may be null.
    PlaygroundPage(ProjectDocument &document, TrafficModel *traffic, const PlaygroundState &state,
                   QWidget *parent = nullptr);

    QString title() const override;
    QIcon titleIcon() const override;
    bool shows(const ObjectRef &object) const override;
    bool standsAlone() const override { return true; }

    [[nodiscard]] const PlaygroundState &state() const { return m_state; }
    void setEvent(const playground::Event &event);
    void setTemplate(const QString &text);
    void setPhase(playground::Phase phase);

    /// Puts the template into the method it is bound to, as one undoable step; asks for one if it is bound to none.
    void apply();
    /// The method's template again.
    void revert();
    /// Asks for a name and makes a test of the last run.
    void saveTest();
    /// Binds to a template of a method and puts the text there.
    void useIn(const TemplateRef &ref);

    /// The last run as a template test of the project, as one undoable step.
    void saveAsTest(const std::string &name);

    // For the views that join the page: debugger, tests.
    [[nodiscard]] CodeEditor &templateEditor() const { return *m_source; }
    [[nodiscard]] EventPane &eventPane() const { return *m_event; }
    [[nodiscard]] OutputPane &outputPane() const { return *m_output; }
    [[nodiscard]] TemplateAssist &assist() const { return *m_assist; }
    [[nodiscard]] LiveRun &liveRun() const { return *m_live; }
    [[nodiscard]] DebugFeature &debugger() const { return *m_debug; }
    /// Adds to the page's tool bar what others bring along.
    void addToTools(QAction *action);
    /// Below the three panes; what is added there is shown as long as it is visible itself.
    [[nodiscard]] QSplitter &lowerArea() const { return *m_rows; }
    [[nodiscard]] PlaygroundInput input() const;

Q_SIGNALS:
    void stateChanged();

protected:
    void follow(const DocumentChange &change) override;

private:
    void makeToolBar(TrafficModel *traffic);
    QAction *addTool(const QString &iconName, const QString &text, const QKeySequence &key,
                     const std::function<void()> &run);
    [[nodiscard]] QWidget *makeHead();
    [[nodiscard]] QWidget *makePane(const QString &title, QWidget *content);
    void connectParts();
    void orderTabs();
    void bind(const std::optional<TemplateRef> &ref);
    void showBinding();
    void changed();
    void showRun(const PlaygroundRunPtr &run);
    void updateFacts(const PlaygroundRun &run);
    void showValue(const QString &reference, int position, const QPoint &place);
    void chooseMethod();
    void fillSavedEvents(QMenu &menu);
    void saveEvent();
    void chooseRequest(TrafficModel &traffic);

    PlaygroundState m_state;
    std::optional<std::string> m_inMethod; // the bound template's text as last seen
    LiveRun *m_live;
    ElidedLabel *m_binding;
    QComboBox *m_phase;
    QComboBox *m_mediaType;
    QToolBar *m_toolBar;
    QMenu *m_inputMenu;
    QAction *m_apply = nullptr;
    QAction *m_revert = nullptr;
    QAction *m_pretty = nullptr;
    QAction *m_showCoverage = nullptr;
    QAction *m_fromModel = nullptr;
    CodeEditor *m_source;
    CoverageColumn *m_coverage;
    TemplateAssist *m_assist;
    EventPane *m_event;
    OutputPane *m_output;
    Provenance *m_provenance;
    DebugFeature *m_debug = nullptr;
    QSplitter *m_columns;
    QSplitter *m_rows;
    QLabel *m_status;
    bool m_loading = false;
};

} // namespace gatehouse::ui
