#pragma once

#include "ui/editors/form_page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace gatehouse::ui {

/// An API at a glance: name, description, endpoint, what it holds, and how to call it.
class ApiPage : public FormPage {
    Q_OBJECT

public:
    ApiPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    void connectFields();
    void loadFacts(const model::ApiEntry &entry);

    QLineEdit *m_name;
    QPlainTextEdit *m_description;
    QLineEdit *m_version;
    QComboBox *m_endpoint;
    QComboBox *m_keySource;
    QLineEdit *m_binaryTypes;
    QLabel *m_facts;
    QLabel *m_stages;
};

} // namespace gatehouse::ui
