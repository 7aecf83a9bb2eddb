#pragma once

#include "core/model/common.h"

namespace gatehouse::model {

/// On which side of an integration a mapping template stands.
enum class TemplateSide : std::uint8_t { Request, Response };
[[nodiscard]] std::string_view toString(TemplateSide side) noexcept; ///< "request", "response"
template <>
std::optional<TemplateSide> fromString(std::string_view text);

/// How an output is compared with the one expected.
enum class OutputComparison : std::uint8_t {
    Exact, ///< octet by octet
    Json, ///< as values: blanks, the order of members and the spelling of numbers do not count
    IgnoreWhitespace, ///< blanks and line ends do not count at all
};
[[nodiscard]] std::string_view
toString(OutputComparison comparison) noexcept; ///< "exact", "json", "whitespace-insensitive"
template <>
std::optional<OutputComparison> fromString(std::string_view text);

/// The place of a mapping template in a project.
struct TemplateOfMethod {
    std::string api; ///< its folder; "" for the only one
    std::string method; ///< "GET" ... or "ANY"
    std::string path; ///< "/pets/{petId}"
    TemplateSide side = TemplateSide::Request;
    std::string contentType = "application/json";
    std::string statusCode; ///< of the integration response; "" if selectionPattern tells it
    std::optional<std::string> selectionPattern; ///< of the integration response; "" is the default one

    bool operator==(const TemplateOfMethod &) const = default;
};

/// What a mapping template is to give for an event. In a project a file tests/NAME.yaml.
struct TemplateTest {
    struct Expectation {
        json::Value output; ///< a text or any JSON; null: not compared
        /// Absent: Json for an output that is an object or an array, else Exact.
        std::optional<OutputComparison> compare;
        /// {"requestOverride": {"path": {}, "querystring": {}, "header": {}}, "responseOverride": {"status": 1,
        /// "header": {}}}, all of it; null: not compared.
        json::Value overrides;
        std::optional<std::string> error; ///< a part of its text; absent: there is to be none

        bool operator==(const Expectation &) const = default;
    };

    std::string name;
    std::string description;
    std::string text; ///< of the template, where it is not one of the project
    std::optional<TemplateOfMethod> method; ///< the template of the project that is meant
    json::Value event; ///< as playground::eventFromJson() reads it, or the name of a SavedEvent
    Expectation expect;
    Extra extra;

    bool operator==(const TemplateTest &) const = default;
};

/// An event that the user saved. In a project a file events/NAME.yaml.
struct SavedEvent {
    std::string name;
    json::Value event = json::Value::object(); ///< as playground::eventFromJson() reads it

    bool operator==(const SavedEvent &) const = default;
};

} // namespace gatehouse::model
