#pragma once

#include <QAbstractButton>

namespace gatehouse::ui {

/// A flat button of two lines, title and muted text, with an icon at the left: rows of the welcome page.
class CardButton : public QAbstractButton {
    Q_OBJECT

public:
    CardButton(const QString &iconName, const QString &title, const QString &text, QWidget *parent = nullptr);

    /// At the right, muted: a shortcut.
    void setHint(const QString &hint);
    /// Shortens the text in its middle instead of wrapping it: for paths.
    void setTextElided(bool elided);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] int textWidth(int width) const;
    [[nodiscard]] QFont titleFont() const;

    QString m_iconName;
    QString m_text;
    QString m_hint;
    bool m_elided = false;
};

} // namespace gatehouse::ui
