#include "core/model/v2_api.h"

#include "core/model/look_up.h"

namespace gatehouse::model {

const Route *HttpApi::route(const RouteId &routeId) const noexcept
{
    return findCow(routes, routeId, &Route::id);
}

const Integration *HttpApi::integration(const IntegrationId &integrationId) const noexcept
{
    return findCow(integrations, integrationId, &Integration::id);
}

const Route *WebSocketApi::route(const RouteId &routeId) const noexcept
{
    return findCow(routes, routeId, &Route::id);
}

const Integration *WebSocketApi::integration(const IntegrationId &integrationId) const noexcept
{
    return findCow(integrations, integrationId, &Integration::id);
}

} // namespace gatehouse::model
