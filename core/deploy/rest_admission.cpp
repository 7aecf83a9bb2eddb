#include "core/deploy/rest_compiler.h"
#include "core/deploy/shared_state.h"
#include "core/pipeline/admission_steps.h"

namespace gatehouse::deploy {

void RestCompiler::addAdmission(const model::Method &method, const Place &place, const std::string &path, Steps &steps)
{
    const std::string name = path + "/" + method.httpMethod; // as usage plans have it
    if (method.apiKeyRequired) {
        const bool fromAuthorizer = m_api.apiKeySource == "AUTHORIZER";
        steps.push_back(std::make_unique<pipeline::CheckApiKey>(
            name, fromAuthorizer ? pipeline::ApiKeySource::Authorizer : pipeline::ApiKeySource::Header,
            m_shared->buckets));
    }

    // Each method has a bucket of its own, also where the limit is that of "*/*" (rest-runtime.md 5.4).
    const model::EffectiveSettings settings = m_settings.at(path, method.httpMethod);
    std::shared_ptr<throttle::Bucket> bucket;
    if (settings.throttlingRateLimit || settings.throttlingBurstLimit) {
        // One of the two alone: the other is the account's, as AWS has it for both at first.
        const throttle::Limit usual = throttle::accountLimit(m_info.region);
        const double rate
            = settings.throttlingRateLimit.value_or(m_accountThrottle ? m_accountThrottle->rateLimit : usual.rate);
        const std::int64_t burst = settings.throttlingBurstLimit.value_or(
            m_accountThrottle ? m_accountThrottle->burstLimit : int(usual.burst));
        if (rate >= 0 && burst >= 0) { // -1: off
            bucket = m_shared->buckets.bucket(
                {.scope = throttle::Scope::Method, .apiId = m_info.apiId.value, .stage = m_info.stage, .method = name},
                {rate, burst});
        }
        if (m_accountThrottle && (rate > m_accountThrottle->rateLimit || burst > m_accountThrottle->burstLimit)) {
            report(Severity::Warning, "deploy-throttle",
                   "Throttle of " + place.label + " on stage " + m_info.stage
                       + " is above the account's, which applies",
                   place);
        }
    }
    if (bucket || m_accountBucket) {
        steps.push_back(
            std::make_unique<pipeline::CheckThrottle>(std::move(bucket), m_accountBucket, m_shared->buckets));
    }
}

} // namespace gatehouse::deploy
