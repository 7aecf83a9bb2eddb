#include "core/openapi/bundle.h"

#include "core/openapi/references.h"
#include "core/openapi/text.h"
#include "core/yaml/reader.h"

#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <map>

namespace gatehouse::openapi {

namespace {

namespace fs = std::filesystem;
using json::Value;

constexpr std::size_t kMaxFiles = 200;
constexpr std::size_t kMaxFileSize = 8U << 20U; // octets
constexpr std::size_t kMaxInlined = 2000; // references replaced by what they mean
constexpr std::size_t kMaxWalked = 8'000'000; // values looked at
constexpr int kMaxNesting = 32; // files that refer to files that ...

/// A copy whose source place is @p place throughout: findings in a file are shown where the document refers to it.
Value placedAt(const Value &value, SourceSpan place)
{
    Value out = value;
    if (value.isArray()) {
        for (Value &item : out.editItems())
            item = placedAt(item, place);
    } else if (value.isObject()) {
        json::Object members;
        for (const json::Member &member : value.members())
            members.set(member.key, placedAt(member.value, place), place);
        out = Value(std::move(members));
    }
    out.setSpan(place);
    return out;
}

/// What a `$ref` stands for decides where its content goes.
enum class Place : std::uint8_t { Schema, Schemas, Other };

class Bundler {
public:
    Bundler(Value &document, const ImportOptions &options, Report &report)
        : m_document(document)
        , m_report(report)
        , m_schemas(document.find("swagger") ? "/definitions" : "/components/schemas")
    {
        std::error_code error;
        const fs::path file = fs::weakly_canonical(options.file, error);
        if (!error && file.has_parent_path())
            m_folder = file.parent_path();
        m_file = file;
    }

    void run()
    {
        if (m_folder.empty())
            return;
        walk(m_document, m_file, Place::Other, 0);
        for (auto &[name, schema] : m_added)
            schemas().set(name, std::move(schema));
    }

private:
    json::Object &schemas();
    /// Replaces the references inside @p node, which stands in @p file.
    void walk(Value &node, const fs::path &file, Place place, int nesting);
    void replace(Value &node, const fs::path &file, Place place, int nesting);
    const Value *load(const fs::path &file, const Value &place);
    /// The name of the schema at @p fragment of @p file among the document's own; "" if it cannot be had.
    std::string addSchema(const fs::path &file, const std::string &fragment, const Value &place, int nesting);

