#pragma once

#include "core/playground/event.h"
#include "ui/document/template_ref.h"

#include <optional>
#include <string>
#include <vector>

namespace gatehouse::ui {

/// What a playground page holds and what is kept of it between sessions; never in the project's files.
struct PlaygroundState {
    std::string source; ///< the template
    playground::Event event = playground::sampleEvent();
    playground::Phase phase = playground::Phase::Request;
    std::string mediaType = "application/json"; ///< of the output
    std::optional<TemplateRef> bound; ///< the method's template that this one is worked on for
    std::vector<std::string> breakpoints; ///< see DebugBreakpoints::toTexts()
    std::vector<std::string> watches; ///< expressions shown while debugging

    bool operator==(const PlaygroundState &) const = default;
};

[[nodiscard]] json::Value toJson(const PlaygroundState &state);
/// What cannot be read is as in a new state.
[[nodiscard]] PlaygroundState playgroundStateFromJson(const json::Value &value);

/// A template that shows what one can do, for a page that begins empty.
[[nodiscard]] PlaygroundState firstPlayground();

} // namespace gatehouse::ui
