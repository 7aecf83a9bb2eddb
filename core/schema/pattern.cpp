#include "core/schema/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace gatehouse::schema {

namespace {

constexpr std::uint32_t kMatchLimit = 200'000; // backtracking steps

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

std::expected<Pattern, std::string> Pattern::compile(std::string_view text)
{
    // ECMA 262: "$" only at the very end, \uXXXX, references to groups that did not match are empty.
    constexpr std::uint32_t kOptions
        = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS;
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *code
        = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), kOptions, &error, &place, nullptr);
    if (code == nullptr) {
        std::array<PCRE2_UCHAR, 160> why{};
        pcre2_get_error_message(error, why.data(), why.size());
        return std::unexpected(
            std::format("{} at octet {}", reinterpret_cast<const char *>(why.data()), std::size_t(place)));
    }
    Pattern made;
    made.m_text = text;
    made.m_code = std::shared_ptr<const void>(code, [](void *c) { pcre2_code_free(static_cast<pcre2_code *>(c)); });
    return made;
}

bool Pattern::matches(std::string_view text) const
{
    thread_local MatchScratch scratch;
    return pcre2_match(static_cast<const pcre2_code *>(m_code.get()), reinterpret_cast<PCRE2_SPTR>(text.data()),
                       text.size(), 0, PCRE2_NO_UTF_CHECK, scratch.data, scratch.context)
        >= 0;
}

} // namespace gatehouse::schema
