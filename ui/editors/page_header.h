#pragma once

#include <QWidget>

class QHBoxLayout;

namespace gatehouse::ui {

class ElidedLabel;

/// The top of a page: a badge or an icon, the name, a muted line below, buttons at the right.
class PageHeader : public QWidget {
    Q_OBJECT

public:
    explicit PageHeader(QWidget *parent = nullptr);

    void setMethod(const QString &method); ///< shows its badge; empty: none
    void setIconName(const QString &name);
    void setTitle(const QString &title);
    void setDetail(const QString &detail);
    void addTool(QWidget *tool);

private:
    class Lead;
    Lead *m_lead;
    ElidedLabel *m_title;
    ElidedLabel *m_detail;
    QHBoxLayout *m_row;
};

} // namespace gatehouse::ui
