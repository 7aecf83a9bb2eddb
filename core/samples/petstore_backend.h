#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <memory>
#include <string>

namespace gatehouse::samples {

/// The backend of the PetStore sample on this machine, answering as the one that API Gateway's own sample calls: a list
/// of three pets, one pet, and an echo of what is posted. It keeps nothing, and the same request gets the same answer.
///
/// GET /petstore/pets?type=&page=, POST /petstore/pets, GET /petstore/pets/{petId}.
class PetstoreBackend {
public:
    PetstoreBackend();
    ~PetstoreBackend(); ///< stops
    PetstoreBackend(const PetstoreBackend &) = delete;
    PetstoreBackend &operator=(const PetstoreBackend &) = delete;

    /// Listens on the loopback interface; @p port 0 takes any free one. Errors: those of http::Server.
    [[nodiscard]] Expected<void> start(std::uint16_t port = 0);
    void stop();

    [[nodiscard]] bool isRunning() const noexcept;
    /// "127.0.0.1:PORT", for the sample's stage variable; empty if not running.
    [[nodiscard]] std::string address() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gatehouse::samples
