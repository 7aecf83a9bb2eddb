#include "app/cli/command.h"

#include <CLI/CLI.hpp>

#include <format>
#include <iostream>

namespace gatehouse::cli {

namespace {

/// A command or option as all three shells want to know it.
struct Word {
    std::string text;
    std::string description = {};
    bool takesValue = false;
    bool repeatable = false;
    std::vector<std::string> choices = {}; ///< of its value
    bool takesFile = false; ///< its value names a file or folder
};

std::vector<std::string> choicesOf(const std::string &typeName)
{
    std::vector<std::string> choices;
    if (typeName.contains('|'))
        choices = CLI::detail::split(typeName, '|');
    return choices;
}

std::vector<Word> commandsOf(const CLI::App &app)
{
    std::vector<Word> words;
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *c) { return !c->get_group().empty(); }))
        words.push_back({.text = command->get_name(), .description = firstSentence(command->get_description())});
    return words;
}

std::vector<Word> optionsOf(const CLI::App &command)
{
    std::vector<Word> words;
    for (const CLI::Option *option : command.get_options()) {
        for (const std::string &name : option->get_lnames()) {
            const std::string type = option->get_type_name();
            const bool value = option->get_items_expected_max() > 0;
            words.push_back({.text = "--" + name,
                             .description = firstSentence(option->get_description()),
                             .takesValue = value,
                             .repeatable = option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll,
                             .choices = value ? choicesOf(type) : std::vector<std::string>(),
                             .takesFile = type == "FILE" || type == "DIR"});
        }
    }
    return words;
}

std::string joined(const std::vector<std::string> &words)
{
    return CLI::detail::join(words, " ");
}

std::string textsOf(const std::vector<Word> &words)
{
    std::vector<std::string> texts;
    for (const Word &word : words)
        texts.push_back(word.text);
    return joined(texts);
}

/// For use between single quotes.
std::string quoted(const std::string &text)
{
    return CLI::detail::find_and_replace(text, "'", "'\\''");
}

std::string bashScript(const CLI::App &app)
{
    std::string options;
    std::string values;
    for (const Word &command : commandsOf(app)) {
        const std::vector<Word> words = optionsOf(*app.get_subcommand(command.text));
        options += std::format("    {}) words='{}' ;;\n", command.text, textsOf(words));
        for (const Word &word : words) {
            if (!word.takesValue)
                continue;
            const std::string action = !word.choices.empty() ? std::format("words='{}'", joined(word.choices))
                : word.takesFile                             ? std::string("files=1")
                                                             : std::string("return");
            values += std::format("    '{} {}') {} ;;\n", command.text, word.text, action);
        }
    }
    return std::format(R"(# bash completion for gatehouse

_gatehouse()
{{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}} words= files=
    COMPREPLY=()
    if (( COMP_CWORD == 1 )); then
        mapfile -t COMPREPLY < <(compgen -W '{} {}' -- "$current")
        return
    fi
    case "$command $previous" in
{}    *)
        files=1
        [[ $current != -* ]] || case $command in
{}        esac
        ;;
    esac
    if [[ $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    elif [[ $files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}}
complete -F _gatehouse gatehouse
)",
                       textsOf(commandsOf(app)), textsOf(optionsOf(app)), values, options);
}

std::string zshScript(const CLI::App &app)
{
    std::string commands;
    std::string cases;
    for (const Word &command : commandsOf(app)) {
        commands += std::format("        '{}:{}'\n", command.text, quoted(command.description));
        cases += std::format("    {})\n        _arguments -s \\\n", command.text);
        for (const Word &word : optionsOf(*app.get_subcommand(command.text))) {
            std::string value;
            if (!word.choices.empty())
                value = std::format(":value:({})", joined(word.choices));
            else if (word.takesFile)
                value = ":file:_files";
            else if (word.takesValue)
                value = ":value: ";
            cases += std::format("            '{}{}[{}]{}' \\\n", word.repeatable ? "*" : "", word.text,
                                 quoted(word.description), value);
        }
        cases += "            '*:path:_files'\n        ;;\n";
    }
    return std::format(R"(#compdef gatehouse

_gatehouse()
{{
    local -a commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
{}    esac
}}

_gatehouse "$@"
)",
                       commands, cases);
}

std::string fishScript(const CLI::App &app)
{
    std::string lines = "# fish completion for gatehouse\n\n";
    for (const Word &command : commandsOf(app)) {
        lines += std::format("complete -c gatehouse -n __fish_use_subcommand -f -a {} -d '{}'\n", command.text,
                             quoted(command.description));
        for (const Word &word : optionsOf(*app.get_subcommand(command.text))) {
            lines += std::format("complete -c gatehouse -n '__fish_seen_subcommand_from {}' -l {}", command.text,
                                 word.text.substr(2));
            if (!word.choices.empty())
                lines += std::format(" -x -a '{}'", joined(word.choices));
            else if (word.takesFile)
                lines += " -r";
            else if (word.takesValue)
                lines += " -x";
            lines += std::format(" -d '{}'\n", quoted(word.description));
        }
    }
    return lines;
}

} // namespace

void addCompletion(CLI::App &app, Action &action)
{
    enum class Shell : std::uint8_t { Bash, Zsh, Fish };
    const auto shell = std::make_shared<Shell>();
    Command command(app, "completion", "Print the completion script of a shell", "", action, [&app, shell] {
        switch (*shell) {
        case Shell::Bash: std::cout << bashScript(app); break;
        case Shell::Zsh: std::cout << zshScript(app); break;
        case Shell::Fish: std::cout << fishScript(app); break;
        }
        return ExitStatus::Done;
    });
    command.hide(); // packagers call it
    command.choice<Shell>("SHELL", *shell, {{"bash", Shell::Bash}, {"zsh", Shell::Zsh}, {"fish", Shell::Fish}}, "");
}

} // namespace gatehouse::cli
