#include "core/playground/coverage.h"

#include "core/base/diagnostic.h"

#include <algorithm>
#include <format>
#include <map>

namespace gatehouse::playground {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

std::string_view word(Coverage::Branch::Kind kind)
{
    switch (kind) {
    case Coverage::Branch::Kind::If: return "#if";
    case Coverage::Branch::Kind::ElseIf: return "#elseif";
    case Coverage::Branch::Kind::Foreach: return "#foreach";
    }
    return {};
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
    return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

} // namespace

/// Finds what of a program can be reached.
class CoverageCollector {
public:
    CoverageCollector(const vtl::Program &program, CoverageRecorder &recorder)
        : m_program(program)
        , m_lines(program.source())
        , m_recorder(recorder)
        , m_coverage(recorder.m_coverage)
    {
    }

    void block(std::uint32_t index)
    {
        for (const std::uint32_t child : m_program.children(m_program.node(index)))
            statement(m_program.node(child));
    }

private:
    void statement(const vtl::Node &node)
    {
        if (node.kind == vtl::NodeKind::Text) {
            text(node.span);
            return;
        }
        const auto entry = static_cast<std::uint32_t>(m_coverage.statements.size());
        m_recorder.m_statements[node.span.begin] = {entry, 1};
        m_coverage.statements.push_back({line(node.span.begin), node.span, 0});
        if (node.kind == vtl::NodeKind::If) {
            conditions(node);
        } else if (node.kind == vtl::NodeKind::Foreach) {
            branch(Coverage::Branch::Kind::Foreach, node.span, 0);
            block(node.c);
        } else if (node.kind == vtl::NodeKind::Define) {
            block(node.b);
        } else if (node.kind == vtl::NodeKind::BlockCall) {
            block(m_program.children(node).back());
        }
    }

    void conditions(const vtl::Node &node)
    {
        const auto parts = m_program.children(node);
        for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
            const SourceSpan span = m_program.node(parts[i]).span;
            const bool hasElse = i + 3 == parts.size();
            branch(i == 0 ? Coverage::Branch::Kind::If : Coverage::Branch::Kind::ElseIf, span,
                   hasElse ? elseLine(parts.back()) : 0);
            block(parts[i + 1]);
        }
        if (parts.size() % 2 == 1)
            block(parts.back());
    }

    void branch(Coverage::Branch::Kind kind, SourceSpan span, std::uint32_t otherwise)
    {
        m_coverage.branches.push_back({kind, line(span.begin), otherwise, span});
        m_recorder.m_branches[span.begin] = static_cast<std::uint32_t>(m_coverage.branches.size());
    }

    /// The block of an #else begins after blanks and a newline that belong to the word.
    std::uint32_t elseLine(std::uint32_t block)
    {
        const std::string_view before = m_program.source().substr(0, m_program.node(block).span.begin);
        return line(std::min(before.find_last_not_of(kBlanks), before.size()));
    }

    void text(SourceSpan span)
    {
        const auto first = static_cast<std::uint32_t>(m_coverage.statements.size());
        std::uint32_t begin = span.begin;
        while (begin < span.end) {
            const std::uint32_t number = line(begin);
            const auto end = std::min(static_cast<std::uint32_t>(m_lines.lineStart(number + 1)), span.end);
            const std::string_view piece = m_program.source().substr(begin, end - begin);
            if (piece.find_first_not_of(kBlanks) != std::string_view::npos)
                m_coverage.statements.push_back({number, {begin, end}, 0});
            begin = std::max(end, begin + 1);
        }
        const auto count = static_cast<std::uint32_t>(m_coverage.statements.size()) - first;
        m_recorder.m_statements[span.begin] = {first, count};
    }

    std::uint32_t line(std::size_t offset) const { return m_lines.at(offset).line; }

    const vtl::Program &m_program;
    const LineIndex m_lines;
    CoverageRecorder &m_recorder;
    Coverage &m_coverage;
};

Coverage::Totals &Coverage::Totals::operator+=(const Totals &other) noexcept
{
    lines += other.lines;
    linesReached += other.linesReached;
    branches += other.branches;
    branchesReached += other.branchesReached;
    return *this;
}

std::vector<Coverage::Line> Coverage::lines() const
{
    std::map<std::uint32_t, Line> found;
    const auto add = [&found](std::uint32_t number, std::uint64_t hits, bool reached) {
        const auto [at, isNew]
            = found.try_emplace(number, Line{number, hits, reached ? State::Reached : State::NotReached});
        Line &line = at->second;
        if (!isNew && (line.state == State::Reached) != reached)
            line.state = State::Partly;
        line.hits = std::max(line.hits, hits);
    };
    for (const Statement &statement : statements)
        add(statement.line, statement.hits, statement.hits > 0);
    for (const Branch &branch : branches) { // their line has a statement, #elseif apart
        const std::uint64_t decided = branch.taken + branch.notTaken;
        add(branch.line, decided, decided > 0);
        if (decided > 0 && (branch.taken == 0 || branch.notTaken == 0))
            found[branch.line].state = State::Partly;
    }
    std::vector<Line> result;
    for (const auto &[number, line] : found)
        result.push_back(line);
    return result;
}

