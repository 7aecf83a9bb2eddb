#include "ui/editors/text_page.h"

#include "ui/document/pointers.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kCursorPause = 200; // ms

/// Where the member at @p pointer is named in its text; nothing if the document has none.
std::optional<std::size_t> offsetOf(const json::Value &tree, const std::string &pointer)
{
    const std::size_t slash = pointer.rfind('/');
    const json::Value *value = tree.at(pointer);
    const json::Value *parent = slash == std::string::npos ? nullptr : tree.at(pointer.substr(0, slash));
    if (!value || !parent)
        return std::nullopt;
    for (const json::Member &member : parent->members()) {
        if (&member.value == value)
            return member.keySpan.begin;
    }
    return value->span().begin;
}

/// The pointer to the innermost member that begins before @p offset and whose parent goes on to it.
std::string pointerAt(const json::Value &tree, std::size_t offset)
{
    std::string pointer;
    const json::Value *value = &tree;
    while (value && value->isObject()) {
        const json::Member *last = nullptr;
        for (const json::Member &member : value->members()) {
            if (member.keySpan.begin <= offset && (!last || member.keySpan.begin >= last->keySpan.begin))
                last = &member;
        }
        if (!last)
            break;
        pointer = json::pointerJoin(pointer, last->key);
        value = &last->value;
    }
    return pointer;
}

} // namespace

