#pragma once

#include "ui/document/object_ref.h"

#include <QList>
#include <QString>

namespace gatehouse::ui {

class ProjectDocument;

/// One thing known of an object: a word for it and the value, which is long text in some.
struct Fact {
    QString label;
    QString value;
};

/// What the model holds of an object that no form edits yet. Only what is set; never the value of an API key.
struct ObjectFacts {
    QString name;
    QString detail; ///< where it is edited instead
    QList<Fact> facts;
};

/// Of routes, deployments, API keys, usage plans, and the models and authorizers of HTTP and WebSocket APIs; nameless
/// for others and for what is gone.
[[nodiscard]] ObjectFacts factsOf(const ProjectDocument &document, const ObjectRef &object);

} // namespace gatehouse::ui
