#include "core/yaml/splicer.h"

#include "core/json/reader.h"
#include "core/yaml/emitter.h"
#include "core/yaml/node_extent.h"

namespace gatehouse::yaml {

namespace {

using json::Array;
using json::Member;
using json::Object;
using json::Value;

constexpr std::size_t kNowhere = std::string_view::npos;

std::string memberText(const Member &member, std::size_t indent)
{
    std::string text;
    appendMember(text, member.key, member.value, indent);
    return text;
}

std::string itemText(const Value &item, std::size_t indent)
{
    std::string text;
    appendItems(text, {item}, indent);
    return text;
}

/// Whether @p after has the members that both have in the order of @p before.
bool keepsOrder(const Object &before, const Object &after)
{
    std::size_t at = 0;
    for (const Member &member : after) {
        if (!before.contains(member.key))
            continue;
        while (at < before.size() && before[at].key != member.key) {
            if (after.contains(before[at].key))
                return false;
            ++at;
        }
        ++at;
    }
    return true;
}

bool isContainer(const Value &value)
{
    return (value.isArray() && !value.items().empty()) || (value.isObject() && !value.members().empty());
}

} // namespace

Splicer::Splicer(std::string_view text, bool yaml, const std::set<std::string> &rewrite)
    : m_text(text)
    , m_yaml(yaml)
    , m_rewrite(rewrite)
{
}

std::optional<std::vector<Splice>> Splicer::splices(const Value &before, const Value &after)
{
    if (m_rewrite.contains(""))
        return std::nullopt;
    if (before.isObject() && after.isObject())
        changeObject(before, after, {});
    else if (before.isArray() && after.isArray())
        changeArray(before, after, {});
    else
        return std::nullopt;
    std::ranges::stable_sort(m_splices, {}, &Splice::begin);
    const auto overlap
        = std::ranges::adjacent_find(m_splices, [](const Splice &a, const Splice &b) { return a.end > b.begin; });
    if (m_failed || overlap != m_splices.end())
        return std::nullopt;
    return std::move(m_splices);
}

void Splicer::change(const Value &before, const Value &after, const Place &place)
{
    if (before == after && !hasRewriteWithin(place.pointer))
        return;
    const bool shared = before.span().known() && m_text[before.span().begin] == '*';
    if (!shared && !m_rewrite.contains(place.pointer)) {
        if (before.isObject() && after.isObject() && isContainer(before) && isContainer(after))
            return changeObject(before, after, place);
        if (before.isArray() && after.isArray() && isContainer(before) && isContainer(after))
            return changeArray(before, after, place);
    }
    replace(before, after, place);
}

void Splicer::changeObject(const Value &before, const Value &after, const Place &place)
{
    const Object &old = before.members();
    const Object &now = after.members();
    std::vector<const Member *> own; // without those that "<<" brought
    for (const Member &member : old) {
        if (isOwn(before, member.keySpan))
            own.push_back(&member);
    }
    const bool someStay = std::ranges::any_of(own, [&](const Member *member) { return now.contains(member->key); });
    if (!someStay || !keepsOrder(old, now))
        return replace(before, after, place);

    const bool flow = isFlow(before);
    const std::size_t indent = column(own.front()->keySpan.begin);
    std::vector<SourceSpan> elements;
    for (const Member *member : own)
        elements.push_back({member->keySpan.begin, std::max(member->keySpan.end, member->value.span().end)});

    for (std::size_t i = 0; i < own.size(); ++i) {
        std::size_t end = i;
        while (end < own.size() && !now.contains(own[end]->key))
            ++end;
        if (end > i)
            remove(elements, i, end, flow, place.pointer);
        if (end < own.size()) {
            const Member &member = *own[end];
            change(member.value, *now.find(member.key),
                   {.pointer = json::pointerJoin(place.pointer, member.key),
                    .flow = flow,
                    .isItem = false,
                    .indent = indent,
                    .afterKey = member.keySpan.end});
        }
        i = end;
    }
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < own.size(); ++i)
        places.emplace(own[i]->key, i);
    std::size_t next = 0; // the first own member after the last one that stays
    for (const Member &member : now) {
        if (const auto known = places.find(member.key); known != places.end()) {
            next = known->second + 1;
            continue;
        }
        if (const Value *merged = old.find(member.key); merged && *merged == member.value)
            continue; // comes with "<<"
        std::string text = flow ? (m_yaml ? keyText(member.key) : json::toJson(member.key)) + ": "
                + flowText(member.value, own.front()->keySpan.begin)
                                : memberText(member, indent);
        insert(elements, next, std::move(text), flow, place.pointer);
    }
}

