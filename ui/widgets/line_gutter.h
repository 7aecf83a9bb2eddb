#pragma once

#include "ui/widgets/gutter_column.h"

#include <QPointer>
#include <QWidget>

#include <vector>

namespace gatehouse::ui {

class CodeEditor;

/// Line numbers, the marks of diagnostics and any number of other columns at the left of a CodeEditor.
class LineGutter final : public QWidget {
    Q_OBJECT

public:
    explicit LineGutter(CodeEditor *editor);

    /// Later columns stand further right on their side. The column stays its owner's; it may go at any time.
    void addColumn(GutterColumn *column, GutterColumn::Side side);
    void setNumbersVisible(bool visible);

    [[nodiscard]] int wantedWidth() const;
    QSize sizeHint() const override { return {wantedWidth(), 0}; }
    /// The column at a place (in this widget's coordinates), or null.
    [[nodiscard]] GutterColumn *columnAt(int x) const;
    /// Where a column stands: left edge and width.
    [[nodiscard]] std::pair<int, int> extentOf(const GutterColumn *column) const;

Q_SIGNALS:
    void widthChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Placed {
        QPointer<GutterColumn> column;
        GutterColumn::Side side;
    };
    [[nodiscard]] int numbersWidth() const;
    [[nodiscard]] int widthOf(GutterColumn::Side side) const;
    [[nodiscard]] int lineAt(int y) const;

    CodeEditor *m_editor;
    std::vector<Placed> m_columns;
    bool m_numbers = true;
};

} // namespace gatehouse::ui
