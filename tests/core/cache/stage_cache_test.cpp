#include "core/base/random.h"
#include "core/cache/stage_cache.h"
#include "core/cache/stage_caches.h"

#include <QtTest/QTest>

#include <malloc.h>
#include <set>
#include <thread>

using namespace gatehouse;
using namespace std::chrono_literals;
using cache::StageCache;

namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

constexpr std::size_t kRoomy = 64U << 20U; // octets
const SteadyTime kStart(1h);

std::string keyOf(cache::KeySpaceId space, std::initializer_list<std::optional<std::string_view>> values)
{
    std::string key;
    cache::beginKey(key, space);
    for (const auto &value : values)
        cache::appendValue(key, value);
    return key;
}

/// A cache with one method and one key space of the parameters "page" and "Authorization".
struct Fixture {
    explicit Fixture(std::size_t capacity = kRoomy) { cache.setCapacity(capacity); }

    cache::StoreResult store(std::string_view page, std::string_view body, std::chrono::seconds ttl = 300s,
                             SteadyTime now = kStart)
    {
        return cache.store(key(page), {.contentType = "text/plain", .fields = "A: 1\r\n", .body = body},
                           {.method = &method, .ttl = ttl}, now);
    }
    [[nodiscard]] std::string find(std::string_view page, SteadyTime now = kStart)
    {
        const cache::Found found = cache.find(key(page), now);
        return found.entry ? std::string(found.entry->answer().body) : "(none)";
    }
    [[nodiscard]] std::string key(std::string_view page) const { return keyOf(space, {page, std::nullopt}); }

    StageCache cache;
    cache::CachedMethod &method = cache.method("GET", "/pets");
    cache::KeySpaceId space = cache.keySpace(
        {"", "GET", "pets", {"method.request.querystring.page", "method.request.header.Authorization"}});
};

} // namespace

class StageCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysAreUnambiguous();
    void givesBackWhatWasStored();
    void servesUntilTheTtlHasPassed_data();
    void servesUntilTheTtlHasPassed();
    void replacesTheEntryOfTheSameKey();
    void evictsTheLeastRecentlyUsed();
    void oldEntriesGoBeforeLiveOnes();
    void refusesWhatIsLargerThanTheCache();
    void accountsForEveryOctet();
    void anotherCapacityDropsAll();
    void anEntryOutlivesItsRemovalWhileInUse();
    void listsEntriesInPages();
    void flushesOneEntry();
    void masksSecretsInRecipes();
    void nearestTellsTheDifference();
    void ledgerKeepsTheLastLookUps();
    void clusterSizes_data();
    void clusterSizes();
    void aMillionKeysTakeWhatIsStated();
    void neverStaleNorForeignAcrossThreads();
};

void StageCacheTest::keysAreUnambiguous()
{
    const std::string keys[] = {
        keyOf(1, {}),          keyOf(2, {}),          keyOf(1, {std::nullopt}), keyOf(1, {""}),
        keyOf(1, {"ab", "c"}), keyOf(1, {"a", "bc"}), keyOf(1, {"abc", ""}),    keyOf(1, {"", "abc"}),
        keyOf(1, {"abc"}),     keyOf(1, {"abc", {}}), keyOf(1, {{}, "abc"}),    keyOf(1, {std::string_view("\0\0", 2)}),
    };
    for (const std::string &a : keys) {
        for (const std::string &b : keys)
            QCOMPARE(a == b, &a == &b);
    }
    const cache::KeyParts parts = cache::readKey(keys[10]);
    QCOMPARE(parts.space, 1U);
    QCOMPARE(parts.values.size(), 2U);
    QVERIFY(!parts.values[0]);
    QCOMPARE(*parts.values[1], "abc");
}

