#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace gatehouse::ui {

/// The core speaks UTF-8 in std::string, the studio UTF-16 in QString.
[[nodiscard]] inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string toStd(const QString &text)
{
    return text.toUtf8().toStdString();
}

} // namespace gatehouse::ui
