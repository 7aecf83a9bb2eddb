#pragma once

#include "ui/commands/document_command.h"

#include <QCoreApplication>

#include <functional>

namespace gatehouse::ui {

/// Adds a method to a resource that has none of that verb.
class InsertMethod final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::InsertMethod)

public:
    InsertMethod(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                 model::Method method);
    void redo() override;
    void undo() override;

private:
    const MethodRef m_ref;
    const model::Method m_method;
};

class RemoveMethod final : public DocumentCommand {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::RemoveMethod)

public:
    RemoveMethod(ProjectDocument &document, const MethodRef &ref);
    void redo() override;
    void undo() override;

private:
    const MethodRef m_ref;
    std::pair<std::size_t, model::Method> m_removed;
};

/// Changes any fields of a method: its request, integration and responses; the verb too, if none of that name is there.
class EditMethod final : public DocumentCommand {
public:
    /// @p field names what is being typed into; successive edits of one field are one step. Empty: never merged.
    EditMethod(ProjectDocument &document, const MethodRef &ref, const model::Method &after, const QString &text,
               const QString &field = {});
    [[nodiscard]] int id() const override { return merges() ? MergeMethod : -1; }
    [[nodiscard]] bool mergeWith(const QUndoCommand *other) override;
    void redo() override;
    void undo() override;

private:
    const MethodRef m_ref; // before
    const model::Method m_before;
    model::Method m_after;
};

/// Changes the method at @p ref as @p change does, as one undoable step; nothing happens if there is no such method.
void editMethod(ProjectDocument &document, const MethodRef &ref, const QString &text, const QString &field,
                const std::function<void(model::Method &)> &change);

/// A method as the console makes it for a MOCK: template {"statusCode": 200}, one integration response and method
/// response. Source: rest-runtime.md 6.7.
[[nodiscard]] model::Method newMockMethod(const std::string &httpMethod);

/// The first verb that @p resource lacks, GET first; empty if it has all.
[[nodiscard]] std::string freeVerb(const model::Resource &resource);

} // namespace gatehouse::ui
