#include "ui/playground/body_paths.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <format>

namespace gatehouse::ui {

namespace {

/// Takes the next step of a path off its front: a name or an index. False: this is none.
bool takeStep(std::string_view &path, std::string_view &name, std::optional<std::size_t> &index)
{
    index.reset();
    if (path.starts_with('.')) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        name = path.substr(0, end);
        path.remove_prefix(end);
        return !name.empty();
    }
    const std::size_t close = path.find(']');
    if (!path.starts_with('[') || close == std::string_view::npos || close < 2)
        return false;
    name = path.substr(1, close - 1);
    path.remove_prefix(close + 1);
    if (name.size() >= 2 && (name.front() == '\'' || name.front() == '"')) {
        name = name.substr(1, name.size() - 2);
        return true;
    }
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size())
        index = number;
    return true;
}

bool within(const SourceSpan &span, std::size_t offset)
{
    return offset >= span.begin && offset < span.end;
}

bool isPlain(std::string_view name)
{
    return !name.empty()
        && std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c >= 0x80; });
}

} // namespace

std::optional<SourceSpan> spanOfPath(const json::Value &body, std::string_view path)
{
    if (!path.starts_with('$'))
        return std::nullopt;
    path.remove_prefix(1);
    const json::Value *value = &body;
    while (!path.empty()) {
        std::string_view name;
        std::optional<std::size_t> index;
        if (!takeStep(path, name, index))
            return std::nullopt;
        if (index && value->isArray())
            value = *index < value->items().size() ? &value->items()[*index] : nullptr;
        else
            value = value->find(name);
        if (!value)
            return std::nullopt;
    }
    return value->span().known() ? std::optional(value->span()) : std::nullopt;
}

std::string pathAt(const json::Value &body, std::size_t offset)
{
    if (!within(body.span(), offset))
        return {};
    std::string path = "$";
    const json::Value *value = &body;
    for (bool deeper = true; deeper;) {
        deeper = false;
        std::size_t index = 0;
        for (const json::Value &item : value->items()) {
            if (within(item.span(), offset)) {
                path += std::format("[{}]", index);
                value = &item;
                deeper = true;
                break;
            }
            ++index;
        }
        for (const json::Member &member : value->members()) {
            if (within(member.keySpan, offset) || within(member.value.span(), offset)) {
                path += isPlain(member.key) ? "." + member.key : std::format("['{}']", member.key);
                value = &member.value;
                deeper = within(value->span(), offset);
                break;
            }
        }
    }
    return path;
}

} // namespace gatehouse::ui
