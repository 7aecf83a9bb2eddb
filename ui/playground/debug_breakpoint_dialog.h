#pragma once

#include "core/playground/debugger.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace gatehouse::ui {

/// Asks when a breakpoint shall pause.
class DebugBreakpointDialog final : public QDialog {
    Q_OBJECT

public:
    explicit DebugBreakpointDialog(const playground::Breakpoint &breakpoint, QWidget *parent = nullptr);

    [[nodiscard]] playground::Breakpoint breakpoint() const;

private:
    void check();

    const std::uint32_t m_line;
    QLineEdit *m_condition;
    QSpinBox *m_fromHit;
    QCheckBox *m_enabled;
    QLabel *m_problem;
    class QPushButton *m_accept;
};

} // namespace gatehouse::ui
