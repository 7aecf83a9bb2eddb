#include "core/pipeline/pipeline.h"

#include "core/pipeline/exchange.h"

namespace gatehouse::pipeline {

void MethodPipeline::run(Exchange &exchange) const
{
    while (exchange.nextStep < m_steps.size()) {
        const Step &step = *m_steps[exchange.nextStep++];
        exchange.trace.begin(step.name(), step.phase());
        exchange.trace.pointer(m_info.pointer);
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
