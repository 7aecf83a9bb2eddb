#include "ui/commands/model_commands.h"

#include "ui/commands/api_commands.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::ModelCommands", text);
}

bool hasModel(const model::Api &api, const std::string &name)
{
    const auto *rest = std::get_if<model::RestApi>(&api);
    const auto *webSocket = std::get_if<model::WebSocketApi>(&api);
    const auto isNamed = [&](const Cow<model::Model> &candidate) { return candidate->name == name; };
    return (rest && std::ranges::any_of(rest->models, isNamed))
        || (webSocket && std::ranges::any_of(webSocket->models, isNamed));
}

/// Whether any value of @p schema is a reference to @p target; with @p replacement they are changed.
bool replaceReferences(json::Value &schema, const std::string &target, const std::string &replacement)
{
    bool found = false;
    if (schema.isArray()) {
        for (std::size_t i = 0; i < schema.items().size(); ++i) {
            json::Value item = schema.items()[i];
            if (replaceReferences(item, target, replacement)) {
                schema.editItems()[i] = std::move(item);
                found = true;
            }
        }
    } else if (schema.isObject()) {
        for (std::size_t i = 0; i < schema.members().size(); ++i) {
            const json::Member &member = schema.members()[i];
            json::Value value = member.value;
            if (member.key == "$ref" && value.string() == target)
                value = json::Value(replacement);
            else if (!replaceReferences(value, target, replacement))
                continue;
            schema.editMembers().set(std::string(member.key), std::move(value));
            found = true;
        }
    }
    return found;
}

bool uses(const model::StringMap &models, const std::string &name)
{
    return std::ranges::any_of(models, [&](const auto &entry) { return entry.second == name; });
}

void rename(model::StringMap &models, const std::string &name, const std::string &newName)
{
    for (auto &[mediaType, used] : models) {
        if (used == name)
            used = newName;
    }
}

bool uses(const model::Method &method, const std::string &name)
{
    return uses(method.requestModels, name) || std::ranges::any_of(method.responses, [&](const auto &response) {
               return uses(response.responseModels, name);
           });
}

} // namespace

std::optional<QString> modelNameProblem(const model::ApiEntry &api, const std::string &name, const std::string &self)
{
    const auto isAlphanumeric
        = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    if (name.empty() || !std::ranges::all_of(name, isAlphanumeric))
        return tr("Model name must be alphanumeric: %1").arg(toQString(name));
    if (name != self && hasModel(api.api, name))
        return tr("Model name already exists for this REST API");
    return std::nullopt;
}

void renameModel(ProjectDocument &document, const model::ApiId &api, const std::string &name,
                 const std::string &newName)
{
    const model::RestApi *current = document.restApi(api);
    if (!current || name == newName)
        return;
    model::RestApi after = *current;
    const std::string target = "#/components/schemas/" + name;
    for (Cow<model::Model> &shared : after.models) {
        json::Value schema = shared->schema;
        if (replaceReferences(schema, target, "#/components/schemas/" + newName))
            shared.edit().schema = std::move(schema);
        if (shared->name == name)
            shared.edit().name = newName;
    }
    for (Cow<model::Resource> &shared : after.resources) {
        if (std::ranges::none_of(shared->methods, [&](const model::Method &method) { return uses(method, name); }))
            continue;
        for (model::Method &method : shared.edit().methods) {
            rename(method.requestModels, name, newName);
            for (model::MethodResponse &response : method.responses)
                rename(response.responseModels, name, newName);
        }
    }
    ApiText text = document.apiText(api);
    text.current = false;
    document.push(new ReplaceApi(document, std::move(after), std::move(text),
                                 tr("Rename model %1 to %2").arg(toQString(name), toQString(newName))));
}

} // namespace gatehouse::ui
