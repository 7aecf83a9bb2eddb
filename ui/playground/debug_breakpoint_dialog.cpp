#include "ui/playground/debug_breakpoint_dialog.h"

#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

DebugBreakpointDialog::DebugBreakpointDialog(const playground::Breakpoint &breakpoint, QWidget *parent)
    : QDialog(parent)
    , m_line(breakpoint.line)
    , m_condition(new QLineEdit(toQString(breakpoint.condition)))
    , m_fromHit(new QSpinBox)
    , m_enabled(new QCheckBox(tr("&Enabled")))
    , m_problem(new QLabel)
{
    setWindowTitle(tr("Breakpoint in Line %1").arg(m_line));
    m_condition->setFont(monospaceFont());
    m_condition->setPlaceholderText(QStringLiteral("$item.price > 100"));
    m_condition->setMinimumWidth(m_condition->fontMetrics().averageCharWidth() * 40);
    m_fromHit->setRange(1, 1'000'000);
    m_fromHit->setValue(static_cast<int>(breakpoint.fromHit));
    m_enabled->setChecked(breakpoint.enabled);
    m_problem->setWordWrap(true);

    auto *form = new QFormLayout;
    form->addRow(tr("Pause &if"), m_condition);
    form->addRow(QString(), m_problem);
    form->addRow(tr("Pause from &hit"), m_fromHit);
    form->addRow(QString(), m_enabled);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_condition, &QLineEdit::textChanged, this, &DebugBreakpointDialog::check);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGroupGap);
    column->addLayout(form);
    column->addWidget(buttons);
    check();
}

void DebugBreakpointDialog::check()
{
    const QString condition = m_condition->text().trimmed();
    const auto parsed = vtl::Program::parse("#if(" + toStd(condition) + ")#end", vtl::Dialect::ApiGateway);
    const bool usable = condition.isEmpty() || parsed.has_value();
    m_accept->setEnabled(usable);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, themeColor(usable ? ColorRole::MutedText : ColorRole::Error));
    m_problem->setPalette(colors);
    m_problem->setText(usable ? tr("A condition as in #if; empty: always") : toQString(parsed.error().detail));
}

playground::Breakpoint DebugBreakpointDialog::breakpoint() const
{
    return {m_line, toStd(m_condition->text().trimmed()), static_cast<std::uint32_t>(m_fromHit->value()),
            m_enabled->isChecked()};
}

} // namespace gatehouse::ui
