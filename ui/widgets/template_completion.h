#pragma once

#include "core/json/value.h"
#include "core/playground/pause.h"
#include "ui/widgets/template_words.h"
#include "ui/widgets/velocity_outline.h"

namespace gatehouse::ui {

/// What is known about the input of a template and its last run.
struct TemplateFacts {
    playground::ShownValue body; ///< of the sample; no type: it is unknown or no JSON
    QStringList parameters; ///< names for $input.params('...')
    QStringList stageVariables;
    std::vector<playground::ShownValue> variables; ///< of the template, with the last values they had; "$pets"
};

struct CompletionRow {
    enum class Kind : std::uint8_t { Variable, Member, Method, Directive, Path };

    Kind kind = Kind::Member;
    QString text; ///< what is put in
    QString label; ///< what is shown; never empty
    QString detail; ///< a type, a value, a result
    int caret = -1; ///< where in text the cursor goes; -1: behind it
};

struct CompletionList {
    int begin = 0; ///< what is between here and the cursor is replaced
    QList<CompletionRow> rows; ///< all that could stand there; filter them by what has been typed
};

/// What could stand at @p cursor of a template.
[[nodiscard]] CompletionList completeTemplate(const QString &text, int cursor, const VelocityOutline &outline,
                                              const TemplateFacts &facts);
/// The rows that fit @p typed: by the beginning first, then by parts, letter case aside.
[[nodiscard]] QList<CompletionRow> filterCompletions(const QList<CompletionRow> &rows, const QString &typed);

/// Signatures of what is called around a cursor.
struct SignatureHelp {
    struct Line {
        QString name; ///< "$input.params"
        QStringList parameters;
        QString result;
        QString help;
    };
    QList<Line> lines; ///< overloads; none: the cursor is in no call
    int argument = 0; ///< which one the cursor is in
    int open = 0; ///< where the parenthesis is
};
[[nodiscard]] SignatureHelp signatureAt(const QString &text, int cursor, const VelocityOutline &outline,
                                        const TemplateFacts &facts);

/// The reference that a position is in, as written: "$pet.name"; nothing if it is in none.
[[nodiscard]] TextSpan referenceAt(const QString &text, int position);

/// A JSON text as values of a view; no type if it is none.
[[nodiscard]] playground::ShownValue shownJson(const json::Value &value);

} // namespace gatehouse::ui
