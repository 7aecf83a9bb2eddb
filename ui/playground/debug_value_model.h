#pragma once

#include "core/playground/pause.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace gatehouse::ui {

/// Values of a paused rendering as a tree: name, value, type. With expressions of the user's it is editable, and an
/// empty last row takes the next one.
class DebugValueModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, TypeColumn, ColumnCount };
    enum Role {
        ChangedRole = Qt::UserRole, ///< other than at the pause before
        ErrorRole, ///< the value is why there is none
    };

    explicit DebugValueModel(QObject *parent = nullptr);
    ~DebugValueModel() override;

    /// @p number: of the pause; what is new since the pause before is marked.
    void setValues(const std::vector<playground::ShownValue> &values, std::uint64_t number);
    /// Expressions with their results, those of the pause @p number; 0: there are none yet.
    void setWatches(const QStringList &expressions, const std::vector<playground::WatchResult> &results,
                    std::uint64_t number);
    void clear();

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The user typed another expression; @p row may be one past the last.
    void expressionEdited(int row, const QString &expression);

private:
    struct Node;
    [[nodiscard]] const Node &nodeOf(const QModelIndex &index) const;
    static void fill(Node &node, const playground::ShownValue &value);
    static void compare(Node &now, const Node &before);
    void show(std::unique_ptr<Node> root, std::uint64_t number);

    std::unique_ptr<Node> m_root;
    std::unique_ptr<Node> m_before; // of the pause before
    std::uint64_t m_number = 0;
    bool m_editable = false;
};

} // namespace gatehouse::ui
