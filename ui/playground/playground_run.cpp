#include "ui/playground/playground_run.h"

#include "core/json/reader.h"
#include "ui/playground/body_paths.h"
#include "ui/widgets/body_format.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace gatehouse::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::PlaygroundRun)
};

bool looksLikeJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

/// The execution log's line for a template that fails, and what it is here.
Diagnostic faultOf(const PlaygroundRun &result, const Error &error)
{
    Diagnostic fault;
    fault.rule = "template";
    fault.message = result.input.phase == playground::Phase::Request
        ? "Execution failed due to configuration error: Unable to transform request"
        : "Execution failed due to configuration error: Unable to transform response";
    fault.hint = toStd(
        Words::tr("The caller gets 500 {\"message\": \"Internal server error\"}. %1").arg(toQString(error.text())));
    fault.span = error.span;
    const LineIndex::Position place = LineIndex(result.input.source).at(error.span.begin);
    fault.line = place.line;
    fault.column = place.column;
    return fault;
}

/// API Gateway reads bodies leniently, so that what is no JSON still may work; it seldom is what was meant.
void readBody(PlaygroundRun &result)
{
    const std::string &body = result.input.event.body;
    if (!looksLikeJson(body))
        return;
    json::ReadResult read = json::readJson(body);
    result.body = std::move(read.value);
    for (Diagnostic fault : read.diagnostics) {
        fault.severity = Severity::Warning;
        fault.hint = toStd(Words::tr("API Gateway's reader is lenient: it takes what it can make of this."));
        result.bodyFaults.push_back(std::move(fault));
    }
}

void layOutOutput(PlaygroundRun &result)
{
    const std::string &output = result.run.output;
    result.outputSyntax = syntaxOf(result.input.mediaType);
    const bool saysJson = result.outputSyntax == u"JSON";
    bool json = false;
    if (saysJson || looksLikeJson(output)) {
        const json::ReadResult read = json::readJson(output);
        json = !hasErrors(read.diagnostics);
        if (!json && saysJson && !result.run.error) {
            const Diagnostic &first = read.diagnostics.front();
            result.outputNote = output.find_first_not_of(" \t\r\n") == std::string::npos
                ? Words::tr("The output is empty, though its type is %1.").arg(result.input.mediaType)
                : Words::tr("Not valid JSON, though its type is %1: line %2, column %3: %4")
                      .arg(result.input.mediaType)
                      .arg(first.line)
                      .arg(first.column)
                      .arg(toQString(first.message));
        }
    }
    if (json)
        result.outputSyntax = QStringLiteral("JSON");
    result.outputMap = json && result.input.pretty ? TextMap::prettyJson(output, kMaxShown)
                                                   : TextMap::plain(output, kMaxShownLine, kMaxShown);
    if (result.outputMap.isCut())
        result.outputNote = Words::tr("Only the beginning of the output is shown.");
}

void placeStretches(PlaygroundRun &result)
{
    result.stretches.reserve(result.run.stretches.size());
    std::string origin;
    std::optional<SourceSpan> span;
    for (const playground::Stretch &stretch : result.run.stretches) {
        if (stretch.origin != origin) {
            origin = stretch.origin;
            span = result.body.isNull() ? std::nullopt : spanOfPath(result.body, origin);
        }
        result.stretches.push_back({result.outputMap.positionOf(stretch.begin),
                                    result.outputMap.positionOf(stretch.end), stretch.span, origin, span});
    }
}

} // namespace

PlaygroundRunPtr runPlayground(PlaygroundInput input, const std::stop_token &stop)
{
    auto result = std::make_shared<PlaygroundRun>();
    result->input = std::move(input);
    result->source = std::make_shared<const mapping::MappingTemplate>(result->input.source);
    if (const std::optional<Error> &error = result->source->error())
        result->run.error = *error;
    else
        result->run = playground::run(*result->source, result->input.event, {}, stop);
    if (stop.stop_requested())
        return result;
    if (result->run.error)
        result->sourceFaults.push_back(faultOf(*result, *result->run.error));
    readBody(*result);
    result->sourceMap = TextMap::plain(result->input.source);
    result->bodyMap = TextMap::plain(result->input.event.body);
    layOutOutput(*result);
    placeStretches(*result);
    return result;
}

} // namespace gatehouse::ui
