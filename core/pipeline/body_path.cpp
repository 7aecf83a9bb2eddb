#include "core/pipeline/body_path.h"

#include <yyjson.h>

#include <charconv>
#include <cstdlib>
#include <memory>

namespace gatehouse::pipeline {

namespace {

yyjson_val *lastMember(yyjson_val *object, std::string_view name)
{
    yyjson_val *found = nullptr; // of equal keys the last counts, as for Java's readers
    yyjson_obj_iter iterator;
    if (!yyjson_obj_iter_init(object, &iterator))
        return nullptr;
    while (yyjson_val *key = yyjson_obj_iter_next(&iterator)) {
        if (std::string_view(yyjson_get_str(key), yyjson_get_len(key)) == name)
            found = yyjson_obj_iter_get_val(key);
    }
    return found;
}

} // namespace

std::optional<BodyPath> BodyPath::parse(std::string_view text)
{
    BodyPath path;
    while (!text.empty()) {
        if (text.front() == '[') {
            const std::size_t close = text.find(']');
            std::size_t index = 0;
            if (close == std::string_view::npos)
                return std::nullopt;
            const auto [end, error] = std::from_chars(text.data() + 1, text.data() + close, index);
            if (close == 1 || error != std::errc() || end != text.data() + close)
                return std::nullopt;
            path.m_steps.emplace_back(index);
            text.remove_prefix(close + 1);
        } else {
            const std::string_view name = text.substr(0, text.find_first_of(".["));
            if (name.empty() || name.find_first_of("*?()@,:'\" ") != std::string_view::npos)
                return std::nullopt;
            path.m_steps.emplace_back(std::string(name));
            text.remove_prefix(name.size());
        }
        if (text.starts_with('.')) {
            text.remove_prefix(1);
            if (text.empty())
                return std::nullopt;
        }
    }
    return path;
}

BodyPath::Result BodyPath::find(std::string_view body, std::string &out) const
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || !std::string_view("{[\"'").contains(body[first]))
        return Result::Missing;

    const std::unique_ptr<yyjson_doc, void (*)(yyjson_doc *)> document(
        yyjson_read(body.data(), body.size(), YYJSON_READ_NUMBER_AS_RAW), yyjson_doc_free);
    if (!document)
        return Result::Malformed;

    yyjson_val *value = yyjson_doc_get_root(document.get());
    for (const auto &step : m_steps) {
        if (const auto *name = std::get_if<std::string>(&step))
            value = lastMember(value, *name);
        else
            value = yyjson_arr_get(value, std::get<std::size_t>(step));
        if (value == nullptr)
            return Result::Missing;
    }
    if (yyjson_is_null(value))
        return Result::Missing;
    if (yyjson_is_str(value)) {
        out.assign(yyjson_get_str(value), yyjson_get_len(value));
        return Result::Found;
    }
    std::size_t size = 0;
    const std::unique_ptr<char, void (*)(void *)> text(yyjson_val_write(value, 0, &size), std::free);
    if (!text)
        return Result::Missing;
    out.assign(text.get(), size);
    return Result::Found;
}

} // namespace gatehouse::pipeline
