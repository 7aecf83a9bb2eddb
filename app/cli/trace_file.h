#pragma once

#include "core/base/error.h"
#include "core/trace/trace.h"

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gatehouse::cli {

/// Writes finished traces to a file, one JSON object a line, on a thread of its own: requests do not wait for the disk.
class TraceFile final : public trace::Sink {
public:
    /// Traces that may wait for the disk; beyond, new ones are left out and their number is told at the end.
    static constexpr std::size_t kMaxWaiting = 10'000;

    /// Appends to @p path, "-" for standard output; null if it cannot be opened (errno says why).
    [[nodiscard]] static std::shared_ptr<TraceFile> open(const std::string &path);
    ~TraceFile() override; ///< writes what is still waiting

    void accept(std::shared_ptr<const trace::Trace> trace) override;

private:
    explicit TraceFile(std::FILE *file);
    void write(std::stop_token stop);

    std::FILE *const m_file;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::vector<std::shared_ptr<const trace::Trace>> m_waiting; // guarded by m_mutex
    std::uint64_t m_leftOut = 0; // guarded by m_mutex
    std::jthread m_thread; // last: starts when all else is there
};

} // namespace gatehouse::cli
