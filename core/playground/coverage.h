#pragma once

#include "core/base/error.h"
#include "core/vtl/program.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::playground {

/// Which lines and branches of a template were reached, and how often.
///
/// A line counts if a statement begins on it, or text other than blanks stands on it. Branches are conditions of #if
/// and #elseif that held or did not (so that a missing #else counts as one that is there), and loops entered or not.
struct Coverage {
    struct Statement {
        std::uint32_t line = 0; ///< 1-based
        SourceSpan span; ///< of a text: what of it is on that line
        std::uint64_t hits = 0;

        bool operator==(const Statement &) const = default;
    };
    struct Branch {
        enum class Kind : std::uint8_t { If, ElseIf, Foreach };

        Kind kind = Kind::If;
        std::uint32_t line = 0;
        std::uint32_t elseLine = 0; ///< of the #else that is taken where it did not hold; 0: there is none
        SourceSpan span; ///< the condition, or the whole loop
        std::uint64_t taken = 0; ///< times that it held, or that the loop was entered
        std::uint64_t notTaken = 0; ///< times that it did not, or that there was nothing to go through

        bool operator==(const Branch &) const = default;
    };
    enum class State : std::uint8_t { NotReached, Partly, Reached };
    struct Line {
        std::uint32_t line = 0;
        std::uint64_t hits = 0; ///< of what was reached most often on it
        State state = State::NotReached; ///< Partly: not all statements on it, or not all outcomes of its branches

        bool operator==(const Line &) const = default;
    };
    struct Totals {
        std::size_t lines = 0;
        std::size_t linesReached = 0;
        std::size_t branches = 0; ///< outcomes: two for each condition or loop
        std::size_t branchesReached = 0;

        Totals &operator+=(const Totals &other) noexcept;
        bool operator==(const Totals &) const = default;
    };

    std::vector<Statement> statements; ///< in the order of the template
    std::vector<Branch> branches;

    /// Lines that count, in order.
    [[nodiscard]] std::vector<Line> lines() const;
    [[nodiscard]] Totals totals() const;
    /// Adds what another run of the same template reached; takes it all if there is nothing yet.
    void merge(const Coverage &other);

    bool operator==(const Coverage &) const = default;
};

/// Counts for one template what its runs reach.
class CoverageRecorder {
public:
    explicit CoverageRecorder(const vtl::Program &program);

    /// A statement or a text that begins at @p span.begin was reached.
    void reached(SourceSpan span) noexcept;
    void branch(SourceSpan span, bool taken) noexcept;

    [[nodiscard]] Coverage take() && noexcept { return std::move(m_coverage); }

private:
    friend class CoverageCollector;
    struct Entries {
        std::uint32_t first = 0; // in m_coverage.statements
        std::uint32_t count = 0;
    };

    Coverage m_coverage;
    std::vector<Entries> m_statements; // by the octet where they begin
    std::vector<std::uint32_t> m_branches; // the same, index + 1
};

/// "12 of 14 lines, 7 of 10 branches".
[[nodiscard]] std::string summary(const Coverage::Totals &totals);
/// What was not reached, a line of text each: "NAME:7: not reached: ...", "NAME:9: #if never true", "NAME:12: #foreach
/// never entered", "NAME:15: #else never reached".
[[nodiscard]] std::string coverageReport(const Coverage &coverage, std::string_view name, std::string_view source);
/// One record of lcov's tracefile format (geninfo(1)) for a file.
[[nodiscard]] std::string toLcov(const Coverage &coverage, std::string_view file);

} // namespace gatehouse::playground
