#include "core/playground/run.h"

#include "core/base/clock.h"
#include "core/json/reader.h"

namespace gatehouse::playground {

namespace {

using vtl::Value;

/// JSON as Java has it: lists and maps of java.util, whole numbers in the smallest class that holds them. Texts borrow
/// from @p value.
Value toJava(const json::Value &value)
{
    switch (value.type()) {
    case json::Value::Type::Null: break;
    case json::Value::Type::Boolean: return Value::boolean(*value.boolean());
    case json::Value::Type::String: return Value::borrowed(value.string());
    case json::Value::Type::Number: {
        const std::string_view text = value.numberText();
        if (text.find_first_of(".eE") != std::string_view::npos || text.size() > vtl::kMaxDigits)
            return Value::real(value.number().value_or(0));
        return vtl::readInteger(text);
    }
    case json::Value::Type::Array: {
        std::vector<Value> items;
        items.reserve(value.items().size());
        for (const json::Value &item : value.items())
            items.push_back(toJava(item));
        return vtl::makeList(std::move(items));
    }
    case json::Value::Type::Object: {
        const vtl::Ref<vtl::MapObject> map(new vtl::MapObject);
        for (const json::Member &member : value.members())
            map->put(Value::borrowed(member.key), toJava(member.value));
        return vtl::makeMap(map);
    }
    }
    return {};
}

class EventParameters final : public mapping::Parameters {
public:
    explicit EventParameters(const Event &event)
        : m_event(event)
    {
    }
    void collect(mapping::ParameterPlace place, vtl::MapObject &out) const override
    {
        for (const trace::NameValue &parameter : at(place))
            out.put(Value::borrowed(parameter.name), Value::borrowed(parameter.value));
    }

private:
    [[nodiscard]] const NameValues &at(mapping::ParameterPlace place) const noexcept
    {
        switch (place) {
        case mapping::ParameterPlace::Path: return m_event.path;
        case mapping::ParameterPlace::QueryString: return m_event.query;
        case mapping::ParameterPlace::Header: break;
        }
        return m_event.header;
    }

    const Event &m_event;
};

class EventContext final : public mapping::ContextSource {
public:
    explicit EventContext(const json::Value &context)
        : m_context(context)
    {
    }
    [[nodiscard]] Value value(std::string_view name) const override
    {
        const json::Value *found = &m_context;
        while (found && !name.empty()) {
            const std::size_t dot = std::min(name.find('.'), name.size());
            found = found->find(name.substr(0, dot));
            name.remove_prefix(std::min(dot + 1, name.size()));
        }
        return found ? toJava(*found) : Value();
    }

private:
    const json::Value &m_context;
};

std::vector<vtl::Variable> variablesOf(const json::Value &given)
{
    std::vector<vtl::Variable> variables;
    for (const json::Member &member : given.members())
        variables.push_back({member.key, toJava(member.value)});
    return variables;
}

/// What earlier templates left in the overrides, as Overrides::kept has it; "" if nothing.
std::string keptOverrides(const json::Value &context)
{
    json::Object both;
    for (const std::string_view name : {"requestOverride", "responseOverride"}) {
        if (const json::Value &override = context[name]; override.isObject())
            both.set(name, override);
    }
    return both.empty() ? std::string() : json::toJson(json::Value(std::move(both)), -1);
}

/// Records where output came from and what was reached.
class Follower final : public vtl::Observer {
public:
    Follower(const vtl::Program *program, bool follow, std::stop_token stop)
        : m_stop(std::move(stop))
    {
        if (follow && program)
            m_coverage.emplace(*program);
    }

    bool beforeStatement(vtl::NodeKind, SourceSpan span, vtl::Paused &) override
    {
        if (m_stop.stop_requested()) {
            m_stopped = true;
            return false;
        }
        ++m_steps;
        if (m_coverage)
            m_coverage->reached(span);
        return true;
    }
    void reachedText(SourceSpan span) override
    {
        if (m_coverage)
            m_coverage->reached(span);
    }
    void wrote(SourceSpan span, std::size_t begin, std::size_t end, std::string_view origin) override
    {
        if (!m_coverage)
            return;
        Stretch *last = m_stretches.empty() ? nullptr : &m_stretches.back();
        if (last)
            begin = std::max(begin, last->end); // what #define made was told piece by piece before
        if (begin >= end)
            return;
        if (last && last->span == span && last->origin == origin && last->end == begin)
            last->end = end;
        else
            m_stretches.push_back({begin, end, span, std::string(origin)});
    }
    void branch(SourceSpan span, bool taken) override
    {
        if (m_coverage)
            m_coverage->branch(span, taken);
    }

    /// Puts what was recorded into @p run.
    void finish(Run &run, Expected<void> done) &&
    {
        run.steps = m_steps;
        if (m_coverage)
            run.coverage = std::move(*m_coverage).take();
        if (m_stopped) {
            run.output.clear();
            run.overrides = {};
            run.error = fail(PlaygroundErrc::Stopped).error();
        } else if (!done) {
            run.error = std::move(done.error());
        } else {
            run.stretches = std::move(m_stretches);
        }
    }

private:
    const std::stop_token m_stop;
    std::optional<CoverageRecorder> m_coverage;
    std::vector<Stretch> m_stretches;
    std::uint64_t m_steps = 0;
    bool m_stopped = false;
};

/// Runs @p work, which renders into a Run with an observer.
template <class Work>
Run followed(const vtl::Program *program, const RunOptions &options, std::stop_token stop, Work &&work)
{
    const SteadyTime start = SystemClock::instance().steady();
    Run run;
    Follower follower(program, options.follow, std::move(stop));
    Expected<void> done = work(run, follower);
    std::move(follower).finish(run, std::move(done));
    run.duration = SystemClock::instance().steady() - start;
    return run;
}

} // namespace

Expected<void> render(const mapping::MappingTemplate &source, const Event &event, mapping::Overrides &overrides,
                      std::string &out, const RunOptions &options, vtl::Observer *observer)
{
    const vtl::ValueScope scope;
    const EventParameters parameters(event);
    const EventContext context(event.context);
    const std::vector<vtl::Variable> more = variablesOf(options.variables);
    if (overrides.empty())
        overrides.kept = keptOverrides(event.context);
    return source.render({event.body, parameters, context, event.stageVariables, more}, overrides, out, options.limits,
                         observer);
}

Expected<void> render(const vtl::Program &program, std::string &out, const RunOptions &options, vtl::Observer *observer)
{
    const vtl::ValueScope scope;
    return vtl::render(program, variablesOf(options.variables), out, options.limits, observer);
}

Run run(const mapping::MappingTemplate &source, const Event &event, const RunOptions &options, std::stop_token stop)
{
    return followed(source.program(), options, std::move(stop), [&](Run &run, Follower &follower) {
        return render(source, event, run.overrides, run.output, options, &follower);
    });
}

Run run(const vtl::Program &program, const RunOptions &options, std::stop_token stop)
{
    return followed(&program, options, std::move(stop),
                    [&](Run &run, Follower &follower) { return render(program, run.output, options, &follower); });
}

} // namespace gatehouse::playground
