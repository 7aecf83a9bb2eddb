#include "core/mapping/json_path_compiler.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <format>

namespace gatehouse::mapping {

namespace {

constexpr int kMaxNesting = 50;

constexpr std::array<std::string_view, 12> kFunctions
    = {"min", "max", "avg", "sum", "stddev", "length", "concat", "append", "keys", "first", "last", "index"};

// Longer ones first: "<=" before "<".
constexpr std::array<std::string_view, 17> kOperators
    = {"==",     "!=",    "<=",    ">=",   "=~",  "<",  ">",   "contains", "subsetof",
       "noneof", "anyof", "empty", "size", "nin", "in", "all", "type"};

class Compiler {
public:
    explicit Compiler(std::string_view text)
        : m_text(text)
    {
    }

    std::shared_ptr<const JsonPath::Node> whole()
    {
        skipSpace();
        auto node = path();
        skipSpace();
        if (!atEnd())
            refuse("something follows the path");
        return node;
    }

private:
    /// "$..." or "@...".
    std::shared_ptr<const JsonPath::Node> path()
    {
        const Nesting nesting(*this);
        auto node = std::make_shared<JsonPath::Node>();
        if (current() != '$' && current() != '@')
            refuse("a path begins with \"$\" or \"@\"");
        node->relative = current() == '@';
        ++m_at;
        while (!atEnd() && (current() == '.' || current() == '[')) {
            if (!node->segments.empty() && node->segments.back().kind == PathSegment::Kind::Function)
                refuse("a function must be the last step");
            segment(*node);
        }
        if (!atEnd() && (std::isalnum(static_cast<unsigned char>(current())) != 0 || current() == '_'))
            refuse("\".\" or \"[\" was expected");
        if (!node->segments.empty() && node->segments.back().kind == PathSegment::Kind::DeepScan)
            refuse("the path must not end with \"..\"");
        return node;
    }

    void segment(JsonPath::Node &node)
    {
        if (current() == '.') {
            ++m_at;
            if (!atEnd() && current() == '.') {
                ++m_at;
                node.segments.push_back({.kind = PathSegment::Kind::DeepScan});
                node.definite = false;
            }
            if (atEnd())
                refuse("the path must not end with \".\"");
            if (current() != '[') {
                dotted(node);
                return;
            }
        }
        bracketed(node);
    }

    void dotted(JsonPath::Node &node)
    {
        if (current() == '*') {
            ++m_at;
            node.segments.push_back({.kind = PathSegment::Kind::Wildcard});
            node.definite = false;
            return;
        }
        const std::size_t begin = m_at;
        // Inside a filter the name also ends at what can follow an operand.
        const std::string_view stops
            = m_filterDepth > 0 ? std::string_view(".[( )&|=!<>,\t\r\n") : std::string_view(".[( \t\r\n");
        m_at = std::min(m_text.find_first_of(stops, m_at), m_text.size());
        const std::string_view name = m_text.substr(begin, m_at - begin);
        if (name.empty())
            refuse("a name was expected");
        if (current() == '(') {
            function(node, name);
            return;
        }
        node.segments.push_back({.kind = PathSegment::Kind::Members, .names = {std::string(name)}});
    }

    void function(JsonPath::Node &node, std::string_view name)
    {
        if (std::ranges::find(kFunctions, name) == kFunctions.end())
            refuse(std::format("there is no function \"{}\"", name));
        PathSegment segment{.kind = PathSegment::Kind::Function, .function = std::string(name)};
        ++m_at;
        ++m_filterDepth;
        skipSpace();
        while (!atEnd() && current() != ')') {
            segment.arguments.push_back(operand());
            skipSpace();
            if (current() == ',') {
                ++m_at;
                skipSpace();
            } else if (current() != ')') {
                refuse("\",\" or \")\" was expected");
            }
        }
        --m_filterDepth;
        expect(')');
        node.segments.push_back(std::move(segment));
    }

