#include "ui/playground/schema_tester.h"

#include "core/json/reader.h"
#include "ui/bridge/background_task.h"
#include "ui/document/project_document.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kTypingPause = 80; // ms
constexpr int kIconSize = 20;

const char *const kSampleSchema = R"({
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title": "Pet",
  "type": "object",
  "required": ["name", "price"],
  "properties": {
    "name": {"type": "string", "minLength": 2},
    "price": {"type": "number", "minimum": 0},
    "tags": {"type": "array", "items": {"enum": ["cat", "dog"]}}
  },
  "additionalProperties": false
}
)";
const char *const kSampleInstance = R"({
  "name": "R",
  "price": -1,
  "tags": ["dog", "fish"]
}
)";

enum Column { MessageColumn, PointerColumn };
constexpr int kLineRole = Qt::UserRole;
constexpr int kColumnRole = Qt::UserRole + 1;

CodeEditor *newJsonEditor(const QString &name)
{
    auto *editor = new CodeEditor;
    editor->setAccessibleName(name);
    editor->setSyntax(QStringLiteral("JSON"));
    return editor;
}

QWidget *under(SectionHeader *header, QWidget *view)
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(header);
    column->addWidget(view, 1);
    return holder;
}

} // namespace

struct SchemaTester::Result {
    playground::SchemaAnswer answer;
    Diagnostics inInstance;
    Diagnostics inSchema;
};

SchemaTester::SchemaTester(ProjectDocument &document, QWidget *parent)
    : ToolPage(document, parent)
    , m_instance(newJsonEditor(tr("Instance")))
    , m_schema(newJsonEditor(tr("Schema")))
    , m_model(new QComboBox)
    , m_icon(new QLabel)
    , m_verdict(new QLabel)
    , m_text(new QLabel)
    , m_findings(new QTableWidget)
{
    auto *texts = new QSplitter;
    texts->addWidget(makeInstance());
    texts->addWidget(makeSchema());
    texts->setChildrenCollapsible(false);
    texts->setHandleWidth(kGroupGap);
    auto *whole = new QSplitter(Qt::Vertical);
    whole->addWidget(texts);
    whole->addWidget(makeVerdict());
    whole->setChildrenCollapsible(false);
    whole->setStretchFactor(0, 1);
    whole->setSizes({460, 220});
    whole->setHandleWidth(kGap);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->addWidget(whole);
    setFocusProxy(m_instance);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &SchemaTester::ask);
    connect(m_instance, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_schema, &QPlainTextEdit::textChanged, this, [this] {
        m_pause.start();
        if (!m_loading && !m_model->currentData().isNull()) // typed: it is no model of the project any more
            m_model->setCurrentIndex(0);
    });
    connect(m_model, &QComboBox::activated, this, &SchemaTester::loadModel);
    connect(&document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        using Kind = DocumentChange::Kind;
        if (change.kind == Kind::Models || change.kind == Kind::ApiReplaced || change.kind == Kind::ProjectReset)
            fillModels();
    });
    fillModels();
    setSchema(QString::fromLatin1(kSampleSchema));
    setInstance(QString::fromLatin1(kSampleInstance));
}

SchemaTester::~SchemaTester() = default;

QString SchemaTester::title() const
{
    return tr("Schema");
}

QIcon SchemaTester::titleIcon() const
{
    return icon(QStringLiteral("check"));
}

QWidget *SchemaTester::makeInstance()
{
    auto *sample = new QAction(icon(QStringLiteral("new")), tr("Make from Schema"), this);
    sample->setShortcut(QKeySequence(QStringLiteral("Ctrl+G")));
    sample->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    sample->setToolTip(tr("Replace the instance by a sample made from the schema (%1)")
                           .arg(sample->shortcut().toString(QKeySequence::NativeText)));
    connect(sample, &QAction::triggered, this, &SchemaTester::makeSample);
    addAction(sample);
    auto *button = new QToolButton;
    button->setDefaultAction(sample);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    auto *header = new SectionHeader(tr("Instance"));
    header->addTool(button);
    return under(header, m_instance);
}

