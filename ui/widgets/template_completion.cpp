#include "ui/widgets/template_completion.h"

#include "ui/widgets/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <format>
#include <set>

namespace gatehouse::ui {

namespace {

using playground::ShownValue;
using Kind = CompletionRow::Kind;

constexpr qsizetype kLookBack = 2000; // characters: what is called does not begin further back
constexpr qsizetype kMaxPaths = 400;
constexpr int kMaxPathDepth = 8;

/// What a chain of links such as "$pet.owner.name" is, as far as one can say.
struct Target {
    QString type; // class, "$input", "$util" or empty
    const ShownValue *value = nullptr;
    QString context; // "identity.": a part of $context
};

const ShownValue *childOf(const ShownValue &value, QStringView name)
{
    const auto child = std::ranges::find(value.children, toStd(name.toString()), &ShownValue::name);
    return child == value.children.end() ? nullptr : &*child;
}

Target targetOf(const ShownValue *value)
{
    return value ? Target{toQString(value->type), value, {}} : Target{};
}

/// One link: "name", "name(arguments)" or "[index]".
struct Link {
    QString name;
    QString arguments;
    bool call = false;
};

/// The text in quotes that @p arguments are, or nothing.
QString quoted(const QString &arguments)
{
    const QString text = arguments.trimmed();
    return text.size() >= 2 && (text.front() == u'\'' || text.front() == u'"') && text.back() == text.front()
        ? text.mid(1, text.size() - 2)
        : QString();
}

QList<Link> linksOf(QStringView chain)
{
    QList<Link> links;
    qsizetype at = 0;
    while (at < chain.size()) {
        if (chain[at] == u'.') {
            ++at;
        } else if (chain[at] == u'[') {
            const qsizetype close = chain.indexOf(u']', at);
            const qsizetype end = close < 0 ? chain.size() : close + 1;
            links.append({chain.mid(at, end - at).toString(), {}, false});
            at = end;
        } else {
            qsizetype end = at;
            while (end < chain.size() && (chain[end].isLetterOrNumber() || chain[end] == u'_' || chain[end] == u'-'))
                ++end;
            Link link{chain.mid(at, end - at).toString(), {}, false};
            if (end < chain.size() && chain[end] == u'(') {
                const qsizetype close = chain.indexOf(u')', end);
                link.call = true;
                link.arguments = chain.mid(end + 1, (close < 0 ? chain.size() : close) - end - 1).toString();
                end = close < 0 ? chain.size() : close + 1;
            }
            links.append(link);
            at = std::max(end, at + 1);
        }
    }
    return links;
}

/// The value at a definite JSONPath of a body.
const ShownValue *valueAtPath(const ShownValue &body, const QString &path)
{
    if (body.type.empty() || !path.startsWith(u'$'))
        return nullptr;
    const ShownValue *value = &body;
    for (const Link &link : linksOf(QStringView(path).mid(1))) {
        value = childOf(*value, link.name);
        if (!value)
            return nullptr;
    }
    return value;
}

Target followInput(const Link &link, const TemplateFacts &facts)
{
    if (!link.call)
        return {link.name == u"body" ? QStringLiteral("String") : QString(), nullptr, {}};
    if (link.name == u"path")
        return targetOf(valueAtPath(facts.body, quoted(link.arguments)));
    if (link.name == u"params" && link.arguments.trimmed().isEmpty())
        return {QStringLiteral("$params"), nullptr, {}};
    return {QStringLiteral("String"), nullptr, {}};
}

Target follow(const Target &from, const Link &link, const TemplateFacts &facts)
{
    if (from.type == u"$input")
        return followInput(link, facts);
    if (from.type == u"$context") {
        const QString name = from.context + link.name;
        const bool map = std::ranges::any_of(TemplateWords::contextNames(),
                                             [&name](const QString &other) { return other.startsWith(name + u'.'); });
        return map ? Target{from.type, nullptr, name + u'.'} : Target{QStringLiteral("String"), nullptr, {}};
    }
    if (from.type == u"$params" || from.type == u"$stageVariables")
        return {from.type == u"$params" && facts.parameters.contains(link.name) ? QStringLiteral("String")
                    : from.type == u"$params"                                   ? from.type
                                                                                : QStringLiteral("String"),
                nullptr,
                {}};
    if (from.value) {
        const bool gets = link.call && link.name == u"get";
        const QString key = gets ? quoted(link.arguments) : QString();
        const QString name = !gets ? link.name : key.isEmpty() ? QStringLiteral("[%1]").arg(link.arguments) : key;
        if (!link.call || gets)
            return targetOf(childOf(*from.value, name));
    }
    for (const TemplateMethod &method : TemplateWords::methodsOf(from.type)) {
        if (method.name == link.name)
            return {method.result, nullptr, {}};
    }
    return {};
}

Target rootOf(const QString &name, const TemplateFacts &facts)
{
    for (const char *host : {"input", "util", "context", "stageVariables"}) {
        if (name == QLatin1StringView(host))
            return {u'$' + name, nullptr, {}};
    }
    if (name == u"foreach")
        return {QStringLiteral("Loop"), nullptr, {}};
    const auto variable = std::ranges::find(facts.variables, toStd(u'$' + name), &ShownValue::name);
    return variable == facts.variables.end() ? Target{} : targetOf(&*variable);
}

/// @p chain without "$", "!" and "{".
Target resolve(const QString &chain, const TemplateFacts &facts)
{
    const QList<Link> links = linksOf(chain);
    if (links.isEmpty())
        return {};
    Target target = rootOf(links.first().name, facts);
    for (const Link &link : links.mid(1))
        target = follow(target, link, facts);
    return target;
}

void addMethods(QList<CompletionRow> &rows, const QString &type)
{
    for (const TemplateMethod &method : TemplateWords::methodsOf(type)) {
        const bool bare = method.parameters.isEmpty();
        rows.append({Kind::Method, method.name + QStringLiteral("()"), method.signature(), method.result,
                     bare ? -1 : static_cast<int>(method.name.size() + 1)});
    }
}

void addMember(QList<CompletionRow> &rows, const QString &name, const QString &detail = {})
{
    rows.append({Kind::Member, name, name, detail, -1});
}

bool isPlainName(const std::string &name)
{
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) || c == '_'; })
        && !std::isdigit(static_cast<unsigned char>(name.front()));
}

