#pragma once

#include "ui/playground/playground_run.h"

#include <QObject>

#include <functional>

namespace gatehouse::ui {

class CodeEditor;
class EventPane;
class OutputPane;

/// Lights what belongs together in template, input and output: from a place in any of them to the others.
class Provenance final : public QObject {
    Q_OBJECT

public:
    Provenance(CodeEditor *source, EventPane *event, OutputPane *output, QObject *parent);

    /// Places of an older run would be wrong: nothing is lit until the user goes somewhere again.
    void setRun(PlaygroundRunPtr run);

    void showOutputPlace(int position);
    void showSourcePlace(int position);
    void showBodyPlace(int position);

private:
    void clear();
    /// Whether the run is of what the editors hold: else its places are not theirs.
    [[nodiscard]] bool isCurrent() const;
    void lightOutput(const std::function<bool(const PlaygroundStretch &)> &belongs);
    void lightFromSource(int position);
    void scrollOutput();
    [[nodiscard]] QString describe(const PlaygroundStretch &stretch) const;

    CodeEditor *m_source;
    EventPane *m_event;
    OutputPane *m_output;
    PlaygroundRunPtr m_run;
};

} // namespace gatehouse::ui
