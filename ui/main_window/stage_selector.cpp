#include "ui/main_window/stage_selector.h"

#include "ui/document/project_document.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <algorithm>

namespace gatehouse::ui {

StageSelector::StageSelector(ProjectDocument &document, QWidget *parent)
    : QComboBox(parent)
    , m_document(document)
{
    setAccessibleName(tr("API and stage"));
    setToolTip(tr("The API and stage to deploy to and to call"));
    setSizeAdjustPolicy(AdjustToContents);
    setMinimumContentsLength(12);
    setPlaceholderText(tr("No stage"));
    connect(&m_document, &ProjectDocument::changed, this, [this](const DocumentChange &change) {
        using Kind = DocumentChange::Kind;
        switch (change.kind) {
        case Kind::ProjectReset:
        case Kind::ApiInserted:
        case Kind::ApiRemoved:
        case Kind::ApiReplaced:
        case Kind::ApiSettings:
        case Kind::StageInserted:
        case Kind::StageRemoved: refill(); break;
        case Kind::StageChanged:
            if (change.name != change.previousName)
                refill();
            break;
        default: break;
        }
    });
    connect(this, &QComboBox::currentIndexChanged, this, &StageSelector::announce);
    refill();
}

StageRef StageSelector::current() const
{
    const int row = currentIndex();
    return row >= 0 && row < static_cast<int>(m_stages.size()) ? m_stages[row] : StageRef();
}

void StageSelector::setCurrent(const StageRef &stage)
{
    const auto found = std::ranges::find(m_stages, stage);
    if (found != m_stages.end())
        setCurrentIndex(static_cast<int>(found - m_stages.begin()));
}

void StageSelector::refill()
{
    const StageRef before = current();
    const int row = currentIndex();
    {
        const QSignalBlocker blocker(this);
        clear();
        m_stages.clear();
        for (const model::ApiEntry &entry : m_document.project().apis) {
            const QString name = toQString(model::nameOf(entry.api));
            for (const model::Stage &stage : entry.stages) {
                m_stages.push_back({model::idOf(entry.api), stage.name});
                addItem(icon(QStringLiteral("stage")), name + QStringLiteral(" / ") + toQString(stage.name));
            }
            if (entry.stages.empty()) {
                m_stages.push_back({model::idOf(entry.api), {}});
                addItem(icon(QStringLiteral("stage")), tr("%1 (no stage yet)").arg(name));
            }
        }
        const auto same = std::ranges::find(m_stages, before);
        const int last = static_cast<int>(m_stages.size()) - 1;
        setCurrentIndex(same != m_stages.end() ? static_cast<int>(same - m_stages.begin())
                                               : std::clamp(row, std::min(0, last), last));
        setEnabled(!m_stages.empty());
    }
    announce();
}

void StageSelector::announce()
{
    const StageRef now = current();
    if (now == m_announced)
        return;
    m_announced = now;
    Q_EMIT stageChanged(now);
}

} // namespace gatehouse::ui
