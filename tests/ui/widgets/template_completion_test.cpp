#include "core/json/reader.h"
#include "core/vtl/method_names.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/template_assist.h"
#include "ui/widgets/template_completion.h"
#include "ui/widgets/text.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using playground::ShownValue;

class TemplateCompletionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
    void offersOnlyThese_data();
    void offersOnlyThese();
    void filtersByBeginningThenByPart();
    void showsSignatures_data();
    void showsSignatures();
    void findsReferences_data();
    void findsReferences();
    void methodsAreTheEngines();
    void completesWhileTyping();
    void enterDoesNotInsertUnasked();
    void methodWithPathOffersPaths();
    void survivesAnyText_data();
    void survivesAnyText();
};

namespace {

const QString kHead = QStringLiteral("#foreach($pet in $pets)#set($count = 1)#set($other = 2)");

TemplateFacts petFacts()
{
    TemplateFacts facts;
    facts.body = shownJson(json::readJson(R"({"pets": [{"name": "Rex", "age": 3}, {"name": "Tom"}],
        "owner": {"first name": "Ann", "city": "Rome"}, "n": 1.5})")
                               .value);
    facts.parameters = {QStringLiteral("petId"), QStringLiteral("limit")};
    facts.stageVariables = {QStringLiteral("table"), QStringLiteral("backend")};
    ShownValue pet{"$pet", "{...}", "Map", {{"name", "\"Rex\"", "String", {}, 0}, {"tags", "[...]", "List", {}, 0}}, 0};
    ShownValue count{"$count", "3", "Integer", {}, 0};
    facts.variables = {count, pet};
    return facts;
}

/// @p text with "|" where the cursor is; "@" stands for kHead.
CompletionList completeAt(QString text)
{
    text.replace(u'@', kHead);
    const int cursor = static_cast<int>(text.indexOf(u'|'));
    text.remove(cursor, 1);
    return completeTemplate(text, cursor, outlineVelocity(text), petFacts());
}

QStringList labels(const QList<CompletionRow> &rows)
{
    QStringList all;
    for (const CompletionRow &row : rows)
        all.append(row.label);
    return all;
}

} // namespace

void TemplateCompletionTest::offers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // among the rows
    // clang-format off
    QTest::newRow("variables")             << "@$|"                    << "$pet $count $other $input $context $util $stageVariables";
    QTest::newRow("quiet and braced")      << "@$!{pe|"                << "$pet";
    QTest::newRow("macro parameter")       << "#macro(row $left)$|#end"       << "$left";
    QTest::newRow("members of a map")      << "@$pet.|"                << "name tags";
    QTest::newRow("methods of a map")      << "@$pet.|"                << "keySet() get(key)";
    QTest::newRow("methods of a number")   << "@$count.|"              << "intValue()";
    QTest::newRow("of a member")           << "@$pet.name.|"           << "substring(begin, [end])";
    QTest::newRow("of a list")             << "@$pet.tags.|"           << "size() get(index)";
    QTest::newRow("of get()")              << "@$pet.get('name').|"    << "toUpperCase()";
    QTest::newRow("of a result")           << "@$pet.name.length().|"  << "intValue()";
    QTest::newRow("of a path")             << "$input.path('$.owner').|"      << "city";
    QTest::newRow("of an element")         << "$input.path('$.pets[0]').|"    << "name age";
    QTest::newRow("input")                 << "$input.|"                      << "body json(path) path(path) params(name)";
    QTest::newRow("input params")          << "$input.params().|"             << "path querystring header";
    QTest::newRow("util")                  << "$util.|"                       << "escapeJavaScript(text) base64Encode(text)";
    QTest::newRow("context")               << "$context.|"                    << "requestId identity stage";
    QTest::newRow("identity")              << "$context.identity.so|"         << "sourceIp userAgent";
    QTest::newRow("overrides")             << "$context.responseOverride.|"   << "status header";
    QTest::newRow("stage variables")       << "${stageVariables.|"            << "table backend";
    QTest::newRow("parameters")            << "$input.params('|"              << "petId limit";
    QTest::newRow("loop")                  << "$foreach.|"                    << "hasNext index count";
    QTest::newRow("paths")                 << "$input.path('|"                << "$ $.pets $.pets[0].name $.pets[*].name $.n";
    QTest::newRow("paths with a prefix")   << "$input.json(\"$.ow|"           << "$.owner.city";
    QTest::newRow("path of an odd name")   << "$input.json('|"                << "$.owner[\"first name\"]";
    QTest::newRow("directives")            << "#|"                            << "#set #if #foreach #end #macro";
    QTest::newRow("own macros")            << "#macro(row $a)x#end #ro|"      << "#row";
    QTest::newRow("in an argument")        << "@$util.urlEncode($pet.|" << "name";
    QTest::newRow("in a string")           << "@\"$pet.|\""            << "name";
    // clang-format on
}

