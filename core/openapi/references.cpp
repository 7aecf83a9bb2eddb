#include "core/openapi/references.h"

#include <charconv>
#include <format>

namespace gatehouse::openapi {

namespace {

constexpr int kMaxHops = 64; // a longer chain has no content that anybody would look for

} // namespace

bool isExternal(std::string_view reference)
{
    return !reference.starts_with('#');
}

std::string decodeFragment(std::string_view fragment)
{
    std::string out;
    out.reserve(fragment.size());
    for (std::size_t i = 0; i < fragment.size(); ++i) {
        unsigned code = 0;
        if (fragment[i] == '%' && i + 2 < fragment.size()
            && std::from_chars(&fragment[i + 1], &fragment[i + 1] + 2, code, 16).ptr == &fragment[i + 1] + 2) {
            out += static_cast<char>(code);
            i += 2;
        } else {
            out += fragment[i];
        }
    }
    return out;
}

References::Target References::resolve(const json::Value &node) const
{
    const json::Value *at = &node;
    std::string_view last;
    for (int hops = 0; hops < kMaxHops; ++hops) {
        const json::Value *reference = at->find("$ref");
        if (!reference)
            return {at, Problem::None, last};
        if (!reference->isString())
            return {nullptr, Problem::NotText, last};
        last = reference->string();
        if (isExternal(last))
            return {nullptr, Problem::External, last};
        const std::string pointer = decodeFragment(last.substr(1));
        if (!pointer.empty() && pointer.front() != '/')
            return {nullptr, Problem::BadPointer, last};
        if (pointer.starts_with("/x-"))
            return {nullptr, Problem::Extension, last};
        const json::Value *target = m_root.at(pointer);
        if (!target)
            return {nullptr, Problem::Missing, last};
        if (target == at)
            return {nullptr, Problem::ToItself, last};
        at = target;
    }
    return {nullptr, Problem::Circle, last};
}

std::string describe(References::Problem problem, std::string_view reference)
{
    switch (problem) {
    case References::Problem::None: return {};
    case References::Problem::NotText: return "$ref must be a string";
    case References::Problem::External:
        return std::format("Reference '{}' leaves the document: API Gateway does not follow it", reference);
    case References::Problem::BadPointer:
        return std::format("Reference '{}' is not a JSON pointer: '#' must be followed by '/'", reference);
    case References::Problem::Extension:
        return std::format("Reference '{}' points into an extension, which API Gateway does not resolve", reference);
    case References::Problem::ToItself: return std::format("Reference '{}' refers to itself", reference);
    case References::Problem::Circle:
        return std::format("Reference '{}' goes round in a circle and never reaches any content", reference);
    case References::Problem::Missing: return std::format("Reference '{}' is missing", reference);
    }
    return {};
}

std::string_view ruleOf(References::Problem problem)
{
    return problem == References::Problem::External ? "aws-external-ref" : "invalid-ref";
}

std::optional<std::string> referencedName(std::string_view reference, std::string_view prefix)
{
    if (!reference.starts_with(prefix))
        return {};
    const std::string token = decodeFragment(reference.substr(prefix.size()));
    if (token.empty() || token.find('/') != std::string::npos)
        return {};
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escaped = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        if (escaped)
            name += token[++i] == '0' ? '~' : '/';
        else
            name += token[i];
    }
    return name;
}

std::string referenceTo(std::string_view prefix, std::string_view name)
{
    std::string out(prefix);
    for (const char c : name) {
        switch (c) {
        case '~': out += "~0"; break;
        case '/': out += "~1"; break;
        case '%': out += "%25"; break;
        default: out += c;
        }
    }
    return out;
}

} // namespace gatehouse::openapi
