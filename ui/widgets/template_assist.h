#pragma once

#include "ui/widgets/template_completion.h"

#include <QObject>
#include <QPointer>

class QLabel;

namespace gatehouse::ui {

class CodeEditor;
class CompletionPopup;

/// Helps to write a mapping template in a CodeEditor: completions while typing and at Ctrl+Space, signatures inside
/// parentheses (Ctrl+Shift+Space), word of references under the mouse. Knows only the facts that it is given.
class TemplateAssist final : public QObject {
    Q_OBJECT

public:
    explicit TemplateAssist(CodeEditor *editor);
    ~TemplateAssist() override;

    void setFacts(TemplateFacts facts) { m_facts = std::move(facts); }
    [[nodiscard]] const TemplateFacts &facts() const { return m_facts; }

    /// Offers what could stand at the cursor, now.
    void complete();
    void showSignature();
    [[nodiscard]] bool isOffering() const;
    [[nodiscard]] QStringList offered() const; ///< labels
    [[nodiscard]] QString shownSignature() const; ///< plain text; empty: none is shown

Q_SIGNALS:
    /// The mouse rests upon a reference, written as @p reference, at a position of the template.
    void referenceHovered(const QString &reference, int position, const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Asked : std::uint8_t { ByKey, ByTyping };

    void typed(QChar character);
    void update(Asked asked);
    void updateSignature();
    void accept();
    void hideAll();
    [[nodiscard]] bool takesKey(int key, Qt::KeyboardModifiers modifiers);

    CodeEditor *m_editor;
    CompletionPopup *m_popup;
    QPointer<QLabel> m_signature;
    TemplateFacts m_facts;
    int m_begin = 0; // of what a row replaces
    bool m_firm = false; // the user meant the list: Enter puts in
    bool m_inserting = false;
    bool m_wantsSignature = false;
};

} // namespace gatehouse::ui
