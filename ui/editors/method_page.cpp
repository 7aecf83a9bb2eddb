#include "ui/editors/method_page.h"

#include "ui/document/project_document.h"
#include "ui/editors/method_diagram.h"
#include "ui/editors/method_form.h"
#include "ui/editors/page_header.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

int formIndex(DiagramPlace place)
{
    switch (place) {
    case DiagramPlace::MethodRequest: return 0;
    case DiagramPlace::IntegrationRequest:
    case DiagramPlace::Integration: return 1;
    case DiagramPlace::IntegrationResponse: return 2;
    case DiagramPlace::MethodResponse: return 3;
    }
    return 0;
}

QLabel *newTitle()
{
    auto *label = new QLabel;
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * 1.1);
    label->setFont(font);
    return label;
}

} // namespace

MethodPage::MethodPage(ProjectDocument &document, const MethodRef &ref, QWidget *parent)
    : EditorPage(document, ObjectRef::of(ref), parent)
    , m_header(new PageHeader)
    , m_diagram(new MethodDiagram)
    , m_formTitle(newTitle())
    , m_forms(new QStackedWidget)
    , m_formArea(new QScrollArea)
    , m_messagePane(new QWidget)
    , m_messageTitle(newTitle())
    , m_message(new CodeEditor)
{
    m_forms->addWidget(newMethodRequestForm(document));
    m_forms->addWidget(newIntegrationRequestForm(document));
    m_forms->addWidget(newIntegrationResponseForm(document));
    m_forms->addWidget(newMethodResponseForm(document));

    for (int i = 0; i < m_forms->count(); ++i)
        connect(static_cast<MethodForm *>(m_forms->widget(i)), &MethodForm::playgroundRequested, this,
                &MethodPage::playgroundRequested);

    auto *top = new QWidget;
    auto *topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGap);
    topColumn->setSpacing(kGroupGap);
    topColumn->addWidget(m_header);
    topColumn->addWidget(m_diagram);

    auto *form = new QWidget;
    auto *formColumn = new QVBoxLayout(form);
    formColumn->setContentsMargins(kGroupGap, kGap, kGroupGap, kGroupGap);
    formColumn->setSpacing(kGap);
    formColumn->addWidget(m_formTitle);
    formColumn->addWidget(m_forms);
    m_formArea->setWidget(form);
    m_formArea->setWidgetResizable(true);
    m_formArea->setFrameShape(QFrame::NoFrame);
    m_formArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_message->setReadOnly(true);
    m_message->setSyntax(QStringLiteral("HTTP"));
    m_message->setLineNumbersVisible(false);
    m_message->setAccessibleName(tr("Message of the last request"));
    auto *messageColumn = new QVBoxLayout(m_messagePane);
    messageColumn->setContentsMargins(kGroupGap, kGap, kGroupGap, kGroupGap);
    messageColumn->setSpacing(kGap);
    messageColumn->addWidget(m_messageTitle);
    messageColumn->addWidget(m_message, 1);
    m_messagePane->hide();

    auto *below = new QSplitter(Qt::Horizontal);
    below->addWidget(m_formArea);
    below->addWidget(m_messagePane);
    below->setStretchFactor(0, 3);
    below->setStretchFactor(1, 2);
    below->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(top);
    column->addWidget(below, 1);

    connect(m_diagram, &MethodDiagram::currentChanged, this, &MethodPage::showPlace);
    load();
    showPlace(m_diagram->current());
    setFocusProxy(&m_diagram->box(DiagramPlace::MethodRequest));
}

QString MethodPage::title() const
{
    const model::RestApi *api = document().restApi(object().api);
    return toQString(object().name) + u' ' + (api ? toQString(api->path(object().resource)) : QString());
}

QIcon MethodPage::titleIcon() const
{
    return icon(QStringLiteral("method"));
}

void MethodPage::follow(const DocumentChange &change)
{
    if (change.api != object().api || object().kind == ObjectRef::Kind::None)
        return;
    const bool aboutMethods
        = change.kind >= DocumentChange::Kind::MethodInserted && change.kind <= DocumentChange::Kind::MethodChanged;
    if (!aboutMethods || change.method() == object().method())
        load();
}

void MethodPage::load()
{
    const MethodRef ref = object().method();
    const model::RestApi *api = document().restApi(ref.api);
    const model::Method *method = document().method(ref);
    if (!api || !method)
        return;
    m_header->setMethod(toQString(method->httpMethod));
    m_header->setTitle(toQString(api->path(ref.resource)));
    m_header->setDetail(toQString(method->extra["summary"].string()));
    m_diagram->setMethod(*api, *method);
    static_cast<MethodForm *>(m_forms->currentWidget())->setMethod(ref);
}

void MethodPage::showPlace(DiagramPlace place)
{
    m_formTitle->setText(place == DiagramPlace::Integration ? placeTitle(DiagramPlace::IntegrationRequest)
                                                            : placeTitle(place));
    m_forms->setCurrentIndex(formIndex(place));
    // The stack is as high as the form shown, so that a short one leaves nothing to scroll through.
    for (int i = 0; i < m_forms->count(); ++i) {
        const bool shown = i == m_forms->currentIndex();
        m_forms->widget(i)->setSizePolicy(QSizePolicy::Preferred,
                                          shown ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    }
    static_cast<MethodForm *>(m_forms->currentWidget())->setMethod(object().method());
    m_formArea->ensureVisible(0, 0);
    showMessage();
}

void MethodPage::setTrace(const TracePtr &trace)
{
    const model::RestApi *api = document().restApi(object().api);
    const bool isOurs = trace && api && trace->apiId == object().api.value
        && trace->resourcePath == api->path(object().resource)
        && (trace->httpMethod == object().name || object().name == "ANY");
    m_trace = isOurs ? trace : nullptr;
    m_diagram->setTrace(m_trace);
    showMessage();
}

void MethodPage::showMessage()
{
    m_messagePane->setVisible(m_trace != nullptr);
    if (!m_trace)
        return;
    const DiagramPlace place = m_diagram->current();
    m_messageTitle->setText(tr("Last request: %1").arg(placeTitle(place).toLower()));
    const QString message = messageAt(place, *m_trace);
    m_message->setPlainText(message.isEmpty() ? tr("The request had no message here.") : message);
}

} // namespace gatehouse::ui