void TemplateCompletionTest::offers()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const QStringList rows = labels(completeAt(text).rows);
    QString rest = expected;
    rest.replace(QStringLiteral(", "), QStringLiteral(",_"));
    rest.replace(QStringLiteral("first name"), QStringLiteral("first_name"));
    for (QString wanted : rest.split(u' ')) {
        wanted.replace(QStringLiteral(",_"), QStringLiteral(", "))
            .replace(QStringLiteral("t_n"), QStringLiteral("t n"));
        QVERIFY2(rows.contains(wanted), qPrintable(wanted + QStringLiteral(" not in ") + rows.join(u' ')));
    }
}

void TemplateCompletionTest::offersOnlyThese_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("count");
    // clang-format off
    QTest::newRow("in a comment")        << "## $|"            << 0;
    QTest::newRow("in a block comment")  << "#* $input.| *#"   << 0;
    QTest::newRow("in plain text")       << "name.|"           << 0;
    QTest::newRow("of an unknown value") << "$nobody.|"        << 0;
    QTest::newRow("parameter names")     << "$input.params('|" << 2;
    // clang-format on
}

void TemplateCompletionTest::offersOnlyThese()
{
    QFETCH(const QString, text);
    QFETCH(const int, count);
    QCOMPARE(static_cast<int>(completeAt(text).rows.size()), count);
}

void TemplateCompletionTest::filtersByBeginningThenByPart()
{
    const QList<CompletionRow> rows = completeAt(QStringLiteral("$util.|")).rows;
    QCOMPARE(labels(filterCompletions(rows, QStringLiteral("url"))).join(u' '),
             QStringLiteral("urlEncode(text) urlDecode(text)"));
    QCOMPARE(labels(filterCompletions(rows, QStringLiteral("ENCODE"))).join(u' '),
             QStringLiteral("urlEncode(text) base64Encode(text)"));
    QVERIFY(filterCompletions(rows, QStringLiteral("xyz")).isEmpty());
}

void TemplateCompletionTest::showsSignatures_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("signatures");
    QTest::addColumn<int>("argument");
    // clang-format off
    QTest::newRow("util")              << "$util.urlEncode(|"                       << ".urlEncode(text)"          << 0;
    QTest::newRow("by type")           << "@$pet.name.replace('a', |"        << ".replace(text, replacement)" << 1;
    QTest::newRow("overloads")         << "$input.params(|"                         << ".params() .params(name)"   << 0;
    QTest::newRow("nested call")       << "$util.urlEncode($util.base64Encode(|"    << ".base64Encode(text)"       << 0;
    QTest::newRow("behind the nested") << "@$pet.name.substring($count.intValue(), |" << ".substring(begin, [end])" << 1;
    QTest::newRow("directive")         << "#foreach(|"                              << "#foreach($item in list)"   << 0;
    QTest::newRow("macro")             << "#macro(row $a $b)#end#row(1 |"           << "#row($a, $b)"              << 1;
    QTest::newRow("outside")           << "$util.urlEncode('a')|"                   << ""                          << 0;
    QTest::newRow("plain text")        << "f(|"                                     << ""                          << 0;
    // clang-format on
}

void TemplateCompletionTest::showsSignatures()
{
    QFETCH(QString, text);
    QFETCH(const QString, signatures);
    QFETCH(const int, argument);
    text.replace(u'@', kHead);
    const int cursor = static_cast<int>(text.indexOf(u'|'));
    text.remove(cursor, 1);
    const SignatureHelp help = signatureAt(text, cursor, outlineVelocity(text), petFacts());
    QStringList lines;
    for (const SignatureHelp::Line &line : help.lines) {
        QString name = line.name;
        name.remove(QStringLiteral("$util")).remove(QStringLiteral("$input"));
        QStringList parameters = line.parameters;
        if (name == u"#row")
            parameters = {u'$' + parameters.value(0), u'$' + parameters.value(1)};
        lines.append(QStringLiteral("%1(%2)").arg(name, parameters.join(QStringLiteral(", "))));
    }
    lines.removeDuplicates();
    QCOMPARE(lines.join(u' '), signatures);
    if (!lines.isEmpty())
        QCOMPARE(help.argument, argument);
}

void TemplateCompletionTest::findsReferences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reference");
    // clang-format off
    QTest::newRow("plain")   << "a $p|et.name b"                << "$pet.name";
    QTest::newRow("braced")  << "$!{pe|t.name}x"                << "$!{pet.name}";
    QTest::newRow("call")    << "$input.pa|th('$.a').size() b"  << "$input.path('$.a').size()";
    QTest::newRow("none")    << "a |b"                          << "";
    QTest::newRow("second")  << "$a $|b"                        << "$b";
    QTest::newRow("line 2")  << "x\n$b|c\n"                     << "$bc";
    // clang-format on
}

