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
#include <QPushButton>
#include <QTextBlock>
#include <QToolButton>

#include <optional>

namespace gatehouse::ui {

namespace {

constexpr int kMaxCount = 999; // beyond this the bar says "999+"

QHBoxLayout *makeRow(QWidget *of)
{
    auto *row = new QHBoxLayout(of);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    return row;
}

} // namespace

FindBar::FindBar(QPlainTextEdit *editor)
    : QWidget(editor)
    , m_editor(editor)
    , m_needle(new QLineEdit)
    , m_matchCase(new QCheckBox(tr("Match case")))
    , m_regex(new QCheckBox(tr("Regex")))
    , m_count(new QLabel)
    , m_replaceRow(new QWidget)
    , m_replacement(new QLineEdit)
{
    setAutoFillBackground(true);
    setFont(QApplication::font()); // not the editor's
    setCursor(Qt::ArrowCursor);
    setObjectName(QStringLiteral("findBar"));
    m_needle->setPlaceholderText(tr("Find"));
    m_needle->setAccessibleName(tr("Text to find"));
    m_needle->setClearButtonEnabled(true);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Text to put in its place"));
    m_regex->setToolTip(tr("The text is a regular expression; $1 in the replacement is its first group"));
    m_count->setForegroundRole(QPalette::PlaceholderText);

    const auto button = [](const QString &iconName, const QString &name) {
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
    auto *replace = new QPushButton(tr("Replace"));
    auto *all = new QPushButton(tr("Replace All"));
    for (QPushButton *push : {replace, all})
        push->setAutoDefault(false);

    auto *findRow = new QWidget;
    QHBoxLayout *top = makeRow(findRow);
    top->addWidget(m_needle, 1);
    top->addWidget(m_count);
    top->addWidget(previous);
    top->addWidget(next);
    top->addSpacing(kGrid);
    top->addWidget(m_matchCase);
    top->addWidget(m_regex);
    top->addWidget(close);
    QHBoxLayout *bottom = makeRow(m_replaceRow);
    bottom->addWidget(m_replacement, 1);
    bottom->addWidget(replace);
    bottom->addWidget(all);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGap, kGrid, kGap, kGrid);
    column->setSpacing(kGrid);
    column->addWidget(findRow);
    column->addWidget(m_replaceRow);
    m_replaceRow->hide();

    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::closed);
    connect(replace, &QPushButton::clicked, this, &FindBar::replaceCurrent);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(m_needle, &QLineEdit::textChanged, this, &FindBar::updateExpression);
    connect(m_matchCase, &QCheckBox::toggled, this, &FindBar::updateExpression);
    connect(m_regex, &QCheckBox::toggled, this, &FindBar::updateExpression);
}

void FindBar::open(Mode mode)
{
    const QString selected = m_editor->textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_needle->setText(m_regex->isChecked() ? QRegularExpression::escape(selected) : selected);
    m_replaceRow->setVisible(mode == Mode::Replace);
    show();
    Q_EMIT heightChanged();
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
    showCount();
}

void FindBar::updateExpression()
{
    const QString text = m_needle->text();
    m_expression = QRegularExpression(m_regex->isChecked() ? text : QRegularExpression::escape(text),
                                      m_matchCase->isChecked() ? QRegularExpression::NoPatternOption
                                                               : QRegularExpression::CaseInsensitiveOption);
    if (text.isEmpty() || m_expression.isValid())
        find(false, true);
    else
        showCount();
    Q_EMIT needleChanged();
}

void FindBar::findNext()
{
    find(false, false);
}

void FindBar::findPrevious()
{
    find(true, false);
}

