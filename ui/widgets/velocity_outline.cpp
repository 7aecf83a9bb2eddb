#include "ui/widgets/velocity_outline.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isNamePart(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9') || c == u'-';
}

class Outliner {
public:
    explicit Outliner(const QString &text)
        : m_text(text)
        , m_size(static_cast<int>(text.size()))
    {
    }

    VelocityOutline run()
    {
        while (m_at < m_size) {
            const QChar c = m_text[m_at];
            if (c == u'#')
                hash();
            else if (c == u'$')
                m_at = behindReference(m_at);
            else if (c == u'"')
                quote();
            else
                bracket(c);
        }
        return std::move(m_outline);
    }

private:
    /// A block or a bracket that is not closed yet.
    struct Open {
        qsizetype block = -1; // -1: a bracket
        QChar bracket;
        int position = 0;
    };

    [[nodiscard]] QChar peek(int at) const { return at < m_size ? m_text[at] : QChar(); }

    void comment(int end)
    {
        m_outline.comments.append({m_at, end});
        m_at = end;
    }

    int behind(const QString &closing) const
    {
        const qsizetype found = m_text.indexOf(closing, m_at + 2);
        return found < 0 ? m_size : static_cast<int>(found + closing.size());
    }

    void hash()
    {
        const QChar next = peek(m_at + 1);
        if (next == u'#') {
            const qsizetype end = m_text.indexOf(u'\n', m_at);
            comment(end < 0 ? m_size : static_cast<int>(end));
        } else if (next == u'*') {
            comment(behind(QStringLiteral("*#")));
        } else if (next == u'[' && peek(m_at + 2) == u'[') {
            comment(behind(QStringLiteral("]]#")));
        } else {
            directive();
        }
    }

    void directive()
    {
        int at = m_at + 1;
        const bool braced = peek(at) == u'{';
        at += braced ? 1 : 0;
        const int begin = at;
        while (at < m_size && isNamePart(m_text[at]))
            ++at;
        const QString name = m_text.mid(begin, at - begin);
        at += braced && peek(at) == u'}' ? 1 : 0;
        if (!name.isEmpty())
            word(name, {m_at, at});
        m_at = std::max(at, m_at + 1);
        static const QStringList s_noArguments{QStringLiteral("end"), QStringLiteral("else"), QStringLiteral("stop")};
        if (name.isEmpty() || s_noArguments.contains(name))
            return;
        int open = m_at;
        while (peek(open) == u' ' || peek(open) == u'\t')
            ++open;
        if (peek(open) != u'(')
            return;
        const int close = behindParentheses(open);
        arguments(name, m_text.mid(open + 1, close - open - 1), open + 1);
        m_at = close;
    }

    void word(const QString &name, TextSpan span)
    {
        if (name == u"if" || name == u"foreach" || name == u"macro" || name == u"define") {
            m_open.append({m_outline.blocks.size(), {}, span.begin});
            m_outline.blocks.append({name, {span}, false});
            return;
        }
        const bool end = name == u"end";
        if (!end && name != u"else" && name != u"elseif")
            return;
        while (!m_open.isEmpty() && m_open.last().block < 0)
            m_open.removeLast(); // brackets that the branches of a block close each for itself
        if (m_open.isEmpty())
            return;
        VelocityOutline::Block &block = m_outline.blocks[m_open.last().block];
        block.words.append(span);
        if (end) {
            block.closed = true;
            m_open.removeLast();
        }
    }

    /// Behind the partner of the parenthesis at @p at; the end of the text if it has none.
    int behindParentheses(int at) const
    {
        int depth = 0;
        for (QChar quote; at < m_size; ++at) {
            const QChar c = m_text[at];
            if (!quote.isNull()) {
                if (c == quote)
                    quote = {};
            } else if (c == u'"' || c == u'\'') {
                quote = c;
            } else if (c == u'(') {
                ++depth;
            } else if (c == u')' && --depth == 0) {
                return at + 1;
            }
        }
        return m_size;
    }

