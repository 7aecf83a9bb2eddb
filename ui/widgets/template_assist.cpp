#include "ui/widgets/template_assist.h"

#include "ui/widgets/code_editor.h"
#include "ui/widgets/completion_popup.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTimer>

#include <utility>

namespace gatehouse::ui {

TemplateAssist::TemplateAssist(CodeEditor *editor)
    : QObject(editor)
    , m_editor(editor)
    , m_popup(new CompletionPopup(editor))
    , m_signature(new QLabel(editor, Qt::ToolTip | Qt::FramelessWindowHint))
{
    m_signature->setObjectName(QStringLiteral("signatureHelp"));
    m_signature->setFrameShape(QFrame::StyledPanel);
    m_signature->setMargin(kGrid);
    m_signature->setTextFormat(Qt::RichText);
    m_signature->setBackgroundRole(QPalette::ToolTipBase);
    m_signature->setAutoFillBackground(true);

    const auto command = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, m_editor);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_editor->addAction(action);
    };
    command(tr("Complete"), QKeySequence(Qt::CTRL | Qt::Key_Space), &TemplateAssist::complete);
    command(tr("Show Parameters"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Space), &TemplateAssist::showSignature);

    editor->installEventFilter(this);
    connect(m_popup, &CompletionPopup::chosen, this, &TemplateAssist::accept);
    connect(editor->document(), &QTextDocument::contentsChange, this, [this](int position, int removed, int added) {
        if (m_inserting || !m_editor->hasFocus() || (removed == 0 && added == 0))
            return;
        const QChar character = added == 1 ? m_editor->document()->characterAt(position) : QChar();
        QTimer::singleShot(0, this, [this, character] { typed(character); }); // once the cursor is there
    });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (m_popup->isVisible() && m_editor->textCursor().position() < m_begin)
            m_popup->hide();
        if (m_signature && m_signature->isVisible())
            updateSignature();
    });
    connect(editor->verticalScrollBar(), &QScrollBar::valueChanged, this, &TemplateAssist::hideAll);
    connect(editor, &CodeEditor::hovered, this, [this](int position, const QPoint &globalPosition) {
        const QString text = m_editor->toPlainText();
        const TextSpan span = referenceAt(text, position);
        if (span.end > span.begin)
            Q_EMIT referenceHovered(text.mid(span.begin, span.end - span.begin), position, globalPosition);
    });
}

TemplateAssist::~TemplateAssist() = default;

bool TemplateAssist::isOffering() const
{
    return m_popup->isVisible();
}

QStringList TemplateAssist::offered() const
{
    QStringList labels;
    for (const CompletionRow &row : m_popup->rows())
        labels.append(row.label);
    return m_popup->isVisible() ? labels : QStringList();
}

QString TemplateAssist::shownSignature() const
{
    if (!m_signature || !m_signature->isVisible())
        return {};
    QTextDocument plain;
    plain.setHtml(m_signature->text());
    return plain.toPlainText();
}

void TemplateAssist::complete()
{
    update(Asked::ByKey);
}

void TemplateAssist::showSignature()
{
    m_wantsSignature = true;
    updateSignature();
}

void TemplateAssist::typed(QChar character)
{
    const bool opens = !character.isNull() && QStringView(u"$.#'\"").contains(character);
    if (opens || m_popup->isVisible())
        update(Asked::ByTyping);
    if (character == u'(' || character == u',')
        m_wantsSignature = true;
    if (m_wantsSignature)
        updateSignature();
}

void TemplateAssist::update(Asked asked)
{
    const int cursor = m_editor->textCursor().position();
    const QString text = m_editor->toPlainText();
    const CompletionList list = completeTemplate(text, cursor, m_editor->outline(), m_facts);
    const QString word = text.mid(list.begin, cursor - list.begin);
    const QList<CompletionRow> rows = filterCompletions(list.rows, word);
    if (rows.isEmpty() || (asked == Asked::ByTyping && rows.size() == 1 && rows.first().text == word)) {
        m_popup->hide();
        return;
    }
    m_begin = list.begin;
    m_firm = asked == Asked::ByKey || word.size() > (word.startsWith(u'#') ? 1 : 0);
    QTextCursor begin(m_editor->document());
    begin.setPosition(list.begin);
    const QRect place = m_editor->cursorRect(begin);
    m_popup->showRows(rows, {m_editor->viewport()->mapToGlobal(place.topLeft()), place.size()});
}

