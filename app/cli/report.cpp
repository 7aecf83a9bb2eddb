#include "app/cli/report.h"

#include "core/json/reader.h"

#include <set>

namespace gatehouse::cli {

namespace {

json::Value toJson(const Diagnostic &diagnostic)
{
    return json::Value::object({{"file", diagnostic.file},
                                {"line", std::int64_t(diagnostic.line)},
                                {"column", std::int64_t(diagnostic.column)},
                                {"pointer", diagnostic.pointer},
                                {"severity", toString(diagnostic.severity)},
                                {"rule", diagnostic.rule},
                                {"message", diagnostic.message},
                                {"hint", diagnostic.hint}});
}

std::string_view sarifLevel(Severity severity)
{
    switch (severity) {
    case Severity::Hint:
    case Severity::Info: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return {};
}

json::Value sarifResult(const Diagnostic &diagnostic)
{
    const std::string &hint = diagnostic.hint;
    json::Value physical = json::Value::object({{"artifactLocation", json::Value::object({{"uri", diagnostic.file}})}});
    if (diagnostic.line > 0) { // SARIF's columns count UTF-16 units unless the run says otherwise, and ours does
        physical.editMembers().set("region",
                                   json::Value::object({{"startLine", std::int64_t(diagnostic.line)},
                                                        {"startColumn", std::int64_t(diagnostic.column)}}));
    }
    json::Value location = json::Value::object({{"physicalLocation", std::move(physical)}});
    if (!diagnostic.pointer.empty()) {
        location.editMembers().set(
            "logicalLocations",
            json::Value::array({json::Value::object({{"fullyQualifiedName", diagnostic.pointer}})}));
    }
    return json::Value::object(
        {{"ruleId", diagnostic.rule},
         {"level", sarifLevel(diagnostic.severity)},
         {"message",
          json::Value::object({{"text", hint.empty() ? diagnostic.message : diagnostic.message + " (" + hint + ")"}})},
         {"locations", json::Value::array({std::move(location)})}});
}

json::Value sarif(const Diagnostics &diagnostics)
{
    std::set<std::string> ids;
    json::Array rules;
    json::Array results;
    for (const Diagnostic &diagnostic : diagnostics) {
        if (ids.insert(diagnostic.rule).second)
            rules.push_back(json::Value::object({{"id", diagnostic.rule}}));
        results.push_back(sarifResult(diagnostic));
    }
    json::Value driver
        = json::Value::object({{"name", "gatehouse"}, {"version", GATEHOUSE_VERSION}, {"rules", std::move(rules)}});
    json::Value run = json::Value::object({{"tool", json::Value::object({{"driver", std::move(driver)}})},
                                           {"columnKind", "unicodeCodePoints"},
                                           {"results", std::move(results)}});
    return json::Value::object({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                                {"version", "2.1.0"},
                                {"runs", json::Value::array({std::move(run)})}});
}

} // namespace

std::string report(const Diagnostics &diagnostics, ReportFormat format)
{
    std::string text;
    switch (format) {
    case ReportFormat::Text:
        for (const Diagnostic &diagnostic : diagnostics)
            text += gatehouse::format(diagnostic) + '\n';
        break;
    case ReportFormat::Json: {
        json::Array array;
        for (const Diagnostic &diagnostic : diagnostics)
            array.push_back(toJson(diagnostic));
        text = json::toJson(std::move(array)) + '\n';
        break;
    }
    case ReportFormat::Sarif: text = json::toJson(sarif(diagnostics)) + '\n'; break;
    }
    return text;
}

} // namespace gatehouse::cli
