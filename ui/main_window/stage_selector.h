#pragma once

#include "ui/document/document_change.h"

#include <QComboBox>

namespace gatehouse::ui {

class ProjectDocument;

/// Chooses the API and stage that Deploy, the request console and the address are about. Keeps the choice by name while
/// the document changes around it.
class StageSelector : public QComboBox {
    Q_OBJECT

public:
    explicit StageSelector(ProjectDocument &document, QWidget *parent = nullptr);

    /// The stage chosen; its name is empty for an API without stages, its API null without an API.
    [[nodiscard]] StageRef current() const;
    void setCurrent(const StageRef &stage);

Q_SIGNALS:
    void stageChanged(const gatehouse::ui::StageRef &stage);

private:
    void refill();
    void announce();

    ProjectDocument &m_document;
    std::vector<StageRef> m_stages; // as the rows
    StageRef m_announced;
};

} // namespace gatehouse::ui
