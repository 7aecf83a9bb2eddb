#pragma once

#include "core/json/reader.h"
#include "core/model/project.h"

#include <string>

/// Where two APIs differ, in words for a test's failure; "" if they are equal. Equality is the model's own.
inline std::string difference(const gatehouse::model::Api &left, const gatehouse::model::Api &right)
{
    using namespace gatehouse;
    if (left == right)
        return {};
    if (left.index() != right.index())
        return "kinds of API";
    const auto values = [](const char *what, const json::Value &a, const json::Value &b) {
        return std::string(what) + ":\n" + json::toJson(a).substr(0, 1500) + "\n---\n"
            + json::toJson(b).substr(0, 1500);
    };
    if (const auto *a = std::get_if<model::RestApi>(&left)) {
        const auto &b = std::get<model::RestApi>(right);
        if (a->extra != b.extra)
            return values("extra", a->extra, b.extra);
        if (a->resources.size() != b.resources.size())
            return "number of resources";
        for (std::size_t i = 0; i < a->resources.size(); ++i) {
            const model::Resource &x = *a->resources[i];
            const model::Resource &y = *b.resources[i];
            if (x == y)
                continue;
            const std::string path = a->path(x.id) + " and " + b.path(y.id) + " ";
            if (x.extra != y.extra)
                return values((path + "extra").c_str(), x.extra, y.extra);
            if (x.id != y.id || x.methods.size() != y.methods.size())
                return path + "id or number of methods";
            for (std::size_t j = 0; j < x.methods.size(); ++j) {
                const model::Method &m = x.methods[j];
                const model::Method &n = y.methods[j];
                const std::string place = path + m.httpMethod + " ";
                if (m.extra != n.extra)
                    return values((place + "extra").c_str(), m.extra, n.extra);
                if (m.requestParameters.size() != n.requestParameters.size())
                    return place + "number of parameters";
                for (std::size_t k = 0; k < m.requestParameters.size(); ++k) {
                    if (m.requestParameters[k] != n.requestParameters[k])
                        return values(
                            (place + "parameter " + m.requestParameters[k].name + " " + n.requestParameters[k].name)
                                .c_str(),
                            m.requestParameters[k].extra, n.requestParameters[k].extra);
                }
                for (std::size_t k = 0; k < std::min(m.responses.size(), n.responses.size()); ++k) {
                    if (m.responses[k] != n.responses[k])
                        return values((place + "response " + m.responses[k].statusCode).c_str(), m.responses[k].extra,
                                      n.responses[k].extra);
                }
                if (m.integration != n.integration)
                    return place + "integration";
                if (m.requestModels != n.requestModels)
                    return place + "requestModels";
                if (m != n)
                    return place + "other";
            }
            return path + "other";
        }
        for (std::size_t i = 0; i < std::min(a->models.size(), b.models.size()); ++i) {
            if (!(*a->models[i] == *b.models[i]))
                return values(("model " + a->models[i]->name).c_str(), a->models[i]->schema, b.models[i]->schema);
        }
        if (a->authorizers != b.authorizers)
            return "authorizers";
        return "settings of the API";
    }
    if (const auto *a = std::get_if<model::HttpApi>(&left)) {
        const auto &b = std::get<model::HttpApi>(right);
        if (a->extra != b.extra)
            return values("extra", a->extra, b.extra);
        if (a->routes != b.routes)
            return "routes";
        if (a->integrations != b.integrations)
            return "integrations";
    }
    return "something else";
}
