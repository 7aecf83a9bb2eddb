#pragma once

#include "core/gateway/snapshot.h"
#include "core/pipeline/exchange.h"

#include <atomic>
#include <memory>
#include <vector>

namespace gatehouse::gateway {

/// What one I/O thread keeps for itself: its copy of the current snapshot, exchanges to use again, counters.
/// Only the counters may be read from other threads.
class ThreadState final : public pipeline::ExchangeOwner {
public:
    explicit ThreadState(std::atomic<std::uint64_t> &traceSerial)
        : m_traceSerial(traceSerial)
    {
    }

    [[nodiscard]] std::uint64_t version() const noexcept { return m_current ? m_current->version : 0; }
    /// Requests from now on see @p snapshot; those under way end on theirs.
    void adopt(std::shared_ptr<const Snapshot> snapshot, std::uint64_t version);
    void handle(const http::Request &request, http::Responder &responder);

    void finished(pipeline::Exchange &exchange) noexcept override;

    [[nodiscard]] std::uint64_t requests() const noexcept { return m_requests.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t clientErrors() const noexcept { return m_clientErrors.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t serverErrors() const noexcept { return m_serverErrors.load(std::memory_order_relaxed); }
    void count(int status) noexcept;

private:
    /// A snapshot with the number of exchanges that run on it: a count that no other thread sees.
    struct Generation {
        std::shared_ptr<const Snapshot> snapshot;
        std::uint64_t version = 0;
        std::size_t users = 0;
    };
    struct OwnedExchange final : pipeline::Exchange {
        Generation *generation = nullptr;
    };

    OwnedExchange &acquire();
    void release(Generation &generation) noexcept;
    void completeTrace(OwnedExchange &exchange);

    std::atomic<std::uint64_t> &m_traceSerial;
    std::vector<std::unique_ptr<Generation>> m_generations;
    Generation *m_current = nullptr;
    std::vector<std::unique_ptr<OwnedExchange>> m_exchanges; // all of this thread
    std::vector<OwnedExchange *> m_free;
    std::atomic<std::uint64_t> m_requests = 0; // written by this thread only
    std::atomic<std::uint64_t> m_clientErrors = 0;
    std::atomic<std::uint64_t> m_serverErrors = 0;
};

} // namespace gatehouse::gateway
