#include "core/pipeline/admission_steps.h"

#include "core/pipeline/exchange.h"
#include "core/pipeline/failure.h"
#include "core/pipeline/pipeline.h"

namespace gatehouse::pipeline {

namespace {

using auth::Verdict;

/// Which bucket it is and how it stands, for the trace. An inspector finds it by its number.
void note(trace::Recorder &trace, const throttle::BucketInfo &bucket)
{
    trace.read("bucket", std::format("#{}", bucket.id));
    trace.read("bucket owner", throttle::toString(bucket.owner));
    trace.read("bucket level",
               std::format("{:.2f} of {}, {} a second", bucket.level, bucket.limit.burst, bucket.limit.rate));
}

/// "Key throttle limit exceeded for ..." of the execution log (rest-runtime.md 5.4).
std::string throttleLine(const Exchange &exchange, const throttle::Bucket &bucket, const auth::Plan *plan)
{
    std::string line = "Key throttle limit exceeded for ";
    if (plan != nullptr)
        line += std::format("Usage Plan ID {}, ", plan->id);
    return line
        + std::format("RestApi {}, Stage {}, Resource {}, HttpMethod {}. Limit: {:.2f} Burst: {}",
                      exchange.stage->apiId.value, exchange.stage->stage, exchange.pipeline->info().resourceId.value,
                      exchange.method, bucket.limit().rate, bucket.limit().burst);
}

std::string keyLine(const Exchange &exchange, const auth::Admission &admission, std::string_view what)
{
    return std::format("API Key {} exceeded {} limit for API Stage {}/{}: ", trace::masked(admission.key->value), what,
                       exchange.stage->apiId.value, exchange.stage->stage);
}

Expected<Flow> refuse(const Exchange &exchange, const auth::Admission &admission)
{
    switch (admission.verdict) {
    case Verdict::Admitted: break;
    case Verdict::Forbidden: return gatehouse::fail(RuntimeErrc::InvalidApiKey, std::string(admission.reason));
    case Verdict::Throttled:
        return gatehouse::fail(RuntimeErrc::Throttled,
                               keyLine(exchange, admission, "throttle")
                                   + throttleLine(exchange, *admission.bucket, admission.plan));
    case Verdict::QuotaExceeded:
        return gatehouse::fail(RuntimeErrc::QuotaExceeded,
                               keyLine(exchange, admission, "quota")
                                   + std::format("Key quota exhausted for Usage Plan ID {}. Limit: {} Period: {}",
                                                 admission.plan->id, admission.quotaLimit,
                                                 auth::toString(admission.plan->quota->period)));
    }
    return Flow::Continue;
}

} // namespace

Expected<Flow> CheckApiKey::run(Exchange &exchange) const
{
    const std::string_view value
        = m_source == ApiKeySource::Header ? exchange.facts.apiKey : std::string_view(exchange.usageIdentifierKey);
    auth::Admission &admission = exchange.admission;
    if (exchange.usagePlans != nullptr)
        admission = exchange.usagePlans->check(value, exchange.stage->apiId.value, exchange.stage->stage, m_method);
    else
        admission.reason = "no API keys are installed";

    if (trace::Recorder &trace = exchange.trace) {
        trace.read(m_source == ApiKeySource::Header ? "X-API-Key" : "usageIdentifierKey", trace::masked(value));
        if (admission.key != nullptr)
            trace.decided("API key", std::format("{} ({})", admission.key->name, admission.key->id));
        if (admission.plan != nullptr)
            trace.decided("usage plan", std::format("{} ({})", admission.plan->name, admission.plan->id));
        if (admission.bucket != nullptr)
            note(trace, m_buckets.info(*admission.bucket));
        if (admission.quota != nullptr)
            trace.read("quota",
                       std::format("{} of {} in this {}", admission.quota->use({}).used, admission.quotaLimit,
                                   auth::toString(admission.plan->quota->period)));
        if (admission.verdict == Verdict::Forbidden)
            trace.decided("refused", admission.reason);
    }
    return refuse(exchange, admission);
}

Expected<Flow> CheckThrottle::run(Exchange &exchange) const
{
    for (const std::shared_ptr<throttle::Bucket> &bucket : {std::cref(m_method), std::cref(m_account)}) {
        if (bucket == nullptr)
            continue;
        const bool admitted = m_buckets.take(*bucket);
        if (exchange.trace)
            note(exchange.trace, m_buckets.info(*bucket));
        if (!admitted) {
            exchange.admission.giveBack();
            return gatehouse::fail(RuntimeErrc::Throttled, throttleLine(exchange, *bucket, nullptr));
        }
    }
    return Flow::Continue;
}

} // namespace gatehouse::pipeline