void TemplateCompletionTest::findsReferences()
{
    QFETCH(QString, text);
    QFETCH(const QString, reference);
    const int cursor = static_cast<int>(text.indexOf(u'|'));
    text.remove(cursor, 1);
    const TextSpan span = referenceAt(text, cursor);
    QCOMPARE(text.mid(span.begin, span.end - span.begin), reference);
}

void TemplateCompletionTest::methodsAreTheEngines()
{
    QStringList known;
    for (const TemplateMethod &method : TemplateWords::methods()) {
        if (method.owner.startsWith(u'$'))
            continue;
        known.append(method.name);
        QVERIFY2(vtl::methodOf(toStd(method.name)) != vtl::MethodName::Other, qPrintable(method.name));
    }
#define GATEHOUSE_TEST_METHOD(name) QVERIFY2(known.contains(QStringLiteral(#name)), #name);
    GATEHOUSE_VTL_METHODS(GATEHOUSE_TEST_METHOD)
#undef GATEHOUSE_TEST_METHOD
}

void TemplateCompletionTest::completesWhileTyping()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("Velocity"));
    TemplateAssist assist(&editor);
    assist.setFacts(petFacts());
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    QTest::keyClicks(&editor, QStringLiteral("$uti"));
    QTRY_COMPARE(assist.offered(), QStringList{QStringLiteral("$util")});
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(editor.toPlainText(), QStringLiteral("$util"));
    QTest::keyClicks(&editor, QStringLiteral(".urlE"));
    QTRY_COMPARE(assist.offered(), QStringList{QStringLiteral("urlEncode(text)")});
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QStringLiteral("$util.urlEncode()"));
    QCOMPARE(editor.textCursor().position(), 16); // within the parentheses
    QTRY_VERIFY(assist.shownSignature().contains(QStringLiteral("urlEncode(text)")));
    QTest::keyClick(&editor, Qt::Key_Escape);
    QVERIFY(assist.shownSignature().isEmpty());
    QTest::keyClick(&editor, Qt::Key_End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClicks(&editor, QStringLiteral("#fore"));
    QTRY_VERIFY(assist.isOffering());
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(editor.toPlainText(), QStringLiteral("$util.urlEncode()\n#foreach($item in $)\n  \n#end"));
    editor.undo();
    QVERIFY(editor.toPlainText().endsWith(QStringLiteral("#fore")));
}

void TemplateCompletionTest::enterDoesNotInsertUnasked()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("Velocity"));
    TemplateAssist assist(&editor);
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    QTest::keyClicks(&editor, QStringLiteral("cost: $"));
    QTRY_VERIFY(assist.isOffering());
    QTest::keyClick(&editor, Qt::Key_Return); // nothing was typed of a name
    QCOMPARE(editor.toPlainText(), QStringLiteral("cost: $\n"));
    QVERIFY(!assist.isOffering());
    QTest::keyClick(&editor, Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(!assist.isOffering()); // nothing to offer there
}

void TemplateCompletionTest::methodWithPathOffersPaths()
{
    CodeEditor editor;
    editor.setSyntax(QStringLiteral("Velocity"));
    TemplateAssist assist(&editor);
    assist.setFacts(petFacts());
    editor.show();
    QVERIFY(QTest::qWaitForWindowActive(&editor));
    QTest::keyClicks(&editor, QStringLiteral("$input.pat"));
    QTRY_VERIFY(assist.isOffering());
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(editor.toPlainText(), QStringLiteral("$input.path('')"));
    QTRY_VERIFY(assist.offered().contains(QStringLiteral("$.owner.city")));
    QTest::keyClicks(&editor, QStringLiteral("$.owner.c"));
    QTRY_COMPARE(assist.offered(), QStringList{QStringLiteral("$.owner.city")});
    QTest::keyClick(&editor, Qt::Key_Return);
    QCOMPARE(editor.toPlainText(), QStringLiteral("$input.path('$.owner.city')"));
}

void TemplateCompletionTest::survivesAnyText_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"",     "$",        "$.",     "$..", "$[",      "$a[", "$a[0",         "$a(",           "$a.b(",
          "${",   "$!{",      "${a.",   "#",   "##",      "#{",  "$input.path(", "$input.path('", "((((",
          "))))", "$a.b(c).", "$a[0].", "\"$", "$a.get('"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TemplateCompletionTest::survivesAnyText()
{
    QFETCH(const QString, text);
    for (int cursor = 0; cursor <= text.size(); ++cursor) {
        const CompletionList list = completeTemplate(text, cursor, outlineVelocity(text), petFacts());
        QVERIFY(list.begin >= 0 && list.begin <= cursor);
        const SignatureHelp help = signatureAt(text, cursor, outlineVelocity(text), petFacts());
        QVERIFY(help.argument >= 0);
        const TextSpan span = referenceAt(text, cursor);
        QVERIFY(span.begin <= span.end && span.end <= text.size());
    }
}

QTEST_MAIN(TemplateCompletionTest)
#include "template_completion_test.moc"
