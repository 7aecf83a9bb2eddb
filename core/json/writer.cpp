#include "core/json/reader.h"

namespace gatehouse::json {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void writeString(std::string_view text, std::string &out)
{
    out += '"';
    std::size_t plain = 0; // where the part begins that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20)
            continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        out += '\\';
        switch (c) {
        case '"':
        case '\\': out += c; break;
        case '\b': out += 'b'; break;
        case '\f': out += 'f'; break;
        case '\n': out += 'n'; break;
        case '\r': out += 'r'; break;
        case '\t': out += 't'; break;
        default:
            out += "u00";
            out += kHex[(c >> 4) & 0xF];
            out += kHex[c & 0xF];
        }
    }
    out.append(text, plain);
    out += '"';
}

class Writer {
public:
    Writer(std::string &out, int indent)
        : m_out(out)
        , m_indent(indent)
    {
    }

    void write(const Value &value, std::size_t depth)
    {
        switch (value.type()) {
        case Value::Type::Null: m_out += "null"; break;
        case Value::Type::Boolean: m_out += *value.boolean() ? "true" : "false"; break;
        case Value::Type::Number: m_out += value.numberText(); break;
        case Value::Type::String: writeString(value.string(), m_out); break;
        case Value::Type::Array:
            writeContainer('[', ']', value.items(), depth, [&](const Value &item) { write(item, depth + 1); });
            break;
        case Value::Type::Object:
            writeContainer('{', '}', value.members(), depth, [&](const Member &member) {
                writeString(member.key, m_out);
                m_out += m_indent < 0 ? ":" : ": ";
                write(member.value, depth + 1);
            });
            break;
        }
    }

private:
    template <class Range, class WriteElement>
    void writeContainer(char open, char close, const Range &range, std::size_t depth, WriteElement writeElement)
    {
        m_out += open;
        bool first = true;
        for (const auto &element : range) {
            if (!std::exchange(first, false))
                m_out += ',';
            newLine(depth + 1);
            writeElement(element);
        }
        if (!first)
            newLine(depth);
        m_out += close;
    }

    void newLine(std::size_t depth)
    {
        if (m_indent < 0)
            return;
        m_out += '\n';
        m_out.append(depth * static_cast<std::size_t>(m_indent), ' ');
    }

    std::string &m_out;
    const int m_indent;
};

} // namespace

void writeJson(const Value &value, std::string &out, int indent)
{
    Writer(out, indent).write(value, 0);
}

std::string toJson(const Value &value, int indent)
{
    std::string text;
    writeJson(value, text, indent);
    return text;
}

} // namespace gatehouse::json
