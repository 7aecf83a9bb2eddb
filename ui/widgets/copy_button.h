#pragma once

#include <QToolButton>

#include <functional>

namespace gatehouse::ui {

/// Copies what @p text gives at the time of the click, and says so for a moment by a check mark.
class CopyButton : public QToolButton {
    Q_OBJECT

public:
    /// @p name: what is copied, for tooltip and screen readers: tr("Copy address").
    CopyButton(const QString &name, std::function<QString()> text, QWidget *parent = nullptr);

private:
    void copy();

    std::function<QString()> m_text;
};

} // namespace gatehouse::ui
