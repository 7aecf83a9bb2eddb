#pragma once

#include "core/openapi/references.h"

namespace gatehouse::openapi {

/// Makes example values: the document's own where it gives one, else the plainest value that the schema allows. Always
/// the same for the same document. Cycles are cut where they close; one sample has at most kMaxNodes values.
class SampleMaker {
public:
    static constexpr std::size_t kMaxNodes = 2000;
    static constexpr std::size_t kMaxDepth = 12;

    /// @param references  of the document; must outlive this
    explicit SampleMaker(const References &references)
        : m_references(references)
    {
    }

    /// Nothing where the schema allows no value that could be found.
    [[nodiscard]] std::optional<json::Value> sample(const json::Value &schema);

    /// Values that this may still make, over all samples; none left: sample() gives nothing.
    [[nodiscard]] std::size_t budget() const noexcept { return m_budget; }

private:
    std::optional<json::Value> make(const json::Value &schema);
    std::optional<json::Value> makeOfType(const json::Value &schema);
    json::Value makeObject(const json::Value &schema);
    json::Value makeArray(const json::Value &schema);

    const References &m_references;
    std::vector<const json::Value *> m_open; // schemas being made, to see cycles
    std::size_t m_nodes = 0; // of the sample being made
    std::size_t m_budget = 500'000;
};

/// A text of a format, such as "2026-01-01T00:00:00Z" for date-time; "string" for an unknown one.
[[nodiscard]] std::string_view sampleText(std::string_view format);

} // namespace gatehouse::openapi
