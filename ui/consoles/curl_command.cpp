#include "ui/consoles/curl_command.h"

#include "ui/consoles/shell_words.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <optional>

namespace gatehouse::ui {

namespace {

enum class Option {
    Method,
    Header,
    Data,
    DataRaw,
    DataUrlEncode,
    Json,
    User,
    Url,
    Get,
    Head,
    UserAgent,
    Referer,
    Cookie,
    Form,
    Ignored, // changes nothing that the console does not do anyway
    IgnoredWithValue,
    Unknown,
};

const QHash<QString, Option> &longOptions()
{
    static const QHash<QString, Option> options = [] {
        QHash<QString, Option> all{
            {QStringLiteral("request"), Option::Method},
            {QStringLiteral("header"), Option::Header},
            {QStringLiteral("data"), Option::Data},
            {QStringLiteral("data-ascii"), Option::Data},
            {QStringLiteral("data-binary"), Option::Data},
            {QStringLiteral("data-raw"), Option::DataRaw},
            {QStringLiteral("data-urlencode"), Option::DataUrlEncode},
            {QStringLiteral("json"), Option::Json},
            {QStringLiteral("user"), Option::User},
            {QStringLiteral("url"), Option::Url},
            {QStringLiteral("get"), Option::Get},
            {QStringLiteral("head"), Option::Head},
            {QStringLiteral("user-agent"), Option::UserAgent},
            {QStringLiteral("referer"), Option::Referer},
            {QStringLiteral("cookie"), Option::Cookie},
            {QStringLiteral("form"), Option::Form},
            {QStringLiteral("form-string"), Option::Form},
        };
        for (const char *name :
             {"silent", "show-error", "verbose", "include", "insecure", "location", "compressed", "fail",
              "fail-with-body", "globoff", "no-progress-meter", "http1.1", "http2", "path-as-is"})
            all.insert(QString::fromLatin1(name), Option::Ignored);
        for (const char *name : {"output", "max-time", "connect-timeout", "write-out", "retry", "dump-header"})
            all.insert(QString::fromLatin1(name), Option::IgnoredWithValue);
        return all;
    }();
    return options;
}

QString longNameOf(QChar letter)
{
    static const QHash<char16_t, QString> names{
        {u'X', QStringLiteral("request")},     {u'H', QStringLiteral("header")},   {u'd', QStringLiteral("data")},
        {u'u', QStringLiteral("user")},        {u'G', QStringLiteral("get")},      {u'I', QStringLiteral("head")},
        {u'A', QStringLiteral("user-agent")},  {u'e', QStringLiteral("referer")},  {u'b', QStringLiteral("cookie")},
        {u'F', QStringLiteral("form")},        {u's', QStringLiteral("silent")},   {u'S', QStringLiteral("show-error")},
        {u'v', QStringLiteral("verbose")},     {u'i', QStringLiteral("include")},  {u'k', QStringLiteral("insecure")},
        {u'L', QStringLiteral("location")},    {u'f', QStringLiteral("fail")},     {u'g', QStringLiteral("globoff")},
        {u'o', QStringLiteral("output")},      {u'm', QStringLiteral("max-time")}, {u'w', QStringLiteral("write-out")},
        {u'D', QStringLiteral("dump-header")},
    };
    return names.value(letter.unicode());
}

bool takesValue(Option option)
{
    return option != Option::Get && option != Option::Head && option != Option::Ignored && option != Option::Unknown;
}

class CurlReader {
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ui::CurlReader)

public:
    explicit CurlReader(QStringList words)
        : m_words(std::move(words))
    {
    }

    Expected<CurlImport> read()
    {
        for (m_at = 1; m_at < m_words.size(); ++m_at) {
            const QString &word = m_words[m_at];
            Expected<void> read;
            if (m_onlyUrls || !word.startsWith(u'-') || word == u"-")
                setUrl(word);
            else if (word == u"--")
                m_onlyUrls = true;
            else if (word.startsWith(u"--"))
                read = readLong(word.sliced(2));
            else
                read = readShort(word);
            if (!read)
                return fail(read.error());
        }
        if (m_url.isEmpty())
            return fail(CurlErrc::NoUrl);
        return finish();
    }

private:
    Expected<void> readLong(const QString &name)
    {
        const Option option = longOptions().value(name, Option::Unknown);
        const QString shown = QLatin1String("--") + name;
        if (takesValue(option) && ++m_at >= m_words.size())
            return fail(CurlErrc::MissingValue, toStd(shown));
        apply(option, shown, takesValue(option) ? m_words[m_at] : QString());
        return {};
    }