void Splicer::changeArray(const Value &before, const Value &after, const Place &place)
{
    const Array &old = before.items();
    const Array &now = after.items();
    std::size_t head = 0;
    while (head < old.size() && head < now.size() && old[head] == now[head])
        ++head;
    std::size_t tail = 0;
    while (tail < old.size() - head && tail < now.size() - head
           && old[old.size() - 1 - tail] == now[now.size() - 1 - tail])
        ++tail;
    const std::size_t oldEnd = old.size() - tail;
    const std::size_t newEnd = now.size() - tail;
    const std::size_t paired = std::min(oldEnd, newEnd);

    const bool flow = isFlow(before);
    std::vector<SourceSpan> elements;
    for (const Value &item : old) {
        const std::size_t begin = flow ? item.span().begin : dashBefore(item.span().begin);
        if (begin == kNowhere || !isOwn(before, {static_cast<std::uint32_t>(begin), item.span().end}))
            return replace(before, after, place);
        elements.push_back({static_cast<std::uint32_t>(begin), item.span().end});
    }
    if (paired == 0 && tail == 0)
        return replace(before, after, place);

    const std::size_t indent = column(elements.front().begin);
    for (std::size_t i = head; i < paired; ++i) {
        change(old[i], now[i],
               {.pointer = json::pointerJoin(place.pointer, i),
                .flow = flow,
                .isItem = true,
                .indent = indent,
                .afterKey = elements[i].begin});
    }
    if (oldEnd > paired)
        remove(elements, paired, oldEnd, flow, place.pointer);
    for (std::size_t i = paired; i < newEnd; ++i) {
        insert(elements, paired, flow ? flowText(now[i], elements.front().begin) : itemText(now[i], indent), flow,
               place.pointer);
    }
}

void Splicer::replace(const Value &before, const Value &after, const Place &place)
{
    if (place.pointer.empty())
        return giveUp();
    if (!place.flow)
        return replaceInBlock(before, after, place);
    if (!before.span().known())
        return giveUp();
    add(before.span().begin, before.span().end, flowText(after, before.span().begin), place.pointer);
}

void Splicer::replaceInBlock(const Value &before, const Value &after, const Place &place)
{
    const SourceSpan old = before.span();
    const bool inlineAfter = !isContainer(after) && !isLiteral(after.string());
    if (old.known() && inlineAfter && !isContainer(before)) {
        const std::size_t content = skipProperties(m_text, old.begin);
        const char quote = m_text[content] == '"' || m_text[content] == '\'' ? m_text[content] : '\0';
        return add(old.begin, old.end, inlineScalar(after, quote), place.pointer);
    }
    std::size_t begin = 0;
    std::string text;
    if (place.isItem) {
        begin = place.afterKey;
        text = itemText(after, place.indent);
    } else {
        const std::size_t colon = colonAfter(place.afterKey);
        if (colon == kNowhere)
            return giveUp();
        begin = colon + 1;
        appendBlock(text, after, place.indent);
    }
    // A comment after the old value stays in the line that the new one begins in.
    const std::size_t end = std::max<std::size_t>(old.end, begin);
    const std::string_view comment = m_text.substr(end, lineEnd(end) - end);
    if (const std::size_t line = text.find('\n'); line != std::string::npos)
        text.insert(line, comment);
    else
        text += comment;
    add(begin, lineEnd(end), std::move(text), place.pointer);
}

void Splicer::remove(const std::vector<SourceSpan> &elements, std::size_t first, std::size_t last, bool flow,
                     const std::string &pointer)
{
    const bool wholeLines = !flow && isFirstInLine(elements[first].begin);
    if (wholeLines) {
        const std::size_t end = lineEnd(elements[last - 1].end);
        const std::size_t next = m_text.find('\n', end);
        const std::size_t begin = lineBegin(elements[first].begin);
        if (next != kNowhere)
            add(begin, next + 1, {}, pointer);
        else
            add(begin == 0 ? 0 : begin - 1, m_text.size(), {}, pointer); // with the line end before it
    } else if (last < elements.size() && (first == 0 || !flow)) {
        add(elements[first].begin, elements[last].begin, {}, pointer);
    } else if (first > 0) {
        add(elements[first - 1].end, elements[last - 1].end, {}, pointer); // with the comma before it
    } else {
        giveUp();
    }
}

