#pragma once

#include "core/playground/pause.h"
#include "core/playground/run.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// The variables of a template with values that they had while it ran, the newest seen of each; for editors' help. What
/// the host gives ($input, $context, ...) is left out. Loops of many turns are sampled.
[[nodiscard]] std::vector<ShownValue> valuesOfRun(const mapping::MappingTemplate &source, const Event &event,
                                                  const RunOptions &options = {}, std::stop_token stop = {});

/// What an expression gave each time that a run came to a place.
struct ValuesAt {
    std::vector<std::string> texts; ///< as they print, the first kMaxTexts; of errors their text
    std::uint64_t times = 0; ///< how often the run was there
};
inline constexpr std::size_t kMaxTexts = 8;

/// Evaluates @p expression before each turn of the innermost statement around @p offset (octets of the template).
[[nodiscard]] ValuesAt valuesAt(const mapping::MappingTemplate &source, const Event &event, std::size_t offset,
                                std::string_view expression, const RunOptions &options = {}, std::stop_token stop = {});

} // namespace gatehouse::playground
