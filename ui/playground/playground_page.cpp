#include "ui/playground/playground_page.h"

#include "ui/commands/template_commands.h"
#include "ui/commands/test_commands.h"
#include "ui/document/project_document.h"
#include "ui/playground/coverage_column.h"
#include "ui/playground/debug_feature.h"
#include "ui/playground/event_pane.h"
#include "ui/playground/live_run.h"
#include "ui/playground/output_pane.h"
#include "ui/playground/playground_dialogs.h"
#include "ui/playground/playground_events.h"
#include "ui/playground/playground_tests.h"
#include "ui/playground/provenance.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/template_assist.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QToolBar>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace gatehouse::ui {

namespace {

/// Tool bars leave their buttons out of the tab order.
void takesFocus(const QToolBar &bar, QAction *action)
{
    if (auto *button = qobject_cast<QToolButton *>(bar.widgetForAction(action)))
        button->setFocusPolicy(Qt::TabFocus);
}

using playground::Phase;

QKeySequence keyOf(const char *text)
{
    return QKeySequence(QString::fromLatin1(text));
}

} // namespace

PlaygroundPage::PlaygroundPage(ProjectDocument &document, TrafficModel *traffic, const PlaygroundState &state,
                               QWidget *parent)
    : EditorPage(document, state.bound ? ObjectRef::of(state.bound->method) : ObjectRef(), parent)
    , m_state(state)
    , m_live(new LiveRun(this))
    , m_binding(new ElidedLabel)
    , m_phase(new QComboBox)
    , m_mediaType(new QComboBox)
    , m_toolBar(new QToolBar)
    , m_inputMenu(new QMenu(this))
    , m_source(new CodeEditor)
    , m_coverage(new CoverageColumn(this))
    , m_assist(new TemplateAssist(m_source))
    , m_event(new EventPane)
    , m_output(new OutputPane)
    , m_provenance(new Provenance(m_source, m_event, m_output, this))
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_rows(new QSplitter(Qt::Vertical))
    , m_status(new QLabel)
{
    m_source->setAccessibleName(tr("Template"));
    m_source->setSyntax(QStringLiteral("Velocity"));
    m_source->setPlaceholderText(tr("A mapping template"));
    m_source->addGutterColumn(m_coverage, GutterColumn::Side::AfterNumbers);

    m_columns->addWidget(makePane(tr("Template"), m_source));
    m_columns->addWidget(makePane(tr("Event"), m_event));
    m_columns->addWidget(makePane(tr("Output"), m_output));
    m_columns->setStretchFactor(0, 5);
    m_columns->setStretchFactor(1, 3);
    m_columns->setStretchFactor(2, 4);
    m_columns->setChildrenCollapsible(false);
    m_columns->setAccessibleName(tr("Template, event and output"));
    m_rows->addWidget(m_columns);
    m_rows->setStretchFactor(0, 3);
    m_rows->setChildrenCollapsible(false);

    m_status->setFont(captionFont());
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setContentsMargins(kGap, kGrid, kGap, kGrid);
    m_status->setAccessibleName(tr("State of the run"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_rows, 1);
    column->addWidget(m_status);
    setFocusProxy(m_source);

    makeToolBar(traffic);
    connectParts();
    orderTabs();
    {
        const QScopedValueRollback loading(m_loading, true);
        m_source->setPlainText(toQString(m_state.source));
        m_event->setEvent(m_state.event);
        m_phase->setCurrentIndex(m_state.phase == Phase::Request ? 0 : 1);
        m_mediaType->setEditText(toQString(m_state.mediaType));
    }
    m_debug = new DebugFeature(this, m_state.breakpoints, m_state.watches);
    connect(m_debug, &DebugFeature::changed, this, [this] {
        m_state.breakpoints = m_debug->breakpoints();
        m_state.watches = m_debug->watches();
        Q_EMIT stateChanged();
    });
    connect(m_debug, &DebugFeature::began, this, [this] { m_provenance->setRun({}); });
    connect(m_debug, &DebugFeature::ended, this, [this] {
        if (m_live->last())
            showRun(m_live->last());
    });
    bind(m_state.bound);
    changed();
}

QWidget *PlaygroundPage::makePane(const QString &title, QWidget *content)
{
    auto *pane = new QWidget;
    auto *caption = new QLabel(title);
    caption->setFont(captionFont());
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setContentsMargins(kGap, kGrid, kGap, kGrid);
    caption->setBuddy(content);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(content, 1);
    return pane;
}

QWidget *PlaygroundPage::makeHead()
{
    m_phase->addItems({tr("Integration request"), tr("Integration response")});
    m_phase->setAccessibleName(tr("Side of the integration"));
    m_phase->setToolTip(tr("On which side of the integration the template stands"));
    m_mediaType->setEditable(true);
    m_mediaType->addItems({QStringLiteral("application/json"), QStringLiteral("application/xml"),
                           QStringLiteral("text/plain"), QStringLiteral("application/x-www-form-urlencoded")});
    m_mediaType->setAccessibleName(tr("Media type of the output"));
    m_mediaType->setToolTip(tr("Media type of the output"));
    m_mediaType->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_mediaType->setMinimumContentsLength(16);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setAccessibleName(tr("Playground tools"));
    auto *head = new QWidget;
    auto *top = new QHBoxLayout;
    top->setSpacing(kGap);
    top->addWidget(m_binding, 1);
    top->addWidget(m_phase);
    top->addWidget(m_mediaType);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(kGap, kGap, kGap, kGrid);
    column->setSpacing(kGrid);
    column->addLayout(top);
    column->addWidget(m_toolBar);
    return head;
}

QAction *PlaygroundPage::addTool(const QString &iconName, const QString &text, const QKeySequence &key,
                                 const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    if (!iconName.isEmpty())
        action->setIcon(icon(iconName));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QString plain = text;
    plain.remove(u'&');
    action->setToolTip(key.isEmpty() ? plain
                                     : QStringLiteral("%1 (%2)").arg(plain, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, run);
    addAction(action);
    return action;
}

void PlaygroundPage::makeToolBar(TrafficModel *traffic)
{
    auto *input = new QToolButton;
    input->setText(tr("Input"));
    input->setIcon(icon(QStringLiteral("import")));
    input->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    input->setPopupMode(QToolButton::InstantPopup);
    input->setAutoRaise(true);
    input->setMenu(m_inputMenu);
    input->setToolTip(
        tr("Where the event comes from (%1)").arg(keyOf("Ctrl+Alt+I").toString(QKeySequence::NativeText)));
    m_toolBar->addWidget(input);
    addTool({}, tr("Choose the Input"), keyOf("Ctrl+Alt+I"), [input] { input->showMenu(); });
    if (traffic) {
        m_inputMenu->addAction(addTool(QStringLiteral("traffic"), tr("From a &Recorded Request…"), {},
                                       [this, traffic] { chooseRequest(*traffic); }));
    }
    m_fromModel = addTool(QStringLiteral("model"), tr("From the &Method's Model"), {},
                          [this] { m_event->setEvent(eventFromModel(document(), *m_state.bound)); });
    m_inputMenu->addAction(m_fromModel);
    m_inputMenu->addAction(addTool(QStringLiteral("request"), tr("&Sample Event"), {},
                                   [this] { m_event->setEvent(playground::sampleEvent()); }));

    auto *saved = new QMenu(tr("Saved &Events"), m_inputMenu);
    connect(saved, &QMenu::aboutToShow, this, [this, saved] { fillSavedEvents(*saved); });
    m_inputMenu->addMenu(saved);
    m_inputMenu->addSeparator();
    m_inputMenu->addAction(addTool(QStringLiteral("save"), tr("Sa&ve This Event…"), {}, [this] { saveEvent(); }));

    m_toolBar->addSeparator();
    m_apply = addTool(QStringLiteral("check"), tr("&Apply to Method"), keyOf("Ctrl+Return"), [this] { apply(); });
    m_revert = addTool(QStringLiteral("undo"), tr("Re&vert"), keyOf("Ctrl+Alt+R"), [this] { revert(); });
    QAction *use = addTool(QStringLiteral("method"), tr("&Use in Method…"), keyOf("Ctrl+Shift+Return"),
                           [this] { chooseMethod(); });
    QAction *test = addTool(QStringLiteral("save"), tr("&Save as Test…"), keyOf("Ctrl+Alt+S"), [this] { saveTest(); });
    m_toolBar->addActions({m_apply, m_revert, use, test});
    m_toolBar->addSeparator();
    m_pretty = addTool(QStringLiteral("form"), tr("&Pretty"), keyOf("Ctrl+Alt+P"), [this] { changed(); });
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_showCoverage = addTool(QStringLiteral("ok"), tr("&Coverage"), keyOf("Ctrl+Alt+C"),
                             [this] { m_coverage->setShown(m_showCoverage->isChecked()); });
    m_showCoverage->setCheckable(true);
    m_showCoverage->setChecked(true);
    m_toolBar->addActions({m_pretty, m_showCoverage});
    for (QAction *action : m_toolBar->actions())
        takesFocus(*m_toolBar, action);

    addTool({}, tr("Go to the Template"), keyOf("Ctrl+Alt+T"), [this] { m_source->setFocus(); });
    addTool({}, tr("Go to the Event"), keyOf("Ctrl+Alt+E"), [this] { m_event->body().setFocus(); });
    addTool({}, tr("Go to the Output"), keyOf("Ctrl+Alt+O"), [this] { m_output->editor().setFocus(); });
}

void PlaygroundPage::addToTools(QAction *action)
{
    m_toolBar->addAction(action);
    takesFocus(*m_toolBar, action);
}

void PlaygroundPage::orderTabs()
{
    QWidget *last = m_toolBar->widgetForAction(m_showCoverage);
    const QWidgetList rest
        = QWidgetList{m_source} + m_event->focusOrder() + m_output->focusOrder() + QWidgetList{m_phase, m_mediaType};
    for (QWidget *next : rest) {
        setTabOrder(last, next);
        last = next;
    }
}

void PlaygroundPage::connectParts()
{
    connect(m_source->document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed > 0 || added > 0)
            changed();
    });
    connect(m_event, &EventPane::edited, this, &PlaygroundPage::changed);
    connect(m_phase, &QComboBox::currentIndexChanged, this, &PlaygroundPage::changed);
    connect(m_mediaType, &QComboBox::currentTextChanged, this, &PlaygroundPage::changed);
    connect(m_live, &LiveRun::finished, this, &PlaygroundPage::showRun);
    connect(m_live, &LiveRun::valuesReady, this, [this](const std::vector<playground::ShownValue> &values) {
        TemplateFacts facts = m_assist->facts();
        facts.variables = values;
        m_assist->setFacts(std::move(facts));
    });
    connect(m_assist, &TemplateAssist::referenceHovered, this, &PlaygroundPage::showValue);
}

