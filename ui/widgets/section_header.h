#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace gatehouse::ui {

/// The heading of a group in a form: a semi-bold line, a muted sentence under it if there is one, room for tools at the
/// right, and a hairline below. Instead of boxes in boxes.
class SectionHeader : public QWidget {
    Q_OBJECT

public:
    explicit SectionHeader(const QString &title, const QString &text = {}, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setText(const QString &text);
    void addTool(QWidget *tool); ///< at the right, in the order of the calls

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_row;
    QLabel *m_title;
    QLabel *m_text;
};

} // namespace gatehouse::ui
