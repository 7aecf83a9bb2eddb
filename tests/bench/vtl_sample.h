#pragma once

#include "core/vtl/objects.h"
#include "core/vtl/renderer.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::bench {

/// A mapping template as people write them.
inline constexpr std::string_view kTemplate = R"VTL(#set($root = $input.path('$'))
#set($total = 0)
{
  "requestId": "$context.requestId",
  "stage": "$context.stage",
  "user": "$util.escapeJavaScript($root.user.name)",
  "count": $root.items.size(),
#if($root.user.role == "admin")
  "admin": true,
#else
  "admin": false,
#end
  "pets": [
#foreach($item in $root.items)
#set($total = $total + $item.qty)
    { "id": $item.id, "type": "$item.type",
      "label": "${item.type}-${item.id}-$foreach.count",
      #if($item.price > 100)"expensive": true, #end"price": $item.price }#if($foreach.hasNext),#end

#end
  ],
  "total": $total,
  "headers": {
#foreach($h in $input.params().header.keySet())
    "$h": "$util.escapeJavaScript($input.params().header.get($h))"#if($foreach.hasNext),#end

#end
  },
  "source": "$stageVariables.source", "ip": "$!context.identity.sourceIp"
}
)VTL";

using vtl::Value;

inline Value text(std::string_view value)
{
    return Value::string(std::string(value));
}

inline Value map(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    const vtl::Ref<vtl::MapObject> result(new vtl::MapObject);
    for (const auto &[key, value] : members)
        result->put(text(key), value);
    return vtl::makeMap(result);
}

/// $input over data that is already in maps, as the Java side has it.
class Input final : public vtl::HostObject {
public:
    Input(Value body, Value parameters)
        : m_body(std::move(body))
        , m_parameters(std::move(parameters))
    {
    }
    Value property(std::string_view) override { return {}; }
    Value call(std::string_view name, std::span<const Value>, bool &known) override
    {
        if (name == "path")
            return m_body;
        if (name == "params")
            return m_parameters;
        known = false;
        return {};
    }

private:
    Value m_body;
    Value m_parameters;
};

class Util final : public vtl::HostObject {
public:
    Value property(std::string_view) override { return {}; }
    Value call(std::string_view name, std::span<const Value> arguments, bool &known) override
    {
        known = name == "escapeJavaScript" && arguments.size() == 1 && arguments[0].isString();
        if (!known)
            return {};
        std::string out;
        for (const char c : arguments[0].text()) {
            if (c == '"' || c == '\\' || c == '\'' || c == '/')
                out += '\\';
            out += c;
        }
        return Value::string(std::move(out));
    }
};

/// The data of the typical template: a user, 20 items, five header fields.
struct Sample {
    Sample()
    {
        constexpr std::string_view kTypes[] = {"dog", "cat", "fish", "bird"};
        std::vector<Value> items;
        for (int i = 0; i < 20; ++i) {
            items.push_back(map({{"id", Value::integer(i + 1)},
                                 {"type", text(kTypes[i % 4])},
                                 {"price", Value::integer(i % 3 == 0 ? 249 : 25)},
                                 {"qty", Value::integer(i % 5 + 1)}}));
        }
        const Value body = map({{"user", map({{"name", text("Ada \"L\" O'Neil")}, {"role", text("admin")}})},
                                {"items", vtl::makeList(std::move(items), vtl::ListObject::Flavor::JsonArray)}});
        const Value header = map({{"Accept", text("application/json")},
                                  {"Host", text("example.com")},
                                  {"User-Agent", text("bench/1.0")},
                                  {"X-Forwarded-For", text("127.0.0.1")},
                                  {"Accept-Encoding", text("gzip")}});
        const Value parameters = map({{"path", map({})}, {"querystring", map({})}, {"header", header}});
        variables = {{"input", Value::object(Value::Kind::Host, new Input(body, parameters))},
                     {"util", Value::object(Value::Kind::Host, new Util)},
                     {"context",
                      map({{"requestId", text("c6af9ac6-7b61-11e6-9a41-93e8deadbeef")},
                           {"stage", text("dev")},
                           {"identity", map({{"sourceIp", text("127.0.0.1")}})}})},
                     {"stageVariables", map({{"source", text("bench")}})}};
    }

    std::vector<vtl::Variable> variables;
};

} // namespace gatehouse::bench
