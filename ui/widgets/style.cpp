#include "ui/widgets/style.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QPainter>
#include <QStyleOption>
#include <QTabBar>

namespace gatehouse::ui {

namespace {

constexpr int kScrollBarExtent = 12;

bool isOn(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

/// Edges of what can be operated: stronger than hairlines, which only divide.
QColor outline()
{
    return mix(themeColor(ColorRole::Text), themeColor(ColorRole::Surface), isDark() ? 0.34 : 0.30);
}

/// The only edge of an empty check box: 3:1 at least.
QColor indicatorOutline()
{
    return mix(themeColor(ColorRole::Text), themeColor(ColorRole::Surface), 0.55);
}

void drawPanel(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &edge)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->setPen(edge.isValid() ? QPen(edge, 1.0) : QPen(Qt::NoPen));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    painter->restore();
}

QColor pressableFill(const QStyleOption *option, const QColor &base)
{
    const QColor text = themeColor(ColorRole::Text);
    if (isOn(option, QStyle::State_Sunken) || isOn(option, QStyle::State_On))
        return mix(text, base, 0.14);
    if (isOn(option, QStyle::State_MouseOver) && isOn(option, QStyle::State_Enabled))
        return mix(text, base, 0.06);
    return base;
}

bool isDefaultButton(const QStyleOption *option)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    return button && button->features.testFlag(QStyleOptionButton::DefaultButton)
        && isOn(option, QStyle::State_Enabled);
}

void drawPushButton(const QStyleOption *option, QPainter *painter)
{
    const bool focused = isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_KeyboardFocusChange);
    if (isDefaultButton(option)) {
        const QColor accent = themeColor(ColorRole::Accent);
        drawPanel(painter, option->rect, pressableFill(option, accent),
                  focused ? themeColor(ColorRole::Text) : QColor());
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool flat = button && button->features.testFlag(QStyleOptionButton::Flat);
    const QColor fill = pressableFill(option, flat ? themeColor(ColorRole::Window) : option->palette.button().color());
    drawPanel(painter, option->rect, fill, focused ? themeColor(ColorRole::Accent) : flat ? QColor() : outline());
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter)
{
    const bool selected = isOn(tab, QStyle::State_Selected);
    if (selected)
        painter->fillRect(tab->rect,
                          tab->documentMode ? themeColor(ColorRole::Surface) : themeColor(ColorRole::Window));
    else if (isOn(tab, QStyle::State_MouseOver))
        painter->fillRect(tab->rect, themeColor(ColorRole::SurfaceRaised));
    if (selected) {
        const bool below = tab->shape == QTabBar::RoundedSouth || tab->shape == QTabBar::TriangularSouth;
        const QRect &rect = tab->rect;
        painter->fillRect(rect.left(), below ? rect.top() : rect.bottom() - 1, rect.width(), 2,
                          themeColor(ColorRole::Accent));
    }
}

void drawDockTitle(const QStyleOptionDockWidget *dock, QPainter *painter, const QWidget *widget)
{
    painter->fillRect(dock->rect, themeColor(ColorRole::Window));
    painter->fillRect(QRect(dock->rect.left(), dock->rect.bottom(), dock->rect.width(), 1),
                      themeColor(ColorRole::Hairline));
    const QRect words = widget->style()->subElementRect(QStyle::SE_DockWidgetTitleBarText, dock, widget);
    painter->save();
    QFont font = captionFont();
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(themeColor(ColorRole::MutedText));
    const QRect room = words.adjusted(kGrid, 0, 0, 0);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic,
                      painter->fontMetrics().elidedText(dock->title, Qt::ElideRight, room.width()));
    painter->restore();
}

void drawHeaderSection(const QStyleOptionHeader *header, QPainter *painter)
{
    painter->fillRect(header->rect, themeColor(ColorRole::Window));
    const QColor hairline = themeColor(ColorRole::Hairline);
    const QRect &rect = header->rect;
    if (header->orientation == Qt::Horizontal) {
        painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, hairline);
        if (header->position != QStyleOptionHeader::End && header->position != QStyleOptionHeader::OnlyOneSection)
            painter->fillRect(rect.right(), rect.top() + kGrid, 1, rect.height() - 2 * kGrid, hairline);
    } else {
        painter->fillRect(rect.right(), rect.top(), 1, rect.height(), hairline);
    }
}

