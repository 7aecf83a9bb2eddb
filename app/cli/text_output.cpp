#include "app/cli/text_output.h"

#include "app/cli/project_input.h"

#include <format>
#include <fstream>
#include <iostream>

namespace gatehouse::cli {

ExitStatus writeOutput(const std::string &file, std::string_view text)
{
    if (file.empty() || file == "-") {
        std::cout << text << std::flush;
        return ExitStatus::Done;
    }
    std::ofstream stream(file, std::ios::binary);
    stream << text << std::flush;
    if (stream)
        return ExitStatus::Done;
    complain(std::format("{}: cannot be written", file));
    return ExitStatus::InputAtFault;
}

} // namespace gatehouse::cli
