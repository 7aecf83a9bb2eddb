#pragma once

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>

#include <QList>
#include <QObject>
#include <QTextLayout>
#include <QTimer>

class QTextBlock;
class QTextDocument;

namespace gatehouse::ui {

/// Highlights a document in slices of a few milliseconds, from the first changed line on, so that neither opening nor
/// typing in a document of megabytes holds up the window. A line counts as done once it ends in the state it ended in
/// before.
class CodeHighlighter final : public QObject, public KSyntaxHighlighting::AbstractHighlighter {
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    /// Lines longer than this (UTF-16 units) stay plain: a minified document would cost seconds in one step.
    static constexpr int kMaxLineLength = 20000;

    explicit CodeHighlighter(QTextDocument *document);

    /// A name that KSyntaxHighlighting knows ("JSON", "YAML", "Velocity", "HTTP", "XML"); any other: plain text.
    void setDefinitionName(const QString &name);
    /// Takes the colours of the theme shown now.
    void refreshTheme();
    /// Works on until everything is highlighted; for tests and pictures.
    void finish();
    [[nodiscard]] bool isFinished() const { return m_next < 0; }
    [[nodiscard]] bool hasPlainLines() const { return m_plainLines; } ///< some lines were too long

Q_SIGNALS:
    void finished();

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    void onContentsChange(int position, int removed, int added);
    void restart();
    void workFor(int milliseconds);
    bool highlight(QTextBlock &block); // true: the block ends in another state than before

    QTextDocument *m_document;
    QTimer m_timer;
    QList<QTextLayout::FormatRange> m_formats; // of the block at work
    int m_next = -1; // block number to go on with, -1: all done
    int m_mustReach = 0; // blocks before this one are changed even if states agree
    bool m_plainLines = false;
    bool m_applying = false;
};

} // namespace gatehouse::ui
