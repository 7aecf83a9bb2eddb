#include "ui/editors/method_diagram.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace gatehouse::ui {

namespace {

constexpr int kLines = 4; // of a summary that are shown
constexpr int kPadding = 10;
constexpr int kArrow = 36; // room for an arrow between boxes

using State = PlaceTrace::State;

QString stateIcon(State state)
{
    switch (state) {
    case State::NotReached: return {};
    case State::Passed: return QStringLiteral("ok");
    case State::Answered: return QStringLiteral("problem-warning");
    case State::Failed: return QStringLiteral("problem-error");
    }
    return {};
}

QString stateText(State state)
{
    switch (state) {
    case State::NotReached: return DiagramBox::tr("not reached");
    case State::Passed: return DiagramBox::tr("passed");
    case State::Answered: return DiagramBox::tr("answered here");
    case State::Failed: return DiagramBox::tr("failed here");
    }
    return {};
}

QColor stateColor(State state)
{
    switch (state) {
    case State::NotReached: return themeColor(ColorRole::Hairline);
    case State::Passed: return themeColor(ColorRole::Success);
    case State::Answered: return themeColor(ColorRole::Warning);
    case State::Failed: return themeColor(ColorRole::Error);
    }
    return {};
}

QFont titleFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

// ---- A box ----------------------------------------------------------------------------------------------------

DiagramBox::DiagramBox(const QString &title, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setAccessibleName(title);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

void DiagramBox::setSummary(const Summary &summary)
{
    if (m_summary == summary)
        return;
    m_summary = summary;
    describe();
    update();
}

void DiagramBox::setTrace(const std::optional<PlaceTrace> &trace)
{
    if (m_trace == trace)
        return;
    m_trace = trace;
    describe();
    update();
}

void DiagramBox::describe()
{
    QStringList words;
    for (const auto &[label, value] : m_summary)
        words << (label.isEmpty() ? value : tr("%1: %2").arg(label, value));
    if (m_trace)
        words << tr("Last request: %1").arg(stateText(m_trace->state)) << m_trace->data;
    words.removeAll(QString());
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(words.join(u'\n'));
}

QSize DiagramBox::sizeHint() const
{
    const int line = QFontMetrics(captionFont()).height() + 2;
    return {fontMetrics().averageCharWidth() * 28, fontMetrics().height() + kGrid + (kLines + 1) * line + 2 * kPadding};
}

QSize DiagramBox::minimumSizeHint() const
{
    return {QFontMetrics(titleFont(font())).horizontalAdvance(text()) + 2 * kPadding, sizeHint().height()};
}

void DiagramBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hovered = underMouse() && !isChecked();
    const QColor accent = themeColor(ColorRole::Accent);
    const QColor surface = themeColor(ColorRole::Surface);
    const double width = isChecked() || hasFocus() ? 2.0 : 1.0;
    const QRectF frame = QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setPen(QPen(isChecked() || hasFocus() ? accent
                            : hovered             ? mix(accent, surface, 0.5)
                                                  : themeColor(ColorRole::Hairline),
                        width));
    painter.setBrush(isChecked() ? mix(accent, surface, isDark() ? 0.14 : 0.07) : surface);
    painter.drawRoundedRect(frame, kRadius + 2, kRadius + 2);

    QRect rest = rect().adjusted(kPadding, kPadding, -kPadding, -kPadding);
    const QFontMetrics title(titleFont(font()));
    QRect top(rest.left(), rest.top(), rest.width(), title.height());
    rest.setTop(top.bottom() + kGrid + 1);
    if (m_trace)
        paintTrace(painter, top);
    painter.setFont(titleFont(font()));
    painter.setPen(themeColor(ColorRole::Text));
    painter.drawText(top, Qt::AlignVCenter | Qt::AlignLeft, title.elidedText(text(), Qt::ElideRight, top.width()));

    const QFont small = captionFont();
    const QFontMetrics metrics(small);
    painter.setFont(small);
    const int line = metrics.height() + 2;
    if (m_trace && !m_trace->data.isEmpty()) {
        const QRect below(rest.left(), rest.bottom() - line + 1, rest.width(), line);
        painter.setPen(themeColor(ColorRole::Hairline));
        painter.drawLine(rest.left(), below.top() - 2, rest.right(), below.top() - 2);
        QFont code = monospaceFont();
        code.setPointSizeF(small.pointSizeF());
        painter.setFont(code);
        painter.setPen(themeColor(ColorRole::Text));
        painter.drawText(below, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetrics(code).elidedText(m_trace->data, Qt::ElideRight, below.width()));
        painter.setFont(small);
        rest.setBottom(below.top() - 3);
    }
    const int room = std::max(1, rest.height() / line);
    const auto count = static_cast<int>(m_summary.size());
    const int shown = count > room ? room - 1 : count;
    for (int i = 0; i < shown; ++i) {
        const auto &[label, value] = m_summary[i];
        QRect row(rest.left(), rest.top() + i * line, rest.width(), line);
        if (!label.isEmpty()) {
            painter.setPen(themeColor(ColorRole::MutedText));
            const QString text = metrics.elidedText(label, Qt::ElideRight, row.width() * 2 / 3);
            painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, text);
            row.setLeft(row.left() + metrics.horizontalAdvance(text) + kGap - 2);
        }
        painter.setPen(themeColor(ColorRole::Text));
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(value, Qt::ElideRight, row.width()));
    }
    if (count > shown) {
        painter.setPen(themeColor(ColorRole::MutedText));
        painter.drawText(QRect(rest.left(), rest.top() + shown * line, rest.width(), line),
                         Qt::AlignVCenter | Qt::AlignLeft, tr("and %n more", nullptr, count - shown));
    }
}

