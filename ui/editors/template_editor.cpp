#include "ui/editors/template_editor.h"

#include "ui/editors/form_fields.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/template_assist.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QInputDialog>
#include <QLabel>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

TemplateEditor::TemplateEditor(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar)
    , m_remove(new QToolButton)
    , m_play(new QToolButton)
    , m_hint(new QLabel(tr("No template: the body passes as it is. Add one for a media type to change it.")))
    , m_editor(new CodeEditor)
    , m_assist(new TemplateAssist(m_editor))
{
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false); // they shorten instead: all stay in sight
    m_tabs->setAccessibleName(tr("%1: media types").arg(accessibleName));
    m_editor->setAccessibleName(accessibleName);
    m_editor->setSyntax(QStringLiteral("Velocity"));
    m_editor->setMinimumHeight(140);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);

    auto *add = new QToolButton;
    add->setIcon(icon(QStringLiteral("add")));
    add->setText(tr("Add template"));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAutoRaise(true);
    connect(add, &QToolButton::clicked, this, &TemplateEditor::add);
    m_remove->setIcon(icon(QStringLiteral("delete")));
    m_remove->setText(tr("Remove template"));
    m_remove->setToolTip(tr("Remove the template for this media type"));
    m_remove->setAutoRaise(true);
    connect(m_remove, &QToolButton::clicked, this, &TemplateEditor::removeCurrent);
    auto *play = new QAction(icon(QStringLiteral("run")), tr("Playground"), this);
    play->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P));
    play->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    play->setToolTip(tr("Work on this template with an event and its output beside it (%1)")
                         .arg(play->shortcut().toString(QKeySequence::NativeText)));
    connect(play, &QAction::triggered, this, [this] {
        if (!currentType().empty())
            Q_EMIT playgroundRequested(toQString(currentType()));
    });
    addAction(play);
    m_play->setDefaultAction(play);
    m_play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_play->setAutoRaise(true);

    auto *top = new QHBoxLayout;
    top->setSpacing(kGrid);
    top->addWidget(m_tabs);
    top->addWidget(add);
    top->addStretch(1);
    top->addWidget(m_play);
    top->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addLayout(top);
    column->addWidget(m_hint);
    column->addWidget(m_editor);

    connect(m_tabs, &QTabBar::currentChanged, this, &TemplateEditor::showCurrent);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (currentType().empty())
            return;
        std::string text = toStd(m_editor->toPlainText());
        if (m_templates[currentType()] == text)
            return; // only highlighted anew
        m_templates[currentType()] = std::move(text);
        Q_EMIT edited(toQString(currentType()));
    });
    showCurrent();
}

void TemplateEditor::setTemplates(const model::StringMap &templates)
{
    const bool sameTypes
        = std::ranges::equal(m_templates, templates, {}, &std::pair<const std::string, std::string>::first,
                             &std::pair<const std::string, std::string>::first);
    m_templates = templates;
    if (!sameTypes || m_tabs->count() != static_cast<int>(templates.size())) {
        const QSignalBlocker blocker(m_tabs);
        const QString shown = m_tabs->tabText(m_tabs->currentIndex());
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (const auto &[type, text] : m_templates) {
            m_tabs->addTab(toQString(type));
            if (toQString(type) == shown)
                m_tabs->setCurrentIndex(m_tabs->count() - 1);
        }
    }
    showCurrent();
}

void TemplateEditor::setKnownNames(const QStringList &parameters, const QStringList &stageVariables)
{
    TemplateFacts facts = m_assist->facts();
    facts.parameters = parameters;
    facts.stageVariables = stageVariables;
    m_assist->setFacts(std::move(facts));
}

void TemplateEditor::showCurrent()
{
    const bool any = m_tabs->count() > 0;
    m_tabs->setVisible(any);
    m_remove->setVisible(any);
    m_play->setVisible(any);
    m_editor->setVisible(any);
    m_hint->setVisible(!any);
    showText(*m_editor, any ? m_templates[currentType()] : std::string());
}

void TemplateEditor::add()
{
    QStringList types{QStringLiteral("application/json"), QStringLiteral("application/xml"),
                      QStringLiteral("text/plain"), QStringLiteral("application/x-www-form-urlencoded")};
    types.removeIf([this](const QString &type) { return m_templates.contains(toStd(type)); });
    bool accepted = false;
    const QString type = QInputDialog::getItem(this, tr("Add template"), tr("Media type of the body it is for:"), types,
                                               0, true, &accepted);
    if (!accepted || type.trimmed().isEmpty())
        return;
    model::StringMap templates = m_templates;
    templates.try_emplace(toStd(type.trimmed()));
    setTemplates(templates);
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabText(tab) == type.trimmed())
            m_tabs->setCurrentIndex(tab);
    }
    m_editor->setFocus();
    Q_EMIT edited({});
}

void TemplateEditor::removeCurrent()
{
    model::StringMap templates = m_templates;
    templates.erase(currentType());
    setTemplates(templates);
    Q_EMIT edited({});
}

std::string TemplateEditor::currentType() const
{
    return m_tabs->currentIndex() < 0 ? std::string() : toStd(m_tabs->tabText(m_tabs->currentIndex()));
}

} // namespace gatehouse::ui
