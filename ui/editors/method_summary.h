#pragma once

#include "core/model/rest_api.h"
#include "ui/bridge/trace_feed.h"

#include <QList>
#include <QString>

#include <array>
#include <chrono>
#include <utility>

namespace gatehouse::ui {

/// The places of the method execution diagram that can be chosen, in the order a request passes them.
enum class DiagramPlace : std::uint8_t {
    MethodRequest,
    IntegrationRequest,
    Integration,
    IntegrationResponse,
    MethodResponse
};
inline constexpr std::size_t kDiagramPlaces = 5;

[[nodiscard]] QString placeTitle(DiagramPlace place);

/// What the model holds for a place, as lines of (label, value).
using Summary = QList<std::pair<QString, QString>>;
[[nodiscard]] Summary summaryOf(DiagramPlace place, const model::RestApi &api, const model::Method &method);

/// What one request did at a place.
struct PlaceTrace {
    enum class State : std::uint8_t { NotReached, Passed, Answered, Failed };

    State state = State::NotReached;
    std::chrono::nanoseconds duration{0};
    QString data; ///< first line of the message there: "GET /dev/pets HTTP/1.1", "200 OK"

    bool operator==(const PlaceTrace &) const = default;
};
[[nodiscard]] std::array<PlaceTrace, kDiagramPlaces> placesOf(const trace::Trace &trace);
/// The message of the request at a place as HTTP text; empty if there was none.
[[nodiscard]] QString messageAt(DiagramPlace place, const trace::Trace &trace);

/// "420 µs", "12 ms", "1.2 s".
[[nodiscard]] QString durationText(std::chrono::nanoseconds duration);

} // namespace gatehouse::ui
