#pragma once

#include "core/model/rest_api.h"

#include <QTableWidget>

namespace gatehouse::ui {

/// The request parameters of a method: where, name, whether required. An empty row at the end takes what is typed next.
class ParameterTable : public QTableWidget {
    Q_OBJECT

public:
    explicit ParameterTable(QWidget *parent = nullptr);

    void setParameters(const std::vector<model::RequestParameter> &parameters);
    /// Rows without a name are left out; what the table does not show of a parameter is kept.
    [[nodiscard]] std::vector<model::RequestParameter> parameters() const;

Q_SIGNALS:
    void edited();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    QSize sizeHint() const override;

private:
    void setRow(int row, const model::RequestParameter &parameter);
    void addNewRow();

    std::vector<model::RequestParameter> m_shown; // by row, for their extra members
};

} // namespace gatehouse::ui
