#include "ui/main_window/locator.h"

#include "ui/main_window/locator_model.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kMaxRows = 12; // beyond these one scrolls

} // namespace

Locator::Locator(std::function<QList<LocatorEntry>()> source, QWidget *window)
    : QFrame(window)
    , m_source(std::move(source))
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_hint(new QLabel(tr("Nothing has a name like this.")))
    , m_model(new LocatorModel(this))
{
    setObjectName(QStringLiteral("locator"));
    m_field->setPlaceholderText(tr("Go to a resource, method, stage, model, action…"));
    m_field->setAccessibleName(tr("Name to go to"));
    m_field->addAction(icon(QStringLiteral("search"), ColorRole::MutedText), QLineEdit::LeadingPosition);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new LocatorDelegate(m_list));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setFrameShape(NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setContentsMargins(kGap, kGrid, kGap, kGrid);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addWidget(m_field);
    column->addWidget(m_hint);
    column->addWidget(m_list, 1);
    hide();

    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &Locator::search);
    connect(m_list, &QListView::clicked, this, &Locator::activate);
}

void Locator::open(const QString &text)
{
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_model->setEntries(m_source());
    const QRect window = parentWidget()->rect();
    const int width = std::min(window.width() - 2 * kGroupGap, 40 * fontMetrics().averageCharWidth() + 320);
    setGeometry((window.width() - width) / 2, std::max(kGroupGap, window.height() / 8), width, height());
    m_field->setText(text);
    m_field->selectAll();
    search();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void Locator::search()
{
    m_model->search(m_field->text().trimmed());
    const bool found = m_model->rowCount() > 0;
    m_hint->setVisible(!found);
    m_list->setVisible(found);
    if (found)
        m_list->setCurrentIndex(m_model->index(0));
    // As tall as what was found, up to a limit.
    const int rows = std::min(m_model->rowCount(), kMaxRows);
    m_list->setFixedHeight(rows * m_list->sizeHintForRow(0));
    layout()->activate();
    resize(width(), sizeHint().height());
}

void Locator::activate()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const std::function<void()> open = m_model->entry(current.row()).open;
    dismiss();
    open();
}

void Locator::dismiss()
{
    hide();
    if (m_focusBefore && window()->isAncestorOf(m_focusBefore))
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    m_focusBefore = nullptr;
}

bool Locator::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && isVisible()) {
        hide(); // a click elsewhere has moved the focus already
    } else if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Escape: dismiss(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: activate(); return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: QApplication::sendEvent(m_list, event); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void Locator::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mix(themeColor(ColorRole::Text), themeColor(ColorRole::Surface), 0.4));
    painter.setBrush(themeColor(ColorRole::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
}

} // namespace gatehouse::ui
