#pragma once

#include "core/vtl/java_regex.h"
#include "core/vtl/method_names.h"
#include "core/vtl/objects.h"

#include <span>

namespace gatehouse::vtl {

/// What calls of methods share during one rendering.
struct MethodContext {
    RegexCache &regexes;
    std::size_t maxText; ///< octets that one value may grow to
};

using Arguments = std::span<const Value>;

/// Calls `receiver.name(arguments)` as Java would after overload resolution.
///
/// @param known set to false when no such method takes such arguments (Velocity: the reference is null)
/// @throws Error (VtlErrc::Runtime) where Java throws: index out of range, bad regular expression, bad number ...
[[nodiscard]] Value callMethod(const Value &receiver, MethodName name, Arguments arguments, MethodContext &context,
                               bool &known);

/// `receiver.name` where it is no method call: getters, then members (mapping-templates.md 1.3). Null if there is none.
[[nodiscard]] Value property(const Value &receiver, std::string_view name);

/// `receiver[index]`. @throws Error when a list's index is out of range.
[[nodiscard]] Value element(const Value &receiver, const Value &index, MethodContext &context);

// By class; each leaves known as it is when it knows the method.
[[nodiscard]] Value callString(std::string_view receiver, MethodName name, Arguments arguments, MethodContext &context,
                               bool &known);
[[nodiscard]] Value callNumber(const Value &receiver, MethodName name, Arguments arguments, bool &known);
[[nodiscard]] Value callList(const Value &receiver, MethodName name, Arguments arguments, bool &known);
[[nodiscard]] Value callMap(const Value &receiver, MethodName name, Arguments arguments, bool &known);
[[nodiscard]] Value callView(const Value &receiver, MethodName name, Arguments arguments, bool &known);
[[nodiscard]] Value callIterator(const Value &receiver, MethodName name, Arguments arguments, bool &known);
[[nodiscard]] Value callLoop(const Value &receiver, MethodName name, Arguments arguments, bool &known);

/// Ends the rendering: what Java would throw.
[[noreturn]] void throwRuntime(std::string detail);

} // namespace gatehouse::vtl
