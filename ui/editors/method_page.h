#pragma once

#include "ui/editors/editor_page.h"
#include "ui/editors/method_summary.h"

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace gatehouse::ui {

class CodeEditor;
class MethodDiagram;
class MethodForm;
class PageHeader;

/// A method: the diagram of its execution, the form of the place chosen in it, and the message of the last request
/// there.
class MethodPage : public EditorPage {
    Q_OBJECT

public:
    MethodPage(ProjectDocument &document, const MethodRef &ref, QWidget *parent = nullptr);

    QString title() const override;
    QIcon titleIcon() const override;
    void setTrace(const TracePtr &trace) override;
    [[nodiscard]] MethodDiagram &diagram() const { return *m_diagram; }

protected:
    void follow(const DocumentChange &change) override;

private:
    void load();
    void showPlace(DiagramPlace place);
    void showMessage();

    PageHeader *m_header;
    MethodDiagram *m_diagram;
    QLabel *m_formTitle;
    QStackedWidget *m_forms;
    QScrollArea *m_formArea;
    QWidget *m_messagePane;
    QLabel *m_messageTitle;
    CodeEditor *m_message;
    TracePtr m_trace;
};

} // namespace gatehouse::ui
