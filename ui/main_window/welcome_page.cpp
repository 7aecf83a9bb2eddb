#include "ui/main_window/welcome_page.h"

#include "ui/main_window/samples.h"
#include "ui/settings/settings.h"
#include "ui/widgets/card_button.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kColumnWidth = 380;

QLabel *heading(const QString &text, double scale, QFont::Weight weight)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(weight);
    label->setFont(font);
    return label;
}

QLabel *muted(const QString &text)
{
    auto *label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

CardButton *cardFor(QAction *action)
{
    auto *button = new CardButton(action->data().toString(), action->text().remove(u'&').remove(u'…'),
                                  action->statusTip());
    button->setHint(action->shortcut().toString(QKeySequence::NativeText));
    QObject::connect(button, &CardButton::clicked, action, &QAction::trigger);
    return button;
}

QVBoxLayout *column(QBoxLayout *parent)
{
    auto *holder = new QWidget;
    holder->setMaximumWidth(kColumnWidth);
    auto *box = new QVBoxLayout(holder);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(kGrid);
    parent->addWidget(holder, 1, Qt::AlignTop);
    return box;
}

} // namespace

WelcomePage::WelcomePage(Settings &settings, const QList<QAction *> &start, const QList<QAction *> &tools,
                         QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
{
    auto *page = new QWidget;
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    auto *content = new QWidget;
    content->setMaximumWidth(2 * kColumnWidth + 9 * kGroupGap);
    auto *centred = new QHBoxLayout(page);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch(1);
    centred->addWidget(content, 8);
    centred->addStretch(1);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(3 * kGroupGap, 2 * kGroupGap, 3 * kGroupGap, 2 * kGroupGap);
    rows->setSpacing(kGrid);
    rows->addStretch(1);
    rows->addWidget(heading(tr("Gatehouse"), 2.0, QFont::DemiBold));
    rows->addWidget(muted(tr("Design, run and debug APIs that behave as on Amazon API Gateway.")));
    rows->addSpacing(2 * kGroupGap);

    auto *columns = new QHBoxLayout;
    columns->setSpacing(3 * kGroupGap);
    rows->addLayout(columns);
    QVBoxLayout *left = column(columns);
    left->addWidget(new SectionHeader(tr("Start")));
    for (QAction *action : start)
        left->addWidget(cardFor(action));
    left->addSpacing(kGroupGap);
    left->addWidget(new SectionHeader(tr("Samples")));
    for (const Sample &sample : samples()) {
        auto *button = new CardButton(QStringLiteral("api-rest"), sample.title, sample.text);
        connect(button, &CardButton::clicked, this, [this, id = sample.id] { Q_EMIT sampleRequested(id); });
        left->addWidget(button);
    }
    QVBoxLayout *right = column(columns);
    right->addWidget(new SectionHeader(tr("Recent")));
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(kGrid);
    right->addLayout(m_recent);
    right->addSpacing(kGroupGap);
    right->addWidget(new SectionHeader(tr("Tools")));
    for (QAction *action : tools)
        right->addWidget(cardFor(action));

    rows->addSpacing(2 * kGroupGap);
    rows->addWidget(muted(tr("Or drop a project folder or an OpenAPI file anywhere in this window.")));
    rows->addStretch(2);

    connect(&m_settings, &Settings::recentProjectsChanged, this, &WelcomePage::refillRecent);
    refillRecent();
}

void WelcomePage::refillRecent()
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const QStringList recent = m_settings.recentProjects();
    if (recent.isEmpty())
        m_recent->addWidget(muted(tr("Projects and files that you open will be listed here.")));
    for (const QString &path : recent.mid(0, 7)) {
        const QFileInfo info(path);
        const bool folder = !info.fileName().contains(u'.');
        auto *button = new CardButton(folder ? QStringLiteral("folder") : QStringLiteral("file"), info.fileName(),
                                      QDir::toNativeSeparators(info.path()));
        button->setTextElided(true);
        connect(button, &CardButton::clicked, this, [this, path] { Q_EMIT openRequested(path); });
        m_recent->addWidget(button);
    }
}

void WelcomePage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), themeColor(ColorRole::Surface));
}

} // namespace gatehouse::ui
