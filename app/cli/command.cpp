#include "app/cli/command.h"

#include <CLI/CLI.hpp>

#include <cctype>
#include <charconv>

namespace gatehouse::cli {

namespace {

CLI::callback_t storeIn(std::string &value)
{
    return [&value](const CLI::results_t &results) {
        value = results.back();
        return true;
    };
}

CLI::callback_t storeIn(std::vector<std::string> &values)
{
    return [&values](const CLI::results_t &results) {
        values = results;
        return true;
    };
}

/// Each occurrence takes one value, so that a positional argument may follow.
void mayBeRepeated(CLI::Option &option)
{
    option.expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
}

/// Breaks @p text at spaces, so that no line is longer than a terminal is wide.
std::string wrapped(const std::string &text)
{
    constexpr std::size_t kWidth = 79;
    std::string out;
    std::size_t lineStart = 0;
    for (const std::string &word : CLI::detail::split(text, ' ')) {
        if (!out.empty()) {
            const bool fits = out.size() - lineStart + 1 + word.size() <= kWidth;
            out += fits ? ' ' : '\n';
            if (!fits)
                lineStart = out.size();
        }
        out += word;
    }
    return out;
}

} // namespace

std::string firstSentence(const std::string &description)
{
    std::size_t end = description.find_first_of(".;:");
    while (end != std::string::npos && end + 1 < description.size() && !std::isspace(description[end + 1]))
        end = description.find_first_of(".;:", end + 1); // within "2.1.0" or "localhost:8080"
    return CLI::detail::find_and_replace(description.substr(0, end), "\n", " ");
}

Command::Command(CLI::App &app, const std::string &name, const std::string &description, const std::string &examples,
                 Action &action, Action run)
    : m_command(*app.add_subcommand(name, wrapped(description)))
{
    if (!examples.empty())
        m_command.footer("Examples:\n" + examples);
    m_command.final_callback([&action, run = std::move(run)] { action = run; });
}

void Command::hide()
{
    m_command.group("");
}

void Command::argument(const std::string &name, std::string &value, const std::string &description)
{
    m_command.add_option(name, storeIn(value), description)->required();
}

void Command::arguments(const std::string &name, std::vector<std::string> &values, const std::string &description)
{
    m_command.add_option(name, storeIn(values), description)
        ->required()
        ->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args();
}

void Command::flag(const std::string &name, bool &value, const std::string &description)
{
    m_command.add_flag_callback(name, [&value] { value = true; }, description);
}

void Command::option(const std::string &name, std::string &value, const std::string &type,
                     const std::string &description, Need need)
{
    m_command.add_option(name, storeIn(value), description)
        ->type_name(type)
        ->default_str(value)
        ->required(need == Need::Required);
}

void Command::option(const std::string &name, std::vector<std::string> &values, const std::string &type,
                     const std::string &description)
{
    mayBeRepeated(*m_command.add_option(name, storeIn(values), description)->type_name(type));
}

void Command::option(const std::string &name, unsigned &value, unsigned most, const std::string &type,
                     const std::string &description)
{
    const auto store = [&value, most, name](const CLI::results_t &results) {
        const std::string &text = results.back();
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size() || value > most)
            throw CLI::ValidationError(name, "'" + text + "' is not a number of 0 to " + std::to_string(most));
        return true;
    };
    m_command.add_option(name, store, description)->type_name(type)->default_str(std::to_string(value));
}

void Command::option(const std::string &name, std::optional<double> &value, const std::string &type,
                     const std::string &description)
{
    const auto store = [&value, name](const CLI::results_t &results) {
        const std::string &text = results.back();
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size())
            throw CLI::ValidationError(name, "'" + text + "' is not a number");
        value = number;
        return true;
    };
    m_command.add_option(name, store, description)->type_name(type);
}

void Command::pair(const std::string &name, std::pair<std::string, std::string> &values, const std::string &type,
                   const std::string &description)
{
    const auto store = [&values](const CLI::results_t &results) {
        values = {results[0], results[1]};
        return true;
    };
    m_command.add_option(name, store, description)->type_name(type)->type_size(2)->expected(1);
}

void Command::option(const std::string &name, NameValues &values, char separator, const std::string &type,
                     const std::string &description)
{
    const auto store = [&values, separator, name](const CLI::results_t &results) {
        for (const std::string &text : results) {
            const std::size_t at = text.find(separator);
            if (at == 0 || at == std::string::npos)
                throw CLI::ValidationError(name, "'" + text + "' is not of the form NAME" + separator + "VALUE");
            const std::size_t value = separator == ':' ? text.find_first_not_of(" \t", at + 1) : at + 1;
            values.emplace_back(text.substr(0, at), value == std::string::npos ? "" : text.substr(value));
        }
        return true;
    };
    mayBeRepeated(*m_command.add_option(name, store, description)->type_name(type));
}

void Command::choiceByIndex(const std::string &name, const std::vector<std::string> &words,
                            std::function<void(std::size_t)> chosen, const std::string &description)
{
    const std::string type = CLI::detail::join(words, "|");
    const auto store = [words, type, name, chosen = std::move(chosen)](const CLI::results_t &results) {
        const auto word = std::ranges::find(words, results.back());
        if (word == words.end())
            throw CLI::ValidationError(name, "'" + results.back() + "' is not one of " + type);
        chosen(std::size_t(word - words.begin()));
        return true;
    };
    m_command.add_option(name, store, description)->type_name(type)->required(!name.starts_with('-'));
}

void Command::path(std::string &path)
{
    argument("PATH", path, "Project folder, OpenAPI file, or - for an OpenAPI document on standard input");
}

void Command::api(std::string &api)
{
    option("--api", api, "NAME", "Which API of the project: its name, id or folder");
}

void Command::mockMissing(bool &mockMissing)
{
    flag("--mock-missing", mockMissing,
         "Answer operations without an integration from the document's examples and schemas");
}

void Command::coverage(std::optional<std::string> &file)
{
    const auto store = [&file](const CLI::results_t &results) {
        file = results.back() == "true" ? "" : results.back(); // what CLI11 makes of a flag without a value
        return true;
    };
    CLI::Option *option = m_command.add_option("--coverage", store,
                                               "Say on standard error which lines and branches of templates were not "
                                               "reached; with =FILE, write it there in lcov's format");
    option->expected(0)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->type_name("[=FILE]");
}

void Command::stageVariables(NameValues &variables)
{
    option("--stage-variable", variables, '=', "NAME=VALUE",
           "Set a stage variable, whatever the stage says; may be given several times");
}

} // namespace gatehouse::cli
