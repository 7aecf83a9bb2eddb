#include "core/yaml/reader.h"

#include "core/json/source_text.h"
#include "core/yaml/node_extent.h"
#include "core/yaml/schema.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <format>
#include <spanstream>

namespace gatehouse::yaml {

namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr std::size_t kMaxProblems = 200; ///< a text with more of them is not worth going on with

constexpr std::uint32_t kMaxForeignKey = 60; ///< octets kept of a key that JSON has no word for

/// Thrown through the parser to end it; the diagnostic has been made already.
struct Stop { };

/// A finished node and what it costs.
struct Node {
    Value value = {};
    std::size_t nodes = 1; ///< values in it, itself included, as many as its aliases stand for
    std::size_t depth = 0; ///< levels of containers in it
    bool plain = false; ///< an unquoted scalar
    std::string keyText = {}; ///< what it is as a key
};

/// An open sequence or map.
struct Frame {
    bool isMap = false;
    bool flow = false;
    std::size_t begin = 0;
    int column = 0;
    YAML::anchor_t anchor = 0;
    std::size_t lastEnd = 0; ///< where the last child ended
    std::size_t nodes = 1;
    std::size_t depth = 1;
    Array items = {};
    Object members = {};
    bool hasKey = false; ///< the next node is a value
    bool merges = false; ///< the next node is the value of "<<"
    std::string key = {};
    SourceSpan keySpan = {};
    std::vector<Value> merged = {}; ///< maps to merge when this one ends, the first has precedence
};

class Builder final : public YAML::EventHandler {
public:
    Builder(std::string_view text, std::size_t begin, const json::ReadLimits &limits, json::ReadResult &result)
        : m_text(text)
        , m_base(begin)
        , m_limits(limits)
        , m_lines(text)
        , m_result(result)
    {
    }

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const std::size_t begin = offset(mark);
        const std::size_t content = skipProperties(m_text, begin);
        const std::size_t end = isExplicitNull(content, mark) ? content + (m_text[content] == '~' ? 1 : 4) : begin;
        Node node;
        node.plain = true;
        node.keyText = m_text.substr(content, end > content ? end - content : 0);
        node.value.setSpan(end == begin && !m_frames.empty() ? emptySpan() : span(begin, end));
        finish(std::move(node), anchor);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        const std::size_t begin = offset(mark);
        const std::size_t end = std::min(m_text.find_first_of(" \t\r\n,[]{}", begin), m_text.size());
        const auto target = m_anchors.find(anchor);
        if (target == m_anchors.end())
            fatal("yaml-alias", "An alias for a node that it is itself part of", span(begin, end));
        Node node = target->second;
        node.plain = false;
        node.value.setSpan(span(begin, end));
        if (m_frames.size() + node.depth > m_limits.maxDepth)
            tooDeep(begin);
        finish(std::move(node), 0);
    }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &text) override
    {
        const std::size_t begin = offset(mark);
        const std::size_t content = skipProperties(m_text, begin);
        const std::size_t end = scalarEnd(m_text, content, text);
        if (end == std::string_view::npos) // the parser lets some of these pass
            fatal("yaml-syntax", "The text ends inside a quoted string", span(begin, begin + 1));
        const SourceSpan place = span(begin, end);
        Node node;
        node.plain = tag == "?";
        node.keyText = text;
        node.value = tagged(tag, text, place);
        node.value.setSpan(place);
        finish(std::move(node), anchor);
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override
    {
        open(false, mark, tag, anchor, style);
    }
    void OnSequenceEnd() override { close(']'); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override
    {
        open(true, mark, tag, anchor, style);
    }
    void OnMapEnd() override { close('}'); }

    void warn(std::string_view rule, std::string message, SourceSpan place)
    {
        report(Severity::Warning, rule, std::move(message), place);
    }

    [[noreturn]] void fatal(std::string_view rule, std::string message, SourceSpan place)
    {
        report(Severity::Error, rule, std::move(message), place);
        throw Stop();
    }

    [[noreturn]] void tooDeep(std::size_t at)
    {
        fatal("yaml-depth", std::format("More than {} nested sequences and maps", m_limits.maxDepth), span(at, at + 1));
    }

    [[nodiscard]] std::size_t offset(const YAML::Mark &mark) const
    {
        return std::min(m_base + static_cast<std::size_t>(std::max(mark.pos, 0)), m_text.size());
    }

    [[nodiscard]] static SourceSpan span(std::size_t begin, std::size_t end) noexcept
    {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

private:
    void open(bool isMap, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
              YAML::EmitterStyle::value style)
    {
        const std::size_t begin = offset(mark);
        if (m_frames.size() == m_limits.maxDepth)
            tooDeep(begin);
        if (tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:map" && tag != "tag:yaml.org,2002:seq")
            unknownTag(tag, span(begin, begin + 1));
        m_frames.push_back({.isMap = isMap,
                            .flow = style == YAML::EmitterStyle::Flow,
                            .begin = begin,
                            .column = mark.column,
                            .anchor = anchor,
                            .lastEnd = begin});
        if (m_frames.back().flow) // the bracket comes after tag and anchor
            m_frames.back().lastEnd = std::min(skipProperties(m_text, begin) + 1, m_text.size());
    }

    void close(char bracket)
    {
        Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        for (const Value &map : frame.merged) {
            for (const json::Member &member : map.members()) {
                if (!frame.members.contains(member.key))
                    frame.members.set(member.key, member.value, member.keySpan);
            }
        }
        Node node;
        node.value = frame.isMap ? Value(std::move(frame.members)) : Value(std::move(frame.items));
        // A pair in a flow sequence, [a: 1], is a map in flow style without braces.
        const bool braces
            = frame.flow && m_text.substr(skipProperties(m_text, frame.begin)).starts_with(bracket == '}' ? '{' : '[');
        node.value.setSpan(span(frame.begin, braces ? flowEnd(m_text, frame.lastEnd, bracket) : frame.lastEnd));
        node.nodes = frame.nodes;
        node.depth = frame.depth;
        finish(std::move(node), frame.anchor);
    }

    /// Puts a node that ends here where it belongs.
    void finish(Node node, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            m_anchors.insert_or_assign(anchor, node);
        if (m_frames.empty()) {
            m_result.value = std::move(node.value);
            return;
        }
        Frame &frame = m_frames.back();
        frame.nodes += node.nodes;
        frame.depth = std::max(frame.depth, node.depth + 1);
        if (frame.nodes > m_limits.maxNodes)
            fatal("yaml-size", std::format("More than {} values, counting each use of an alias", m_limits.maxNodes),
                  node.value.span());
        frame.lastEnd = std::max<std::size_t>(frame.lastEnd, node.value.span().end);
        if (!frame.isMap)
            frame.items.push_back(std::move(node.value));
        else if (!frame.hasKey)
            takeKey(frame, std::move(node));
        else
            takeMember(frame, std::move(node.value));
    }

    void takeKey(Frame &frame, Node node)
    {
        frame.hasKey = true;
        frame.keySpan = node.value.span();
        if (node.value.isArray() || node.value.isObject()) {
            // The beginning of its text: written as JSON, keys in keys would double with each level.
            frame.key
                = m_text.substr(frame.keySpan.begin, std::min(frame.keySpan.end - frame.keySpan.begin, kMaxForeignKey));
            frame.key.resize(json::validUtf8Prefix(frame.key));
            report(Severity::Error, "yaml-key", "A key that is a sequence or a map has no counterpart in JSON",
                   frame.keySpan);
            return;
        }
        frame.merges = node.plain && node.keyText == "<<";
        frame.key = std::move(node.keyText);
    }

    void takeMember(Frame &frame, Value value)
    {
        frame.hasKey = false;
        if (std::exchange(frame.merges, false)) {
            merge(frame, std::move(value));
            return;
        }
        if (const Value *first = frame.members.find(frame.key)) {
            report(Severity::Error, "duplicate-key",
                   std::format("The key \"{}\" is already there in line {}; the last one counts", frame.key,
                               m_lines.at(first->span().begin).line),
                   frame.keySpan);
        }
        frame.members.set(frame.key, std::move(value), frame.keySpan);
    }

    void merge(Frame &frame, Value value)
    {
        if (value.isObject()) {
            frame.merged.push_back(std::move(value));
            return;
        }
        for (const Value &item : value.items()) {
            if (item.isObject())
                frame.merged.push_back(item);
        }
        if (value.items().empty() || !std::ranges::all_of(value.items(), &Value::isObject))
            report(Severity::Error, "yaml-merge", "\"<<\" merges a map or a sequence of maps", frame.keySpan);
    }

    Value tagged(const std::string &tag, const std::string &text, SourceSpan place)
    {
        if (tag == "!" || tag == "tag:yaml.org,2002:str")
            return text;
        if (tag != "?" && tag != "tag:yaml.org,2002:int" && tag != "tag:yaml.org,2002:float"
            && tag != "tag:yaml.org,2002:bool" && tag != "tag:yaml.org,2002:null") {
            unknownTag(tag, place);
            return text;
        }
        return resolvePlain(text);
    }

    void unknownTag(const std::string &tag, SourceSpan place)
    {
        report(Severity::Warning, "yaml-tag", std::format("The tag {} is not known and ignored", tag), place);
    }

    /// Whether "~" or "null" is written at @p at, and not the beginning of whatever follows an empty node.
    bool isExplicitNull(std::size_t at, const YAML::Mark &mark) const
    {
        if (!m_frames.empty() && !m_frames.back().flow && mark.column <= m_frames.back().column
            && !(m_frames.back().isMap && !m_frames.back().hasKey))
            return false;
        const std::string_view rest = m_text.substr(at);
        return rest.starts_with('~') || rest.starts_with("null") || rest.starts_with("Null")
            || rest.starts_with("NULL");
    }

    /// The empty place of a value that was left out: after its key's colon.
    SourceSpan emptySpan() const
    {
        const Frame &frame = m_frames.back();
        std::size_t at = frame.lastEnd;
        if (frame.isMap && frame.hasKey) {
            const std::size_t colon = m_text.find_first_not_of(" \t", at);
            if (colon < m_text.size() && m_text[colon] == ':')
                at = colon + 1;
        }
        return span(at, at);
    }

    std::string pointer() const
    {
        std::string pointer;
        for (const Frame &frame : m_frames) {
            if (!frame.isMap)
                pointer = json::pointerJoin(pointer, frame.items.size());
            else if (frame.hasKey)
                pointer = json::pointerJoin(pointer, frame.key);
        }
        return pointer;
    }

    void report(Severity severity, std::string_view rule, std::string message, SourceSpan place)
    {
        if (m_result.diagnostics.size() == kMaxProblems)
            throw Stop();
        const LineIndex::Position position = m_lines.at(place.begin);
        m_result.diagnostics.push_back({.severity = severity,
                                        .rule = std::string(rule),
                                        .message = std::move(message),
                                        .pointer = pointer(),
                                        .span = place,
                                        .line = position.line,
                                        .column = position.column});
    }

    const std::string_view m_text;
    const std::size_t m_base; ///< where the parser's offsets begin: after the byte order mark
    const json::ReadLimits m_limits;
    const LineIndex m_lines;
    json::ReadResult &m_result;
    std::vector<Frame> m_frames;
    std::unordered_map<YAML::anchor_t, Node> m_anchors;
};

/// Finds where a second document begins and stops there.
class SecondDocument final : public YAML::EventHandler {
public:
    YAML::Mark mark;

    void OnDocumentStart(const YAML::Mark &start) override
    {
        mark = start;
        throw Stop();
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &, YAML::anchor_t) override { }
    void OnAlias(const YAML::Mark &, YAML::anchor_t) override { }
    void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override { }
    void OnSequenceStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {
    }
    void OnSequenceEnd() override { }
    void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override { }
    void OnMapEnd() override { }
};

/// The parser's terse words in plain ones.
std::string explained(const YAML::ParserException &exception)
{
    static constexpr std::pair<std::string_view, std::string_view> kTexts[] = {
        {"end of map not found", "Expected a key at the indentation of the keys above"},
        {"end of sequence not found", "Expected '-' at the indentation of those above"},
        {"end of map flow not found", "Expected ',' or '}'"},
        {"end of sequence flow not found", "Expected ',' or ']'"},
        {"illegal map value", "A ':' where no value can stand: check the indentation, or quote the text"},
        {"illegal block entry", "A '-' where no item can stand: check the indentation"},
        {"illegal flow end", "A closing bracket without an opening one"},
        {"illegal EOF in scalar", "The text ends inside a quoted string"},
        {"illegal document indicator in scalar", "A document marker inside a quoted string"},
        {"the referenced anchor is not defined", "An alias for an anchor that does not exist"},
        {"unknown token", "A character that no value can begin with: quote the text"},
    };
    for (const auto &[terse, text] : kTexts) {
        if (exception.msg.starts_with(terse)) // a name may follow
            return std::string(text);
    }
    return exception.msg;
}

/// Characters that YAML does not allow unescaped. The parser takes one of them for the end of the text.
std::size_t findControlCharacter(std::string_view text) noexcept
{
    const auto isControl = [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return (octet < 0x20 && c != '\t' && c != '\n' && c != '\r') || octet == 0x7F;
    };
    return static_cast<std::size_t>(std::ranges::find_if(text, isControl) - text.begin());
}

/// Adds the likely cause when the line at @p at, or the one before, holds a comment in the manner of JavaScript.
std::string withCommentHint(std::string message, std::string_view text, std::size_t at)
{
    const auto lineBegin = [&](std::size_t offset) {
        return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1; // npos + 1 is 0
    };
    const std::size_t begin = lineBegin(lineBegin(at) == 0 ? 0 : lineBegin(at) - 1);
    const std::string_view lines = text.substr(begin, text.find('\n', at) - begin);
    if (lines.starts_with("//") || lines.find(" //") != std::string_view::npos
        || lines.find("\n//") != std::string_view::npos)
        message += "; \"//\" begins no comment in YAML or JSON";
    return message;
}

void parse(std::string_view text, Builder &builder, std::size_t begin)
{
    std::ispanstream stream(text.substr(begin));
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    if (!parser)
        return;
    SecondDocument second;
    try {
        if (!parser.HandleNextDocument(second))
            return;
    } catch (const Stop &) {
    }
    const std::size_t at = builder.offset(second.mark);
    if (const std::size_t marker = text.rfind("\n---", at); marker == std::string_view::npos) {
        builder.fatal("yaml-syntax", withCommentHint("Unexpected text after the end of the document", text, at),
                      Builder::span(at, at + 1));
    }
    builder.warn("yaml-documents", "Only the first of several documents is read", Builder::span(at, at + 1));
}

} // namespace

json::ReadResult readYaml(std::string_view text, const json::ReadLimits &limits)
{
    json::ReadResult result;
    result.yaml = true;
    const json::SourceText source = json::checkSourceText(text, limits);
    if (source.problem) {
        result.diagnostics.push_back(*source.problem);
        return result;
    }
    Builder builder(text, source.begin, limits, result);
    try {
        if (const std::size_t at = findControlCharacter(text); at < text.size()) {
            builder.fatal("yaml-control-character",
                          std::format("Control character U+{:04X}: YAML allows it only as an escape in double quotes",
                                      static_cast<unsigned>(text[at])),
                          Builder::span(at, at + 1));
        }
        try {
            parse(text, builder, source.begin);
        } catch (const YAML::ParserException &exception) {
            const std::size_t at = builder.offset(exception.mark);
            builder.fatal("yaml-syntax", withCommentHint(explained(exception), text, at), Builder::span(at, at + 1));
        }
    } catch (const Stop &) {
        result.value = {};
    }
    return result;
}

json::ReadResult readAny(std::string_view text, const json::ReadLimits &limits)
{
    const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t first = text.find_first_not_of(" \t\r\n", mark);
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '['))
        return readYaml(text, limits);
    json::ReadResult result = json::readJson(text, limits);
    if (!result.value.isNull())
        return result;
    json::ReadResult flow = readYaml(text, limits); // "{a: 1}" is YAML too
    return hasErrors(flow.diagnostics) ? result : flow;
}

} // namespace gatehouse::yaml
