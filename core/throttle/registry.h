#pragma once

#include "core/throttle/token_bucket.h"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace gatehouse::throttle {

/// At which level of AWS's order of evaluation a bucket stands. Source: rest-runtime.md 5.4.
enum class Scope : std::uint8_t {
    Client, ///< one API key in one usage plan, over all stages of the plan
    ClientMethod, ///< the same for one method of one stage, in place of the plan's
    Method, ///< one method of a stage, from "*/*" or its own method settings
    Account, ///< all APIs of the account in its Region
};
[[nodiscard]] std::string_view toString(Scope scope) noexcept; ///< "client", "client and method", "method", "account"

/// Whose bucket it is: the names that its scope needs, the others empty.
struct Owner {
    Scope scope = Scope::Account;
    std::string account = {}; ///< "000000000000 in us-east-1"
    std::string apiId = {};
    std::string stage = {};
    std::string method = {}; ///< "/pets/GET", as usage plans write it
    std::string usagePlanId = {};
    std::string apiKeyId = {};

    bool operator==(const Owner &) const = default;
};
/// "method /pets/GET of api1/dev", "key k1 in plan p1" ...
[[nodiscard]] std::string toString(const Owner &owner);

/// A bucket as it stood at one moment, for inspectors.
struct BucketInfo {
    std::uint64_t id = 0; ///< of this owner's bucket, whatever limits it gets
    Owner owner;
    Limit limit;
    double level = 0.0;
    std::uint64_t admitted = 0; ///< requests since the bucket was made
    std::uint64_t refused = 0;
};

/// A token bucket with its owner, and how many requests it admitted and refused. Thread-safe.
class Bucket {
public:
    Bucket(std::uint64_t id, Owner owner, Limit limit, SteadyTime now);
    /// In place of @p before, whose limit was another.
    Bucket(const Bucket &before, Limit limit, SteadyTime now);

    [[nodiscard]] bool take(SteadyTime now) noexcept
    {
        const bool admitted = m_tokens.take(now);
        (admitted ? m_admitted : m_refused).fetch_add(1, std::memory_order_relaxed);
        return admitted;
    }
    [[nodiscard]] const Owner &owner() const noexcept { return m_owner; }
    [[nodiscard]] const Limit &limit() const noexcept { return m_tokens.limit(); }
    [[nodiscard]] BucketInfo info(SteadyTime now) const;
    [[nodiscard]] bool isFull(SteadyTime now) const noexcept;

private:
    std::uint64_t m_id;
    Owner m_owner;
    TokenBucket m_tokens;
    std::atomic<std::uint64_t> m_admitted = 0;
    std::atomic<std::uint64_t> m_refused = 0;
};

/// Who wants to know of each request that a bucket refused. Called on I/O threads, concurrently: must be quick.
class RefusalObserver {
public:
    virtual ~RefusalObserver() = default;
    virtual void refused(const BucketInfo &bucket) = 0;
};

/// All buckets of a gateway, by owner. Thread-safe; taking a token locks nothing.
///
/// Whoever asks for a bucket keeps it. What nobody keeps stays here until it is full again, so that deploying anew
/// gives nobody fresh tokens; then it is dropped. So there are never more than what is configured and, for API keys, in
/// use.
class Registry {
public:
    explicit Registry(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// The bucket of @p owner with that limit. A new one is full; one that had another limit is replaced by one in
    /// which as many tokens are missing.
    [[nodiscard]] std::shared_ptr<Bucket> bucket(Owner owner, Limit limit);
    /// Takes a token from @p bucket at the clock's time and tells the observer of a refusal.
    [[nodiscard]] bool take(Bucket &bucket) const;
    /// The level now; for traces.
    [[nodiscard]] BucketInfo info(const Bucket &bucket) const { return bucket.info(m_clock.steady()); }
    /// By id.
    [[nodiscard]] std::vector<BucketInfo> list() const;
    [[nodiscard]] std::size_t size() const;

    /// Null: nobody.
    void setObserver(std::shared_ptr<RefusalObserver> observer);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const Owner &owner) const noexcept;
        std::size_t operator()(const std::shared_ptr<Bucket> &bucket) const noexcept
        {
            return (*this)(bucket->owner());
        }
    };
    struct Equal {
        using is_transparent = void;
        static const Owner &of(const Owner &owner) noexcept { return owner; }
        static const Owner &of(const std::shared_ptr<Bucket> &bucket) noexcept { return bucket->owner(); }
        bool operator()(const auto &a, const auto &b) const noexcept { return of(a) == of(b); }
    };

    void dropUnused(SteadyTime now);

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::unordered_set<std::shared_ptr<Bucket>, Hash, Equal> m_buckets; // guarded by m_mutex
    std::size_t m_nextDrop = 1024; // buckets
    std::uint64_t m_lastId = 0;
    std::shared_ptr<RefusalObserver> m_observer; // guarded by m_mutex
    std::atomic<bool> m_observed = false;
};

} // namespace gatehouse::throttle
