#include "core/playground/line_diff.h"

#include <algorithm>
#include <format>
#include <span>

namespace gatehouse::playground {

namespace {

using Kind = DiffLine::Kind;
using Lines = std::vector<std::string_view>;

constexpr std::size_t kMaxTable = 4'000'000; // cells

Lines linesOf(std::string_view text)
{
    Lines lines;
    for (;;) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        if (end == text.size())
            return lines;
        text.remove_prefix(end + 1);
    }
}

struct Step {
    Kind kind;
    std::size_t expected; // index of the line, or of the one that follows
    std::size_t actual;
};

/// What leads from one stretch of lines to the other, by their longest common subsequence.
void walk(std::span<const std::string_view> expected, std::span<const std::string_view> actual, std::size_t at,
          std::vector<Step> &steps)
{
    const std::size_t rows = expected.size(), columns = actual.size();
    std::vector<std::uint32_t> common; // of what follows from (row, column) on
    const auto cell
        = [&](std::size_t row, std::size_t column) -> std::uint32_t & { return common[row * (columns + 1) + column]; };
    const bool small = (rows + 1) * (columns + 1) <= kMaxTable;
    if (small) {
        common.resize((rows + 1) * (columns + 1));
        for (std::size_t row = rows; row-- > 0;) {
            for (std::size_t column = columns; column-- > 0;) {
                cell(row, column) = expected[row] == actual[column]
                    ? cell(row + 1, column + 1) + 1
                    : std::max(cell(row + 1, column), cell(row, column + 1));
            }
        }
    }
    std::size_t row = 0, column = 0;
    while (row < rows || column < columns) {
        const bool both = row < rows && column < columns;
        if (both && small && expected[row] == actual[column]) {
            steps.push_back({Kind::Same, at + row++, at + column++});
        } else if (row < rows && (!both || !small || cell(row + 1, column) >= cell(row, column + 1))) {
            steps.push_back({Kind::Missing, at + row, at + column});
            ++row;
        } else {
            steps.push_back({Kind::Extra, at + row, at + column});
            ++column;
        }
    }
}

} // namespace

std::vector<DiffLine> diffLines(std::string_view expected, std::string_view actual, std::size_t context)
{
    if (expected == actual)
        return {};
    const Lines before = linesOf(expected), after = linesOf(actual);
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0, tail = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;

    std::vector<Step> steps;
    for (std::size_t i = 0; i < head; ++i)
        steps.push_back({Kind::Same, i, i});
    walk(std::span(before).subspan(head, before.size() - head - tail),
         std::span(after).subspan(head, after.size() - head - tail), head, steps);
    for (std::size_t i = tail; i > 0; --i)
        steps.push_back({Kind::Same, before.size() - i, after.size() - i});

    std::vector<bool> shown(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind == Kind::Same)
            continue;
        for (std::size_t near = i - std::min(i, context); near < std::min(steps.size(), i + context + 1); ++near)
            shown[near] = true;
    }
    std::vector<DiffLine> result;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step &step = steps[i];
        if (!shown[i]) {
            if (result.empty() || result.back().kind != Kind::Gap)
                result.push_back({Kind::Gap, 0, {}});
            continue;
        }
        const bool missing = step.kind == Kind::Missing;
        const std::size_t line = missing ? step.expected : step.actual;
        result.push_back({step.kind, static_cast<std::uint32_t>(line + 1),
                          std::string(missing ? before[step.expected] : after[step.actual])});
    }
    return result;
}

std::string toText(const std::vector<DiffLine> &difference)
{
    std::string text;
    for (const DiffLine &line : difference) {
        switch (line.kind) {
        case Kind::Same: text += std::format("  {}\n", line.text); break;
        case Kind::Missing: text += std::format("- {}\n", line.text); break;
        case Kind::Extra: text += std::format("+ {}\n", line.text); break;
        case Kind::Gap: text += "...\n"; break;
        }
    }
    return text;
}

} // namespace gatehouse::playground
