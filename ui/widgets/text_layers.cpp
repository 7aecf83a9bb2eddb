#include "ui/widgets/text_layers.h"

#include <QTextDocument>

#include <algorithm>

namespace gatehouse::ui {

bool TextLayers::set(TextLayer layer, QList<TextMark> marks)
{
    std::ranges::stable_sort(marks, {}, &TextMark::begin);
    QList<TextMark> &shown = m_layers[static_cast<std::size_t>(layer)];
    if (shown == marks)
        return false;
    shown = std::move(marks);
    return true;
}

const QList<TextMark> &TextLayers::marks(TextLayer layer) const
{
    return m_layers[static_cast<std::size_t>(layer)];
}

void TextLayers::follow(int position, int removed, int added)
{
    const auto moved = [position, removed, added](int at) {
        if (at <= position)
            return at;
        return at >= position + removed ? at + added - removed : position;
    };
    for (QList<TextMark> &marks : m_layers) {
        for (TextMark &mark : marks) {
            mark.begin = moved(mark.begin);
            mark.end = moved(mark.end);
        }
    }
}

void TextLayers::select(QTextDocument *document, int from, int to, QList<QTextEdit::ExtraSelection> &selections) const
{
    const int last = document->characterCount() - 1;
    for (const QList<TextMark> &marks : m_layers) {
        for (const TextMark &mark : marks) {
            if (mark.begin > to)
                break;
            if (mark.end < from || (mark.end <= mark.begin && !mark.wholeLine))
                continue;
            QTextEdit::ExtraSelection selection;
            selection.format.setBackground(themeColor(mark.role));
            selection.cursor = QTextCursor(document);
            selection.cursor.setPosition(std::min(mark.begin, last));
            if (mark.wholeLine)
                selection.format.setProperty(QTextFormat::FullWidthSelection, true);
            else
                selection.cursor.setPosition(std::min(mark.end, last), QTextCursor::KeepAnchor);
            selections.append(selection);
        }
    }
}

} // namespace gatehouse::ui