    void bracketed(JsonPath::Node &node)
    {
        expect('[');
        skipSpace();
        if (current() == '*') {
            ++m_at;
            node.segments.push_back({.kind = PathSegment::Kind::Wildcard});
            node.definite = false;
        } else if (current() == '\'' || current() == '"') {
            PathSegment segment{.kind = PathSegment::Kind::Members};
            for (;;) {
                segment.names.push_back(quoted());
                skipSpace();
                if (current() != ',')
                    break;
                ++m_at;
                skipSpace();
            }
            node.segments.push_back(std::move(segment));
        } else if (current() == '?') {
            ++m_at;
            skipSpace();
            expect('(');
            ++m_filterDepth;
            PathSegment segment{.kind = PathSegment::Kind::Filter, .filter = disjunction()};
            --m_filterDepth;
            skipSpace();
            expect(')');
            node.segments.push_back(std::move(segment));
            node.definite = false;
        } else {
            numbers(node);
        }
        skipSpace();
        expect(']');
    }

    void numbers(JsonPath::Node &node)
    {
        PathSegment segment{.kind = PathSegment::Kind::Indexes};
        const std::optional<std::int64_t> first = integer();
        skipSpace();
        if (current() == ':') {
            segment.kind = PathSegment::Kind::Slice;
            segment.from = first;
            ++m_at;
            skipSpace();
            segment.to = integer();
            skipSpace();
            if (current() == ':') { // a step is read and ignored
                ++m_at;
                skipSpace();
                (void)integer();
            }
            if (!segment.from && !segment.to)
                refuse("a slice needs an end");
            node.definite = false;
        } else {
            if (!first)
                refuse("a name in quotes, an index, a slice, \"*\" or \"?(\" was expected");
            segment.indexes.push_back(*first);
            while (current() == ',') {
                ++m_at;
                skipSpace();
                const std::optional<std::int64_t> next = integer();
                if (!next)
                    refuse("an index was expected");
                segment.indexes.push_back(*next);
                skipSpace();
                node.definite = false;
            }
        }
        node.segments.push_back(std::move(segment));
    }

    // ---- Filters ----

    std::shared_ptr<const Filter> disjunction()
    {
        const Nesting nesting(*this);
        std::shared_ptr<const Filter> left = conjunction();
        for (skipSpace(); m_text.substr(m_at).starts_with("||"); skipSpace()) {
            m_at += 2;
            left = std::make_shared<Filter>(Filter{.kind = Filter::Kind::Or, .children = {left, conjunction()}});
        }
        return left;
    }

    std::shared_ptr<const Filter> conjunction()
    {
        std::shared_ptr<const Filter> left = negation();
        for (skipSpace(); m_text.substr(m_at).starts_with("&&"); skipSpace()) {
            m_at += 2;
            left = std::make_shared<Filter>(Filter{.kind = Filter::Kind::And, .children = {left, negation()}});
        }
        return left;
    }

    std::shared_ptr<const Filter> negation()
    {
        const Nesting nesting(*this);
        skipSpace();
        if (current() == '!' && !m_text.substr(m_at).starts_with("!=")) {
            ++m_at;
            return std::make_shared<Filter>(Filter{.kind = Filter::Kind::Not, .children = {negation()}});
        }
        if (current() == '(') {
            ++m_at;
            std::shared_ptr<const Filter> inner = disjunction();
            skipSpace();
            expect(')');
            return inner;
        }
        return comparison();
    }

    std::shared_ptr<const Filter> comparison()
    {
        std::shared_ptr<const Filter> left = operand();
        skipSpace();
        const std::string_view rest = m_text.substr(std::min(m_at, m_text.size()));
        for (const std::string_view op : kOperators) {
            std::string_view head = rest.substr(0, op.size());
            const bool word = std::isalpha(static_cast<unsigned char>(op.front())) != 0;
            const bool same = std::ranges::equal(head, op, [&](char a, char b) {
                return (word ? std::tolower(static_cast<unsigned char>(a)) : static_cast<unsigned char>(a))
                    == static_cast<unsigned char>(b);
            });
            if (!same)
                continue;
            m_at += op.size();
            skipSpace();
            std::shared_ptr<const Filter> right = operand();
            return std::make_shared<Filter>(
                Filter{.kind = Filter::Kind::Compare, .op = std::string(op), .children = {left, right}});
        }
        if (left->kind != Filter::Kind::Path)
            refuse("an operator was expected");
        return std::make_shared<Filter>(Filter{.kind = Filter::Kind::Exists, .children = {left}});
    }

