#include "core/openapi/import_context.h"

#include "core/base/random.h"

#include <algorithm>
#include <format>

namespace gatehouse::openapi {

std::string ImportContext::text(Members &members, std::string_view key) const
{
    const json::Value *value = members.find(key);
    if (!value || value->isNull())
        return {};
    if (isIntrinsic(*value)) {
        report.add(
            Severity::Warning, "aws-cfn-intrinsic",
            std::format("{} in '{}' is CloudFormation's, not API Gateway's: it is kept, but nothing resolves it here",
                        value->members()[0].key, key),
            *value, "Let SAM or CloudFormation resolve it first, or write the text itself");
        return intrinsicText(*value);
    }
    if (!value->scalarText())
        wrongShape(*value, key, "a string");
    return members.takeText(key);
}

std::optional<int> ImportContext::integer(Members &members, std::string_view key) const
{
    const std::optional<std::int64_t> number = members.takeInteger(key);
    if (number)
        return static_cast<int>(std::clamp<std::int64_t>(*number, INT32_MIN, INT32_MAX));
    if (const json::Value *value = members.find(key); value && !value->isNull())
        wrongShape(*value, key, "an integer");
    return {};
}

model::StringMap ImportContext::textMap(Members &members, std::string_view key) const
{
    if (const json::Value *value = members.find(key); value && !value->isObject() && !value->isNull())
        wrongShape(*value, key, "an object");
    return members.takeTextMap(key, [&](const std::string &name, const json::Value &value) {
        if (isIntrinsic(value))
            report.add(Severity::Warning, "aws-cfn-intrinsic",
                       std::format("{} in '{}' is CloudFormation's, not API Gateway's", value.members()[0].key, name),
                       value);
        else
            wrongShape(value, name, "a string");
    });
}

void ImportContext::wrongShape(const json::Value &value, std::string_view what, std::string_view expected) const
{
    report.add(Severity::Error, "oas-schema",
               std::format("'{}' should be {}; it is kept but has no effect", what, expected), value);
}

void ImportContext::unknownWord(const json::Value &value, std::string_view key) const
{
    report.add(Severity::Error, "oas-schema",
               std::format("'{}' is not a value of '{}'; it is kept but has no effect",
                           value.scalarText().value_or("an object or list"), key),
               value);
}

std::string takeId(Members &members, std::string_view seed)
{
    std::string id;
    if (const json::Value *value = members.find(kIdKey); value && value->isString())
        id = members.takeText(kIdKey);
    return id.empty() ? ids::derivedId(seed) : id;
}

void writeId(MemberWriter &writer, const std::string &id, std::string_view seed)
{
    if (id != ids::derivedId(seed))
        writer.text(kIdKey, id);
}

} // namespace gatehouse::openapi
