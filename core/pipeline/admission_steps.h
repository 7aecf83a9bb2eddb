#pragma once

#include "core/pipeline/step.h"
#include "core/throttle/registry.h"

#include <memory>
#include <string>

namespace gatehouse::pipeline {

/// Where the key of a request is. Source: authorization.md 9.1.
enum class ApiKeySource : std::uint8_t {
    Header, ///< X-API-Key
    Authorizer, ///< the authorizer's usageIdentifierKey; the header is ignored
};

/// Lets only requests with an API key pass whose usage plan has this stage, a token and quota left; sets
/// exchange.admission. Answers 403 and 429 otherwise. Source: authorization.md 9.2, rest-runtime.md 5.4.
class CheckApiKey final : public Step {
public:
    /// @param method  "/pets/GET", as usage plans name it
    CheckApiKey(std::string method, ApiKeySource source, const throttle::Registry &buckets)
        : m_method(std::move(method))
        , m_source(source)
        , m_buckets(buckets)
    {
    }
    std::string_view name() const noexcept override { return "method-request/api-key"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    std::string m_method;
    ApiKeySource m_source;
    const throttle::Registry &m_buckets;
};

/// Takes a token of the method and then one of the account; answers 429 when there is none. What the usage plan counted
/// is given back then. Source: rest-runtime.md 5.4.
class CheckThrottle final : public Step {
public:
    /// @param method   null: the method has no limit of its own
    /// @param account  null: the account has none
    CheckThrottle(std::shared_ptr<throttle::Bucket> method, std::shared_ptr<throttle::Bucket> account,
                  const throttle::Registry &buckets)
        : m_method(std::move(method))
        , m_account(std::move(account))
        , m_buckets(buckets)
    {
    }
    std::string_view name() const noexcept override { return "method-request/throttle"; }
    trace::Phase phase() const noexcept override { return trace::Phase::MethodRequest; }
    Expected<Flow> run(Exchange &exchange) const override;

private:
    std::shared_ptr<throttle::Bucket> m_method;
    std::shared_ptr<throttle::Bucket> m_account;
    const throttle::Registry &m_buckets; // of the deployment's shared state
};

} // namespace gatehouse::pipeline
