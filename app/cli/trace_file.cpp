#include "app/cli/trace_file.h"

#include "app/cli/project_input.h"
#include "app/cli/trace_json.h"
#include "core/json/reader.h"

#include <format>

namespace gatehouse::cli {

std::shared_ptr<TraceFile> TraceFile::open(const std::string &path)
{
    std::FILE *file = path == "-" ? stdout : std::fopen(path.c_str(), "ae");
    return file ? std::shared_ptr<TraceFile>(new TraceFile(file)) : nullptr;
}

TraceFile::TraceFile(std::FILE *file)
    : m_file(file)
    , m_thread([this](std::stop_token stop) { write(std::move(stop)); })
{
}

TraceFile::~TraceFile()
{
    m_thread.request_stop();
    m_thread.join();
    if (m_leftOut > 0)
        complain(std::format("{} traces were left out: the file was too slow", m_leftOut));
    if (m_file != stdout)
        std::fclose(m_file);
}

void TraceFile::accept(std::shared_ptr<const trace::Trace> trace)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() == kMaxWaiting) {
            ++m_leftOut;
            return;
        }
        m_waiting.push_back(std::move(trace));
    }
    m_arrived.notify_one();
}

void TraceFile::write(std::stop_token stop)
{
    std::vector<std::shared_ptr<const trace::Trace>> batch;
    std::string lines;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait(lock, stop, [this] { return !m_waiting.empty(); });
            if (m_waiting.empty()) // told to stop, and all is written
                return;
            batch.swap(m_waiting);
        }
        lines.clear();
        for (const std::shared_ptr<const trace::Trace> &trace : batch) {
            json::writeJson(toJson(*trace), lines, -1);
            lines += '\n';
        }
        batch.clear();
        std::fwrite(lines.data(), 1, lines.size(), m_file);
        std::fflush(m_file);
    }
}

} // namespace gatehouse::cli
