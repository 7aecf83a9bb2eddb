#pragma once

#include "ui/editors/editor_page.h"

class QVBoxLayout;

namespace gatehouse::ui {

class PageHeader;

/// A page with a header and a form below it that scrolls.
class FormPage : public EditorPage {
    Q_OBJECT

public:
    QString title() const override;
    QIcon titleIcon() const override;

protected:
    FormPage(ProjectDocument &document, const ObjectRef &object, QWidget *parent);

    [[nodiscard]] PageHeader &header() const { return *m_header; }
    [[nodiscard]] QVBoxLayout &column() const { return *m_column; }
    /// Shows what the document holds now, without signals as if the user had edited.
    virtual void load() = 0;
    /// The name on the tab and in the header.
    [[nodiscard]] virtual QString name() const = 0;
    void follow(const DocumentChange &change) override;
    /// Fills header and form; for the constructors of pages.
    void finish();

private:
    PageHeader *m_header;
    QVBoxLayout *m_column;
};

} // namespace gatehouse::ui