    std::shared_ptr<const Filter> operand()
    {
        const Nesting nesting(*this);
        skipSpace();
        if (atEnd())
            refuse("a value was expected");
        const char c = current();
        if (c == '$' || c == '@')
            return std::make_shared<Filter>(Filter{.kind = Filter::Kind::Path, .path = path()});
        if (c == '\'' || c == '"')
            return std::make_shared<Filter>(Filter{.kind = Filter::Kind::Text, .text = quoted()});
        if (c == '/')
            return regex();
        if (c == '[') {
            Filter list{.kind = Filter::Kind::List};
            ++m_at;
            for (skipSpace(); current() != ']'; skipSpace()) {
                list.children.push_back(operand());
                skipSpace();
                if (current() == ',')
                    ++m_at;
                else if (current() != ']')
                    refuse("\",\" or \"]\" was expected");
            }
            ++m_at;
            return std::make_shared<Filter>(std::move(list));
        }
        for (const auto &[word, value] :
             {std::pair("true", vtl::Value::boolean(true)), std::pair("false", vtl::Value::boolean(false)),
              std::pair("null", vtl::Value())}) {
            if (m_text.substr(m_at).starts_with(word)) {
                m_at += std::string_view(word).size();
                return std::make_shared<Filter>(Filter{.kind = Filter::Kind::Literal, .literal = value});
            }
        }
        return numberOperand();
    }

    std::shared_ptr<const Filter> numberOperand()
    {
        const std::size_t begin = m_at;
        m_at = std::min(m_text.find_first_not_of("0123456789+-.eE", m_at), m_text.size());
        const std::string text(m_text.substr(begin, m_at - begin));
        char *end = nullptr;
        const double real = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0')
            refuse("a path, text, number, true, false, null, list or /regex/ was expected");
        std::int64_t integer = 0;
        const bool whole
            = std::from_chars(text.data(), text.data() + text.size(), integer).ptr == text.data() + text.size();
        return std::make_shared<Filter>(Filter{
            .kind = Filter::Kind::Literal, .literal = whole ? vtl::Value::number(integer) : vtl::Value::real(real)});
    }

    std::shared_ptr<const Filter> regex()
    {
        const std::size_t begin = ++m_at;
        while (!atEnd() && current() != '/')
            m_at += current() == '\\' ? 2 : 1;
        if (atEnd())
            refuse("the regular expression has no closing \"/\"");
        std::string pattern(m_text.substr(begin, m_at - begin));
        ++m_at;
        std::string flags;
        while (!atEnd() && std::string_view("idmsux").contains(current()))
            flags += m_text[m_at++];
        std::erase_if(flags, [](char flag) { return flag == 'd' || flag == 'u'; }); // Java's; no meaning here
        if (!flags.empty())
            pattern.insert(0, std::format("(?{})", flags));
        return std::make_shared<Filter>(
            Filter{.kind = Filter::Kind::Regex, .regex = std::make_shared<vtl::JavaRegex>(pattern)});
    }

    // ---- Small change ----

    std::string quoted()
    {
        const char quote = current();
        ++m_at;
        std::string out;
        while (!atEnd() && current() != quote) {
            if (current() == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at++];
        }
        expect(quote);
        return out;
    }

    std::optional<std::int64_t> integer()
    {
        std::int64_t value = 0;
        const char *begin = m_text.data() + m_at;
        const auto result = std::from_chars(begin, m_text.data() + m_text.size(), value);
        if (result.ec != std::errc())
            return std::nullopt;
        m_at += static_cast<std::size_t>(result.ptr - begin);
        return value;
    }

    struct Nesting {
        explicit Nesting(Compiler &owner)
            : compiler(owner)
        {
            if (++compiler.m_depth > kMaxNesting)
                compiler.refuse(std::format("nested more than {} deep", kMaxNesting));
        }
        ~Nesting() { --compiler.m_depth; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;
        Compiler &compiler;
    };

    void expect(char c)
    {
        if (atEnd() || current() != c)
            refuse(std::format("\"{}\" was expected", c));
        ++m_at;
    }
    void skipSpace()
    {
        m_at = std::min(m_text.find_first_not_of(" \t\r\n", std::min(m_at, m_text.size())), m_text.size());
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char current() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[noreturn]] void refuse(std::string detail) const
    {
        const auto at = static_cast<std::uint32_t>(std::min(m_at, m_text.size()));
        throw Error{make_error_code(JsonPathErrc::InvalidPath), std::move(detail), {at, at + 1}};
    }

    const std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_filterDepth = 0;
};

} // namespace

std::shared_ptr<const JsonPath::Node> compileJsonPath(std::string_view text)
{
    return Compiler(text).whole();
}

} // namespace gatehouse::mapping
