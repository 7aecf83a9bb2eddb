#pragma once

#include "core/json/value.h"

#include <optional>
#include <string>

namespace gatehouse::openapi {

/// Looks up `$ref`s of one document, one at a time and only when asked: cycles and reference bombs cost nothing.
class References {
public:
    enum class Problem : std::uint8_t {
        None,
        NotText, ///< $ref is not a string
        External, ///< leaves the document
        BadPointer, ///< "#..." that is no JSON pointer
        Extension, ///< points into an x- member, which API Gateway does not resolve
        ToItself,
        Circle, ///< a -> b -> a without content
        Missing,
    };
    struct Target {
        const json::Value *value = nullptr; ///< null when there is a problem
        Problem problem = Problem::None;
        std::string_view text; ///< the reference that failed, or the last one followed
    };

    /// @param root  must outlive this and every Target
    explicit References(const json::Value &root)
        : m_root(root)
    {
    }

    /// The node meant: @p node itself unless it is an object with a `$ref`; chains are followed.
    [[nodiscard]] Target resolve(const json::Value &node) const;
    [[nodiscard]] const json::Value &root() const noexcept { return m_root; }

private:
    const json::Value &m_root;
};

/// "Reference '#/a' is missing" and so on; "" for None.
[[nodiscard]] std::string describe(References::Problem problem, std::string_view reference);
/// The rule's id: "aws-external-ref" or "invalid-ref".
[[nodiscard]] std::string_view ruleOf(References::Problem problem);

/// Whether @p reference leaves the document.
[[nodiscard]] bool isExternal(std::string_view reference);
/// "#/components/schemas/a~1b" -> "a/b" for the prefix "#/components/schemas/"; nothing if it points deeper or
/// elsewhere.
[[nodiscard]] std::optional<std::string> referencedName(std::string_view reference, std::string_view prefix);
/// The reverse: prefix and escaped name.
[[nodiscard]] std::string referenceTo(std::string_view prefix, std::string_view name);
/// The fragment after '#', with %XX decoded.
[[nodiscard]] std::string decodeFragment(std::string_view fragment);

inline constexpr std::string_view kSchemaPrefix = "#/components/schemas/";

} // namespace gatehouse::openapi