QList<TextSpan> FindBar::matchesIn(const QString &line) const
{
    QList<TextSpan> found;
    if (m_needle->text().isEmpty() || !m_expression.isValid())
        return found;
    for (auto match = m_expression.globalMatch(line); match.hasNext();) {
        const QRegularExpressionMatch next = match.next();
        if (next.capturedLength() > 0)
            found.append({static_cast<int>(next.capturedStart()), static_cast<int>(next.capturedEnd())});
    }
    return found;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape: Q_EMIT closed(); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_replacement->hasFocus())
            replaceCurrent();
        else
            find(event->modifiers().testFlag(Qt::ShiftModifier), false);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void FindBar::find(bool backwards, bool fromSelectionStart)
{
    const QTextDocument *document = m_editor->document();
    const QTextCursor cursor = m_editor->textCursor();
    const int from = backwards || fromSelectionStart ? cursor.selectionStart() : cursor.selectionEnd();
    const int lines = document->blockCount();
    QTextBlock block = document->findBlock(from);
    for (int step = 0; step <= lines; ++step) { // the first line twice: before and behind the cursor
        const QList<TextSpan> matches = matchesIn(block.text());
        std::optional<TextSpan> found;
        for (const TextSpan &match : matches) {
            const int begin = block.position() + match.begin;
            if (step == 0 && (backwards ? begin >= from : begin < from))
                continue;
            if (!found || backwards)
                found = match;
        }
        if (found) {
            QTextCursor selected(block);
            selected.setPosition(block.position() + found->begin);
            selected.setPosition(block.position() + found->end, QTextCursor::KeepAnchor);
            m_editor->setTextCursor(selected);
            break;
        }
        block = backwards ? block.previous() : block.next();
        if (!block.isValid())
            block = backwards ? document->lastBlock() : document->firstBlock();
    }
    showCount();
}

QString FindBar::replacementFor(const QString &line, const TextSpan &match) const
{
    if (!m_regex->isChecked())
        return m_replacement->text();
    QString text = line.mid(match.begin, match.end - match.begin);
    QString replacement = m_replacement->text();
    static const QRegularExpression s_group(QStringLiteral("\\$(\\d)"));
    replacement.replace(s_group, QStringLiteral("\\\\1"));
    return text.replace(m_expression, replacement);
}

void FindBar::replaceCurrent()
{
    QTextCursor cursor = m_editor->textCursor();
    const QTextBlock block = m_editor->document()->findBlock(cursor.selectionStart());
    const TextSpan selected{cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()};
    if (!m_editor->isReadOnly() && matchesIn(block.text()).contains(selected)) {
        cursor.insertText(replacementFor(block.text(), selected));
        m_editor->setTextCursor(cursor);
    }
    find(false, false);
}

int FindBar::replaceAll()
{
    if (m_editor->isReadOnly())
        return 0;
    int count = 0;
    QTextCursor cursor(m_editor->document());
    cursor.beginEditBlock();
    for (QTextBlock block = m_editor->document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        const QList<TextSpan> matches = matchesIn(line);
        for (auto match = matches.rbegin(); match != matches.rend(); ++match, ++count) {
            cursor.setPosition(block.position() + match->begin);
            cursor.setPosition(block.position() + match->end, QTextCursor::KeepAnchor);
            cursor.insertText(replacementFor(line, *match));
        }
    }
    cursor.endEditBlock();
    m_count->setText(tr("%n replaced", nullptr, count));
    Q_EMIT needleChanged();
    return count;
}

void FindBar::showCount()
{
    if (m_needle->text().isEmpty()) {
        m_count->clear();
        m_count->setToolTip({});
        return;
    }
    if (!m_expression.isValid()) {
        m_count->setText(tr("Not a regular expression"));
        m_count->setToolTip(m_expression.errorString());
        return;
    }
    m_count->setToolTip({});
    const int current = m_editor->textCursor().selectionStart();
    int count = 0;
    int place = 0;
    for (QTextBlock block = m_editor->document()->begin(); block.isValid() && count <= kMaxCount;
         block = block.next()) {
        for (const TextSpan &match : matchesIn(block.text())) {
            ++count;
            if (block.position() + match.begin == current)
                place = count;
        }
    }
    if (count == 0)
        m_count->setText(tr("No matches"));
    else if (count > kMaxCount)
        m_count->setText(tr("%1+ matches").arg(kMaxCount));
    else
        m_count->setText(tr("%1 of %2").arg(place).arg(count));
}

} // namespace gatehouse::ui
