#include "ui/playground/provenance.h"

#include "ui/playground/body_paths.h"
#include "ui/playground/event_pane.h"
#include "ui/playground/output_pane.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

TextMark markOf(const TextMap &map, const SourceSpan &span)
{
    return {map.positionOf(span.begin), map.positionOf(span.end)};
}

bool contains(const SourceSpan &outer, const SourceSpan &inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

} // namespace

Provenance::Provenance(CodeEditor *source, EventPane *event, OutputPane *output, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_event(event)
    , m_output(output)
{
    // Only who has the focus leads: the others move their cursors for reasons of their own.
    connect(&output->editor(), &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_output->editor().hasFocus())
            showOutputPlace(m_output->editor().textCursor().selectionStart());
    });
    connect(source, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_source->hasFocus())
            showSourcePlace(m_source->textCursor().selectionStart());
    });
    connect(&event->body(), &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_event->body().hasFocus())
            showBodyPlace(m_event->body().textCursor().selectionStart());
    });
}

void Provenance::clear()
{
    for (CodeEditor *editor : {m_source, &m_event->body(), &m_output->editor()})
        editor->setMarks(TextLayer::Origin, {});
}

void Provenance::setRun(PlaygroundRunPtr run)
{
    m_run = std::move(run);
    clear();
    m_output->setProvenance({});
    if (m_source->hasFocus())
        lightFromSource(m_source->textCursor().selectionStart()); // without scrolling: the user is typing
}

bool Provenance::isCurrent() const
{
    return m_run && !m_run->run.error && m_source->toPlainText() == m_run->sourceMap.text()
        && m_event->body().toPlainText() == m_run->bodyMap.text();
}

QString Provenance::describe(const PlaygroundStretch &stretch) const
{
    const LineIndex lines(m_run->input.source);
    const LineIndex::Position from = lines.at(stretch.span.begin);
    const LineIndex::Position to = lines.at(stretch.span.end > 0 ? stretch.span.end - 1 : 0);
    const QString place = from.line == to.line
        ? tr("line %1, columns %2\u2013%3").arg(from.line).arg(from.column).arg(to.column)
        : tr("lines %1\u2013%2").arg(from.line).arg(to.line);
    return stretch.origin.empty() ? tr("Written by %1").arg(place)
                                  : tr("Written by %1, from %2").arg(place, toQString(stretch.origin));
}

void Provenance::showOutputPlace(int position)
{
    clear();
    m_output->setProvenance({});
    if (!isCurrent())
        return;
    auto found = std::ranges::upper_bound(m_run->stretches, position, {}, &PlaygroundStretch::begin);
    if (found == m_run->stretches.begin())
        return;
    --found;
    if (position > found->end)
        return;
    m_output->editor().setMarks(TextLayer::Origin, {{found->begin, found->end}});
    m_output->setProvenance(describe(*found));
    const TextMark source = markOf(m_run->sourceMap, found->span);
    m_source->setMarks(TextLayer::Origin, {source});
    m_source->showPosition(source.begin);
    if (!found->origin.empty())
        m_event->showOrigin(found->origin);
    if (found->bodySpan) {
        const TextMark body = markOf(m_run->bodyMap, *found->bodySpan);
        m_event->body().setMarks(TextLayer::Origin, {body});
        m_event->body().showPosition(body.begin);
    }
}

void Provenance::lightOutput(const std::function<bool(const PlaygroundStretch &)> &belongs)
{
    QList<TextMark> marks;
    for (const PlaygroundStretch &stretch : m_run->stretches) {
        if (!belongs(stretch))
            continue;
        if (!marks.isEmpty() && marks.last().end == stretch.begin)
            marks.last().end = stretch.end;
        else
            marks.append({stretch.begin, stretch.end});
    }
    m_output->editor().setMarks(TextLayer::Origin, marks);
    m_output->setProvenance(marks.isEmpty()
                                ? tr("This place wrote nothing.")
                                : tr("%n stretch(es) of the output are lit.", nullptr, static_cast<int>(marks.size())));
}

void Provenance::showSourcePlace(int position)
{
    lightFromSource(position);
    scrollOutput();
}

void Provenance::scrollOutput()
{
    const QList<TextMark> &marks = m_output->editor().marks(TextLayer::Origin);
    if (!marks.isEmpty())
        m_output->editor().showPosition(marks.first().begin);
}

void Provenance::lightFromSource(int position)
{
    clear();
    if (!isCurrent())
        return;
    const std::size_t octet = m_run->sourceMap.octetOf(position);
    // What is in a #foreach is within the span of the #foreach too: the innermost counts.
    std::size_t innermost = static_cast<std::size_t>(-1);
    const auto around
        = [octet](const PlaygroundStretch &stretch) { return octet >= stretch.span.begin && octet < stretch.span.end; };
    for (const PlaygroundStretch &stretch : m_run->stretches) {
        if (around(stretch))
            innermost = std::min<std::size_t>(innermost, stretch.span.end - stretch.span.begin);
    }
    QList<TextMark> sources;
    QList<TextMark> bodies;
    lightOutput([&](const PlaygroundStretch &stretch) {
        if (!around(stretch) || stretch.span.end - stretch.span.begin != innermost)
            return false;
        sources = {markOf(m_run->sourceMap, stretch.span)};
        if (stretch.bodySpan)
            bodies.append(markOf(m_run->bodyMap, *stretch.bodySpan));
        return true;
    });
    m_source->setMarks(TextLayer::Origin, sources);
    m_event->body().setMarks(TextLayer::Origin, bodies);
}

void Provenance::showBodyPlace(int position)
{
    clear();
    if (!isCurrent() || m_run->body.isNull())
        return;
    const std::string path = pathAt(m_run->body, m_run->bodyMap.octetOf(position));
    const std::optional<SourceSpan> span = spanOfPath(m_run->body, path);
    if (!span)
        return;
    const auto within
        = [&span](const PlaygroundStretch &stretch) { return stretch.bodySpan && contains(*span, *stretch.bodySpan); };
    // What holds the value counts where nothing prints the value alone.
    const bool alone = std::ranges::any_of(m_run->stretches, within);
    QList<TextMark> sources;
    lightOutput([&](const PlaygroundStretch &stretch) {
        const bool belongs = alone ? within(stretch) : stretch.bodySpan && contains(*stretch.bodySpan, *span);
        if (belongs && !sources.contains(markOf(m_run->sourceMap, stretch.span)))
            sources.append(markOf(m_run->sourceMap, stretch.span));
        return belongs;
    });
    m_event->body().setMarks(TextLayer::Origin, {markOf(m_run->bodyMap, *span)});
    m_source->setMarks(TextLayer::Origin, sources);
    scrollOutput();
}

} // namespace gatehouse::ui
