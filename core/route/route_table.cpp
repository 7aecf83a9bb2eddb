#include "core/route/route_table.h"

namespace gatehouse::route {

namespace {

constexpr std::array<std::string_view, 8> kVerbs = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", ""};

struct BySizeThenText {
    template <class A, class B>
    bool operator()(const A &a, const B &b) const noexcept
    {
        return text(a).size() != text(b).size() ? text(a).size() < text(b).size() : text(a) < text(b);
    }
    static std::string_view text(std::string_view t) noexcept { return t; }
    template <class Edge>
    static std::string_view text(const Edge &edge) noexcept
    {
        return edge.text;
    }
};

std::string_view withoutOuterSlashes(std::string_view path) noexcept
{
    while (path.starts_with('/'))
        path.remove_prefix(1);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

std::string braced(const PathTemplate::Segment &segment)
{
    using Kind = PathTemplate::Segment::Kind;
    switch (segment.kind) {
    case Kind::Literal: return segment.text;
    case Kind::Parameter: return "{" + segment.text + "}";
    case Kind::Greedy: return "{" + segment.text + "+}";
    }
    return {};
}

} // namespace

Verb verbOf(std::string_view method) noexcept
{
    for (std::size_t i = 0; i + 1 < kVerbs.size(); ++i) {
        if (kVerbs[i] == method)
            return static_cast<Verb>(i);
    }
    return Verb::Other;
}

std::string_view toString(Verb verb) noexcept
{
    return kVerbs[static_cast<std::size_t>(verb)];
}

std::optional<MethodKey> MethodKey::parse(std::string_view httpMethod) noexcept
{
    if (httpMethod == "ANY")
        return MethodKey{true, Verb::Other};
    const Verb verb = verbOf(httpMethod);
    if (verb == Verb::Other)
        return std::nullopt;
    return MethodKey{false, verb};
}

RouteTable::RouteTable()
    : m_nodes(1)
{
    m_nodes.front().path = "/";
}

std::uint32_t RouteTable::child(std::uint32_t node, const PathTemplate::Segment &segment)
{
    using Kind = PathTemplate::Segment::Kind;
    const auto make = [&] {
        Node made;
        made.path = (node == 0 ? std::string() : m_nodes[node].path) + "/" + braced(segment);
        m_nodes.push_back(std::move(made));
        return static_cast<std::uint32_t>(m_nodes.size() - 1);
    };
    if (segment.kind == Kind::Literal) {
        const auto place = [&] {
            return std::ranges::lower_bound(m_nodes[node].literals, std::string_view(segment.text), BySizeThenText(),
                                            [](const Edge &edge) { return std::string_view(edge.text); });
        };
        if (const auto found = place(); found != m_nodes[node].literals.end() && found->text == segment.text)
            return found->node;
        const std::uint32_t made = make();
        m_nodes[node].literals.insert(place(), Edge{segment.text, made});
        return made;
    }
    const auto slot = segment.kind == Kind::Parameter ? &Node::parameter : &Node::greedy;
    if (m_nodes[node].*slot == 0) {
        const std::uint32_t made = make();
        m_nodes[node].*slot = made;
    }
    return m_nodes[node].*slot;
}

void RouteTable::add(const PathTemplate &path, MethodKey key, std::uint32_t method)
{
    std::uint32_t node = 0;
    for (const PathTemplate::Segment &segment : path.segments())
        node = child(node, segment);
    if (key.any)
        m_nodes[node].any = method + 1;
    else if (key.verb != Verb::Other)
        m_nodes[node].byVerb[static_cast<std::size_t>(key.verb)] = method + 1;
}

/// One descent through the tree. Its depth is that of the tree, not of the path.
struct RouteTable::Search {
    const std::vector<Node> &nodes;
    Verb verb;
    RouteMatch &out;

    [[nodiscard]] bool take(const Node &node) const noexcept
    {
        const std::uint32_t own = node.byVerb[static_cast<std::size_t>(verb)];
        const std::uint32_t method = own != 0 ? own : node.any;
        if (method == 0)
            return false;
        out.method = method - 1;
        return true;
    }

    [[nodiscard]] bool descend(const Node &node, std::string_view rest) const noexcept
    {
        if (rest.data() == nullptr) // nothing follows; an empty view with data is an empty segment
            return take(node);
        const std::size_t slash = rest.find('/');
        const std::string_view segment = rest.substr(0, slash);
        const std::string_view after = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);

