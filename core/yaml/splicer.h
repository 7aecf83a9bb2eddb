#pragma once

#include "core/json/value.h"

#include <set>

namespace gatehouse::yaml {

/// One change to a text: the octets from begin to end become @p text.
struct Splice {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
    std::string pointer; ///< the node that it changes
};

/// Finds the splices that make a text read as another tree. They are likely, not certain: read the result.
class Splicer {
public:
    /// @param rewrite  pointers of nodes to write anew instead of looking for changes inside them
    Splicer(std::string_view text, bool yaml, const std::set<std::string> &rewrite);

    /// @return in the order of the text, not overlapping; nothing if the root has to be written anew
    [[nodiscard]] std::optional<std::vector<Splice>> splices(const json::Value &before, const json::Value &after);

private:
    /// Where a node stands in its parent.
    struct Place {
        std::string pointer;
        bool flow = false; ///< inside brackets or braces
        bool isItem = false; ///< of a sequence, else the value of a member
        std::size_t indent = 0; ///< column of the key or of the dash
        std::size_t afterKey = 0; ///< offset after the key or at the dash
    };

    void change(const json::Value &before, const json::Value &after, const Place &place);
    void changeObject(const json::Value &before, const json::Value &after, const Place &place);
    void changeArray(const json::Value &before, const json::Value &after, const Place &place);
    void replace(const json::Value &before, const json::Value &after, const Place &place);
    void replaceInBlock(const json::Value &before, const json::Value &after, const Place &place);

    /// Elements @p first to @p last (not included) go, of those that begin and end where the lists say.
    void remove(const std::vector<SourceSpan> &elements, std::size_t first, std::size_t last, bool flow,
                const std::string &pointer);
    /// A new element, text without separator, after the one before @p index.
    void insert(const std::vector<SourceSpan> &elements, std::size_t index, std::string text, bool flow,
                const std::string &pointer);
    void add(std::size_t begin, std::size_t end, std::string text, const std::string &pointer);
    void giveUp() { m_failed = true; }

    [[nodiscard]] std::string flowText(const json::Value &value, std::size_t at) const;
    [[nodiscard]] bool hasRewriteWithin(const std::string &pointer) const;
    [[nodiscard]] bool isFlow(const json::Value &value) const;
    [[nodiscard]] bool isOwn(const json::Value &parent, SourceSpan span) const;
    [[nodiscard]] std::size_t lineBegin(std::size_t offset) const;
    [[nodiscard]] std::size_t lineEnd(std::size_t offset) const;
    [[nodiscard]] std::size_t column(std::size_t offset) const { return offset - lineBegin(offset); }
    [[nodiscard]] bool isFirstInLine(std::size_t offset) const;
    [[nodiscard]] std::size_t colonAfter(std::size_t offset) const;
    [[nodiscard]] std::size_t dashBefore(std::size_t offset) const;

    const std::string_view m_text;
    const bool m_yaml;
    const std::set<std::string> &m_rewrite;
    std::vector<Splice> m_splices;
    bool m_failed = false;
};

} // namespace gatehouse::yaml
