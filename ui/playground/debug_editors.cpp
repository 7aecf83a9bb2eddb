#include "ui/playground/debug_editors.h"

#include "ui/playground/debug_breakpoints.h"
#include "ui/playground/debug_gutter.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/text.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

namespace gatehouse::ui {

namespace {

/// Where an octet of a UTF-8 text stands in UTF-16.
int positionOf(std::string_view text, std::size_t octet)
{
    return static_cast<int>(toQString(text.substr(0, std::min(octet, text.size()))).size());
}

TextMark markOf(const QString &text, SourceSpan span, ColorRole role)
{
    const std::string octets = toStd(text);
    return {positionOf(octets, span.begin), positionOf(octets, span.end), role, false};
}

} // namespace

QString hoveredReference(const QString &line, int column)
{
    static const QRegularExpression s_reference(
        QStringLiteral(R"(\$!?\{?([A-Za-z_][\w-]*(?:(?:\.[A-Za-z_][\w-]*|\[\d+\])(?!\s*\())*))"));
    for (auto matches = s_reference.globalMatch(line); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (column < match.capturedStart() || column > match.capturedEnd())
            continue;
        const QString path = match.captured(1);
        const auto within = std::max<qsizetype>(column - match.capturedStart(1), 0);
        qsizetype end = within;
        while (end < path.size() && path[end] != u'.' && path[end] != u'[')
            ++end;
        if (within < path.size() && path[within] == u'[')
            end = path.indexOf(u']', within) + 1;
        return u'$' + path.left(end);
    }
    return {};
}

const playground::ShownValue *findValue(const playground::Pause &pause, const QString &reference)
{
    static const QRegularExpression s_part(QStringLiteral(R"(\$[\w-]+|\.([\w-]+)|\[\d+\])"));
    const std::vector<playground::ShownValue> *among = &pause.variables;
    const playground::ShownValue *found = nullptr;
    for (auto parts = s_part.globalMatch(reference); parts.hasNext();) {
        const QRegularExpressionMatch part = parts.next();
        const std::string name = toStd(part.captured(1).isEmpty() ? part.captured() : part.captured(1));
        const auto at = std::ranges::find(*among, name, &playground::ShownValue::name);
        if (at == among->end())
            return nullptr;
        found = &*at;
        among = &found->children;
    }
    return found;
}

DebugEditors::DebugEditors(DebugSession *session, CodeEditor *source, CodeEditor *output, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_source(source)
    , m_output(output)
    , m_breakpoints(new DebugBreakpoints(source->document(), this))
    , m_gutter(new DebugGutter(m_breakpoints, source))
{
    m_source->addGutterColumn(m_gutter, GutterColumn::Side::BeforeNumbers);
    connect(m_breakpoints, &DebugBreakpoints::changed, this,
            [this] { m_session->setBreakpoints(m_breakpoints->all()); });
    connect(m_session, &DebugSession::paused, this, &DebugEditors::showPause);
    connect(m_session, &DebugSession::finished, this, &DebugEditors::showEnd);
    connect(m_session, &DebugSession::stateChanged, this, [this] {
        if (m_session->state() == DebugSession::State::Running)
            clearMarks();
    });
    connect(m_source, &CodeEditor::hovered, this, &DebugEditors::showValueAt);
}

void DebugEditors::toggleBreakpoint()
{
    m_breakpoints->toggle(cursorLine());
}

int DebugEditors::cursorLine() const
{
    return m_source->textCursor().blockNumber() + 1;
}

QString DebugEditors::selectedExpression() const
{
    const QTextCursor cursor = m_source->textCursor();
    if (cursor.hasSelection()) // blocks are parted by U+2029 in there
        return cursor.selectedText().replace(QChar::ParagraphSeparator, u' ').trimmed();
    return hoveredReference(cursor.block().text(), cursor.positionInBlock());
}

void DebugEditors::clearMarks()
{
    m_source->setMarks(TextLayer::Execution, {});
    m_output->setMarks(TextLayer::Execution, {});
    m_gutter->setCurrentLine(0);
}

void DebugEditors::mark(SourceSpan span)
{
    const TextMark mark = markOf(m_session->source(), span, ColorRole::CodeExecution);
    m_source->setMarks(TextLayer::Execution, {mark});
    m_gutter->setCurrentLine(m_source->document()->findBlock(mark.begin).blockNumber() + 1);
    m_source->showPosition(mark.begin);
}

void DebugEditors::showFrame(const playground::Pause::Frame &frame)
{
    const TextMark mark = markOf(m_session->source(), frame.span, ColorRole::CodeOrigin);
    QList<TextMark> marks = m_source->marks(TextLayer::Execution);
    marks.removeIf([](const TextMark &other) { return other.role == ColorRole::CodeOrigin; });
    marks.append(mark);
    m_source->setMarks(TextLayer::Execution, marks);
    m_source->showPosition(mark.begin);
}

void DebugEditors::showPause(const PausePtr &pause)
{
    mark(pause->span);
    m_breakpoints->setHits(pause->hits);
    showOutput(pause->output, pause->writtenBegin, pause->writtenEnd);
}

void DebugEditors::showEnd(const DebugEndPtr &end)
{
    clearMarks();
    m_breakpoints->setHits(end->hits);
    showOutput(end->output, 0, 0);
}

void DebugEditors::showOutput(const std::string &output, std::size_t writtenBegin, std::size_t writtenEnd)
{
    const QString text = toQString(output);
    const QString shown = m_output->toPlainText();
    if (shown.isEmpty() || !text.startsWith(shown)) {
        m_output->setPlainText(text);
    } else if (text.size() > shown.size()) { // it only grows: what is there stays as one looks at it
        QTextCursor cursor(m_output->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(text.mid(shown.size()));
    }
    const TextMark written{positionOf(output, writtenBegin), positionOf(output, writtenEnd), ColorRole::CodeExecution,
                           false};
    if (written.end > written.begin)
        m_output->setMarks(TextLayer::Execution, {written});
    else
        m_output->setMarks(TextLayer::Execution, {});
    m_output->showPosition(written.end);
}

void DebugEditors::showValueAt(int position, const QPoint &globalPosition)
{
    if (m_session->state() != DebugSession::State::Paused || !m_session->lastPause())
        return;
    const QTextBlock block = m_source->document()->findBlock(position);
    const QString reference = hoveredReference(block.text(), position - block.position());
    const playground::ShownValue *value = reference.isEmpty() ? nullptr : findValue(*m_session->lastPause(), reference);
    if (value)
        QToolTip::showText(globalPosition,
                           QStringLiteral("%1 = %2\n%3").arg(reference, toQString(value->text), toQString(value->type)),
                           m_source->viewport());
}

} // namespace gatehouse::ui
