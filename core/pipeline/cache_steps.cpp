#include "core/pipeline/cache_steps.h"

#include "core/pipeline/exchange.h"
#include "core/pipeline/message_writer.h"
#include "core/pipeline/pipeline.h"

namespace gatehouse::pipeline {

namespace {

/// The wording is of secondary sources (rest-runtime.md 5.3).
constexpr std::string_view kIgnoredCacheControl
    = "Warning: 199 Cache-control headers were ignored because the caller was unauthorized.\r\n";
constexpr std::size_t kLookedAt = 16; // entries of each shard, to explain a miss in a trace

std::string_view trimmed(std::string_view text) noexcept
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

/// Whether a Cache-Control field has the directive max-age=0. Others are ignored (rest-runtime.md 5.3, assumed).
bool asksForFresh(std::span<const http::Field> fields) noexcept
{
    for (const http::Field &field : fields) {
        if (field.name.size() != 13 || !http::sameName(field.name, "Cache-Control"))
            continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            if (http::sameName(trimmed(rest.substr(0, end)), "max-age=0"))
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

std::string seconds(std::chrono::nanoseconds time)
{
    return std::format("{:.3f} s", std::chrono::duration<double>(time).count());
}

std::string shown(const std::optional<std::string> &value)
{
    return value ? "\"" + *value + "\"" : "(nothing)";
}

/// "page: \"2\" here, \"1\" there; ..."
std::string differenceText(const cache::Nearest &nearest)
{
    std::string text;
    for (const cache::Difference &difference : nearest.differences) {
        text += (text.empty() ? "" : "; ") + difference.name + ": " + shown(difference.wanted) + " asked, "
            + shown(difference.stored) + " stored";
    }
    return text;
}

} // namespace

LookUpCache::LookUpCache(std::shared_ptr<cache::StageCache> cache, std::vector<CachePlan> plans,
                         std::vector<Expression> parameters)
    : m_cache(std::move(cache))
    , m_plans(std::move(plans))
    , m_parameters(std::move(parameters))
{
}

Expected<Flow> LookUpCache::run(Exchange &exchange) const
{
    const auto plan = std::ranges::find(m_plans, exchange.method, &CachePlan::httpMethod);
    if (plan == m_plans.end()) {
        exchange.trace.decided("cache", "not for this method");
        return Flow::Continue;
    }
    if (const auto made = makeKey(exchange, *plan); !made)
        return std::unexpected(made.error());
    const Expected<bool> invalidated = invalidates(exchange, *plan);
    if (!invalidated)
        return std::unexpected(invalidated.error());

    CacheUse &use = exchange.cache;
    const cache::Found found = m_cache->find(use.key, exchange.stage->clock->steady());
    cache::Outcome outcome = found.expired ? cache::Outcome::Expired : cache::Outcome::Absent;
    if (*invalidated) {
        m_cache->erase(use.key);
        outcome = cache::Outcome::Invalidated;
    } else if (found.entry) {
        outcome = cache::Outcome::Hit;
    }
    const bool hit = outcome == cache::Outcome::Hit;
    use.result = hit ? CacheUse::Result::Hit : CacheUse::Result::Miss;
    (hit ? plan->method->hits : plan->method->misses).fetch_add(1, std::memory_order_relaxed);
    if (exchange.trace || m_cache->ledger().isKept())
        explain(exchange, *plan, outcome, found.age);
    if (!hit) {
        use.plan = &*plan;
        return Flow::Continue;
    }

    use.entry = found.entry;
    const cache::Answer stored = use.entry->answer();
    MethodAnswer &answer = exchange.response;
    answer.status = stored.status;
    answer.contentType = stored.contentType;
    answer.fields = stored.fields;
    if (use.warns)
        answer.fields += kIgnoredCacheControl;
    answer.body = stored.body;
    answer.withTraceId = stored.withTraceId;
    exchange.pipeline->skipToLast(exchange);
    return Flow::Continue;
}

Expected<void> LookUpCache::makeKey(Exchange &exchange, const CachePlan &plan) const
{
    CacheUse &use = exchange.cache;
    cache::beginKey(use.key, plan.space);
    for (const Expression &parameter : m_parameters) {
        const auto value = parameter.value(exchange, use.scratch);
        if (!value)
            return std::unexpected(value.error());
        cache::appendValue(use.key, *value);
        if (exchange.trace)
            exchange.trace.read(parameter.text(), value->value_or("(nothing)"));
    }
    return {};
}

Expected<bool> LookUpCache::invalidates(Exchange &exchange, const CachePlan &plan) const
{
    if (!asksForFresh(exchange.request.fields))
        return false;
    exchange.trace.read("Cache-Control", "max-age=0");
    if (!plan.requireAuthorization || exchange.cache.mayInvalidate)
        return true;
    exchange.trace.decided("invalidation", "not allowed: requireAuthorizationForCacheControl");
    switch (plan.unauthorized) {
    case model::UnauthorizedCacheControl::FailWith403:
        return gatehouse::fail(RuntimeErrc::AccessDenied, "the caller may not invalidate entries of the cache");
    case model::UnauthorizedCacheControl::SucceedWithResponseHeader: exchange.cache.warns = true; break;
    case model::UnauthorizedCacheControl::SucceedWithoutResponseHeader: break;
    }
    return false;
}

void LookUpCache::explain(Exchange &exchange, const CachePlan &plan, cache::Outcome outcome,
                          std::chrono::nanoseconds age) const
{
    const Clock &clock = *exchange.stage->clock;
    if (m_cache->ledger().isKept()) {
        m_cache->ledger().add({.at = clock.now(),
                               .requestId = std::string(exchange.requestIdText()),
                               .method = plan.method,
                               .key = exchange.cache.key,
                               .outcome = outcome,
                               .age = age});
    }
    if (!exchange.trace)
        return;
    exchange.trace.decided("cache", cache::toString(outcome));
    if (age.count() > 0)
        exchange.trace.decided("age", seconds(age));
    exchange.trace.decided("TTL", seconds(plan.ttl));
    if (m_parameters.empty())
        exchange.trace.decided("key", "no parameters: all requests share one entry");
    if (outcome != cache::Outcome::Absent)
        return;
    if (const auto nearest = m_cache->nearest(exchange.cache.key, clock.steady(), kLookedAt))
        exchange.trace.decided("nearest entry", differenceText(*nearest));
}

Expected<Flow> StoreInCache::run(Exchange &exchange) const
{
    const CacheUse &use = exchange.cache;
    if (use.plan == nullptr)
        return Flow::Continue;
    MethodAnswer &answer = exchange.response;
    if (exchange.answer.streamedLength >= 0 || answer.body.size() > cache::kMaxBody) {
        exchange.trace.decided("not stored", "only content of up to 1048576 octets is cached");
    } else {
        const cache::StoreResult result
            = m_cache->store(use.key,
                             {.status = answer.status,
                              .contentType = answer.contentType,
                              .fields = answer.fields,
                              .body = answer.body,
                              .withTraceId = answer.withTraceId},
                             {.method = use.plan->method, .ttl = use.plan->ttl, .encrypted = use.plan->encrypted},
                             exchange.stage->clock->steady());
        if (result == cache::StoreResult::Stored)
            exchange.trace.wrote("cache", "stored");
        else
            exchange.trace.decided("not stored", "the cache has no room for it");
    }
    if (use.warns)
        answer.fields += kIgnoredCacheControl;
    return Flow::Continue;
}

} // namespace gatehouse::pipeline
