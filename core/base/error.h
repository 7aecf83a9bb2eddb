#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

namespace gatehouse {

/// A stretch of a source text: octet offsets, @p end is one past the last octet. {0, 0} means "not known".
struct SourceSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    [[nodiscard]] bool known() const noexcept { return end > begin; }
    bool operator==(const SourceSpan &) const = default;
};

/// Why an operation failed. Programs decide by @p code, people read @p detail (English, no final full stop).
struct Error {
    std::error_code code;
    std::string detail;
    SourceSpan span = {}; ///< the place in the input, where there is one

    /// "code message: detail", for logs and the command line.
    [[nodiscard]] std::string text() const
    {
        return detail.empty() ? code.message() : code.message() + ": " + detail;
    }
};

template <class T>
using Expected = std::expected<T, Error>;

/// Makes the error side of an Expected: `return fail(RouteErrc::GreedyNotLast, "{proxy+}", {4, 12});`
template <class Errc>
    requires std::is_error_code_enum_v<Errc>
[[nodiscard]] std::unexpected<Error> fail(Errc code, std::string detail = {}, SourceSpan span = {})
{
    return std::unexpected(Error{make_error_code(code), std::move(detail), span});
}

/// Passes an error on to a caller that expects another type.
[[nodiscard]] inline std::unexpected<Error> fail(Error error)
{
    return std::unexpected(std::move(error));
}

/// The category of one module's error enum. The module gives `const char *moduleName(Errc)` and
/// `std::string_view describe(Errc)` beside the enum (found by argument-dependent lookup).
template <class Errc>
class EnumErrorCategory final : public std::error_category {
public:
    const char *name() const noexcept override { return moduleName(Errc{}); }
    std::string message(int value) const override { return std::string(describe(static_cast<Errc>(value))); }

    static const EnumErrorCategory &instance() noexcept
    {
        static const EnumErrorCategory category;
        return category;
    }
};

} // namespace gatehouse

/// Declares an error enum to <system_error>; write it once after the enum, outside all namespaces.
#define GATEHOUSE_ERROR_ENUM(Ns, Enum)                                                                                 \
    template <>                                                                                                        \
    struct std::is_error_code_enum<Ns::Enum> : std::true_type {};                                                      \
    namespace Ns {                                                                                                     \
    [[nodiscard]] inline std::error_code make_error_code(Enum code) noexcept                                           \
    {                                                                                                                  \
        return {static_cast<int>(code), ::gatehouse::EnumErrorCategory<Enum>::instance()};                             \
    }                                                                                                                  \
    }