        if (!node.literals.empty()) {
            const auto found = std::ranges::lower_bound(node.literals, segment, BySizeThenText(),
                                                        [](const Edge &edge) { return std::string_view(edge.text); });
            if (found != node.literals.end() && found->text == segment && descend(nodes[found->node], after))
                return true;
        }
        const std::uint32_t before = out.parameterCount;
        if (before == kMaxParameters)
            return false;
        if (node.parameter != 0 && !segment.empty()) {
            out.parameters[out.parameterCount++] = segment;
            if (descend(nodes[node.parameter], after))
                return true;
            out.parameterCount = before;
        }
        if (node.greedy != 0) {
            out.parameters[out.parameterCount++] = withoutOuterSlashes(rest);
            if (take(nodes[node.greedy]))
                return true;
            out.parameterCount = before;
        }
        return false;
    }
};

bool RouteTable::match(std::string_view path, Verb verb, RouteMatch &out) const noexcept
{
    out.parameterCount = 0;
    if (verb == Verb::Other)
        return false;
    const std::string_view rest = withoutOuterSlashes(path);
    return Search{m_nodes, verb, out}.descend(m_nodes.front(), rest.empty() ? std::string_view() : rest);
}

std::optional<RouteTable::NearMiss> RouteTable::nearest(std::string_view path, Verb verb) const
{
    const auto verbsOf = [](const Node &node) {
        std::string verbs;
        for (std::size_t i = 0; i < node.byVerb.size(); ++i) {
            if (node.byVerb[i] != 0)
                verbs += (verbs.empty() ? "" : ", ") + std::string(kVerbs[i]);
        }
        if (node.any != 0)
            verbs += verbs.empty() ? "ANY" : ", ANY";
        return verbs;
    };

    // The same path under another verb says most.
    RouteMatch ignored;
    for (std::size_t i = 0; i + 1 < kVerbs.size(); ++i) {
        const auto other = static_cast<Verb>(i);
        if (other == verb || !match(path, other, ignored))
            continue;
        for (const Node &node : m_nodes) {
            const std::uint32_t method = ignored.method + 1;
            if (node.any == method || std::ranges::contains(node.byVerb, method))
                return NearMiss{node.path, verbsOf(node), true};
        }
    }

    // Else the resource whose path is the fewest edits away, parameters standing for any segment.
    const std::string_view wanted = withoutOuterSlashes(path).substr(0, 256);
    const auto distance = [&](std::string_view candidate) {
        candidate = withoutOuterSlashes(candidate);
        std::vector<std::size_t> row(wanted.size() + 1);
        for (std::size_t j = 0; j < row.size(); ++j)
            row[j] = j;
        for (std::size_t i = 0; i < candidate.size();) {
            const std::size_t close = candidate[i] == '{' ? candidate.find('}', i) : std::string_view::npos;
            const bool greedy = close != std::string_view::npos && candidate[close - 1] == '+';
            if (close != std::string_view::npos) { // stands for one or more octets, "/" only if greedy
                std::vector<std::size_t> next(row.size());
                next[0] = row[0] + 1;
                for (std::size_t j = 1; j < row.size(); ++j) {
                    const bool covers = greedy || wanted[j - 1] != '/';
                    next[j] = std::min(row[j] + 1, covers ? std::min(row[j - 1], next[j - 1]) : next[j - 1] + 1);
                }
                row = std::move(next);
                i = close + 1;
                continue;
            }
            std::size_t diagonal = row[0]++;
            for (std::size_t j = 1; j < row.size(); ++j) {
                const std::size_t substituted = diagonal + (candidate[i] == wanted[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
            }
            ++i;
        }
        return row.back();
    };

    const Node *best = nullptr;
    std::size_t bestDistance = 0;
    for (const Node &node : m_nodes) {
        if (node.any == 0 && std::ranges::all_of(node.byVerb, [](std::uint32_t method) { return method == 0; }))
            continue;
        const std::size_t d = distance(node.path);
        if (best == nullptr || d < bestDistance) {
            best = &node;
            bestDistance = d;
        }
    }
    if (best == nullptr)
        return std::nullopt;
    return NearMiss{best->path, verbsOf(*best), false};
}

} // namespace gatehouse::route
