#include "ui/consoles/request_editor.h"

#include "ui/widgets/body_format.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_value_table.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

enum Tab { ParametersTab, HeadersTab, BodyTab };

const QStringList &usualHeaders()
{
    static const QStringList names{
        QStringLiteral("Accept"),        QStringLiteral("Accept-Encoding"), QStringLiteral("Authorization"),
        QStringLiteral("Cache-Control"), QStringLiteral("Cookie"),          QStringLiteral("If-None-Match"),
        QStringLiteral("Origin"),        QStringLiteral("User-Agent"),      QStringLiteral("X-Amzn-Trace-Id"),
        QStringLiteral("x-api-key"),     QStringLiteral("X-Forwarded-For")};
    return names;
}

qsizetype enabledCount(const QList<KeyValue> &rows)
{
    return std::ranges::count_if(rows, [](const KeyValue &row) { return row.enabled && !row.name.isEmpty(); });
}

bool isContentType(const KeyValue &header)
{
    return header.name.compare(QLatin1String("Content-Type"), Qt::CaseInsensitive) == 0;
}

} // namespace

RequestEditor::RequestEditor(QAction *list, QAction *send, QWidget *parent)
    : QWidget(parent)
    , m_method(new QComboBox)
    , m_target(new QComboBox)
    , m_path(new QLineEdit)
    , m_behind(new QLabel(tr("The draft has changes that this stage does not serve yet: deploy to see them here.")))
    , m_tabs(new QTabWidget)
    , m_query(new KeyValueTable)
    , m_headers(new KeyValueTable)
    , m_contentType(new QComboBox)
    , m_body(new CodeEditor)
{
    m_query->setHeadings(tr("Query parameter"), tr("Value"));
    m_query->setAccessibleName(tr("Query parameters"));
    m_headers->setHeadings(tr("Header"), tr("Value"));
    m_headers->setAccessibleName(tr("Request headers"));
    m_headers->setNameSuggestions(usualHeaders());
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeParametersPage(), tr("Parameters"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(makeBodyPage(), tr("Body"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(makeAddressRow(list, send));
    m_behind->setWordWrap(true);
    m_behind->setForegroundRole(QPalette::PlaceholderText);
    m_behind->setContentsMargins(kGap, 0, kGap, kGap);
    column->addWidget(m_behind);
    column->addWidget(m_tabs, 1);

    connect(m_path, &QLineEdit::textChanged, this, &RequestEditor::updatePathParameters);
    connect(m_path, &QLineEdit::textEdited, this, &RequestEditor::changed);
    connect(m_method, &QComboBox::currentTextChanged, this, &RequestEditor::changed);
    connect(m_target, &QComboBox::activated, this, &RequestEditor::changed);
    connect(m_target, &QComboBox::currentIndexChanged, this, &RequestEditor::showWhetherBehind);
    connect(m_contentType, &QComboBox::currentTextChanged, this, [this](const QString &type) {
        m_body->setSyntax(syntaxOf(type));
        Q_EMIT changed();
    });
    for (KeyValueTable *table : {m_query, m_headers}) {
        connect(table, &KeyValueTable::changed, this, [this] {
            updateTabTexts();
            Q_EMIT changed();
        });
    }
    connect(m_body, &QPlainTextEdit::textChanged, this, [this] {
        updateTabTexts();
        Q_EMIT changed();
    });
    setTargets({});
    setRequest({});
}

QLayout *RequestEditor::makeAddressRow(QAction *list, QAction *send)
{
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
        m_method->addItem(QString::fromLatin1(method));
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[A-Za-z][A-Za-z-]{0,31}")), m_method));
    m_method->setAccessibleName(tr("Method"));
    m_target->setAccessibleName(tr("Stage"));
    m_target->setToolTip(tr("The stage that the request goes to"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_path->setFont(monospaceFont());
    m_path->setMinimumWidth(20 * QFontMetrics(monospaceFont()).averageCharWidth());
    m_path->setAccessibleName(tr("Path"));
    m_path->setPlaceholderText(tr("/path/{parameter}, or a whole address"));
    auto *button = new QPushButton(icon(QStringLiteral("send"), ColorRole::OnAccent), send->text());
    button->setDefault(true);
    button->setToolTip(send->toolTip());
    connect(button, &QPushButton::clicked, send, &QAction::trigger);

    auto *listButton = new QToolButton;
    listButton->setDefaultAction(list);
    listButton->setAutoRaise(true);
    listButton->setFocusPolicy(Qt::TabFocus);
    listButton->setAccessibleName(list->text());

    auto *row = new QHBoxLayout;
    row->setContentsMargins(kGap, kGap, kGap, kGap);
    row->setSpacing(kGap);
    row->addWidget(listButton);
    row->addWidget(m_method);
    row->addWidget(m_target);
    row->addWidget(m_path, 1);
    row->addWidget(button);
    // Return sends from where one types the address; elsewhere Ctrl+Return does.
    connect(m_path, &QLineEdit::returnPressed, send, &QAction::trigger);
    return row;
}

QWidget *RequestEditor::makeParametersPage()
{
    m_pathPanel = new QWidget;
    m_pathForm = new QFormLayout(m_pathPanel);
    m_pathForm->setContentsMargins(kGroupGap - kGrid, kGap, kGap, kGap);
    m_pathForm->setHorizontalSpacing(kGroupGap);
    m_pathForm->setVerticalSpacing(kGap);

    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pathPanel);
    column->addWidget(m_query, 1);
    return page;
}

QWidget *RequestEditor::makeBodyPage()
{
    m_contentType->setEditable(true);
    m_contentType->addItem(QString());
    for (const char *type : {"application/json", "application/xml", "application/x-www-form-urlencoded", "text/plain"})
        m_contentType->addItem(QString::fromLatin1(type));
    m_contentType->setAccessibleName(tr("Content type"));
    m_contentType->lineEdit()->setPlaceholderText(tr("no content type"));
    m_body->setFrameShape(QFrame::NoFrame);
    m_body->setAccessibleName(tr("Request body"));
    m_body->setTabChangesFocus(true);
    auto *format = new QToolButton;
    format->setText(tr("Format"));
    format->setIcon(icon(QStringLiteral("code")));
    format->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    format->setAutoRaise(true);
    format->setToolTip(tr("Lay out JSON or XML anew"));
    connect(format, &QToolButton::clicked, this, &RequestEditor::formatBodyText);

    auto *label = new QLabel(tr("Content type"));
    label->setBuddy(m_contentType);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGroupGap - kGrid, kGap, kGap, kGap);
    top->setSpacing(kGap);
    top->addWidget(label);
    top->addWidget(m_contentType, 1);
    top->addWidget(format);
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_body, 1);
    return page;
}

void RequestEditor::setTargets(const QList<ConsoleTarget> &targets)
{
    const ConsoleTarget chosen = target() ? *target() : ConsoleTarget();
    const bool hadTargets = !m_targets.isEmpty();
    m_targets = targets;
    m_target->clear();
    for (const ConsoleTarget &item : targets) {
        m_target->addItem(icon(QStringLiteral("stage")), item.label);
        m_target->setItemData(m_target->count() - 1, item.base.isEmpty() ? tr("The gateway does not run.") : item.base,
                              Qt::ToolTipRole);
    }
    m_target->addItem(icon(QStringLiteral("link")), tr("Whole address"));
    const bool wholeAddress = hadTargets && chosen == ConsoleTarget();
    if (wholeAddress || !setTarget(chosen.apiFolder, chosen.stage))
        m_target->setCurrentIndex(wholeAddress ? static_cast<int>(targets.size()) : 0);
    showWhetherBehind();
}

void RequestEditor::showWhetherBehind()
{
    m_behind->setVisible(target() && target()->behind);
}

const ConsoleTarget *RequestEditor::target() const
{
    const int index = m_target->currentIndex();
    return index >= 0 && index < m_targets.size() ? &m_targets[index] : nullptr;
}

bool RequestEditor::setTarget(const QString &apiFolder, const QString &stage)
{
    const auto found = std::ranges::find_if(
        m_targets, [&](const ConsoleTarget &item) { return item.apiFolder == apiFolder && item.stage == stage; });
    if (found == m_targets.end())
        return false;
    m_target->setCurrentIndex(static_cast<int>(found - m_targets.begin()));
    return true;
}

QString RequestEditor::chooseTarget(const ConsoleRequest &request)
{
    const bool absolute = request.base.isEmpty() && request.path.contains(QLatin1String("://"));
    const QString address = absolute ? request.path : request.base + QLatin1Char('/');
    // A whole address may be that of a stage, as in a curl command for one.
    for (qsizetype i = 0; i < m_targets.size() && (absolute || !request.base.isEmpty()); ++i) {
        const QString &base = m_targets[i].base;
        if (!base.isEmpty() && (address + QLatin1Char('/')).startsWith(base + QLatin1Char('/'))) {
            m_target->setCurrentIndex(static_cast<int>(i));
            return absolute ? request.path.sliced(base.size()) : request.path;
        }
    }
    if (absolute)
        m_target->setCurrentIndex(static_cast<int>(m_targets.size()));
    else if (!target()) // sent to a gateway that is gone, and no stage to try instead
        return request.base + request.path;
    return request.path;
}

void RequestEditor::setRequest(const ConsoleRequest &request)
{
    const QString path = chooseTarget(request);
    m_method->setCurrentText(request.method);
    m_pathValues.clear();
    for (const KeyValue &parameter : request.pathParameters)
        m_pathValues[parameter.name] = parameter.value;
    m_path->setText(path);
    updatePathParameters();
    m_query->setRows(request.query);
    RequestFields headers = request.headers;
    const auto type = std::ranges::find_if(headers, [](const KeyValue &h) { return h.enabled && isContentType(h); });
    m_contentType->setCurrentText(type == headers.end() ? QString() : type->value);
    if (type != headers.end())
        headers.erase(type);
    m_headers->setRows(headers);
    m_body->setPlainText(QString::fromUtf8(request.body));
    m_tabs->setCurrentIndex(request.body.isEmpty() ? ParametersTab : BodyTab);
    updateTabTexts();
}

ConsoleRequest RequestEditor::request() const
{
    ConsoleRequest request;
    request.method = m_method->currentText().trimmed().toUpper();
    request.path = m_path->text().trimmed();
    if (target() && !request.path.contains(QLatin1String("://")))
        request.base = target()->base;
    for (const QString &name : pathParameterNames(request.path)) {
        const auto value = m_pathValues.find(name);
        request.pathParameters.append({true, name, value == m_pathValues.end() ? QString() : value->second});
    }
    request.query = m_query->rows();
    request.headers = m_headers->rows();
    const QString type = m_contentType->currentText().trimmed();
    if (!type.isEmpty() && !std::ranges::any_of(request.headers, isContentType))
        request.headers.append({true, QStringLiteral("Content-Type"), type});
    request.body = m_body->toPlainText().toUtf8();
    return request;
}

void RequestEditor::focusAddress()
{
    m_path->setFocus(Qt::ShortcutFocusReason);
    m_path->selectAll();
}

void RequestEditor::updatePathParameters()
{
    const QStringList names = pathParameterNames(m_path->text());
    const QStringList shown = [this] {
        QStringList all;
        for (int row = 0; row < m_pathForm->rowCount(); ++row)
            all.append(m_pathForm->itemAt(row, QFormLayout::FieldRole)->widget()->objectName());
        return all;
    }();
    if (names != shown) {
        while (m_pathForm->rowCount() > 0)
            m_pathForm->removeRow(0);
        m_pathFields.clear();
        for (const QString &name : names) {
            auto *field = new QLineEdit;
            field->setObjectName(name);
            field->setFont(monospaceFont());
            field->setPlaceholderText(tr("value of {%1}").arg(name));
            field->setAccessibleName(tr("Path parameter %1").arg(name));
            m_pathForm->addRow(name, field);
            m_pathFields[name] = field;
            connect(field, &QLineEdit::textEdited, this, [this, name](const QString &text) {
                m_pathValues[name] = text;
                Q_EMIT changed();
            });
        }
    }
    for (const auto &[name, field] : m_pathFields) {
        if (field->text() != m_pathValues[name])
            field->setText(m_pathValues[name]);
    }
    m_pathPanel->setVisible(!names.isEmpty());
    updateTabTexts();
}

void RequestEditor::updateTabTexts()
{
    const auto counted = [](const QString &text, qsizetype count) {
        return count == 0 ? text : QStringLiteral("%1 (%2)").arg(text).arg(count);
    };
    const auto inPath = static_cast<qsizetype>(m_pathFields.size());
    m_tabs->setTabText(ParametersTab, counted(tr("Parameters"), inPath + enabledCount(m_query->rows())));
    m_tabs->setTabText(HeadersTab, counted(tr("Headers"), enabledCount(m_headers->rows())));
    m_tabs->setTabText(BodyTab, m_body->document()->isEmpty() ? tr("Body") : tr("Body \u2022"));
}

void RequestEditor::formatBodyText()
{
    const FormattedBody formatted = formatBody(m_body->toPlainText().toUtf8(), m_contentType->currentText());
    if (!formatted.changed)
        return;
    QTextCursor cursor(m_body->document()); // as one step that can be undone
    cursor.select(QTextCursor::Document);
    cursor.insertText(formatted.text);
}

} // namespace gatehouse::ui
