#pragma once

#include <boost/asio/ip/address.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gatehouse::net {

/// What a name stands for; empty if it does not resolve, then with the reason.
struct Resolved {
    std::vector<boost::asio::ip::address> addresses;
    std::string error;
};

/// Looks names up with the system's resolver, which blocks, on a few threads of its own. Thread-safe.
class Resolver {
public:
    /// Called on one of the resolver's threads, perhaps after the resolver is gone.
    using Callback = std::function<void(Resolved)>;

    Resolver();
    ~Resolver(); ///< does not wait: a look-up may take as long as the network likes
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;

    void resolve(std::string host, Callback done);

private:
    struct State;
    static void work(const std::shared_ptr<State> &state);

    std::shared_ptr<State> m_state;
};

} // namespace gatehouse::net
