#pragma once

#include "core/model/project.h"
#include "core/playground/line_diff.h"
#include "core/playground/run.h"

namespace gatehouse::playground {

/// The text of the template that @p place means. Error: PlaygroundErrc::BadTest says what is not there.
[[nodiscard]] Expected<std::string> templateText(const model::Project &project, const model::TemplateOfMethod &place);
/// "petstore POST /pets request application/json"
[[nodiscard]] std::string describe(const model::TemplateOfMethod &place);
/// The event of a test: its own, or the saved one that it names. Errors: BadTest and BadEvent.
[[nodiscard]] Expected<Event> eventOf(const model::Project &project, const model::TemplateTest &test);

/// What became of one test.
struct TestResult {
    enum class Status : std::uint8_t {
        Passed,
        Failed, ///< the template gave something else
        Faulty, ///< the test cannot be run
        Stopped,
    };

    Status status = Status::Passed;
    std::string message; ///< one line; empty if it passed
    std::string pointer; ///< of the member of the test that the message is about: "/expect/output"
    std::uint32_t line = 0; ///< 1-based, of the expected output: where it first differs; 0: not known
    std::vector<DiffLine> difference; ///< expected and actual
    std::string source; ///< of the template
    Run run;
};
[[nodiscard]] std::string_view toString(TestResult::Status status) noexcept; ///< "passed", "failed" ...

/// Runs one test; @p project has the templates and the events that tests name.
[[nodiscard]] TestResult runTest(const model::Project &project, const model::TemplateTest &test,
                                 const RunOptions &options = {}, std::stop_token stop = {});

} // namespace gatehouse::playground