TextPage::TextPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent)
    : EditorPage(document, {ObjectRef::Kind::Api, api, {}, {}}, parent)
    , m_editor(new CodeEditor)
    , m_state(new QLabel)
    , m_sync(new ApiTextSync(document, api, [this] { return m_editor->toPlainText(); }, this))
{
    m_editor->setAccessibleName(tr("OpenAPI text"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_state->setFont(captionFont());
    m_state->setContentsMargins(kGap, kGrid, kGap, kGrid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    column->addWidget(m_state);
    setFocusProxy(m_editor);

    connect(m_sync, &ApiTextSync::textReady, this, &TextPage::showText);
    connect(m_sync, &ApiTextSync::stateChanged, this, &TextPage::showState);
    connect(m_sync, &ApiTextSync::stateChanged, this, &TextPage::typedTextChanged);
    connect(m_sync, &ApiTextSync::treeChanged, this, &TextPage::showTree);
    connect(m_editor->document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (!m_isApplying && (removed > 0 || added > 0))
            m_sync->typed();
    });
    m_cursorTimer.setSingleShot(true);
    m_cursorTimer.setInterval(kCursorPause);
    connect(&m_cursorTimer, &QTimer::timeout, this, &TextPage::findObjectUnderCursor);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, &m_cursorTimer, qOverload<>(&QTimer::start));
    m_sync->start();
    showState(m_sync->state());
}

QString TextPage::title() const
{
    const model::ApiEntry *entry = document().api(object().api);
    return entry ? tr("%1 (text)").arg(toQString(model::nameOf(entry->api))) : QString();
}

QIcon TextPage::titleIcon() const
{
    return icon(QStringLiteral("code"));
}

bool TextPage::shows(const ObjectRef &) const
{
    return false; // other pages show objects; the text is asked for by name
}

void TextPage::follow(const DocumentChange &) { }

void TextPage::showText(const QString &text)
{
    const QString shown = m_editor->toPlainText();
    if (shown == text)
        return;
    m_isApplying = true;
    if (shown.isEmpty()) {
        const QString start = text.left(64).trimmed();
        m_editor->setSyntax(start.startsWith(u'{') || start.startsWith(u'[') ? QStringLiteral("JSON")
                                                                             : QStringLiteral("YAML"));
        m_editor->setPlainText(text);
    } else {
        // Only what differs is replaced: cursor, selection and scroll position stay where they are in the rest.
        qsizetype first = 0;
        const qsizetype shorter = std::min(shown.size(), text.size());
        while (first < shorter && shown[first] == text[first])
            ++first;
        qsizetype same = 0;
        while (same < shorter - first && shown[shown.size() - 1 - same] == text[text.size() - 1 - same])
            ++same;
        const int scroll = m_editor->verticalScrollBar()->value();
        QTextCursor cursor(m_editor->document());
        cursor.beginEditBlock();
        cursor.setPosition(static_cast<int>(first));
        cursor.setPosition(static_cast<int>(shown.size() - same), QTextCursor::KeepAnchor);
        cursor.insertText(text.mid(first, text.size() - same - first));
        cursor.endEditBlock();
        m_editor->verticalScrollBar()->setValue(scroll);
    }
    m_isApplying = false;
}

void TextPage::showState(ApiTextSync::State state)
{
    switch (state) {
    case ApiTextSync::State::InStep: m_state->setText(tr("In step with the project tree")); break;
    case ApiTextSync::State::Typing: m_state->setText(tr("Typing: the tree follows when you pause")); break;
    case ApiTextSync::State::Working: m_state->setText(tr("Bringing text and tree into step")); break;
    case ApiTextSync::State::Invalid:
        m_state->setText(tr("This text cannot be read: the tree keeps what it held. The marks say where to mend it."));
        break;
    }
}

void TextPage::showTree()
{
    m_editor->setDiagnostics(m_sync->diagnostics());
    revealPending();
}

void TextPage::reveal(const ObjectRef &object)
{
    m_pending = object;
    revealPending();
}

ObjectRef TextPage::currentPart() const
{
    for (const ObjectRef &part : {m_pending, m_underCursor}) {
        if (exists(document(), part))
            return part;
    }
    return object();
}

EditorPage::TypedText TextPage::typedText() const
{
    if (!m_sync->hasTyped())
        return TypedText::None;
    return m_sync->state() == ApiTextSync::State::Invalid ? TypedText::Unreadable : TypedText::BeingRead;
}

void TextPage::takeTypedText()
{
    m_sync->flush();
}

void TextPage::revealPending()
{
    if (m_pending.kind == ObjectRef::Kind::None || m_sync->tree().isNull())
        return;
    std::string pointer = pointerTo(document(), std::exchange(m_pending, {}));
    std::optional<std::size_t> offset = offsetOf(m_sync->tree(), pointer);
    if (!offset && pointer.starts_with("/components/schemas/")) // Swagger 2.0
        offset = offsetOf(m_sync->tree(), "/definitions/" + pointer.substr(20));
    if (!offset && pointer.starts_with("/components/securitySchemes/"))
        offset = offsetOf(m_sync->tree(), "/securityDefinitions/" + pointer.substr(28));
    if (!offset)
        return;
    m_underCursor = objectAtPointer(document(), object().api, pointer);
    const LineIndex::Position place = LineIndex(m_sync->lastText()).at(*offset);
    m_editor->goTo(place.line, place.column);
}

void TextPage::findObjectUnderCursor()
{
    if (m_sync->state() != ApiTextSync::State::InStep || !m_editor->hasFocus())
        return;
    const auto [line, column] = m_editor->place();
    const std::size_t offset = LineIndex(m_sync->lastText()).lineStart(line) + column - 1;
    const ObjectRef found = objectAtPointer(document(), object().api, pointerAt(m_sync->tree(), offset));
    if (found == m_underCursor || found.kind == ObjectRef::Kind::None)
        return;
    m_underCursor = found;
    Q_EMIT objectUnderCursorChanged(found);
}

EditorPage *makeTextPage(ProjectDocument &document, const model::ApiId &api, QWidget *parent)
{
    const model::ApiEntry *entry = document.api(api);
    if (!entry || std::holds_alternative<model::WebSocketApi>(entry->api))
        return nullptr; // OpenAPI has no words for it
    return new TextPage(document, api, parent);
}

} // namespace gatehouse::ui
