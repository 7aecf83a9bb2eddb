#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>
#include <QStringList>

namespace gatehouse::ui {

/// A method that templates may call, as completion and signature help show it.
struct TemplateMethod {
    QString owner; ///< "$input", "$util", or a class: "String", "List", "Map", "Number", "Boolean", ...
    QString name;
    QStringList parameters; ///< those in brackets may be left out
    QString result; ///< class of what it gives; empty: it depends
    QString help; ///< translated; empty where the name says it all

    [[nodiscard]] QString signature() const; ///< "substring(begin, [end])"
};

/// Words of API Gateway's dialect for the editors' help. What they do is the engine's matter; a test holds the two
/// together.
class TemplateWords {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::TemplateWords)

public:
    /// Methods of $input and $util and of Java's classes (mapping-templates.md 1.21, 3.1, 3.3).
    [[nodiscard]] static const QList<TemplateMethod> &methods();
    /// Those of a class by the name that values have in views ("Integer", "JSON array", "String", ...).
    [[nodiscard]] static QList<TemplateMethod> methodsOf(const QString &type);
    /// "resourcePath", "identity.sourceIp", ...: what $context knows, and "requestOverride.header".
    [[nodiscard]] static const QStringList &contextNames();
    /// Members of $foreach.
    [[nodiscard]] static QStringList loopMembers();

    struct Directive {
        QString name; ///< "foreach"
        QString text; ///< what is put in for it; "|" is where the cursor goes, "\n" keeps the indent
        QString arguments; ///< "$item in $list"; empty if it has none
    };
    [[nodiscard]] static const QList<Directive> &directives();
};

} // namespace gatehouse::ui
