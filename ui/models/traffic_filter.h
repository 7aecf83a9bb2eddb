#pragma once

#include "ui/bridge/trace_feed.h"

#include <QSortFilterProxyModel>
#include <QString>

#include <functional>
#include <vector>

namespace gatehouse::ui {

/// What the filter field of the traffic list says: words that must all match a request, a leading "-" negates one.
///
///   pets            path, query, request id, method, status or error type contains it (letter case ignored)
///   method:get,put  one of these methods       status:4xx, status:403   a class or a code
///   stage:dev       exactly this stage         path:/pets               path starts with it
///   slower:100      took more than 100 ms      id:1f0c                  request id starts with it
class TrafficFilter {
public:
    TrafficFilter() = default;
    /// Never fails: a word with an unknown key or a value that makes no sense is looked for as plain text.
    [[nodiscard]] static TrafficFilter parse(const QString &text);

    [[nodiscard]] bool isEmpty() const noexcept { return m_conditions.empty(); }
    [[nodiscard]] bool matches(const trace::Trace &trace) const;

private:
    using Condition = std::function<bool(const trace::Trace &)>;
    static Condition keyed(const QString &key, const QString &value); ///< empty for an unknown key or a bad value

    std::vector<Condition> m_conditions;
};

/// The rows of a TrafficModel that a TrafficFilter lets through.
class TrafficFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TrafficFilterModel(QObject *parent = nullptr);

    void setFilter(const QString &text);

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    TrafficFilter m_filter;
};

} // namespace gatehouse::ui
