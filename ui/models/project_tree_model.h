#pragma once

#include "ui/models/project_tree_node.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <set>

namespace gatehouse::ui {

class ProjectDocument;

/// The project as a tree: APIs with their resources and methods (or routes), stages and what they serve, models,
/// authorizers, gateway responses, integrations by backend; API keys and usage plans.
///
/// Facts only; looks are ProjectTreeDelegate's. Follows each change of the document with the smallest insertion,
/// removal, move or dataChanged; only another project resets it. Renaming and dragging push commands.
class ProjectTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        ObjectRole = Qt::UserRole, ///< ObjectRef
        KindRole, ///< int, ObjectRef::Kind
        MethodRole, ///< QString, verb; empty for rows without one
        DetailRole, ///< QString, second text
        SeverityRole, ///< int, Severity of the worst problem here or below; invalid if all is well
        DeployStateRole, ///< int, DeployState
        HasIntegrationRole, ///< bool
        FilterRole, ///< QString, what a filter looks at
    };

    explicit ProjectTreeModel(ProjectDocument &document, QObject *parent = nullptr);
    ~ProjectTreeModel() override;

    /// The row of an object; invalid if it is not (or no longer) there.
    [[nodiscard]] QModelIndex indexOf(const ObjectRef &object) const;
    [[nodiscard]] static ObjectRef objectAt(const QModelIndex &index);
    /// What is wrong with @p text as the new name of the row, in words for the user, or nothing.
    [[nodiscard]] std::optional<QString> renameProblem(const QModelIndex &index, const QString &text) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

private:
    using Node = ProjectTreeNode;
    using NodePtr = std::unique_ptr<Node>;
    struct Drop;

    void follow(const DocumentChange &change);
    void insertResource(const DocumentChange &change);
    void moveResource(const DocumentChange &change);
    void syncMethods(const DocumentChange &change);
    void syncGroup(ObjectRef::Kind kind, const model::ApiId &api);
    void syncBackends();
    void updateSeverities(const model::ApiId &api);
    std::optional<Severity> updateSeverity(Node &node, const model::ApiId &api, const std::string &path);

    /// Makes the children of @p node (from @p first to before @p end) those of @p wanted, moving, inserting, removing
    /// and updating as little as needed.
    void sync(Node &node, Node &wanted);
    void insert(Node &parent, int row, NodePtr child);
    void remove(Node &parent, int first, int last);
    void index(Node &node); ///< notes the resources below
    void forget(Node &node); ///< the reverse

    [[nodiscard]] Node *node(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexFor(const Node &node) const;
    [[nodiscard]] Node *apiNode(const model::ApiId &api) const;
    [[nodiscard]] Node *resourceNode(const model::ApiId &api, const model::ResourceId &resource) const;
    /// The row that a resource has among the children of its parent: methods come first, then resources in order.
    [[nodiscard]] int resourceRow(const model::ApiId &api, const model::Resource &resource, const Node &parent) const;
    [[nodiscard]] std::optional<Drop> dropAt(const QMimeData *data, int row, const QModelIndex &parent) const;

    ProjectDocument &m_document;
    NodePtr m_root;
    std::unordered_map<std::string, Node *> m_resources; // by API and resource id
    std::set<model::ApiId> m_staleBackends;
    std::set<model::ApiId> m_marked; // APIs with severities shown
    QTimer m_backendTimer; // grouping reads every method: once typing pauses
};

} // namespace gatehouse::ui
