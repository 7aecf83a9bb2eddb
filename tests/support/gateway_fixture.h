#pragma once

#include "core/gateway/gateway.h"
#include "tests/core/http/raw_client.h"

#include <QtTest/QTest>

#include <mutex>
#include <string>
#include <vector>

/// The value of a field of an answer; empty if absent.
inline std::string fieldOf(const std::string &answer, const std::string &name)
{
    const std::size_t begin = answer.find("\r\n" + name + ": ");
    if (begin == std::string::npos || begin > answer.find("\r\n\r\n"))
        return {};
    const std::size_t value = begin + name.size() + 4;
    return answer.substr(value, answer.find("\r\n", value) - value);
}

inline std::string bodyOf(const std::string &answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

/// What varies from run to run, made the same: date and ids, each by its shape.
inline std::string normalized(std::string answer)
{
    const auto replace = [&](const std::string &name, std::size_t size) {
        const std::string value = fieldOf(answer, name);
        if (value.size() != size)
            return;
        answer.replace(answer.find("\r\n" + name + ": ") + name.size() + 4, size, "*");
    };
    replace("Date", 29);
    replace("x-amzn-RequestId", 36);
    replace("x-amz-apigw-id", 16);
    replace("X-Amzn-Trace-Id", 5 + 35 + 8 + 16 + 10);
    return answer;
}

/// Keeps the traces that it is given.
class TraceLog final : public gatehouse::trace::Sink {
public:
    void accept(std::shared_ptr<const gatehouse::trace::Trace> trace) override
    {
        const std::lock_guard lock(m_mutex);
        m_traces.push_back(std::move(trace));
    }
    /// Waits for the next one: an answer may arrive before its trace is handed over.
    std::shared_ptr<const gatehouse::trace::Trace> take()
    {
        std::shared_ptr<const gatehouse::trace::Trace> taken;
        const auto next = [&] {
            const std::lock_guard lock(m_mutex);
            if (m_traces.empty())
                return false;
            taken = m_traces.front();
            m_traces.erase(m_traces.begin());
            return true;
        };
        return QTest::qWaitFor(next, 5000) ? taken : std::make_shared<const gatehouse::trace::Trace>();
    }

private:
    std::mutex m_mutex;
    std::vector<std::shared_ptr<const gatehouse::trace::Trace>> m_traces;
};

/// The value of the first note of that name; empty if there is none.
inline std::string noteOf(const gatehouse::trace::Trace &trace, std::string_view name)
{
    for (const gatehouse::trace::Step &step : trace.steps) {
        for (const gatehouse::trace::Note &note : step.notes) {
            if (note.name == name)
                return note.value;
        }
    }
    return {};
}

inline gatehouse::model::Stage stageNamed(const std::string &name)
{
    gatehouse::model::Stage stage;
    stage.name = name;
    return stage;
}
