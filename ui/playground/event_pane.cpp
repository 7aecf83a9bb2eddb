#include "ui/playground/event_pane.h"

#include "core/json/reader.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/key_value_table.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModel>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Tab { BodyTab, ParametersTab, ContextTab, StageVariablesTab };

QList<KeyValue> rowsOf(const playground::NameValues &values)
{
    QList<KeyValue> rows;
    for (const trace::NameValue &value : values)
        rows.append({true, toQString(value.name), toQString(value.value)});
    return rows;
}

playground::NameValues valuesOf(const KeyValueTable &table)
{
    playground::NameValues values;
    for (const KeyValue &row : table.rows())
        values.push_back({toStd(row.name), toStd(row.value)});
    return values;
}

KeyValueTable *newTable(const QString &accessibleName)
{
    auto *table = new KeyValueTable;
    table->setAccessibleName(accessibleName);
    table->setCheckable(false);
    return table;
}

/// A context says "{}" rather than nothing.
QString contextText(const json::Value &context)
{
    return toQString(json::toJson(context));
}

bool selectRow(KeyValueTable &table, const QString &name)
{
    const QAbstractItemModel &model = *table.model();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data().toString().compare(name, Qt::CaseInsensitive) == 0) {
            table.selectRow(row);
            return true;
        }
    }
    return false;
}

} // namespace

EventPane::EventPane(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabWidget)
    , m_body(new CodeEditor)
    , m_path(newTable(tr("Path parameters")))
    , m_query(newTable(tr("Query string parameters")))
    , m_header(newTable(tr("Header fields")))
    , m_context(new CodeEditor)
    , m_stageVariables(newTable(tr("Stage variables")))
{
    m_body->setAccessibleName(tr("Body of the event"));
    m_body->setSyntax(QStringLiteral("JSON"));
    m_body->setPlaceholderText(tr("The body that the template gets"));
    m_context->setAccessibleName(tr("$context as JSON"));
    m_context->setSyntax(QStringLiteral("JSON"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the event"));
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(makeParameters(), tr("Parameters"));
    m_tabs->addTab(m_context, tr("Context"));
    m_tabs->addTab(m_stageVariables, tr("Stage variables"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    setFocusProxy(m_tabs);

    connect(m_body, &QPlainTextEdit::textChanged, this, &EventPane::take);
    connect(m_context, &QPlainTextEdit::textChanged, this, [this] {
        readContext();
        take();
    });
    for (const KeyValueTable *table : {m_path, m_query, m_header, m_stageVariables})
        connect(table, &KeyValueTable::changed, this, &EventPane::take);
}

QWidget *EventPane::makeParameters()
{
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGrid);
    const std::pair<QString, KeyValueTable *> parts[]
        = {{tr("Path"), m_path}, {tr("Query string"), m_query}, {tr("Header"), m_header}};
    for (const auto &[title, table] : parts) {
        auto *label = new QLabel(title);
        label->setFont(captionFont());
        label->setForegroundRole(QPalette::PlaceholderText);
        column->addWidget(label);
        column->addWidget(table, 1);
    }
    auto *area = new QScrollArea;
    area->setWidget(inner);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

void EventPane::setEvent(const playground::Event &event)
{
    if (event == m_event && !m_context->document()->isEmpty())
        return;
    {
        const QScopedValueRollback loading(m_loading, true);
        m_event = event;
        m_body->setPlainText(toQString(event.body));
        m_path->setRows(rowsOf(event.path));
        m_query->setRows(rowsOf(event.query));
        m_header->setRows(rowsOf(event.header));
        m_context->setPlainText(contextText(event.context));
        QList<KeyValue> variables;
        for (const auto &[name, value] : event.stageVariables)
            variables.append({true, toQString(name), toQString(value)});
        m_stageVariables->setRows(variables);
        readContext();
    }
    Q_EMIT edited();
}

void EventPane::take()
{
    if (m_loading)
        return;
    playground::Event event;
    event.context = m_event.context;
    event.body = toStd(m_body->toPlainText());
    event.path = valuesOf(*m_path);
    event.query = valuesOf(*m_query);
    event.header = valuesOf(*m_header);
    for (const KeyValue &row : m_stageVariables->rows())
        event.stageVariables.insert_or_assign(toStd(row.name), toStd(row.value));
    m_event = std::move(event);
    Q_EMIT edited();
}

void EventPane::readContext()
{
    const std::string text = toStd(m_context->toPlainText());
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        m_event.context = json::Value::object();
        m_context->setDiagnostics({});
        return;
    }
    json::ReadResult read = json::readJson(text);
    Diagnostics faults = std::move(read.diagnostics);
    if (!hasErrors(faults) && !read.value.isObject()) {
        Diagnostic fault;
        fault.message = toStd(tr("$context is an object: {\"requestId\": ...}"));
        fault.line = 1;
        fault.column = 1;
        faults.push_back(fault);
    }
    m_context->setDiagnostics(faults);
    m_tabs->setTabText(ContextTab, hasErrors(faults) ? tr("Context (unreadable)") : tr("Context"));
    if (!hasErrors(faults))
        m_event.context = std::move(read.value);
}

QWidgetList EventPane::focusOrder() const
{
    return {m_tabs->tabBar(), m_body, m_path, m_query, m_header, m_context, m_stageVariables};
}

void EventPane::setBodyFaults(const Diagnostics &faults)
{
    m_body->setDiagnostics(faults);
}

void EventPane::showOrigin(const std::string &origin)
{
    const QString path = toQString(origin);
    const QString name = path.section(u'.', -1);
    if (path.startsWith(u"params.")) {
        m_tabs->setCurrentIndex(ParametersTab);
        for (KeyValueTable *table : {m_path, m_query, m_header}) {
            if (selectRow(*table, name))
                break;
        }
    } else if (path.startsWith(u"stageVariables.")) {
        m_tabs->setCurrentIndex(StageVariablesTab);
        selectRow(*m_stageVariables, name);
    } else if (path.startsWith(u"context.")) {
        m_tabs->setCurrentIndex(ContextTab);
        const QTextCursor found = m_context->document()->find(u'"' + name + u'"');
        if (!found.isNull()) {
            m_context->setMarks(TextLayer::Origin, {{found.selectionStart(), found.selectionEnd()}});
            m_context->showPosition(found.selectionStart());
        }
    } else if (path.startsWith(u'$') || path.startsWith(u"input")) {
        m_tabs->setCurrentIndex(BodyTab);
    }
}

} // namespace gatehouse::ui
