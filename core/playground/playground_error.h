#pragma once

#include "core/base/error.h"

namespace gatehouse::playground {

enum class PlaygroundErrc {
    BadEvent = 1, ///< not the shape of an event
    BadTest, ///< not the shape of a template test, or it names what is not there
    Stopped, ///< somebody asked for it
};
[[nodiscard]] constexpr const char *moduleName(PlaygroundErrc) noexcept
{
    return "playground";
}
[[nodiscard]] std::string_view describe(PlaygroundErrc code) noexcept;

} // namespace gatehouse::playground

GATEHOUSE_ERROR_ENUM(gatehouse::playground, PlaygroundErrc)
