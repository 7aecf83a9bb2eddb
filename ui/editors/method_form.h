#pragma once

#include "ui/document/project_document.h"
#include "ui/document/template_ref.h"

#include <QWidget>

#include <functional>

namespace gatehouse::ui {

class TemplateEditor;

/// One of the forms below the method diagram: shows a part of a method and edits it by commands.
class MethodForm : public QWidget {
    Q_OBJECT

public:
    /// Shows what the document holds now.
    void setMethod(const MethodRef &ref);

Q_SIGNALS:
    void playgroundRequested(const gatehouse::ui::TemplateRef &ref);

protected:
    MethodForm(ProjectDocument &document, QWidget *parent);

    [[nodiscard]] ProjectDocument &document() const noexcept { return m_document; }
    [[nodiscard]] const MethodRef &ref() const noexcept { return m_ref; }
    /// Tells @p editor the names that templates of the method may use.
    void tellNames(TemplateEditor &editor, const model::Method &method) const;
    /// Changes the method in one undoable step called @p text; edits of one @p field follow each other in one step.
    void edit(const QString &text, const QString &field, const std::function<void(model::Method &)> &change);
    /// Shows @p method without signals as if the user had edited.
    virtual void load(const model::RestApi &api, const model::Method &method) = 0;

private:
    ProjectDocument &m_document;
    MethodRef m_ref;
};

/// The four forms.
[[nodiscard]] MethodForm *newMethodRequestForm(ProjectDocument &document, QWidget *parent = nullptr);
[[nodiscard]] MethodForm *newIntegrationRequestForm(ProjectDocument &document, QWidget *parent = nullptr);
[[nodiscard]] MethodForm *newIntegrationResponseForm(ProjectDocument &document, QWidget *parent = nullptr);
[[nodiscard]] MethodForm *newMethodResponseForm(ProjectDocument &document, QWidget *parent = nullptr);

} // namespace gatehouse::ui
