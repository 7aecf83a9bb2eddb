#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::http {
class IoThread;
struct Field;
} // namespace gatehouse::http

namespace gatehouse::mapping {
struct OverriddenParameter;
} // namespace gatehouse::mapping

namespace gatehouse::pipeline {

struct Exchange;
struct Failure;

/// Appends "name: value\r\n"; octets that would end the line become spaces.
void appendField(std::string &out, std::string_view name, std::string_view value);
/// The same for a field that was received, which cannot hold such octets.
void copyField(std::string &out, const http::Field &field);

/// Whether @p overridden has a field of that name, in any case.
[[nodiscard]] bool overridesField(std::span<const mapping::OverriddenParameter> overridden,
                                  std::string_view name) noexcept;
/// Appends the lines ("name: value\r\n" ...) of @p fields but for those of overridden names.
void appendFieldsBut(std::string &out, std::string_view fields,
                     std::span<const mapping::OverriddenParameter> overridden);

/// @p value as a field may carry it: octets that would end the line become spaces, in @p store if there are any.
[[nodiscard]] std::string_view fieldValue(std::string_view value, std::string &store);

/// Whether @p name may name a field (a token of RFC 9110, 5.6.2).
[[nodiscard]] bool isFieldName(std::string_view name) noexcept;

/// The reason phrase of RFC 9110; "" for other codes.
[[nodiscard]] std::string_view reasonPhrase(int status) noexcept;
/// No content follows the head of such an answer (RFC 9110, 6.4.1).
[[nodiscard]] bool hasNoContent(int status) noexcept;

/// Writes exchange.response to the responder's buffer: the head in the order of rest-runtime.md 3.1, and the body.
/// @param streamedLength  content that others will append; -1: exchange.response.body is all
void writeAnswer(Exchange &exchange, std::int64_t streamedLength = -1);

/// The answer to what never became a request: 413 and 431 in plain text (rest-runtime.md 1.1, row 2), else JSON.
void writeRejection(int status, http::IoThread &thread, std::string &out);

} // namespace gatehouse::pipeline
