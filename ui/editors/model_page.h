#pragma once

#include "ui/editors/form_page.h"

class QLineEdit;

namespace gatehouse::ui {

class CodeEditor;
class FieldProblem;

/// A model: its description and its JSON Schema.
class ModelPage : public FormPage {
    Q_OBJECT

public:
    ModelPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;
    void follow(const DocumentChange &change) override;

private:
    void editModel(const QString &text, const QString &field, const std::function<void(model::Model &)> &change);
    void schemaTyped();

    QLineEdit *m_description;
    QLineEdit *m_contentType;
    CodeEditor *m_schema;
    FieldProblem *m_problem;
    json::Value m_shown; // the schema that the editor's text was read as
};

} // namespace gatehouse::ui
