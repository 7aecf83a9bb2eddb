#include "ui/models/traffic_filter.h"

#include "ui/models/traffic_model.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <cctype>

namespace gatehouse::ui {

namespace {

/// ASCII only, as methods, paths and ids are; @p needle in lower case already.
bool containsNoCase(std::string_view haystack, std::string_view needle)
{
    const auto lowered = [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); };
    return !std::ranges::search(haystack, needle, {}, lowered).empty() || needle.empty();
}

bool containsText(const trace::Trace &trace, const std::string &text)
{
    return containsNoCase(trace.path, text) || containsNoCase(trace.query, text)
        || containsNoCase(trace.httpMethod, text) || containsNoCase(trace.requestId, text)
        || containsNoCase(trace.errorType, text) || std::to_string(trace.status).starts_with(text);
}

} // namespace

TrafficFilter TrafficFilter::parse(const QString &text)
{
    TrafficFilter filter;
    for (QString word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool negated = word.size() > 1 && word.startsWith(QLatin1Char('-'));
        if (negated)
            word.removeFirst();

        const qsizetype colon = word.indexOf(QLatin1Char(':'));
        Condition condition = colon > 0 ? keyed(word.first(colon).toLower(), word.sliced(colon + 1)) : Condition();
        if (!condition)
            condition = [wanted = toStd(word.toLower())](const trace::Trace &t) { return containsText(t, wanted); };
        if (negated)
            condition = std::not_fn(std::move(condition));
        filter.m_conditions.push_back(std::move(condition));
    }
    return filter;
}

TrafficFilter::Condition TrafficFilter::keyed(const QString &key, const QString &value)
{
    const std::string wanted = toStd(value);
    if (key == QLatin1String("method")) {
        std::vector<std::string> methods;
        for (const QString &method : value.toUpper().split(QLatin1Char(','), Qt::SkipEmptyParts))
            methods.push_back(toStd(method));
        return [methods](const trace::Trace &t) { return std::ranges::contains(methods, t.httpMethod); };
    }
    if (key == QLatin1String("status")) {
        if (value.size() == 3 && value.endsWith(QLatin1String("xx"), Qt::CaseInsensitive) && value[0].isDigit())
            return [hundreds = value[0].digitValue()](const trace::Trace &t) { return t.status / 100 == hundreds; };
        bool isCode = false;
        const int code = value.toInt(&isCode);
        return isCode ? Condition([code](const trace::Trace &t) { return t.status == code; }) : Condition();
    }
    if (key == QLatin1String("stage"))
        return [wanted](const trace::Trace &t) { return t.stage == wanted; };
    if (key == QLatin1String("path"))
        return [wanted](const trace::Trace &t) { return t.path.starts_with(wanted); };
    if (key == QLatin1String("id"))
        return [wanted](const trace::Trace &t) { return t.requestId.starts_with(wanted); };
    if (key == QLatin1String("slower")) {
        bool isNumber = false;
        const std::chrono::duration<double, std::milli> limit(value.toDouble(&isNumber));
        return isNumber ? Condition([limit](const trace::Trace &t) { return t.duration > limit; }) : Condition();
    }
    return {};
}

bool TrafficFilter::matches(const trace::Trace &trace) const
{
    return std::ranges::all_of(m_conditions, [&trace](const Condition &condition) { return condition(trace); });
}

TrafficFilterModel::TrafficFilterModel(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(TrafficModel::SortRole);
    setDynamicSortFilter(false); // rows never change, and come in the order that the list shows
}

void TrafficFilterModel::setFilter(const QString &text)
{
    m_filter = TrafficFilter::parse(text);
    invalidateRowsFilter();
}

bool TrafficFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    if (m_filter.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    return m_filter.matches(*index.data(TrafficModel::TraceRole).value<TracePtr>());
}

} // namespace gatehouse::ui
