#pragma once

#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/// A blocking client that sends exactly the octets it is told. Gives up after ten seconds, so that no test hangs.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, int receiveBuffer = 0)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const timeval patience{10, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (receiveBuffer > 0)
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawClient() { close(); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    [[nodiscard]] bool isConnected() const { return m_connected; }

    bool send(std::string_view octets)
    {
        while (!octets.empty()) {
            const ssize_t sent = ::send(m_socket, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            octets.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// One answer with a Content-Length (or none, as for 100), head and content.
    std::string receive()
    {
        while (m_received.find("\r\n\r\n") == std::string::npos) {
            if (!more())
                return std::exchange(m_received, {});
        }
        std::size_t size = m_received.find("\r\n\r\n") + 4;
        if (const std::size_t field = m_received.find("Content-Length: "); field < size)
            size += static_cast<std::size_t>(std::atoi(m_received.c_str() + field + 16));
        while (m_received.size() < size && more()) { }
        std::string answer = m_received.substr(0, size);
        m_received.erase(0, answer.size());
        return answer;
    }

    /// Everything until the server ends the connection. isReset() tells how it ended.
    std::string receiveAll()
    {
        while (more()) { }
        return std::exchange(m_received, {});
    }
    [[nodiscard]] bool isReset() const { return m_reset; }
    [[nodiscard]] bool isEnded() const { return m_ended; }

    void endSending() const { ::shutdown(m_socket, SHUT_WR); }
    /// Closes with a reset.
    void reset()
    {
        const linger hard{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        close();
    }
    void close()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }

private:
    bool more()
    {
        char block[65536];
        const ssize_t got = ::recv(m_socket, block, sizeof block, 0);
        m_reset = got < 0 && errno == ECONNRESET;
        m_ended = got == 0;
        if (got > 0)
            m_received.append(block, static_cast<std::size_t>(got));
        return got > 0;
    }

    int m_socket;
    bool m_connected = false;
    bool m_reset = false;
    bool m_ended = false;
    std::string m_received;
};
