#include "core/vtl/java_text.h"
#include "core/vtl/objects.h"
#include "core/vtl/parser.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <format>

namespace gatehouse::vtl {

namespace {

constexpr int kMaxOperators = 500; // in one expression: a chain evaluates by recursion

bool isNamed(const Link &link)
{
    return link.kind != Link::Kind::Index;
}

/// Doubled quotes stand for one.
std::string undouble(std::string_view text, char quote)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == quote && i + 1 < text.size() && text[i + 1] == quote)
            ++i;
    }
    return out;
}

/// \uXXXX is the one escape of a double-quoted string.
std::string decodeUnicodeEscapes(std::string text)
{
    if (!text.contains("\\u"))
        return text;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::uint32_t code = 0;
        if (text[i] == '\\' && i + 6 <= text.size() && text[i + 1] == 'u') {
            const char *first = text.data() + i + 2;
            const auto result = std::from_chars(first, first + 4, code, 16);
            if (result.ptr == first + 4) {
                appendCodePoint(code, out);
                i += 5;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

} // namespace

/// Velocity's lexer takes "$", "$!", "$$", "\\$" and the like in one run: backslashes, "$", perhaps backslashes and
/// "!", again and again. Returns where the run that begins at @p position ends; @p position if there is none.
std::size_t Parser::endOfDollars(std::size_t position) const
{
    for (std::size_t next = position;;) {
        while (at(next) == '\\')
            ++next;
        if (at(next) != '$')
            return position;
        position = ++next;
        while (at(next) == '\\')
            ++next;
        if (at(next) == '!')
            position = next + 1;
        next = position;
    }
}

/// A name, or "{" and a name (which may begin with dollars: "${$x}" is a variable that nobody can set).
bool Parser::nameAt(std::size_t position) const
{
    if (at(position) == '{')
        position = endOfDollars(position + 1);
    return isIdentifierStart(at(position));
}

/// "$", perhaps "!", then a name, perhaps in braces.
bool Parser::referenceAt(std::size_t position) const
{
    if (at(position) != '$')
        return false;
    return nameAt(at(position + 1) == '!' ? position + 2 : position + 1);
}

/// A reference at m_at; returns its index in the program's references.
std::uint32_t Parser::reference()
{
    const Nesting nesting(*this, m_at);
    const std::size_t begin = m_at++;
    Reference result;
    result.quiet = current() == '!';
    if (result.quiet)
        ++m_at;
    const bool braced = current() == '{';
    if (braced)
        ++m_at;
    const std::size_t nameBegin = m_at;
    m_at = endOfDollars(m_at);
    while (isIdentifierPart(current()))
        ++m_at;
    result.slot = m_program.m_symbols.slotOf(m_text.substr(nameBegin, m_at - nameBegin));
    std::vector<Link> links;
    while (current() == '[' || (current() == '.' && isIdentifierStart(at(m_at + 1))))
        link(links);
    if (braced) {
        if (current() != '}')
            refuse(VtlErrc::Syntax, std::format("\"}}\" was expected after \"{}\"", m_text.substr(begin, m_at - begin)),
                   begin, std::min(m_at + 1, m_text.size()));
        ++m_at;
    } else if (const auto last = std::ranges::find_if(links.rbegin(), links.rend(), isNamed);
               last != links.rend() && last->kind == Link::Kind::Property) { // indexes after it change nothing
        m_propertyEnd = m_at;
    }
    result.plainName = !braced && !result.quiet;
    const std::string_view literal = m_text.substr(begin, m_at - begin);
    result.literal = store(literal);
    result.literalSize = static_cast<std::uint32_t>(literal.size());
    result.firstLink = static_cast<std::uint32_t>(m_program.m_links.size());
    result.linkCount = static_cast<std::uint32_t>(links.size());
    m_program.m_links.insert(m_program.m_links.end(), links.begin(), links.end());
    m_program.m_references.push_back(result);
    return static_cast<std::uint32_t>(m_program.m_references.size() - 1);
}

std::uint32_t Parser::referenceExpression()
{
    const std::size_t begin = m_at;
    const std::uint32_t index = reference();
    return add({.kind = NodeKind::Reference, .a = index, .span = spanFrom(begin)});
}

void Parser::link(std::vector<Link> &links)
{
    const std::size_t begin = m_at;
    Link result;
    Children children;
    if (current() == '[') {
        result.kind = Link::Kind::Index;
        ++m_at;
        skipSpace();
        const char c = current();
        if (c == '"' || c == '\'')
            children.push_back(string());
        else if (referenceAt(m_at))
            children.push_back(referenceExpression());
        else if (isDigit(c) || c == '-' || m_text.substr(m_at).starts_with("true")
                 || m_text.substr(m_at).starts_with("false"))
            children.push_back(value(false));
        else
            refuse(VtlErrc::Syntax,
                   "an index was expected: a string, an integer or a reference. Write ${name} before a bracket that is "
                   "text",
                   m_at, m_at + 1);
        const Node &index = m_program.m_nodes[children.front()];
        if (index.kind == NodeKind::Number && index.c == 0
            && m_program.m_constants[index.a].kind() == Value::Kind::Double)
            refuse(VtlErrc::Syntax, "an index must be an integer", begin + 1, m_at);
        skipSpace();
        expect(']', "after an index");
    } else {
        ++m_at;
        const std::size_t nameBegin = m_at;
        while (isIdentifierPart(current()))
            ++m_at;
        result.name = addName(m_text.substr(nameBegin, m_at - nameBegin));
        if (current() == '(') {
            result.kind = Link::Kind::Method;
            result.method = methodOf(m_text.substr(nameBegin, m_at - nameBegin));
            ++m_at;
            if (current() != ')') {
                for (;;) {
                    skipSpace();
                    children.push_back(value(true));
                    skipSpace();
                    if (current() != ',')
                        break;
                    ++m_at;
                }
                expect(')', "after the arguments of a method (arguments are values, not expressions)");
            } else {
                ++m_at;
            }
        }
    }
    result.span = spanFrom(begin);
    result.firstChild = static_cast<std::uint32_t>(m_program.m_children.size());
    result.childCount = static_cast<std::uint32_t>(children.size());
    m_program.m_children.insert(m_program.m_children.end(), children.begin(), children.end());
    links.push_back(result);
}

std::optional<Parser::Operator> Parser::operatorAhead() const
{
    const std::string_view rest = m_text.substr(std::min(m_at, m_text.size()));
    struct Symbol {
        std::string_view text;
        NodeKind kind;
        int level;
    };
    static constexpr Symbol kSymbols[] = {
        {"||", NodeKind::Or, 0},       {"&&", NodeKind::And, 1},       {"==", NodeKind::Equal, 2},
        {"!=", NodeKind::NotEqual, 2}, {"<=", NodeKind::LessEqual, 3}, {">=", NodeKind::GreaterEqual, 3},
        {"<", NodeKind::Less, 3},      {">", NodeKind::Greater, 3},    {"+", NodeKind::Add, 4},
        {"*", NodeKind::Multiply, 5},  {"/", NodeKind::Divide, 5},     {"%", NodeKind::Modulo, 5},
    };
    static constexpr Symbol kWords[] = {
        {"or", NodeKind::Or, 0},       {"and", NodeKind::And, 1},         {"eq", NodeKind::Equal, 2},
        {"ne", NodeKind::NotEqual, 2}, {"lt", NodeKind::Less, 3},         {"le", NodeKind::LessEqual, 3},
        {"gt", NodeKind::Greater, 3},  {"ge", NodeKind::GreaterEqual, 3},
    };
    // A minus directly before a digit belongs to the number that follows: "10 -3" is two numbers.
    if (rest.starts_with('-') && !(rest.size() > 1 && (isDigit(rest[1]) || rest[1] == '.')))
        return Operator{NodeKind::Subtract, 4, 1};
    for (const Symbol &symbol : kSymbols) {
        if (rest.starts_with(symbol.text))
            return Operator{symbol.kind, symbol.level, symbol.text.size()};
    }
    for (const Symbol &word : kWords) {
        if (rest.starts_with(word.text)
            && !(rest.size() > word.text.size() && isIdentifierPart(rest[word.text.size()])))
            return Operator{word.kind, word.level, word.text.size()};
    }
    return std::nullopt;
}

/// Precedence climbing; all operators are left-associative.
std::uint32_t Parser::expression(int level)
{
    const Nesting nesting(*this, m_at);
    const std::size_t begin = m_at;
    std::uint32_t left = unary();
    for (int count = 0;; ++count) {
        const std::size_t before = m_at;
        skipSpace();
        const std::optional<Operator> next = operatorAhead();
        if (!next || next->level < level) {
            m_at = before;
            return left;
        }
        if (count >= kMaxOperators)
            refuse(VtlErrc::TooDeep, std::format("at most {} operators in one expression", kMaxOperators), m_at,
                   m_at + next->size);
        m_at += next->size;
        skipSpace();
        const std::uint32_t right = expression(next->level + 1);
        left = add({.kind = next->kind, .a = left, .b = right, .span = spanFrom(begin)});
    }
}

std::uint32_t Parser::unary()
{
    const std::size_t begin = m_at;
    const std::string_view rest = m_text.substr(std::min(m_at, m_text.size()));
    std::size_t size = 0;
    if (rest.starts_with('!'))
        size = 1;
    else if (rest.starts_with("not") && !(rest.size() > 3 && isIdentifierPart(rest[3])))
        size = 3;
    if (size == 0)
        return primary();
    const Nesting nesting(*this, m_at);
    m_at += size;
    skipSpace();
    const std::uint32_t operand = unary();
    return add({.kind = NodeKind::Not, .a = operand, .span = spanFrom(begin)});
}

std::uint32_t Parser::primary()
{
    if (current() != '(')
        return value(false);
    const Nesting nesting(*this, m_at);
    ++m_at;
    skipSpace();
    const std::uint32_t inner = expression();
    skipSpace();
    expect(')', "to close the parenthesis");
    return inner;
}

/// A literal or a reference; as an argument also a bare word, which is null.
std::uint32_t Parser::value(bool wordsAllowed)
{
    const char c = current();
    if (c == '"' || c == '\'')
        return string();
    if (isDigit(c) || c == '-' || (c == '.' && isDigit(at(m_at + 1))))
        return number();
    if (c == '[')
        return listOrRange();
    if (c == '{')
        return map();
    if (referenceAt(m_at))
        return referenceExpression();
    if (isIdentifierStart(c)) {
        const std::size_t begin = m_at;
        std::size_t end = begin;
        while (isIdentifierPart(at(end)))
            ++end;
        const std::string_view word = m_text.substr(begin, end - begin);
        if (word == "true" || word == "false") {
            m_at = end;
            return add({.kind = word == "true" ? NodeKind::True : NodeKind::False, .span = spanFrom(begin)});
        }
        if (wordsAllowed) {
            m_at = end;
            return add({.kind = NodeKind::Word, .span = spanFrom(begin)});
        }
        refuse(VtlErrc::Syntax,
               std::format("\"{}\" is no value: there is no null literal, and text needs quotes", word), begin, end);
    }
    if (atEnd())
        refuse(VtlErrc::Syntax, "a value was expected, but the template ends", m_at, m_at);
    refuse(VtlErrc::Syntax, "a value was expected: a reference, string, number, true, false, list or map", m_at,
           m_at + 1);
}

std::uint32_t Parser::number()
{
    const std::size_t begin = m_at;
    if (current() == '-')
        ++m_at;
    const std::size_t digitsBegin = m_at;
    while (isDigit(current()))
        ++m_at;
    const bool hasWhole = m_at > digitsBegin;
    bool real = false;
    if (current() == '.' && at(m_at + 1) != '.' && (hasWhole || isDigit(at(m_at + 1)))) {
        real = true;
        ++m_at;
        while (isDigit(current()))
            ++m_at;
    }
    if (!hasWhole && !real)
        refuse(VtlErrc::Syntax, "digits were expected after \"-\" (there is no unary minus; write 0 - $x)", begin,
               m_at + 1);
    if (current() == 'e' || current() == 'E') {
        std::size_t exponent = m_at + 1;
        if (at(exponent) == '-' || at(exponent) == '+')
            ++exponent;
        if (isDigit(at(exponent))) {
            real = true;
            while (isDigit(at(exponent)))
                ++exponent;
            m_at = exponent;
        }
    }
    const std::string text(m_text.substr(begin, m_at - begin));
    Node node{.kind = NodeKind::Number, .span = spanFrom(begin)};
    std::int64_t integer = 0;
    if (real) {
        node.a = static_cast<std::uint32_t>(m_program.m_constants.size());
        m_program.m_constants.push_back(Value::real(std::strtod(text.c_str(), nullptr)));
    } else if (std::from_chars(text.data(), text.data() + text.size(), integer).ec == std::errc()) {
        node.a = static_cast<std::uint32_t>(m_program.m_constants.size());
        m_program.m_constants.push_back(Value::number(integer));
    } else {
        if (text.size() > kMaxDigits)
            refuse(VtlErrc::TooLarge, std::format("an integer has at most {} digits", kMaxDigits), begin, m_at);
        node.a = store(text);
        node.b = static_cast<std::uint32_t>(text.size());
        node.c = 1;
    }
    return add(node);
}

std::uint32_t Parser::string()
{
    const std::size_t begin = m_at;
    const char quote = current();
    std::size_t end = m_at + 1;
    for (;;) {
        end = m_text.find(quote, end);
        if (end == std::string_view::npos)
            refuse(VtlErrc::Lexical, std::format("the string has no closing {}", quote), begin, begin + 1);
        if (at(end + 1) != quote)
            break;
        end += 2;
    }
    std::string content = undouble(m_text.substr(begin + 1, end - begin - 1), quote);
    m_at = end + 1;
    if (quote == '"') {
        content = decodeUnicodeEscapes(std::move(content));
        if (content.find_first_of("$#") != std::string::npos)
            return interpolated(std::move(content), begin);
    }
    const std::uint32_t offset = store(content);
    return add({.kind = NodeKind::StringLiteral,
                .a = offset,
                .b = static_cast<std::uint32_t>(content.size()),
                .span = spanFrom(begin)});
}

/// A double-quoted string with references or directives: a template of its own.
std::uint32_t Parser::interpolated(std::string content, std::size_t begin)
{
    // Places inside are exact unless quotes are doubled or \u escapes stand before them.
    Parser inner(m_program, content, static_cast<std::uint32_t>(m_base + begin + 1), m_depth, true);
    const std::uint32_t block = inner.parseAll();
    return add({.kind = NodeKind::Interpolated, .a = block, .span = spanFrom(begin)});
}

std::uint32_t Parser::listOrRange()
{
    const Nesting nesting(*this, m_at);
    const std::size_t begin = m_at++;
    if (current() == ']') {
        ++m_at;
        return add({.kind = NodeKind::List, .span = spanFrom(begin)});
    }
    Children elements;
    for (;;) {
        skipSpace();
        elements.push_back(value(false));
        skipSpace();
        if (elements.size() == 1 && current() == '.' && at(m_at + 1) == '.') {
            const auto isEnd = [this](std::uint32_t index) {
                const Node &node = m_program.m_nodes[index];
                return node.kind == NodeKind::Reference
                    || (node.kind == NodeKind::Number && (node.c == 1 || m_program.m_constants[node.a].isIntegral()));
            };
            m_at += 2;
            skipSpace();
            const std::uint32_t last = value(false);
            skipSpace();
            if (!isEnd(elements.front()) || !isEnd(last))
                refuse(VtlErrc::Syntax, "the ends of a range must be integers or references", begin, m_at);
            expect(']', "after a range");
            return add({.kind = NodeKind::Range, .a = elements.front(), .b = last, .span = spanFrom(begin)});
        }
        if (current() != ',')
            break;
        ++m_at;
    }
    expect(']', "after the elements of a list (elements are values, not expressions)");
    return add({.kind = NodeKind::List, .span = spanFrom(begin)}, elements);
}

std::uint32_t Parser::map()
{
    const Nesting nesting(*this, m_at);
    const std::size_t begin = m_at++;
    Children parts;
    skipSpace();
    if (current() == '}') {
        ++m_at;
        return add({.kind = NodeKind::Map, .span = spanFrom(begin)});
    }
    for (;;) {
        skipSpace();
        parts.push_back(value(false));
        skipSpace();
        expect(':', "after the key of a map");
        skipSpace();
        parts.push_back(value(false));
        skipSpace();
        if (current() != ',')
            break;
        ++m_at;
    }
    expect('}', "after the members of a map (values only, not expressions)");
    return add({.kind = NodeKind::Map, .span = spanFrom(begin)}, parts);
}

} // namespace gatehouse::vtl
