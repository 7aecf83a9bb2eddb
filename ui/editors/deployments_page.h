#pragma once

#include "ui/bridge/background_task.h"
#include "ui/editors/editor_page.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace gatehouse::ui {

class ChangesView;
class PageHeader;

/// The deployments of an API along time, the newest first: when, what for, which stages serve them; and what leads to
/// the chosen one from the one before, the draft, or any other. Stages are pointed at it after a look at what changes.
class DeploymentsPage : public EditorPage {
    Q_OBJECT

public:
    DeploymentsPage(ProjectDocument &document, const ObjectRef &deployment, QWidget *parent = nullptr);

    QString title() const override;
    QIcon titleIcon() const override;
    void reveal(const ObjectRef &object) override;
    [[nodiscard]] ObjectRef currentPart() const override;
    [[nodiscard]] bool shows(const ObjectRef &object) const override;
    [[nodiscard]] ChangesView &changes() const { return *m_changes; }

Q_SIGNALS:
    /// The comparison that was asked for is shown.
    void compared();

protected:
    void follow(const DocumentChange &change) override;

private:
    void load();
    void loadOthers();
    void choose(const std::string &id);
    void compare();
    void fillStages();
    void askToPoint(const StageRef &stage);
    [[nodiscard]] const model::ApiEntry *entry() const;
    [[nodiscard]] const model::DeploymentRecord *chosen() const;
    [[nodiscard]] std::shared_ptr<const model::Api> other() const;

    PageHeader *m_header;
    QTableWidget *m_list;
    QLabel *m_title;
    QComboBox *m_other;
    QPushButton *m_point;
    ChangesView *m_changes;
    std::shared_ptr<Task> m_comparing;
    std::string m_chosen;
};

} // namespace gatehouse::ui
