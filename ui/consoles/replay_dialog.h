#pragma once

#include "core/deploy/compiler.h"
#include "core/model/project.h"
#include "core/replay/replay.h"
#include "ui/bridge/background_task.h"
#include "ui/bridge/trace_feed.h"

#include <QDialog>

#include <deque>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;
class QTimer;

namespace gatehouse::ui {

/// Asks recorded requests again of two deployments of an API, in gateways of their own, and lists the answers that
/// would differ.
class ReplayDialog : public QDialog {
    Q_OBJECT

public:
    /// @param traces     recorded requests; those of another API are left out
    /// @param overrides  stage variables that win over the stages' own: where sample backends are
    ReplayDialog(const model::Project &project, const model::ApiId &api, const std::deque<TracePtr> &traces,
                 model::StringMap overrides, QWidget *parent = nullptr);
    ~ReplayDialog() override;

    void start();
    void cancel();
    [[nodiscard]] QString verdict() const; ///< "3 of 214 recorded requests would answer differently."

Q_SIGNALS:
    void replayed(const gatehouse::replay::Report &report);

private:
    struct Outcome {
        replay::Report report;
        std::string failure; ///< why there is none
    };

    void fillSides();
    void updateCount();
    [[nodiscard]] std::vector<replay::Request> requests() const;
    [[nodiscard]] std::shared_ptr<const model::Api> side(const QComboBox &choice) const;
    void tell(const Outcome &outcome);
    void setRunning(bool running);

    const model::ApiEntry m_entry;
    const std::string m_region;
    const std::string m_accountId;
    const model::StringMap m_overrides;
    std::vector<TracePtr> m_traces;
    QComboBox *m_before;
    QComboBox *m_after;
    QCheckBox *m_unsafe;
    QLineEdit *m_ignored;
    QLabel *m_count;
    QProgressBar *m_progress;
    QLabel *m_verdict;
    QTableWidget *m_list;
    QPushButton *m_run;
    QTimer *m_timer;
    std::shared_ptr<Task> m_task;
};

} // namespace gatehouse::ui
