#pragma once

#include "ui/consoles/console_request.h"

namespace gatehouse::ui {

/// A request to try @p method with: path parameters and required parameters filled from examples and types, optional
/// ones there but not ticked, a body from the request's model or example. base is left empty.
[[nodiscard]] ConsoleRequest sampleRequest(const model::RestApi &api, const model::Resource &resource,
                                           const model::Method &method);
/// The same for a route of an HTTP API: method and path from its key.
[[nodiscard]] ConsoleRequest sampleRequest(const model::Route &route);

} // namespace gatehouse::ui
