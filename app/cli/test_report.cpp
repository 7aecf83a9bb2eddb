#include "app/cli/test_report.h"

#include "core/base/octets.h"

#include <algorithm>
#include <format>

namespace gatehouse::cli {

namespace {

using playground::TestResult;
using Status = TestResult::Status;

struct Sums {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t faulty = 0;
    std::chrono::nanoseconds duration{0};
};

Sums sumsOf(const std::vector<TestedCase> &cases)
{
    Sums sums;
    for (const TestedCase &tested : cases) {
        switch (tested.result.status) {
        case Status::Passed: ++sums.passed; break;
        case Status::Failed: ++sums.failed; break;
        case Status::Faulty:
        case Status::Stopped: ++sums.faulty; break;
        }
        sums.duration += tested.result.run.duration;
    }
    return sums;
}

/// "FILE:12: what is wrong"
std::string messageOf(const TestedCase &tested)
{
    const std::string place = tested.line == 0 ? tested.file : std::format("{}:{}", tested.file, tested.line);
    return place + ": " + tested.result.message;
}

std::string indented(const std::string &text)
{
    std::string out;
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
        end = std::min(text.find('\n', begin), text.size());
        out += std::format("    {}\n", std::string_view(text).substr(begin, end - begin));
    }
    return out;
}

/// For attributes and text of XML 1.0, which has no place for most control characters.
std::string escaped(std::string_view raw)
{
    std::string out;
    for (const char c : toValidUtf8(raw)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        case '\t': out += "&#9;"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                out += "\xEF\xBF\xBD"; // U+FFFD
            else
                out += c;
        }
    }
    // Two characters that UTF-8 can say and XML cannot.
    for (const std::string_view refused : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
        for (std::size_t at = out.find(refused); at != std::string::npos; at = out.find(refused, at))
            out.replace(at, refused.size(), "\xEF\xBF\xBD");
    }
    return out;
}

double seconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

} // namespace

std::string textReport(const std::vector<TestedCase> &cases)
{
    std::string out;
    for (const TestedCase &tested : cases) {
        out += std::format("{:<6}  {}\n", toString(tested.result.status), tested.name);
        if (tested.result.status == Status::Passed)
            continue;
        out += indented(messageOf(tested));
        if (!tested.result.difference.empty())
            out += indented("- expected, + what came\n" + toText(tested.result.difference));
    }
    const Sums sums = sumsOf(cases);
    out += std::format("{} {}: {} passed, {} failed, {} faulty\n", cases.size(), cases.size() == 1 ? "test" : "tests",
                       sums.passed, sums.failed, sums.faulty);
    return out;
}

std::string junitReport(const std::vector<TestedCase> &cases, const std::string &suite)
{
    const Sums sums = sumsOf(cases);
    const std::string counts = std::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" time=\"{:.6f}\"",
                                           cases.size(), sums.failed, sums.faulty, seconds(sums.duration));
    std::string out = std::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<testsuites {}>\n"
                                  "  <testsuite name=\"{}\" {}>\n",
                                  counts, escaped(suite), counts);
    for (const TestedCase &tested : cases) {
        const TestResult &result = tested.result;
        out += std::format("    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" time=\"{:.6f}\"",
                           escaped(tested.name), escaped(suite), escaped(tested.file), seconds(result.run.duration));
        if (result.status == Status::Passed) {
            out += "/>\n";
            continue;
        }
        const bool failed = result.status == Status::Failed;
        const std::string_view element = failed ? "failure" : "error";
        out += std::format(">\n      <{} type=\"{}\" message=\"{}\">{}</{}>\n    </testcase>\n", element,
                           toString(result.status), escaped(result.message),
                           escaped(messageOf(tested) + "\n" + toText(result.difference)), element);
    }
    out += "  </testsuite>\n</testsuites>\n";
    return out;
}

} // namespace gatehouse::cli
