// Pictures of the parts that know no document.
#include "tests/ui/support/gallery.h"
#include "ui/main_window/locator.h"
#include "ui/main_window/welcome_page.h"
#include "ui/settings/settings.h"
#include "ui/settings/settings_dialog.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/code_highlighter.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/info_bar.h"
#include "ui/widgets/key_value_table.h"
#include "ui/widgets/method_badge.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/status_badge.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

/// Draws all icons with their names, and all badges.
class Sheet final : public QWidget {
public:
    Sheet() { setFixedSize(900, 640); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), themeColor(ColorRole::Surface));
        const QStringList names = iconNames();
        constexpr int kColumns = 8;
        painter.setFont(captionFont());
        for (int i = 0; i < names.size(); ++i) {
            const QRect cell(kGroupGap + (i % kColumns) * 108, kGroupGap + (i / kColumns) * 46, 108, 46);
            icon(names[i]).paint(&painter, QRect(cell.left(), cell.top(), 24, 24));
            icon(names[i]).paint(&painter, QRect(cell.left() + 32, cell.top() + 4, 16, 16));
            painter.setPen(themeColor(ColorRole::MutedText));
            painter.drawText(cell.left(), cell.top() + 40, names[i]);
        }
        const QStringList methods
            = {QStringLiteral("GET"),    QStringLiteral("POST"), QStringLiteral("PUT"),     QStringLiteral("PATCH"),
               QStringLiteral("DELETE"), QStringLiteral("ANY"),  QStringLiteral("OPTIONS"), QStringLiteral("HEAD")};
        int x = kGroupGap;
        for (const QString &method : methods) {
            paintMethodBadge(&painter, QRect(x, 560, 100, 24), method, font());
            x += methodBadgeSize(method, font()).width() + kGap;
        }
        x = kGroupGap;
        for (const int status : {0, 200, 302, 403, 502}) {
            paintStatusBadge(&painter, QRect(x, 596, 200, 24), status, font(), themeColor(ColorRole::Text));
            x += statusBadgeSize(status, font()).width() + kGroupGap;
        }
    }
};

QWidget *controls()
{
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kGroupGap);
    grid->addWidget(
        new SectionHeader(QStringLiteral("Controls"), QStringLiteral("One height, one outline, one focus ring")), 0, 0,
        1, 3);
    auto *line = new QLineEdit(QStringLiteral("text"));
    line->setAccessibleName(QStringLiteral("line"));
    auto *placeholder = new QLineEdit;
    placeholder->setPlaceholderText(QStringLiteral("placeholder"));
    placeholder->setAccessibleName(QStringLiteral("placeholder"));
    auto *off = new QLineEdit(QStringLiteral("disabled"));
    off->setEnabled(false);
    off->setAccessibleName(QStringLiteral("off"));
    auto *combo = new QComboBox;
    combo->addItems({QStringLiteral("AWS_PROXY"), QStringLiteral("MOCK")});
    combo->setAccessibleName(QStringLiteral("combo"));
    auto *editable = new QComboBox;
    editable->setEditable(true);
    editable->addItem(QStringLiteral("editable"));
    editable->setAccessibleName(QStringLiteral("editable"));
    auto *spin = new QSpinBox;
    spin->setSuffix(QStringLiteral(" ms"));
    spin->setAccessibleName(QStringLiteral("spin"));
    auto *check = new QCheckBox(QStringLiteral("Check box"));
    check->setChecked(true);
    auto *button = new QPushButton(QStringLiteral("Button"));
    auto *accent = new QPushButton(QStringLiteral("Default"));
    accent->setDefault(true);
    auto *disabled = new QPushButton(QStringLiteral("Disabled"));
    disabled->setEnabled(false);
    auto *table = new KeyValueTable;
    table->setAccessibleName(QStringLiteral("headers"));
    table->setRows({{true, QStringLiteral("Accept"), QStringLiteral("application/json")},
                    {false, QStringLiteral("X-Off"), QStringLiteral("not sent")}});
    QWidget *rows[][3] = {{line, placeholder, off}, {combo, editable, spin}, {button, accent, disabled}};
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            grid->addWidget(rows[row][column], row + 1, column);
    }
    grid->addWidget(check, 4, 0);
    grid->addWidget(table, 5, 0, 1, 3);
    page->resize(560, 400);
    return page;
}

QWidget *editor()
{
    auto *code = new CodeEditor;
    code->setAccessibleName(QStringLiteral("code"));
    code->setSyntax(QStringLiteral("JSON"));
    code->setPlainText(
        QStringLiteral("{\n  \"openapi\": \"3.0.1\",\n  \"info\": { \"title\": \"PetStore\", \"version\": 1 },\n"
                       "  \"paths\": {\n    \"/pets\": { \"get\": null, \"x\": true },\n    \"pets\": {}\n  }\n}\n"));
    code->highlighter().finish();
    Diagnostic error;
    error.message = "A path begins with a slash";
    error.line = 6;
    error.column = 5;
    Diagnostic warning = error;
    warning.severity = Severity::Warning;
    warning.line = 3;
    warning.column = 39;
    code->setDiagnostics({error, warning});
    code->goTo(4, 12);
    code->resize(640, 260);
    return code;
}

QWidget *finding()
{
    auto *code = static_cast<CodeEditor *>(editor());
    code->show();
    code->openFindBar();
    code->findChild<QLineEdit *>()->setText(QStringLiteral("pets"));
    return code;
}

