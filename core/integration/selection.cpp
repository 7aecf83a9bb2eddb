#include "core/integration/selection.h"

#include "core/http/message.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gatehouse::integration {

namespace {

constexpr std::uint32_t kMatchLimit = 100'000; // backtracking steps; a status or a short message needs a few dozen

struct MatchScratch {
    pcre2_match_data *data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context *context = pcre2_match_context_create(nullptr);

    MatchScratch() { pcre2_set_match_limit(context, kMatchLimit); }
    ~MatchScratch()
    {
        pcre2_match_context_free(context);
        pcre2_match_data_free(data);
    }
    MatchScratch(const MatchScratch &) = delete;
    MatchScratch &operator=(const MatchScratch &) = delete;
};

} // namespace

std::string_view describe(SelectionErrc code) noexcept
{
    switch (code) {
    case SelectionErrc::BadPattern: return "the selection pattern is not a regular expression";
    }
    return "unknown";
}

Expected<SelectionPattern> SelectionPattern::compile(std::string_view pattern)
{
    SelectionPattern made;
    if (pattern.find_first_of("\\^$.|?*+()[]{}") == std::string_view::npos) {
        made.m_literal = pattern;
        return made;
    }
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                     PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_UTF, &error, &place, nullptr);
    if (code == nullptr) {
        std::array<PCRE2_UCHAR, 160> text{};
        pcre2_get_error_message(error, text.data(), text.size());
        const auto at = static_cast<std::uint32_t>(place);
        return fail(SelectionErrc::BadPattern, reinterpret_cast<const char *>(text.data()), {at, at + 1});
    }
    made.m_code = std::shared_ptr<const void>(code, [](void *c) { pcre2_code_free(static_cast<pcre2_code *>(c)); });
    return made;
}

bool SelectionPattern::matches(std::string_view text) const
{
    if (!m_code)
        return text == m_literal;
    thread_local MatchScratch scratch;
    return pcre2_match(static_cast<const pcre2_code *>(m_code.get()), reinterpret_cast<PCRE2_SPTR>(text.data()),
                       text.size(), 0, 0, scratch.data, scratch.context)
        >= 0;
}

std::string_view mediaType(std::string_view fieldValue) noexcept
{
    fieldValue = fieldValue.substr(0, fieldValue.find_first_of(";,"));
    while (fieldValue.starts_with(' ') || fieldValue.starts_with('\t'))
        fieldValue.remove_prefix(1);
    while (fieldValue.ends_with(' ') || fieldValue.ends_with('\t'))
        fieldValue.remove_suffix(1);
    return fieldValue;
}

bool sameMediaType(std::string_view a, std::string_view b) noexcept
{
    return http::sameName(a, b);
}

} // namespace gatehouse::integration
