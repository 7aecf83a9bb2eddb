#pragma once

#include "core/base/diagnostic.h"
#include "core/model/rest_api.h"

namespace gatehouse::deploy {

/// Finds where a browser would refuse what the API answers: methods that allow other origins while nothing answers
/// their preflights, preflights that need credentials or whose answer leaves out a method or header, origins that
/// differ, credentials for "*". Resources that have nothing of CORS are left alone: not all APIs are for browsers. All
/// by the rules "cors-...", with hints how to mend it. Source: rest-runtime.md 8, the Fetch standard.
void checkCors(const model::RestApi &api, Diagnostics &diagnostics);

} // namespace gatehouse::deploy
