#pragma once

#include "ui/document/document_change.h"

#include <QWidget>

class QAction;
class QLabel;

namespace gatehouse::ui {

class CopyButton;
class ElidedLabel;
class GatewayController;

/// The run state of the gateway in words and shape, the address of the chosen stage with a copy button, and how the
/// draft stands to what is deployed there.
class RunBar : public QWidget {
    Q_OBJECT

public:
    explicit RunBar(GatewayController &gateway, QWidget *parent = nullptr);

    void setStage(const StageRef &stage);
    /// Where the chosen stage answers; empty while the gateway does not run.
    [[nodiscard]] QString address() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    GatewayController &m_gateway;
    StageRef m_stage;
    QLabel *m_deployed;
    QLabel *m_icon;
    QLabel *m_state;
    ElidedLabel *m_address;
    CopyButton *m_copy;
};

} // namespace gatehouse::ui
