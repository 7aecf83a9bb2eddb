#include "ui/widgets/copy_button.h"

#include "ui/widgets/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>

namespace gatehouse::ui {

CopyButton::CopyButton(const QString &name, std::function<QString()> text, QWidget *parent)
    : QToolButton(parent)
    , m_text(std::move(text))
{
    setAutoRaise(true);
    setIcon(ui::icon(QStringLiteral("copy")));
    setToolTip(name);
    setAccessibleName(name);
    connect(this, &QToolButton::clicked, this, &CopyButton::copy);
}

void CopyButton::copy()
{
    QGuiApplication::clipboard()->setText(m_text());
    setIcon(ui::icon(QStringLiteral("check"), ColorRole::Success));
    QTimer::singleShot(1200, this, [this] { setIcon(ui::icon(QStringLiteral("copy"))); });
}

} // namespace gatehouse::ui
