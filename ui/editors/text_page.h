#pragma once

#include "ui/editors/api_text_sync.h"
#include "ui/editors/editor_page.h"

class QLabel;

namespace gatehouse::ui {

class CodeEditor;

/// The OpenAPI text of an API, in step with the tree both ways; problems are marked at their places.
class TextPage : public EditorPage {
    Q_OBJECT

public:
    TextPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent = nullptr);

    QString title() const override;
    QIcon titleIcon() const override;
    void reveal(const ObjectRef &object) override;
    ObjectRef currentPart() const override;
    TypedText typedText() const override;
    void takeTypedText() override;
    bool shows(const ObjectRef &object) const override;

    [[nodiscard]] CodeEditor &editor() const { return *m_editor; }
    [[nodiscard]] ApiTextSync &sync() const { return *m_sync; }

protected:
    void follow(const DocumentChange &change) override;

private:
    void showText(const QString &text);
    void showState(ApiTextSync::State state);
    void showTree();
    void revealPending();
    void findObjectUnderCursor();

    CodeEditor *m_editor;
    QLabel *m_state;
    ApiTextSync *m_sync;
    QTimer m_cursorTimer;
    ObjectRef m_pending; // to be revealed once the text has been read
    ObjectRef m_underCursor;
    bool m_isApplying = false;
};

} // namespace gatehouse::ui
