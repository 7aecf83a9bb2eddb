#pragma once

#include "core/route/path_template.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::route {

/// The verbs that a REST method may have. Other covers TRACE, CONNECT and every unknown verb: no method matches it.
enum class Verb : std::uint8_t { Get, Post, Put, Patch, Delete, Head, Options, Other };
[[nodiscard]] Verb verbOf(std::string_view method) noexcept; ///< case-sensitive, as methods are (RFC 9110, 9.1)
[[nodiscard]] std::string_view toString(Verb verb) noexcept; ///< "GET" ..., "" for Other

/// Which verbs a method of an API serves: one, or all seven ("ANY").
struct MethodKey {
    bool any = false;
    Verb verb = Verb::Get;

    /// "GET" ... "OPTIONS", "ANY" (rest-runtime.md 1.3); nothing for another word.
    [[nodiscard]] static std::optional<MethodKey> parse(std::string_view httpMethod) noexcept;
    [[nodiscard]] std::string_view text() const noexcept { return any ? "ANY" : toString(verb); }
};

inline constexpr std::size_t kMaxParameters
    = 32; ///< path parameters of one resource; AWS's limit on path length is below

/// What a path and verb mean. The views point into the path that was matched, still encoded (rest-runtime.md 1.2).
struct RouteMatch {
    std::uint32_t method = 0; ///< the number given to add()
    std::uint32_t parameterCount = 0;
    std::array<std::string_view, kMaxParameters>
        parameters; ///< in the order of the template; the first parameterCount count
};

/// All methods of an API by path and verb; built once, then const and shared by all threads.
class RouteTable {
public:
    RouteTable();

    /// Adds one method; @p method is what a match gives back. The same key on the same path replaces.
    void add(const PathTemplate &path, MethodKey key, std::uint32_t method);

    /// Finds the method that serves @p verb at @p path (without the stage, beginning with "/").
    ///
    /// Literal before parameter before greedy at each level, a verb before ANY, and back to the next best when a branch
    /// has no such verb or ends too early. Slashes at both ends do not count; inner empty segments match a greedy
    /// parameter only. Allocates nothing; visits no node twice. Source: rest-runtime.md 1.2 and 1.4.
    [[nodiscard]] bool match(std::string_view path, Verb verb, RouteMatch &out) const noexcept;

    /// A resource that a request nearly reached, to explain why none matched.
    struct NearMiss {
        std::string path; ///< template, "/pets/{petId}"
        std::string verbs; ///< what it serves, "GET, POST"; empty: it has no method
        bool pathMatched = false; ///< only the verb was wrong
    };
    /// The best near miss for a request that match() did not find; nothing in an empty table. Not for the hot path.
    [[nodiscard]] std::optional<NearMiss> nearest(std::string_view path, Verb verb) const;

private:
    struct Edge {
        std::string text;
        std::uint32_t node = 0;
    };
    struct Node {
        std::vector<Edge> literals; // sorted by size, then octets
        std::uint32_t parameter = 0; // 0: none (the root is nobody's child)
        std::uint32_t greedy = 0;
        std::array<std::uint32_t, 7> byVerb{}; // method + 1; 0: none
        std::uint32_t any = 0;
        std::string path; // template
    };
    struct Search;

    std::uint32_t child(std::uint32_t node, const PathTemplate::Segment &segment);

    std::vector<Node> m_nodes;
};

} // namespace gatehouse::route
