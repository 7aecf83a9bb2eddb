#include "ui/consoles/console_target.h"

#include "core/model/project.h"
#include "ui/bridge/gateway_controller.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

QList<ConsoleTarget> consoleTargets(const model::Project &project, const GatewayController &gateway)
{
    QList<ConsoleTarget> targets;
    for (const model::ApiEntry &entry : project.apis) {
        for (const model::Stage &stage : entry.stages) {
            const StageStatus *status = gateway.stage(model::idOf(entry.api), stage.name);
            targets.append({toQString(model::nameOf(entry.api)) + QLatin1String(", ") + toQString(stage.name),
                            toQString(entry.folder), toQString(stage.name), status ? toQString(status->url) : QString(),
                            status && status->draftDiffers()});
        }
    }
    return targets;
}

} // namespace gatehouse::ui
