#pragma once

#include "core/base/error.h"
#include "core/trace/trace.h"

#include <string_view>

namespace gatehouse::pipeline {

struct Exchange;

enum class Flow : std::uint8_t {
    Continue, ///< with the next step
    Wait, ///< Exchange::resume() will be called
    Finished, ///< the answer is written; the exchange is over
};

/// One thing done to every request of a method. Const and shared by all threads; what varies is in the Exchange.
class Step {
public:
    virtual ~Step() = default;
    [[nodiscard]] virtual std::string_view name() const noexcept = 0; ///< "method-request/required-parameters"
    [[nodiscard]] virtual trace::Phase phase() const noexcept = 0;
    [[nodiscard]] virtual Expected<Flow> run(Exchange &exchange) const = 0;
};

} // namespace gatehouse::pipeline
