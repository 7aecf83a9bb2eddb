#include "ui/commands/test_commands.h"

#include "ui/commands/api_commands.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("gatehouse::ui::TestCommands", text);
}

model::Project settingsOf(const ProjectDocument &document)
{
    model::Project settings = document.project();
    settings.apis.clear();
    return settings;
}

template <class T>
void put(std::vector<T> &objects, T object, const std::string &replaced)
{
    const std::string &name = replaced.empty() ? object.name : replaced;
    const auto known = std::ranges::find(objects, name, &T::name);
    if (known == objects.end())
        objects.push_back(std::move(object));
    else
        *known = std::move(object);
}

template <class T>
std::optional<QString> nameProblem(const std::vector<T> &objects, const std::string &name, const std::string &self)
{
    if (toQString(name).trimmed().isEmpty())
        return tr("It needs a name.");
    if (name != self && std::ranges::contains(objects, name, &T::name))
        return tr("There is one of that name already.");
    return std::nullopt;
}

template <class T>
std::string freeName(const std::vector<T> &objects, const std::string &stem)
{
    std::string name = stem;
    for (int i = 2; std::ranges::contains(objects, name, &T::name); ++i)
        name = stem + ' ' + std::to_string(i);
    return name;
}

QString mergeKey(const QString &kind, const std::string &name, const QString &field)
{
    return field.isEmpty() ? QString() : QStringList{kind, toQString(name), field}.join(u'\n');
}

void follow(model::Project &project, const std::string &event, const std::string &newName)
{
    for (model::TemplateTest &test : project.tests) {
        if (test.event.isString() && test.event.string() == event)
            test.event = newName;
    }
}

} // namespace

void putTemplateTest(ProjectDocument &document, model::TemplateTest test, const std::string &replaced,
                     const QString &field)
{
    model::Project after = settingsOf(document);
    const std::string &old = replaced.empty() ? test.name : replaced;
    const QString text = (document.project().test(old) ? tr("Change test %1") : tr("Add test %1")).arg(toQString(old));
    const QString key = mergeKey(QStringLiteral("test"), test.name, field);
    put(after.tests, std::move(test), replaced);
    document.push(new EditProject(document, std::move(after), text, key));
}

void renameTemplateTest(ProjectDocument &document, const std::string &name, const std::string &newName)
{
    const model::TemplateTest *known = document.project().test(name);
    if (!known || testNameProblem(document.project(), newName, name))
        return;
    model::Project after = settingsOf(document);
    std::ranges::find(after.tests, name, &model::TemplateTest::name)->name = newName;
    document.push(new EditProject(document, std::move(after),
                                  tr("Rename test %1 to %2").arg(toQString(name), toQString(newName))));
}

void removeTemplateTest(ProjectDocument &document, const std::string &name)
{
    model::Project after = settingsOf(document);
    std::erase_if(after.tests, [&](const model::TemplateTest &test) { return test.name == name; });
    document.push(new EditProject(document, std::move(after), tr("Delete test %1").arg(toQString(name))));
}

void putSavedEvent(ProjectDocument &document, model::SavedEvent event, const std::string &replaced,
                   const QString &field)
{
    model::Project after = settingsOf(document);
    const std::string old = replaced.empty() ? event.name : replaced;
    const QString text
        = (document.project().event(old) ? tr("Change event %1") : tr("Save event %1")).arg(toQString(old));
    const QString key = mergeKey(QStringLiteral("event"), event.name, field);
    if (event.name != old)
        follow(after, old, event.name);
    put(after.events, std::move(event), replaced);
    document.push(new EditProject(document, std::move(after), text, key));
}

void renameSavedEvent(ProjectDocument &document, const std::string &name, const std::string &newName)
{
    const model::SavedEvent *known = document.project().event(name);
    if (!known || eventNameProblem(document.project(), newName, name))
        return;
    model::Project after = settingsOf(document);
    std::ranges::find(after.events, name, &model::SavedEvent::name)->name = newName;
    follow(after, name, newName);
    document.push(new EditProject(document, std::move(after),
                                  tr("Rename event %1 to %2").arg(toQString(name), toQString(newName))));
}

void removeSavedEvent(ProjectDocument &document, const std::string &name)
{
    model::Project after = settingsOf(document);
    std::erase_if(after.events, [&](const model::SavedEvent &event) { return event.name == name; });
    document.push(new EditProject(document, std::move(after), tr("Delete event %1").arg(toQString(name))));
}

std::optional<QString> testNameProblem(const model::Project &project, const std::string &name, const std::string &self)
{
    return nameProblem(project.tests, name, self);
}

std::optional<QString> eventNameProblem(const model::Project &project, const std::string &name, const std::string &self)
{
    return nameProblem(project.events, name, self);
}

std::string freeTestName(const model::Project &project, const std::string &stem)
{
    return freeName(project.tests, stem);
}

std::string freeEventName(const model::Project &project, const std::string &stem)
{
    return freeName(project.events, stem);
}

} // namespace gatehouse::ui
