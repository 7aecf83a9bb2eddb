#include "ui/document/project_document.h"

#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <QUndoStack>

namespace gatehouse::ui {

namespace {

/// The file that holds an API's OpenAPI text.
const project::FileState *fileOf(const project::LoadedProject &loaded, const model::ApiEntry &entry)
{
    const auto path = loaded.paths.find(loaded.singleFile ? std::string("api:") : "api:" + entry.folder);
    const auto file = path == loaded.paths.end() ? loaded.files.end() : loaded.files.find(path->second);
    return file == loaded.files.end() ? nullptr : &file->second;
}

bool looksLikeJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

std::map<model::ApiId, ApiText> textsOf(const project::LoadedProject &loaded)
{
    std::map<model::ApiId, ApiText> texts;
    for (const model::ApiEntry &entry : loaded.project.apis) {
        if (const project::FileState *file = fileOf(loaded, entry)) {
            texts[model::idOf(entry.api)]
                = {std::make_shared<const std::string>(file->text), !looksLikeJson(file->text), true,
                   std::make_shared<const model::Api>(entry.api)};
        }
    }
    return texts;
}

} // namespace

ProjectDocument::ProjectDocument(QObject *parent)
    : QObject(parent)
    , m_undoStack(new QUndoStack(this))
{
    connect(m_undoStack, &QUndoStack::cleanChanged, this, [this] { updateModified(); });
}

ProjectDocument::~ProjectDocument() = default;

const model::RestApi *ProjectDocument::restApi(const model::ApiId &id) const noexcept
{
    const model::ApiEntry *entry = api(id);
    return entry ? std::get_if<model::RestApi>(&entry->api) : nullptr;
}

const model::Resource *ProjectDocument::resource(const model::ApiId &api, const model::ResourceId &id) const noexcept
{
    const model::RestApi *rest = restApi(api);
    return rest ? rest->resource(id) : nullptr;
}

const model::Method *ProjectDocument::method(const MethodRef &ref) const noexcept
{
    const model::Resource *owner = resource(ref.api, ref.resource);
    return owner ? owner->method(ref.httpMethod) : nullptr;
}

const model::Stage *ProjectDocument::stage(const StageRef &ref) const noexcept
{
    const model::ApiEntry *entry = api(ref.api);
    return entry ? entry->stage(ref.name) : nullptr;
}

void ProjectDocument::push(QUndoCommand *command)
{
    if (command->isObsolete())
        delete command; // QUndoStack would forget what can be redone
    else
        m_undoStack->push(command);
}

bool ProjectDocument::isModified() const
{
    return m_recovered || !m_undoStack->isClean() || !typedTexts().empty();
}

void ProjectDocument::reset(project::LoadedProject loaded, std::optional<model::Project> unsaved)
{
    const DocumentChange change{.kind = DocumentChange::Kind::ProjectReset};
    Q_EMIT aboutToChange(change);
    m_recovered = unsaved.has_value();
    m_loaded = std::move(loaded);
    m_project = unsaved ? *std::move(unsaved) : m_loaded.project;
    m_texts = textsOf(m_loaded);
    for (auto &[api, text] : m_texts)
        text.current = !m_recovered; // brought up to date when it is shown
    m_typedTexts.clear();
    m_draftIds.clear();
    m_diagnostics.clear();
    m_undoStack->clear();
    // An API of a folder is told by its file; one alone takes whatever the file gave.
    for (const model::ApiEntry &entry : project().apis) {
        Diagnostics own;
        for (const Diagnostic &diagnostic : m_loaded.diagnostics) {
            if (project().apis.size() == 1 || diagnostic.file.contains("apis/" + entry.folder + "/"))
                own.push_back(diagnostic);
        }
        m_diagnostics.set(model::idOf(entry.api), "import", std::move(own));
    }
    Q_EMIT changed(change);
    Q_EMIT diagnosticsChanged({});
    Q_EMIT pathChanged();
    updateModified();
}

void ProjectDocument::setSaved(project::LoadedProject saved, int undoIndex)
{
    const bool moved = saved.root != m_loaded.root;
    m_loaded = std::move(saved);
    m_recovered = false;
    m_typedTexts.clear();
    // What was patched on disk need not be patched again for the text view.
    for (auto &[api, text] : textsOf(m_loaded)) {
        const model::ApiEntry *entry = project().api(api);
        if (entry && !m_texts[api].current && *text.model == entry->api)
            setApiText(api, text);
    }
    if (m_undoStack->index() == undoIndex)
        m_undoStack->setClean();
    else
        m_undoStack->resetClean();
    if (moved)
        Q_EMIT pathChanged();
    updateModified();
}

QString ProjectDocument::path() const
{
    return QString::fromStdU16String(m_loaded.root.u16string());
}

QString ProjectDocument::displayName() const
{
    if (!m_loaded.singleFile && !project().name.empty())
        return toQString(project().name);
    const QString name = QFileInfo(path()).fileName();
    return name.isEmpty() ? tr("Untitled") : name;
}

ApiText ProjectDocument::apiText(const model::ApiId &api) const
{
    const auto text = m_texts.find(api);
    return text == m_texts.end() ? ApiText{nullptr, true, false, nullptr} : text->second;
}

void ProjectDocument::setApiText(const model::ApiId &api, ApiText text)
{
    ApiText &current = m_texts[api];
    const bool differs = !current.text || !text.text || *current.text != *text.text;
    current = std::move(text);
    if (differs)
        Q_EMIT apiTextChanged(api);
    updateModified();
}

void ProjectDocument::keepTypedText(const model::ApiId &api)
{
    m_typedTexts.insert(api);
    updateModified();
}

project::TypedTexts ProjectDocument::typedTexts() const
{
    project::TypedTexts texts;
    for (const model::ApiId &id : m_typedTexts) {
        const model::ApiEntry *entry = api(id);
        const auto text = m_texts.find(id);
        const project::FileState *file = entry ? fileOf(m_loaded, *entry) : nullptr;
        if (file && text != m_texts.end() && text->second.text && text->second.model
            && *text->second.text != file->text)
            texts[entry->folder] = {*text->second.text, text->second.model};
    }
    return texts;
}

std::optional<model::DeploymentId> ProjectDocument::draftId(const model::ApiId &api) const
{
    const auto draft = m_draftIds.find(api);
    return draft == m_draftIds.end() ? std::nullopt : std::optional(draft->second);
}

void ProjectDocument::setDraftId(const model::ApiId &api, const model::DeploymentId &draft)
{
    const auto [known, isNew] = m_draftIds.try_emplace(api, draft);
    if (!isNew && known->second == draft)
        return;
    known->second = draft;
    Q_EMIT draftIdChanged(api);
}

void ProjectDocument::setDiagnostics(const model::ApiId &api, const std::string &source, Diagnostics diagnostics)
{
    m_diagnostics.set(api, source, std::move(diagnostics));
    Q_EMIT diagnosticsChanged(api);
}

void ProjectDocument::updateModified()
{
    if (m_modified == isModified())
        return;
    m_modified = isModified();
    Q_EMIT modifiedChanged(m_modified);
}

} // namespace gatehouse::ui
