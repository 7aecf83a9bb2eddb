#include "ui/editors/cors_dialog.h"

#include "core/model/compare.h"
#include "ui/commands/resource_commands.h"
#include "ui/document/project_document.h"
#include "ui/editors/changes_view.h"
#include "ui/editors/form_fields.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

std::vector<std::string> words(const QLineEdit &field)
{
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    std::vector<std::string> list;
    for (const QString &word : field.text().split(separators, Qt::SkipEmptyParts))
        list.push_back(toStd(word));
    return list;
}

QString joined(const std::vector<std::string> &list)
{
    QStringList texts;
    for (const std::string &word : list)
        texts << toQString(word);
    return texts.join(QStringLiteral(", "));
}

} // namespace

CorsDialog::CorsDialog(ProjectDocument &document, const model::ApiId &api, const model::ResourceId &resource,
                       QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_api(api)
    , m_resource(resource)
    , m_origin(newCodeField(tr("Allowed origin")))
    , m_methods(newCodeField(tr("Allowed methods")))
    , m_headers(newCodeField(tr("Allowed headers")))
    , m_expose(newCodeField(tr("Exposed headers")))
    , m_maxAge(new QSpinBox)
    , m_credentials(new QCheckBox(tr("Allow &credentials")))
    , m_default4xx(new QCheckBox(tr("Default &4XX")))
    , m_default5xx(new QCheckBox(tr("Default &5XX")))
    , m_problem(new QLabel)
    , m_changes(new ChangesView(tr("CORS is enabled like this already: nothing will change.")))
{
    const model::CorsOptions defaults;
    const model::RestApi *rest = document.restApi(api);
    setWindowTitle(tr("Enable CORS"));
    m_origin->setText(toQString(defaults.allowOrigin));
    m_methods->setPlaceholderText(tr("The methods of the resource"));
    m_headers->setText(joined(defaults.allowHeaders));
    m_headers->setCursorPosition(0);
    m_expose->setPlaceholderText(tr("None"));
    m_maxAge->setRange(-1, 86400);
    m_maxAge->setValue(-1);
    m_maxAge->setSuffix(tr(" s"));
    m_maxAge->setSpecialValueText(tr("Not said"));
    m_maxAge->setAccessibleName(tr("How long browsers keep the answer to a preflight"));
    m_default4xx->setChecked(true);
    m_default5xx->setChecked(true);
    m_problem->setWordWrap(true);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, themeColor(ColorRole::Error));
    m_problem->setPalette(colors);

    QFormLayout *form = newFormLayout();
    form->addRow(tr("Allowed &origin"), m_origin);
    form->addRow(tr("Allowed &methods"), m_methods);
    form->addRow(tr("Allowed &headers"), m_headers);
    form->addRow(tr("E&xposed headers"), m_expose);
    form->addRow(tr("Max &age"), m_maxAge);
    form->addRow(QString(), m_credentials);
    auto *responses = new QHBoxLayout;
    responses->setSpacing(kGroupGap);
    responses->addWidget(m_default4xx);
    responses->addWidget(m_default5xx);
    responses->addStretch(1);
    form->addRow(tr("Gateway responses"), responses);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_enable = buttons->addButton(tr("Enable CORS"), QDialogButtonBox::AcceptRole);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(new SectionHeader(
        tr("Enable CORS for %1").arg(rest ? toQString(rest->path(resource)) : QString()),
        tr("An OPTIONS method answers preflights, and answers get the headers that browsers ask for. Backends of proxy "
           "integrations must send them themselves. Deploy to see it work.")));
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(m_changes, 1);
    column->addWidget(buttons);
    m_enable->setDefault(true);
    resize(820, 640);

    connect(buttons, &QDialogButtonBox::accepted, this, &CorsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *field : {m_origin, m_methods, m_headers, m_expose})
        connect(field, &QLineEdit::textChanged, this, &CorsDialog::preview);
    for (QCheckBox *box : {m_credentials, m_default4xx, m_default5xx})
        connect(box, &QCheckBox::toggled, this, &CorsDialog::preview);
    connect(m_maxAge, &QSpinBox::valueChanged, this, &CorsDialog::preview);
    preview();
}

model::CorsOptions CorsDialog::options() const
{
    model::CorsOptions options;
    options.allowOrigin = toStd(m_origin->text().trimmed());
    options.allowMethods = words(*m_methods);
    options.allowHeaders = words(*m_headers);
    options.exposeHeaders = words(*m_expose);
    options.allowCredentials = m_credentials->isChecked();
    if (m_maxAge->value() >= 0)
        options.maxAge = m_maxAge->value();
    options.default4xx = m_default4xx->isChecked();
    options.default5xx = m_default5xx->isChecked();
    return options;
}

void CorsDialog::preview()
{
    const model::CorsOptions wanted = options();
    const std::optional<std::string> problem = model::corsProblem(wanted);
    m_problem->setText(problem ? toQString(*problem) : QString());
    m_problem->setVisible(problem.has_value());
    const model::RestApi *rest = m_document.restApi(m_api);
    model::Changes changes;
    if (rest && !problem) {
        // Only what may change is compared: this must keep up with typing, whatever the size of the API.
        model::RestApi before;
        before.binaryMediaTypes = rest->binaryMediaTypes;
        before.gatewayResponses = rest->gatewayResponses;
        for (model::ResourceId id = m_resource; !id.isNull();) {
            const model::Resource *resource = rest->resource(id);
            before.resources.insert(before.resources.begin(), *resource);
            id = resource->parent;
        }
        model::RestApi after = before;
        model::enableCors(after, m_resource, wanted);
        changes = model::compare(model::Api(std::move(before)), model::Api(std::move(after)));
    }
    m_enable->setEnabled(!changes.empty());
    m_changes->setChanges(std::move(changes));
}

void CorsDialog::accept()
{
    if (!model::corsProblem(options()))
        enableCors(m_document, m_api, m_resource, options());
    QDialog::accept();
}

} // namespace gatehouse::ui
