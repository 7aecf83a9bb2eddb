#include "core/openapi/exporter.h"
#include "documents.h"
#include "model_difference.h"

using namespace gatehouse;
using openapi::ExportOptions;
using openapi::Format;
using openapi::importApi;
using openapi::ImportResult;

namespace {

/// The format of the family that the text is written in.
Format familyOf(const ImportResult &result)
{
    if (result.document.find("swagger"))
        return Format::Swagger;
    return result.document["openapi"].scalarText().value_or("").starts_with("3.1") ? Format::Oas31 : Format::Oas30;
}

/// "" if both are equal, else where they differ.
std::string roundTrip(const model::Api &api, Format format, bool yaml)
{
    ExportOptions options;
    options.format = format;
    const std::string text = openapi::exportText(api, options, yaml);
    const ImportResult again = importApi(text);
    return again.usable ? difference(api, again.api) : "the exported text is not usable: " + text.substr(0, 300);
}

} // namespace

class RoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameFamilyGivesAnEqualModel_data() { documents::addRows(); }
    void sameFamilyGivesAnEqualModel()
    {
        QFETCH(const QString, file);
        const ImportResult first = importApi(documents::readFile(file.toStdString()));
        QVERIFY(first.usable);
        for (const bool yaml : {false, true}) {
            const std::string found = roundTrip(first.api, familyOf(first), yaml);
            QVERIFY2(found.empty(), found.c_str());
        }
    }

    void otherFamiliesGiveAnEqualModelForGatewayDocuments_data() { documents::addRows("aws-"); }
    void otherFamiliesGiveAnEqualModelForGatewayDocuments()
    {
        QFETCH(const QString, file);
        ImportResult first = importApi(documents::readFile(file.toStdString()));
        QVERIFY(first.usable);
        const bool http = std::holds_alternative<model::HttpApi>(first.api);
        std::visit(
            [](auto &api) { // the version's own number is all that may change
                if (!api.extra.isNull())
                    api.extra.editMembers().erase("openapi");
                if (api.extra.members().empty())
                    api.extra = {};
            },
            first.api);
        for (const Format format : {Format::Oas30, Format::Oas31, Format::Swagger}) {
            if (http && format == Format::Swagger)
                continue; // HTTP APIs know OpenAPI 3 only
            ExportOptions options;
            options.format = format;
            ImportResult again = importApi(openapi::exportText(first.api, options, false));
            std::visit(
                [](auto &api) {
                    if (!api.extra.isNull())
                        api.extra.editMembers().erase("openapi");
                    if (api.extra.members().empty())
                        api.extra = {};
                },
                again.api);
            const std::string found = difference(first.api, again.api);
            QVERIFY2(found.empty(), (std::to_string(static_cast<int>(format)) + ": " + found).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
