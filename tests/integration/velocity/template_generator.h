#pragma once

#include "core/base/random.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gatehouse {

/// Makes templates at random: mostly well formed, with a bias for what is easy to get wrong.
class TemplateGenerator {
public:
    explicit TemplateGenerator(std::uint64_t seed)
        : m_random(seed)
    {
    }

    [[nodiscard]] std::string next() { return block(3, 1 + below(6)); }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    std::string_view pick(std::initializer_list<std::string_view> choices)
    {
        return choices.begin()[below(choices.size())];
    }

    std::string block(int depth, std::uint64_t parts)
    {
        std::string out;
        for (std::uint64_t i = 0; i < parts; ++i)
            out += part(depth);
        return out;
    }

    std::string part(int depth)
    {
        switch (below(depth > 0 ? 14 : 6)) {
        case 0:
        case 1: return std::string(text());
        case 2:
        case 3: return std::string(pick({"", "", "", "", "\\", "\\\\", "\\\\\\"})) + reference(2);
        case 4:
            return "#set("
                + std::string(pick({"$x", "$y", "$m.q", "$m['w']", "$l[0]", "${x}", "$n", "$x.y", "$l[-1]", "$m.k.z"}))
                + std::string(pick({" = ", "=", " =", "= "})) + expression(2) + ")"
                + std::string(pick({"", "\n", "  \n", " ", "\r\n"}));
        case 5:
            return std::string(pick({"## comment\n", "#* block *#", "#[[ $x #if ]]#", "#foo($x)", "#foo", "#bar('a' 1)",
                                     "#fff;", "#{else", "##\n", "#**doc*#", "#@nope"}));
        case 6:
        case 7: return conditional(depth);
        case 8:
        case 9:
            return "#foreach(" + std::string(pick({"$i", "$j", "$x", "${i}"})) + " in " + iterable() + ")"
                + std::string(pick({"", "\n", " "})) + block(depth - 1, 1 + below(3))
                + std::string(pick({"", "", "#if($foreach.hasNext),#end", "$foreach.count", "$velocityCount"})) + "#end"
                + std::string(pick({"", "\n", " "}));
        case 10: return "#define(" + std::string(pick({"$w", "$v"})) + ")" + block(depth - 1, 1) + "#end";
        case 11:
            return std::string(pick({"#break", "#stop", "#break($foreach)", "#evaluate('$x-$n')", "#evaluate($s)"}));
        case 12:
            return "#macro(" + std::string(pick({"mm $p", "mn $p $q", "mo"})) + ")" + std::string(pick({"", "\n"}))
                + block(depth - 1, 1) + std::string(pick({"$p", "$!q", ""})) + "#end";
        default:
            return std::string(pick({"#mm($x)", "#mm('a')\n", "#mn($n 2)", "#mn($nope, $m.k)", "#mo()", "#mo",
                                     "#mm([1,2])", "#@mm(1)body#end"}));
        }
    }

    std::string conditional(int depth)
    {
        std::string out = "#if" + std::string(pick({"", " "})) + "(" + expression(2) + ")"
            + std::string(pick({"", "\n", "  \n", " "})) + block(depth - 1, 1 + below(2));
        if (below(3) == 0)
            out += "#elseif(" + expression(1) + ")" + block(depth - 1, 1);
        if (below(2) == 0)
            out += std::string(pick({"#else\n", "#{else}", "#else "})) + block(depth - 1, 1);
        return out + std::string(pick({"#end", "#end\n", "#{end}", "#end  \n", "#end "}));
    }

    std::string_view text()
    {
        return pick({"a",   " b ",  "\n", "  ", "\t",   "{\"k\": ", "}",      ", ",       "$",
                     "$5 ", "# ",   "#1", "\\", "\\\\", "\\a",      "$!5",    "$! ",      "${}",
                     "$$",  "x$ y", "]",  ")",  ".",    "\\#if",    "\\#set", "\\\\#foo", "\\#end",
                     "!",   "'",    "\"", "-",  "\r\n", "$\\!x",    "é"});
    }

