#include "app/cli/usage_file.h"

#include "app/cli/project_input.h"
#include "core/json/reader.h"

#include <filesystem>
#include <format>
#include <fstream>

namespace gatehouse::cli {

bool readUsage(const std::string &file, auth::Usage &usage)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return true;
    const std::optional<std::string> text = readInput(file);
    if (!text)
        return false;
    const Expected<void> restored = usage.restore(json::readJson(*text).value);
    if (!restored)
        complain(std::format("{}: {}", file, restored.error().text()));
    return restored.has_value();
}

bool writeUsage(const std::string &file, const auth::Usage &usage)
{
    const std::string temporary = file + ".new";
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out << json::toJson(usage.toJson()) << '\n';
    out.close();
    std::error_code failed;
    if (out)
        std::filesystem::rename(temporary, file, failed);
    if (out && !failed)
        return true;
    complain(std::format("{}: cannot be written", file));
    std::filesystem::remove(temporary, failed);
    return false;
}

} // namespace gatehouse::cli
