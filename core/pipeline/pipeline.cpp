#include "core/pipeline/pipeline.h"

#include "core/pipeline/exchange.h"

namespace gatehouse::pipeline {

std::string MethodPipeline::pointerFor(trace::Phase phase) const
{
    switch (phase) {
    case trace::Phase::IntegrationRequest:
    case trace::Phase::Integration: return integrationPointer();
    case trace::Phase::IntegrationResponse: return integrationPointer() + "/responses";
    case trace::Phase::MethodResponse: return m_info.pointer + "/responses";
    case trace::Phase::Frontend:
    case trace::Phase::MethodRequest:
    case trace::Phase::Gateway: break;
    }
    return m_info.pointer;
}

void MethodPipeline::skipToLast(Exchange &exchange) const noexcept
{
    exchange.nextStep = m_steps.size() - 1;
}

void MethodPipeline::run(Exchange &exchange) const
{
    while (exchange.nextStep < m_steps.size()) {
        const Step &step = *m_steps[exchange.nextStep++];
        exchange.trace.begin(step.name(), step.phase());
        if (exchange.trace)
            exchange.trace.pointer(pointerFor(step.phase()));
        const Expected<Flow> flow = step.run(exchange);
        if (!flow) {
            exchange.trace.end(trace::Outcome::Failed);
            exchange.fail(flow.error());
            return;
        }
        if (*flow != Flow::Continue)
            return;
    }
}

} // namespace gatehouse::pipeline