    std::string reference(int depth)
    {
        const bool braced = below(4) == 0;
        std::string out = std::string(pick({"$", "$", "$", "$!"})) + (braced ? "{" : "");
        out += pick({"s", "e", "n", "g", "d", "t", "f", "l", "m", "x", "y", "i", "nope", "foreach", "w", "m-x"});
        for (std::uint64_t links = below(3); links > 0; --links)
            out += link(depth);
        return out + (braced ? "}" : std::string(pick({"", "", "", ".", ")", " "})));
    }

    std::string link(int depth)
    {
        switch (below(5)) {
        case 0:
            return "."
                + std::string(pick(
                    {"a", "k", "z", "nil", "empty", "size", "length", "index", "count", "hasNext", "q", "bytes2"}));
        case 1:
            return "[" + std::string(pick({"0", "1", "-1", "'a'", "'b c'", "$n", "\"k\"", " 2 ", "9", "true", "$nope"}))
                + "]";
        default: return "." + method(depth);
        }
    }

    std::string method(int depth)
    {
        const std::string argument = below(3) == 0 && depth > 0 ? reference(depth - 1) : std::string(literal());
        switch (below(26)) {
        case 0: return "size()";
        case 1: return "length()";
        case 2: return "toString()";
        case 3: return "substring(" + std::string(pick({"1", "0, 2", "9", "2, 1", "-1"})) + ")";
        case 4: return "indexOf(" + argument + ")";
        case 5: return "contains(" + argument + ")";
        case 6: return "equals(" + argument + ")";
        case 7: return "get(" + argument + ")";
        case 8: return "put('p', " + argument + ")";
        case 9: return "add(" + argument + ")";
        case 10: return "isEmpty()";
        case 11: return "toUpperCase()";
        case 12: return "replaceAll('[a-c]', '" + std::string(pick({"-", "$0", "\\$", "x", "\\\\"})) + "')";
        case 13: return "replace('l', " + argument + ")";
        case 14: return "split(',')" + std::string(pick({"", "[0]", ".size()", ".get(1)"}));
        case 15: return "trim()";
        case 16: return "keySet()" + std::string(pick({"", ".size()", ".contains('a')", ".toArray()[0]"}));
        case 17: return "values()";
        case 18: return "entrySet()";
        case 19: return "remove(" + argument + ")";
        case 20: return "containsKey(" + argument + ")";
        case 21: return "compareTo(" + argument + ")";
        case 22: return "intValue()";
        case 23: return "concat(" + argument + ")";
        case 24: return "startsWith(" + argument + ")";
        default: return "charAt(" + std::string(pick({"0", "1", "99"})) + ")";
        }
    }

    std::string_view literal()
    {
        return pick({"1",      "0",      "-1",   "'a'",        "'l'",  "\"$n\"",           "\"x\"",
                     "true",   "1.5",    "'k'",  "''",         "[]",   "[1, 'a']",         "{'a': 1}",
                     "{}",     "[1..3]", "null", "2147483648", "'$n'", "\"#if($t)y#end\"", "\"a\"\"b\"",
                     "'it''s'"});
    }

    std::string operand(int depth)
    {
        switch (below(5)) {
        case 0: {
            std::string value(literal());
            return value == "null" ? "$nope" : value;
        }
        case 1: return std::string(pick({"1", "2", "3.0", "7", "-2", "'x'", "0"}));
        case 2:
            if (depth > 0)
                return "(" + expression(depth - 1) + ")";
            [[fallthrough]];
        default: {
            std::string out = reference(1);
            while (!out.empty() && (out.back() == '.' || out.back() == '(' || out.back() == ' '))
                out.pop_back();
            return out;
        }
        }
    }

    std::string expression(int depth)
    {
        std::string out = std::string(pick({"", "", "", "!", "not "})) + operand(depth);
        for (std::uint64_t i = below(3); i > 0; --i) {
            const std::string_view op = pick(
                {"+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "and", "or", "eq", "lt", "ge"});
            out += " " + std::string(op) + " " + operand(depth);
        }
        return out;
    }

    std::string iterable()
    {
        return std::string(
            pick({"$l", "$m", "[1..3]", "[1, 'a', $n]", "$m.keySet()", "$m.entrySet()", "$nope", "$s", "[$n..1]",
                  "$m.k.z", "$s.split(',')", "$l.iterator()", "[]", "{'a': 1, 'b': 2}", "$n", "$m.values()"}));
    }

    Random m_random;
};

} // namespace gatehouse
