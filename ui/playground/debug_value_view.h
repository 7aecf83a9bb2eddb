#pragma once

#include <QSet>
#include <QTreeView>

namespace gatehouse::ui {

/// Shows a DebugValueModel: what is open stays open from pause to pause, what changed stands out in bold with a mark,
/// errors with theirs.
class DebugValueView final : public QTreeView {
    Q_OBJECT

public:
    explicit DebugValueView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;

private:
    [[nodiscard]] static QString pathOf(const QModelIndex &index);
    void keepOpen();
    void openAgain();

    QSet<QString> m_open; // paths of names
    QString m_current;
    int m_currentRow = -1;
};

} // namespace gatehouse::ui
