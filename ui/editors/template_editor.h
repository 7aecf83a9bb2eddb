#pragma once

#include "core/model/common.h"

#include <QWidget>

class QLabel;
class QTabBar;
class QToolButton;

namespace gatehouse::ui {

class CodeEditor;

/// Mapping templates by media type: a tab for each, the template below.
class TemplateEditor : public QWidget {
    Q_OBJECT

public:
    explicit TemplateEditor(const QString &accessibleName, QWidget *parent = nullptr);

    void setTemplates(const model::StringMap &templates);
    [[nodiscard]] const model::StringMap &templates() const noexcept { return m_templates; }

Q_SIGNALS:
    /// The user edited; @p field names what was typed into, and is empty for added and removed media types.
    void edited(const QString &field);

private:
    void showCurrent();
    void add();
    void removeCurrent();
    [[nodiscard]] std::string currentType() const;

    model::StringMap m_templates;
    QTabBar *m_tabs;
    QToolButton *m_remove;
    QLabel *m_hint;
    CodeEditor *m_editor;
};

} // namespace gatehouse::ui
