#include "core/http/message.h"

namespace gatehouse::http {

namespace {

constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace

bool sameName(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

const Field *findLast(std::span<const Field> fields, std::string_view name) noexcept
{
    for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
        if (sameName(field->name, name))
            return &*field;
    }
    return nullptr;
}

} // namespace gatehouse::http