void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter, const QRect &slider)
{
    const bool active
        = bar->activeSubControls.testFlag(QStyle::SC_ScrollBarSlider) && isOn(bar, QStyle::State_MouseOver);
    painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
    if (bar->maximum <= bar->minimum)
        return;
    const QRectF thumb = bar->orientation == Qt::Vertical ? QRectF(slider).adjusted(3, 2, -3, -2)
                                                          : QRectF(slider).adjusted(2, 3, -2, -3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const double share = isOn(bar, QStyle::State_Sunken) ? 0.55 : active ? 0.45 : 0.28;
    painter->setBrush(mix(themeColor(ColorRole::Text), themeColor(ColorRole::Surface), share));
    painter->drawRoundedRect(thumb, 3, 3);
    painter->restore();
}

void drawComboBox(const QStyleOptionComboBox *combo, QPainter *painter, const QRect &arrow)
{
    const bool focused = isOn(combo, QStyle::State_HasFocus);
    const QColor edge = focused ? themeColor(ColorRole::Accent) : outline();
    if (combo->frame) {
        const QColor base
            = combo->editable ? combo->palette.color(QPalette::Base) : combo->palette.color(QPalette::Button);
        drawPanel(painter, combo->rect, combo->editable ? base : pressableFill(combo, base), edge);
    } else if (isOn(combo, QStyle::State_MouseOver)) {
        drawPanel(painter, combo->rect, themeColor(ColorRole::SurfaceRaised), {});
    }
    const QRect box(arrow.center().x() - 5, arrow.center().y() - 5, 12, 12);
    icon(QStringLiteral("chevron-down"))
        .paint(painter, box, Qt::AlignCenter, isOn(combo, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled);
}

void drawIndicator(const QStyleOption *option, QPainter *painter, bool round)
{
    const int side = std::min(option->rect.width(), option->rect.height()) - 1;
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option->rect).center());
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool on = isOn(option, QStyle::State_On) || isOn(option, QStyle::State_NoChange);
    const QColor accent = enabled ? themeColor(ColorRole::Accent) : outline();
    const bool marked = on || isOn(option, QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(marked && enabled ? accent : indicatorOutline(), 1.0));
    painter->setBrush(on ? accent : option->palette.color(QPalette::Base));
    if (round)
        painter->drawEllipse(box);
    else
        painter->drawRoundedRect(box, 3, 3);
    const QColor mark = themeColor(enabled ? ColorRole::OnAccent : ColorRole::Window);
    const QPointF at = box.topLeft();
    if (isOn(option, QStyle::State_NoChange)) {
        painter->setPen(QPen(mark, 1.8, Qt::SolidLine, Qt::RoundCap));
        painter->drawLine(at + QPointF(0.28, 0.5) * side, at + QPointF(0.72, 0.5) * side);
    } else if (on && round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(mark);
        painter->drawEllipse(box.center(), side * 0.2, side * 0.2);
    } else if (on) {
        painter->setPen(QPen(mark, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(QPolygonF(
            {at + QPointF(0.24, 0.52) * side, at + QPointF(0.43, 0.71) * side, at + QPointF(0.77, 0.31) * side}));
    }
    painter->restore();
}

void drawSpinBox(const QStyleOptionSpinBox *spin, QPainter *painter, const QRect &up, const QRect &down)
{
    if (spin->frame)
        drawPanel(painter, spin->rect, spin->palette.color(QPalette::Base),
                  isOn(spin, QStyle::State_HasFocus) ? themeColor(ColorRole::Accent) : outline());
    if (spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto button = [&](const QRect &place, QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag step,
                            const QString &iconName) {
        const bool enabled = spin->stepEnabled.testFlag(step) && isOn(spin, QStyle::State_Enabled);
        if (enabled && spin->activeSubControls.testFlag(part))
            drawPanel(painter, place.adjusted(1, 1, -1, -1), pressableFill(spin, themeColor(ColorRole::SurfaceRaised)),
                      {});
        const int side = std::min(place.height(), 12);
        const QRect glyph(place.center().x() - side / 2, place.center().y() - side / 2 + 1, side, side);
        icon(iconName).paint(painter, glyph, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    };
    button(up, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, QStringLiteral("chevron-up"));
    button(down, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, QStringLiteral("chevron-down"));
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_ButtonIconSize: return 16;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return kGap;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth: return 5; // one hairline and room to grip it
    case PM_DockWidgetTitleMargin: return kGrid;
    case PM_DockWidgetTitleBarButtonMargin: return 3;
    case PM_ToolBarItemSpacing:
    case PM_ToolBarItemMargin: return kGrid;
    case PM_ToolBarFrameWidth: return 0;
    case PM_ScrollBarExtent: return kScrollBarExtent;
    case PM_ScrollBarSliderMin: return 24;
    case PM_TabBarTabHSpace: return 2 * kGap + kGap;
    case PM_TabBarTabVSpace: return 2 * kGrid + 2;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap: return 0;
    case PM_MenuPanelWidth: return 1;
    case PM_HeaderMargin: return kGrid;
    case PM_TreeViewIndentation: return 18;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 15;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *result) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollBar_Transient: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_TabBar_ElideMode: return Qt::ElideMiddle;
    default: return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: drawPushButton(option, painter); return;
    case PE_PanelButtonTool:
        if (isOn(option, State_Sunken) || isOn(option, State_On) || isOn(option, State_MouseOver))
            drawPanel(painter, option->rect, pressableFill(option, themeColor(ColorRole::Window)), {});
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth <= 0) {
            painter->fillRect(option->rect, option->palette.base());
            return;
        }
        drawPanel(painter, option->rect, option->palette.base().color(),
                  isOn(option, State_HasFocus) ? themeColor(ColorRole::Accent) : outline());
        return;
    }
    case PE_FrameFocusRect: {
        const bool inView = qobject_cast<const QAbstractItemView *>(widget) != nullptr;
        drawPanel(painter, inView ? option->rect : option->rect.adjusted(-1, -1, 1, 1), {},
                  themeColor(ColorRole::Accent));
        return;
    }
    case PE_Frame:
    case PE_FrameGroupBox: drawPanel(painter, option->rect, {}, themeColor(ColorRole::Hairline)); return;
    case PE_FrameMenu:
        painter->save();
        painter->setPen(outline());
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase: {
        if (const auto *base = qstyleoption_cast<const QStyleOptionTabBarBase *>(option)) {
            const bool below = base->shape == QTabBar::RoundedSouth;
            const QRect &rect = base->rect;
            painter->fillRect(rect.left(), below ? rect.top() : rect.bottom(), rect.width(), 1,
                              themeColor(ColorRole::Hairline));
        }
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawIndicator(option, painter, false); return;
    case PE_IndicatorRadioButton: drawIndicator(option, painter, true); return;
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem: return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect.left(), option->rect.top(), option->rect.width(), 1,
                          themeColor(ColorRole::Hairline));
        return;
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(option->rect.center().x(), option->rect.top() + kGap, 1, option->rect.height() - 2 * kGap,
                          themeColor(ColorRole::Hairline));
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        if (option->rect.width() < option->rect.height())
            painter->fillRect(option->rect.center().x(), option->rect.top(), 1, option->rect.height(),
                              themeColor(ColorRole::Hairline));
        else
            painter->fillRect(option->rect.left(), option->rect.center().y(), option->rect.width(), 1,
                              themeColor(ColorRole::Hairline));
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (isDefaultButton(option)) {
            QStyleOptionButton label(*qstyleoption_cast<const QStyleOptionButton *>(option));
            label.palette.setColor(QPalette::ButtonText, themeColor(ColorRole::OnAccent));
            if (!label.icon.name().isEmpty())
                label.icon = icon(label.icon.name(), ColorRole::OnAccent);
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
        break;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(tab, painter);
            return;
        }
        break;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
            tab && !isOn(option, State_Selected)) {
            QStyleOptionTab label(*tab);
            label.palette.setColor(QPalette::WindowText, themeColor(ColorRole::MutedText));
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
        break;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option); dock && widget) {
            drawDockTitle(dock, painter, widget);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            drawHeaderSection(header, painter);
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, themeColor(ColorRole::Window));
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1,
                          themeColor(ColorRole::Hairline));
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeaderV2 *>(option)) {
            QStyleOptionHeaderV2 label(*header);
            label.palette.setColor(QPalette::ButtonText, themeColor(ColorRole::MutedText));
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
        break;
    case CE_ToolBar:
        painter->fillRect(option->rect, themeColor(ColorRole::Window));
        painter->fillRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1,
                          themeColor(ColorRole::Hairline));
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            painter->fillRect(option->rect, themeColor(ColorRole::Window));
            if (isOn(option, State_Selected) || isOn(option, State_Sunken))
                drawPanel(painter, option->rect.adjusted(1, 1, -1, -1),
                          mix(themeColor(ColorRole::Text), themeColor(ColorRole::Window), 0.10), {});
            drawItemText(painter, item->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                         item->palette, isOn(option, State_Enabled), item->text, QPalette::WindowText);
            return;
        }
        break;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, themeColor(ColorRole::Window)); return;
    case CE_Splitter: drawPrimitive(PE_IndicatorDockWidgetResizeHandle, option, painter, widget); return;
    case CE_ProgressBarGroove: drawPanel(painter, option->rect, themeColor(ColorRole::SurfaceRaised), {}); return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(bar, painter, subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
    } else if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboBox(combo, painter, subControlRect(control, option, SC_ComboBoxArrow, widget));
            return;
        }
    } else if (control == CC_SpinBox) {
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            drawSpinBox(spin, painter, subControlRect(control, option, SC_SpinBoxUp, widget),
                        subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);

    // The whole bar is groove: no arrow buttons.
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const int range = bar->maximum - bar->minimum;
    const int least = std::min(pixelMetric(PM_ScrollBarSliderMin, bar, widget), length);
    const qint64 wanted = range > 0 ? qint64(length) * bar->pageStep / (qint64(range) + bar->pageStep) : length;
    const int thumb = std::clamp(static_cast<int>(wanted), least, length);
    const int start
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto span = [&](int from, int to) {
        const QRect logical
            = vertical ? QRect(0, from, bar->rect.width(), to - from) : QRect(from, 0, to - from, bar->rect.height());
        return visualRect(bar->direction, bar->rect, logical.translated(bar->rect.topLeft()));
    };
    switch (part) {
    case SC_ScrollBarGroove: return bar->rect;
    case SC_ScrollBarSlider: return span(start, start + thumb);
    case SC_ScrollBarSubPage: return span(0, start);
    case SC_ScrollBarAddPage: return span(start + thumb, length);
    default: return {};
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
    case CT_SpinBox:
    case CT_ComboBox:
    case CT_LineEdit:
        // One height for what stands in one row.
        wanted.setHeight(std::max(wanted.height(), option->fontMetrics.height() + 2 * kGrid + 3));
        break;
    case CT_ItemViewItem: wanted.setHeight(std::max(wanted.height(), option->fontMetrics.height() + kGrid + 3)); break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            wanted.setHeight(std::max(wanted.height(), option->fontMetrics.height() + kGap));
        break;
    default: break;
    }
    return wanted;
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    switch (which) {
    case SP_LineEditClearButton:
    case SP_DockWidgetCloseButton:
    case SP_TabCloseButton: return icon(QStringLiteral("close"), ColorRole::MutedText);
    case SP_TitleBarNormalButton: return icon(QStringLiteral("export"), ColorRole::MutedText); // of a dock: float it
    case SP_ToolBarHorizontalExtensionButton: return icon(QStringLiteral("more"));
    default: return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace gatehouse::ui