void DiagramBox::paintTrace(QPainter &painter, QRect &rest) const
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    QRect right = rest;
    if (const QString name = stateIcon(m_trace->state); !name.isEmpty()) {
        ui::icon(name).paint(&painter, QRect(right.right() - side + 1, right.center().y() - side / 2, side, side));
        right.setRight(right.right() - side - kGrid);
    }
    const QFont small = captionFont();
    const QString text = m_trace->state == State::NotReached ? stateText(State::NotReached)
        : m_trace->duration.count() == 0                     ? QString() // nothing had to be done here
                                                             : durationText(m_trace->duration);
    const int width = QFontMetrics(small).horizontalAdvance(text);
    if (width < right.width() / 2) {
        painter.setFont(small);
        painter.setPen(themeColor(ColorRole::MutedText));
        painter.drawText(right, Qt::AlignVCenter | Qt::AlignRight, text);
        right.setRight(right.right() - width - kGap);
    }
    rest.setRight(right.right());
}

// ---- The diagram ----------------------------------------------------------------------------------------------

MethodDiagram::MethodDiagram(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Method execution"));
    auto *group = new QButtonGroup(this);
    for (std::size_t i = 0; i < kDiagramPlaces; ++i) {
        const auto place = static_cast<DiagramPlace>(i);
        m_boxes[i] = new DiagramBox(placeTitle(place), this);
        group->addButton(m_boxes[i], static_cast<int>(i));
    }
    m_boxes.front()->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            Q_EMIT currentChanged(static_cast<DiagramPlace>(id));
    });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MethodDiagram::setMethod(const model::RestApi &api, const model::Method &method)
{
    for (std::size_t i = 0; i < kDiagramPlaces; ++i)
        m_boxes[i]->setSummary(summaryOf(static_cast<DiagramPlace>(i), api, method));
}

void MethodDiagram::setTrace(const TracePtr &trace)
{
    const auto places = trace ? placesOf(*trace) : std::array<PlaceTrace, kDiagramPlaces>{};
    for (std::size_t i = 0; i < kDiagramPlaces; ++i)
        m_boxes[i]->setTrace(trace ? std::optional(places[i]) : std::nullopt);
    m_clientLine = trace ? tr("%1\n%2").arg(trace->status).arg(durationText(trace->duration)) : QString();
    update();
}

DiagramPlace MethodDiagram::current() const
{
    for (std::size_t i = 0; i < kDiagramPlaces; ++i) {
        if (m_boxes[i]->isChecked())
            return static_cast<DiagramPlace>(i);
    }
    return DiagramPlace::MethodRequest;
}

void MethodDiagram::setCurrent(DiagramPlace place)
{
    box(place).setChecked(true);
}

QSize MethodDiagram::sizeHint() const
{
    const QSize box = m_boxes.front()->sizeHint();
    return {4 * box.width() + 3 * kArrow, 2 * box.height() + kGroupGap};
}

