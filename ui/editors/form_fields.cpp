#include "ui/editors/form_fields.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStyle>

namespace gatehouse::ui {

void showText(QLineEdit &field, const std::string &text)
{
    const QString shown = toQString(text);
    const QSignalBlocker blocker(field);
    if (field.text() != shown)
        field.setText(shown);
}

void showText(QPlainTextEdit &field, const std::string &text)
{
    const QString shown = toQString(text);
    if (field.toPlainText() != shown)
        field.setPlainText(shown); // not blocked: gutters live on the editor's signals
}

void showChoice(QComboBox &choice, const QString &data)
{
    const QSignalBlocker blocker(choice);
    int index = choice.findData(data);
    if (index < 0) {
        choice.addItem(data, data);
        index = choice.count() - 1;
    }
    choice.setCurrentIndex(index);
}

void showRows(KeyValueTable &table, const model::StringMap &map)
{
    if (mapOf(table) == map)
        return; // the order of rows being typed is the user's
    QList<KeyValue> rows;
    for (const auto &[name, value] : map)
        rows.append({true, toQString(name), toQString(value)});
    table.setRows(rows);
}

model::StringMap mapOf(const KeyValueTable &table)
{
    model::StringMap map;
    for (const KeyValue &row : table.rows()) {
        if (!row.name.isEmpty())
            map[toStd(row.name)] = toStd(row.value);
    }
    return map;
}

QLineEdit *newCodeField(const QString &accessibleName)
{
    auto *field = new QLineEdit;
    field->setFont(monospaceFont());
    field->setAccessibleName(accessibleName);
    return field;
}

FieldProblem::FieldProblem(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_text(new QLabel)
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(icon(QStringLiteral("problem-error")).pixmap(side));
    m_icon->setAlignment(Qt::AlignTop);
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(kGrid);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    hide();
}

void FieldProblem::tell(QWidget &field, const std::optional<QString> &problem)
{
    m_text->setText(problem.value_or(QString()));
    setVisible(problem.has_value());
    field.setAccessibleDescription(m_text->text());
    QPalette palette = parentWidget() ? parentWidget()->palette() : field.palette();
    if (problem)
        palette.setColor(QPalette::Text, themeColor(ColorRole::Error));
    field.setPalette(palette);
}

QString FieldProblem::text() const
{
    return m_text->text();
}

QWidget *withProblem(QWidget *field, FieldProblem *problem)
{
    auto *both = new QWidget;
    auto *column = new QVBoxLayout(both);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(field);
    column->addWidget(problem);
    return both;
}

QLabel *newLabel(const QString &text, QWidget *field)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    return label;
}

QFormLayout *newFormLayout()
{
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    return form;
}

} // namespace gatehouse::ui