QString PlaygroundPage::title() const
{
    const model::RestApi *api = document().restApi(object().api);
    if (!m_state.bound || !api)
        return tr("Playground");
    return tr("Playground: %1 %2").arg(toQString(object().name), toQString(api->path(object().resource)));
}

QIcon PlaygroundPage::titleIcon() const
{
    return icon(QStringLiteral("code"));
}

bool PlaygroundPage::shows(const ObjectRef &) const
{
    return false; // methods have pages of their own
}

PlaygroundInput PlaygroundPage::input() const
{
    return {m_state.source, m_state.event, m_state.phase, toQString(m_state.mediaType), m_pretty->isChecked()};
}

void PlaygroundPage::changed()
{
    if (m_loading)
        return;
    m_state.source = toStd(m_source->toPlainText());
    m_state.event = m_event->event();
    m_state.phase = m_phase->currentIndex() == 0 ? Phase::Request : Phase::Response;
    m_state.mediaType = toStd(m_mediaType->currentText());
    showBinding();
    m_live->setInput(input());
    Q_EMIT stateChanged();
}

void PlaygroundPage::setEvent(const playground::Event &event)
{
    m_event->setEvent(event);
}

void PlaygroundPage::setTemplate(const QString &text)
{
    if (m_source->toPlainText() == text)
        return;
    QTextCursor all(m_source->document()); // one step of the editor's undo
    all.select(QTextCursor::Document);
    all.insertText(text);
}