QSize MethodDiagram::minimumSizeHint() const
{
    int widest = 0;
    for (const DiagramBox *box : m_boxes)
        widest = std::max(widest, box->minimumSizeHint().width());
    return {clientRect().width() + 3 * widest + 3 * kArrow, sizeHint().height()};
}

QRect MethodDiagram::clientRect() const
{
    const int width = std::max(64, fontMetrics().horizontalAdvance(tr("Client")) + 2 * kPadding);
    return {0, 0, width, height()};
}

void MethodDiagram::resizeEvent(QResizeEvent *)
{
    const int left = clientRect().right() + 1 + kArrow;
    const int width = (this->width() - left - 2 * kArrow) / 3;
    const int rowHeight = (height() - kGroupGap) / 2;
    const int second = left + width + kArrow;
    const int third = second + width + kArrow;
    box(DiagramPlace::MethodRequest).setGeometry(left, 0, width, rowHeight);
    box(DiagramPlace::IntegrationRequest).setGeometry(second, 0, width, rowHeight);
    box(DiagramPlace::Integration).setGeometry(third, 0, this->width() - third, height());
    box(DiagramPlace::IntegrationResponse).setGeometry(second, height() - rowHeight, width, rowHeight);
    box(DiagramPlace::MethodResponse).setGeometry(left, height() - rowHeight, width, rowHeight);
}

void MethodDiagram::paintClient(QPainter &painter) const
{
    const QRect client = clientRect();
    painter.setPen(QPen(themeColor(ColorRole::Hairline), 1.0));
    painter.setBrush(themeColor(ColorRole::SurfaceRaised));
    painter.drawRoundedRect(QRectF(client).adjusted(0.5, 0.5, -0.5, -0.5), kRadius + 2, kRadius + 2);
    painter.setFont(titleFont(font()));
    painter.setPen(themeColor(ColorRole::Text));
    painter.drawText(client, Qt::AlignCenter, tr("Client"));
    if (!m_clientLine.isEmpty()) {
        painter.setFont(captionFont());
        painter.setPen(themeColor(ColorRole::MutedText));
        painter.drawText(client.adjusted(0, client.height() / 2 + fontMetrics().height(), 0, 0),
                         Qt::AlignHCenter | Qt::AlignTop, m_clientLine);
    }
}

void MethodDiagram::paintArrow(QPainter &painter, const QPoint &from, const QPoint &to, DiagramPlace target) const
{
    const std::optional<PlaceTrace> &trace = box(target).trace();
    const State state = trace ? trace->state : State::NotReached;
    const QColor color = trace ? stateColor(state) : themeColor(ColorRole::MutedText);
    painter.setPen(QPen(color, 1.5, trace && state == State::NotReached ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap));
    const int direction = to.x() > from.x() ? 1 : -1;
    const QPointF tip(to.x() - direction * 4, to.y());
    painter.drawLine(QPointF(from.x() + direction * 4, from.y()), tip);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{tip + QPointF(-direction * 6, -5), tip, tip + QPointF(-direction * 6, 5)});
}

void MethodDiagram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintClient(painter);
    const QRect request = box(DiagramPlace::MethodRequest).geometry();
    const QRect integration = box(DiagramPlace::IntegrationRequest).geometry();
    const QRect backend = box(DiagramPlace::Integration).geometry();
    const int top = request.center().y();
    const int bottom = box(DiagramPlace::MethodResponse).geometry().center().y();
    paintArrow(painter, {clientRect().right(), top}, {request.left(), top}, DiagramPlace::MethodRequest);
    paintArrow(painter, {request.right(), top}, {integration.left(), top}, DiagramPlace::IntegrationRequest);
    paintArrow(painter, {integration.right(), top}, {backend.left(), top}, DiagramPlace::Integration);
    paintArrow(painter, {backend.left(), bottom}, {integration.right(), bottom}, DiagramPlace::IntegrationResponse);
    paintArrow(painter, {integration.left(), bottom}, {request.right(), bottom}, DiagramPlace::MethodResponse);
    paintArrow(painter, {request.left(), bottom}, {clientRect().right(), bottom}, DiagramPlace::MethodResponse);
}

} // namespace gatehouse::ui