QString detailOf(const ShownValue &value)
{
    return value.children.empty() ? toQString(value.text).left(60) : toQString(value.type);
}

QList<CompletionRow> members(const Target &target, const TemplateFacts &facts)
{
    QList<CompletionRow> rows;
    if (target.type == u"$input") {
        addMember(rows, QStringLiteral("body"), QStringLiteral("String"));
    } else if (target.type == u"$context") {
        for (const QString &name : TemplateWords::contextNames()) {
            const QString rest = name.mid(target.context.size());
            if (name.startsWith(target.context) && !rest.contains(u'.'))
                addMember(rows, rest);
        }
    } else if (target.type == u"$stageVariables") {
        for (const QString &name : facts.stageVariables)
            addMember(rows, name, QStringLiteral("String"));
    } else if (target.type == u"$params") {
        for (const char *place : {"path", "querystring", "header"})
            addMember(rows, QString::fromLatin1(place), QStringLiteral("Map"));
        for (const QString &name : facts.parameters)
            addMember(rows, name, QStringLiteral("String"));
        addMethods(rows, QStringLiteral("Map"));
    } else if (target.type == u"Loop") {
        for (const QString &name : TemplateWords::loopMembers())
            addMember(rows, name);
    } else if (target.value && target.type == u"Map") {
        for (const ShownValue &child : target.value->children) {
            if (isPlainName(child.name))
                addMember(rows, toQString(child.name), detailOf(child));
        }
    }
    addMethods(rows, target.type);
    return rows;
}

