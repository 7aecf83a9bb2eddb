#pragma once

#include "ui/editors/form_page.h"

class QFormLayout;

namespace gatehouse::ui {

/// What is known of an object that has no form of its own: read-only, to be selected and copied.
class FactsPage : public FormPage {
    Q_OBJECT

public:
    FactsPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent = nullptr);

protected:
    QString name() const override;
    void load() override;

private:
    QFormLayout *m_form;
};

} // namespace gatehouse::ui
