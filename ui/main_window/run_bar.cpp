#include "ui/main_window/run_bar.h"

#include "ui/bridge/gateway_controller.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace gatehouse::ui {

namespace {

struct Look {
    QString iconName;
    ColorRole role;
    QString word;
};

} // namespace

RunBar::RunBar(GatewayController &gateway, QWidget *parent)
    : QWidget(parent)
    , m_gateway(gateway)
    , m_deployed(new QLabel)
    , m_icon(new QLabel)
    , m_state(new QLabel)
    , m_address(new ElidedLabel)
    , m_copy(new CopyButton(tr("Copy the address"), [this] { return address(); }))
{
    m_deployed->setForegroundRole(QPalette::PlaceholderText);
    m_address->setFont(monospaceFont());
    m_address->setElideMode(Qt::ElideMiddle);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(m_icon);
    row->addWidget(m_state);
    row->addSpacing(kGrid);
    row->addWidget(m_address);
    row->addWidget(m_copy);
    row->addSpacing(kGap);
    row->addWidget(m_deployed);
    row->addStretch(1);
    connect(&m_gateway, &GatewayController::stateChanged, this, &RunBar::refresh);
    connect(&m_gateway, &GatewayController::endpointChanged, this, &RunBar::refresh);
    connect(&m_gateway, &GatewayController::stagesChanged, this, &RunBar::refresh);
    refresh();
}

void RunBar::setStage(const StageRef &stage)
{
    m_stage = stage;
    refresh();
}

QString RunBar::address() const
{
    const StageStatus *status = m_gateway.stage(m_stage.api, m_stage.name);
    return status ? toQString(status->url) : QString();
}

void RunBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

void RunBar::refresh()
{
    const Look look = [this]() -> Look {
        switch (m_gateway.state()) {
        case GatewayController::State::Stopped: return {QStringLiteral("stop"), ColorRole::MutedText, tr("Stopped")};
        case GatewayController::State::Starting: return {QStringLiteral("clock"), ColorRole::Info, tr("Starting…")};
        case GatewayController::State::Running: return {QStringLiteral("ok"), ColorRole::Success, tr("Running")};
        case GatewayController::State::Stopping: return {QStringLiteral("clock"), ColorRole::Info, tr("Stopping…")};
        case GatewayController::State::Failed:
            return {QStringLiteral("problem-error"), ColorRole::Error, tr("Not running")};
        }
        return {};
    }();
    m_icon->setPixmap(icon(look.iconName, look.role).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_state->setText(look.word);
    m_state->setToolTip(m_gateway.errorText());
    m_address->setText(address());
    m_address->setVisible(!address().isEmpty());
    m_copy->setVisible(!address().isEmpty());

    const StageStatus *status = m_gateway.stage(m_stage.api, m_stage.name);
    if (!status)
        m_deployed->clear();
    else if (status->implicit)
        m_deployed->setText(tr("Never deployed: serves the draft as opened"));
    else if (status->draftDiffers())
        m_deployed->setText(tr("Draft differs from what is deployed"));
    else
        m_deployed->setText(tr("Draft is deployed"));
    m_deployed->setVisible(status != nullptr);
}

} // namespace gatehouse::ui