void PlaygroundPage::setPhase(Phase phase)
{
    m_phase->setCurrentIndex(phase == Phase::Request ? 0 : 1);
}

void PlaygroundPage::showRun(const PlaygroundRunPtr &run)
{
    m_source->setDiagnostics(run->sourceFaults);
    m_event->setBodyFaults(run->bodyFaults);
    m_coverage->setCoverage(run->run.coverage);
    if (!m_debug->isActive()) { // else the output is as far as the debugger came
        m_output->showRun(*run);
        m_provenance->setRun(run);
    }
    updateFacts(*run);
    const double milliseconds = std::chrono::duration<double, std::milli>(run->run.duration).count();
    const QString time = locale().toString(milliseconds, 'f', milliseconds < 10 ? 2 : 0);
    QString text = tr("%1 ms \u00b7 %n step(s)", nullptr, static_cast<int>(run->run.steps)).arg(time);
    text += QStringLiteral(" \u00b7 ") + tr("%n octet(s)", nullptr, static_cast<int>(run->run.output.size()));
    const playground::Coverage::Totals totals = run->run.coverage.totals();
    if (totals.lines > 0) {
        text += QStringLiteral(" \u00b7 ") + tr("%1 of %2 lines reached").arg(totals.linesReached).arg(totals.lines);
    }
    m_status->setText(run->run.error ? toQString(run->source->explain(*run->run.error)) : text);
}

