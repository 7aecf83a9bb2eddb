#include "core/yaml/patch.h"

#include "core/yaml/reader.h"
#include "core/yaml/splicer.h"

namespace gatehouse::yaml {

namespace {

using json::Value;

constexpr int kMaxAttempts = 6; ///< each reads the whole text

std::string applied(std::string_view text, const std::vector<Splice> &splices)
{
    std::string result;
    std::size_t at = 0;
    for (const Splice &splice : splices) {
        result += text.substr(at, splice.begin - at);
        result += splice.text;
        at = splice.end;
    }
    result += text.substr(at);
    return result;
}

/// The pointer of the first node in which two trees differ, as deep as it goes.
std::string firstDifference(const Value &a, const Value &b, const std::string &pointer)
{
    if (a.isObject() && b.isObject()) {
        for (const json::Member &member : a.members()) {
            const Value *other = b.find(member.key);
            if (other && !(*other == member.value))
                return firstDifference(member.value, *other, json::pointerJoin(pointer, member.key));
        }
    }
    if (a.isArray() && b.isArray() && a.items().size() == b.items().size()) {
        for (std::size_t i = 0; i < a.items().size(); ++i) {
            if (!(a.items()[i] == b.items()[i]))
                return firstDifference(a.items()[i], b.items()[i], json::pointerJoin(pointer, i));
        }
    }
    return pointer;
}

bool isWithin(std::string_view pointer, std::string_view ancestor)
{
    return pointer.starts_with(ancestor) && (pointer.size() == ancestor.size() || pointer[ancestor.size()] == '/');
}

std::string parentOf(const std::string &pointer)
{
    return pointer.substr(0, pointer.rfind('/'));
}

/// The alias that brought a node into the text, or nothing.
std::optional<std::string> aliasAbove(std::string pointer, const Value &tree, std::string_view text)
{
    for (;; pointer = parentOf(pointer)) {
        const Value *node = tree.at(pointer);
        if (node && node->span().known() && text[node->span().begin] == '*')
            return pointer;
        if (pointer.empty())
            return std::nullopt;
    }
}

/// Nodes to write anew at the next attempt, given where this one went wrong ("" if the text could not be read at all).
bool widen(std::set<std::string> &rewrite, const std::vector<Splice> &splices, const std::string &wrong)
{
    const std::size_t before = rewrite.size();
    for (const Splice &splice : splices) {
        if (!isWithin(splice.pointer, wrong) && !isWithin(wrong, splice.pointer))
            continue;
        // Written anew already: then what is around it.
        rewrite.insert(rewrite.contains(splice.pointer) ? parentOf(splice.pointer) : splice.pointer);
    }
    return rewrite.size() > before;
}

} // namespace

std::string patchText(std::string_view oldText, const Value &oldTree, const Value &newTree, bool yaml)
{
    if (oldTree == newTree)
        return std::string(oldText);
    std::set<std::string> rewrite;
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        const std::optional<std::vector<Splice>> splices = Splicer(oldText, yaml, rewrite).splices(oldTree, newTree);
        if (!splices)
            break;
        std::string text = applied(oldText, *splices);
        if (yaml && !text.ends_with('\n') && !splices->empty() && splices->back().end == oldText.size())
            text += '\n'; // without it a literal block would lose its own
        const json::ReadResult read = yaml ? readYaml(text) : json::readJson(text);
        if (read.value == newTree)
            return text;
        const std::string wrong = read.value.isNull() ? "" : firstDifference(read.value, newTree, {});
        const bool edited = std::ranges::any_of(*splices, [&](const Splice &splice) {
            return isWithin(splice.pointer, wrong) || isWithin(wrong, splice.pointer);
        });
        const std::optional<std::string> alias = edited ? std::nullopt : aliasAbove(wrong, oldTree, oldText);
        if (alias ? !rewrite.insert(*alias).second : !widen(rewrite, *splices, wrong))
            break;
    }
    return yaml ? toYaml(newTree) : json::toJson(newTree) + '\n';
}

} // namespace gatehouse::yaml
