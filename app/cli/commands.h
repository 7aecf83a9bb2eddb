#pragma once

#include <functional>

namespace CLI {
class App;
}

/// The command line: one file a command, each of which declares its options on a subcommand of the program.
namespace gatehouse::cli {

enum class ExitStatus : int {
    Done = 0,
    InputAtFault = 1, ///< files, addresses, requests
    Usage = 2, ///< options
};

/// The work of the command that the user chose.
using Action = std::function<ExitStatus()>;

/// Each declares its command on @p app; parsing sets @p action when the user chooses that command.
void addServe(CLI::App &app, Action &action);
void addInvoke(CLI::App &app, Action &action);
void addCheck(CLI::App &app, Action &action);
void addImport(CLI::App &app, Action &action);
void addExport(CLI::App &app, Action &action);
void addDeploy(CLI::App &app, Action &action);
void addDeployments(CLI::App &app, Action &action);
void addRollback(CLI::App &app, Action &action);
void addStages(CLI::App &app, Action &action);
void addKeys(CLI::App &app, Action &action);
void addUsage(CLI::App &app, Action &action);
void addRender(CLI::App &app, Action &action);
void addTest(CLI::App &app, Action &action);
/// Hidden: prints the completion script of a shell, made from the options of all the others.
void addCompletion(CLI::App &app, Action &action);

} // namespace gatehouse::cli
