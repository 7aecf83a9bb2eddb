#pragma once

#include "ui/document/project_document.h"
#include "ui/editors/form_page.h"

#include <functional>

class QLineEdit;
class QSpinBox;

namespace gatehouse::ui {

class FieldProblem;
class KeyValueTable;
class TemplateEditor;

/// A Lambda or Cognito authorizer of a REST API.
class AuthorizerPage : public FormPage {
    Q_OBJECT

public:
    AuthorizerPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    [[nodiscard]] const model::Authorizer *authorizer() const;
    void edit(const QString &field, const std::function<void(model::Authorizer &)> &change);

    QLineEdit *m_uri;
    QLineEdit *m_identitySource;
    QLineEdit *m_validation;
    QSpinBox *m_ttl;
    QLineEdit *m_providers;
};

/// What the gateway itself answers in one situation: status, headers, templates.
class GatewayResponsePage : public FormPage {
    Q_OBJECT

public:
    GatewayResponsePage(ProjectDocument &document, const ObjectRef &object, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    [[nodiscard]] const model::GatewayResponse *response() const;
    void edit(const QString &field, const std::function<void(model::GatewayResponse &)> &change);

    QLineEdit *m_status;
    FieldProblem *m_statusProblem;
    KeyValueTable *m_parameters;
    TemplateEditor *m_templates;
};

} // namespace gatehouse::ui
