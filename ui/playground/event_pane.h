#pragma once

#include "core/base/diagnostic.h"
#include "core/playground/event.h"

#include <QWidget>

class QTabWidget;

namespace gatehouse::ui {

class CodeEditor;
class KeyValueTable;

/// The input event of a template, to be edited by hand: body, parameters, $context, stage variables.
class EventPane final : public QWidget {
    Q_OBJECT

public:
    explicit EventPane(QWidget *parent = nullptr);

    void setEvent(const playground::Event &event);
    /// As typed; a context that cannot be read is what it was before.
    [[nodiscard]] const playground::Event &event() const { return m_event; }

    [[nodiscard]] CodeEditor &body() const { return *m_body; }
    /// What takes the keyboard focus, in the order of the tabs.
    [[nodiscard]] QWidgetList focusOrder() const;
    void setBodyFaults(const Diagnostics &faults);
    /// Brings the place that an input path names to the front: "params.petId", "context.identity.sourceIp",
    /// "stageVariables.x", "$.items[0]". Paths of the body select nothing here: body() is the caller's to mark.
    void showOrigin(const std::string &origin);

Q_SIGNALS:
    void edited(); ///< event() is another

private:
    [[nodiscard]] QWidget *makeParameters();
    void take();
    void readContext();

    playground::Event m_event;
    QTabWidget *m_tabs;
    CodeEditor *m_body;
    KeyValueTable *m_path;
    KeyValueTable *m_query;
    KeyValueTable *m_header;
    CodeEditor *m_context;
    KeyValueTable *m_stageVariables;
    bool m_loading = false;
};

} // namespace gatehouse::ui
