#include "ui/playground/blueprint_page.h"

#include "ui/document/project_document.h"
#include "ui/playground/blueprint_library.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kSearchRole = Qt::UserRole + 1; ///< all that the filter looks at

QString syntaxOf(const std::string &contentType)
{
    return contentType.ends_with("json") ? QStringLiteral("JSON")
        : contentType.ends_with("xml")   ? QStringLiteral("XML")
                                         : QString();
}

CodeEditor *newView(const QString &name, const QString &syntax)
{
    auto *view = new CodeEditor;
    view->setReadOnly(true);
    view->setAccessibleName(name);
    view->setSyntax(syntax);
    view->setTabChangesFocus(true);
    return view;
}

/// A view under its heading.
QWidget *section(SectionHeader *header, QWidget *view, QWidget *below = nullptr)
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid);
    column->addWidget(header);
    column->addWidget(view, 1);
    if (below)
        column->addWidget(below);
    return holder;
}

QToolButton *buttonFor(QAction *action)
{
    auto *button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setDefaultAction(action);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

BlueprintPage::BlueprintPage(ProjectDocument &document, QWidget *parent)
    : ToolPage(document, parent)
    , m_model(new QStandardItemModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_list(new QTreeView)
    , m_pages(new QStackedWidget)
    , m_title(new QLabel)
    , m_facts(new QLabel)
    , m_text(new QLabel)
    , m_template(newView(tr("Template"), QStringLiteral("Velocity")))
    , m_event(newView(tr("Event"), QStringLiteral("JSON")))
    , m_output(newView(tr("Output"), QString()))
    , m_overrides(new QLabel)
    , m_open(new QAction(icon(QStringLiteral("run")), tr("Open in &Playground"), this))
    , m_use(new QAction(icon(QStringLiteral("method")), tr("&Use in Method…"), this))
    , m_copy(new QAction(icon(QStringLiteral("copy")), tr("&Copy Template"), this))
{
    fillModel();
    m_filtered->setSourceModel(m_model);
    m_filtered->setRecursiveFilteringEnabled(true);
    m_filtered->setFilterRole(kSearchRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);

    auto *splitter = new QSplitter;
    splitter->addWidget(makeList());
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 800});
    splitter->setChildrenCollapsible(false);
    m_pages->addWidget(makePreview());
    m_pages->addWidget(new EmptyState(QStringLiteral("search"), tr("No blueprint fits"),
                                      tr("Try another word: a service such as SQS, or a task such as pagination.")));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);
    setFocusProxy(m_filter);

    m_open->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    m_use->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+Return")));
    m_copy->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+C")));
    for (QAction *action : {m_open, m_use, m_copy}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    const auto emitCurrent = [this](auto signal) {
        return [this, signal] {
            if (const playground::Blueprint *shown = current())
                Q_EMIT(this->*signal)(*shown);
        };
    };
    connect(m_open, &QAction::triggered, this, emitCurrent(&BlueprintPage::playgroundRequested));
    connect(m_use, &QAction::triggered, this, emitCurrent(&BlueprintPage::useRequested));
    connect(m_copy, &QAction::triggered, this, [this] {
        if (const playground::Blueprint *shown = current())
            QGuiApplication::clipboard()->setText(toQString(shown->source));
    });
    connect(m_filter, &QLineEdit::textChanged, this, &BlueprintPage::filter);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &BlueprintPage::showCurrent);
    connect(m_list, &QTreeView::activated, this, [this] { m_open->trigger(); });
    connect(&document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        if (change.kind == DocumentChange::Kind::ProjectReset)
            showCurrent();
    });
    m_list->expandAll();
    selectFirst();
}

QString BlueprintPage::title() const
{
    return tr("Blueprints");
}

QIcon BlueprintPage::titleIcon() const
{
    return icon(QStringLiteral("model"));
}

void BlueprintPage::fillModel()
{
    QStandardItem *category = nullptr;
    for (const playground::Blueprint &one : blueprints()) {
        const QString name = translated(one.category);
        if (!category || category->text() != name) {
            category = new QStandardItem(name);
            category->setFlags(Qt::ItemIsEnabled);
            QFont font = category->font();
            font.setWeight(QFont::DemiBold);
            category->setFont(font);
            m_model->appendRow(category);
        }
        auto *item = new QStandardItem(translated(one.title));
        item->setData(QByteArray::fromStdString(one.id), kIdRole);
        item->setData(QStringList{name, translated(one.title), translated(one.text), toQString(one.source)}.join(u'\n'),
                      kSearchRole);
        item->setToolTip(translated(one.title));
        item->setEditable(false);
        category->appendRow(item);
    }
}

