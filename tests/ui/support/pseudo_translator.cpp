#include "tests/ui/support/pseudo_translator.h"

#include <array>
#include <utility>

namespace gatehouse::ui::testing {

QString PseudoTranslator::pseudo(const QString &text)
{
    constexpr std::array<std::pair<char16_t, char16_t>, 10> accents{{{u'a', u'á'},
                                                                     {u'e', u'é'},
                                                                     {u'i', u'í'},
                                                                     {u'o', u'ö'},
                                                                     {u'u', u'ü'},
                                                                     {u'A', u'Å'},
                                                                     {u'E', u'É'},
                                                                     {u'n', u'ñ'},
                                                                     {u'C', u'Ç'},
                                                                     {u'O', u'Ö'}}};
    QString result = QStringLiteral("«");
    bool inTag = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar character = text[i];
        inTag = (inTag || character == u'<') && character != u'>';
        const bool placeholder = i > 0 && text[i - 1] == u'%'; // %1, %n
        QChar shown = character;
        for (const auto &[plain, accented] : accents) {
            if (!inTag && !placeholder && character == plain)
                shown = accented;
        }
        result += shown;
    }
    // A third longer, in words that can wrap.
    for (qsizetype extra = (text.size() + 2) / 3; extra > 0; extra -= 6)
        result += u' ' + QString(std::min<qsizetype>(extra, 5), u'ö');
    return result + u'»';
}

QString PseudoTranslator::translate(const char *, const char *source, const char *, int n) const
{
    QString text = pseudo(QString::fromUtf8(source));
    return n < 0 ? text : text.replace(QStringLiteral("%n"), QString::number(n));
}

} // namespace gatehouse::ui::testing
