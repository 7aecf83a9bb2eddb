#include "app/cli/command.h"
#include "app/cli/project_input.h"
#include "app/cli/test_report.h"
#include "app/cli/text_output.h"
#include "core/yaml/reader.h"

#include <format>
#include <iostream>
#include <map>

namespace gatehouse::cli {

namespace {

enum class TestReport : std::uint8_t { Text, Junit };

struct TestOptions {
    std::string path;
    std::string filter;
    TestReport report = TestReport::Text;
    std::optional<std::string> coverage; ///< the file it goes to; "": standard error
    std::string output;
};

/// The file of a test.
std::string fileOf(const project::LoadedProject &loaded, const model::TemplateTest &test)
{
    const auto path = loaded.paths.find("test:" + test.name);
    return path == loaded.paths.end() ? std::string() : path->second;
}

/// Where @p text has what the result is about. A block scalar begins on the line after its "|".
std::uint32_t lineOf(const std::string &text, const playground::TestResult &result)
{
    const json::Value tree = yaml::readAny(text).value;
    std::string pointer = result.pointer;
    const json::Value *found = tree.at(pointer);
    while (!found && !pointer.empty()) { // a member that is not there: what would hold it
        pointer.resize(pointer.rfind('/'));
        found = tree.at(pointer);
    }
    if (!found || !found->span().known())
        return 0;
    const std::uint32_t line = LineIndex(text).at(found->span().begin).line;
    const bool block = text[found->span().begin] == '|';
    return block && result.line > 0 ? line + result.line : line;
}

/// What all tests of each template reached, by what the template is called.
class CoverageSum {
public:
    /// @param source  the text that the lines of @p coverage are of
    void add(const std::string &name, const std::string &source, const playground::Coverage &coverage)
    {
        if (coverage.statements.empty())
            return;
        Entry &entry = m_entries[name];
        entry.source = source;
        entry.coverage.merge(coverage);
    }

    /// Of a test's own template: the lines are those of its file, where the template stands in it line by line.
    void addOwn(const TestedCase &tested, const std::string &text)
    {
        const json::Value tree = yaml::readAny(text).value;
        const json::Value *own = tree.find("template");
        if (!own || !own->span().known() || text[own->span().begin] != '|') {
            add(tested.file + " (template)", tested.result.source, tested.result.run.coverage);
            return;
        }
        const std::uint32_t before = LineIndex(text).at(own->span().begin).line;
        playground::Coverage coverage = tested.result.run.coverage;
        for (playground::Coverage::Statement &statement : coverage.statements)
            statement.line += before;
        for (playground::Coverage::Branch &branch : coverage.branches) {
            branch.line += before;
            branch.elseLine += branch.elseLine == 0 ? 0 : before;
        }
        add(tested.file, text, coverage);
    }

    [[nodiscard]] std::string lcov() const
    {
        std::string out;
        for (const auto &[name, entry] : m_entries)
            out += playground::toLcov(entry.coverage, name);
        return out;
    }

    [[nodiscard]] std::string text() const
    {
        std::string out;
        playground::Coverage::Totals all;
        for (const auto &[name, entry] : m_entries) {
            all += entry.coverage.totals();
            out += std::format("coverage of {}: {}\n", name, playground::summary(entry.coverage.totals()));
            out += playground::coverageReport(entry.coverage, name, entry.source);
        }
        return out + std::format("coverage: {}\n", playground::summary(all));
    }

private:
    struct Entry {
        std::string source;
        playground::Coverage coverage;
    };
    std::map<std::string, Entry> m_entries;
};

/// Errors in the files of tests and events: such tests would not say what their authors meant.
Diagnostics faultsOf(const project::LoadedProject &loaded)
{
    Diagnostics faults;
    for (const Diagnostic &diagnostic : loaded.diagnostics) {
        const std::string folder = std::filesystem::path(diagnostic.file).parent_path().filename().string();
        if (folder == "tests" || folder == "events")
            faults.push_back(diagnostic);
    }
    return faults;
}

ExitStatus runTests(const TestOptions &options)
{
    const std::optional<project::LoadedProject> loaded = loadProject(options.path);
    if (!loaded)
        return ExitStatus::InputAtFault;
    const Diagnostics faults = faultsOf(*loaded);
    printDiagnostics(faults);

    playground::RunOptions runOptions;
    runOptions.follow = options.coverage.has_value();
    std::vector<TestedCase> cases;
    CoverageSum coverage;
    for (const model::TemplateTest &test : loaded->project.tests) {
        if (!test.name.contains(options.filter))
            continue;
        TestedCase &tested = cases.emplace_back();
        const std::string file = fileOf(*loaded, test);
        tested.name = test.name;
        tested.file = (loaded->root / file).string();
        tested.result = playground::runTest(loaded->project, test, runOptions);
        const std::string &text = loaded->files.at(file).text;
        if (tested.result.status != playground::TestResult::Status::Passed)
            tested.line = lineOf(text, tested.result);
        if (test.method)
            coverage.add(playground::describe(*test.method), tested.result.source, tested.result.run.coverage);
        else
            coverage.addOwn(tested, text);
    }
    if (cases.empty()) {
        complain(options.filter.empty()
                     ? std::format("{} has no template tests", options.path)
                     : std::format("{} has no template test with \"{}\" in its name", options.path, options.filter));
        return ExitStatus::InputAtFault;
    }

    const std::string report = options.report == TestReport::Text
        ? textReport(cases)
        : junitReport(cases, loaded->project.name.empty() ? options.path : loaded->project.name);
    ExitStatus status = writeOutput(options.output, report);
    if (options.coverage && options.coverage->empty())
        std::cerr << coverage.text();
    else if (options.coverage && writeOutput(*options.coverage, coverage.lcov()) != ExitStatus::Done)
        status = ExitStatus::InputAtFault;
    const bool passed = std::ranges::all_of(
        cases, [](const TestedCase &tested) { return tested.result.status == playground::TestResult::Status::Passed; });
    return passed && !hasErrors(faults) ? status : ExitStatus::InputAtFault;
}

} // namespace

void addTest(CLI::App &app, Action &action)
{
    const auto options = std::make_shared<TestOptions>();
    Command command(app, "test",
                    "Run the template tests of a project: the files in its folder \"tests\". The exit status is 1 if "
                    "one does not pass.",
                    "  gatehouse test .\n"
                    "  gatehouse test . --filter pets --coverage\n"
                    "  gatehouse test . --report junit --output results.xml --coverage=templates.info",
                    action, [options] { return runTests(*options); });
    command.argument("PATH", options->path, "Project folder");
    command.option("--filter", options->filter, "TEXT", "Only tests with this text in their name");
    command.choice<TestReport>("--report", options->report, {{"text", TestReport::Text}, {"junit", TestReport::Junit}},
                               "Lines to read (the default), or JUnit's XML");
    command.coverage(options->coverage);
    command.option("--output", options->output, "FILE", "Write the report there instead of to standard output");
}

} // namespace gatehouse::cli
