#include "ui/widgets/gutter_column.h"

namespace gatehouse::ui {

QString GutterColumn::toolTip(int) const
{
    return {};
}

bool GutterColumn::press(int, Qt::KeyboardModifiers)
{
    return false;
}

void GutterColumn::fillMenu(QMenu &, int) { }

} // namespace gatehouse::ui
