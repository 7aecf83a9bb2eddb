#pragma once

#include "core/playground/template_test.h"
#include "ui/bridge/background_task.h"
#include "ui/document/project_document.h"

#include <map>
#include <set>

namespace gatehouse::ui {

/// What became of the project's template tests, run in the background. When the project changes, those that have been
/// run are run again.
class TestRuns : public QObject {
    Q_OBJECT

public:
    using Result = std::shared_ptr<const playground::TestResult>;

    explicit TestRuns(ProjectDocument &document, QObject *parent = nullptr);

    void runAll();
    void run(const std::set<std::string> &names); ///< beside those under way
    void stop();

    [[nodiscard]] bool isRunning() const noexcept { return m_task != nullptr; }
    [[nodiscard]] double progress() const noexcept { return m_task ? m_task->progress() : 1; } ///< 0 to 1
    [[nodiscard]] bool isRunning(const std::string &name) const { return m_task && m_underWay.contains(name); }
    /// Null for a test that has not been run.
    [[nodiscard]] Result result(const std::string &name) const;
    /// Of all tests of the project that have been run.
    [[nodiscard]] std::size_t count(playground::TestResult::Status status) const;
    /// What all tests with this template reached, added up; empty if none was run.
    [[nodiscard]] playground::Coverage coverage(const std::string &source) const;

Q_SIGNALS:
    void changed(); ///< tests under way, or results

private:
    using Results = std::map<std::string, Result>;
    void finish(const Results &results);
    void follow(const DocumentChange &change);

    ProjectDocument &m_document;
    std::shared_ptr<Task> m_task; // null while none is under way
    std::set<std::string> m_underWay;
    Results m_results;
    QTimer m_again; // typing brings many changes
};

} // namespace gatehouse::ui
