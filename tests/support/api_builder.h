#pragma once

#include "core/model/project.h"

#include <string>
#include <string_view>

/// Makes REST APIs for tests in a few words.
class ApiBuilder {
public:
    explicit ApiBuilder(std::string id = "api1")
    {
        api.id = {id};
        api.name = "Test " + id;
        gatehouse::model::Resource root;
        root.id = {"r/"};
        api.resources.emplace_back(std::move(root));
    }

    /// The method of that verb at that path; made with its resources if new.
    gatehouse::model::Method &method(std::string_view verb, std::string_view path)
    {
        gatehouse::model::Resource &resource = *api.editResource(resourceAt(path));
        if (gatehouse::model::Method *found = resource.method(verb))
            return *found;
        resource.methods.emplace_back().httpMethod = verb;
        return resource.methods.back();
    }

    /// A MOCK that answers @p status with @p body.
    gatehouse::model::Method &mock(std::string_view verb, std::string_view path, const std::string &body,
                                   int status = 200)
    {
        gatehouse::model::Method &made = method(verb, path);
        gatehouse::model::Integration integration;
        integration.type = gatehouse::model::IntegrationType::Mock;
        integration.requestTemplates["application/json"] = "{\"statusCode\": " + std::to_string(status) + "}";
        made.integration = std::move(integration);
        respond(made, std::to_string(status), "").responseTemplates["application/json"] = body;
        return made;
    }

    /// An HTTP or HTTP_PROXY integration.
    gatehouse::model::Integration &http(std::string_view verb, std::string_view path, const std::string &uri,
                                        bool proxy)
    {
        gatehouse::model::Method &made = method(verb, path);
        gatehouse::model::Integration integration;
        integration.type
            = proxy ? gatehouse::model::IntegrationType::HttpProxy : gatehouse::model::IntegrationType::Http;
        integration.httpMethod = verb;
        integration.uri = uri;
        made.integration = std::move(integration);
        return *made.integration;
    }

    /// Adds an integration response, and the method response that it needs.
    static gatehouse::model::IntegrationResponse &respond(gatehouse::model::Method &method, const std::string &status,
                                                          const std::string &pattern)
    {
        if (!method.response(status))
            method.responses.emplace_back().statusCode = status;
        gatehouse::model::IntegrationResponse &response = method.integration->responses.emplace_back();
        response.statusCode = status;
        response.selectionPattern = pattern;
        return response;
    }

    gatehouse::model::RestApi api;

private:
    gatehouse::model::ResourceId resourceAt(std::string_view path)
    {
        gatehouse::model::ResourceId parent = api.resources.front()->id;
        for (std::size_t begin = 1; begin < path.size();) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            const std::string_view part = path.substr(begin, end - begin);
            gatehouse::model::ResourceId found;
            for (const gatehouse::model::Resource *child : api.children(parent)) {
                if (child->pathPart == part)
                    found = child->id;
            }
            if (found.isNull()) {
                gatehouse::model::Resource made;
                found = made.id = {"r" + std::string(path.substr(0, end))};
                made.parent = parent;
                made.pathPart = part;
                api.resources.emplace_back(std::move(made));
            }
            parent = found;
            begin = end + 1;
        }
        return parent;
    }
};