QWidget *SchemaTester::makeSchema()
{
    m_model->setAccessibleName(tr("Model"));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *header = new SectionHeader(tr("Schema"));
    header->addTool(m_model);
    return under(header, m_schema);
}

QWidget *SchemaTester::makeVerdict()
{
    QFont font = m_verdict->font();
    font.setWeight(QFont::DemiBold);
    m_verdict->setFont(font);
    m_verdict->setAccessibleName(tr("Verdict"));
    m_text->setFont(monospaceFont());
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_icon);
    row->addWidget(m_verdict, 1);

    m_findings->setColumnCount(2);
    m_findings->setHorizontalHeaderLabels({tr("What the validator says"), tr("Place in the instance")});
    m_findings->setAccessibleName(tr("Errors"));
    m_findings->setFrameShape(QFrame::NoFrame);
    m_findings->setShowGrid(false);
    m_findings->setWordWrap(false);
    m_findings->setTabKeyNavigation(false);
    m_findings->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_findings->setSelectionMode(QAbstractItemView::SingleSelection);
    m_findings->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_findings->verticalHeader()->hide();
    m_findings->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    QHeaderView *header = m_findings->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(MessageColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(PointerColumn, QHeaderView::ResizeToContents);
    connect(m_findings, &QTableWidget::cellClicked, this, &SchemaTester::goToFinding);
    connect(m_findings, &QTableWidget::cellActivated, this, &SchemaTester::goToFinding);

    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(m_findings, 1);
    column->addWidget(m_text);
    return holder;
}

void SchemaTester::fillModels()
{
    const QVariant chosen = m_model->currentData();
    m_model->clear();
    m_model->addItem(tr("Own schema"));
    for (const model::ApiEntry &entry : document().project().apis) {
        const auto *api = std::get_if<model::RestApi>(&entry.api);
        if (!api)
            continue;
        for (const Cow<model::Model> &shared : api->models)
            m_model->addItem(icon(QStringLiteral("model")),
                             QStringLiteral("%1 · %2").arg(toQString(shared->name), toQString(api->name)),
                             QStringList{toQString(api->id.value), toQString(shared->name)});
    }
    const int found = chosen.isNull() ? 0 : m_model->findData(chosen);
    m_model->setCurrentIndex(std::max(found, 0));
    m_model->setEnabled(m_model->count() > 1);
    if (found > 0)
        loadModel();
}

bool SchemaTester::chooseModel(const model::ApiId &api, const std::string &name)
{
    const int found = m_model->findData(QStringList{toQString(api.value), toQString(name)});
    if (found < 0)
        return false;
    m_model->setCurrentIndex(found);
    loadModel();
    return true;
}

void SchemaTester::loadModel()
{
    const QStringList chosen = m_model->currentData().toStringList();
    const model::RestApi *api = chosen.isEmpty() ? nullptr : document().restApi({toStd(chosen.first())});
    const model::Model *found = api ? api->model(toStd(chosen.last())) : nullptr;
    if (!found)
        return;
    m_loading = true;
    setSchema(toQString(json::toJson(found->schema)));
    m_loading = false;
}

playground::ModelSchemas SchemaTester::models() const
{
    // Those of the API whose model is shown; of the first one for a schema of one's own.
    const QStringList chosen = m_model->currentData().toStringList();
    playground::ModelSchemas schemas;
    for (const model::ApiEntry &entry : document().project().apis) {
        const auto *api = std::get_if<model::RestApi>(&entry.api);
        if (!api || (!chosen.isEmpty() && toQString(api->id.value) != chosen.first()))
            continue;
        for (const Cow<model::Model> &shared : api->models)
            schemas[shared->name] = shared->schema;
        break;
    }
    return schemas;
}

void SchemaTester::setInstance(const QString &text)
{
    m_instance->setPlainText(text);
    m_pause.start(0);
}

void SchemaTester::setSchema(const QString &text)
{
    m_schema->setPlainText(text);
    m_pause.start(0);
}

