#pragma once

#include "core/trace/trace.h"

#include <QWidget>

class QComboBox;

namespace gatehouse::ui {

class CodeEditor;

/// The four messages of a request as they crossed the borders of the gateway, one at a time.
class MessageView : public QWidget {
    Q_OBJECT

public:
    explicit MessageView(QWidget *parent = nullptr);

    /// Null shows nothing. Keeps the border that the user looks at.
    void setTrace(std::shared_ptr<const trace::Trace> trace);

    /// A message as HTTP writes it, JSON and XML bodies laid out.
    [[nodiscard]] static QString textOf(const trace::Message &message);

private:
    void showMessage();
    [[nodiscard]] const trace::Message *message() const;

    std::shared_ptr<const trace::Trace> m_trace;
    QComboBox *m_border;
    CodeEditor *m_text;
};

} // namespace gatehouse::ui
