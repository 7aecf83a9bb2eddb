#include "core/model/method_settings.h"

#include "core/model/words.h"

namespace gatehouse::model {

namespace {

constexpr std::string_view kLevels[] = {"OFF", "ERROR", "INFO"};
constexpr std::string_view kStrategies[]
    = {"FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"};

/// @p path with JSON pointer's escapes resolved and one slash before it.
std::string unescapedPath(std::string_view path)
{
    std::string out = "/";
    for (std::size_t i = 0; i < path.size(); ++i) {
        char c = path[i];
        if (c == '~' && i + 1 < path.size() && (path[i + 1] == '0' || path[i + 1] == '1'))
            c = path[++i] == '1' ? '/' : '~';
        if (c != '/' || out.size() > 1) // whatever slashes it begins with are one
            out += c;
    }
    return out;
}

} // namespace

std::string_view toString(LoggingLevel level) noexcept
{
    return wordFor(kLevels, level);
}

template <>
std::optional<LoggingLevel> fromString(std::string_view text)
{
    return valueOf<LoggingLevel>(kLevels, text);
}

std::string_view toString(UnauthorizedCacheControl strategy) noexcept
{
    return wordFor(kStrategies, strategy);
}

template <>
std::optional<UnauthorizedCacheControl> fromString(std::string_view text)
{
    return valueOf<UnauthorizedCacheControl>(kStrategies, text);
}

std::optional<MethodSettingsKey> MethodSettingsKey::parse(std::string_view key)
{
    const std::size_t slash = key.rfind('/');
    if (slash == std::string_view::npos || slash + 1 == key.size())
        return std::nullopt;
    MethodSettingsKey parsed{unescapedPath(key.substr(0, slash)), std::string(key.substr(slash + 1))};
    if (parsed.path == "/*")
        parsed.path = "*";
    if ((parsed.path == "*") != (parsed.httpMethod == "*"))
        return std::nullopt;
    return parsed;
}

std::string MethodSettingsKey::text() const
{
    std::string out;
    for (const char c : path) {
        if (c == '/' || c == '~')
            out += c == '/' ? "~1" : "~0";
        else
            out += c;
    }
    return out + "/" + httpMethod;
}

MethodSettingsTable::MethodSettingsTable(const Stage &stage)
{
    for (const auto &[key, settings] : stage.methodSettings) {
        const auto parsed = MethodSettingsKey::parse(key);
        if (parsed && parsed->isForAll())
            m_all = &settings;
        else if (parsed)
            m_own.emplace(parsed->text(), &settings);
    }
}

const MethodSettings *MethodSettingsTable::own(std::string_view resourcePath, std::string_view httpMethod) const
{
    if (m_own.empty())
        return nullptr;
    MethodSettingsKey key{std::string(resourcePath), std::string(httpMethod)};
    auto found = m_own.find(key.text());
    if (found == m_own.end() && key.httpMethod != "ANY") {
        key.httpMethod = "ANY";
        found = m_own.find(key.text());
    }
    return found == m_own.end() ? nullptr : found->second;
}

EffectiveSettings MethodSettingsTable::at(std::string_view resourcePath, std::string_view httpMethod) const
{
    EffectiveSettings out;
    const auto apply = [&out](const MethodSettings &settings, bool caching) {
        const auto take = [](auto &field, const auto &value) {
            if (value)
                field = *value;
        };
        take(out.metricsEnabled, settings.metricsEnabled);
        take(out.loggingLevel, fromString<LoggingLevel>(settings.loggingLevel));
        take(out.dataTraceEnabled, settings.dataTraceEnabled);
        take(out.throttlingBurstLimit, settings.throttlingBurstLimit);
        take(out.throttlingRateLimit, settings.throttlingRateLimit);
        if (caching)
            take(out.cachingEnabled, settings.cachingEnabled);
        take(out.cacheTtlInSeconds, settings.cacheTtlInSeconds);
        take(out.cacheDataEncrypted, settings.cacheDataEncrypted);
        take(out.requireAuthorizationForCacheControl, settings.requireAuthorizationForCacheControl);
        take(out.unauthorizedCacheControl,
             fromString<UnauthorizedCacheControl>(settings.unauthorizedCacheControlHeaderStrategy));
    };
    if (m_all != nullptr)
        apply(*m_all, httpMethod == "GET");
    if (const MethodSettings *settings = own(resourcePath, httpMethod)) {
        apply(*settings, true);
        out.ownThrottle = settings->throttlingBurstLimit || settings->throttlingRateLimit;
    }
    return out;
}

EffectiveSettings effectiveSettings(const Stage &stage, std::string_view resourcePath, std::string_view httpMethod)
{
    return MethodSettingsTable(stage).at(resourcePath, httpMethod);
}

} // namespace gatehouse::model