QWidget *velocity()
{
    auto *code = new CodeEditor;
    code->setAccessibleName(QStringLiteral("template"));
    code->setSyntax(QStringLiteral("Velocity"));
    code->setPlainText(
        QStringLiteral("#set($root = $input.path('$'))\n{\n#foreach($pet in $root.pets)\n  \"id\": $pet.id, ## id\n"
                       "  \"name\": \"$util.escapeJavaScript($pet.name)\"\n#if($foreach.hasNext),#end\n#end\n}\n"));
    code->highlighter().finish();
    code->resize(560, 220);
    return code;
}

QWidget *message()
{
    auto *code = new CodeEditor;
    code->setAccessibleName(QStringLiteral("message"));
    code->setSyntax(QStringLiteral("HTTP"));
    code->setPlainText(QStringLiteral("HTTP/1.1 200 OK\nContent-Type: application/json\nx-amzn-RequestId: 1a2b\n\n"
                                      "[{\"id\": 1, \"type\": \"dog\", \"price\": 249.99}]\n"));
    code->highlighter().finish();
    code->resize(560, 180);
    return code;
}

QWidget *infoBar()
{
    auto *bar = new InfoBar;
    bar->resize(760, 48);
    bar->showMessage(
        Severity::Warning, QStringLiteral("Port 8080 is in use by another program."),
        {new QAction(QStringLiteral("Use Port 8081"), bar), new QAction(QStringLiteral("Settings…"), bar)});
    return bar;
}

QWidget *empty()
{
    auto *view = new EmptyState(QStringLiteral("traffic"), QStringLiteral("No requests yet"),
                                QStringLiteral("Each request that reaches the gateway is listed here."),
                                new QAction(QStringLiteral("Start the Gateway"), qApp));
    view->resize(480, 260);
    return view;
}

QWidget *locator()
{
    auto *window = new QWidget;
    window->resize(900, 560);
    auto *found = new Locator(
        [] {
            const auto go = [] { };
            return QList<LocatorEntry>{
                {QStringLiteral("GET /pets/{petId}"),
                 QStringLiteral("method · PetStore"),
                 {},
                 QStringLiteral("GET"),
                 {},
                 go},
                {QStringLiteral("POST /pets"), QStringLiteral("method · PetStore"), {}, QStringLiteral("POST"), {}, go},
                {QStringLiteral("/pets"),
                 QStringLiteral("resource · PetStore"),
                 QStringLiteral("resource"),
                 {},
                 {},
                 go},
                {QStringLiteral("Pets"), QStringLiteral("model · PetStore"), QStringLiteral("model"), {}, {}, go},
                {QStringLiteral("Open Project Folder…"),
                 QStringLiteral("action"),
                 QStringLiteral("open"),
                 {},
                 QStringLiteral("Ctrl+Shift+O"),
                 go}};
        },
        window);
    window->show();
    found->open(QStringLiteral("pet"));
    return window;
}

} // namespace

class PartsGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksRight_data();
    void looksRight();

private:
    QWidget *make(const QString &view);

    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
};

void PartsGallery::looksRight_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<Scheme>("scheme");
    for (const char *view : {"sheet", "controls", "code", "find", "velocity", "http-message", "info-bar", "empty",
                             "locator", "welcome", "welcome-empty", "settings"}) {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast})
            QTest::addRow("%s %s", view, qPrintable(testing::nameOf(scheme))) << QString::fromLatin1(view) << scheme;
    }
}

QWidget *PartsGallery::make(const QString &view)
{
    if (view == u"sheet")
        return new Sheet;
    if (view == u"controls")
        return controls();
    if (view == u"code")
        return editor();
    if (view == u"find")
        return finding();
    if (view == u"velocity")
        return velocity();
    if (view == u"http-message")
        return message();
    if (view == u"info-bar")
        return infoBar();
    if (view == u"empty")
        return empty();
    if (view == u"locator")
        return locator();
    m_settings = std::make_unique<Settings>(m_folder.filePath(view + QStringLiteral(".ini")));
    if (view == u"settings")
        return new SettingsDialog(*m_settings);
    if (view == u"welcome") {
        m_settings->addRecentProject(QStringLiteral("/home/ann/Documents/Gatehouse/petstore"));
        m_settings->addRecentProject(
            QStringLiteral("/home/ann/work/billing/invoices-and-payments/openapi/billing.openapi.yaml"));
    }
    QList<QAction *> start;
    QList<QAction *> tools;
    for (const auto &[list, name, text, key] :
         {std::tuple(&start, "new", "New Project…", "Ctrl+N"),
          std::tuple(&start, "open", "Open Project Folder…", "Ctrl+Shift+O"),
          std::tuple(&start, "file", "Open OpenAPI File…", "Ctrl+O"),
          std::tuple(&tools, "blueprints", "Blueprints…", ""), std::tuple(&tools, "json-path", "JSONPath Tester", ""),
          std::tuple(&tools, "schema", "Schema Tester", "")}) {
        auto *action = new QAction(QString::fromUtf8(text), m_settings.get());
        action->setData(QString::fromLatin1(name));
        action->setShortcut(QKeySequence(QString::fromLatin1(key)));
        list->append(action);
    }
    auto *page = new WelcomePage(*m_settings, start, tools);
    page->resize(1100, 700);
    return page;
}

void PartsGallery::looksRight()
{
    QFETCH(const QString, view);
    QFETCH(const Scheme, scheme);
    testing::dress(scheme);
    const std::unique_ptr<QWidget> widget(make(view));
    const QStringList wrong = testing::shoot(*widget, view);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

int main(int argc, char *argv[])
{
    return testing::runAtEachScale(argc, argv, [](int count, char *arguments[]) {
        QApplication application(count, arguments);
        PartsGallery gallery;
        return QTest::qExec(&gallery, count, arguments);
    });
}

#include "parts_test.moc"
