#pragma once

#include "core/playground/schema_answer.h"
#include "ui/editors/tool_page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QTableWidget;

namespace gatehouse::ui {

class CodeEditor;
class Task;

/// A body beside a schema, one's own or a model of the project: what a request validator says of it in AWS's words,
/// each error with its place. Live; the work is done off the GUI thread.
class SchemaTester : public ToolPage {
    Q_OBJECT

public:
    explicit SchemaTester(ProjectDocument &document, QWidget *parent = nullptr);
    ~SchemaTester() override;

    QString title() const override;
    QIcon titleIcon() const override;

    void setInstance(const QString &text);
    void setSchema(const QString &text);
    /// Takes the model of that API as the schema; false if there is none.
    bool chooseModel(const model::ApiId &api, const std::string &name);
    [[nodiscard]] const playground::SchemaAnswer &answer() const { return m_answer; }

Q_SIGNALS:
    void answered(); ///< what is shown is about the texts as they are

private:
    struct Result;

    QWidget *makeInstance();
    QWidget *makeSchema();
    QWidget *makeVerdict();
    void fillModels();
    void loadModel();
    [[nodiscard]] playground::ModelSchemas models() const;
    void ask();
    void showAnswer(const Result &result);
    void showVerdict();
    void showFindings(const Result &result);
    void goToFinding(int row);
    void makeSample();

    CodeEditor *m_instance;
    CodeEditor *m_schema;
    QComboBox *m_model;
    QLabel *m_icon;
    QLabel *m_verdict;
    QLabel *m_text;
    QTableWidget *m_findings;
    QTimer m_pause;
    std::shared_ptr<Task> m_task; // the latest
    playground::SchemaAnswer m_answer;
    bool m_loading = false; // the schema is being taken from a model
};

} // namespace gatehouse::ui
