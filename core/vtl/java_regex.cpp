#include "core/vtl/java_regex.h"

#include "core/vtl/methods.h"
#include "core/vtl/work.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <format>

namespace gatehouse::vtl {

namespace {

/// PCRE2's own count of steps in one match is not told afterwards: what reaches one limit is tried with the next, so
/// that a match counts as what it took or less than ten times that.
struct Attempt {
    std::uint32_t matchLimit;
    std::uint64_t steps;
};
constexpr Attempt kAttempts[] = {{100, 1}, {10'000, 100}, {1'000'000, 10'000}};
constexpr std::uint32_t kDepthLimit = 20'000;
constexpr std::size_t kMaxCached = 64;

std::size_t nextCharacter(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        ++at;
    return at;
}

} // namespace

struct JavaRegex::Code {
    pcre2_code *code = nullptr;

    ~Code() { pcre2_code_free(code); }
};

struct JavaRegex::Match {
    explicit Match(const Code &code)
        : data(pcre2_match_data_create_from_pattern(code.code, nullptr))
        , context(pcre2_match_context_create(nullptr))
    {
        pcre2_set_depth_limit(context, kDepthLimit);
    }
    ~Match()
    {
        pcre2_match_context_free(context);
        pcre2_match_data_free(data);
    }
    Match(const Match &) = delete;
    Match &operator=(const Match &) = delete;

    [[nodiscard]] std::size_t begin() const { return pcre2_get_ovector_pointer(data)[0]; }
    [[nodiscard]] std::size_t end() const { return pcre2_get_ovector_pointer(data)[1]; }

    pcre2_match_data *data;
    pcre2_match_context *context;
};

JavaRegex::JavaRegex(std::string_view pattern)
    : m_code(std::make_unique<Code>())
{
    int error = 0;
    PCRE2_SIZE at = 0;
    m_code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                 PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &at, nullptr);
    if (!m_code->code) {
        PCRE2_UCHAR message[160];
        pcre2_get_error_message(error, message, sizeof message);
        throwRuntime(std::format("bad regular expression \"{}\" near {}: {}", pattern, at,
                                 reinterpret_cast<const char *>(message)));
    }
}

JavaRegex::~JavaRegex() = default;

bool JavaRegex::find(std::string_view text, std::size_t from, unsigned options, Match &match) const
{
    if (from > 0) // the first look has checked the whole text
        options |= PCRE2_NO_UTF_CHECK;
    int result = PCRE2_ERROR_MATCHLIMIT;
    for (const Attempt &attempt : kAttempts) {
        Work::spendHere(attempt.steps);
        pcre2_set_match_limit(match.context, attempt.matchLimit);
        result = pcre2_match(m_code->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, options,
                             match.data, match.context);
        if (result != PCRE2_ERROR_MATCHLIMIT)
            break;
    }
    if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT)
        throw Error{make_error_code(VtlErrc::Limit), "a regular expression takes too many steps"};
    Work::spendHere(((result > 0 ? std::max(match.end(), from) : text.size()) - from) / Work::kTextPerStep);
    return result > 0;
}

bool JavaRegex::matches(std::string_view text) const
{
    Match match(*m_code);
    return find(text, 0, PCRE2_ANCHORED | PCRE2_ENDANCHORED, match);
}

std::string JavaRegex::replace(std::string_view text, std::string_view replacement, bool all, std::size_t maxSize) const
{
    Match match(*m_code);
    std::string out;
    std::size_t copied = 0;
    std::size_t from = 0;
    while (from <= text.size() && find(text, from, 0, match)) {
        const std::size_t begin = match.begin();
        const std::size_t end = match.end();
        out += text.substr(copied, begin - copied);
        appendReplacement(text, match, replacement, out, maxSize);
        copied = end;
        from = end > begin ? end : nextCharacter(text, end);
        if (!all)
            break;
    }
    out += text.substr(std::min(copied, text.size()));
    return out;
}

/// Java's replacement text: "$n" and "${name}" are groups, a backslash takes the next character as it is.
void JavaRegex::appendReplacement(std::string_view text, const Match &match, std::string_view replacement,
                                  std::string &out, std::size_t maxSize) const
{
    const std::uint32_t groups = pcre2_get_ovector_count(match.data);
    const PCRE2_SIZE *places = pcre2_get_ovector_pointer(match.data);
    const auto appendGroup = [&](std::size_t group) {
        if (places[2 * group] != PCRE2_UNSET)
            out += text.substr(places[2 * group], places[2 * group + 1] - places[2 * group]);
    };
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        if (out.size() > maxSize) // checked at each piece: a replacement may name a long group many times
            throw Error{make_error_code(VtlErrc::Limit), std::format("a text grows beyond {} octets", maxSize)};
        const char c = replacement[i];
        if (c == '\\') {
            if (++i == replacement.size())
                throwRuntime("character to be escaped is missing");
            out += replacement[i];
        } else if (c != '$') {
            out += c;
        } else if (i + 1 < replacement.size() && replacement[i + 1] == '{') {
            const std::size_t close = replacement.find('}', i);
            if (close == std::string_view::npos)
                throwRuntime("named capturing group is missing trailing '}'");
            const std::string name(replacement.substr(i + 2, close - i - 2));
            const int group
                = pcre2_substring_number_from_name(m_code->code, reinterpret_cast<PCRE2_SPTR>(name.c_str()));
            if (group < 0)
                throwRuntime(std::format("No group with name {{{}}}", name));
            appendGroup(static_cast<std::size_t>(group));
            i = close;
        } else if (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
            std::size_t group = static_cast<std::size_t>(replacement[++i] - '0');
            if (group >= groups)
                throwRuntime(std::format("No group {}", group));
            while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9') {
                const std::size_t longer = group * 10 + static_cast<std::size_t>(replacement[i + 1] - '0');
                if (longer >= groups)
                    break;
                group = longer;
                ++i;
            }
            appendGroup(group);
        } else {
            throwRuntime("Illegal group reference");
        }
    }
}

std::vector<std::string> JavaRegex::split(std::string_view text, int limit) const
{
    Match match(*m_code);
    std::vector<std::string> parts;
    std::size_t copied = 0;
    std::size_t from = 0;
    bool found = false;
    while (from <= text.size() && (limit <= 0 || parts.size() + 1 < static_cast<std::size_t>(limit))
           && find(text, from, 0, match)) {
        const std::size_t begin = match.begin();
        const std::size_t end = match.end();
        found = true;
        if (end == begin) {
            if (begin >= text.size())
                break; // an empty match at the end gives no part
            from = nextCharacter(text, end);
            if (begin == 0)
                continue; // ... nor one at the beginning
        } else {
            from = end;
        }
        parts.emplace_back(text.substr(copied, begin - copied));
        copied = end;
    }
    if (!found)
        return {std::string(text)};
    parts.emplace_back(text.substr(copied));
    if (limit == 0) {
        while (!parts.empty() && parts.back().empty())
            parts.pop_back();
    }
    return parts;
}

const JavaRegex &RegexCache::get(std::string_view pattern)
{
    if (const auto found = m_regexes.find(pattern); found != m_regexes.end())
        return *found->second;
    if (m_regexes.size() >= kMaxCached)
        m_regexes.clear();
    return *m_regexes.emplace(std::string(pattern), std::make_unique<JavaRegex>(pattern)).first->second;
}

} // namespace gatehouse::vtl
