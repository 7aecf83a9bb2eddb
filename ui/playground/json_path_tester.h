#pragma once

#include "core/playground/path_answer.h"
#include "ui/editors/tool_page.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QTableWidget;

namespace gatehouse::ui {

class CodeEditor;
class FieldProblem;
class Task;

/// A JSONPath beside a document: what $input.path and $input.json make of it, live, and the places it means lit up in
/// the document. The work is done off the GUI thread.
class JsonPathTester : public ToolPage {
    Q_OBJECT

public:
    explicit JsonPathTester(ProjectDocument &document, QWidget *parent = nullptr);
    ~JsonPathTester() override;

    QString title() const override;
    QIcon titleIcon() const override;

    void setPath(const QString &path);
    void setDocumentText(const QString &text);
    [[nodiscard]] const playground::PathAnswer &answer() const { return m_answer; }

Q_SIGNALS:
    void answered(); ///< what is shown is about the texts as they are

private:
    struct Result;

    QWidget *makeDocument();
    QWidget *makeResults();
    QWidget *makeExamples();
    void ask();
    void showAnswer(const Result &result);
    void showWords();
    void goToPlace(int step);

    QLineEdit *m_path;
    FieldProblem *m_problem;
    QLabel *m_state;
    QLabel *m_hint;
    CodeEditor *m_document;
    CodeEditor *m_asPath;
    CodeEditor *m_asJson;
    QTableWidget *m_examples;
    QTimer m_pause;
    std::shared_ptr<Task> m_task; // the latest
    playground::PathAnswer m_answer;
    QList<std::pair<int, int>> m_places;
    qsizetype m_place = -1; // the one last gone to
};

} // namespace gatehouse::ui
