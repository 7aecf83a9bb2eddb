#pragma once

#include <QWidget>

namespace gatehouse::ui {

class CodeEditor;

/// Line numbers and the marks of diagnostics at the left of a CodeEditor.
class LineGutter final : public QWidget {
    Q_OBJECT

public:
    explicit LineGutter(CodeEditor *editor);

    [[nodiscard]] int wantedWidth() const;
    QSize sizeHint() const override { return {wantedWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    CodeEditor *m_editor;
};

} // namespace gatehouse::ui
