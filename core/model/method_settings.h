#pragma once

#include "core/model/stage.h"

#include <unordered_map>

namespace gatehouse::model {

/// Below the level named, a stage writes no execution log. Source: rest-runtime.md 5.2.
enum class LoggingLevel : std::uint8_t { Off, Error, Info };
[[nodiscard]] std::string_view toString(LoggingLevel level) noexcept; ///< "OFF", "ERROR", "INFO"
template <>
std::optional<LoggingLevel> fromString(std::string_view text);

/// What becomes of a client that asks to invalidate a cache entry and may not. Source: rest-runtime.md 5.3.
enum class UnauthorizedCacheControl : std::uint8_t {
    FailWith403,
    SucceedWithResponseHeader,
    SucceedWithoutResponseHeader,
};
[[nodiscard]] std::string_view toString(UnauthorizedCacheControl strategy) noexcept; ///< "FAIL_WITH_403" ...
template <>
std::optional<UnauthorizedCacheControl> fromString(std::string_view text);

/// The settings of one method of a stage with everything inherited and defaulted. Source: rest-runtime.md 5.2.
struct EffectiveSettings {
    bool metricsEnabled = false;
    LoggingLevel loggingLevel = LoggingLevel::Off;
    bool dataTraceEnabled = false;
    std::optional<int> throttlingBurstLimit; ///< absent: the account's
    std::optional<double> throttlingRateLimit; ///< requests a second; absent: the account's
    bool cachingEnabled = false; ///< the stage's cache cluster must be on besides
    int cacheTtlInSeconds = 300; ///< 0: nothing is cached
    bool cacheDataEncrypted = false;
    bool requireAuthorizationForCacheControl = true;
    UnauthorizedCacheControl unauthorizedCacheControl = UnauthorizedCacheControl::SucceedWithResponseHeader;
    bool ownThrottle = false; ///< rate or burst come from a key of the method's own, not from "*/*"

    bool operator==(const EffectiveSettings &) const = default;
};

/// The key under which method settings are for all methods: "*/*".
inline constexpr std::string_view kAllMethods = "*/*";

/// A key of Stage::methodSettings taken apart.
struct MethodSettingsKey {
    std::string path; ///< resource path, "/pets/{petId}"; "*" for all
    std::string httpMethod; ///< "GET"; "*" for all

    [[nodiscard]] bool isForAll() const noexcept { return path == "*"; }
    /// "~1pets~1{petId}/GET", as patch paths have it; "*/*".
    [[nodiscard]] std::string text() const;
    /// Takes every spelling: "~1pets/GET", "/pets/GET", "pets/GET", "/~1pets/GET" mean the same; "~1/GET" and "//GET"
    /// are the root's. Nothing for what is no key. Source: rest-runtime.md 5.2.
    [[nodiscard]] static std::optional<MethodSettingsKey> parse(std::string_view key);

    bool operator==(const MethodSettingsKey &) const = default;
};

/// The method settings of one stage, ready for many look-ups. Refers to the stage, which must outlive it.
///
/// A field comes from the method's own key, else from "*/*", else from the default. Of "*/*", cachingEnabled holds for
/// GET only: other methods are cached when their own key says so (rest-runtime.md 5.3). A method that the resource
/// serves by ANY is looked up by the verb of the request and then as ANY (assumed).
class MethodSettingsTable {
public:
    explicit MethodSettingsTable(const Stage &stage);

    /// @param resourcePath  the resource's template, such as "/pets/{petId}"
    /// @param httpMethod    a verb, or "ANY"
    [[nodiscard]] EffectiveSettings at(std::string_view resourcePath, std::string_view httpMethod) const;

private:
    [[nodiscard]] const MethodSettings *own(std::string_view resourcePath, std::string_view httpMethod) const;

    std::unordered_map<std::string, const MethodSettings *> m_own; // by MethodSettingsKey::text()
    const MethodSettings *m_all = nullptr;
};

/// The same for one look-up.
[[nodiscard]] EffectiveSettings effectiveSettings(const Stage &stage, std::string_view resourcePath,
                                                  std::string_view httpMethod);

} // namespace gatehouse::model