void addPaths(QList<CompletionRow> &rows, const ShownValue &value, const QString &path, int depth)
{
    if (rows.size() >= kMaxPaths || depth > kMaxPathDepth)
        return;
    rows.append({Kind::Path, path, path, detailOf(value), -1});
    if (value.type == "JSON array") {
        if (value.children.empty())
            return;
        const ShownValue &first = value.children.front();
        addPaths(rows, first, path + QStringLiteral("[0]"), depth + 1);
        if (value.children.size() > 1 || value.hidden > 0)
            addPaths(rows, first, path + QStringLiteral("[*]"), depth + 1);
        return;
    }
    for (const ShownValue &child : value.children) {
        const QString name = toQString(child.name);
        addPaths(rows, child,
                 isPlainName(child.name) ? path + u'.' + name : QStringLiteral("%1[\"%2\"]").arg(path, name),
                 depth + 1);
    }
}

QList<CompletionRow> variables(const VelocityOutline &outline, const TemplateFacts &facts)
{
    QList<CompletionRow> rows;
    std::set<QString> seen;
    const auto add = [&rows, &seen](const QString &name, const QString &detail) {
        if (seen.insert(name).second)
            rows.append({Kind::Variable, name, u'$' + name, detail, -1});
    };
    for (const ShownValue &value : facts.variables) {
        const QString name = toQString(value.name).mid(1);
        if (rootOf(name, {}).type.isEmpty()
            && std::ranges::contains(outline.variables, name, [](const auto &variable) { return variable.name; }))
            add(name, detailOf(value));
    }
    for (const VelocityOutline::Variable &variable : outline.variables)
        add(variable.name, TemplateWords::tr("variable"));
    add(QStringLiteral("input"), TemplateWords::tr("body and parameters"));
    add(QStringLiteral("context"), TemplateWords::tr("the request's facts"));
    add(QStringLiteral("util"), TemplateWords::tr("functions"));
    add(QStringLiteral("stageVariables"), TemplateWords::tr("of the stage"));
    add(QStringLiteral("foreach"), TemplateWords::tr("the loop"));
    return rows;
}

QList<CompletionRow> directives(const QString &indent, const VelocityOutline &outline)
{
    QList<CompletionRow> rows;
    for (const TemplateWords::Directive &directive : TemplateWords::directives()) {
        QString text = directive.text;
        text.replace(u'\n', u'\n' + indent);
        const int caret = static_cast<int>(text.indexOf(u'|'));
        text.remove(u'|');
        rows.append(
            {Kind::Directive, text, u'#' + directive.name, directive.arguments, caret == text.size() ? -1 : caret});
    }
    for (const VelocityOutline::Macro &macro : outline.macros)
        rows.append({Kind::Directive, QStringLiteral("#%1()").arg(macro.name), u'#' + macro.name,
                     macro.parameters.join(u' '), static_cast<int>(macro.name.size()) + 2});
    return rows;
}

/// Where the parenthesis is that the end of @p before is in, or -1; counts the arguments before it.
qsizetype openParenthesis(QStringView before, int &argument)
{
    int depth = 0;
    argument = 0;
    // Quotes are taken as closed where their number on the way is even: texts hold parentheses seldom.
    for (qsizetype at = before.size() - 1; at >= 0 && before.size() - at < kLookBack; --at) {
        const QChar c = before[at];
        if (c == u')')
            ++depth;
        else if (c == u'(' && depth-- == 0)
            return at;
        else if (c == u',' && depth == 0)
            ++argument;
        else if (c == u'\n' && depth == 0 && at + 1 < before.size() && before[at + 1] == u'#')
            return -1;
    }
    return -1;
}

} // namespace

