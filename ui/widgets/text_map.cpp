#include "ui/widgets/text_map.h"

#include <algorithm>

namespace gatehouse::ui {

/// Appends characters and remembers where they came from.
class TextMap::Maker {
public:
    Maker(std::string_view octets, std::size_t maxLine, std::size_t maxSize)
        : m_octets(octets)
        , m_maxLine(maxLine)
        , m_end(std::min(octets.size(), maxSize))
    {
        while (m_end < octets.size() && m_end > 0 && (static_cast<unsigned char>(octets[m_end]) & 0xC0U) == 0x80U)
            --m_end;
        m_map.m_text.reserve(static_cast<qsizetype>(m_end));
        m_map.m_positions.reserve(m_end + 1);
        m_map.m_cut = m_end < octets.size();
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_end; }
    [[nodiscard]] char peek() const { return m_octets[m_at]; }

    /// The next character as it is.
    void copy()
    {
        const auto first = static_cast<unsigned char>(m_octets[m_at]);
        if (first == '\r') {
            const bool pair = m_at + 1 < m_end && m_octets[m_at + 1] == '\n';
            take(pair ? 2 : 1);
            newLine();
            return;
        }
        const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        const std::size_t real = std::min(size, m_end - m_at);
        const QString character = QString::fromUtf8(m_octets.data() + m_at, static_cast<qsizetype>(real));
        take(real);
        m_map.m_text += character;
        ++m_line;
        if (first == '\n')
            m_line = 0;
        else if (m_maxLine > 0 && m_line >= m_maxLine && !atEnd() && peek() != '\n')
            newLine();
    }
    /// Leaves the next octet out of the text.
    void skip() { take(1); }
    void add(QStringView text) { m_map.m_text += text; }
    void newLine(int indent = 0)
    {
        m_map.m_text += u'\n';
        m_map.m_text += QString(indent, u' ');
        m_line = 0;
    }
    TextMap finish()
    {
        m_map.m_positions.push_back(static_cast<std::uint32_t>(m_map.m_text.size()));
        return std::move(m_map);
    }

private:
    void take(std::size_t octets)
    {
        m_map.m_positions.insert(m_map.m_positions.end(), octets, static_cast<std::uint32_t>(m_map.m_text.size()));
        m_at += octets;
    }

    TextMap m_map;
    const std::string_view m_octets;
    const std::size_t m_maxLine;
    std::size_t m_end;
    std::size_t m_at = 0;
    std::size_t m_line = 0; // characters on the line
};

TextMap TextMap::plain(std::string_view octets, std::size_t maxLine, std::size_t maxSize)
{
    Maker maker(octets, maxLine, maxSize);
    while (!maker.atEnd())
        maker.copy();
    return maker.finish();
}

TextMap TextMap::prettyJson(std::string_view octets, std::size_t maxSize)
{
    Maker maker(octets, 0, maxSize);
    int depth = 0;
    const auto skipBlanks = [&maker] {
        while (!maker.atEnd() && QByteArrayView(" \t\r\n").contains(maker.peek()))
            maker.skip();
    };
    const auto string = [&maker] {
        maker.copy();
        while (!maker.atEnd() && maker.peek() != '"') {
            const bool escape = maker.peek() == '\\';
            maker.copy();
            if (escape && !maker.atEnd())
                maker.copy();
        }
        if (!maker.atEnd())
            maker.copy();
    };
    for (skipBlanks(); !maker.atEnd(); skipBlanks()) {
        switch (maker.peek()) {
        case '"': string(); break;
        case '{':
        case '[': {
            const char closing = maker.peek() == '{' ? '}' : ']';
            maker.copy();
            skipBlanks();
            if (!maker.atEnd() && maker.peek() == closing)
                maker.copy();
            else
                maker.newLine(2 * ++depth);
            break;
        }
        case '}':
        case ']':
            depth = std::max(depth - 1, 0);
            maker.newLine(2 * depth);
            maker.copy();
            break;
        case ',':
            maker.copy();
            maker.newLine(2 * depth);
            break;
        case ':':
            maker.copy();
            maker.add(u" ");
            break;
        default: maker.copy();
        }
    }
    return maker.finish();
}

int TextMap::positionOf(std::size_t octet) const noexcept
{
    if (m_positions.empty())
        return 0;
    return static_cast<int>(m_positions[std::min(octet, m_positions.size() - 1)]);
}

std::size_t TextMap::octetOf(int position) const noexcept
{
    if (m_positions.empty())
        return 0;
    // The character at a position begins at the last octet run that is not behind it.
    const auto behind = std::ranges::upper_bound(m_positions, static_cast<std::uint32_t>(std::max(position, 0)));
    if (behind == m_positions.begin())
        return 0;
    const auto first = std::ranges::lower_bound(m_positions, *std::prev(behind));
    return static_cast<std::size_t>(first - m_positions.begin());
}

} // namespace gatehouse::ui
