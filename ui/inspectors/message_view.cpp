#include "ui/inspectors/message_view.h"

#include "ui/widgets/body_format.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/copy_button.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Border { ClientToGateway, GatewayToBackend, BackendToGateway, GatewayToClient };

QString fieldOf(const trace::Message &message, const QString &name)
{
    for (const trace::NameValue &field : message.fields) {
        if (toQString(field.name).compare(name, Qt::CaseInsensitive) == 0)
            return toQString(field.value);
    }
    return {};
}

} // namespace

MessageView::MessageView(QWidget *parent)
    : QWidget(parent)
    , m_border(new QComboBox)
    , m_text(new CodeEditor)
{
    m_border->addItem(tr("Request: client to gateway"));
    m_border->addItem(tr("Request: gateway to backend"));
    m_border->addItem(tr("Response: backend to gateway"));
    m_border->addItem(tr("Response: gateway to client"));
    m_border->setCurrentIndex(GatewayToClient);
    m_border->setAccessibleName(tr("Which message"));
    m_border->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_border->setMinimumContentsLength(12);
    m_text->setReadOnly(true);
    m_text->setLineNumbersVisible(false);
    m_text->setSyntax(QStringLiteral("HTTP"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setAccessibleName(tr("Message"));

    auto *top = new QHBoxLayout;
    top->setContentsMargins(kGap, kGap, kGap, kGap);
    top->addWidget(m_border, 1);
    top->addWidget(new CopyButton(tr("Copy message"), [this] { return m_text->toPlainText(); }));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_text, 1);
    connect(m_border, &QComboBox::currentIndexChanged, this, &MessageView::showMessage);
}

void MessageView::setTrace(std::shared_ptr<const trace::Trace> trace)
{
    m_trace = std::move(trace);
    showMessage();
}

QString MessageView::textOf(const trace::Message &message)
{
    QString text = toQString(message.startLine) + QLatin1Char('\n');
    for (const trace::NameValue &field : message.fields)
        text += toQString(field.name) + QLatin1String(": ") + toQString(field.value) + QLatin1Char('\n');
    if (!message.body.empty()) {
        const QString type = fieldOf(message, QStringLiteral("Content-Type"));
        // A body that was cut off cannot be laid out; it is shown as it is.
        text += QLatin1Char('\n') + formatBody(QByteArray::fromStdString(message.body), type).text;
    }
    if (message.bodyTruncated)
        text += QLatin1Char('\n') + tr("(The trace keeps the first 64 KiB of a body.)");
    return text;
}

const trace::Message *MessageView::message() const
{
    if (!m_trace)
        return nullptr;
    switch (m_border->currentIndex()) {
    case ClientToGateway: return &m_trace->request;
    case GatewayToBackend: return &m_trace->endpointRequest;
    case BackendToGateway: return &m_trace->endpointResponse;
    case GatewayToClient: return &m_trace->response;
    }
    return nullptr;
}

void MessageView::showMessage()
{
    const trace::Message *shown = message();
    if (!shown)
        m_text->clear();
    else if (shown->startLine.empty() && m_trace->integrationType == "MOCK")
        m_text->setPlainText(tr("A mock integration calls no backend."));
    else if (shown->startLine.empty())
        m_text->setPlainText(tr("No such message: the gateway answered before it called a backend."));
    else
        m_text->setPlainText(shownText(textOf(*shown)).text);
}

} // namespace gatehouse::ui
