#include "app/cli/document_places.h"

#include "app/cli/project_input.h"
#include "core/yaml/reader.h"

namespace gatehouse::cli {

namespace {

const json::Value *nearest(const json::Value &document, std::string_view pointer)
{
    for (;;) {
        const json::Value *value = document.at(pointer);
        if (value && value->span().known())
            return value;
        if (pointer.empty())
            return nullptr;
        pointer = pointer.substr(0, pointer.rfind('/'));
    }
}

} // namespace

void placeDiagnostics(Diagnostics &diagnostics, const project::LoadedProject &loaded, const model::ApiEntry &entry)
{
    const auto lacksPlace = [](const Diagnostic &diagnostic) { return diagnostic.line == 0; };
    const std::string *text = documentText(loaded, entry);
    if (!text || std::ranges::none_of(diagnostics, lacksPlace))
        return;

    const std::string file = documentFile(loaded, entry);
    const json::ReadResult read = yaml::readAny(*text);
    const LineIndex lines(*text);
    for (Diagnostic &diagnostic : diagnostics) {
        if (!lacksPlace(diagnostic))
            continue;
        diagnostic.file = (file.empty() ? loaded.root : loaded.root / file).string();
        if (const json::Value *value = nearest(read.value, diagnostic.pointer)) {
            diagnostic.span = value->span();
            const LineIndex::Position position = lines.at(value->span().begin);
            diagnostic.line = position.line;
            diagnostic.column = position.column;
        }
    }
}

} // namespace gatehouse::cli
