#include "core/openapi/update.h"

#include <QtTest/QTest>

using namespace gatehouse;
using openapi::UpdateMode;

namespace {

model::Method method(std::string verb, std::string operation)
{
    model::Method made;
    made.httpMethod = std::move(verb);
    made.operationName = std::move(operation);
    return made;
}

/// An API with "/" and one child of it.
model::RestApi api(const std::string &ids, const std::string &childPart, std::vector<model::Method> methods)
{
    model::RestApi made;
    made.id.value = ids + "-api";
    made.name = "Shop";
    model::Resource root;
    root.id.value = ids + "-root";
    model::Resource child;
    child.id.value = ids + "-child";
    child.parent = root.id;
    child.pathPart = childPart;
    child.methods = std::move(methods);
    made.resources = {root, child};
    return made;
}

std::string childId(const model::Api &api, std::string_view path)
{
    const model::Resource *resource = std::get<model::RestApi>(api).resourceAt(path);
    return resource ? resource->id.value : "none";
}

} // namespace

class UpdateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void methods_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("get");
        QTest::addColumn<QString>("post");
        QTest::newRow("measured: merge keeps methods only in the old API") << int(UpdateMode::Merge) << "new" << "old";
        QTest::newRow("measured: overwrite deletes them") << int(UpdateMode::Overwrite) << "new" << "";
    }

    void methods()
    {
        QFETCH(const int, mode);
        model::Api updated = api("old", "pets", {method("GET", "old"), method("POST", "old")});
        const Diagnostics diagnostics
            = openapi::updateApi(updated, api("new", "pets", {method("GET", "new")}), UpdateMode(mode));
        QVERIFY(diagnostics.empty());
        const model::Resource *pets = std::get<model::RestApi>(updated).resourceAt("/pets");
        QVERIFY(pets);
        const auto operation = [pets](std::string_view verb) {
            const model::Method *found = pets->method(verb);
            return QString::fromStdString(found ? found->operationName : "");
        };
        QTEST(operation("GET"), "get");
        QTEST(operation("POST"), "post");
    }

    void resourcesOnlyInTheOldApi_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("kept");
        QTest::newRow("documented: merge keeps them") << int(UpdateMode::Merge) << true;
        QTest::newRow("documented: overwrite deletes them") << int(UpdateMode::Overwrite) << false;
    }

    void resourcesOnlyInTheOldApi()
    {
        QFETCH(const int, mode);
        model::Api updated = api("old", "pets", {method("GET", "old")});
        QVERIFY(openapi::updateApi(updated, api("new", "orders", {method("GET", "new")}), UpdateMode(mode)).empty());
        QTEST(std::get<model::RestApi>(updated).resourceAt("/pets") != nullptr, "kept");
        QVERIFY(std::get<model::RestApi>(updated).resourceAt("/orders"));
    }

    void measuredSamePathsKeepTheirIds_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("merge") << int(UpdateMode::Merge);
        QTest::newRow("overwrite") << int(UpdateMode::Overwrite);
    }

    void measuredSamePathsKeepTheirIds()
    {
        QFETCH(const int, mode);
        model::Api updated = api("old", "pets", {});
        QVERIFY(openapi::updateApi(updated, api("new", "pets", {}), UpdateMode(mode)).empty());
        QCOMPARE(model::idOf(updated).value, std::string("old-api"));
        QCOMPARE(childId(updated, "/"), std::string("old-root"));
        QCOMPARE(childId(updated, "/pets"), std::string("old-child"));
    }

    void aRenamedResourceKeepsItsIdFromItsNamesake()
    {
        model::RestApi old = api("x", "animals", {}); // was "pets" when it got its id
        model::Api updated = old;
        QVERIFY(openapi::updateApi(updated, api("x", "pets", {}), UpdateMode::Merge).empty());
        QCOMPARE(childId(updated, "/animals"), std::string("x-child"));
        QVERIFY(childId(updated, "/pets") != "none");
        QVERIFY(childId(updated, "/pets") != "x-child");
    }

    void measuredBinaryMediaTypes_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("merge makes the union") << int(UpdateMode::Merge) << QStringList{"a/a", "b/b", "c/c"};
        QTest::newRow("overwrite replaces") << int(UpdateMode::Overwrite) << QStringList{"b/b", "c/c"};
    }

    void measuredBinaryMediaTypes()
    {
        QFETCH(const int, mode);
        model::RestApi old = api("old", "pets", {});
        old.binaryMediaTypes = {"a/a", "b/b"};
        model::RestApi imported = api("new", "pets", {});
        imported.binaryMediaTypes = {"b/b", "c/c"};
        model::Api updated = old;
        QVERIFY(openapi::updateApi(updated, imported, UpdateMode(mode)).empty());
        QStringList types;
        for (const std::string &type : std::get<model::RestApi>(updated).binaryMediaTypes)
            types.append(QString::fromStdString(type));
        QTEST(types, "expected");
    }

    void methodsFollowTheirAuthorizer()
    {
        model::Authorizer authorizer;
        authorizer.name = "keys";
        authorizer.id.value = "old-authorizer";
        model::RestApi old = api("old", "pets", {});
        old.authorizers = {authorizer};
        authorizer.id.value = "new-authorizer";
        authorizer.uri = "changed";
        model::Method get = method("GET", "new");
        get.authorizerId = authorizer.id;
        model::RestApi imported = api("new", "pets", {get});
        imported.authorizers = {authorizer};

        model::Api updated = old;
        QVERIFY(openapi::updateApi(updated, imported, UpdateMode::Merge).empty());
        const auto &rest = std::get<model::RestApi>(updated);
        QCOMPARE(rest.authorizers.size(), std::size_t(1));
        QCOMPARE(rest.authorizers.front().uri, std::string("changed"));
        QCOMPARE(rest.resourceAt("/pets")->method("GET")->authorizerId.value, std::string("old-authorizer"));
    }

    void aConflictLeavesTheApiAsItWas()
    {
        const model::RestApi old = api("old", "{petId}", {method("GET", "old")});
        model::Api updated = old;
        const Diagnostics diagnostics
            = openapi::updateApi(updated, api("new", "{id}", {method("GET", "new")}), UpdateMode::Merge);
        QVERIFY(hasErrors(diagnostics));
        QVERIFY(diagnostics.front().message.contains("only one is allowed")); // AWS's words
        QVERIFY(std::get<model::RestApi>(updated) == old);
    }

    void anotherKindIsRefused()
    {
        model::Api updated = api("old", "pets", {});
        QVERIFY(hasErrors(openapi::updateApi(updated, model::HttpApi(), UpdateMode::Overwrite)));
        QVERIFY(model::kindOf(updated) == model::ApiKind::Rest);
    }
};

QTEST_APPLESS_MAIN(UpdateTest)
#include "update_test.moc"