Coverage::Totals Coverage::totals() const
{
    Totals totals;
    for (const Line &line : lines()) {
        ++totals.lines;
        totals.linesReached += line.state == State::NotReached ? 0 : 1;
    }
    for (const Branch &branch : branches) {
        totals.branches += 2;
        totals.branchesReached += (branch.taken > 0 ? 1 : 0) + (branch.notTaken > 0 ? 1 : 0);
    }
    return totals;
}

void Coverage::merge(const Coverage &other)
{
    if (statements.empty() && branches.empty()) {
        *this = other;
        return;
    }
    for (std::size_t i = 0; i < std::min(statements.size(), other.statements.size()); ++i)
        statements[i].hits += other.statements[i].hits;
    for (std::size_t i = 0; i < std::min(branches.size(), other.branches.size()); ++i) {
        branches[i].taken += other.branches[i].taken;
        branches[i].notTaken += other.branches[i].notTaken;
    }
}

CoverageRecorder::CoverageRecorder(const vtl::Program &program)
    : m_statements(program.source().size() + 1)
    , m_branches(program.source().size() + 1)
{
    CoverageCollector collector(program, *this);
    collector.block(program.root());
    for (const vtl::Macro &macro : program.macros())
        collector.block(macro.body);
}

void CoverageRecorder::reached(SourceSpan span) noexcept
{
    if (span.begin >= m_statements.size())
        return;
    const Entries entries = m_statements[span.begin];
    for (std::uint32_t i = 0; i < entries.count; ++i)
        ++m_coverage.statements[entries.first + i].hits;
}

void CoverageRecorder::branch(SourceSpan span, bool taken) noexcept
{
    if (span.begin >= m_branches.size() || m_branches[span.begin] == 0)
        return;
    Coverage::Branch &branch = m_coverage.branches[m_branches[span.begin] - 1];
    ++(taken ? branch.taken : branch.notTaken);
}

std::string summary(const Coverage::Totals &totals)
{
    return std::format("{} of {} lines, {} of {} branches", totals.linesReached, totals.lines, totals.branchesReached,
                       totals.branches);
}

std::string coverageReport(const Coverage &coverage, std::string_view name, std::string_view source)
{
    std::map<std::uint32_t, std::string> found; // by line
    const auto add = [&](std::uint32_t line, std::string_view what) {
        found[line] += std::format("{}:{}: {}\n", name, line, what);
    };
    const LineIndex index(source);
    for (const Coverage::Line &line : coverage.lines()) {
        const std::size_t begin = index.lineStart(line.line);
        if (line.state == Coverage::State::NotReached)
            add(line.line,
                std::format("not reached: {}", trimmed(source.substr(begin, index.lineStart(line.line + 1) - begin))));
    }
    for (const Coverage::Branch &branch : coverage.branches) {
        const bool loop = branch.kind == Coverage::Branch::Kind::Foreach;
        if (branch.taken == 0 && branch.notTaken == 0)
            continue; // the line was not reached
        if (branch.taken == 0)
            add(branch.line, std::format("{} never {}", word(branch.kind), loop ? "entered" : "true"));
        else if (branch.notTaken == 0 && branch.elseLine != 0)
            add(branch.elseLine, "#else never reached");
        else if (branch.notTaken == 0)
            add(branch.line,
                std::format("{} never {}", word(branch.kind), loop ? "without anything to go through" : "false"));
    }
    std::string report;
    for (const auto &[line, text] : found)
        report += text;
    return report;
}

std::string toLcov(const Coverage &coverage, std::string_view file)
{
    std::string out = std::format("TN:\nSF:{}\n", file);
    for (std::size_t i = 0; i < coverage.branches.size(); ++i) {
        const Coverage::Branch &branch = coverage.branches[i];
        const bool decided = branch.taken + branch.notTaken > 0;
        const auto count = [decided](std::uint64_t hits) { return decided ? std::to_string(hits) : std::string("-"); };
        out += std::format("BRDA:{},{},0,{}\n", branch.line, i, count(branch.taken));
        out += std::format("BRDA:{},{},1,{}\n", branch.line, i, count(branch.notTaken));
    }
    const Coverage::Totals totals = coverage.totals();
    out += std::format("BRF:{}\nBRH:{}\n", totals.branches, totals.branchesReached);
    for (const Coverage::Line &line : coverage.lines())
        out += std::format("DA:{},{}\n", line.line, line.hits);
    out += std::format("LF:{}\nLH:{}\nend_of_record\n", totals.lines, totals.linesReached);
    return out;
}

} // namespace gatehouse::playground