    Value &m_document;
    Report &m_report;
    std::string m_schemas; // pointer to the document's schemas
    fs::path m_folder;
    fs::path m_file;
    std::map<fs::path, Value> m_files; // what was read; null: cannot be read
    std::map<std::string, std::string> m_names; // file and fragment -> schema's name
    std::map<std::string, Value> m_added;
    std::size_t m_inlined = 0;
    std::size_t m_walked = 0;
};

json::Object &Bundler::schemas()
{
    json::Object *at = &m_document.editMembers();
    for (const std::string &token : splitList(m_schemas, '/')) {
        Value *next = at->find(token);
        if (!next)
            next = &at->set(token, Value::object());
        at = &next->editMembers();
    }
    return *at;
}

const Value *Bundler::load(const fs::path &file, const Value &place)
{
    const auto [entry, isNew] = m_files.try_emplace(file);
    if (!isNew)
        return entry->second.isNull() ? nullptr : &entry->second;
    const auto refuse = [&](std::string_view why) {
        m_report.add(Severity::Error, "aws-external-ref", std::format("File '{}' {}", file.string(), why), place);
        return nullptr;
    };
    std::error_code error;
    if (m_files.size() > kMaxFiles)
        return refuse("is one too many: 200 files are followed");
    if (!fs::is_regular_file(file, error))
        return refuse("does not exist");
    if (fs::file_size(file, error) > kMaxFileSize || error)
        return refuse("is larger than 8 MB");
    std::ifstream in(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    json::ReadResult read = yaml::readAny(text);
    if (hasErrors(read.diagnostics))
        return refuse("is neither JSON nor YAML: " + read.diagnostics.front().message);
    entry->second = placedAt(read.value, place.span());
    return entry->second.isNull() ? nullptr : &entry->second;
}

std::string Bundler::addSchema(const fs::path &file, const std::string &fragment, const Value &place, int nesting)
{
    const auto [entry, isNew] = m_names.try_emplace(file.string() + "#" + fragment);
    if (!isNew)
        return entry->second;
    const Value *whole = load(file, place);
    const Value *found = whole ? whole->at(fragment) : nullptr;
    if (!found || nesting > kMaxNesting)
        return {};
    const std::string base = fragment.empty() ? file.stem().string() : fragment.substr(fragment.rfind('/') + 1);
    std::string name = base;
    for (int i = 2; schemas().contains(name) || m_added.contains(name); ++i)
        name = base + std::to_string(i);
    entry->second = name;
    m_added.emplace(name, Value());
    Value schema = *found;
    walk(schema, file, Place::Schema, nesting + 1);
    m_added[name] = std::move(schema);
    return name;
}

void Bundler::replace(Value &node, const fs::path &file, Place place, int nesting)
{
    const std::string_view text = node["$ref"].string();
    const std::size_t hash = std::min(text.find('#'), text.size());
    const std::string fragment = decodeFragment(text.substr(std::min(hash + 1, text.size())));
    fs::path target = file;
    if (hash > 0) {
        const std::string_view name = text.substr(0, hash);
        if (name.find(':') != std::string_view::npos || name.front() == '/')
            return; // an address or an absolute path: never followed
        std::error_code error;
        target = fs::weakly_canonical(file.parent_path() / decodeFragment(name), error);
        const auto [folderEnd, rest] = std::ranges::mismatch(m_folder, target);
        if (error || folderEnd != m_folder.end()) {
            m_report.add(Severity::Error, "aws-external-ref",
                         std::format("Reference '{}' leads out of the document's folder", text), node);
            return;
        }
    }
    if (target == m_file) {
        if (file != m_file)
            node.editMembers().set("$ref", "#" + fragment); // back into the document itself
        return;
    }
    if (place == Place::Schema) {
        const std::string name = addSchema(target, fragment, node, nesting);
        if (!name.empty())
            node.editMembers().set("$ref", referenceTo("#" + m_schemas + "/", name));
        return;
    }
    const Value *whole = load(target, node);
    const Value *found = whole ? whole->at(fragment) : nullptr;
    if (!found || nesting > kMaxNesting || ++m_inlined > kMaxInlined)
        return; // whoever resolves it tells that it is missing
    Value content = *found;
    walk(content, target, place, nesting + 1);
    node = std::move(content);
}

void Bundler::walk(Value &node, const fs::path &file, Place place, int nesting)
{
    if (++m_walked > kMaxWalked)
        return;
    if (node.isArray()) {
        for (Value &item : node.editItems())
            walk(item, file, place, nesting);
    } else if (node.isObject()) {
        const Value *reference = node.find("$ref");
        const bool inDocument = file == m_file && reference && reference->string().starts_with('#');
        if (place != Place::Schemas && reference && reference->isString() && !inDocument) {
            replace(node, file, place, nesting);
            return;
        }
        json::Object &members = node.editMembers();
        for (std::size_t i = 0; i < members.size(); ++i) {
            const std::string &key = members[i].key;
            const bool isMap
                = key == "schemas" || key == "definitions" || (place == Place::Schema && key == "properties");
            const Place inner = place == Place::Schemas     ? Place::Schema
                : isMap                                     ? Place::Schemas
                : key == "schema" || place == Place::Schema ? Place::Schema
                                                            : Place::Other;
            walk(*members.find(key), file, inner, nesting);
        }
    }
}

} // namespace

void bundleFiles(Value &document, const ImportOptions &options, Report &report)
{
    Bundler(document, options, report).run();
}

} // namespace gatehouse::openapi
