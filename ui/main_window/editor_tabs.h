#pragma once

#include <QTabWidget>

#include <functional>

namespace gatehouse::ui {

/// The editors in the centre: one tab for each thing that is open, known by a key such as "method/API/RESOURCE/GET".
class EditorTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit EditorTabs(QWidget *parent = nullptr);

    /// Shows the editor of @p key, made by @p make if it is not open yet, and gives it the focus.
    QWidget *open(const QString &key, const QIcon &icon, const QString &title, const std::function<QWidget *()> &make);
    [[nodiscard]] QWidget *find(const QString &key) const;
    [[nodiscard]] QString keyOf(const QWidget *editor) const;
    [[nodiscard]] QStringList keys() const;
    void rename(const QString &key, const QString &newKey, const QString &title);
    void close(const QString &key);
    void closeAll();
    void closeCurrent();

Q_SIGNALS:
    void emptied();
    void opened();

protected:
    void tabRemoved(int index) override;

private:
    void closeAt(int index);
};

} // namespace gatehouse::ui