CompletionList completeTemplate(const QString &text, int cursor, const VelocityOutline &outline,
                                const TemplateFacts &facts)
{
    CompletionList list{cursor, {}};
    if (outline.isComment(cursor))
        return list;
    const qsizetype from = std::max<qsizetype>(0, cursor - kLookBack);
    const QString before = text.mid(from, cursor - from);
    const auto matches = [&before](const QRegularExpression &expression, QRegularExpressionMatch &match) {
        match = expression.match(before);
        return match.hasMatch();
    };
    static const QRegularExpression s_path(
        QStringLiteral("\\$!?\\{?input\\.(?:path|json)\\(\\s*(?:'([^'\\n]*)|\"([^\"\\n]*))\\z"));
    static const QRegularExpression s_parameter(
        QStringLiteral("\\$!?\\{?input\\.params\\(\\s*(?:'([^'\\n]*)|\"([^\"\\n]*))\\z"));
    static const QRegularExpression s_directive(QStringLiteral("#\\{?(\\w*)\\z"));
    static const QRegularExpression s_member(QStringLiteral(
        "\\$!?\\{?([A-Za-z_](?:[\\w-]|\\.(?=[A-Za-z_])|\\([^()\\n]*\\)|\\[[^\\]\\n]*\\])*)\\.(\\w*)\\z"));
    static const QRegularExpression s_variable(QStringLiteral("\\$!?\\{?([A-Za-z_][\\w-]*)?\\z"));

    QRegularExpressionMatch match;
    const auto typed = [&match](int group) { return static_cast<int>(match.captured(group).size()); };
    if (matches(s_path, match)) {
        list.begin = cursor - typed(1) - typed(2);
        if (!facts.body.type.empty())
            addPaths(list.rows, facts.body, QStringLiteral("$"), 0);
    } else if (matches(s_parameter, match)) {
        list.begin = cursor - typed(1) - typed(2);
        for (const QString &name : facts.parameters)
            addMember(list.rows, name);
    } else if (matches(s_directive, match)) {
        list.begin = cursor - static_cast<int>(match.capturedLength());
        const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
        qsizetype blanks = lineStart;
        while (blanks < before.size() && before[blanks].isSpace())
            ++blanks;
        list.rows = directives(before.mid(lineStart, blanks - lineStart), outline);
    } else if (matches(s_member, match)) {
        list.begin = cursor - typed(2);
        list.rows = members(resolve(match.captured(1), facts), facts);
    } else if (matches(s_variable, match)) {
        list.begin = cursor - typed(1);
        list.rows = variables(outline, facts);
    }
    return list;
}

QList<CompletionRow> filterCompletions(const QList<CompletionRow> &rows, const QString &typed)
{
    const QString wanted = typed.startsWith(u'#') ? typed.mid(1).remove(u'{') : typed;
    QList<CompletionRow> first;
    QList<CompletionRow> second;
    for (const CompletionRow &row : rows) {
        const QString name = row.kind == Kind::Path                     ? row.text
            : row.kind == Kind::Directive || row.kind == Kind::Variable ? row.label.mid(1)
                                                                        : row.text;
        if (name.startsWith(wanted, Qt::CaseInsensitive))
            first.append(row);
        else if (name.contains(wanted, Qt::CaseInsensitive))
            second.append(row);
    }
    return first + second;
}