    /// "-sSX POST", "-XPOST": flags may stand together, a value may follow without a space.
    Expected<void> readShort(const QString &word)
    {
        for (qsizetype i = 1; i < word.size(); ++i) {
            const QString shown = QLatin1Char('-') + QString(word[i]);
            const Option option = longOptions().value(longNameOf(word[i]), Option::Unknown);
            if (!takesValue(option)) {
                apply(option, shown, {});
                continue;
            }
            QString value = word.sliced(i + 1);
            if (value.isEmpty()) {
                if (++m_at >= m_words.size())
                    return fail(CurlErrc::MissingValue, toStd(shown));
                value = m_words[m_at];
            }
            apply(option, shown, value);
            break;
        }
        return {};
    }

    void apply(Option option, const QString &shown, const QString &value)
    {
        switch (option) {
        case Option::Method: m_method = value; break;
        case Option::Header: addHeader(value); break;
        case Option::Data:
            if (!isFile(shown, value))
                addData(value);
            break;
        case Option::DataRaw: addData(value); break;
        case Option::DataUrlEncode: addEncodedData(value); break;
        case Option::Json:
            if (!isFile(shown, value))
                addData(value, QString());
            setDefaultHeader(QStringLiteral("Content-Type"), QStringLiteral("application/json"));
            setDefaultHeader(QStringLiteral("Accept"), QStringLiteral("application/json"));
            break;
        case Option::User:
            addHeader(QLatin1String("Authorization: Basic ") + QString::fromLatin1(value.toUtf8().toBase64()));
            break;
        case Option::Url: setUrl(value); break;
        case Option::Get: m_dataInQuery = true; break;
        case Option::Head: m_head = true; break;
        case Option::UserAgent: addHeader(QLatin1String("User-Agent: ") + value); break;
        case Option::Referer: addHeader(QLatin1String("Referer: ") + value); break;
        case Option::Cookie:
            if (value.contains(u'='))
                addHeader(QLatin1String("Cookie: ") + value);
            else
                warn(tr("Cookies come from a file (%1), which was not read.").arg(value));
            break;
        case Option::Form: warn(tr("Form parts (%1) are not supported; the body was left out.").arg(shown)); break;
        case Option::Ignored:
        case Option::IgnoredWithValue: break;
        case Option::Unknown: warn(tr("The option %1 is not known and was left out.").arg(shown)); break;
        }
    }

    void warn(const QString &warning)
    {
        if (!m_warnings.contains(warning))
            m_warnings.append(warning);
    }

    bool isFile(const QString &option, const QString &value)
    {
        if (!value.startsWith(u'@'))
            return false;
        warnOfFile(option, value);
        return true;
    }

    void warnOfFile(const QString &option, const QString &value)
    {
        warn(tr("The body comes from a file (%1 %2), which was not read.").arg(option, value));
    }

    void setUrl(const QString &url)
    {
        if (m_url.isEmpty())
            m_url = url;
        else
            warn(tr("Only the first address was taken."));
    }

    void addHeader(const QString &line)
    {
        const qsizetype end = line.indexOf(QRegularExpression(QStringLiteral("[:;]")));
        if (end <= 0) {
            warn(tr("“%1” is not a header.").arg(line));
            return;
        }
        const QString value = line.sliced(end + 1).trimmed();
        if (line[end] == u':' && value.isEmpty())
            return; // curl's way to leave out a header of its own
        m_headers.append({true, line.first(end).trimmed(), value});
    }

