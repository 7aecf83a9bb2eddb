#pragma once

#include "core/base/error.h"
#include "core/model/common.h"
#include "core/pipeline/context.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::mapping {
class JsonPath;
} // namespace gatehouse::mapping

namespace gatehouse::pipeline {

struct Exchange;

enum class ExpressionErrc {
    Invalid = 1, ///< API Gateway refuses it
    NotSupported, ///< API Gateway takes it, this version does not; detail: why
};
[[nodiscard]] constexpr const char *moduleName(ExpressionErrc) noexcept
{
    return "mapping-expression";
}
[[nodiscard]] std::string_view describe(ExpressionErrc code) noexcept;

/// A mapping expression: where the value of a parameter comes from. Source: rest-runtime.md 6.4 and 2.3.
class Expression {
public:
    enum class Kind : std::uint8_t {
        Constant, ///< 'literal', or a stage variable: known when the stage is compiled
        Context,
        Path,
        QueryString,
        MultiValueQueryString,
        Header,
        MultiValueHeader,
        Body,
        ResponseHeader,
        MultiValueResponseHeader,
        ResponseBody,
    };

    [[nodiscard]] static Expected<Expression> parse(std::string_view text, const model::StringMap &stageVariables);

    [[nodiscard]] Kind kind() const noexcept { return m_kind; }
    [[nodiscard]] bool readsResponse() const noexcept { return m_kind >= Kind::ResponseHeader; }
    [[nodiscard]] const std::string &text() const noexcept { return m_text; } ///< as written
    [[nodiscard]] const std::string &name() const noexcept
    {
        return m_name;
    } ///< of the parameter; the value of a Constant

    /// The value for this request: a view of the exchange or of @p scratch. Nothing: the destination is not set, as for
    /// missing and empty sources. An error: the body it reads is not JSON.
    [[nodiscard]] Expected<std::optional<std::string_view>> value(Exchange &exchange, std::string &scratch) const;

private:
    Kind m_kind = Kind::Constant;
    std::string m_text;
    std::string m_name;
    ContextVariable m_variable = ContextVariable::ApiId;
    std::shared_ptr<const mapping::JsonPath> m_bodyPath; // null: the whole body
};

/// The raw values of the parameters of that name, in order; names are compared decoded and case-sensitively.
class QueryValues {
public:
    QueryValues(std::string_view query, std::string_view name) noexcept
        : m_rest(query)
        , m_name(name)
    {
    }
    /// The next one; nothing after the last.
    [[nodiscard]] std::optional<std::string_view> next();
    /// The last one of all.
    [[nodiscard]] static std::optional<std::string_view> last(std::string_view query, std::string_view name);

private:
    std::string_view m_rest;
    std::string_view m_name;
};

} // namespace gatehouse::pipeline

GATEHOUSE_ERROR_ENUM(gatehouse::pipeline, ExpressionErrc)
