#include "core/playground/values.h"

#include "core/playground/shown_value.h"

#include <algorithm>
#include <map>

namespace gatehouse::playground {

namespace {

using vtl::NodeKind;

constexpr std::uint64_t kAllUpTo = 64; // statements: what comes later is sampled
constexpr std::uint64_t kSampling = 32;
constexpr std::size_t kMaxSamples = 400;
constexpr ShownLimits kLimits{.values = 600, .children = 60, .depth = 5, .text = 120};
constexpr std::string_view kHosts[]
    = {"input", "util", "context", "stageVariables", "foreach", "velocityCount", "velocityHasNext"};

class Sampler final : public vtl::Observer {
public:
    explicit Sampler(std::stop_token stop)
        : m_stop(std::move(stop))
    {
    }

    bool beforeStatement(NodeKind, SourceSpan, vtl::Paused &state) override
    {
        const std::uint64_t step = m_steps++;
        if ((step < kAllUpTo || step % kSampling == 0) && m_samples < kMaxSamples)
            sample(state);
        return !m_stop.stop_requested();
    }
    void wrote(SourceSpan, std::size_t, std::size_t, std::string_view) override { }
    void branch(SourceSpan, bool) override { }

    std::vector<ShownValue> take()
    {
        std::vector<ShownValue> values;
        for (auto &[name, value] : m_values)
            values.push_back(std::move(value));
        return values;
    }

private:
    void sample(const vtl::Paused &state)
    {
        ++m_samples;
        std::size_t left = kLimits.values;
        for (const auto &[name, value] : state.variables()) {
            if (value.isNull() || std::ranges::contains(kHosts, std::string_view(name)))
                continue;
            m_values.insert_or_assign(name, showValue("$" + name, value, left, kLimits));
        }
    }

    const std::stop_token m_stop;
    std::uint64_t m_steps = 0;
    std::size_t m_samples = 0;
    std::map<std::string, ShownValue> m_values;
};

/// The innermost statement around @p offset; an unknown span if there is none.
SourceSpan statementAt(const vtl::Program &program, std::size_t offset)
{
    SourceSpan innermost;
    for (const vtl::Node &block : program.nodes()) {
        if (block.kind != NodeKind::Block)
            continue;
        for (const std::uint32_t index : program.children(block)) {
            const SourceSpan span = program.node(index).span;
            const bool around = offset >= span.begin && offset < span.end;
            if (around && (!innermost.known() || span.end - span.begin < innermost.end - innermost.begin))
                innermost = span;
        }
    }
    return innermost;
}

class Asker final : public vtl::Observer {
public:
    Asker(SourceSpan place, std::string_view expression, std::stop_token stop)
        : m_place(place)
        , m_expression(expression)
        , m_stop(std::move(stop))
    {
    }

    bool beforeStatement(NodeKind, SourceSpan span, vtl::Paused &state) override
    {
        if (m_stop.stop_requested())
            return false;
        if (span != m_place)
            return true;
        if (m_found.times++ < kMaxTexts) {
            const Expected<std::string> text = state.evaluate(m_expression);
            m_found.texts.push_back(text ? *text : text.error().text());
        }
        return true;
    }
    void wrote(SourceSpan, std::size_t, std::size_t, std::string_view) override { }
    void branch(SourceSpan, bool) override { }

    ValuesAt take() { return std::move(m_found); }

private:
    const SourceSpan m_place;
    const std::string_view m_expression;
    const std::stop_token m_stop;
    ValuesAt m_found;
};

} // namespace

std::vector<ShownValue> valuesOfRun(const mapping::MappingTemplate &source, const Event &event,
                                    const RunOptions &options, std::stop_token stop)
{
    Sampler sampler(std::move(stop));
    mapping::Overrides overrides;
    std::string out;
    (void)render(source, event, overrides, out, options, &sampler); // what ran before an error counts too
    return sampler.take();
}

ValuesAt valuesAt(const mapping::MappingTemplate &source, const Event &event, std::size_t offset,
                  std::string_view expression, const RunOptions &options, std::stop_token stop)
{
    if (!source.program())
        return {};
    Asker asker(statementAt(*source.program(), offset), expression, std::move(stop));
    mapping::Overrides overrides;
    std::string out;
    (void)render(source, event, overrides, out, options, &asker);
    return asker.take();
}

} // namespace gatehouse::playground