void TemplateAssist::updateSignature()
{
    const int cursor = m_editor->textCursor().position();
    const SignatureHelp help = signatureAt(m_editor->toPlainText(), cursor, m_editor->outline(), m_facts);
    if (help.lines.isEmpty() || !m_editor->hasFocus()) {
        m_signature->hide();
        m_wantsSignature = false;
        return;
    }
    QStringList lines;
    for (const SignatureHelp::Line &line : help.lines) {
        QStringList parameters;
        for (int i = 0; i < line.parameters.size(); ++i) {
            const QString name = line.parameters[i].toHtmlEscaped();
            parameters.append(i == help.argument ? QStringLiteral("<b>%1</b>").arg(name) : name);
        }
        QString html = QStringLiteral("<code>%1(%2)</code>")
                           .arg(line.name.toHtmlEscaped(), parameters.join(QStringLiteral(", ")));
        if (!line.result.isEmpty())
            html += QStringLiteral(" : %1").arg(line.result);
        if (!line.help.isEmpty())
            html += QStringLiteral("<br><small>%1</small>").arg(line.help.toHtmlEscaped());
        if (!lines.contains(html))
            lines.append(html);
    }
    m_signature->setText(lines.join(QStringLiteral("<br>")));
    m_signature->setAccessibleName(lines.join(u'\n'));
    m_signature->adjustSize();
    QTextCursor open(m_editor->document());
    open.setPosition(help.open);
    const QPoint place = m_editor->viewport()->mapToGlobal(m_editor->cursorRect(open).topLeft());
    m_signature->move(place - QPoint(0, m_signature->height() + 2));
    m_signature->show();
}

void TemplateAssist::accept()
{
    const CompletionRow *row = m_popup->current();
    if (!row)
        return;
    QString text = row->text;
    int caret = row->caret;
    QTextCursor cursor = m_editor->textCursor();
    const bool called = m_editor->document()->characterAt(cursor.position()) == u'(';
    const bool method = row->kind == CompletionRow::Kind::Method;
    if (method && called && text.endsWith(u"()")) {
        text.chop(2);
        caret = -1;
    }
    const bool takesText = method && caret > 0 && (text == u"path()" || text == u"json()" || text == u"params()");
    if (takesText) {
        text.insert(caret, QStringLiteral("''"));
        ++caret;
    }
    m_popup->hide();
    m_inserting = true;
    const int end = cursor.position();
    cursor.setPosition(m_begin);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(text);
    if (caret >= 0)
        cursor.setPosition(m_begin + caret);
    m_editor->setTextCursor(cursor);
    m_inserting = false;
    if (method && caret >= 0)
        showSignature();
    if (takesText)
        update(Asked::ByTyping);
}

void TemplateAssist::hideAll()
{
    m_popup->hide();
    if (m_signature)
        m_signature->hide();
    m_wantsSignature = false;
}

bool TemplateAssist::takesKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key == Qt::Key_Escape && (m_popup->isVisible() || m_signature->isVisible())) {
        hideAll();
        return true;
    }
    if (!m_popup->isVisible() || modifiers != Qt::NoModifier)
        return false;
    switch (key) {
    case Qt::Key_Up: m_popup->moveBy(-1); break;
    case Qt::Key_Down: m_popup->moveBy(1); break;
    case Qt::Key_PageUp: m_popup->moveBy(-m_popup->pageSize()); break;
    case Qt::Key_PageDown: m_popup->moveBy(m_popup->pageSize()); break;
    case Qt::Key_Tab: accept(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_firm) {
            m_popup->hide();
            return false;
        }
        accept();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End: m_popup->hide(); return false;
    default: return false;
    }
    m_firm = true;
    return true;
}

bool TemplateAssist::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (takesKey(key->key(), key->modifiers() & ~Qt::KeypadModifier))
            return true;
        break;
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::Move: hideAll(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace gatehouse::ui
