#pragma once

#include <QTableView>

namespace gatehouse::ui {

class MethodSettingsModel;

/// The method settings of a stage as a table: inherited values are muted, Delete takes own ones away, typing edits.
class MethodSettingsTable : public QTableView {
    Q_OBJECT

public:
    explicit MethodSettingsTable(MethodSettingsModel &model, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    QSize sizeHint() const override;
};

} // namespace gatehouse::ui
