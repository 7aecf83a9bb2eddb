#pragma once

#include "ui/consoles/console_request.h"
#include "ui/consoles/console_target.h"

#include <QWidget>

#include <map>

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QTabWidget;

namespace gatehouse::ui {

class CodeEditor;
class KeyValueTable;

/// Composes a request: method, stage, path with its parameters as fields, query, headers, body.
class RequestEditor : public QWidget {
    Q_OBJECT

public:
    /// @param list what the button before the address does
    /// @param send what the button after it does
    RequestEditor(QAction *list, QAction *send, QWidget *parent = nullptr);

    /// The stages to choose from; the choice stays on the same stage when addresses change. A whole address can always
    /// be given instead.
    void setTargets(const QList<ConsoleTarget> &targets);
    /// Null: a whole address is given.
    [[nodiscard]] const ConsoleTarget *target() const;
    /// Chooses the stage; false if it is not among the targets.
    bool setTarget(const QString &apiFolder, const QString &stage);

    void setRequest(const ConsoleRequest &request);
    [[nodiscard]] ConsoleRequest request() const;

    void focusAddress();

Q_SIGNALS:
    void changed(); ///< by the user

private:
    [[nodiscard]] QLayout *makeAddressRow(QAction *list, QAction *send);
    [[nodiscard]] QWidget *makeParametersPage();
    [[nodiscard]] QWidget *makeBodyPage();
    /// Chooses the stage that @p request goes to, and gives the path below its address.
    QString chooseTarget(const ConsoleRequest &request);
    void updatePathParameters();
    void updateTabTexts();
    void showWhetherBehind();
    void formatBodyText();

    QList<ConsoleTarget> m_targets;
    QComboBox *m_method;
    QComboBox *m_target;
    QLineEdit *m_path;
    QLabel *m_behind; // says that the stage lags the draft
    QTabWidget *m_tabs;
    QWidget *m_pathPanel = nullptr;
    QFormLayout *m_pathForm = nullptr;
    std::map<QString, QLineEdit *> m_pathFields;
    std::map<QString, QString> m_pathValues; // also of names that the path has lost: typing it again brings them back
    KeyValueTable *m_query;
    KeyValueTable *m_headers;
    QComboBox *m_contentType;
    CodeEditor *m_body;
};

} // namespace gatehouse::ui
