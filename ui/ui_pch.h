// Precompiled for every translation unit of the studio: what nearly all of them include.
#pragma once

#include <QtWidgets/QtWidgets>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
