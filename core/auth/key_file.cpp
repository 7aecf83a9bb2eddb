#include "core/auth/key_file.h"

#include "core/auth/usage_plans.h"
#include "core/base/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <format>
#include <unordered_set>

namespace gatehouse::auth {

namespace {

using Row = std::vector<std::string>;

std::string lower(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
}

std::string trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

/// The rows of a CSV text (RFC 4180), empty ones left out. Nothing: a quote is not closed.
std::optional<std::vector<Row>> readCsv(std::string_view csv)
{
    std::vector<Row> rows;
    Row row;
    std::string cell;
    bool quoted = false;
    const auto endCell = [&] { row.push_back(trimmed(std::exchange(cell, {}))); };
    const auto endRow = [&] {
        endCell();
        if (row.size() > 1 || !row.front().empty())
            rows.push_back(std::move(row));
        row.clear();
    };
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (c == '"' && quoted && csv.substr(i + 1).starts_with('"'))
            cell += csv[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            endCell();
        else if (c == '\n' && !quoted)
            endRow();
        else if (c != '\r' || quoted)
            cell += c;
    }
    if (quoted)
        return std::nullopt;
    endRow();
    return rows;
}

/// Forty letters and digits from the system's source of secrets.
std::string secretValue()
{
    constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr std::size_t kSize = 40;
    constexpr unsigned kFair = 256 - 256 % kCharacters.size();
    std::string value;
    while (value.size() < kSize) {
        unsigned char octet = 0;
        if (RAND_bytes(&octet, 1) != 1)
            return {}; // never seen: makeKey() refuses it as too short
        if (octet < kFair)
            value += kCharacters[octet % kCharacters.size()];
    }
    return value;
}

std::string freeId(const std::vector<model::ApiKey> &keys)
{
    Random random;
    std::string id;
    do {
        id = ids::shortId(random);
    } while (std::ranges::find(keys, id, &model::ApiKey::id) != keys.end());
    return id;
}

Expected<void> checkValue(const std::string &value)
{
    if (value.size() < kShortestKeyValue)
        return fail(KeyErrc::BadValue, "API Key value should be at least 20 characters");
    if (value.size() > kLongestKeyValue)
        return fail(KeyErrc::BadValue, "API Key value exceeds maximum size of 128 characters");
    return {};
}

/// Puts the rows of a file into a project.
class Importer {
public:
    explicit Importer(model::Project &project)
        : m_project(project)
    {
        for (const model::ApiKey &key : project.apiKeys)
            m_values.insert(keyValue(key));
    }

    Expected<KeyImport> run(const std::vector<Row> &rows)
    {
        if (!readHeader(rows.empty() ? Row() : rows.front()))
            return fail(KeyErrc::BadFile, "the first row must have the names \"name\" and \"key\"");
        for (std::size_t i = 1; i < rows.size(); ++i)
            addRow(rows[i], i + 1);
        return std::move(m_result);
    }

private:
    bool readHeader(const Row &row)
    {
        for (const std::string &name : row)
            m_columns.push_back(lower(name));
        return std::ranges::contains(m_columns, "name") && std::ranges::contains(m_columns, "key");
    }
    [[nodiscard]] std::string cell(const Row &row, std::string_view column) const
    {
        const auto at = static_cast<std::size_t>(std::ranges::find(m_columns, column) - m_columns.begin());
        return at < row.size() ? row[at] : std::string();
    }
    void addRow(const Row &row, std::size_t number)
    {
        model::ApiKey key;
        key.name = cell(row, "name");
        key.value = cell(row, "key");
        key.description = cell(row, "description");
        key.enabled = lower(cell(row, "enabled")) != "false";
        const auto leftOut = [&](std::string_view why) {
            m_result.warnings.push_back(std::format("row {}, {}: {}", number, key.name, why));
        };
        if (const Expected<void> good = checkValue(key.value); !good)
            return leftOut(good.error().detail);
        if (!m_values.insert(key.value).second)
            return leftOut("API Key already exists");
        key.id = freeId(m_project.apiKeys);
        m_project.apiKeys.push_back(key);
        m_result.ids.push_back(key.id);
        addToPlans(cell(row, "usageplanids"), key.id, leftOut);
    }
    void addToPlans(std::string_view list, const std::string &keyId, const auto &warn)
    {
        while (!list.empty()) {
            const std::size_t end = std::min(list.find(','), list.size());
            const std::string id = trimmed(list.substr(0, end));
            list.remove_prefix(std::min(end + 1, list.size()));
            const auto plan = std::ranges::find(m_project.usagePlans, id, &model::UsagePlan::id);
            if (plan != m_project.usagePlans.end())
                plan->keyIds.push_back(keyId);
            else if (!id.empty())
                warn("Invalid Usage Plan ID specified: " + id);
        }
    }

    model::Project &m_project;
    std::vector<std::string> m_columns;
    std::unordered_set<std::string> m_values;
    KeyImport m_result;
};

} // namespace

std::string_view describe(KeyErrc code) noexcept
{
    switch (code) {
    case KeyErrc::BadFile: return "not an API key file";
    case KeyErrc::BadValue: return "not a value for an API key";
    }
    return "unknown";
}

Expected<model::ApiKey> makeKey(const model::Project &project, std::string name, std::string value)
{
    model::ApiKey key;
    key.id = freeId(project.apiKeys);
    key.name = std::move(name);
    key.value = value.empty() ? secretValue() : std::move(value);
    if (Expected<void> good = checkValue(key.value); !good)
        return std::unexpected(std::move(good.error()));
    const bool taken
        = std::ranges::any_of(project.apiKeys, [&](const auto &other) { return keyValue(other) == key.value; });
    if (taken)
        return fail(KeyErrc::BadValue, "API Key already exists");
    return key;
}

Expected<KeyImport> importKeys(std::string_view csv, model::Project &project)
{
    const auto rows = readCsv(csv);
    if (!rows)
        return fail(KeyErrc::BadFile, "a quote is not closed");
    return Importer(project).run(*rows);
}

} // namespace gatehouse::auth