SignatureHelp signatureAt(const QString &text, int cursor, const VelocityOutline &outline, const TemplateFacts &facts)
{
    SignatureHelp help;
    const qsizetype from = std::max<qsizetype>(0, cursor - kLookBack);
    const QString before = text.mid(from, cursor - from);
    const qsizetype open = openParenthesis(before, help.argument);
    if (open < 0 || outline.isComment(cursor))
        return help;
    help.open = static_cast<int>(from + open);
    const QString head = before.left(open);
    static const QRegularExpression s_call(QStringLiteral(
        "\\$!?\\{?([A-Za-z_](?:[\\w-]|\\.(?=[A-Za-z_])|\\([^()\\n]*\\)|\\[[^\\]\\n]*\\])*)\\.([A-Za-z_]\\w*)\\z"));
    static const QRegularExpression s_directive(QStringLiteral("#\\{?(\\w+)\\}?\\s*\\z"));
    if (const QRegularExpressionMatch call = s_call.match(head); call.hasMatch()) {
        const Target target = resolve(call.captured(1), facts);
        const QString name = call.captured(2);
        for (const TemplateMethod &method :
             target.type.isEmpty() ? TemplateWords::methods() : TemplateWords::methodsOf(target.type)) {
            if (method.name == name && (!target.type.isEmpty() || !method.owner.startsWith(u'$')))
                help.lines.append({(method.owner.startsWith(u'$') ? method.owner : QString()) + u'.' + name,
                                   method.parameters, method.result, method.help});
        }
    } else if (const QRegularExpressionMatch directive = s_directive.match(head); directive.hasMatch()) {
        const QString name = directive.captured(1);
        for (const TemplateWords::Directive &known : TemplateWords::directives()) {
            if (known.name == name && !known.arguments.isEmpty())
                help.lines.append({u'#' + name, {known.arguments}, {}, {}});
        }
        for (const VelocityOutline::Macro &macro : outline.macros) {
            if (macro.name == name) {
                help.lines.append({u'#' + name, macro.parameters, {}, {}});
                // Arguments of macros are parted by blanks.
                help.argument = static_cast<int>(before.mid(open + 1).simplified().count(u' ')
                                                 + (before.endsWith(u' ') && before.size() > open + 1));
            }
        }
    }
    return help;
}

TextSpan referenceAt(const QString &text, int position)
{
    const qsizetype lineStart = position > 0 ? text.lastIndexOf(u'\n', position - 1) + 1 : 0;
    const qsizetype lineEnd = text.indexOf(u'\n', position);
    const QString line = text.mid(lineStart, (lineEnd < 0 ? text.size() : lineEnd) - lineStart);
    static const QRegularExpression s_reference(QStringLiteral(
        "\\$!?(?:\\{[A-Za-z_][^}\\n]*\\}|[A-Za-z_](?:[\\w-]|\\.(?=[A-Za-z_])|\\((?:[^()\\n]|\\([^()\\n]*\\))*\\)|"
        "\\[[^\\]\\n]*\\])*)"));
    for (auto match = s_reference.globalMatch(line); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const TextSpan span{static_cast<int>(lineStart + found.capturedStart()),
                            static_cast<int>(lineStart + found.capturedEnd())};
        if (position >= span.begin && position < span.end)
            return span;
    }
    return {};
}

ShownValue shownJson(const json::Value &value)
{
    using Type = json::Value::Type;
    const auto show = [](const auto &self, std::string name, const json::Value &of, int depth) -> ShownValue {
        ShownValue shown{std::move(name), {}, {}, {}, 0};
        switch (of.type()) {
        case Type::Null: shown.type = "null"; break;
        case Type::Boolean: shown.type = "Boolean"; break;
        case Type::Number: shown.type = of.integer() ? "Integer" : "Double"; break;
        case Type::String:
            shown.type = "String";
            shown.text = std::format("\"{}\"", of.string().substr(0, 80));
            return shown;
        case Type::Array:
            shown.type = "JSON array";
            for (const json::Value &item : of.items()) {
                if (shown.children.size() >= 10 || depth >= kMaxPathDepth)
                    break;
                shown.children.push_back(self(self, std::format("[{}]", shown.children.size()), item, depth + 1));
            }
            shown.hidden = of.items().size() - shown.children.size();
            return shown;
        case Type::Object:
            shown.type = "Map";
            for (const json::Member &member : of.members()) {
                if (shown.children.size() >= 100 || depth >= kMaxPathDepth)
                    break;
                shown.children.push_back(self(self, member.key, member.value, depth + 1));
            }
            shown.hidden = of.members().size() - shown.children.size();
            return shown;
        }
        shown.text = of.scalarText().value_or("null");
        return shown;
    };
    return show(show, "$", value, 0);
}

} // namespace gatehouse::ui
