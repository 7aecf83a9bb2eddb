#pragma once

#include "core/base/diagnostic.h"
#include "core/base/error.h"
#include "core/vtl/method_names.h"
#include "core/vtl/value.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatehouse::vtl {

enum class VtlErrc {
    Lexical = 1, ///< a lone "$" or "#" at the end, an unclosed string or raw text
    Syntax, ///< anything else that the grammar refuses
    TooDeep, ///< nesting beyond kMaxNesting
    TooLarge, ///< the template, or an integer in it, is larger than the limit
    Runtime, ///< rendering threw: index out of range, bad regular expression ...
    Limit, ///< steps, output or depth: the detail says which
};
[[nodiscard]] constexpr const char *moduleName(VtlErrc) noexcept
{
    return "vtl";
}
[[nodiscard]] std::string_view describe(VtlErrc code) noexcept;

/// The two languages: Velocity 1.7 as it is, and API Gateway's (mapping-templates.md 2).
enum class Dialect : std::uint8_t { Velocity, ApiGateway };

inline constexpr std::size_t kMaxTemplateSize = 300U * 1024U; ///< octets; mapping-templates.md 2.2
inline constexpr int kMaxNesting = 200; ///< blocks, parentheses and strings in one another

/// Names of variables, each with the number of the slot that holds its value in a rendering.
class SymbolTable {
public:
    std::uint32_t slotOf(std::string_view name);
    [[nodiscard]] std::size_t size() const noexcept { return m_names.size(); }
    [[nodiscard]] const std::string &nameOf(std::uint32_t slot) const noexcept { return m_names[slot]; }
    /// The slot of a name that a program mentions, or -1.
    [[nodiscard]] std::int64_t find(std::string_view name) const;

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string, std::uint32_t> m_slots;
};

enum class NodeKind : std::uint8_t {
    // Statements
    Text, ///< a: offset in texts, b: size
    Reference, ///< a: index in references
    Set, ///< a: index in references, b: expression
    If, ///< children: condition, block, condition, block ... [else block]
    Foreach, ///< a: slot, b: expression, c: block
    Break, ///< a: expression + 1, or 0
    Stop,
    Call, ///< a: index in names, children: arguments; b: offset, c: size of its own source in texts
    BlockCall, ///< as Call, the last child is the body
    Define, ///< a: slot, b: block
    Evaluate, ///< a: expression
    Block, ///< children: statements
    Missing, ///< #parse, #include of Velocity: there are no files. a: offset, b: size of the name in texts
    // Expressions; a Reference may be one too
    StringLiteral, ///< a: offset in texts, b: size
    Interpolated, ///< a: block
    Number, ///< a: index in constants; or, where c is 1, an integer beyond 64 bits: a: offset, b: size in texts
    True,
    False,
    Word, ///< a bare word as argument: null
    List, ///< children: elements
    Range, ///< a, b: expressions
    Map, ///< children: key, value, key, value ...
    Or, ///< a, b
    And,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Not, ///< a
};

struct Node {
    NodeKind kind = NodeKind::Text;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
    std::uint32_t firstChild = 0; ///< in Program::children
    std::uint32_t childCount = 0;
    SourceSpan span; ///< in the template
};

/// One link of a reference: `.property`, `.method(arguments)` or `[index]`.
struct Link {
    enum class Kind : std::uint8_t { Property, Method, Index };

    Kind kind = Kind::Property;
    MethodName method = MethodName::Other; ///< Method: looked up once, here
    std::uint32_t name = 0; ///< in Program::names; Property and Method
    std::uint32_t firstChild = 0; ///< arguments, or the index expression, in Program::children
    std::uint32_t childCount = 0;
    SourceSpan span;
};

struct Reference {
    std::uint32_t slot = 0;
    std::uint32_t firstLink = 0;
    std::uint32_t linkCount = 0;
    bool quiet = false; ///< "$!"
    bool plainName = false; ///< "$x": the only form that #set assigns for a variable
    bool escaped = false; ///< an odd number of backslashes before it
    std::uint32_t backslashes = 0; ///< pairs before it
    std::uint32_t prefix = 0;      ///< text that belongs to it, as the first "$" of "$$x": offset in texts
    std::uint32_t prefixSize = 0;
    std::uint32_t literal = 0; ///< its own source: offset in texts, without the backslashes
    std::uint32_t literalSize = 0;
};

struct Macro {
    std::uint32_t name = 0; ///< in Program::names
    std::vector<std::uint32_t> parameters; ///< slots
    std::uint32_t body = 0; ///< block
};

/// A template, parsed once: compact, immutable, shared by any number of threads. Holds its own text.
class Program {
public:
    /// Parses @p source. The error has the span of what is wrong and says what was expected.
    [[nodiscard]] static Expected<std::shared_ptr<const Program>> parse(std::string source, Dialect dialect,
                                                                        const SymbolTable &symbols = {});

    [[nodiscard]] std::string_view source() const noexcept { return m_source; }
    [[nodiscard]] Dialect dialect() const noexcept { return m_dialect; }
    [[nodiscard]] const SymbolTable &symbols() const noexcept { return m_symbols; }

    [[nodiscard]] std::uint32_t root() const noexcept { return m_root; }
    [[nodiscard]] const Node &node(std::uint32_t index) const noexcept { return m_nodes[index]; }
    [[nodiscard]] std::span<const Node> nodes() const noexcept { return m_nodes; }
    [[nodiscard]] std::span<const std::uint32_t> children(const Node &node) const noexcept
    {
        return {m_children.data() + node.firstChild, node.childCount};
    }
    [[nodiscard]] std::span<const std::uint32_t> children(const Link &link) const noexcept
    {
        return {m_children.data() + link.firstChild, link.childCount};
    }
    [[nodiscard]] const Reference &reference(std::uint32_t index) const noexcept { return m_references[index]; }
    [[nodiscard]] std::span<const Link> links(const Reference &reference) const noexcept
    {
        return {m_links.data() + reference.firstLink, reference.linkCount};
    }
    [[nodiscard]] std::string_view text(std::uint32_t offset, std::uint32_t size) const noexcept
    {
        return std::string_view(m_texts).substr(offset, size);
    }
    [[nodiscard]] std::string_view name(std::uint32_t index) const noexcept { return m_names[index]; }
    [[nodiscard]] const Value &constant(std::uint32_t index) const noexcept { return m_constants[index]; }
    [[nodiscard]] const Macro *macro(std::string_view name) const noexcept;
    [[nodiscard]] std::span<const Macro> macros() const noexcept { return m_macros; }
    /// A literal text with nothing to evaluate: rendering is copying.
    [[nodiscard]] bool isPlainText() const noexcept;

private:
    friend class Parser;
    Program() = default;

    std::string m_source;
    Dialect m_dialect = Dialect::ApiGateway;
    SymbolTable m_symbols;
    std::uint32_t m_root = 0;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_children;
    std::vector<Reference> m_references;
    std::vector<Link> m_links;
    std::vector<std::string> m_names;
    std::string m_texts;
    std::vector<Value> m_constants; // plain numbers only: threads share them
    std::vector<Macro> m_macros;
};

} // namespace gatehouse::vtl

GATEHOUSE_ERROR_ENUM(gatehouse::vtl, VtlErrc)
