#pragma once

#include "core/openapi/importer.h"

#include <QtTest/QTest>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

/// Documents for the tests of import and export.
namespace documents {

inline std::string readFile(const std::filesystem::path &path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// The documents that come with the sources, and those of the folder that GATEHOUSE_OPENAPI_CORPUS names, if it is set.
inline std::vector<std::filesystem::path> all()
{
    std::vector<std::filesystem::path> files;
    const char *more = std::getenv("GATEHOUSE_OPENAPI_CORPUS");
    for (const std::string &folder :
         {std::string(GATEHOUSE_SOURCE_DIR "/tests/data/openapi"), std::string(more ? more : "")}) {
        if (!std::filesystem::is_directory(folder))
            continue;
        for (const auto &entry : std::filesystem::directory_iterator(folder)) {
            const std::string name = entry.path().filename();
            const bool known = std::ranges::any_of(files, [&](const auto &file) { return file.filename() == name; });
            if (entry.is_regular_file() && !name.ends_with(".md") && !known)
                files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

inline void addRows(std::string_view prefix = {})
{
    QTest::addColumn<QString>("file");
    for (const std::filesystem::path &file : all()) {
        const std::string name = file.filename();
        if (name.starts_with(prefix))
            QTest::newRow(name.c_str()) << QString::fromStdString(file);
    }
}

/// JSON written with ' for ", so that it reads well in C++ (and moc reads it at all).
inline std::string quoted(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

/// "error rule /pointer: message" a line.
inline std::string describe(const gatehouse::Diagnostics &diagnostics)
{
    std::string out;
    for (const gatehouse::Diagnostic &d : diagnostics)
        out += std::string(toString(d.severity)) + " " + d.rule + " " + d.pointer + ": " + d.message + "\n";
    return out;
}

} // namespace documents