void PlaygroundPage::updateFacts(const PlaygroundRun &run)
{
    TemplateFacts facts = m_assist->facts();
    facts.body = run.body.isNull() ? playground::ShownValue() : shownJson(run.body);
    facts.parameters.clear();
    for (const playground::NameValues *values :
         {&run.input.event.path, &run.input.event.query, &run.input.event.header}) {
        for (const trace::NameValue &value : *values)
            facts.parameters.append(toQString(value.name));
    }
    facts.stageVariables.clear();
    for (const auto &[name, value] : run.input.event.stageVariables)
        facts.stageVariables.append(toQString(name));
    m_assist->setFacts(std::move(facts));
}

void PlaygroundPage::showValue(const QString &reference, int position, const QPoint &place)
{
    const PlaygroundRunPtr &run = m_live->last();
    if (!run || run->input.source != m_state.source || m_debug->isActive()) // the debugger knows the value of now
        return;
    QString expression = reference;
    // What #set makes has its value only afterwards: the right side says it.
    const QString text = m_source->toPlainText();
    const TextSpan span = referenceAt(text, position);
    static const QRegularExpression s_assigned(QStringLiteral("^\\s*=(?!=)\\s*([^\\n]*)\\)"));
    if (const auto match = s_assigned.match(text.mid(span.end, 2000)); match.hasMatch())
        expression = match.captured(1);
    m_live->ask(run->sourceMap.octetOf(position), expression,
                [this, reference, place](const playground::ValuesAt &values) {
                    if (values.times == 0)
                        return;
                    QStringList lines;
                    for (const std::string &value : values.texts)
                        lines.append(toQString(value).left(200));
                    lines.removeDuplicates();
                    if (values.times > values.texts.size())
                        lines.append(tr("\u2026 %n time(s) in all", nullptr, static_cast<int>(values.times)));
                    QToolTip::showText(place, QStringLiteral("%1 = %2").arg(reference, lines.join(u'\n')), m_source);
                });
}

void PlaygroundPage::bind(const std::optional<TemplateRef> &ref)
{
    m_state.bound = ref;
    m_inMethod.reset();
    setObject(ref ? ObjectRef::of(ref->method) : ObjectRef());
    if (ref) {
        if (const std::string *text = templateText(document(), *ref))
            m_inMethod = *text;
        const QScopedValueRollback loading(m_loading, true);
        setPhase(ref->phase);
        m_mediaType->setEditText(toQString(ref->mediaType));
    }
    showBinding();
    Q_EMIT titleChanged();
}

