#pragma once

#include <arpa/inet.h>
#include <csignal>
#include <cstdint>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

/// A backend that says what it is told: for each connection, in the order they come, a list of replies. An empty reply
/// closes. After its last reply a connection stays open until the backend is destroyed.
class ScriptedBackend {
public:
    using Replies = std::vector<std::string>;

    explicit ScriptedBackend(std::vector<Replies> script, SSL_CTX *tls = nullptr)
        : m_script(std::move(script))
        , m_tls(tls)
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), size);
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        ::listen(m_listener, 16);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { run(); });
    }
    ~ScriptedBackend()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        {
            const std::lock_guard lock(m_mutex);
            for (const int socket : m_sockets)
                ::shutdown(socket, SHUT_RDWR);
        }
        m_thread.join();
        for (std::thread &server : m_servers)
            server.join();
        for (const int socket : m_sockets)
            ::close(socket);
        ::close(m_listener);
    }
    ScriptedBackend(const ScriptedBackend &) = delete;
    ScriptedBackend &operator=(const ScriptedBackend &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::vector<std::string> requests()
    {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    void run()
    {
        for (std::size_t i = 0;; ++i) {
            const int socket = ::accept(m_listener, nullptr, nullptr);
            if (socket < 0)
                return;
            const std::lock_guard lock(m_mutex);
            m_sockets.push_back(socket);
            m_servers.emplace_back(
                [this, i, socket] { serve(socket, i < m_script.size() ? m_script[i] : Replies{""}); });
        }
    }

    void serve(int socket, const Replies &replies)
    {
        sigset_t pipe; // OpenSSL's own sockets raise it; only this thread must bear that
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        const std::unique_ptr<SSL, decltype(&SSL_free)> session(m_tls ? SSL_new(m_tls) : nullptr, SSL_free);
        SSL *const tls = session.get();
        if (tls) {
            SSL_set_fd(tls, socket);
            if (SSL_accept(tls) != 1) {
                ::shutdown(socket, SHUT_RDWR);
                return;
            }
        }
        const auto read = [&](char *into, int size) {
            return tls ? SSL_read(tls, into, size) : ::recv(socket, into, static_cast<std::size_t>(size), 0);
        };
        std::string received;
        for (const std::string &reply : replies) {
            std::size_t size = std::string::npos;
            while (size == std::string::npos || received.size() < size) {
                if (const std::size_t end = received.find("\r\n\r\n"); end != std::string::npos) {
                    size = end + 4;
                    if (const std::size_t field = received.find("Content-Length: "); field < end)
                        size += static_cast<std::size_t>(std::atoi(received.c_str() + field + 16));
                    if (received.size() >= size)
                        break;
                }
                char block[4096];
                const auto got = read(block, sizeof block);
                if (got <= 0)
                    return;
                received.append(block, static_cast<std::size_t>(got));
            }
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(received.substr(0, size));
            }
            received.erase(0, size);
            if (reply.empty())
                break;
            for (std::size_t sent = 0; sent < reply.size();) {
                const auto part = tls ? SSL_write(tls, reply.data() + sent, static_cast<int>(reply.size() - sent))
                                      : ::send(socket, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
                if (part <= 0)
                    return;
                sent += static_cast<std::size_t>(part);
            }
            if (reply.ends_with(kClose))
                break;
        }
        if (replies.empty() || replies.back().empty() || replies.back().ends_with(kClose)) {
            if (tls)
                SSL_shutdown(tls);
            ::shutdown(socket, SHUT_RDWR);
        } else {
            char octet = 0;
            while (read(&octet, 1) > 0) { }
        }
    }

public:
    static constexpr std::string_view kClose = "<close>"; ///< at the end of a reply (and part of it): closes after it

private:
    const std::vector<Replies> m_script;
    SSL_CTX *const m_tls;
    const int m_listener;
    std::uint16_t m_port = 0;
    std::thread m_thread;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_servers;
    std::vector<std::string> m_requests;
};
