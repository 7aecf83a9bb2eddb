#pragma once

#include "core/playground/event.h"
#include "core/playground/overrides_json.h"
#include "core/playground/run.h"

#include <string>
#include <string_view>

namespace gatehouse::playground {

/// A mapping template to begin with, and to learn from: it comes with an event to run it on and with what it writes
/// then.
struct Blueprint {
    std::string id; ///< the name of its file, without the suffix
    std::string title;
    std::string category; ///< "DynamoDB", "Errors" ...
    std::string text; ///< what there is to learn from it, one to three sentences
    Phase side = Phase::Request;
    std::string contentType; ///< of what it writes
    std::string source; ///< the template
    Event event;
    std::string output;
    json::Value overrides; ///< as overridesJson() has them; null: it sets none

    bool operator==(const Blueprint &) const = default;
};

/// Reads a file of resources/blueprints (YAML). Error: PlaygroundErrc::BadTest, with the place of what is wrong.
[[nodiscard]] Expected<Blueprint> readBlueprint(std::string_view id, std::string_view yaml);

/// What differs between what the blueprint says and what running it gives; "" if nothing does.
[[nodiscard]] std::string difference(const Blueprint &blueprint, const Run &run);

} // namespace gatehouse::playground
