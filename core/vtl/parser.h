#pragma once

#include "core/vtl/program.h"

#include <optional>

namespace gatehouse::vtl {

/// Reads a template by recursive descent, with Velocity 1.7's lexical rules (mapping-templates.md 1.1 to 1.8).
///
/// One Parser reads one stretch of text: the template, or the content of a double-quoted string in it. All write into
/// the same Program. Failures are thrown as Error and caught by Program::parse.
class Parser {
public:
    Parser(Program &program, std::string_view text, std::uint32_t base, int depth, bool inString);

    /// Reads everything; returns the block.
    std::uint32_t parseAll();

private:
    enum class Stop : std::uint8_t { End, Else, ElseIf, EndOfText };
    struct Directive {
        std::string_view name;
        std::size_t begin = 0; ///< of the "#"
        std::size_t end = 0; ///< position after the name (and its braces)
    };
    using Children = std::vector<std::uint32_t>;

    // Text (parser.cpp) and directives (parser_directives.cpp)
    std::uint32_t parseBlock(bool nested, Stop &stop);
    [[nodiscard]] bool dollar(Children &statements, bool nested, Stop &stop);
    [[nodiscard]] bool dollarsOfText(Children &statements, std::string_view image, bool nested, Stop &stop);
    [[nodiscard]] std::optional<Directive> setAfterBlanks() const;
    void slashBang(Children &statements, std::string_view image);
    void printReference(Children &statements, std::string_view image);
    void backslashes();
    [[nodiscard]] bool hash(Children &statements, bool nested, Stop &stop, std::size_t begin);
    bool directive(Children &statements, const Directive &word, std::size_t begin, bool nested, Stop &stop);
    void ifDirective(Children &statements, std::size_t begin);
    void foreachDirective(Children &statements, std::size_t begin);
    void setDirective(Children &statements, std::size_t begin);
    void macroDirective(std::size_t begin);
    void defineDirective(Children &statements, std::size_t begin);
    void literalDirective(Children &statements, std::size_t begin);
    void unknownDirective(Children &statements, const Directive &word, std::size_t begin);
    void blockCall(Children &statements, const Directive &word, std::size_t begin);
    std::uint32_t body(std::string_view owner, std::size_t begin);
    [[nodiscard]] std::optional<Directive> directiveAt(std::size_t at) const;
    [[nodiscard]] bool isKnown(std::string_view name) const;
    [[nodiscard]] bool leftParenthesisAhead() const;
    Children arguments();
    void eatBlanksAndNewline();

    void flushText(Children &statements, std::size_t end);
    void addText(std::string_view text) { m_program.m_texts += text; }
    void beginRun() { m_runBegin = m_program.m_texts.size(); }
    void beginText()
    {
        m_textBegin = m_program.m_texts.size();
        m_textSource = m_at;
        beginRun();
    }

    // References and expressions (parser_expressions.cpp)
    [[nodiscard]] bool referenceAt(std::size_t at) const;
    [[nodiscard]] bool nameAt(std::size_t at) const;
    [[nodiscard]] std::size_t endOfDollars(std::size_t at) const;
    std::uint32_t reference();
    std::uint32_t referenceExpression();
    void link(std::vector<Link> &links);
    std::uint32_t expression(int level = 0);
    std::uint32_t unary();
    std::uint32_t primary();
    std::uint32_t value(bool wordsAllowed);
    std::uint32_t number();
    std::uint32_t string();
    std::uint32_t interpolated(std::string content, std::size_t begin);
    std::uint32_t listOrRange();
    std::uint32_t map();
    struct Operator {
        NodeKind kind;
        int level;
        std::size_t size;
    };
    [[nodiscard]] std::optional<Operator> operatorAhead() const;

    // Small change
    [[nodiscard]] bool atEnd() const noexcept { return m_at >= m_text.size(); }
    [[nodiscard]] char at(std::size_t position) const noexcept
    {
        return position < m_text.size() ? m_text[position] : '\0';
    }
    [[nodiscard]] char current() const noexcept { return at(m_at); }
    void skipSpace();
    [[nodiscard]] bool followsOrBlanks(std::size_t end, std::size_t begin) const;
    [[nodiscard]] bool callAhead() const;
    void expect(char c, std::string_view where);
    [[noreturn]] void refuse(VtlErrc code, std::string detail, std::size_t begin, std::size_t end) const;
    [[nodiscard]] SourceSpan spanFrom(std::size_t begin) const noexcept;
    std::uint32_t add(Node node, const Children &children = {});
    std::uint32_t addName(std::string_view name);
    std::uint32_t store(std::string_view text); ///< appends to the program's texts, returns the offset
    void deeper(std::size_t at);

    /// Counts nesting while it lives.
    struct Nesting {
        Nesting(Parser &reader, std::size_t at)
            : parser(reader)
        {
            parser.deeper(at);
        }
        ~Nesting() { --parser.m_depth; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;
        Parser &parser;
    };

    Program &m_program;
    const std::string_view m_text;
    const std::uint32_t m_base; // where m_text begins in the template
    const bool m_inString;
    int m_depth;
    std::size_t m_at = 0;
    std::size_t m_propertyEnd = std::string_view::npos; // after ".name" of a reference, where "##" is no comment
    std::size_t m_referenceEnd = std::string_view::npos; // of the last reference without braces
    std::size_t m_textBegin = 0; // in m_program.m_texts: where the text not yet flushed begins
    std::size_t m_textSource = 0; // in m_text: the same
    std::size_t m_runBegin = 0; // ... and the text since the last reference, directive or comment
};

[[nodiscard]] constexpr bool isIdentifierStart(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
[[nodiscard]] constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isIdentifierPart(char c) noexcept
{
    return isIdentifierStart(c) || isDigit(c) || c == '-';
}

} // namespace gatehouse::vtl