    void setDefaultHeader(const QString &name, const QString &value)
    {
        const bool given = std::ranges::any_of(
            m_headers, [&name](const KeyValue &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
        if (!given)
            m_headers.append({true, name, value});
    }

    /// Several -d are joined by "&", several --json by nothing.
    void addData(const QString &data, const QString &separator = QStringLiteral("&"))
    {
        m_data = m_data ? *m_data + separator + data : data;
    }

    /// "content", "=content", "name=content": the content is percent-encoded, the name is not. "name@file" is a file.
    void addEncodedData(const QString &value)
    {
        const qsizetype equals = value.indexOf(u'=');
        if (equals < 0 && value.contains(u'@')) {
            warnOfFile(QStringLiteral("--data-urlencode"), value);
            return;
        }
        const QString name = equals > 0 ? value.first(equals + 1) : QString();
        addData(name + QString::fromLatin1(QUrl::toPercentEncoding(value.sliced(equals + 1))));
    }

    CurlImport finish()
    {
        if (!m_url.contains(QLatin1String("://")))
            m_url.prepend(QLatin1String("http://"));
        const QString fragmentless = m_url.section(u'#', 0, 0);
        const qsizetype mark = fragmentless.indexOf(u'?');
        QString query = mark < 0 ? QString() : fragmentless.sliced(mark + 1);
        if (m_dataInQuery && m_data) {
            query += (query.isEmpty() ? QString() : QStringLiteral("&")) + *m_data;
            m_data.reset();
        }

        CurlImport result;
        ConsoleRequest &request = result.request;
        request.path = mark < 0 ? fragmentless : fragmentless.first(mark);
        for (const QString &pair : query.split(u'&', Qt::SkipEmptyParts)) {
            const qsizetype equals = pair.indexOf(u'=');
            request.query.append({true, decoded(equals < 0 ? pair : pair.first(equals)),
                                  equals < 0 ? QString() : decoded(pair.sliced(equals + 1))});
        }
        if (m_data)
            setDefaultHeader(QStringLiteral("Content-Type"), QStringLiteral("application/x-www-form-urlencoded"));
        request.headers = m_headers;
        request.body = m_data.value_or(QString()).toUtf8();
        request.method = !m_method.isEmpty() ? m_method
            : m_head                         ? QStringLiteral("HEAD")
            : m_data                         ? QStringLiteral("POST")
                                             : QStringLiteral("GET");
        result.warnings = m_warnings;
        return result;
    }

    static QString decoded(const QString &text) { return QUrl::fromPercentEncoding(text.toUtf8().replace('+', "%20")); }

    const QStringList m_words;
    qsizetype m_at = 0;
    bool m_onlyUrls = false;
    QString m_url;
    QString m_method;
    RequestFields m_headers;
    std::optional<QString> m_data;
    bool m_dataInQuery = false;
    bool m_head = false;
    QStringList m_warnings;
};

} // namespace

std::string_view describe(CurlErrc code) noexcept
{
    switch (code) {
    case CurlErrc::NotCurl: return "not a curl command";
    case CurlErrc::MissingValue: return "an option lacks its value";
    case CurlErrc::NoUrl: return "no URL";
    }
    return "unknown error";
}

Expected<CurlImport> parseCurl(const QString &text)
{
    Expected<QStringList> words = splitShellWords(text);
    if (!words)
        return fail(words.error());
    if (!words->isEmpty() && words->constFirst() == u"$") // a prompt that was copied with the command
        words->removeFirst();
    if (words->isEmpty() || (words->constFirst() != u"curl" && words->constFirst() != u"curl.exe"))
        return fail(CurlErrc::NotCurl);
    return CurlReader(*std::move(words)).read();
}

QString toCurl(const ConsoleRequest &request)
{
    QStringList parts;
    const bool plain = request.method == u"GET" && request.body.isEmpty();
    const bool post = request.method == u"POST" && !request.body.isEmpty();
    QString first = QStringLiteral("curl");
    if (request.method == u"HEAD")
        first += QLatin1String(" --head");
    else if (!plain && !post)
        first += QLatin1String(" --request ") + request.method;
    parts.append(first + QLatin1Char(' ') + shellQuoted(QString::fromLatin1(request.url().toEncoded())));
    for (const KeyValue &header : request.headers) {
        if (header.enabled && !header.name.isEmpty()) {
            // "Name;" is curl's way to send an empty value.
            const QString line = header.value.isEmpty() ? header.name + QLatin1Char(';')
                                                        : header.name + QLatin1String(": ") + header.value;
            parts.append(QLatin1String("--header ") + shellQuoted(line));
        }
    }
    if (!request.body.isEmpty())
        parts.append(QLatin1String("--data-raw ") + shellQuoted(QString::fromUtf8(request.body)));
    return parts.join(QLatin1String(" \\\n  "));
}

} // namespace gatehouse::ui
