#pragma once

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>

#include <string>
#include <vector>

/// Golden cases: one file each, found by listing a folder. A file is an input, a line of three dashes, and what comes
/// out; where the input needs data, that stands between the two, after another such line. The last line end of the file
/// is no part of the output.
namespace gatehouse::tests {

struct GoldenCase {
    std::string name; ///< the file's, without its suffix
    std::string input;
    std::string data; ///< "" if there is none
    std::string expected;
};

inline constexpr std::string_view kDashes = "\n---\n";

/// @p folder below tests/golden.
inline QDir goldenFolder(const QString &folder)
{
    return QDir(QStringLiteral(GATEHOUSE_SOURCE_DIR "/tests/golden/") + folder);
}

/// @p hasData: the files have the part in the middle.
inline std::vector<GoldenCase> goldenCases(const QString &folder, bool hasData)
{
    std::vector<GoldenCase> cases;
    const QDir dir = goldenFolder(folder);
    for (const QString &name : dir.entryList({QStringLiteral("*.case")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (!file.open(QFile::ReadOnly))
            qFatal("cannot read %s", qPrintable(name));
        const std::string text = file.readAll().toStdString();
        GoldenCase read{.name = name.chopped(5).toStdString(), .input = {}, .data = {}, .expected = {}};
        const std::size_t first = text.find(kDashes);
        const std::size_t second = hasData ? text.find(kDashes, first + kDashes.size() - 1) : first;
        if (first == std::string::npos || second == std::string::npos)
            qFatal("%s: a line of dashes is missing", qPrintable(name));
        read.input = text.substr(0, first);
        if (hasData && second > first)
            read.data = text.substr(first + kDashes.size(), second - std::min(second, first + kDashes.size()));
        read.expected = text.substr(second + kDashes.size());
        if (read.expected.ends_with('\n'))
            read.expected.pop_back();
        cases.push_back(std::move(read));
    }
    return cases;
}

/// Whether cases are to be written anew: UPDATE_GOLDEN=1, and never in CI.
inline bool updatesGolden()
{
    return qEnvironmentVariableIntValue("UPDATE_GOLDEN") == 1 && !qEnvironmentVariableIsSet("CI");
}

/// Compares, or writes the case anew.
inline void checkGolden(const QString &folder, bool hasData, const GoldenCase &testCase, const std::string &actual)
{
    if (updatesGolden()) {
        QFile file(goldenFolder(folder).filePath(QString::fromStdString(testCase.name + ".case")));
        QVERIFY(file.open(QFile::WriteOnly));
        std::string text = testCase.input;
        text += kDashes;
        if (hasData)
            text.append(testCase.data).append(kDashes.substr(testCase.data.empty() ? 1 : 0));
        file.write(QByteArray::fromStdString(text + actual + '\n'));
        return;
    }
    QCOMPARE(QString::fromStdString(actual), QString::fromStdString(testCase.expected));
}

} // namespace gatehouse::tests
