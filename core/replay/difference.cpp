#include "core/replay/difference.h"

#include "core/http/message.h"
#include "core/json/reader.h"

#include <algorithm>
#include <regex>

namespace gatehouse::replay {

namespace {

using json::Value;

/// @p text with what is noise by its shape replaced.
std::string masked(std::string text, const Noise &noise)
{
    constexpr std::size_t kLongest = 1U << 20U; // longer ones would take seconds
    // Without any digit there is no id or time.
    if (text.size() > kLongest || std::ranges::none_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return text;
    if (noise.ids) {
        static const std::regex uuid("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
        static const std::regex traceId("1-[0-9a-f]{8}-[0-9a-f]{24}");
        text = std::regex_replace(text, uuid, "<id>");
        text = std::regex_replace(text, traceId, "<id>");
    }
    if (noise.times) {
        static const std::regex instant("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
                                        "(Z|[+-][0-9]{2}:?[0-9]{2})?");
        static const std::regex httpDate("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} "
                                         "[0-9]{2}:[0-9]{2}:[0-9]{2} GMT");
        static const std::regex logDate("[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4}");
        static const std::regex milliseconds("\\b1[5-9][0-9]{11}\\b"); // 2017 to 2033
        for (const std::regex *time : {&instant, &httpDate, &logDate, &milliseconds})
            text = std::regex_replace(text, *time, "<time>");
    }
    return text;
}

/// Whether @p pointer is one that @p pattern means.
bool matches(std::string_view pattern, std::string_view pointer)
{
    while (!pattern.empty() && !pointer.empty()) {
        if (!pattern.starts_with('/') || !pointer.starts_with('/'))
            return false;
        const std::size_t patternEnd = std::min(pattern.find('/', 1), pattern.size());
        const std::size_t pointerEnd = std::min(pointer.find('/', 1), pointer.size());
        const std::string_view wanted = pattern.substr(1, patternEnd - 1);
        if (wanted != "*" && wanted != pointer.substr(1, pointerEnd - 1))
            return false;
        pattern.remove_prefix(patternEnd);
        pointer.remove_prefix(pointerEnd);
    }
    return pattern.empty() && pointer.empty();
}

std::string shown(const Value &value)
{
    return json::toJson(value, -1);
}

class Differ {
public:
    Differ(const Noise &noise, std::size_t most)
        : m_noise(noise)
        , m_most(most)
    {
    }

    [[nodiscard]] std::vector<Difference> run(const Answer &before, const Answer &after)
    {
        if (before.status != after.status)
            add("status", std::to_string(before.status), std::to_string(after.status));
        fields(before, after);
        bodies(before.body, after.body);
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool ignored(std::string_view field) const
    {
        return std::ranges::any_of(m_noise.fields,
                                   [&](const std::string &name) { return http::sameName(name, field); });
    }

    /// The values of one name, joined as RFC 9110, 5.3 says.
    static std::string valueOf(const Answer &answer, std::string_view name)
    {
        std::string value;
        for (const auto &[key, text] : answer.fields) {
            if (http::sameName(key, name))
                value.append(value.empty() ? "" : ", ").append(text);
        }
        return value;
    }

    void fields(const Answer &before, const Answer &after)
    {
        std::vector<std::string_view> names;
        for (const Answer *answer : {&before, &after}) {
            for (const auto &[name, value] : answer->fields) {
                const bool known
                    = std::ranges::any_of(names, [&](std::string_view other) { return http::sameName(other, name); });
                if (!known && !ignored(name))
                    names.push_back(name);
            }
        }
        for (const std::string_view name : names)
            texts("header " + std::string(name), valueOf(before, name), valueOf(after, name));
    }

    void bodies(const std::string &before, const std::string &after)
    {
        if (before == after)
            return;
        const json::ReadResult a = json::readJson(before);
        const json::ReadResult b = json::readJson(after);
        if (!hasErrors(a.diagnostics) && !hasErrors(b.diagnostics))
            values("", a.value, b.value, 0);
        else
            texts("body", before, after);
    }

    void values(const std::string &pointer, const Value &before, const Value &after, int depth)
    {
        constexpr int kDeepest = 200; // below, values are compared whole
        if (m_found.size() >= m_most || before == after
            || std::ranges::any_of(m_noise.members, [&](const std::string &p) { return matches(p, pointer); }))
            return;
        if (before.isObject() && after.isObject() && depth < kDeepest) {
            for (const json::Member &member : before.members()) {
                const std::string at = json::pointerJoin(pointer, member.key);
                if (const Value *other = after.find(member.key))
                    values(at, member.value, *other, depth + 1);
                else
                    oneSided(at, shown(member.value), {});
            }
            for (const json::Member &member : after.members()) {
                if (!before.find(member.key))
                    oneSided(json::pointerJoin(pointer, member.key), {}, shown(member.value));
            }
        } else if (before.isArray() && after.isArray() && depth < kDeepest) {
            const std::size_t both = std::min(before.items().size(), after.items().size());
            for (std::size_t i = 0; i < both; ++i)
                values(json::pointerJoin(pointer, i), before.items()[i], after.items()[i], depth + 1);
            for (std::size_t i = both; i < before.items().size(); ++i)
                oneSided(json::pointerJoin(pointer, i), shown(before.items()[i]), {});
            for (std::size_t i = both; i < after.items().size(); ++i)
                oneSided(json::pointerJoin(pointer, i), {}, shown(after.items()[i]));
        } else if (!(before.isNumber() && after.isNumber() && before.number() == after.number())) {
            texts(placeOf(pointer), shown(before), shown(after));
        }
    }

    static std::string placeOf(const std::string &pointer) { return pointer.empty() ? "body" : "body " + pointer; }

    void oneSided(const std::string &pointer, std::string before, std::string after)
    {
        if (std::ranges::none_of(m_noise.members, [&](const std::string &p) { return matches(p, pointer); }))
            add(placeOf(pointer), std::move(before), std::move(after));
    }

    void texts(std::string place, const std::string &before, const std::string &after)
    {
        if (before != after && masked(before, m_noise) != masked(after, m_noise))
            add(std::move(place), before, after);
    }

    void add(std::string place, std::string before, std::string after)
    {
        if (m_found.size() < m_most)
            m_found.push_back({std::move(place), std::move(before), std::move(after)});
    }

    const Noise &m_noise;
    const std::size_t m_most;
    std::vector<Difference> m_found;
};

} // namespace

std::vector<Difference> differences(const Answer &before, const Answer &after, const Noise &noise, std::size_t most)
{
    return Differ(noise, most).run(before, after);
}

} // namespace gatehouse::replay
