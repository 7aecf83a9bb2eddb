#pragma once

#include <QList>
#include <QString>

namespace gatehouse::ui {

/// A sample project that comes with the studio.
struct Sample {
    QString id; ///< name of its folder
    QString title;
    QString text; ///< one sentence, translated
};

[[nodiscard]] QList<Sample> samples();

/// Where a sample is copied to before it is opened: "Gatehouse/ID" in the user's documents.
[[nodiscard]] QString sampleFolder(const QString &id);

/// Copies a sample to @p folder if that does not exist yet; what the user did to an earlier copy stays.
[[nodiscard]] bool copySample(const QString &id, const QString &folder, QString *error);

} // namespace gatehouse::ui
