// Up to a line "----" a model, then a body. Compiling and validating end within their limits, with the same words
// twice.
#include "core/json/reader.h"
#include "core/schema/schema.h"

#include <cstdlib>

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::size_t cut = input.find("\n----\n");
    const std::string_view body = cut == std::string_view::npos ? std::string_view() : input.substr(cut + 6);
    const schema::Schemas models({{"Model", json::readJson(input.substr(0, cut)).value}});
    const auto model = models.compile("Model");
    if (!model) {
        if (model.error().detail.empty())
            std::abort();
        return 0;
    }
    const schema::Verdict verdict = model->validate(body);
    if (verdict.text() != model->validate(body).text() || (!verdict.readable && !verdict.messages.empty()))
        std::abort();
    return 0;
}
