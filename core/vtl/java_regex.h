#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::vtl {

/// A java.util.regex.Pattern, run by PCRE2 with limits on its work. Members throw Error where Java would throw, and
/// VtlErrc::Limit when a match takes too much work.
class JavaRegex {
public:
    explicit JavaRegex(std::string_view pattern);
    ~JavaRegex();
    JavaRegex(const JavaRegex &) = delete;
    JavaRegex &operator=(const JavaRegex &) = delete;

    /// String.matches: the whole text.
    [[nodiscard]] bool matches(std::string_view text) const;
    /// String.replaceAll or replaceFirst, with "$1", "${name}" and backslashes in the replacement.
    [[nodiscard]] std::string replace(std::string_view text, std::string_view replacement, bool all,
                                      std::size_t maxSize) const;
    /// String.split(regex, limit).
    [[nodiscard]] std::vector<std::string> split(std::string_view text, int limit) const;

private:
    struct Code;
    struct Match;
    [[nodiscard]] bool find(std::string_view text, std::size_t from, unsigned options, Match &match) const;
    void appendReplacement(std::string_view text, const Match &match, std::string_view replacement, std::string &out,
                           std::size_t maxSize) const;

    std::unique_ptr<Code> m_code;
};

/// Patterns compiled during one rendering.
class RegexCache {
public:
    [[nodiscard]] const JavaRegex &get(std::string_view pattern);

private:
    std::map<std::string, std::unique_ptr<JavaRegex>, std::less<>> m_regexes;
};

} // namespace gatehouse::vtl