void StageCacheTest::givesBackWhatWasStored()
{
    Fixture f;
    const cache::Answer answer{.status = 404,
                               .contentType = "text/html",
                               .fields = "X-A: 1\r\nX-B: 2\r\n",
                               .body = "<p/>",
                               .withTraceId = true};
    QCOMPARE(f.cache.store("key", answer, {.method = &f.method, .ttl = 7s, .encrypted = true}, kStart),
             cache::StoreResult::Stored);
    const cache::Found found = f.cache.find("key", kStart + 2s);
    QVERIFY(found.entry);
    QCOMPARE(found.age, 2s);
    const cache::Answer got = found.entry->answer();
    QCOMPARE(got.status, answer.status);
    QCOMPARE(got.contentType, answer.contentType);
    QCOMPARE(got.fields, answer.fields);
    QCOMPARE(got.body, answer.body);
    QVERIFY(got.withTraceId);
    QVERIFY(found.entry->isEncrypted());
    QCOMPARE(found.entry->ttl(), 7s);
    QCOMPARE(&found.entry->method(), &f.method);
}

void StageCacheTest::servesUntilTheTtlHasPassed_data()
{
    QTest::addColumn<qint64>("ttl");
    QTest::addColumn<qint64>("age");
    QTest::addColumn<bool>("served");
    QTest::newRow("1 s, at once") << qint64(1) << qint64(0) << true;
    QTest::newRow("1 s, just before") << qint64(1) << qint64(999'999'999) << true;
    QTest::newRow("1 s, on the dot") << qint64(1) << qint64(1'000'000'000) << false;
    QTest::newRow("3600 s, just before") << qint64(3600) << qint64(3'599'999'999'999) << true;
    QTest::newRow("3600 s, on the dot") << qint64(3600) << qint64(3'600'000'000'000) << false;
}

void StageCacheTest::servesUntilTheTtlHasPassed()
{
    QFETCH(const qint64, ttl);
    QFETCH(const qint64, age);
    QFETCH(const bool, served);
    Fixture f;
    f.store("1", "one", std::chrono::seconds(ttl));
    const cache::Found found = f.cache.find(f.key("1"), kStart + std::chrono::nanoseconds(age));
    QCOMPARE(bool(found.entry), served);
    QCOMPARE(found.expired, !served);
    QCOMPARE(found.age.count(), age);
    QCOMPARE(f.cache.usage().entries, served ? 1U : 0U);
    QCOMPARE(f.cache.usage().expired, served ? 0U : 1U);
}

void StageCacheTest::replacesTheEntryOfTheSameKey()
{
    Fixture f;
    f.store("1", "old", 10s);
    f.store("1", "new", 10s, kStart + 5s);
    QCOMPARE(f.find("1", kStart + 12s), "new");
    QCOMPARE(f.cache.usage().entries, 1U);
    QVERIFY(f.cache.erase(f.key("1")));
    QVERIFY(!f.cache.erase(f.key("1")));
    QCOMPARE(f.cache.usage().octets, 0U);
}

void StageCacheTest::evictsTheLeastRecentlyUsed()
{
    Fixture measure;
    measure.store("1", "body");
    Fixture f(3 * measure.cache.usage().octets);
    f.store("1", "body");
    f.store("2", "body");
    f.store("3", "body");
    QCOMPARE(f.find("1"), "body"); // now 2 is the one used longest ago
    f.store("4", "body");
    QCOMPARE(f.find("2"), "(none)");
    QCOMPARE(f.find("1") + f.find("3") + f.find("4"), "bodybodybody");
    QCOMPARE(f.cache.usage().evicted, 1U);
    QCOMPARE(f.cache.usage().octets, f.cache.capacity());
}

void StageCacheTest::oldEntriesGoBeforeLiveOnes()
{
    Fixture measure;
    measure.store("1", "body");
    Fixture f(2 * measure.cache.usage().octets);
    f.store("1", "body", 1s);
    f.store("2", "body", 300s);
    f.store("3", "body", 300s, kStart + 2s);
    QCOMPARE(f.cache.usage().evicted, 0U);
    QCOMPARE(f.cache.usage().expired, 1U);
    QCOMPARE(f.find("2", kStart + 2s), "body");
}

void StageCacheTest::refusesWhatIsLargerThanTheCache()
{
    Fixture f(1000);
    f.store("1", "small");
    QCOMPARE(f.store("2", std::string(1000, 'x')), cache::StoreResult::NoRoom);
    QCOMPARE(f.find("1"), "small");
    QCOMPARE(f.store("1", std::string(1000, 'x')), cache::StoreResult::NoRoom);
    QCOMPARE(f.find("1"), "(none)"); // the old answer is not the newest any more
    Fixture off(0);
    QCOMPARE(off.store("1", ""), cache::StoreResult::NoRoom);
}

void StageCacheTest::accountsForEveryOctet()
{
    constexpr std::size_t kCapacity = 48U << 20U; // two shards
    Fixture f(kCapacity);
    Random random(7);
    SteadyTime now = kStart;
    for (int i = 0; i < 20'000; ++i) {
        const std::string page = std::to_string(random.next() % 4000);
        if (random.next() % 8 == 0)
            f.cache.erase(f.key(page));
        else
            f.store(page, std::string(random.next() % 40'000, 'b'), std::chrono::seconds(random.next() % 60 + 1), now);
        now += 10ms;
        if (i % 1000 != 0)
            continue;
        const cache::Usage usage = f.cache.usage();
        QVERIFY(usage.octets <= kCapacity);
        const cache::EntryPage all = f.cache.entries(0, 100'000, now);
        std::uint64_t octets = 0;
        for (const cache::EntryInfo &entry : all.entries)
            octets += entry.octets;
        QCOMPARE(usage.entries, std::uint64_t(all.entries.size()));
        QCOMPARE(usage.octets, octets);
    }
    const cache::Usage usage = f.cache.usage();
    QVERIFY(usage.evicted > 0);
    QVERIFY(usage.expired > 0);
    f.cache.flush();
    QCOMPARE(f.cache.usage().octets, 0U);
    QCOMPARE(f.cache.usage().entries, 0U);
    QCOMPARE(f.cache.usage().stored, usage.stored);
}

void StageCacheTest::anotherCapacityDropsAll()
{
    Fixture f;
    f.store("1", "one");
    f.cache.setCapacity(kRoomy);
    QCOMPARE(f.find("1"), "one");
    f.cache.setCapacity(2 * kRoomy);
    QCOMPARE(f.find("1"), "(none)");
}

void StageCacheTest::anEntryOutlivesItsRemovalWhileInUse()
{
    Fixture f;
    f.store("1", "shared");
    const cache::EntryPtr held = f.cache.find(f.key("1"), kStart).entry;
    const cache::EntryPtr again = f.cache.find(f.key("1"), kStart).entry;
    QVERIFY(held->answer().body.data() == again->answer().body.data()); // no copy
    f.cache.flush();
    QCOMPARE(held->answer().body, "shared");
}

void StageCacheTest::listsEntriesInPages()
{
    Fixture f(kRoomy);
    for (int i = 0; i < 25; ++i)
        f.store(std::to_string(i), "body");
    (void)f.find("7", kStart + 3s);
    std::set<std::string> pages;
    for (std::size_t offset = 0; offset < 30; offset += 10) {
        const cache::EntryPage page = f.cache.entries(offset, 10, kStart + 5s);
        QCOMPARE(page.total, 25U);
        QCOMPARE(page.entries.size(), offset == 20 ? 5U : 10U);
        for (const cache::EntryInfo &entry : page.entries) {
            const std::string value = *entry.recipe.parts.front().value;
            pages.insert(value);
            QCOMPARE(entry.hits, value == "7" ? 1U : 0U);
            QCOMPARE(entry.age, 5s);
            QCOMPARE(entry.bodyOctets, 4U);
            QCOMPARE(entry.method->resourcePath, "/pets");
            QCOMPARE(entry.recipe.space.cacheNamespace, "pets");
            QCOMPARE(f.cache.entry(entry.id)->answer().body, "body");
        }
    }
    QCOMPARE(pages.size(), 25U);
}

void StageCacheTest::flushesOneEntry()
{
    Fixture f;
    f.store("1", "one");
    f.store("2", "two");
    for (const cache::EntryInfo &entry : f.cache.entries(0, 10, kStart).entries) {
        if (entry.recipe.parts.front().value == "1")
            QVERIFY(f.cache.flushEntry(entry.id));
    }
    QCOMPARE(f.find("1"), "(none)");
    QCOMPARE(f.find("2"), "two");
    QVERIFY(!f.cache.flushEntry(1));
}

void StageCacheTest::masksSecretsInRecipes()
{
    Fixture f;
    const cache::Recipe recipe = f.cache.recipe(keyOf(f.space, {"2", "Bearer abcdefghij"}));
    QCOMPARE(*recipe.parts[0].value, "2");
    QCOMPARE(*recipe.parts[1].value, "***********efghij");
}

void StageCacheTest::nearestTellsTheDifference()
{
    Fixture f;
    const auto store = [&](std::optional<std::string_view> page, std::optional<std::string_view> who, SteadyTime now) {
        f.cache.store(keyOf(f.space, {page, who}), {}, {.method = &f.method, .ttl = 10s}, now);
    };
    QVERIFY(!f.cache.nearest(f.key("1"), kStart, 100));
    store("1", "alice's key", kStart);
    store("2", "bob's key", kStart + 5s);
    const auto nearest = f.cache.nearest(keyOf(f.space, {"2", std::nullopt}), kStart + 6s, 100);
    QVERIFY(nearest);
    QCOMPARE(nearest->differences.size(), 1U);
    QCOMPARE(nearest->differences.front(),
             (cache::Difference{"method.request.header.Authorization", std::nullopt, "***'s key"}));
    QVERIFY(f.cache.nearest(keyOf(f.space, {"3", "x"}), kStart + 6s, 100)->differences.size() == 2);
    QVERIFY(!f.cache.nearest(f.key("2"), kStart + 20s, 100)); // all expired
    const cache::KeySpaceId other = f.cache.keySpace({"", "GET", "orders", {"method.request.querystring.page"}});
    QVERIFY(other != f.space);
    QVERIFY(!f.cache.nearest(keyOf(other, {"2"}), kStart + 6s, 100));
}

void StageCacheTest::ledgerKeepsTheLastLookUps()
{
    cache::Ledger ledger;
    const auto add = [&](const std::string &id) {
        ledger.add({.at = {}, .requestId = id, .key = "k", .outcome = cache::Outcome::Hit});
    };
    add("nobody looks");
    QVERIFY(!ledger.isKept());
    ledger.keep(3);
    QVERIFY(ledger.isKept());
    for (const char *id : {"a", "b", "c", "d"})
        add(id);
    const auto all = ledger.after(0, 10);
    QCOMPARE(all.size(), 3U);
    QCOMPARE(all.front().requestId, "b");
    QCOMPARE(ledger.after(all.front().serial, 1).front().requestId, "c");
    QVERIFY(ledger.after(all.back().serial, 10).empty());
    ledger.keep(0);
    QVERIFY(ledger.after(0, 10).empty());
}

void StageCacheTest::clusterSizes_data()
{
    QTest::addColumn<std::string>("size");
    QTest::addColumn<qulonglong>("octets");
    QTest::newRow("documented: the smallest") << std::string("0.5") << (1ULL << 29U);
    QTest::newRow("documented: the largest") << std::string("237") << (237ULL << 30U);
    QTest::newRow("assumed: none given") << std::string() << (1ULL << 29U);
    QTest::newRow("documented: no other") << std::string("1") << 0ULL;
    QTest::newRow("not a number") << std::string("big") << 0ULL;
}

void StageCacheTest::clusterSizes()
{
    QFETCH(const std::string, size);
    QFETCH(const qulonglong, octets);
    QCOMPARE(qulonglong(cache::clusterOctets(size).value_or(0)), octets);
}

void StageCacheTest::aMillionKeysTakeWhatIsStated()
{
    constexpr std::size_t kEntries = kSanitized ? 50'000 : 1'000'000;
    const auto allocated = [] {
        const struct mallinfo2 info = ::mallinfo2();
        return info.uordblks + info.hblkhd;
    };
    Fixture f(1U << 29U); // the smallest cluster: 0.5 GB
    const cache::KeySpaceId space = f.cache.keySpace({"", "GET", "pets", {"method.request.path.id"}});
    const std::string body(64, 'b');
    const std::size_t before = allocated();
    std::string key;
    std::array<char, 9> id{};
    for (std::size_t i = 0; i < kEntries; ++i) {
        std::snprintf(id.data(), id.size(), "%08zu", i);
        cache::beginKey(key, space);
        cache::appendValue(key, std::string_view(id.data(), 8));
        QCOMPARE(f.cache.store(key, {.contentType = "application/json", .body = body}, {.method = &f.method}, kStart),
                 cache::StoreResult::Stored);
    }
    const cache::Usage usage = f.cache.usage();
    QCOMPARE(usage.entries, kEntries);
    QCOMPARE(usage.evicted, 0U);
    QCOMPARE(usage.octets / kEntries, 208U); // as the class says
    if (!kSanitized) {
        const std::size_t taken = allocated() - before;
        qInfo("%.1f octets an entry by the allocator's account, %.1f by ours", double(taken) / double(kEntries),
              double(usage.octets) / double(kEntries));
        QVERIFY(taken <= usage.octets);
    }
}

void StageCacheTest::neverStaleNorForeignAcrossThreads()
{
    constexpr int kThreads = 4;
    constexpr int kMethods = 3;
    const int rounds = kSanitized ? 20'000 : 200'000;
    VirtualClock clock;
    StageCache cache;
    cache.setCapacity(256U << 10U); // small enough to evict
    std::vector<cache::CachedMethod *> methods;
    std::vector<cache::KeySpaceId> spaces;
    for (int m = 0; m < kMethods; ++m) {
        methods.push_back(&cache.method("GET", "/m" + std::to_string(m)));
        spaces.push_back(cache.keySpace({"", "GET", "m" + std::to_string(m), {"method.request.querystring.q"}}));
    }
    std::atomic<int> stale = 0, foreign = 0, hits = 0;
    const auto work = [&](std::uint64_t seed) {
        Random random(seed);
        std::string key;
        for (int i = 0; i < rounds; ++i) {
            const std::size_t m = random.next() % kMethods;
            const std::string value = std::to_string(random.next() % 500);
            const std::string mark = std::to_string(m) + "/" + value;
            cache::beginKey(key, spaces[m]);
            cache::appendValue(key, value);
            const SteadyTime now = clock.steady();
            switch (random.next() % 64) {
            case 0: cache.erase(key); break;
            case 1: clock.advance(std::chrono::milliseconds(random.next() % 400)); break;
            case 2: (void)cache.nearest(key, now, 4); break;
            case 3:
                if (const auto page = cache.entries(random.next() % 100, 3, now); !page.entries.empty())
                    cache.flushEntry(page.entries.front().id);
                break;
            case 4:
                if (random.next() % 100 == 0)
                    cache.flush();
                else if (random.next() % 100 == 0)
                    cache.setCapacity((random.next() % 2 == 0 ? 256U : 48U * 1024U) << 10U);
                break;
            default:
                const cache::Found found = cache.find(key, now);
                if (!found.entry) {
                    const std::string body = mark + std::string(random.next() % 2000, ' ');
                    cache.store(key, {.body = body},
                                {.method = methods[m], .ttl = std::chrono::seconds(random.next() % 5 + 1)},
                                clock.steady());
                    break;
                }
                ++hits;
                if (found.entry->storedAt() + found.entry->ttl() <= now)
                    ++stale;
                const std::string_view body = found.entry->answer().body;
                if (&found.entry->method() != methods[m] || !body.starts_with(mark)
                    || body.find_first_not_of(' ', mark.size()) != std::string_view::npos)
                    ++foreign;
            }
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back(work, 100 + t);
    }
    QCOMPARE(stale, 0);
    QCOMPARE(foreign, 0);
    QVERIFY(hits > rounds / 10);
    const cache::Usage usage = cache.usage();
    QVERIFY(usage.expired > 0);
    QVERIFY(usage.evicted > 0);
    QVERIFY(usage.octets <= cache.capacity());
}

QTEST_APPLESS_MAIN(StageCacheTest)
#include "stage_cache_test.moc"
