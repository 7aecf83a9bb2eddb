#pragma once

#include "app/cli/commands.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gatehouse::cli {

/// Values of an option that may be given again and again, such as `--query a=1 --query b=2`.
using NameValues = std::vector<std::pair<std::string, std::string>>;

/// What comes before the first full stop, colon or semicolon, on one line: for lists of commands and options.
[[nodiscard]] std::string firstSentence(const std::string &description);

/// A command of the program being declared. The variables given to it must live until the command has run.
///
/// Thin over CLI11, so that only command.cpp and few others pay for that header. What a user gets wrong ends the
/// program with a word on the option and ExitStatus::Usage before the command runs.
class Command {
public:
    enum class Need : std::uint8_t { Optional, Required };

    /// @param examples  lines for the end of --help
    /// @param action    becomes @p run when the user chooses this command
    Command(CLI::App &app, const std::string &name, const std::string &description, const std::string &examples,
            Action &action, Action run);
    void hide();

    /// A positional argument, which must be given.
    void argument(const std::string &name, std::string &value, const std::string &description);
    /// One or more of them.
    void arguments(const std::string &name, std::vector<std::string> &values, const std::string &description);
    void flag(const std::string &name, bool &value, const std::string &description);
    /// @param type  what --help calls the value
    void option(const std::string &name, std::string &value, const std::string &type, const std::string &description,
                Need need = Need::Optional);
    void option(const std::string &name, std::vector<std::string> &values, const std::string &type,
                const std::string &description);
    /// A whole number of 0 to @p most.
    void option(const std::string &name, unsigned &value, unsigned most, const std::string &type,
                const std::string &description);
    /// A number that may have a fraction.
    void option(const std::string &name, std::optional<double> &value, const std::string &type,
                const std::string &description);
    /// Two values after one another.
    void pair(const std::string &name, std::pair<std::string, std::string> &values, const std::string &type,
              const std::string &description);
    /// Values of the form NAME, @p separator, VALUE. Spaces after ":" are left out.
    void option(const std::string &name, NameValues &values, char separator, const std::string &type,
                const std::string &description);
    /// One of several words. A @p name without dashes is a positional argument that must be given.
    template <class T>
    void choice(const std::string &name, T &value, const std::vector<std::pair<std::string, T>> &choices,
                const std::string &description)
    {
        std::vector<std::string> words;
        std::ranges::transform(choices, std::back_inserter(words), [](const auto &choice) { return choice.first; });
        choiceByIndex(
            name, words, [&value, choices](std::size_t index) { value = choices[index].second; }, description);
    }

    // What several commands have.

    /// PATH: a project folder, an OpenAPI file, or "-" for an OpenAPI document on standard input.
    void path(std::string &path);
    /// --api, needed only where a project has several.
    void api(std::string &api);
    /// --mock-missing
    void mockMissing(bool &mockMissing);
    /// --coverage, which may have a file: "" without.
    void coverage(std::optional<std::string> &file);
    /// --stage-variable
    void stageVariables(NameValues &variables);

private:
    void choiceByIndex(const std::string &name, const std::vector<std::string> &words,
                       std::function<void(std::size_t)> chosen, const std::string &description);

    CLI::App &m_command;
};

} // namespace gatehouse::cli
