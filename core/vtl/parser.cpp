#include "core/vtl/parser.h"

#include <format>

namespace gatehouse::vtl {

namespace {

constexpr std::string_view kDirectives[]
    = {"if", "elseif", "else", "end", "set", "foreach", "macro", "define", "break", "stop"};
constexpr std::string_view kBranches[] = {"if", "elseif", "else", "end"};
constexpr std::string_view kVelocityDirectives[] = {"evaluate", "literal", "parse", "include"};

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

} // namespace

std::string_view describe(VtlErrc code) noexcept
{
    switch (code) {
    case VtlErrc::Lexical: return "the template is not well formed";
    case VtlErrc::Syntax: return "the template has a syntax error";
    case VtlErrc::TooDeep: return "the template is nested too deeply";
    case VtlErrc::TooLarge: return "the template is too large";
    case VtlErrc::Runtime: return "the template failed";
    case VtlErrc::Limit: return "the template reached a limit";
    }
    return "unknown error";
}

std::uint32_t SymbolTable::slotOf(std::string_view name)
{
    const auto [found, added] = m_slots.try_emplace(std::string(name), static_cast<std::uint32_t>(m_names.size()));
    if (added)
        m_names.emplace_back(name);
    return found->second;
}

std::int64_t SymbolTable::find(std::string_view name) const
{
    const auto found = m_slots.find(std::string(name));
    return found == m_slots.end() ? -1 : std::int64_t(found->second);
}

Expected<std::shared_ptr<const Program>> Program::parse(std::string source, Dialect dialect, const SymbolTable &symbols)
{
    if (source.size() > kMaxTemplateSize)
        return fail(VtlErrc::TooLarge,
                    std::format("{} octets; at most {} are allowed", source.size(), kMaxTemplateSize));

    const std::shared_ptr<Program> program(new Program);
    program->m_source = std::move(source);
    program->m_dialect = dialect;
    program->m_symbols = symbols;
    try {
        program->m_root = Parser(*program, program->m_source, 0, 0, false).parseAll();
    } catch (Error &error) {
        return std::unexpected(std::move(error));
    }
    return program;
}

const Macro *Program::macro(std::string_view name) const noexcept
{
    for (const Macro &macro : m_macros) {
        if (m_names[macro.name] == name)
            return &macro;
    }
    return nullptr;
}

bool Program::isPlainText() const noexcept
{
    return std::ranges::all_of(
        m_nodes, [](const Node &node) { return node.kind == NodeKind::Text || node.kind == NodeKind::Block; });
}

Parser::Parser(Program &program, std::string_view text, std::uint32_t base, int depth, bool inString)
    : m_program(program)
    , m_text(text)
    , m_base(base)
    , m_inString(inString)
    , m_depth(depth)
{
}

std::uint32_t Parser::parseAll()
{
    Stop stop = Stop::EndOfText;
    return parseBlock(false, stop);
}

std::uint32_t Parser::parseBlock(bool nested, Stop &stop)
{
    const Nesting nesting(*this, m_at);
    const std::size_t begin = m_at;
    Children statements;
    beginText();
    stop = Stop::EndOfText;
    std::size_t textEnd = m_at;
    while (!atEnd()) {
        const std::size_t special = std::min(m_text.find_first_of("$#\\", m_at), m_text.size());
        addText(m_text.substr(m_at, special - m_at));
        textEnd = m_at = special;
        if (atEnd())
            break;
        const bool ends = current() == '#' ? hash(statements, nested, stop, m_at) : dollar(statements, nested, stop);
        if (ends)
            break;
        textEnd = m_at;
    }
    flushText(statements, textEnd);
    return add({.kind = NodeKind::Block, .span = spanFrom(begin)}, statements);
}

/// Backslashes and dollars: what they are is decided by what follows the run (mapping-templates.md 1.5, and what a
/// comparison with Velocity 1.7 found). Returns true where the block ends.
bool Parser::dollar(Children &statements, bool nested, Stop &stop)
{
    const std::size_t begin = m_at;
    const std::size_t end = endOfDollars(begin);
    if (end == begin) {
        backslashes();
        return false;
    }
    const std::string_view image = m_text.substr(begin, end - begin);
    m_at = end;
    if (nameAt(end)) {
        if (image.contains("\\!"))
            slashBang(statements, image);
        else
            printReference(statements, image);
        return false;
    }
    if (current() == '#')
        return hash(statements, nested, stop, begin);
    if (atEnd() && !m_inString)
        refuse(VtlErrc::Lexical, std::format("\"{}\" at the end: a name was expected after it", image), begin, end);
    return dollarsOfText(statements, image, nested, stop);
}

/// A run of dollars that begins nothing is text, but for the places where the lexer loses some of it.
bool Parser::dollarsOfText(Children &statements, std::string_view image, bool nested, Stop &stop)
{
    if (current() == '{') {
        addText(image);
        return false;
    }
    if (const std::optional<Directive> word = setAfterBlanks())
        return directive(statements, *word, m_at - image.size(), nested, stop);
    const std::string_view rest = m_text.substr(m_at);
    const std::size_t afterSlashes = std::min(rest.find_first_not_of('\\'), rest.size());
    if (afterSlashes > 1 || (afterSlashes == 1 && rest.substr(1).starts_with('#')))
        return false;
    std::string kept(image);
    if (image.contains('!')) {
        for (std::size_t bang = kept.find('!'); bang != std::string::npos; bang = kept.find('!')) {
            std::size_t first = bang;
            while (first > 0 && kept[first - 1] == '\\')
                --first;
            kept.erase(first, bang - first + 1);
        }
    } else if (kept.front() == '\\' && std::ranges::count(kept, '$') > 1) {
        kept.erase(kept.find('$'), 1);
    }
    addText(kept);
    return false;
}

/// Blanks before "#set(" belong to its token, which then also takes a lone "$" or "#" before them along.
std::optional<Parser::Directive> Parser::setAfterBlanks() const
{
    const std::size_t next = m_text.find_first_not_of(" \t", m_at);
    if (next == m_at || next == std::string_view::npos || m_text[next] != '#')
        return std::nullopt;
    const std::optional<Directive> word = directiveAt(next);
    return word && word->name == "set" ? word : std::nullopt;
}

/// "$\!x" prints "$!x": one backslash less, and the name is text. What could follow a name is lost.
void Parser::slashBang(Children &statements, std::string_view image)
{
    const std::size_t slash = image.find('\\', image.find('$'));
    addText(image.substr(0, slash));
    addText(image.substr(slash + 1));
    const std::size_t begin = m_at;
    flushText(statements, begin);
    m_at = begin - 1; // as if "$" stood there: reference() reads name and links
    reference();
    beginText();
    m_textSource = begin;
    std::size_t end = begin;
    while (isIdentifierPart(at(end)) || (end == begin && at(end) == '{'))
        ++end;
    addText(m_text.substr(begin, end - begin));
    if (at(begin) == '{')
        addText("}");
}

void Parser::printReference(Children &statements, std::string_view image)
{
    const std::size_t begin = m_at - image.size();
    flushText(statements, begin);
    const std::size_t slashes = std::min(image.find_first_not_of('\\'), image.size());
    const std::size_t lastDollar = image.rfind('$');
    m_at = begin + lastDollar;
    const std::uint32_t index = reference();
    Reference &result = m_program.m_references[index];
    result.escaped = slashes % 2 == 1;
    result.backslashes = static_cast<std::uint32_t>(slashes / 2);
    result.prefixSize = static_cast<std::uint32_t>(lastDollar - slashes);
    result.prefix = store(image.substr(slashes, lastDollar - slashes));
    statements.push_back(add({.kind = NodeKind::Reference, .a = index, .span = spanFrom(begin + lastDollar)}));
    beginText();
    if (m_text[m_at - 1] == '}')
        return;
    m_referenceEnd = m_at;
    // The lexer still looks for what belongs to a reference: "{name}" is read as one and gets lost but for its bracket,
    // a word after ")" or "]" and a "}" are tokens of their own.
    if (current() == '{' && isIdentifierStart(at(m_at + 1))) {
        addText("{");
        flushText(statements, m_at + 1);
        --m_at; // as if "$" stood there
        reference();
        beginText();
        return;
    }
    std::size_t end = m_at;
    if (current() == '}') {
        ++end;
    } else if ((m_text[m_at - 1] == ')' || m_text[m_at - 1] == ']') && isIdentifierStart(current())) {
        while (isIdentifierPart(at(end)))
            ++end;
    }
    addText(m_text.substr(m_at, end - m_at));
    m_at = end;
    if (m_at != m_textSource)
        beginRun();
}

/// Backslashes without a dollar: they escape a known directive that follows directly, else they are text.
void Parser::backslashes()
{
    std::size_t end = m_at;
    while (at(end) == '\\')
        ++end;
    const std::size_t count = end - m_at;
    const std::optional<Directive> word = at(end) == '#' ? directiveAt(end) : std::nullopt;
    if (!word || !isKnown(word->name)) {
        if (word && count % 2 == 1) // what could be a macro's name is text too
            end = word->end;
        addText(m_text.substr(m_at, end - m_at));
        m_at = end;
        beginRun();
        return;
    }
    if (count % 2 == 1) { // escaped: its name is text
        addText(std::string(count / 2, '\\'));
        addText(m_text.substr(end, word->end - end));
        m_at = word->end;
        beginRun();
        return;
    }
    addText(std::string(word->name == "set" ? count : count / 2, '\\'));
    m_at = end;
}

/// What begins with "#". Returns true where the block ends; @p stop then tells by what. Dollars that stand directly
/// before it, from @p begin on, belong to the token and mostly get lost, as in Velocity.
bool Parser::hash(Children &statements, bool nested, Stop &stop, std::size_t begin)
{
    // After a property the lexer knows no comment: of "##" the first goes the way of such dollars, the second begins.
    const bool afterProperty = begin == m_at && begin == m_propertyEnd;
    const bool lone = afterProperty && at(m_at + 1) == '#' && at(m_at + 2) != '#';
    if (lone)
        ++m_at;
    const std::string_view dollars = m_text.substr(begin, m_at - begin);
    const char next = at(m_at + 1);
    if (next == '#') { // to the end of the line, newline included
        addText(dollars);
        flushText(statements, m_at);
        std::size_t end = m_text.find_first_of("\r\n", m_at);
        if (end == std::string_view::npos)
            end = m_text.size();
        else
            end += at(end) == '\r' && at(end + 1) == '\n' ? 2 : 1;
        m_at = end;
        beginText();
        return false;
    }
    if (next == '*') {
        flushText(statements, begin);
        const std::size_t end = m_text.find("*#", m_at + 2);
        m_at = end == std::string_view::npos ? m_text.size() : end + 2;
        if (afterProperty)
            m_propertyEnd = m_at;
        beginText();
        return false;
    }
    if (next == '[' && at(m_at + 2) == '[') {
        const std::size_t end = m_text.find("]]#", m_at + 3);
        if (end == std::string_view::npos)
            refuse(VtlErrc::Lexical, "\"#[[\" without \"]]#\"", begin, begin + 3);
        addText((std::string(dollars) + "#[[").substr(3)); // three octets go, whatever they are
        addText(m_text.substr(m_at + 3, end - m_at - 3));
        m_at = end + 3;
        if (afterProperty)
            m_propertyEnd = m_at;
        beginRun();
        return false;
    }
    if (const std::optional<Directive> word = directiveAt(m_at)) {
        if (lone && isKnown(word->name) && std::ranges::find(kBranches, word->name) == std::end(kBranches))
            refuse(VtlErrc::Syntax, std::format("\"##{}\" directly after a property", word->name), begin, word->end);
        return directive(statements, *word, begin, nested, stop);
    }
    addText(dollars);
    ++m_at;
    if (atEnd() && !m_inString)
        refuse(VtlErrc::Lexical, "\"#\" at the end: the name of a directive was expected after it", begin, m_at);
    if (const std::optional<Directive> word = setAfterBlanks())
        return directive(statements, *word, begin, nested, stop);
    addText("#");
    return false;
}

/// "#name", "#{name}", "#@name" or "#@{name}" at a "#".
std::optional<Parser::Directive> Parser::directiveAt(std::size_t position) const
{
    std::size_t begin = position + 1;
    const bool block = at(begin) == '@';
    if (block)
        ++begin;
    const bool braced = at(begin) == '{';
    if (braced)
        ++begin;
    if (!isIdentifierStart(at(begin)))
        return std::nullopt;
    std::size_t end = begin;
    while (isIdentifierStart(at(end)) || isDigit(at(end)))
        ++end;
    if (braced && at(end) != '}')
        return std::nullopt;
    // A block call keeps its "@" so that it is never taken for a directive of that name.
    const std::string_view name
        = block && !braced ? m_text.substr(begin - 1, end - begin + 1) : m_text.substr(begin, end - begin);
    if (block && braced)
        return std::nullopt;
    return Directive{name, position, braced ? end + 1 : end};
}

bool Parser::isKnown(std::string_view name) const
{
    if (std::ranges::find(kDirectives, name) != std::end(kDirectives))
        return true;
    return m_program.m_dialect == Dialect::Velocity
        && (std::ranges::find(kVelocityDirectives, name) != std::end(kVelocityDirectives) || m_program.macro(name));
}

bool Parser::directive(Children &statements, const Directive &word, std::size_t begin, bool nested, Stop &stop)
{
    const std::string_view name = word.name;
    if (name == "end" || name == "else" || name == "elseif") {
        const bool afterProperty = begin != word.begin && begin == m_propertyEnd;
        if (!nested)
            refuse(VtlErrc::Syntax, std::format("\"#{}\" without a block that it could belong to", name), begin,
                   word.end);
        m_at = word.end;
        if (name != "elseif")
            eatBlanksAndNewline();
        if (afterProperty)
            m_propertyEnd = m_at;
        stop = name == "end" ? Stop::End : name == "else" ? Stop::Else : Stop::ElseIf;
        return true;
    }
    if (name == "set") {
        std::size_t parenthesis = word.end;
        while (at(parenthesis) == ' ')
            ++parenthesis;
        if (at(parenthesis) == '(') {
            const std::string_view run = std::string_view(m_program.m_texts).substr(m_runBegin);
            if (begin == word.begin && std::ranges::all_of(run, isBlank))
                m_program.m_texts.resize(m_runBegin);
            flushText(statements, begin);
            // Blanks before it belong to its token: the lexer goes on as if it stood directly after the reference.
            const bool afterProperty = followsOrBlanks(m_propertyEnd, begin);
            const bool afterReference = followsOrBlanks(m_referenceEnd, begin);
            m_at = parenthesis;
            setDirective(statements, begin);
            if (afterProperty)
                m_propertyEnd = m_at;
            if (afterReference
                && (current() == '[' || (current() == '(' && afterProperty)
                    || (current() == '.' && isIdentifierStart(at(m_at + 1)) && callAhead())))
                refuse(VtlErrc::Syntax, "directly after #set, this belongs to the reference before it", m_at, m_at + 1);
            beginText();
            return false;
        }
    }
    flushText(statements, begin);
    m_at = word.end;
    const bool velocity = m_program.m_dialect == Dialect::Velocity;
    const bool prefixed = begin != word.begin;
    if (name == "if") {
        ifDirective(statements, begin);
    } else if (prefixed) { // "$#foreach" is no known word
        unknownDirective(statements, word, begin);
    } else if (name.front() == '@') {
        blockCall(statements, word, begin);
    } else if (name == "foreach") {
        foreachDirective(statements, begin);
    } else if (name == "macro") {
        macroDirective(begin);
    } else if (name == "define") {
        defineDirective(statements, begin);
    } else if (name == "break" || name == "stop") {
        const Children given = leftParenthesisAhead() ? arguments() : Children{};
        Node node{.kind = name == "break" ? NodeKind::Break : NodeKind::Stop, .span = spanFrom(begin)};
        if (name == "break" && !given.empty())
            node.a = given.front() + 1;
        statements.push_back(add(node));
    } else if (velocity && name == "evaluate") {
        const Children given = leftParenthesisAhead() ? arguments() : Children{};
        if (given.size() != 1)
            refuse(VtlErrc::Syntax, "#evaluate takes one argument", begin, m_at);
        statements.push_back(add({.kind = NodeKind::Evaluate, .a = given.front(), .span = spanFrom(begin)}));
        eatBlanksAndNewline();
    } else if (velocity && name == "literal") {
        literalDirective(statements, begin);
    } else if (velocity && (name == "parse" || name == "include")) {
        if (leftParenthesisAhead())
            arguments();
        const std::uint32_t offset = store(name);
        statements.push_back(add({.kind = NodeKind::Missing,
                                  .a = offset,
                                  .b = static_cast<std::uint32_t>(name.size()),
                                  .span = spanFrom(begin)}));
    } else {
        unknownDirective(statements, word, begin);
    }
    beginText();
    return false;
}

/// Whether only blanks stand between @p end and @p begin.
bool Parser::followsOrBlanks(std::size_t end, std::size_t begin) const
{
    return end <= begin && std::ranges::all_of(m_text.substr(end, begin - end), isBlank);
}

/// Whether ".name(" stands at m_at.
bool Parser::callAhead() const
{
    std::size_t end = m_at + 1;
    while (isIdentifierPart(at(end)))
        ++end;
    return at(end) == '(' && end + 1 < m_text.size();
}

/// Blanks and one newline, if the newline is there (mapping-templates.md 1.7).
void Parser::eatBlanksAndNewline()
{
    std::size_t end = m_at;
    while (isBlank(at(end)))
        ++end;
    if (at(end) == '\n')
        m_at = end + 1;
    else if (at(end) == '\r')
        m_at = end + (at(end + 1) == '\n' ? 2 : 1);
}

/// @param end  in the source: where the text ends. Escapes make the source longer than the text.
void Parser::flushText(Children &statements, std::size_t end)
{
    const std::size_t size = m_program.m_texts.size() - m_textBegin;
    if (size == 0)
        return;
    statements.push_back(
        add({.kind = NodeKind::Text,
             .a = static_cast<std::uint32_t>(m_textBegin),
             .b = static_cast<std::uint32_t>(size),
             .span = {static_cast<std::uint32_t>(m_base + m_textSource), static_cast<std::uint32_t>(m_base + end)}}));
    m_textBegin = m_program.m_texts.size();
}

void Parser::skipSpace()
{
    while (isBlank(current()) || current() == '\n' || current() == '\r')
        ++m_at;
}

void Parser::expect(char c, std::string_view where)
{
    if (current() != c || atEnd())
        refuse(VtlErrc::Syntax, std::format("\"{}\" was expected {}", c, where), m_at,
               std::min(m_at + 1, m_text.size()));
    ++m_at;
}

void Parser::refuse(VtlErrc code, std::string detail, std::size_t begin, std::size_t end) const
{
    throw Error{
        make_error_code(code),
        std::move(detail),
        {static_cast<std::uint32_t>(m_base + begin), static_cast<std::uint32_t>(m_base + std::max(end, begin + 1))}};
}

SourceSpan Parser::spanFrom(std::size_t begin) const noexcept
{
    return {static_cast<std::uint32_t>(m_base + begin), static_cast<std::uint32_t>(m_base + m_at)};
}

std::uint32_t Parser::add(Node node, const Children &children)
{
    node.firstChild = static_cast<std::uint32_t>(m_program.m_children.size());
    node.childCount = static_cast<std::uint32_t>(children.size());
    m_program.m_children.insert(m_program.m_children.end(), children.begin(), children.end());
    m_program.m_nodes.push_back(node);
    return static_cast<std::uint32_t>(m_program.m_nodes.size() - 1);
}

std::uint32_t Parser::addName(std::string_view name)
{
    m_program.m_names.emplace_back(name);
    return static_cast<std::uint32_t>(m_program.m_names.size() - 1);
}

std::uint32_t Parser::store(std::string_view text)
{
    const auto offset = static_cast<std::uint32_t>(m_program.m_texts.size());
    m_program.m_texts += text;
    return offset;
}

void Parser::deeper(std::size_t position)
{
    if (++m_depth > kMaxNesting)
        refuse(VtlErrc::TooDeep, std::format("at most {} levels are allowed", kMaxNesting), position, position + 1);
}

} // namespace gatehouse::vtl
