#pragma once

#include "ui/bridge/trace_feed.h"
#include "ui/document/template_ref.h"

#include <QDialog>

#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace gatehouse::ui {

class TrafficModel;

/// Asks for a name; @p problem tells what is wrong with one, and @p then gets the first that is right.
void askForName(QWidget *parent, const QString &title, const QString &words, const QString &first,
                const std::function<std::optional<QString>(const QString &)> &problem,
                const std::function<void(const QString &)> &then);

/// Asks for a template of a method: the method and side from a list that is filtered by typing, and the media type.
class TemplateChooser final : public QDialog {
    Q_OBJECT

public:
    TemplateChooser(const ProjectDocument &document, const std::optional<TemplateRef> &current,
                    QWidget *parent = nullptr);

    [[nodiscard]] std::optional<TemplateRef> chosen() const;

private:
    void takeCurrent();

    std::vector<TemplateRef> m_refs;
    QLineEdit *m_filter;
    QListView *m_list;
    QSortFilterProxyModel *m_filtered;
    QComboBox *m_mediaType;
    QPushButton *m_accept;
};

/// Asks for one of the requests that the gateway has answered; the newest is chosen at first.
class RequestChooser final : public QDialog {
    Q_OBJECT

public:
    explicit RequestChooser(TrafficModel &traffic, QWidget *parent = nullptr);

    [[nodiscard]] TracePtr chosen() const;

private:
    TrafficModel &m_traffic;
    QTableView *m_table;
};

} // namespace gatehouse::ui
