#include "ui/playground/test_runs.h"

#include <algorithm>
#include <chrono>

namespace gatehouse::ui {

TestRuns::TestRuns(ProjectDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    using namespace std::chrono_literals;
    m_again.setSingleShot(true);
    m_again.setInterval(400ms);
    connect(&m_again, &QTimer::timeout, this, [this] {
        std::set<std::string> names;
        for (const auto &[name, result] : m_results)
            names.insert(name);
        run(names);
    });
    connect(&document, &ProjectDocument::changed, this, &TestRuns::follow);
}

void TestRuns::runAll()
{
    std::set<std::string> names;
    for (const model::TemplateTest &test : m_document.project().tests)
        names.insert(test.name);
    run(names);
}

void TestRuns::run(const std::set<std::string> &names)
{
    if (m_task)
        m_task->abandon();
    m_underWay.insert(names.begin(), names.end());
    std::vector<model::TemplateTest> tests;
    for (const model::TemplateTest &test : m_document.project().tests) {
        if (m_underWay.contains(test.name))
            tests.push_back(test);
    }
    m_again.stop();
    m_task.reset();
    if (tests.empty()) {
        m_underWay.clear();
        Q_EMIT changed();
        return;
    }
    m_task = runInBackground(
        this, tr("Running template tests"),
        [project = m_document.project(), tests = std::move(tests)](Task &task) {
            Results results;
            for (std::size_t i = 0; i < tests.size() && !task.isCancelled(); ++i) {
                results[tests[i].name] = std::make_shared<const playground::TestResult>(
                    playground::runTest(project, tests[i], {}, task.stopToken()));
                task.setProgress(static_cast<double>(i + 1) / static_cast<double>(tests.size()));
            }
            return results;
        },
        [this](const Results &results) { finish(results); });
    Q_EMIT changed();
}

void TestRuns::stop()
{
    if (m_task)
        m_task->cancel();
}

void TestRuns::finish(const Results &results)
{
    m_task.reset();
    m_underWay.clear();
    for (const auto &[name, result] : results) {
        if (result->status != playground::TestResult::Status::Stopped)
            m_results[name] = result;
    }
    Q_EMIT changed();
}

void TestRuns::follow(const DocumentChange &change)
{
    if (change.kind == DocumentChange::Kind::ProjectReset) {
        if (m_task)
            m_task->abandon();
        m_task.reset();
        m_underWay.clear();
        m_results.clear();
        m_again.stop();
        Q_EMIT changed();
        return;
    }
    std::erase_if(m_results, [this](const auto &entry) { return !m_document.project().test(entry.first); });
    if (!m_results.empty())
        m_again.start();
}

TestRuns::Result TestRuns::result(const std::string &name) const
{
    const auto found = m_results.find(name);
    return found == m_results.end() ? nullptr : found->second;
}

std::size_t TestRuns::count(playground::TestResult::Status status) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_results, [status](const auto &entry) { return entry.second->status == status; }));
}

playground::Coverage TestRuns::coverage(const std::string &source) const
{
    playground::Coverage sum;
    for (const auto &[name, result] : m_results) {
        if (result->source == source)
            sum.merge(result->run.coverage);
    }
    return sum;
}

} // namespace gatehouse::ui
