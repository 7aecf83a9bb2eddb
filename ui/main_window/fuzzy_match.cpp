#include "ui/main_window/fuzzy_match.h"

namespace gatehouse::ui {

namespace {

constexpr int kInARow = 12;
constexpr int kWordStart = 10;
constexpr int kCharacter = 4;
constexpr int kWholeText = 40;

bool startsWord(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = text[at - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[at].isUpper());
}

qsizetype find(QStringView text, QChar wanted, qsizetype from)
{
    while (from < text.size() && text[from].toCaseFolded() != wanted)
        ++from;
    return from;
}

} // namespace

std::optional<int> fuzzyScore(QStringView needle, QStringView text, QList<int> *positions)
{
    if (positions)
        positions->clear();
    // A text that holds the needle as it stands beats any scattering of its characters.
    const qsizetype whole = text.indexOf(needle, 0, Qt::CaseInsensitive);
    int score = -static_cast<int>(text.size()) / 4;
    if (whole >= 0) {
        if (positions) {
            for (qsizetype i = 0; i < needle.size(); ++i)
                positions->append(static_cast<int>(whole + i));
        }
        score += static_cast<int>(needle.size()) * (kCharacter + kInARow) + (startsWord(text, whole) ? kWordStart : 0);
        return score + (needle.size() == text.size() ? kWholeText : 0)
            - static_cast<int>(std::min<qsizetype>(whole, 20));
    }

    qsizetype at = 0;
    qsizetype previous = -2;
    for (const QChar character : needle) {
        if (character.isSpace()) // words in order, whatever is between
            continue;
        at = find(text, character.toCaseFolded(), at);
        if (at == text.size())
            return std::nullopt;
        score += kCharacter;
        if (at == previous + 1)
            score += kInARow;
        else if (startsWord(text, at))
            score += kWordStart;
        if (positions)
            positions->append(static_cast<int>(at));
        previous = at++;
    }
    return score;
}

} // namespace gatehouse::ui
