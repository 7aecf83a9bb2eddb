#include "ui/widgets/template_words.h"

#include "core/mapping/context_names.h"
#include "ui/widgets/text.h"

namespace gatehouse::ui {

namespace {

/// The classes of Java's methods, each with "result name(parameters)".
struct ClassMethods {
    const char *owner;
    const char *methods;
};
constexpr ClassMethods kJavaMethods[] = {
    {"String",
     "Integer length(); Boolean isEmpty(); Boolean isBlank(); Boolean contains(text); Integer indexOf(text, [from]);"
     "Integer lastIndexOf(text, [from]); Character charAt(index); Integer codePointAt(index);"
     "String substring(begin, [end]); Boolean startsWith(prefix, [from]); Boolean endsWith(suffix);"
     "Boolean equals(other); Boolean contentEquals(text); Boolean equalsIgnoreCase(text); Integer compareTo(text);"
     "Integer compareToIgnoreCase(text); String concat(text); String replace(text, replacement);"
     "String replaceAll(regex, replacement); String replaceFirst(regex, replacement); Boolean matches(regex);"
     "Array split(regex, [limit]); String trim(); String strip(); String toUpperCase(); String toLowerCase();"
     "String repeat(count); String toString(); Integer hashCode(); String format(format, values);"
     "String join(separator, values); String valueOf(value); Array getBytes(); Array toCharArray()"},
    {"Number",
     "Integer intValue(); Long longValue(); Double doubleValue(); Double floatValue(); Integer compareTo(number);"
     "Boolean equals(other); String toString(); Integer hashCode(); Boolean isNaN(); Boolean isInfinite();"
     "Integer parseInt(text); Long parseLong(text); Double parseDouble(text); Number valueOf(text)"},
    {"Boolean",
     "Boolean booleanValue(); Boolean parseBoolean(text); Boolean valueOf(text); Integer compareTo(other);"
     "Boolean equals(other); String toString(); Integer hashCode()"},
    {"List",
     "Integer size(); Boolean isEmpty(); get(index); set(index, value); Boolean contains(value);"
     "Boolean containsAll(values); Integer indexOf(value); Integer lastIndexOf(value); Boolean add(value);"
     "Boolean addAll(values); remove(index); Boolean removeAll(values); Boolean retainAll(values); clear();"
     "List subList(begin, end); Iterator iterator(); Array toArray(); Boolean equals(other); String toString()"},
    {"Map",
     "get(key); getOrDefault(key, value); put(key, value); putIfAbsent(key, value); putAll(map); remove(key);"
     "replace(key, value); Boolean containsKey(key); Boolean containsValue(value); Integer size(); Boolean isEmpty();"
     "Collection keySet(); Collection values(); Collection entrySet(); clear(); Boolean equals(other);"
     "String toString()"},
    {"Collection",
     "Integer size(); Boolean isEmpty(); Boolean contains(value); Boolean containsAll(values); Iterator iterator();"
     "Array toArray(); Boolean remove(value); Boolean equals(other); String toString()"},
    {"Entry", "String getKey(); getValue(); setValue(value); String toString()"},
    {"Iterator", "Boolean hasNext(); next()"},
    {"Loop",
     "Integer getIndex(); Integer getCount(); Boolean hasNext(); Boolean isFirst();"
     "Boolean isLast(); Loop getParent(); Loop getTopmost(); put(name, value); get(name); String toString()"},
};

TemplateMethod parseMethod(const QString &owner, const QString &text, const QString &help = {})
{
    const qsizetype open = text.indexOf(u'(');
    const QString head = text.left(open).trimmed();
    const qsizetype blank = head.indexOf(u' ');
    TemplateMethod method{owner, head.mid(blank + 1), {}, blank < 0 ? QString() : head.left(blank), help};
    const QString inside = text.mid(open + 1, text.lastIndexOf(u')') - open - 1);
    if (!inside.isEmpty())
        method.parameters = inside.split(QStringLiteral(", "));
    return method;
}

/// The class whose methods a type has.
QString classOf(const QString &type)
{
    if (type == u"Integer" || type == u"Long" || type == u"BigInteger" || type == u"Double")
        return QStringLiteral("Number");
    if (type == u"JSON array" || type == u"Array")
        return QStringLiteral("List");
    if (type == u"Character")
        return QStringLiteral("String");
    return type;
}

} // namespace

QString TemplateMethod::signature() const
{
    return QStringLiteral("%1(%2)").arg(name, parameters.join(QStringLiteral(", ")));
}

const QList<TemplateMethod> &TemplateWords::methods()
{
    static const QList<TemplateMethod> s_methods = [] {
        QList<TemplateMethod> made;
        const auto add = [&made](const char *owner, const char *text, const QString &help) {
            made.append(parseMethod(QString::fromLatin1(owner), QString::fromLatin1(text), help));
        };
        add("$input", "String json(path)", tr("What the JSONPath finds in the body, as JSON text"));
        add("$input", "path(path)", tr("What the JSONPath finds in the body, as a value to go through"));
        add("$input", "Map params()", tr("All parameters: path, querystring and header"));
        add("$input", "String params(name)", tr("One parameter: of the path, else the query string, else the header"));
        add("$util", "String escapeJavaScript(text)",
            tr("The text as it stands in a JavaScript string; for JSON take \\' out again"));
        add("$util", "parseJson(text)", tr("The JSON text as a value to go through"));
        add("$util", "String urlEncode(text)", tr("The text as it stands in a query string"));
        add("$util", "String urlDecode(text)", tr("The text that was encoded for a query string"));
        add("$util", "String base64Encode(text)", tr("The octets of the text in base64"));
        add("$util", "String base64Decode(text)", tr("The text whose octets stand there in base64"));
        for (const ClassMethods &of : kJavaMethods) {
            const QStringList texts = QString::fromLatin1(of.methods).split(u';', Qt::SkipEmptyParts);
            for (const QString &text : texts)
                made.append(parseMethod(QString::fromLatin1(of.owner), text.trimmed()));
        }
        return made;
    }();
    return s_methods;
}

QList<TemplateMethod> TemplateWords::methodsOf(const QString &type)
{
    const QString owner = classOf(type);
    QList<TemplateMethod> found;
    std::ranges::copy_if(methods(), std::back_inserter(found),
                         [&owner](const TemplateMethod &method) { return method.owner == owner; });
    return found;
}

const QStringList &TemplateWords::contextNames()
{
    static const QStringList s_names = [] {
        QStringList names;
        for (const std::string &name : mapping::contextNames())
            names.append(toQString(name));
        return names;
    }();
    return s_names;
}

QStringList TemplateWords::loopMembers()
{
    return {QStringLiteral("index"), QStringLiteral("count"),  QStringLiteral("hasNext"), QStringLiteral("first"),
            QStringLiteral("last"),  QStringLiteral("parent"), QStringLiteral("topmost")};
}

const QList<TemplateWords::Directive> &TemplateWords::directives()
{
    const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
    static const QList<Directive> s_directives{
        {text("set"), text("#set($| = )"), text("$name = value")},
        {text("if"), text("#if(|)\n  \n#end"), text("condition")},
        {text("elseif"), text("#elseif(|)"), text("condition")},
        {text("else"), text("#else|"), {}},
        {text("end"), text("#end|"), {}},
        {text("foreach"), text("#foreach($item in $|)\n  \n#end"), text("$item in list")},
        {text("break"), text("#break|"), {}},
        {text("stop"), text("#stop|"), {}},
        {text("macro"), text("#macro(|)\n  \n#end"), text("name $parameter ...")},
        {text("define"), text("#define($|)\n  \n#end"), text("$name")},
        {text("evaluate"), text("#evaluate(|)"), text("text")},
    };
    return s_directives;
}

} // namespace gatehouse::ui
