#pragma once

#include "core/model/template_test.h"
#include "core/playground/playground_error.h"
#include "core/trace/trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// Names and values in the order in which templates see them.
using NameValues = std::vector<trace::NameValue>;

using Phase = model::TemplateSide;

/// What a mapping template reads: the body and the request's parameters, $context and $stageVariables.
struct Event {
    std::string body; ///< of the request, or of the endpoint's answer
    NameValues path;
    NameValues query;
    NameValues header;
    /// The members of $context, nested as there ({"identity": {"sourceIp": ...}}). In requestOverride and
    /// responseOverride stands what an earlier template of the same exchange has set.
    json::Value context = json::Value::object();
    model::StringMap stageVariables;

    bool operator==(const Event &) const = default;
};

/// Reads {"body": ..., "params": {"path": {}, "querystring": {}, "header": {}}, "context": {}, "stageVariables": {}}.
///
/// All members may be missing; members of other names are passed over. A body that is an object or an array stands for
/// its JSON text without blanks, any other for its own text. Of a parameter with a list of values the last one counts,
/// as in $input.params(). Error: PlaygroundErrc::BadEvent, with the place of what is wrong.
[[nodiscard]] Expected<Event> eventFromJson(const json::Value &value);
/// The same back; what is empty is left out. A body that is JSON as eventFromJson() would write it becomes a value.
[[nodiscard]] json::Value toJson(const Event &event);

/// A POST to a pet store with parameters of each place and all of $context that a request may have.
[[nodiscard]] Event sampleEvent();

/// What a recorded request gave, or would have given, to the templates of its method.
///
/// The trace does not know all: @p stageVariables and @p accountId come from the project. Secrets are masked in it, and
/// long bodies are cut (trace::Message::bodyTruncated).
[[nodiscard]] Event eventOf(const trace::Trace &trace, Phase phase, model::StringMap stageVariables = {},
                            std::string_view accountId = {});

} // namespace gatehouse::playground
