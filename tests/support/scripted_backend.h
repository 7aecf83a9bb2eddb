#pragma once

#include "core/http/server.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

/// A backend that keeps what it was sent and answers as the test says, octet by octet.
class ScriptedBackend final : public gatehouse::http::Handler {
public:
    using Script = std::function<void(const gatehouse::http::Request &, gatehouse::http::Responder &)>;

    explicit ScriptedBackend(Script script)
        : m_script(std::move(script))
        , m_server({}, *this)
    {
        m_started = m_server.start().has_value();
    }

    [[nodiscard]] bool started() const { return m_started; }
    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(m_server.port()); }
    /// Request line, fields and content of the requests since the last call.
    std::vector<std::string> takeRequests()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_requests, {});
    }

    void handle(const gatehouse::http::Request &request, gatehouse::http::Responder &responder) override
    {
        std::string text = std::string(request.method) + " " + std::string(request.target) + "\r\n";
        for (const gatehouse::http::Field &field : request.fields)
            text += std::string(field.name) + ": " + std::string(field.value) + "\r\n";
        text += "\r\n" + std::string(request.body);
        {
            const std::lock_guard lock(m_mutex);
            m_requests.push_back(std::move(text));
        }
        m_script(request, responder);
    }
    void reject(int, gatehouse::http::IoThread &, std::string &out) override
    {
        out += "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    }

private:
    const Script m_script;
    std::mutex m_mutex;
    std::vector<std::string> m_requests;
    gatehouse::http::Server m_server;
    bool m_started = false;
};
