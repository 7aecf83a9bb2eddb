#pragma once

#include "ui/document/project_document.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace gatehouse::ui {

/// Keeps the OpenAPI text of an API and its draft in step, both ways, off the GUI thread.
///
/// What the user types is read once typing pauses and becomes one undoable command, as long as it can be read at all.
/// What changes otherwise is patched into the text, touching only the lines that differ. If both happened, the other
/// changes are patched into the text as typed first, so that neither side loses.
class ApiTextSync : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        InStep,
        Typing, ///< the user has changed the text; it will be read when typing pauses
        Working, ///< text or draft is being brought up to date
        Invalid, ///< the text cannot be read; the draft keeps what it was
    };

    static constexpr std::chrono::milliseconds kPause{400};

    /// @param typedText gives the text as the user sees it now
    ApiTextSync(ProjectDocument &document, model::ApiId api, std::function<QString()> typedText,
                QObject *parent = nullptr);

    [[nodiscard]] State state() const noexcept { return m_state; }
    /// Whether the user has typed what the draft does not have (yet).
    [[nodiscard]] bool hasTyped() const noexcept { return m_hasTyped; }
    /// Makes sure of a text to show: textReady() comes at once if there is one, else when it has been made.
    void start();
    /// The user changed the text.
    void typed();
    /// Does now what would be done when typing pauses.
    void flush();

    /// What was read last, with places in lastText(); null before.
    [[nodiscard]] const json::Value &tree() const noexcept { return m_tree; }
    [[nodiscard]] const std::string &lastText() const noexcept { return *m_text; }
    [[nodiscard]] const Diagnostics &diagnostics() const noexcept { return m_diagnostics; }

Q_SIGNALS:
    void textReady(const QString &text); ///< to be shown instead of what is shown
    void treeChanged(); ///< and diagnostics()
    void stateChanged(gatehouse::ui::ApiTextSync::State state);

private:
    struct Input;
    struct Output;

    void follow(const DocumentChange &change);
    void work();
    void finish(Output output);
    void setState(State state);
    [[nodiscard]] static Output reconcile(const Input &input);

    ProjectDocument &m_document;
    const model::ApiId m_api;
    const std::function<QString()> m_typedText;
    QTimer m_pause;
    State m_state = State::InStep;
    bool m_hasTyped = false; // since the text was last in step
    bool m_isWorking = false;
    bool m_isPushing = false;
    quint64 m_revision = 0; // of text and draft together
    std::shared_ptr<const std::string> m_text = std::make_shared<const std::string>();
    json::Value m_tree;
    Diagnostics m_diagnostics;
};

} // namespace gatehouse::ui