void PlaygroundPage::showBinding()
{
    const bool bound = m_state.bound && hasPlaceFor(document(), *m_state.bound);
    const bool differs = bound && m_inMethod != m_state.source;
    QString text = tr("Not bound to a method");
    if (bound) {
        text = describe(document(), *m_state.bound);
        if (differs)
            text = tr("%1 (not applied)").arg(text);
    }
    m_binding->setText(text);
    m_apply->setEnabled(differs);
    m_revert->setEnabled(differs && m_inMethod);
    m_fromModel->setEnabled(bound);
}

void PlaygroundPage::apply()
{
    if (!m_state.bound) {
        chooseMethod();
        return;
    }
    const std::string text = m_state.source;
    m_inMethod = text;
    useTemplate(document(), *m_state.bound, text);
    showBinding();
}

void PlaygroundPage::revert()
{
    if (m_inMethod)
        setTemplate(toQString(*m_inMethod));
}

void PlaygroundPage::useIn(const TemplateRef &ref)
{
    bind(ref);
    apply();
    changed();
}

void PlaygroundPage::follow(const DocumentChange &)
{
    if (!m_state.bound)
        return;
    if (object().kind == ObjectRef::Kind::None) {
        bind({}); // the method is gone; the template stays
        Q_EMIT stateChanged();
        return;
    }
    m_state.bound->method = object().method(); // renamed, perhaps
    const std::string *text = templateText(document(), *m_state.bound);
    const std::optional<std::string> now = text ? std::optional(*text) : std::nullopt;
    if (now == m_inMethod)
        return;
    const bool wasApplied = m_inMethod == m_state.source;
    m_inMethod = now;
    if (wasApplied && now)
        setTemplate(toQString(*now)); // undone, or edited elsewhere
    showBinding();
}

void PlaygroundPage::chooseMethod()
{
    auto *dialog = new TemplateChooser(document(), m_state.bound, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const std::optional<TemplateRef> ref = dialog->chosen())
            useIn(*ref);
    });
    dialog->open();
}

void PlaygroundPage::fillSavedEvents(QMenu &menu)
{
    menu.clear();
    for (const model::SavedEvent &saved : document().project().events) {
        QString name = toQString(saved.name);
        connect(menu.addAction(name.replace(u'&', QStringLiteral("&&"))), &QAction::triggered, this,
                [this, event = saved.event] {
                    if (const Expected<playground::Event> read = playground::eventFromJson(event))
                        m_event->setEvent(*read);
                });
    }
    if (menu.isEmpty())
        menu.addAction(tr("No event is saved yet"))->setEnabled(false);
}

void PlaygroundPage::saveEvent()
{
    askForName(
        this, tr("Save Event"), tr("Name of the event, a file events/NAME.yaml of the project:"),
        toQString(freeEventName(document().project(), "event")),
        [this](const QString &name) { return eventNameProblem(document().project(), toStd(name)); },
        [this](const QString &name) { putSavedEvent(document(), {toStd(name), playground::toJson(m_state.event)}); });
}

void PlaygroundPage::saveTest()
{
    if (!m_live->last())
        return;
    askForName(
        this, tr("Save as Test"), tr("Name of the test, a file tests/NAME.yaml of the project:"),
        toQString(freeTestName(document().project(), "test")),
        [this](const QString &name) { return testNameProblem(document().project(), toStd(name)); },
        [this](const QString &name) { saveAsTest(toStd(name)); });
}

void PlaygroundPage::saveAsTest(const std::string &name)
{
    if (const PlaygroundRunPtr &run = m_live->last())
        putTemplateTest(document(), testOfRun(document(), m_state, *run, name));
}

void PlaygroundPage::chooseRequest(TrafficModel &traffic)
{
    auto *dialog = new RequestChooser(traffic, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const TracePtr trace = dialog->chosen())
            m_event->setEvent(eventFromTrace(document(), *trace, m_state.phase));
    });
    dialog->open();
}

} // namespace gatehouse::ui
