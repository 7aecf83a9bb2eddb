#pragma once

#include "core/trace/trace.h"

#include <QString>

namespace gatehouse::ui {

/// Why an answer came out as it did, in plain words beside AWS's literal ones.
struct AnswerExplanation {
    QString headline; ///< one sentence: what happened
    QString advice; ///< what to look at or change; may be empty
    QString nearest; ///< a resource or method that was probably meant, "GET /pets"; empty if none

    bool operator==(const AnswerExplanation &) const = default;
};

/// Says for errors what their literal text hides; for other answers where they came from.
[[nodiscard]] AnswerExplanation explainAnswer(const trace::Trace &trace);

} // namespace gatehouse::ui
