#pragma once

#include <QList>
#include <QString>

namespace gatehouse::model {
struct Project;
}

namespace gatehouse::ui {

class GatewayController;

/// A stage that requests can be sent to.
struct ConsoleTarget {
    QString label; ///< "PetStore, dev"
    QString apiFolder; ///< as in model::SavedRequest
    QString stage;
    QString base; ///< its address; empty while the gateway does not run
    bool behind = false; ///< the draft has changes that it does not serve

    bool operator==(const ConsoleTarget &) const = default;
};

/// All stages of @p project with the addresses that @p gateway serves them at, in the project's order.
[[nodiscard]] QList<ConsoleTarget> consoleTargets(const model::Project &project, const GatewayController &gateway);

} // namespace gatehouse::ui
