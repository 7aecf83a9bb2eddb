// What stands behind "#": directives with their arguments and blocks.
#include "core/vtl/parser.h"

#include <algorithm>
#include <format>

namespace gatehouse::vtl {

void Parser::ifDirective(Children &statements, std::size_t begin)
{
    Children parts;
    const auto condition = [&](std::string_view name) {
        skipSpace();
        expect('(', std::format("after #{}", name));
        skipSpace();
        parts.push_back(expression());
        skipSpace();
        expect(')', std::format("after the condition of #{}", name));
        eatBlanksAndNewline();
    };
    condition("if");
    for (;;) {
        Stop stop = Stop::EndOfText;
        parts.push_back(parseBlock(true, stop));
        if (stop == Stop::ElseIf) {
            condition("elseif");
            continue;
        }
        if (stop == Stop::Else)
            parts.push_back(parseBlock(true, stop));
        if (stop == Stop::EndOfText)
            refuse(VtlErrc::Syntax, "#if without #end", begin, begin + 3);
        if (stop != Stop::End)
            refuse(VtlErrc::Syntax, "#else must be the last branch: #end was expected", m_at > 0 ? m_at - 1 : 0, m_at);
        break;
    }
    statements.push_back(add({.kind = NodeKind::If, .span = spanFrom(begin)}, parts));
}

void Parser::foreachDirective(Children &statements, std::size_t begin)
{
    skipSpace();
    expect('(', "after #foreach");
    skipSpace();
    if (!referenceAt(m_at))
        refuse(VtlErrc::Syntax, "#foreach: the loop variable was expected, such as $item", m_at, m_at + 1);
    const std::uint32_t variable = reference();
    skipSpace();
    if (!isIdentifierStart(current()))
        refuse(VtlErrc::Syntax, "#foreach: \"in\" was expected after the loop variable", m_at, m_at + 1);
    while (isIdentifierPart(current()))
        ++m_at;
    skipSpace();
    const std::uint32_t source = value(false);
    skipSpace();
    expect(')', "after what #foreach goes through");
    eatBlanksAndNewline();
    const std::uint32_t block = body("foreach", begin);
    statements.push_back(add({.kind = NodeKind::Foreach,
                              .a = m_program.m_references[variable].slot,
                              .b = source,
                              .c = block,
                              .span = spanFrom(begin)}));
}

void Parser::setDirective(Children &statements, std::size_t begin)
{
    expect('(', "after #set");
    skipSpace();
    if (!referenceAt(m_at))
        refuse(VtlErrc::Syntax, "#set: a reference was expected on the left, such as $name", m_at, m_at + 1);
    const std::uint32_t target = reference();
    skipSpace();
    expect('=', "after the left side of #set");
    skipSpace();
    const std::uint32_t right = expression();
    skipSpace();
    expect(')', "at the end of #set");
    const SourceSpan span = spanFrom(begin);
    eatBlanksAndNewline();
    statements.push_back(add({.kind = NodeKind::Set, .a = target, .b = right, .span = span}));
}

void Parser::macroDirective(std::size_t begin)
{
    if (!leftParenthesisAhead())
        refuse(VtlErrc::Syntax, "#macro: \"(\" and a name were expected", begin, m_at);
    skipSpace();
    ++m_at;
    skipSpace();
    if (!isIdentifierStart(current()))
        refuse(VtlErrc::Syntax, "#macro: its name was expected first", m_at, m_at + 1);
    const std::size_t nameBegin = m_at;
    while (isIdentifierPart(current()))
        ++m_at;
    Macro macro;
    macro.name = addName(m_text.substr(nameBegin, m_at - nameBegin));
    for (;;) {
        skipSpace();
        if (current() == ',') {
            ++m_at;
            skipSpace();
        }
        if (current() == ')')
            break;
        if (!referenceAt(m_at))
            refuse(VtlErrc::Syntax, "#macro: a parameter was expected, such as $name, or \")\"", m_at, m_at + 1);
        macro.parameters.push_back(m_program.m_references[reference()].slot);
    }
    ++m_at;
    eatBlanksAndNewline();
    macro.body = body("macro", begin);
    // API Gateway swallows definitions; elsewhere the first one of a name counts.
    if (m_program.m_dialect == Dialect::Velocity && !m_program.macro(m_program.m_names[macro.name]))
        m_program.m_macros.push_back(std::move(macro));
}

void Parser::defineDirective(Children &statements, std::size_t begin)
{
    skipSpace();
    expect('(', "after #define");
    skipSpace();
    if (!referenceAt(m_at))
        refuse(VtlErrc::Syntax, "#define: a reference was expected, such as $block", m_at, m_at + 1);
    const std::uint32_t target = reference();
    skipSpace();
    expect(')', "after the name of #define");
    eatBlanksAndNewline();
    const std::uint32_t block = body("define", begin);
    statements.push_back(
        add({.kind = NodeKind::Define, .a = m_program.m_references[target].slot, .b = block, .span = spanFrom(begin)}));
}

/// #literal() ... #end prints the block as it is written, though it must parse.
void Parser::literalDirective(Children &statements, std::size_t begin)
{
    if (leftParenthesisAhead())
        arguments();
    eatBlanksAndNewline();
    const std::size_t contentBegin = m_at;
    body("literal", begin);
    const std::size_t contentEnd = m_text.rfind("#", m_at - 1);
    const std::string_view content = m_text.substr(contentBegin, contentEnd - contentBegin);
    const std::uint32_t offset = store(content);
    statements.push_back(add({.kind = NodeKind::Text,
                              .a = offset,
                              .b = static_cast<std::uint32_t>(content.size()),
                              .span = spanFrom(begin)}));
}

/// A word that is no directive: the call of a macro, or text. Its arguments must be well formed all the same.
void Parser::unknownDirective(Children &statements, const Directive &word, std::size_t begin)
{
    Children given;
    if (leftParenthesisAhead()) {
        given = arguments();
        eatBlanksAndNewline(); // part of its own text when it turns out to be no macro
    }
    const std::string_view own = m_text.substr(begin, m_at - begin);
    const std::uint32_t offset = store(own);
    const auto size = static_cast<std::uint32_t>(own.size());
    if (m_program.m_dialect == Dialect::ApiGateway || begin != word.begin) {
        statements.push_back(add({.kind = NodeKind::Text, .a = offset, .b = size, .span = spanFrom(begin)}));
        return;
    }
    statements.push_back(
        add({.kind = NodeKind::Call, .a = addName(word.name), .b = offset, .c = size, .span = spanFrom(begin)}, given));
}

/// "#@name(arguments) body #end"; without parentheses it is text.
void Parser::blockCall(Children &statements, const Directive &word, std::size_t begin)
{
    if (!leftParenthesisAhead()) {
        unknownDirective(statements, word, begin);
        return;
    }
    Children given = arguments();
    eatBlanksAndNewline();
    const std::uint32_t block = body(word.name, begin);
    const std::string_view own = m_text.substr(begin, m_at - begin);
    const std::uint32_t offset = store(own);
    const auto size = static_cast<std::uint32_t>(own.size());
    if (m_program.m_dialect == Dialect::ApiGateway) {
        statements.push_back(add({.kind = NodeKind::Text, .a = offset, .b = size, .span = spanFrom(begin)}));
        return;
    }
    given.push_back(block);
    statements.push_back(add({.kind = NodeKind::BlockCall,
                              .a = addName(word.name.substr(1)),
                              .b = offset,
                              .c = size,
                              .span = spanFrom(begin)},
                             given));
}

/// The block of a directive, up to and with its #end.
std::uint32_t Parser::body(std::string_view owner, std::size_t begin)
{
    Stop stop = Stop::EndOfText;
    const std::uint32_t block = parseBlock(true, stop);
    if (stop == Stop::EndOfText)
        refuse(VtlErrc::Syntax, std::format("#{} without #end", owner), begin,
               std::min(begin + owner.size() + 1, m_text.size()));
    if (stop != Stop::End)
        refuse(VtlErrc::Syntax, std::format("#else within #{}: #end was expected", owner), m_at - 1, m_at);
    return block;
}

bool Parser::leftParenthesisAhead() const
{
    const std::size_t next = m_text.find_first_not_of(" \t\r\n", m_at);
    return next != std::string_view::npos && m_text[next] == '(';
}

/// "(a b, c)": separated by blanks or commas.
Parser::Children Parser::arguments()
{
    const Nesting nesting(*this, m_at);
    Children result;
    skipSpace();
    expect('(', "before the arguments");
    for (;;) {
        skipSpace();
        if (current() == ',' && !result.empty()) {
            ++m_at;
            skipSpace();
        }
        if (current() == ')')
            break;
        if (atEnd())
            refuse(VtlErrc::Syntax, "\")\" was expected after the arguments", m_at, m_at);
        result.push_back(value(true));
    }
    ++m_at;
    return result;
}

} // namespace gatehouse::vtl
