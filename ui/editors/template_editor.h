#pragma once

#include "core/model/common.h"

#include <QWidget>

class QLabel;
class QTabBar;
class QToolButton;

namespace gatehouse::ui {

class CodeEditor;
class TemplateAssist;

/// Mapping templates by media type: a tab for each, the template below.
class TemplateEditor : public QWidget {
    Q_OBJECT

public:
    explicit TemplateEditor(const QString &accessibleName, QWidget *parent = nullptr);

    void setTemplates(const model::StringMap &templates);
    [[nodiscard]] const model::StringMap &templates() const noexcept { return m_templates; }
    /// Names that completion offers.
    void setKnownNames(const QStringList &parameters, const QStringList &stageVariables);

Q_SIGNALS:
    /// The user edited; @p field names what was typed into, and is empty for added and removed media types.
    void edited(const QString &field);
    /// The template for a media type is to be worked on in a playground.
    void playgroundRequested(const QString &mediaType);

private:
    void showCurrent();
    void add();
    void removeCurrent();
    [[nodiscard]] std::string currentType() const;

    model::StringMap m_templates;
    QTabBar *m_tabs;
    QToolButton *m_remove;
    QToolButton *m_play;
    QLabel *m_hint;
    CodeEditor *m_editor;
    TemplateAssist *m_assist;
};

} // namespace gatehouse::ui
