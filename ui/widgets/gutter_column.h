#pragma once

#include <QObject>
#include <QString>

class QMenu;
class QPainter;
class QRect;
class QTextBlock;

namespace gatehouse::ui {

/// A column of marks in the gutter of a CodeEditor: breakpoints, folds, coverage. Lines are 1-based.
class GutterColumn : public QObject {
    Q_OBJECT

public:
    enum class Side : std::uint8_t { BeforeNumbers, AfterNumbers };

    using QObject::QObject;

    [[nodiscard]] virtual int width() const = 0; ///< logical pixels
    /// @p cell is the first row of the line as high as one row of text, also where a long line takes several.
    virtual void paint(QPainter &painter, const QRect &cell, const QTextBlock &block) const = 0;
    [[nodiscard]] virtual QString toolTip(int line) const;
    /// The column was clicked at @p line. False: the click means the line, as on its number.
    virtual bool press(int line, Qt::KeyboardModifiers modifiers);
    /// Adds what can be done at @p line to the gutter's context menu.
    virtual void fillMenu(QMenu &menu, int line);

Q_SIGNALS:
    void changed(); ///< paint anew; the width may have changed too
};

} // namespace gatehouse::ui
