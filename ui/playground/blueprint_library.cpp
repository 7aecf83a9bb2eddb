#include "ui/playground/blueprint_library.h"

#include "core/json/reader.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace gatehouse::ui {

namespace {

std::vector<playground::Blueprint> readAll()
{
    std::vector<playground::Blueprint> all;
    const QDir folder(QStringLiteral(":/gatehouse/blueprints"));
    for (const QString &name : folder.entryList({QStringLiteral("*.yaml")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QFile::ReadOnly))
            continue;
        auto read = playground::readBlueprint(toStd(name.chopped(5)), file.readAll().toStdString());
        Q_ASSERT_X(read, "blueprints", read ? "" : read.error().text().c_str()); // a test reads each
        if (read)
            all.push_back(*std::move(read));
    }
    std::ranges::sort(all, {}, [](const playground::Blueprint &one) { return std::pair(one.category, one.title); });
    std::ranges::stable_partition(
        all, [](const playground::Blueprint &one) { return one.category == "Basics"; }); // people begin with them
    return all;
}

void addLines(QStringList &lines, const QString &name, const json::Value &value)
{
    if (value.isObject()) {
        for (const json::Member &member : value.members())
            addLines(lines, name.isEmpty() ? toQString(member.key) : name + u'.' + toQString(member.key), member.value);
    } else if (value.isArray()) {
        for (const json::Value &item : value.items())
            addLines(lines, name, item);
    } else {
        lines.append(QStringLiteral("%1 = %2").arg(name, toQString(value.scalarText().value_or(std::string()))));
    }
}

} // namespace

const std::vector<playground::Blueprint> &blueprints()
{
    static const std::vector<playground::Blueprint> s_all = readAll();
    return s_all;
}

const playground::Blueprint *blueprint(std::string_view id)
{
    const auto found = std::ranges::find(blueprints(), id, &playground::Blueprint::id);
    return found == blueprints().end() ? nullptr : &*found;
}

QString translated(const std::string &text)
{
    return QCoreApplication::translate("Blueprints", text.c_str());
}

QString sideText(playground::Phase side)
{
    return side == playground::Phase::Request ? QCoreApplication::translate("Blueprints", "Request template")
                                              : QCoreApplication::translate("Blueprints", "Response template");
}

QString eventText(const playground::Event &event)
{
    return toQString(json::toJson(playground::toJson(event)));
}

QStringList overrideLines(const json::Value &overrides)
{
    QStringList lines;
    if (!overrides.isNull())
        addLines(lines, {}, overrides);
    return lines;
}

} // namespace gatehouse::ui
