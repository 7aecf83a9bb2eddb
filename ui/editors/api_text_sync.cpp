#include "ui/editors/api_text_sync.h"

#include "core/json/changes.h"
#include "core/openapi/exporter.h"
#include "core/openapi/importer.h"
#include "core/yaml/patch.h"
#include "core/yaml/reader.h"
#include "ui/bridge/background_task.h"
#include "ui/commands/api_commands.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

namespace {

openapi::Format formatOf(const json::Value &document)
{
    if (document.find("swagger"))
        return openapi::Format::Swagger;
    return document["openapi"].string().starts_with("3.1") ? openapi::Format::Oas31 : openapi::Format::Oas30;
}

/// A text with such errors says less than its author means; to take it at its word would delete the rest.
bool isUnreadable(const Diagnostic &diagnostic)
{
    const std::string_view rule = diagnostic.rule;
    return diagnostic.severity == Severity::Error
        && (rule.starts_with("json-") || rule.starts_with("yaml-") || rule.starts_with("text-")
            || rule == "import-stopped");
}

} // namespace

struct ApiTextSync::Input {
    quint64 revision = 0;
    bool typed = false;
    std::shared_ptr<const std::string> text; // null: make one
    bool yaml = true;
    model::Api draft;
    std::shared_ptr<const model::Api> base; // what the text said before it was typed into; null: the draft
    openapi::ImportOptions options;
};

struct ApiTextSync::Output {
    quint64 revision = 0;
    bool typed = false;
    bool readable = true;
    bool textChanged = false;
    bool draftChanged = false;
    bool yaml = true;
    std::shared_ptr<const std::string> text;
    QString shown; // the text, converted here rather than on the GUI thread; empty unless textChanged
    model::Api draft;
    json::Value tree;
    Diagnostics diagnostics;
};

ApiTextSync::ApiTextSync(ProjectDocument &document, model::ApiId api, std::function<QString()> typedText,
                         QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_api(std::move(api))
    , m_typedText(std::move(typedText))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &ApiTextSync::work);
    connect(&document, &ProjectDocument::changed, this, &ApiTextSync::follow);
}

void ApiTextSync::start()
{
    const ApiText text = m_document.apiText(m_api);
    if (text.text) {
        m_text = text.text;
        Q_EMIT textReady(toQString(*text.text));
    }
    work();
}

void ApiTextSync::typed()
{
    ++m_revision;
    m_hasTyped = true;
    setState(State::Typing);
    m_pause.start();
}

void ApiTextSync::flush()
{
    if (m_pause.isActive()) {
        m_pause.stop();
        work();
    }
}

void ApiTextSync::follow(const DocumentChange &change)
{
    const bool reset = change.kind == DocumentChange::Kind::ProjectReset;
    if ((change.api != m_api && !reset) || m_isPushing || !(change.touchesDraft() || reset) || !m_document.api(m_api))
        return;
    ++m_revision;
    const ApiText text = m_document.apiText(m_api);
    if (change.kind == DocumentChange::Kind::ApiReplaced && text.current && text.text) {
        // An undone edit of the text, or an import: it brings its own text.
        m_hasTyped = false;
        m_text = text.text;
        Q_EMIT textReady(toQString(*text.text));
    }
    // Not at once: a burst of edits is written in one go.
    if (!m_pause.isActive())
        QMetaObject::invokeMethod(this, &ApiTextSync::work, Qt::QueuedConnection);
}

void ApiTextSync::work()
{
    const model::ApiEntry *entry = m_document.api(m_api);
    if (m_isWorking || m_pause.isActive() || !entry || std::holds_alternative<model::WebSocketApi>(entry->api))
        return; // finish() looks again
    const ApiText known = m_document.apiText(m_api);
    Input input;
    input.revision = m_revision;
    input.typed = m_hasTyped;
    input.text = m_hasTyped ? std::make_shared<const std::string>(toStd(m_typedText())) : known.text;
    input.yaml = known.yaml;
    input.draft = entry->api;
    input.base = known.current ? nullptr : known.model;
    input.options.apiId = m_api;
    input.options.region = m_document.project().region;
    input.options.accountId = m_document.project().accountId;
    input.options.kind = std::holds_alternative<model::RestApi>(entry->api) ? openapi::ImportOptions::Kind::Rest
                                                                            : openapi::ImportOptions::Kind::Http;
    m_isWorking = true;
    setState(State::Working);
    runInBackground(
        this, tr("Reading the text"), [input = std::move(input)](Task &) { return reconcile(input); },
        [this](Output output) { finish(std::move(output)); });
}

ApiTextSync::Output ApiTextSync::reconcile(const Input &input)
{
    Output output;
    output.revision = input.revision;
    output.typed = input.typed;
    output.yaml = input.yaml;
    output.text = input.text;
    if (!input.text) {
        output.text = std::make_shared<const std::string>(openapi::exportText(input.draft, {}, input.yaml));
        output.textChanged = true;
    } else if (input.base && *input.base != input.draft) {
        const json::ReadResult read = yaml::readAny(*input.text);
        if (!std::ranges::any_of(read.diagnostics, isUnreadable)) {
            openapi::ExportOptions options;
            options.format = formatOf(read.value);
            const json::Value wanted = json::applyChanges(read.value, openapi::exportApi(*input.base, options),
                                                          openapi::exportApi(input.draft, options));
            std::string text = yaml::patchText(*input.text, read.value, wanted, read.yaml);
            output.textChanged = text != *input.text;
            output.text = std::make_shared<const std::string>(std::move(text));
        }
    }
    openapi::ImportResult result = openapi::importApi(*output.text, input.options);
    output.readable = result.usable && std::ranges::none_of(result.diagnostics, isUnreadable);
    output.yaml = result.yaml;
    output.tree = std::move(result.document);
    output.diagnostics = std::move(result.diagnostics);
    if (output.textChanged)
        output.shown = toQString(*output.text);
    if (output.readable && input.typed) {
        adoptIds(result.api, input.draft);
        output.draftChanged = result.api != input.draft;
        output.draft = std::move(result.api);
    }
    return output;
}

void ApiTextSync::finish(Output output)
{
    m_isWorking = false;
    if (!m_document.api(m_api))
        return;
    if (output.revision != m_revision) { // it is about what was before
        setState(m_pause.isActive() ? State::Typing : State::Working);
        work();
        return;
    }
    m_text = output.text;
    m_tree = std::move(output.tree);
    m_diagnostics = output.diagnostics;
    if (output.readable) {
        m_hasTyped = false;
        if (output.textChanged)
            Q_EMIT textReady(output.shown);
        ApiText text{output.text, output.yaml, true, nullptr};
        if (output.draftChanged) {
            m_isPushing = true;
            m_document.push(
                new ReplaceApi(m_document, std::move(output.draft), std::move(text), tr("Edit text"), true));
            m_isPushing = false;
        } else {
            text.model = std::make_shared<const model::Api>(m_document.api(m_api)->api);
            m_document.setApiText(m_api, std::move(text));
        }
    }
    if (output.readable && output.typed)
        m_document.keepTypedText(m_api);
    m_document.setDiagnostics(m_api, "import", {}); // the same findings, with places of the text as opened
    m_document.setDiagnostics(m_api, "text", std::move(output.diagnostics));
    Q_EMIT treeChanged();
    setState(output.readable ? State::InStep : State::Invalid);
}

void ApiTextSync::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace gatehouse::ui
