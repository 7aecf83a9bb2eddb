#include "ui/models/method_settings_model.h"

#include "ui/widgets/text.h"

#include <QFont>
#include <QLocale>

namespace gatehouse::ui {

namespace {

QStringList onOff()
{
    return {MethodSettingsModel::tr("On"), MethodSettingsModel::tr("Off")};
}

QString onOff(bool value)
{
    return onOff().at(value ? 0 : 1);
}

/// What an edit of a switch means; nothing for an empty one.
std::optional<bool> switchOf(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text == onOff().at(0));
}

} // namespace

void MethodSettingsModel::setStage(const model::ApiEntry &entry, const model::Stage &stage)
{
    std::map<std::string, const std::pair<const std::string, model::MethodSettings> *> own;
    for (const auto &item : stage.methodSettings) {
        if (const auto key = model::MethodSettingsKey::parse(item.first))
            own.emplace(key->text(), &item);
    }
    const model::MethodSettingsTable table(stage);
    std::vector<Row> rows;
    const auto add = [&](model::MethodSettingsKey key) {
        Row row;
        row.fileKey = key.text();
        if (const auto found = own.find(row.fileKey); found != own.end()) {
            row.fileKey = found->second->first;
            row.own = found->second->second;
        }
        row.effective = table.at(key.path, key.isForAll() ? "GET" : key.httpMethod);
        row.key = std::move(key);
        rows.push_back(std::move(row));
    };
    add({"*", "*"});
    if (const auto *rest = std::get_if<model::RestApi>(&entry.api)) {
        std::map<std::string, std::string> paths; // by resource; parents come before their children
        for (const Cow<model::Resource> &resource : rest->resources) {
            std::string path = "/";
            if (!resource->parent.isNull()) {
                const std::string &parent = paths[resource->parent.value];
                path = (parent == "/" ? "" : parent) + "/" + resource->pathPart;
            }
            for (const model::Method &method : resource->methods)
                add({path, method.httpMethod});
            paths.emplace(resource->id.value, std::move(path));
        }
    }
    const bool sameMethods
        = std::ranges::equal(rows, m_rows, [](const Row &a, const Row &b) { return a.key == b.key; });
    if (!sameMethods)
        beginResetModel();
    m_rows = std::move(rows);
    if (!sameMethods)
        endResetModel();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MethodSettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MethodSettingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MethodSettingsModel::text(const Row &row, int column) const
{
    const model::EffectiveSettings &e = row.effective;
    const QLocale locale;
    switch (column) {
    case MethodColumn:
        return row.key.isForAll() ? tr("All methods") : toQString(row.key.httpMethod + " " + row.key.path);
    case LoggingColumn: return toQString(toString(e.loggingLevel));
    case DataTraceColumn: return onOff(e.dataTraceEnabled);
    case MetricsColumn: return onOff(e.metricsEnabled);
    case RateColumn: return e.throttlingRateLimit ? locale.toString(*e.throttlingRateLimit) : tr("Account's");
    case BurstColumn: return e.throttlingBurstLimit ? locale.toString(*e.throttlingBurstLimit) : tr("Account's");
    case CachingColumn: return onOff(e.cachingEnabled);
    case TtlColumn: return locale.toString(e.cacheTtlInSeconds);
    default: return {};
    }
}

bool MethodSettingsModel::isOwn(const Row &row, int column)
{
    const model::MethodSettings &own = row.own;
    switch (column) {
    case LoggingColumn: return !own.loggingLevel.empty();
    case DataTraceColumn: return own.dataTraceEnabled.has_value();
    case MetricsColumn: return own.metricsEnabled.has_value();
    case RateColumn: return own.throttlingRateLimit.has_value();
    case BurstColumn: return own.throttlingBurstLimit.has_value();
    case CachingColumn: return own.cachingEnabled.has_value();
    case TtlColumn: return own.cacheTtlInSeconds.has_value();
    default: return true;
    }
}

QVariant MethodSettingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool own = isOwn(row, index.column());
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::EditRole: return own ? text(row, index.column()) : QString();
    case Qt::ToolTipRole:
        if (index.column() == MethodColumn)
            return text(row, index.column());
        return own ? tr("Set here. Leave it empty to inherit.") : tr("Inherited. Edit to set it here.");
    case Qt::TextAlignmentRole:
        if (index.column() == RateColumn || index.column() == BurstColumn || index.column() == TtlColumn)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    case InheritedRole: return !own;
    case ChoicesRole:
        switch (index.column()) {
        case LoggingColumn: return QStringList{QStringLiteral("OFF"), QStringLiteral("ERROR"), QStringLiteral("INFO")};
        case DataTraceColumn:
        case MetricsColumn:
        case CachingColumn: return onOff();
        default: return {};
        }
    default: return {};
    }
}

bool MethodSettingsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const QString text = value.toString().trimmed();
    model::MethodSettings settings = row.own;
    bool valid = true;
    constexpr double kNoLimit = -1; // as AWS writes it
    const auto number = [&](auto &field, auto read, double least, double most) {
        field.reset();
        if (text.isEmpty())
            return;
        const auto parsed = read(&valid);
        valid = valid && (parsed >= 0 || double(parsed) == least) && double(parsed) <= most;
        field = parsed;
    };
    const QLocale locale;
    switch (index.column()) {
    case LoggingColumn: settings.loggingLevel = toStd(text); break;
    case DataTraceColumn: settings.dataTraceEnabled = switchOf(text); break;
    case MetricsColumn: settings.metricsEnabled = switchOf(text); break;
    case CachingColumn: settings.cachingEnabled = switchOf(text); break;
    case RateColumn:
        number(settings.throttlingRateLimit, [&](bool *ok) { return locale.toDouble(text, ok); }, kNoLimit, 1e9);
        break;
    case BurstColumn:
        number(settings.throttlingBurstLimit, [&](bool *ok) { return locale.toInt(text, ok); }, kNoLimit, 1e9);
        break;
    case TtlColumn:
        number(settings.cacheTtlInSeconds, [&](bool *ok) { return locale.toInt(text, ok); }, 0, 3600);
        break;
    default: return false;
    }
    if (!valid || settings == row.own)
        return false;
    Q_EMIT edited(toQString(row.fileKey), settings);
    return true;
}

QVariant MethodSettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case MethodColumn: return tr("Method");
    case LoggingColumn: return tip ? tr("Level of the execution log") : tr("Logging");
    case DataTraceColumn: return tip ? tr("Headers and bodies in the execution log") : tr("Data trace");
    case MetricsColumn: return tip ? tr("Metrics of their own for each method") : tr("Metrics");
    case RateColumn: return tip ? tr("Requests a second that pass on average; -1 for no limit") : tr("Rate (1/s)");
    case BurstColumn: return tip ? tr("Requests that pass at once; -1 for no limit") : tr("Burst");
    case CachingColumn: return tip ? tr("Answers come from the stage's cache") : tr("Caching");
    case TtlColumn: return tip ? tr("How long an answer stays in the cache, 0 to 3600 seconds") : tr("TTL (s)");
    default: return {};
    }
}

Qt::ItemFlags MethodSettingsModel::flags(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() != MethodColumn)
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace gatehouse::ui
