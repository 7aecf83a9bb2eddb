#include "ui/widgets/body_format.h"

#include "core/json/reader.h"
#include "ui/widgets/text.h"

#include <QStringDecoder>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <optional>

namespace gatehouse::ui {

namespace {

constexpr qsizetype kMaxDump = 16 * 1024; // octets shown of a body that is no text
constexpr qsizetype kDumpWidth = 16;

std::optional<QString> prettyJson(const QByteArray &body)
{
    const json::ReadResult read = json::readJson({body.constData(), static_cast<std::size_t>(body.size())});
    if (hasErrors(read.diagnostics))
        return std::nullopt;
    return toQString(json::toJson(read.value));
}

std::optional<QString> prettyXml(const QByteArray &body)
{
    QString text;
    QXmlStreamReader reader(body);
    QXmlStreamWriter writer(&text);
    writer.setAutoFormatting(true);
    writer.setAutoFormattingIndent(2);
    const bool declared = body.trimmed().startsWith("<?xml");
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isWhitespace() && !reader.hasError() && (declared || !reader.isStartDocument()))
            writer.writeCurrentToken(reader);
    }
    if (reader.hasError())
        return std::nullopt;
    return text.trimmed();
}

QString hexDump(const QByteArray &body)
{
    QString text;
    const qsizetype size = std::min(body.size(), kMaxDump);
    for (qsizetype at = 0; at < size; at += kDumpWidth) {
        const QByteArray row = body.sliced(at, std::min(kDumpWidth, size - at));
        QString printable;
        for (const char c : row)
            printable += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('.');
        text += QStringLiteral("%1  %2  %3\n")
                    .arg(at, 8, 16, QLatin1Char('0'))
                    .arg(QString::fromLatin1(row.toHex(' ')), -static_cast<int>(kDumpWidth * 3 - 1))
                    .arg(printable);
    }
    if (body.size() > size)
        text += QStringLiteral("\u2026\n");
    return text;
}

std::optional<QString> decoded(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(body);
    if (decoder.hasError() || body.contains('\0'))
        return std::nullopt;
    return text;
}

} // namespace

QString syntaxOf(const QString &contentType)
{
    const QString type = contentType.section(QLatin1Char(';'), 0, 0).trimmed().toLower();
    if (type.endsWith(QLatin1String("json")))
        return QStringLiteral("JSON");
    if (type.endsWith(QLatin1String("html")))
        return QStringLiteral("HTML");
    if (type.endsWith(QLatin1String("xml")))
        return QStringLiteral("XML");
    if (type.endsWith(QLatin1String("yaml")))
        return QStringLiteral("YAML");
    if (type.endsWith(QLatin1String("javascript")))
        return QStringLiteral("JavaScript");
    return {};
}

ShownText shownText(const QString &text)
{
    ShownText shown;
    shown.cut = text.size() > kMaxShown;
    shown.text.reserve(std::min(text.size(), kMaxShown));
    for (QStringView rest = QStringView(text).first(std::min(text.size(), kMaxShown)); !rest.isEmpty();) {
        const qsizetype lineEnd = rest.indexOf(u'\n');
        const qsizetype line = lineEnd < 0 ? rest.size() : lineEnd + 1;
        const bool tooLong = line > kMaxShownLine + 1;
        shown.text += rest.first(tooLong ? kMaxShownLine : line);
        if (tooLong)
            shown.text += u'\n';
        shown.broken |= tooLong;
        rest = rest.sliced(tooLong ? kMaxShownLine : line);
    }
    return shown;
}

FormattedBody formatBody(const QByteArray &body, const QString &contentType)
{
    const std::optional<QString> text = decoded(body);
    if (!text)
        return {hexDump(body), {}, true};

    QString syntax = syntaxOf(contentType);
    const char first = body.trimmed().isEmpty() ? '\0' : body.trimmed().front();
    if (syntax.isEmpty() && (first == '{' || first == '['))
        syntax = QStringLiteral("JSON"); // backends forget the type, or call it text/plain
    std::optional<QString> pretty;
    if (syntax == QLatin1String("JSON"))
        pretty = prettyJson(body);
    else if (syntax == QLatin1String("XML"))
        pretty = prettyXml(body);
    if (pretty)
        return {*pretty, syntax, *pretty != *text};
    return {*text, syntax, false};
}

} // namespace gatehouse::ui