void SchemaTester::makeSample()
{
    const auto sample = playground::sampleOf(toStd(m_schema->toPlainText()), models());
    if (!sample)
        return;
    QTextCursor cursor(m_instance->document()); // not setPlainText(): it can be undone
    cursor.select(QTextCursor::Document);
    cursor.insertText(toQString(*sample));
}

void SchemaTester::ask()
{
    if (m_task)
        m_task->abandon();
    auto work = [instance = toStd(m_instance->toPlainText()), schema = toStd(m_schema->toPlainText()),
                 models = models()](Task &) {
        Result result{playground::answerSchema(instance, schema, models), {}, {}};
        const LineIndex lines(instance);
        for (const playground::SchemaAnswer::Finding &finding : result.answer.findings) {
            const LineIndex::Position place = lines.at(finding.span.begin);
            result.inInstance.push_back({.message = finding.message,
                                         .pointer = finding.pointer,
                                         .span = finding.span,
                                         .line = place.line,
                                         .column = place.column});
        }
        if (result.answer.unreadable)
            result.inInstance.push_back(*result.answer.unreadable);
        if (result.answer.schemaProblem)
            result.inSchema.push_back(*result.answer.schemaProblem);
        return result;
    };
    m_task = runInBackground(this, QString(), std::move(work), [this](const Result &result) { showAnswer(result); });
}

void SchemaTester::showAnswer(const Result &result)
{
    m_answer = result.answer;
    m_instance->setDiagnostics(result.inInstance);
    m_schema->setDiagnostics(result.inSchema);
    showVerdict();
    showFindings(result);
    if (!m_pause.isActive())
        Q_EMIT answered();
}

void SchemaTester::showVerdict()
{
    QString iconName = QStringLiteral("problem-error");
    if (m_answer.schemaProblem) {
        m_verdict->setText(tr("The schema cannot be used"));
    } else if (m_answer.unreadable) {
        m_verdict->setText(tr("Invalid: the instance is no JSON"));
    } else if (!m_answer.valid()) {
        m_verdict->setText(tr("Invalid: %n error(s)", nullptr, static_cast<int>(m_answer.findings.size())));
    } else {
        iconName = QStringLiteral("ok");
        m_verdict->setText(tr("Valid"));
    }
    m_icon->setPixmap(icon(iconName).pixmap(kIconSize));
    m_text->setVisible(!m_answer.valid() && !m_answer.schemaProblem);
    m_text->setText(QStringLiteral("$context.error.validationErrorString = %1").arg(toQString(m_answer.text)));
}

void SchemaTester::showFindings(const Result &result)
{
    m_findings->setRowCount(0);
    const auto add = [this](const Diagnostic &diagnostic, const QString &place) {
        const int row = m_findings->rowCount();
        m_findings->insertRow(row);
        auto *message = new QTableWidgetItem(toQString(diagnostic.message));
        message->setToolTip(message->text());
        message->setData(kLineRole, diagnostic.line);
        message->setData(kColumnRole, diagnostic.column);
        m_findings->setItem(row, MessageColumn, message);
        auto *pointer = new QTableWidgetItem(place);
        pointer->setFont(monospaceFont());
        m_findings->setItem(row, PointerColumn, pointer);
    };
    for (const Diagnostic &diagnostic : result.inInstance)
        add(diagnostic, diagnostic.pointer.empty() ? QStringLiteral("/") : toQString(diagnostic.pointer));
    for (const Diagnostic &diagnostic : result.inSchema)
        add(diagnostic, tr("in the schema, line %1").arg(diagnostic.line));
    m_findings->setVisible(m_findings->rowCount() > 0);
}

void SchemaTester::goToFinding(int row)
{
    const QTableWidgetItem *item = m_findings->item(row, MessageColumn);
    CodeEditor *editor = m_answer.schemaProblem ? m_schema : m_instance;
    editor->goTo(item->data(kLineRole).toUInt(), item->data(kColumnRole).toUInt());
    editor->setFocus(Qt::OtherFocusReason);
}

} // namespace gatehouse::ui
