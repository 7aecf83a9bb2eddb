#pragma once

#include "core/playground/debugger.h"

#include <QObject>
#include <QStringList>
#include <QTextCursor>

#include <vector>

namespace gatehouse::ui {

/// The breakpoints of one text document. They move with the text as it is edited. Lines are 1-based.
class DebugBreakpoints : public QObject {
    Q_OBJECT

public:
    explicit DebugBreakpoints(QTextDocument *document, QObject *parent = nullptr);

    void toggle(int line);
    void set(const playground::Breakpoint &breakpoint); ///< adds it, or replaces the one of its line
    void remove(int line);
    void removeAll();

    [[nodiscard]] std::vector<playground::Breakpoint> all() const; ///< by line
    [[nodiscard]] std::optional<playground::Breakpoint> at(int line) const;

    /// How often each was reached in the rendering being debugged.
    void setHits(const std::vector<playground::Pause::Hits> &hits);
    [[nodiscard]] std::uint32_t hits(int line) const;

    /// As texts that can be kept, and back. What is no such text is passed over.
    [[nodiscard]] QStringList toTexts() const;
    void setFromTexts(const QStringList &texts);

Q_SIGNALS:
    void changed(); ///< by the user's doing, here or in the text
    void hitsChanged();

private:
    struct Placed {
        QTextCursor place; // in the line
        playground::Breakpoint breakpoint; // its line is out of date
    };
    [[nodiscard]] std::vector<Placed>::iterator find(int line);
    void followText();

    QTextDocument *m_document;
    std::vector<Placed> m_placed;
    QList<int> m_lines; // as told last
    std::vector<playground::Pause::Hits> m_hits;
};

} // namespace gatehouse::ui
