#pragma once

#include <QObject>

class QWidget;

namespace gatehouse::ui {

/// Takes files dropped anywhere on a window, whatever widget is below.
class FileDrop : public QObject {
    Q_OBJECT

public:
    explicit FileDrop(QWidget *window);

Q_SIGNALS:
    void dropped(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_window;
};

} // namespace gatehouse::ui
