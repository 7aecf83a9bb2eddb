#include "core/vtl/renderer.h"

#include "core/vtl/engine.h"

namespace gatehouse::vtl {

namespace {

template <bool Observed>
Expected<void> renderWith(const Program &program, std::span<const Variable> variables, std::string &out,
                          const RenderLimits &limits, Observer *observer)
{
    const std::size_t before = out.size();
    Engine<Observed> engine(program, variables, out, limits, observer);
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

} // namespace

Expected<void> render(const Program &program, std::span<const Variable> variables, std::string &out,
                      const RenderLimits &limits, Observer *observer)
{
    return observer ? renderWith<true>(program, variables, out, limits, observer)
                    : renderWith<false>(program, variables, out, limits, nullptr);
}

} // namespace gatehouse::vtl