    int behindReference(int at) const
    {
        ++at;
        if (peek(at) == u'!')
            ++at;
        if (peek(at) == u'{') {
            const qsizetype close = m_text.indexOf(u'}', at);
            const qsizetype line = m_text.indexOf(u'\n', at);
            return close < 0 || (line >= 0 && line < close) ? at + 1 : static_cast<int>(close + 1);
        }
        if (!isNameStart(peek(at)))
            return at;
        for (;;) {
            while (isNamePart(peek(at)))
                ++at;
            if (peek(at) == u'(')
                at = behindParentheses(at);
            if (peek(at) == u'.' && isNameStart(peek(at + 1)))
                ++at;
            else
                return at;
        }
    }

    /// A JSON string of the text: its brackets do not count, its references do their own.
    void quote()
    {
        int at = m_at + 1;
        while (at < m_size && m_text[at] != u'"' && m_text[at] != u'\n') {
            if (m_text[at] == u'\\')
                at += 2;
            else if (m_text[at] == u'$')
                at = behindReference(at);
            else if (m_text[at] == u'#' && isNameStart(peek(at + 1)))
                break; // a directive within: what follows it is looked at as text
            else
                ++at;
        }
        m_at = std::min(peek(at) == u'"' ? at + 1 : at, m_size);
    }

    void bracket(QChar c)
    {
        if (c == u'{' || c == u'[') {
            m_open.append({-1, c, m_at});
        } else if ((c == u'}' || c == u']') && !m_open.isEmpty() && m_open.last().block < 0
                   && m_open.last().bracket == (c == u'}' ? u'{' : u'[')) {
            m_outline.brackets.append({m_open.last().position, m_at + 1});
            m_open.removeLast();
        }
        ++m_at;
    }

    void arguments(const QString &directive, const QString &inside, int offset)
    {
        using Kind = VelocityOutline::Variable::Kind;
        if (directive == u"set")
            variable(inside, offset, Kind::Set);
        else if (directive == u"foreach")
            variable(inside, offset, Kind::Loop);
        else if (directive == u"define")
            variable(inside, offset, Kind::Define);
        else if (directive == u"macro")
            macro(inside, offset);
    }

    /// The reference that @p inside begins with, if it is a plain name.
    void variable(QStringView inside, int offset, VelocityOutline::Variable::Kind kind)
    {
        qsizetype at = 0;
        while (at < inside.size() && !isNameStart(inside[at])) {
            if (!inside[at].isSpace() && !QStringView(u"$!{").contains(inside[at]))
                return;
            ++at;
        }
        qsizetype end = at;
        while (end < inside.size() && isNamePart(inside[end]))
            ++end;
        const bool plain = end >= inside.size() || QStringView(u" \t\n=})").contains(inside[end]);
        if (end > at && plain)
            m_outline.variables.append({inside.mid(at, end - at).toString(), kind, offset + static_cast<int>(at)});
    }

    void macro(const QString &inside, int offset)
    {
        VelocityOutline::Macro made;
        qsizetype at = 0;
        while (at < inside.size()) {
            while (at < inside.size() && !isNameStart(inside[at]))
                ++at;
            qsizetype end = at;
            while (end < inside.size() && isNamePart(inside[end]))
                ++end;
            if (end == at)
                break;
            const QString name = inside.mid(at, end - at);
            if (made.name.isEmpty()) {
                made.name = name;
            } else {
                made.parameters.append(name);
                m_outline.variables.append(
                    {name, VelocityOutline::Variable::Kind::Parameter, offset + static_cast<int>(at)});
            }
            at = end;
        }
        if (!made.name.isEmpty())
            m_outline.macros.append(made);
    }

    const QString &m_text;
    const int m_size;
    int m_at = 0;
    QList<Open> m_open;
    VelocityOutline m_outline;
};

} // namespace

bool VelocityOutline::isComment(int position) const
{
    const auto next = std::ranges::upper_bound(comments, position - 1, {}, &TextSpan::begin);
    return next != comments.begin() && std::prev(next)->begin < position && position <= std::prev(next)->end;
}

const VelocityOutline::Block *VelocityOutline::blockAt(int position) const
{
    for (const Block &block : blocks) {
        if (std::ranges::any_of(block.words, [position](const TextSpan &word) { return word.contains(position); }))
            return &block;
    }
    return nullptr;
}

VelocityOutline outlineVelocity(const QString &text)
{
    return Outliner(text).run();
}

} // namespace gatehouse::ui
