#include "ui/playground/text_positions.h"

#include <algorithm>
#include <map>

namespace gatehouse::ui {

QList<std::pair<int, int>> textPositions(std::string_view text, const std::vector<SourceSpan> &spans)
{
    std::map<std::size_t, int> positions; // of the octets asked for
    for (const SourceSpan &span : spans) {
        positions[std::min<std::size_t>(span.begin, text.size())] = 0;
        positions[std::min<std::size_t>(span.end, text.size())] = 0;
    }
    std::size_t octet = 0;
    int units = 0;
    for (auto &[wanted, position] : positions) {
        for (; octet < wanted; ++octet) {
            const auto lead = static_cast<unsigned char>(text[octet]);
            units += (lead & 0xC0U) == 0x80U ? 0 : lead >= 0xF0U ? 2 : 1; // beyond the BMP: two units
        }
        position = units;
    }
    QList<std::pair<int, int>> result;
    for (const SourceSpan &span : spans)
        result.append({positions[std::min<std::size_t>(span.begin, text.size())],
                       positions[std::min<std::size_t>(span.end, text.size())]});
    return result;
}

} // namespace gatehouse::ui