QWidget *BlueprintPage::makeList()
{
    m_filter->setPlaceholderText(tr("Filter blueprints"));
    m_filter->setAccessibleName(tr("Filter blueprints"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setModel(m_filtered);
    m_list->setHeaderHidden(true);
    m_list->setAccessibleName(tr("Blueprints"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(2 * kGap);
    m_list->setUniformRowHeights(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto *holder = new QWidget;
    holder->setMinimumWidth(220);
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(kGap, kGap, kGap, 0);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    return holder;
}

QWidget *BlueprintPage::makePreview()
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_title->setWordWrap(true);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setFont(captionFont());
    m_facts->setWordWrap(true);
    m_text->setWordWrap(true);
    m_text->setAccessibleName(tr("What it teaches"));
    for (QLabel *label : {m_title, m_facts, m_text, m_overrides})
        label->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_overrides->setFont(monospaceFont());
    m_overrides->setWordWrap(true);
    m_overrides->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    for (QAction *action : {m_open, m_use, m_copy})
        buttons->addWidget(buttonFor(action));
    buttons->addStretch(1);

    auto *right = new QSplitter(Qt::Vertical);
    right->addWidget(section(new SectionHeader(tr("Event")), m_event));
    right->addWidget(section(new SectionHeader(tr("Output")), m_output, m_overrides));
    right->setChildrenCollapsible(false);
    auto *views = new QSplitter;
    views->addWidget(section(new SectionHeader(tr("Template")), m_template));
    views->addWidget(right);
    views->setChildrenCollapsible(false);
    views->setSizes({500, 400});
    views->setHandleWidth(kGap);
    right->setHandleWidth(kGap);

    auto *preview = new QWidget;
    auto *column = new QVBoxLayout(preview);
    column->setContentsMargins(kGroupGap, kGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addWidget(m_text);
    column->addLayout(buttons);
    column->addSpacing(kGap);
    column->addWidget(views, 1);
    return preview;
}

const playground::Blueprint *BlueprintPage::current() const
{
    const QByteArray id = m_list->currentIndex().data(kIdRole).toByteArray();
    return id.isEmpty() ? nullptr : blueprint(id.toStdString());
}

void BlueprintPage::setCurrent(std::string_view id)
{
    m_filter->clear();
    const QModelIndexList found
        = m_filtered->match(m_filtered->index(0, 0), kIdRole, QByteArray(id.data(), static_cast<qsizetype>(id.size())),
                            1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!found.isEmpty())
        m_list->setCurrentIndex(found.front());
}

void BlueprintPage::filter(const QString &text)
{
    m_filtered->setFilterFixedString(text);
    m_list->expandAll();
    if (!current())
        selectFirst();
    showCurrent();
}

void BlueprintPage::selectFirst()
{
    const QModelIndex category = m_filtered->index(0, 0);
    if (category.isValid())
        m_list->setCurrentIndex(m_filtered->index(0, 0, category));
}

bool BlueprintPage::eventFilter(QObject *watched, QEvent *event)
{
    // From the filter the arrows walk the list, and Return opens what is chosen.
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp)
            return QCoreApplication::sendEvent(m_list, event);
        if ((key == Qt::Key_Return || key == Qt::Key_Enter)
            && static_cast<QKeyEvent *>(event)->modifiers() == Qt::NoModifier) {
            m_open->trigger();
            return true;
        }
    }
    return ToolPage::eventFilter(watched, event);
}

void BlueprintPage::showCurrent()
{
    const playground::Blueprint *shown = current();
    m_pages->setCurrentIndex(shown ? 0 : 1);
    m_open->setEnabled(shown);
    m_copy->setEnabled(shown);
    m_use->setEnabled(shown && !document().project().apis.empty()); // else there is no method
    if (!shown)
        return;
    m_title->setText(translated(shown->title));
    m_facts->setText(QStringLiteral("%1  ·  %2  ·  %3")
                         .arg(translated(shown->category), sideText(shown->side), toQString(shown->contentType)));
    m_text->setText(translated(shown->text));
    m_template->setPlainText(toQString(shown->source));
    m_event->setPlainText(eventText(shown->event));
    m_output->setSyntax(syntaxOf(shown->contentType));
    m_output->setPlainText(toQString(shown->output));
    m_output->setPlaceholderText(tr("The body is empty."));
    const QStringList overrides = overrideLines(shown->overrides);
    m_overrides->setText(overrides.join(u'\n'));
    m_overrides->setVisible(!overrides.isEmpty());
}

} // namespace gatehouse::ui
