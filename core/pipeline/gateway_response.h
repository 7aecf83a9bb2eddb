#pragma once

#include "core/base/diagnostic.h"
#include "core/model/rest_api.h"
#include "core/pipeline/expression.h"
#include "core/pipeline/failure.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gatehouse::pipeline {

/// A body template of a gateway response: plain substitution, no VTL. Source: rest-runtime.md 2.3.
class SubstitutionTemplate {
public:
    [[nodiscard]] static SubstitutionTemplate parse(std::string_view text, const model::StringMap &stageVariables);
    [[nodiscard]] std::string render(Exchange &exchange) const; ///< what has no value prints nothing

private:
    std::vector<std::variant<std::string, Expression>> m_pieces;
};

/// How an API customises the answers of the gateway itself; const after compile(), shared by all threads.
class GatewayResponses {
public:
    struct Custom {
        std::optional<int> status;
        std::vector<std::pair<std::string, Expression>> fields;
        std::vector<std::pair<std::string, SubstitutionTemplate>> templates; ///< media type, body
    };

    GatewayResponses() = default; ///< nothing customised
    /// Problems become warnings; what is at fault is left out.
    [[nodiscard]] static GatewayResponses compile(const std::vector<model::GatewayResponse> &responses,
                                                  const model::StringMap &stageVariables, Diagnostics &diagnostics);

    /// What customises that type: its own entry, else that of its family's default; null if nothing does.
    [[nodiscard]] const Custom *custom(GatewayResponseType type) const noexcept;

private:
    std::array<std::shared_ptr<const Custom>, kGatewayResponseTypes> m_custom;
};

/// Makes exchange.response of @p failure: status, fields and body, customised where the API says so.
void renderFailure(Exchange &exchange, const Failure &failure);

/// `{"message":"..."}`, or with a space after the colon. Source: rest-runtime.md 2.4.
[[nodiscard]] std::string builtInBody(const Failure &failure);

} // namespace gatehouse::pipeline
