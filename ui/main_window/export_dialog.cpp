#include "ui/main_window/export_dialog.h"

#include "ui/document/project_document.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>

namespace gatehouse::ui {

ExportDialog::ExportDialog(const ProjectDocument &document, const model::ApiId &api, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_api(new QComboBox)
    , m_format(new QComboBox)
    , m_language(new QComboBox)
    , m_extensions(new QCheckBox(tr("With API Gateway's &extensions, so that it can be imported again")))
{
    setWindowTitle(tr("Export API"));
    for (const model::ApiEntry &entry : document.project().apis) {
        if (model::kindOf(entry.api) == model::ApiKind::WebSocket)
            continue; // OpenAPI has no words for them
        m_apis.push_back(model::idOf(entry.api));
        m_api->addItem(toQString(model::nameOf(entry.api)));
        if (model::idOf(entry.api) == api)
            m_api->setCurrentIndex(m_api->count() - 1);
    }
    m_format->addItems({tr("OpenAPI 3.0"), tr("OpenAPI 3.1"), tr("Swagger 2.0")}); // in the order of openapi::Format
    m_language->addItems({tr("YAML"), tr("JSON")});
    m_extensions->setChecked(true);
    m_api->setAccessibleName(tr("API"));
    m_format->setAccessibleName(tr("Format"));
    m_language->setAccessibleName(tr("Written as"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *go = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    go->setEnabled(!m_apis.empty());
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(kGroupGap);
    form->setVerticalSpacing(kGap);
    form->addRow(tr("&API"), m_api);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Written as"), m_language);
    form->addRow(m_extensions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(new SectionHeader(tr("Export API"), tr("Writes the draft as one document.")));
    column->addLayout(form);
    column->addStretch(1);
    column->addWidget(buttons);
    go->setDefault(true); // only a button within its dialog can be
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ProjectSession::ExportRequest ExportDialog::request() const
{
    ProjectSession::ExportRequest request;
    if (m_api->currentIndex() >= 0)
        request.api = m_apis[m_api->currentIndex()];
    request.format = m_format->currentIndex();
    request.yaml = m_language->currentIndex() == 0;
    request.extensions = m_extensions->isChecked();
    return request;
}

QString ExportDialog::suggestedName() const
{
    const model::ApiEntry *entry = m_document.api(request().api);
    const QString folder = entry ? toQString(entry->folder) : QString();
    return (folder.isEmpty() ? QStringLiteral("api") : folder)
        + (request().yaml ? QStringLiteral(".yaml") : QStringLiteral(".json"));
}

} // namespace gatehouse::ui
