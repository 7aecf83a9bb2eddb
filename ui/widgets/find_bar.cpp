#include "ui/widgets/find_bar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QToolButton>

namespace gatehouse::ui {

namespace {

constexpr int kMaxCount = 999; // beyond this the bar says "999+"

} // namespace

FindBar::FindBar(QPlainTextEdit *editor)
    : QWidget(editor)
    , m_editor(editor)
    , m_needle(new QLineEdit)
    , m_matchCase(new QCheckBox(tr("Match case")))
    , m_count(new QLabel)
{
    setAutoFillBackground(true);
    setFont(QApplication::font()); // not the editor's
    setObjectName(QStringLiteral("findBar"));
    m_needle->setPlaceholderText(tr("Find"));
    m_needle->setAccessibleName(tr("Text to find"));
    m_needle->setClearButtonEnabled(true);
    m_count->setForegroundRole(QPalette::PlaceholderText);

    const auto button = [this](const QString &iconName, const QString &name) {
        auto *tool = new QToolButton;
        tool->setAutoRaise(true);
        tool->setIcon(icon(iconName));
        tool->setToolTip(name);
        tool->setAccessibleName(name);
        return tool;
    };
    QToolButton *previous = button(QStringLiteral("chevron-up"), tr("Previous match"));
    QToolButton *next = button(QStringLiteral("chevron-down"), tr("Next match"));
    QToolButton *close = button(QStringLiteral("close"), tr("Close the find bar"));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kGap, kGrid, kGap, kGrid);
    row->setSpacing(kGrid);
    row->addWidget(m_needle, 1);
    row->addWidget(m_count);
    row->addWidget(previous);
    row->addWidget(next);
    row->addSpacing(kGrid);
    row->addWidget(m_matchCase);
    row->addWidget(close);

    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    connect(m_needle, &QLineEdit::textChanged, this, [this] {
        find(false, true);
        Q_EMIT needleChanged();
    });
    connect(m_matchCase, &QCheckBox::toggled, this, [this] {
        find(false, true);
        Q_EMIT needleChanged();
    });
}

void FindBar::open()
{
    const QString selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_needle->setText(selected);
    show();
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
    showCount();
}

void FindBar::findNext()
{
    find(false, false);
}

void FindBar::findPrevious()
{
    find(true, false);
}

QString FindBar::needle() const
{
    return m_needle->text();
}

Qt::CaseSensitivity FindBar::caseSensitivity() const
{
    return m_matchCase->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: Q_EMIT closed(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: find(event->modifiers().testFlag(Qt::ShiftModifier), false); return;
    default: QWidget::keyPressEvent(event);
    }
}

void FindBar::find(bool backwards, bool fromSelectionStart)
{
    const QString text = m_needle->text();
    if (!text.isEmpty()) {
        QTextDocument::FindFlags flags;
        flags.setFlag(QTextDocument::FindBackward, backwards);
        flags.setFlag(QTextDocument::FindCaseSensitively, m_matchCase->isChecked());
        QTextCursor from = m_editor->textCursor();
        if (fromSelectionStart)
            from.setPosition(from.selectionStart());
        QTextCursor found = m_editor->document()->find(text, from, flags);
        if (found.isNull()) { // wrap
            QTextCursor edge(m_editor->document());
            if (backwards)
                edge.movePosition(QTextCursor::End);
            found = m_editor->document()->find(text, edge, flags);
        }
        if (!found.isNull())
            m_editor->setTextCursor(found);
    }
    showCount();
}

void FindBar::showCount()
{
    const QString text = m_needle->text();
    if (text.isEmpty()) {
        m_count->clear();
        return;
    }
    const QString all = m_editor->toPlainText();
    const int current = static_cast<int>(m_editor->textCursor().selectionStart());
    int count = 0;
    int place = 0;
    for (qsizetype at = all.indexOf(text, 0, caseSensitivity()); at >= 0 && count <= kMaxCount;
         at = all.indexOf(text, at + text.size(), caseSensitivity())) {
        ++count;
        if (at == current)
            place = count;
    }
    if (count == 0)
        m_count->setText(tr("No matches"));
    else if (count > kMaxCount)
        m_count->setText(tr("%1+ matches").arg(kMaxCount));
    else
        m_count->setText(tr("%1 of %2").arg(place).arg(count));
}

} // namespace gatehouse::ui
