#include "ui/playground/json_path_tester.h"

#include "core/base/diagnostic.h"
#include "ui/bridge/background_task.h"
#include "ui/document/project_document.h"
#include "ui/editors/form_fields.h"
#include "ui/playground/text_positions.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kTypingPause = 60; // ms
constexpr int kMaxMarks = 2000; // places lit at once

const char *const kSample = R"({
  "store": {
    "name": "Corner shop",
    "books": [
      {"title": "Moby Dick", "price": 8.99, "tags": ["sea", "whale"]},
      {"title": "Emma", "price": 12.5, "tags": []},
      {"title": "Ulysses", "price": 22.99}
    ],
    "open hours": {"mon": "9-18", "tue": "9-18"}
  }
}
)";

} // namespace

struct JsonPathTester::Result {
    playground::PathAnswer answer;
    QList<std::pair<int, int>> places;
    Diagnostics problems; ///< of the document
};

JsonPathTester::JsonPathTester(ProjectDocument &document, QWidget *parent)
    : ToolPage(document, parent)
    , m_path(newCodeField(tr("JSONPath")))
    , m_problem(new FieldProblem)
    , m_state(new QLabel)
    , m_hint(new QLabel)
    , m_document(new CodeEditor)
    , m_asPath(new CodeEditor)
    , m_asJson(new CodeEditor)
    , m_examples(new QTableWidget)
{
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *label = new QLabel(tr("JSON&Path"));
    label->setBuddy(m_path);
    auto *row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(label);
    row->addWidget(m_path, 1);
    row->addWidget(m_state);

    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(makeResults());
    right->addWidget(makeExamples());
    right->setChildrenCollapsible(false);
    right->setHandleWidth(kGap);
    auto *splitter = new QSplitter;
    splitter->addWidget(makeDocument());
    splitter->addWidget(right);
    splitter->setSizes({520, 480});
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(kGroupGap);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(m_hint);
    column->addWidget(splitter, 1);
    setFocusProxy(m_path);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &JsonPathTester::ask);
    connect(m_path, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_document, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    m_document->setPlainText(QString::fromLatin1(kSample));
    setPath(QStringLiteral("$.store.books[*].title"));
}

JsonPathTester::~JsonPathTester() = default;

QString JsonPathTester::title() const
{
    return tr("JSONPath");
}

QIcon JsonPathTester::titleIcon() const
{
    return icon(QStringLiteral("search"));
}

QWidget *JsonPathTester::makeDocument()
{
    m_document->setAccessibleName(tr("Document"));
    m_document->setSyntax(QStringLiteral("JSON"));
    auto *header = new SectionHeader(tr("Document"), tr("Read as a request's body is: an empty one is {}."));
    const auto addStep
        = [this, header](const QString &iconName, const QString &text, const QKeySequence &key, int step) {
              auto *action = new QAction(icon(iconName), text, this);
              action->setShortcut(key);
              action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
              action->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
              connect(action, &QAction::triggered, this, [this, step] { goToPlace(step); });
              addAction(action);
              auto *button = new QToolButton;
              button->setDefaultAction(action);
              button->setAutoRaise(true);
              button->setFocusPolicy(Qt::TabFocus);
              button->setAccessibleName(text);
              header->addTool(button);
          };
    addStep(QStringLiteral("chevron-up"), tr("Previous place"), QKeySequence(QStringLiteral("Shift+F8")), -1);
    addStep(QStringLiteral("chevron-down"), tr("Next place"), QKeySequence(QStringLiteral("F8")), 1);
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(header);
    column->addWidget(m_document, 1);
    return holder;
}

QWidget *JsonPathTester::makeResults()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    const std::pair<CodeEditor *, QString> views[]
        = {{m_asPath, QStringLiteral("$input.path")}, {m_asJson, QStringLiteral("$input.json")}};
    for (const auto &[view, name] : views) {
        view->setReadOnly(true);
        view->setTabChangesFocus(true);
        view->setLineNumbersVisible(false);
        view->setLineWrapMode(QPlainTextEdit::WidgetWidth);
        view->setAccessibleName(tr("What %1 prints").arg(name));
        view->setPlaceholderText(tr("Prints nothing."));
        view->setMinimumHeight(3 * fontMetrics().height());
        column->addWidget(new SectionHeader(tr("%1 prints").arg(name)));
        column->addWidget(view, 1);
    }
    m_asJson->setSyntax(QStringLiteral("JSON"));
    return holder;
}

