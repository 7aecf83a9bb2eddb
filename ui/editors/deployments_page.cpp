#include "ui/editors/deployments_page.h"

#include "core/model/stage_operations.h"
#include "ui/commands/stage_commands.h"
#include "ui/document/pointers.h"
#include "ui/document/project_document.h"
#include "ui/editors/changes_view.h"
#include "ui/editors/page_header.h"
#include "ui/editors/point_stage_dialog.h"
#include "ui/models/project_tree_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

enum Column { WhenColumn, DescriptionColumn, StagesColumn, IdColumn, ColumnCount };

// What a deployment may be compared with besides others, as data of the choice; ids have no such character.
constexpr auto kBefore = QLatin1StringView("<before");
constexpr auto kDraft = QLatin1StringView("<draft");

QString when(SystemTime time)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return milliseconds == 0 ? DeploymentsPage::tr("unknown")
                             : QLocale().toString(QDateTime::fromMSecsSinceEpoch(milliseconds), QLocale::ShortFormat);
}

QString joined(const std::vector<std::string> &words)
{
    QStringList list;
    for (const std::string &word : words)
        list << toQString(word);
    return list.join(QStringLiteral(", "));
}

} // namespace

DeploymentsPage::DeploymentsPage(ProjectDocument &document, const ObjectRef &deployment, QWidget *parent)
    : EditorPage(document, {ObjectRef::Kind::Api, deployment.api, {}, {}}, parent)
    , m_header(new PageHeader)
    , m_list(new QTableWidget(0, ColumnCount))
    , m_title(new QLabel)
    , m_other(new QComboBox)
    , m_point(new QPushButton(icon(QStringLiteral("history")), tr("&Point a stage here")))
    , m_changes(new ChangesView({}))
    , m_chosen(deployment.name)
{
    m_header->setIconName(kindIconName(ObjectRef::Kind::Deployment));
    m_header->setTitle(tr("Deployments"));
    m_list->setHorizontalHeaderLabels({tr("Made"), tr("Description"), tr("Served by"), tr("Id")});
    m_list->setAccessibleName(tr("Deployments"));
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setTabKeyNavigation(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + kGap);
    QHeaderView *header = m_list->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(DescriptionColumn, QHeaderView::Stretch);
    m_other->setAccessibleName(tr("Compare with"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(24);
    m_point->setMenu(new QMenu(m_point));

    auto *row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto *label = new QLabel(tr("&Changes since"));
    label->setBuddy(m_other);
    row->addWidget(label);
    row->addWidget(m_other, 1);
    row->addWidget(m_point);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    column->setSpacing(kGap);
    column->addWidget(m_header);
    column->addSpacing(kGap);
    column->addWidget(m_list, 2);
    column->addSpacing(kGap);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    column->addLayout(row);
    column->addWidget(m_changes, 3);

    connect(m_list, &QTableWidget::currentCellChanged, this, [this](int current) {
        if (const QTableWidgetItem *item = m_list->item(current, IdColumn))
            choose(toStd(item->text()));
    });
    connect(m_other, &QComboBox::activated, this, &DeploymentsPage::compare);
    connect(m_point->menu(), &QMenu::aboutToShow, this, &DeploymentsPage::fillStages);
    connect(m_changes, &ChangesView::pointerActivated, this, [this](const QString &pointer) {
        Q_EMIT openRequested(objectAtPointer(this->document(), object().api, toStd(pointer)));
    });
    load();
}

QString DeploymentsPage::title() const
{
    return tr("Deployments");
}

QIcon DeploymentsPage::titleIcon() const
{
    return icon(kindIconName(ObjectRef::Kind::Deployment));
}

ObjectRef DeploymentsPage::currentPart() const
{
    return {ObjectRef::Kind::Deployment, object().api, {}, m_chosen};
}

bool DeploymentsPage::shows(const ObjectRef &object) const
{
    return object.kind == ObjectRef::Kind::Deployment && object.api == this->object().api;
}

void DeploymentsPage::reveal(const ObjectRef &object)
{
    for (int row = 0; row < m_list->rowCount(); ++row) {
        if (toStd(m_list->item(row, IdColumn)->text()) == object.name)
            m_list->setCurrentCell(row, WhenColumn);
    }
}

const model::ApiEntry *DeploymentsPage::entry() const
{
    return document().api(object().api);
}

const model::DeploymentRecord *DeploymentsPage::chosen() const
{
    return entry() ? entry()->deployment({m_chosen}) : nullptr;
}

void DeploymentsPage::follow(const DocumentChange &change)
{
    if (object().kind != ObjectRef::Kind::None && (change.api == object().api || change.api.isNull()))
        load();
}

void DeploymentsPage::load()
{
    const model::ApiEntry *api = entry();
    if (!api)
        return;
    m_header->setDetail(toQString(model::nameOf(api->api)));
    {
        const QSignalBlocker blocker(m_list);
        m_list->setRowCount(static_cast<int>(api->deployments.size()));
        int row = m_list->rowCount();
        for (const model::DeploymentRecord &record : api->deployments) { // the newest comes first
            --row;
            const QString texts[ColumnCount] = {when(record.createdAt), toQString(record.description),
                                                joined(model::stagesAt(*api, record.id)), toQString(record.id.value)};
            for (int column = 0; column < ColumnCount; ++column)
                m_list->setItem(row, column, new QTableWidgetItem(texts[column]));
            m_list->item(row, IdColumn)->setFont(monospaceFont());
            if (record.id.value == m_chosen)
                m_list->setCurrentCell(row, WhenColumn);
        }
        if (!chosen() && !api->deployments.empty()) {
            m_list->setCurrentCell(0, WhenColumn);
            m_chosen = api->deployments.back().id.value;
        }
    }
    loadOthers();
    compare();
}

void DeploymentsPage::loadOthers()
{
    const QString wanted = m_other->currentData().toString();
    const QSignalBlocker blocker(m_other);
    m_other->clear();
    m_other->addItem(tr("The deployment before"), kBefore);
    m_other->addItem(tr("The draft"), kDraft);
    for (auto record = entry()->deployments.rbegin(); record != entry()->deployments.rend(); ++record) {
        if (record->id.value != m_chosen) {
            const QString name = toQString(record->description.empty() ? record->id.value : record->description);
            m_other->addItem(tr("%1, %2").arg(name, when(record->createdAt)), toQString(record->id.value));
        }
    }
    m_other->setCurrentIndex(std::max(0, m_other->findData(wanted)));
}

void DeploymentsPage::choose(const std::string &id)
{
    if (m_chosen == id)
        return;
    m_chosen = id;
    loadOthers();
    compare();
    Q_EMIT objectUnderCursorChanged(currentPart());
}

std::shared_ptr<const model::Api> DeploymentsPage::other() const
{
    const model::ApiEntry &api = *entry();
    const QString wanted = m_other->currentData().toString();
    if (wanted == kDraft)
        return std::make_shared<const model::Api>(api.api);
    if (wanted != kBefore) {
        const model::DeploymentRecord *record = api.deployment({toStd(wanted)});
        return record ? record->api : nullptr;
    }
    const auto record = std::ranges::find(api.deployments, model::DeploymentId{m_chosen}, &model::DeploymentRecord::id);
    return record == api.deployments.begin() || record == api.deployments.end() ? nullptr : std::prev(record)->api;
}

void DeploymentsPage::compare()
{
    if (m_comparing)
        m_comparing->abandon();
    m_comparing.reset();
    const model::DeploymentRecord *record = chosen();
    const std::shared_ptr<const model::Api> before = record ? other() : nullptr;
    m_point->setEnabled(record != nullptr);
    m_title->setText(record ? toQString(record->description.empty() ? record->id.value : record->description)
                            : tr("Nothing has been deployed yet."));
    if (!record || !record->api || !before) {
        m_changes->setNone(record ? tr("This is the first deployment: there is nothing before it.") : QString());
        m_changes->setChanges({});
        return;
    }
    // Off the GUI thread: an API may have ten thousand methods.
    m_comparing = runInBackground(
        this, {}, [before, after = record->api](Task &) { return model::compare(*before, *after); },
        [this](model::Changes changes) {
            m_changes->setNone(tr("Both are the same."));
            m_changes->setChanges(std::move(changes));
            Q_EMIT compared();
        });
}

void DeploymentsPage::fillStages()
{
    QMenu *menu = m_point->menu();
    menu->clear();
    for (const model::Stage &stage : entry()->stages) {
        QAction *action = menu->addAction(toQString(stage.name));
        action->setEnabled(stage.deploymentId.value != m_chosen);
        connect(action, &QAction::triggered, this, [this, name = stage.name] { askToPoint({object().api, name}); });
    }
}

void DeploymentsPage::askToPoint(const StageRef &stage)
{
    const model::DeploymentRecord *record = chosen();
    if (!record)
        return;
    auto *dialog = new PointStageDialog(document(), stage, record->id, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, stage, id = record->id] { pointStage(document(), stage, id); });
    dialog->open();
}

} // namespace gatehouse::ui
