#include "core/vtl/renderer.h"

#include "core/vtl/engine.h"

namespace gatehouse::vtl {

Expected<void> render(const Program &program, std::span<const Variable> variables, std::string &out,
                      const RenderLimits &limits, Observer *observer)
{
    const std::size_t before = out.size();
    Engine engine(program, variables, out, limits, observer);
    try {
        engine.run();
    } catch (Error &error) {
        out.resize(before);
        if (!error.span.known())
            error.span = engine.place();
        return std::unexpected(std::move(error));
    }
    return {};
}

} // namespace gatehouse::vtl