QWidget *JsonPathTester::makeExamples()
{
    const std::pair<const char *, QString> examples[] = {
        {"$.store.name", tr("a member")},
        {"$.store.books[0].title", tr("a member of the first element")},
        {"$.store['open hours'].mon", tr("a name with blanks")},
        {"$.store.books[*].price", tr("a member of each element")},
        {"$..title", tr("at any depth")},
        {"$.store.books[-1:]", tr("the last element, in an array")},
        {"$.store.books[0,2].title", tr("some elements")},
        {"$.store.books[?(@.price < 10)]", tr("elements that fulfil a condition")},
        {"$.store.books[?(@.tags)].title", tr("elements that have a member")},
        {"$.store.books[?('sea' in @.tags)].title", tr("elements with a value in a list")},
        {"$.store.books[?(@.title =~ /^m.*/i)].title", tr("by regular expression")},
        {"$.store.books.length()", tr("how many")},
        {"$.store.books[0]['title','price']", tr("some members, as an object")},
    };
    m_examples->setColumnCount(2);
    m_examples->setRowCount(static_cast<int>(std::size(examples)));
    m_examples->setHorizontalHeaderLabels({tr("Path"), tr("Finds")});
    int row = 0;
    for (const auto &[path, meaning] : examples) {
        auto *code = new QTableWidgetItem(QString::fromLatin1(path));
        code->setFont(monospaceFont());
        code->setToolTip(code->text());
        m_examples->setItem(row, 0, code);
        m_examples->setItem(row, 1, new QTableWidgetItem(meaning));
        m_examples->item(row++, 1)->setToolTip(meaning);
    }
    m_examples->setAccessibleName(tr("Examples"));
    m_examples->setFrameShape(QFrame::NoFrame);
    m_examples->setShowGrid(false);
    m_examples->setWordWrap(false);
    m_examples->setTabKeyNavigation(false);
    m_examples->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_examples->setSelectionMode(QAbstractItemView::SingleSelection);
    m_examples->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_examples->verticalHeader()->hide();
    m_examples->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    m_examples->horizontalHeader()->setHighlightSections(false);
    m_examples->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_examples->horizontalHeader()->setStretchLastSection(true);
    m_examples->resizeColumnToContents(0);
    const auto use = [this](int chosen) { setPath(m_examples->item(chosen, 0)->text()); };
    connect(m_examples, &QTableWidget::cellClicked, this, use);
    connect(m_examples, &QTableWidget::cellActivated, this, use);
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new SectionHeader(tr("Examples")));
    column->addWidget(m_examples, 1);
    return holder;
}

void JsonPathTester::setPath(const QString &path)
{
    m_path->setText(path);
    m_pause.start(0);
}

void JsonPathTester::setDocumentText(const QString &text)
{
    m_document->setPlainText(text);
    m_pause.start(0);
}

void JsonPathTester::ask()
{
    if (m_task)
        m_task->abandon();
    auto work = [path = toStd(m_path->text().trimmed()), text = toStd(m_document->toPlainText())](Task &) {
        Result result{playground::answerPath(path, text), {}, {}};
        auto &spans = result.answer.places;
        spans.resize(std::min<std::size_t>(spans.size(), kMaxMarks));
        result.places = textPositions(text, spans);
        if (const auto &error = result.answer.error; error && !result.answer.errorInPath) {
            const LineIndex::Position place = LineIndex(text).at(error->span.begin);
            result.problems.push_back({.message = error->text(), .line = place.line, .column = place.column});
        }
        return result;
    };
    m_task = runInBackground(this, QString(), std::move(work), [this](const Result &result) { showAnswer(result); });
}

void JsonPathTester::showAnswer(const Result &result)
{
    m_answer = result.answer;
    m_places = result.places;
    m_place = -1;
    m_document->setDiagnostics(result.problems);
    QList<TextMark> marks;
    for (const auto &[begin, end] : m_places)
        marks.append({begin, end});
    m_document->setMarks(TextLayer::Origin, marks);
    if (!m_places.isEmpty())
        m_document->showPosition(m_places.front().first);
    m_asPath->setPlainText(toQString(m_answer.path));
    m_asJson->setPlainText(toQString(m_answer.json));
    showWords();
    if (!m_pause.isActive())
        Q_EMIT answered();
}

void JsonPathTester::showWords()
{
    std::optional<QString> problem;
    if (m_answer.error && m_answer.errorInPath)
        problem = tr("Column %1: %2. A template with this path ends in 500.")
                      .arg(m_answer.error->span.begin + 1)
                      .arg(toQString(m_answer.error->detail));
    else if (m_answer.error)
        problem = tr("The document cannot be read: a template that asks it ends in 500.");
    m_problem->tell(*m_path, problem);
    m_hint->setText(m_answer.hint.empty() ? QString() : tr("Hint: %1").arg(toQString(m_answer.hint)));
    m_hint->setVisible(!m_answer.hint.empty());

    QStringList words;
    if (!m_answer.error || !m_answer.errorInPath)
        words.append(m_answer.definite ? tr("Definite: the value itself") : tr("Indefinite: always an array"));
    if (!m_answer.error)
        words.append(m_answer.found ? toQString(m_answer.type) : tr("finds nothing"));
    m_state->setText(words.join(QStringLiteral("  ·  ")));
}

void JsonPathTester::goToPlace(int step)
{
    if (m_places.isEmpty())
        return;
    m_place = m_place < 0 ? (step > 0 ? 0 : m_places.size() - 1) : (m_place + step + m_places.size()) % m_places.size();
    QTextCursor cursor = m_document->textCursor();
    cursor.setPosition(m_places[m_place].first);
    cursor.setPosition(m_places[m_place].second, QTextCursor::KeepAnchor);
    m_document->setTextCursor(cursor);
    m_document->centerCursor();
    m_document->setFocus(Qt::ShortcutFocusReason);
}

} // namespace gatehouse::ui
