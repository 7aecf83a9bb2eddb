#pragma once

#include "core/base/diagnostic.h"
#include "core/playground/run.h"
#include "ui/widgets/text_map.h"

#include <QString>

#include <memory>
#include <optional>

namespace gatehouse::ui {

/// What a playground runs.
struct PlaygroundInput {
    std::string source; ///< the template
    playground::Event event;
    playground::Phase phase = playground::Phase::Request;
    QString mediaType; ///< of the output
    bool pretty = true;

    bool operator==(const PlaygroundInput &) const = default;
};

/// What a stretch of the output was read from and where that stands in the body.
struct PlaygroundStretch {
    int begin = 0; ///< positions in the shown output
    int end = 0;
    SourceSpan span; ///< octets of the template
    std::string origin; ///< input path
    std::optional<SourceSpan> bodySpan; ///< octets of the body
};

/// One finished run with all that views need of it, made off the GUI thread; never changed.
struct PlaygroundRun {
    PlaygroundInput input;
    std::shared_ptr<const mapping::MappingTemplate> source;
    playground::Run run;

    TextMap sourceMap;
    TextMap bodyMap;
    TextMap outputMap;
    json::Value body; ///< with places; null if the body is no JSON
    std::vector<PlaygroundStretch> stretches; ///< in the order of the output

    Diagnostics sourceFaults;
    Diagnostics bodyFaults;
    QString outputSyntax;
    QString outputNote; ///< what is wrong with the output; empty: nothing
};
using PlaygroundRunPtr = std::shared_ptr<const PlaygroundRun>;

/// Parses, runs and prepares for the views. On any thread; ends soon after @p stop is requested, with a run that says
/// so.
[[nodiscard]] PlaygroundRunPtr runPlayground(PlaygroundInput input, const std::stop_token &stop);

} // namespace gatehouse::ui
