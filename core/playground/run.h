#pragma once

#include "core/mapping/mapping_template.h"
#include "core/playground/coverage.h"
#include "core/playground/event.h"
#include "core/vtl/observer.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace gatehouse::playground {

struct RunOptions {
    vtl::RenderLimits limits;
    bool follow = true; ///< record stretches and coverage
    json::Value variables = json::Value::object(); ///< more variables, which API Gateway does not have
};

/// Octets [begin, end) of an output, and what wrote them.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    SourceSpan span; ///< in the template
    std::string origin; ///< the input path read, such as "$.items[2].name" or "context.requestId"; empty: none is known

    bool operator==(const Stretch &) const = default;
};

/// What one rendering of a template gave.
struct Run {
    std::string output; ///< empty after an error
    std::optional<Error> error; ///< with its place in the template; PlaygroundErrc::Stopped: by the token
    mapping::Overrides overrides;
    std::vector<Stretch> stretches; ///< cover the output in order, without gap or overlap
    Coverage coverage; ///< of what ran, also after an error
    std::uint64_t steps = 0; ///< statements run, plain text not counted
    std::chrono::nanoseconds duration{0};
};

/// Renders @p source with @p event, on any thread. Ends soon after @p stop is requested.
[[nodiscard]] Run run(const mapping::MappingTemplate &source, const Event &event, const RunOptions &options = {},
                      std::stop_token stop = {});
/// The same for a template of plain Velocity, which knows only RunOptions::variables.
[[nodiscard]] Run run(const vtl::Program &program, const RunOptions &options, std::stop_token stop = {});

/// The rendering itself, for who brings an observer of his own. @p overrides: see MappingTemplate::render(); what
/// event.context says of them is put in first.
[[nodiscard]] Expected<void> render(const mapping::MappingTemplate &source, const Event &event,
                                    mapping::Overrides &overrides, std::string &out, const RunOptions &options,
                                    vtl::Observer *observer);
[[nodiscard]] Expected<void> render(const vtl::Program &program, std::string &out, const RunOptions &options,
                                    vtl::Observer *observer);

} // namespace gatehouse::playground
