#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gatehouse::replay {

struct Answer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;

    bool operator==(const Answer &) const = default;
};

/// What differs from one time to the next, whatever was deployed.
struct Noise {
    /// Names of fields that never count, in any letter case.
    std::vector<std::string> fields
        = {"Date",           "x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id", "Age",
           "Content-Length", "Connection",       "ETag",           "Last-Modified",   "Set-Cookie"};
    /// JSON pointers of members that never count; "*" stands for any one token: "/items/*/createdAt".
    std::vector<std::string> members;
    bool ids = true; ///< UUIDs and trace ids are all the same
    bool times = true; ///< ISO 8601 instants, HTTP dates and milliseconds since 1970 are all the same

    bool operator==(const Noise &) const = default;
};

struct Difference {
    std::string place; ///< "status", "header X-Version", "body" or "body /pets/0/name"
    std::string before; ///< empty: not there
    std::string after;

    bool operator==(const Difference &) const = default;
};

/// How two answers differ: status, fields in any order, and the bodies, member by member if both are JSON, whose order
/// of members and spelling of numbers do not count. At most @p most of them.
[[nodiscard]] std::vector<Difference> differences(const Answer &before, const Answer &after, const Noise &noise = {},
                                                  std::size_t most = 100);

} // namespace gatehouse::replay