void Splicer::insert(const std::vector<SourceSpan> &elements, std::size_t index, std::string text, bool flow,
                     const std::string &pointer)
{
    const std::size_t first = elements.front().begin;
    const bool ownLines = !flow || isFirstInLine(first);
    const std::string separator = ownLines ? "\n" + std::string(column(first), ' ') : std::string(flow ? " " : "");
    if (index == 0) {
        add(first, first, std::move(text) + (flow ? "," : "") + separator, pointer);
        return;
    }
    const std::size_t previous = elements[index - 1].end;
    const std::size_t at = flow ? previous : lineEnd(previous);
    add(at, at, (flow ? "," : "") + separator + std::move(text), pointer);
}

void Splicer::add(std::size_t begin, std::size_t end, std::string text, const std::string &pointer)
{
    if (m_text.find("\r\n") != kNowhere) { // the text's line ends are those of Windows
        for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
            text.insert(at, "\r");
    }
    m_splices.push_back({begin, end, std::move(text), pointer});
}

std::string Splicer::flowText(const Value &value, std::size_t at) const
{
    std::string text;
    if (m_yaml) {
        appendFlow(text, value);
        return text;
    }
    // JSON: as far indented as its line, by the step that the document uses for its first member.
    const std::size_t firstLine = m_text.find('\n');
    const std::size_t firstText = firstLine == kNowhere ? kNowhere : m_text.find_first_not_of(" \r\n", firstLine);
    if (firstText == kNowhere || !isContainer(value))
        return json::toJson(value, -1);
    const std::size_t step = std::clamp<std::size_t>(column(firstText), 1, 8);
    const std::size_t begin = lineBegin(at);
    const std::size_t indent = std::min(m_text.find_first_not_of(' ', begin), at) - begin;
    for (const char c : json::toJson(value, static_cast<int>(step))) {
        text += c;
        if (c == '\n')
            text.append(indent, ' ');
    }
    return text;
}

bool Splicer::hasRewriteWithin(const std::string &pointer) const
{
    const auto first = m_rewrite.lower_bound(pointer); // those below it follow it, but for "/a-b" after "/a"
    return std::any_of(first, m_rewrite.end(), [&](const std::string &other) {
        return other.starts_with(pointer) && (other.size() == pointer.size() || other[pointer.size()] == '/');
    });
}

bool Splicer::isFlow(const Value &value) const
{
    if (!m_yaml)
        return true;
    const std::size_t at = skipProperties(m_text, value.span().begin);
    return at < m_text.size() && (value.isObject() ? m_text[at] == '{' : m_text[at] == '[');
}

bool Splicer::isOwn(const Value &parent, SourceSpan span) const
{
    return span.known() && span.begin >= parent.span().begin && span.end <= parent.span().end;
}

std::size_t Splicer::lineBegin(std::size_t offset) const
{
    return offset == 0 ? 0 : m_text.rfind('\n', offset - 1) + 1; // npos + 1 is 0
}

/// Where the line at @p offset ends, before its line end.
std::size_t Splicer::lineEnd(std::size_t offset) const
{
    const std::size_t end = std::min(m_text.find('\n', offset), m_text.size());
    return end > offset && end < m_text.size() && m_text[end - 1] == '\r' ? end - 1 : end;
}

bool Splicer::isFirstInLine(std::size_t offset) const
{
    return m_text.substr(lineBegin(offset), column(offset)).find_first_not_of(' ') == kNowhere;
}

std::size_t Splicer::colonAfter(std::size_t offset) const
{
    const std::size_t at = m_text.find_first_not_of(" \t\r\n", offset);
    return at != kNowhere && m_text[at] == ':' ? at : kNowhere;
}

std::size_t Splicer::dashBefore(std::size_t offset) const
{
    const std::size_t at = offset == 0 ? kNowhere : m_text.find_last_not_of(" \t\r\n", offset - 1);
    return at != kNowhere && m_text[at] == '-' ? at : kNowhere;
}

} // namespace gatehouse::yaml
