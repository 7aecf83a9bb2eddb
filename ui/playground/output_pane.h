#pragma once

#include "ui/playground/playground_run.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace gatehouse::ui {

class CodeEditor;

/// What a run gave: the output, what is wrong with it, the overrides that the template set.
class OutputPane final : public QWidget {
    Q_OBJECT

public:
    explicit OutputPane(QWidget *parent = nullptr);

    /// After an error the output before it stays in sight, dimmed in words.
    void showRun(const PlaygroundRun &run);
    [[nodiscard]] CodeEditor &editor() const { return *m_editor; }
    [[nodiscard]] QWidgetList focusOrder() const;
    /// The text twin of what is lit: who wrote the place under the cursor; empty for none.
    void setProvenance(const QString &text);
    [[nodiscard]] QString provenance() const;
    [[nodiscard]] QString note() const;

private:
    void showOverrides(const mapping::Overrides &overrides);

    CodeEditor *m_editor;
    QWidget *m_noteBox;
    QLabel *m_note;
    QLabel *m_provenance;
    QTreeWidget *m_overrides;
};

} // namespace gatehouse::ui
