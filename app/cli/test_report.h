#pragma once

#include "core/playground/template_test.h"

#include <string>
#include <vector>

namespace gatehouse::cli {

/// One template test that was run.
struct TestedCase {
    std::string name;
    std::string file;
    std::uint32_t line = 0; ///< of the file: what its message is about; 0: not known
    playground::TestResult result;
};

/// A line for each test, for those that did not pass with the place in the file and the difference, and a sum.
[[nodiscard]] std::string textReport(const std::vector<TestedCase> &cases);

/// JUnit's XML as continuous integration reads it: one testsuite of that name.
[[nodiscard]] std::string junitReport(const std::vector<TestedCase> &cases, const std::string &suite);

} // namespace gatehouse::cli
