#pragma once

#include "ui/editors/editor_page.h"

namespace gatehouse::ui {

/// A tab of the centre that is about no object: a tester, a gallery. It needs no project, and stays when one is opened
/// or closed.
class ToolPage : public EditorPage {
    Q_OBJECT

public:
    [[nodiscard]] bool standsAlone() const override { return true; }
    [[nodiscard]] bool shows(const ObjectRef &) const override { return false; }

protected:
    explicit ToolPage(ProjectDocument &document, QWidget *parent = nullptr)
        : EditorPage(document, {}, parent)
    {
    }
    void follow(const DocumentChange &) override { } // never called: there is no object
};

} // namespace gatehouse::ui
