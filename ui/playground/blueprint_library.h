#pragma once

#include "core/playground/blueprint.h"

#include <QIcon>
#include <QString>

#include <vector>

namespace gatehouse::ui {

/// The blueprints that travel inside the program, by category and title. Read once, when first asked for.
[[nodiscard]] const std::vector<playground::Blueprint> &blueprints();
/// The one of that id, or null.
[[nodiscard]] const playground::Blueprint *blueprint(std::string_view id);

/// A title, category or text of a blueprint in the user's language, where its translation has it.
[[nodiscard]] QString translated(const std::string &text);
/// "Request template" or "Response template".
[[nodiscard]] QString sideText(playground::Phase side);
/// An event as people read it: its JSON, laid out.
[[nodiscard]] QString eventText(const playground::Event &event);
/// What it sets, as lines such as "requestOverride.header.X-Amz-Target = AWSEvents.PutEvents"; empty if nothing.
[[nodiscard]] QStringList overrideLines(const json::Value &overrides);

} // namespace gatehouse::ui
