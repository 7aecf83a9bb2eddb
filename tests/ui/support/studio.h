#pragma once

#include "ui/main_window/main_window.h"
#include "ui/settings/settings.h"

#include <QTemporaryDir>

namespace gatehouse::ui::testing {

/// A studio with settings and a copy of a sample project of its own, gone with this object.
class Studio {
public:
    Studio();
    ~Studio();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] Settings &settings() { return *m_settings; }
    [[nodiscard]] QString folder(const QString &name) const { return m_folder.filePath(name); }

    /// Each returns false when it has not happened after a long while.
    [[nodiscard]] bool openSample(const QString &id = QStringLiteral("petstore"));
    [[nodiscard]] bool startGateway(); ///< at any free port
    /// Calls a method through the console, as the user would, and waits for the trace.
    [[nodiscard]] bool call(const QString &method, const QString &path);
    /// Opens the editor of a method or, with an empty verb, of a resource.
    [[nodiscard]] bool openMethod(const QString &path, const QString &verb);
    [[nodiscard]] model::ApiId api() const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace gatehouse::ui::testing
