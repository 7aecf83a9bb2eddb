#include "ui/playground/output_pane.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

constexpr int kOverrideRows = 5; // in sight at once

/// Replaces what differs: scroll position and folds stay in the rest.
void replaceText(CodeEditor &editor, const QString &text)
{
    const QString shown = editor.toPlainText();
    if (shown == text)
        return;
    const qsizetype shorter = std::min(shown.size(), text.size());
    qsizetype first = 0;
    while (first < shorter && shown[first] == text[first])
        ++first;
    qsizetype same = 0;
    while (same < shorter - first && shown[shown.size() - 1 - same] == text[text.size() - 1 - same])
        ++same;
    const int scroll = editor.verticalScrollBar()->value();
    QTextCursor cursor(editor.document());
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(first));
    cursor.setPosition(static_cast<int>(shown.size() - same), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(first, text.size() - same - first));
    cursor.endEditBlock();
    editor.verticalScrollBar()->setValue(scroll);
}

} // namespace

OutputPane::OutputPane(QWidget *parent)
    : QWidget(parent)
    , m_editor(new CodeEditor)
    , m_noteBox(new QWidget)
    , m_note(new QLabel)
    , m_provenance(new QLabel)
    , m_overrides(new QTreeWidget)
{
    m_editor->setAccessibleName(tr("Output"));
    m_editor->setReadOnly(true);
    m_editor->setUndoRedoEnabled(false);
    m_editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *sign = new QLabel;
    sign->setPixmap(icon(QStringLiteral("problem-warning")).pixmap(16, 16));
    auto *noteRow = new QHBoxLayout(m_noteBox);
    noteRow->setContentsMargins(kGap, kGrid, kGap, kGrid);
    noteRow->setSpacing(kGap);
    noteRow->addWidget(sign, 0, Qt::AlignTop);
    noteRow->addWidget(m_note, 1);
    m_noteBox->hide();
    m_provenance->setWordWrap(true);
    m_provenance->setFont(captionFont());
    m_provenance->setForegroundRole(QPalette::PlaceholderText);
    m_provenance->setContentsMargins(kGap, kGrid, kGap, kGrid);
    m_provenance->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_overrides->setAccessibleName(tr("Overrides set by the template"));
    m_overrides->setHeaderLabels({tr("Override"), tr("Name"), tr("Value")});
    m_overrides->setRootIsDecorated(false);
    m_overrides->setUniformRowHeights(true);
    m_overrides->setFrameShape(QFrame::NoFrame);
    m_overrides->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_overrides->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_noteBox);
    column->addWidget(m_editor, 1);
    column->addWidget(m_overrides);
    column->addWidget(m_provenance);
    setFocusProxy(m_editor);
    setProvenance({});
}

void OutputPane::showRun(const PlaygroundRun &run)
{
    QString note = run.outputNote;
    if (run.run.error) {
        note = m_editor->document()->isEmpty() ? tr("No output: the template fails.")
                                               : tr("No output: the template fails. What is shown is from before.");
    } else {
        if (m_editor->syntax() != run.outputSyntax)
            m_editor->setSyntax(run.outputSyntax);
        replaceText(*m_editor, run.outputMap.text());
        showOverrides(run.run.overrides);
    }
    m_note->setText(note);
    m_noteBox->setVisible(!note.isEmpty());
}

void OutputPane::showOverrides(const mapping::Overrides &overrides)
{
    m_overrides->clear();
    const auto add = [this](const QString &where, const QString &name, const QString &value) {
        new QTreeWidgetItem(m_overrides, {where, name, value});
    };
    const auto addAll = [&add](const QString &where, const std::vector<mapping::OverriddenParameter> &parameters) {
        for (const mapping::OverriddenParameter &parameter : parameters) {
            QStringList values;
            for (const std::string &value : parameter.values)
                values.append(toQString(value));
            add(where, toQString(parameter.name), values.join(QStringLiteral(", ")));
        }
    };
    addAll(tr("Request path"), overrides.path);
    addAll(tr("Request query string"), overrides.querystring);
    addAll(tr("Request header"), overrides.header);
    if (overrides.status)
        add(tr("Response status"), {}, QString::number(*overrides.status));
    addAll(tr("Response header"), overrides.responseHeader);
    const int rows = std::min(m_overrides->topLevelItemCount(), kOverrideRows);
    m_overrides->setVisible(rows > 0);
    m_overrides->setFixedHeight(m_overrides->header()->sizeHint().height()
                                + rows * std::max(m_overrides->sizeHintForRow(0), 1) + kGrid);
}

QWidgetList OutputPane::focusOrder() const
{
    return {m_editor, m_overrides};
}

void OutputPane::setProvenance(const QString &text)
{
    m_provenance->setText(text.isEmpty() ? tr("Click a place of the output to see what wrote it.") : text);
}

QString OutputPane::provenance() const
{
    return m_provenance->text();
}

QString OutputPane::note() const
{
    return m_note->text();
}

} // namespace gatehouse::ui
