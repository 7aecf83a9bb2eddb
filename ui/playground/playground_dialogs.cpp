#include "ui/playground/playground_dialogs.h"

#include "ui/document/project_document.h"
#include "ui/models/traffic_model.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStringListModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

namespace {

/// OK with a word of its own, and Cancel.
QPushButton *addButtons(QDialog &dialog, QVBoxLayout &column, const QString &accept)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    QPushButton *ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(accept);
    buttons->button(QDialogButtonBox::Cancel)->setText(TemplateChooser::tr("Cancel"));
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column.addWidget(buttons);
    return ok;
}

} // namespace

void askForName(QWidget *parent, const QString &title, const QString &words, const QString &first,
                const std::function<std::optional<QString>(const QString &)> &problem,
                const std::function<void(const QString &)> &then)
{
    auto *dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(words);
    dialog->setTextValue(first);
    QObject::connect(dialog, &QInputDialog::textValueSelected, parent, [=](const QString &text) {
        const QString name = text.trimmed();
        if (const std::optional<QString> wrong = problem(name))
            askForName(parent, title, *wrong, name, problem, then);
        else
            then(name);
    });
    dialog->open();
}

TemplateChooser::TemplateChooser(const ProjectDocument &document, const std::optional<TemplateRef> &current,
                                 QWidget *parent)
    : QDialog(parent)
    , m_filter(new QLineEdit)
    , m_list(new QListView)
    , m_filtered(new QSortFilterProxyModel(this))
    , m_mediaType(new QComboBox)
{
    setWindowTitle(tr("Use in Method"));
    QStringList texts;
    int row = 0;
    for (const model::ApiEntry &entry : document.project().apis) {
        const model::RestApi *api = std::get_if<model::RestApi>(&entry.api);
        if (!api)
            continue;
        for (const Cow<model::Resource> &resource : api->resources) {
            for (const model::Method &method : resource->methods) {
                for (const TemplateRef &ref : templatesOf(document, {api->id, resource->id, method.httpMethod})) {
                    if (current && ref == *current)
                        row = static_cast<int>(m_refs.size());
                    m_refs.push_back(ref);
                    texts.append(describe(document, ref));
                }
            }
        }
    }
    m_filtered->setSourceModel(new QStringListModel(texts, this));
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_filtered);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Templates of methods"));
    m_filter->setPlaceholderText(tr("Filter by method, path or side"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_mediaType->setEditable(true);
    m_mediaType->addItems({QStringLiteral("application/json"), QStringLiteral("application/xml"),
                           QStringLiteral("text/plain"), QStringLiteral("application/x-www-form-urlencoded")});
    m_mediaType->setAccessibleName(tr("Media type"));

    auto *form = new QFormLayout;
    form->addRow(tr("Media type:"), m_mediaType);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    auto *words = new QLabel(tr("The method whose template this becomes, as one step that can be undone:"));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addLayout(form);
    m_accept = addButtons(*this, *column, tr("Use"));
    resize(560, 420);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text);
        if (!m_list->currentIndex().isValid())
            m_list->setCurrentIndex(m_filtered->index(0, 0));
        takeCurrent();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TemplateChooser::takeCurrent);
    connect(m_list, &QListView::doubleClicked, this, &QDialog::accept);
    m_list->setCurrentIndex(m_filtered->index(row, 0));
    takeCurrent();
}

void TemplateChooser::takeCurrent()
{
    const QModelIndex index = m_filtered->mapToSource(m_list->currentIndex());
    m_accept->setEnabled(index.isValid());
    if (index.isValid())
        m_mediaType->setEditText(toQString(m_refs[static_cast<std::size_t>(index.row())].mediaType));
}

std::optional<TemplateRef> TemplateChooser::chosen() const
{
    const QModelIndex index = m_filtered->mapToSource(m_list->currentIndex());
    if (!index.isValid())
        return std::nullopt;
    TemplateRef ref = m_refs[static_cast<std::size_t>(index.row())];
    ref.mediaType = toStd(m_mediaType->currentText().trimmed());
    return ref;
}

RequestChooser::RequestChooser(TrafficModel &traffic, QWidget *parent)
    : QDialog(parent)
    , m_traffic(traffic)
    , m_table(new QTableView)
{
    setWindowTitle(tr("Recorded Requests"));
    m_table->setModel(&traffic);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(TrafficModel::PathColumn, QHeaderView::Stretch);
    m_table->setAccessibleName(tr("Requests that reached the gateway"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    auto *words
        = new QLabel(traffic.rowCount() > 0 ? tr("The request whose body, parameters and context become the event:")
                                            : tr("No request has reached the gateway yet. Start it and send one."));
    words->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_table, 1);
    QPushButton *accept = addButtons(*this, *column, tr("Take"));
    accept->setEnabled(traffic.rowCount() > 0);
    resize(720, 420);
    connect(m_table, &QTableView::doubleClicked, this, &QDialog::accept);
    m_table->selectRow(traffic.rowCount() - 1);
    m_table->scrollToBottom();
}

TracePtr RequestChooser::chosen() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_traffic.traceAt(index.row()) : nullptr;
}

} // namespace gatehouse::ui
