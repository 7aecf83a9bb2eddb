#pragma once

#include "ui/editors/method_summary.h"

#include <QAbstractButton>
#include <QWidget>

#include <optional>

namespace gatehouse::ui {

/// One box of the diagram: a title, lines of what the model holds, and what the last request did there. A button: Tab
/// and arrow keys reach it, Space chooses it, screen readers read its lines.
class DiagramBox final : public QAbstractButton {
    Q_OBJECT

public:
    explicit DiagramBox(const QString &title, QWidget *parent = nullptr);

    void setSummary(const Summary &summary);
    void setTrace(const std::optional<PlaceTrace> &trace);
    [[nodiscard]] const std::optional<PlaceTrace> &trace() const noexcept { return m_trace; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void describe();
    void paintTrace(QPainter &painter, QRect &rest) const;

    Summary m_summary;
    std::optional<PlaceTrace> m_trace;
};

/// The way of a request through a method, as API Gateway's console draws it: from the client by method request and
/// integration request to the integration, and back by integration response and method response.
class MethodDiagram : public QWidget {
    Q_OBJECT

public:
    explicit MethodDiagram(QWidget *parent = nullptr);

    void setMethod(const model::RestApi &api, const model::Method &method);
    void setTrace(const TracePtr &trace);
    [[nodiscard]] DiagramPlace current() const;
    void setCurrent(DiagramPlace place);
    [[nodiscard]] DiagramBox &box(DiagramPlace place) const { return *m_boxes[static_cast<std::size_t>(place)]; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentChanged(gatehouse::ui::DiagramPlace place);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QRect clientRect() const;
    void paintClient(QPainter &painter) const;
    void paintArrow(QPainter &painter, const QPoint &from, const QPoint &to, DiagramPlace target) const;

    std::array<DiagramBox *, kDiagramPlaces> m_boxes;
    QString m_clientLine; ///< below "Client": how long the last request took
};

} // namespace gatehouse::ui
