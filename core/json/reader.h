#pragma once

#include "core/base/diagnostic.h"
#include "core/json/value.h"

namespace gatehouse::json {

/// What untrusted text may cost. Shared by the JSON and the YAML reader.
struct ReadLimits {
    std::size_t maxSize = 64U << 20U;     ///< octets of text
    std::size_t maxDepth = 400;           ///< nested containers; the YAML parser itself gives up at 500
    std::size_t maxNodes = 4'000'000;     ///< values made; YAML aliases share, and each use counts
};

struct ReadResult {
    Value value;             ///< what could be read; null after a fatal error
    Diagnostics diagnostics; ///< with line, column and pointer; duplicate keys are errors, the last one counts
    bool yaml = false;       ///< the text was read as YAML
};

/// Reads one JSON text (RFC 8259) with source places. Never throws, never recurses on untrusted depth; linear time.
/// A UTF-8 byte order mark is skipped; UTF-16/32 and invalid UTF-8 are errors with their place.
[[nodiscard]] ReadResult readJson(std::string_view text, const ReadLimits &limits = {});

/// Appends @p value to @p out as JSON; @p indent < 0 writes it on one line without spaces.
void writeJson(const Value &value, std::string &out, int indent = 2);
[[nodiscard]] std::string toJson(const Value &value, int indent = 2);

} // namespace gatehouse::json
