#include "ui/playground/playground_keeper.h"

#include "core/json/reader.h"
#include "ui/document/project_document.h"
#include "ui/playground/playground_page.h"
#include "ui/widgets/text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <utility>

namespace gatehouse::ui {

namespace {

constexpr int kPause = 1500; // ms after a change
constexpr qint64 kMaxFile = 32 * 1024 * 1024; // octets

} // namespace

PlaygroundKeeper::PlaygroundKeeper(ProjectDocument &document, QString folder, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kPause);
    connect(&m_timer, &QTimer::timeout, this, &PlaygroundKeeper::flush);
    connect(&document, &ProjectDocument::aboutToChange, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::ProjectReset)
            endProject();
    });
}

PlaygroundKeeper::~PlaygroundKeeper()
{
    flush();
}

QString PlaygroundKeeper::fileOf(const QString &project) const
{
    if (project.isEmpty())
        return {};
    const QByteArray hash = QCryptographicHash::hash(project.toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return QDir(m_folder).filePath(QString::fromLatin1(hash) + QStringLiteral(".json"));
}

std::vector<PlaygroundState> PlaygroundKeeper::beginProject()
{
    m_file = fileOf(m_document.path());
    std::vector<PlaygroundState> states;
    QFile file(m_file);
    if (m_file.isEmpty() || file.size() > kMaxFile || !file.open(QIODevice::ReadOnly))
        return states;
    const QByteArray text = file.readAll();
    const json::ReadResult read = json::readJson({text.constData(), static_cast<std::size_t>(text.size())});
    for (const json::Value &state : read.value["open"].items())
        states.push_back(playgroundStateFromJson(state));
    if (const json::Value &closed = read.value["closed"]; closed.isObject())
        m_closed = playgroundStateFromJson(closed);
    return states;
}

void PlaygroundKeeper::follow(PlaygroundPage *page)
{
    m_pages.emplace_back(page);
    connect(page, &PlaygroundPage::stateChanged, &m_timer, qOverload<>(&QTimer::start));
    m_timer.start();
}

void PlaygroundKeeper::close(PlaygroundPage *page)
{
    if (std::erase(m_pages, page) == 0)
        return;
    m_closed = page->state();
    m_timer.start();
}

std::optional<PlaygroundState> PlaygroundKeeper::takeClosed()
{
    m_timer.start();
    return std::exchange(m_closed, std::nullopt);
}

void PlaygroundKeeper::flush()
{
    if (!m_timer.isActive() && sender() != &m_timer)
        return;
    m_timer.stop();
    if (m_file.isEmpty())
        return;
    json::Array open;
    for (const QPointer<PlaygroundPage> &page : m_pages) {
        if (page)
            open.push_back(toJson(page->state()));
    }
    if (open.empty() && !m_closed) {
        QFile::remove(m_file);
        return;
    }
    json::Object all;
    all.set("open", json::Value(std::move(open)));
    if (m_closed)
        all.set("closed", toJson(*m_closed));
    const std::string text = json::toJson(json::Value(std::move(all)));
    QDir().mkpath(m_folder);
    QSaveFile file(m_file);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // events may hold what is private
        file.write(text.data(), static_cast<qint64>(text.size()));
        file.commit();
    }
}

void PlaygroundKeeper::endProject()
{
    flush();
    m_pages.clear();
    m_closed.reset();
    m_file.clear();
}

} // namespace gatehouse::ui
