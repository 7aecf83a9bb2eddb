#include "app/cli/command.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <sstream>

using namespace gatehouse::cli;

namespace {

/// Lists commands with one line each.
class BriefFormatter final : public CLI::Formatter {
public:
    std::string make_subcommand(const CLI::App *command) const override
    {
        std::ostringstream out;
        CLI::detail::format_help(out, command->get_name(), firstSentence(command->get_description()),
                                 get_column_width());
        return out.str();
    }
};

} // namespace

int main(int argc, char **argv)
{
    CLI::App app("A local gateway for APIs that behave as on Amazon API Gateway.", "gatehouse");
    app.set_version_flag("--version", "gatehouse " GATEHOUSE_VERSION);
    app.formatter(std::make_shared<BriefFormatter>());
    app.require_subcommand(1);
    app.footer("Exit status: 0 done, 1 the input is at fault, 2 wrong usage.\n"
               "`gatehouse COMMAND --help` explains a command.");

    Action action;
    addServe(app, action);
    addInvoke(app, action);
    addCheck(app, action);
    addImport(app, action);
    addExport(app, action);
    addDeploy(app, action);
    addDeployments(app, action);
    addRollback(app, action);
    addStages(app, action);
    addKeys(app, action);
    addUsage(app, action);
    addRender(app, action);
    addTest(app, action);
    addCompletion(app, action);

    try {
        app.parse(argc, argv);
        return static_cast<int>(action());
    } catch (const CLI::ParseError &e) {
        return static_cast<int>(app.exit(e) == 0 ? ExitStatus::Done : ExitStatus::Usage);
    } catch (const std::exception &e) { // out of memory, or a bug: never an answer that looks like success
        std::cerr << "gatehouse: " << e.what() << '\n';
        return static_cast<int>(ExitStatus::InputAtFault);
    }
}
