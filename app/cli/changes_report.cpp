#include "app/cli/changes_report.h"

#include <algorithm>
#include <format>

namespace gatehouse::cli {

namespace {

std::string shown(const std::string &text)
{
    constexpr std::size_t kLongest = 60;
    if (text.size() <= kLongest && !text.contains('\n'))
        return text;
    const auto lines = std::ranges::count(text, '\n') + (text.ends_with('\n') ? 0 : 1);
    return std::format("({} line{})", lines, lines == 1 ? "" : "s");
}

} // namespace

std::string changesText(const model::Changes &changes, std::string_view indent)
{
    std::string text;
    for (const model::Change &change : changes) {
        text += std::format("{}{:<8} {}", indent, toString(change.kind), change.label);
        const std::string values = change.before.empty() ? shown(change.after)
            : change.after.empty()                       ? shown(change.before)
                                                         : shown(change.before) + " -> " + shown(change.after);
        if (values != change.label) // an added resource is named by its path already
            text += ": " + values;
        text += '\n';
    }
    return text;
}

json::Value changesJson(const model::Changes &changes)
{
    json::Array list;
    for (const model::Change &change : changes) {
        json::Value object = json::Value::object(
            {{"kind", toString(change.kind)}, {"part", toString(change.part)}, {"label", change.label}});
        const auto member = [&](std::string_view name, const std::string &value) {
            if (!value.empty())
                object.editMembers().set(name, value);
        };
        member("before", change.before);
        member("after", change.after);
        member("pointerBefore", change.pointerBefore);
        member("pointerAfter", change.pointerAfter);
        list.push_back(std::move(object));
    }
    return list;
}

} // namespace gatehouse::cli
