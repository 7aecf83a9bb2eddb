#include "ui/widgets/bracket_matcher.h"

#include <QTextBlock>
#include <QTextDocument>

namespace gatehouse::ui {

namespace {

QChar partnerOf(QChar bracket)
{
    switch (bracket.unicode()) {
    case u'{': return u'}';
    case u'}': return u'{';
    case u'[': return u']';
    case u']': return u'[';
    case u'(': return u')';
    case u')': return u'(';
    default: return {};
    }
}

bool inString(QStringView line, qsizetype at)
{
    bool inside = false;
    for (qsizetype i = 0; i < at; ++i) {
        if (line[i] == u'\\' && inside)
            ++i;
        else if (line[i] == u'"')
            inside = !inside;
    }
    return inside;
}

std::optional<int> findPartner(const QTextDocument *document, int position, QChar bracket, int limit)
{
    const QChar partner = partnerOf(bracket);
    const bool forwards = QStringView(u"{[(").contains(bracket);
    int depth = 0;
    QTextBlock block = document->findBlock(position);
    qsizetype at = position - block.position();
    while (block.isValid() && limit > 0) {
        const QString text = block.text();
        if (at < 0)
            at = text.size() - 1;
        for (; at >= 0 && at < text.size() && limit > 0; at += forwards ? 1 : -1, --limit) {
            const QChar character = text[at];
            if ((character != bracket && character != partner) || inString(text, at))
                continue;
            depth += character == bracket ? 1 : -1;
            if (depth == 0)
                return block.position() + static_cast<int>(at);
        }
        block = forwards ? block.next() : block.previous();
        at = forwards ? 0 : -1;
        --limit;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::pair<int, int>> matchBracket(const QTextDocument *document, int position, int limit)
{
    const QTextBlock block = document->findBlock(position);
    const QString text = block.text();
    for (const int candidate : {position - 1, position}) {
        const int at = candidate - block.position();
        if (at < 0 || at >= text.size() || partnerOf(text[at]).isNull() || inString(text, at))
            continue;
        if (const std::optional<int> partner = findPartner(document, candidate, text[at], limit))
            return std::pair(candidate, *partner);
    }
    return std::nullopt;
}

} // namespace gatehouse::ui
