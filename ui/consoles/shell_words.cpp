#include "ui/consoles/shell_words.h"

#include <QHash>

#include <cctype>
#include <optional>

namespace gatehouse::ui {

namespace {

class Splitter {
public:
    explicit Splitter(const QString &text)
        : m_text(text)
    {
    }

    Expected<QStringList> split()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c == u'\\') {
                escape();
            } else if (c == u'\'' || c == u'"' || (c == u'$' && next() == u'\'')) {
                if (!quoted())
                    return fail(ShellErrc::OpenQuote, {}, here());
            } else if (c == u'#' && !m_word) {
                m_at = lineEnd();
            } else if (c.isSpace()) {
                endWord();
                ++m_at;
            } else {
                append(c);
                ++m_at;
            }
        }
        endWord();
        return m_words;
    }

private:
    [[nodiscard]] SourceSpan here() const
    {
        return {static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(m_at + 1)};
    }
    [[nodiscard]] QChar next() const { return m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar(); }
    [[nodiscard]] qsizetype lineEnd() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return end < 0 ? m_text.size() : end;
    }
    void append(QChar c)
    {
        if (!m_word)
            m_word.emplace();
        *m_word += c;
    }
    void endWord()
    {
        if (m_word)
            m_words.append(*m_word);
        m_word.reset();
    }

    /// A backslash outside quotes: the next character as it is, or a continued line.
    void escape()
    {
        const bool windowsLineEnd = next() == u'\r' && m_at + 2 < m_text.size() && m_text[m_at + 2] == u'\n';
        if (next() == u'\n' || windowsLineEnd) {
            m_at += windowsLineEnd ? 3 : 2;
            return;
        }
        if (!next().isNull())
            append(next());
        m_at += 2;
    }

    /// '...', "..." or $'...'; false, without a move, if there is no end.
    bool quoted()
    {
        const bool ansi = m_text[m_at] == u'$';
        const QChar quote = ansi ? QChar(u'\'') : m_text[m_at];
        QString content;
        for (qsizetype i = m_at + (ansi ? 2 : 1); i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (c == quote) {
                m_word = m_word.value_or(QString()) + content;
                m_at = i + 1;
                return true;
            }
            if (c != u'\\' || (quote == u'\'' && !ansi) || i + 1 == m_text.size()) {
                content += c;
            } else if (ansi) {
                i = ansiEscape(i + 1, content);
            } else {
                const QChar escaped = m_text[++i];
                if (!QStringView(u"\"\\$`\n").contains(escaped))
                    content += u'\\';
                if (escaped != u'\n')
                    content += escaped;
            }
        }
        return false;
    }

    /// One escape of $'...', at the character after the backslash; returns where its last character stands.
    qsizetype ansiEscape(qsizetype at, QString &content) const
    {
        static const QHash<char16_t, char16_t> simple{
            {u'n', u'\n'}, {u't', u'\t'}, {u'r', u'\r'}, {u'b', u'\b'}, {u'f', u'\f'}};
        const char16_t c = m_text[at].unicode();
        if (c == u'u' || c == u'x') {
            const qsizetype most = c == u'u' ? 4 : 2;
            qsizetype digits = 0;
            while (digits < most && at + 1 + digits < m_text.size()
                   && std::isxdigit(static_cast<unsigned char>(m_text[at + 1 + digits].toLatin1())))
                ++digits;
            if (digits > 0) {
                content += QChar(QStringView(m_text).sliced(at + 1, digits).toUShort(nullptr, 16));
                return at + digits;
            }
        }
        content += QChar(simple.value(c, c));
        return at;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    std::optional<QString> m_word;
    QStringList m_words;
};

} // namespace

std::string_view describe(ShellErrc code) noexcept
{
    switch (code) {
    case ShellErrc::OpenQuote: return "a quote has no end";
    }
    return "unknown error";
}

Expected<QStringList> splitShellWords(const QString &text)
{
    return Splitter(text).split();
}

QString shellQuoted(const QString &text)
{
    return QLatin1Char('\'') + QString(text).replace(QLatin1String("'"), QLatin1String("'\\''")) + QLatin1Char('\'');
}

} // namespace gatehouse::ui
