#include "core/project/transaction.h"

#include "core/project/project_store.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace gatehouse;
using namespace gatehouse::project;
namespace fs = std::filesystem;

namespace {

/// Stands for a machine that stops after so many operations; a file that it stops in is half written.
class StoppingFiles final : public FileSystem {
public:
    explicit StoppingFiles(int operations)
        : m_left(operations)
    {
    }

    Expected<void> createFolders(const fs::path &path) override
    {
        return run([&] { return system().createFolders(path); });
    }
    Expected<void> writeFile(const fs::path &path, std::string_view text, const fs::path &like) override
    {
        if (m_left == 0)
            (void)system().writeFile(path, text.substr(0, text.size() / 2), like);
        return run([&] { return system().writeFile(path, text, like); });
    }
    Expected<void> rename(const fs::path &from, const fs::path &to) override
    {
        return run([&] { return system().rename(from, to); });
    }
    Expected<void> remove(const fs::path &path) override
    {
        return run([&] { return system().remove(path); });
    }
    Expected<void> sync(const fs::path &folder) override
    {
        return run([&] { return system().sync(folder); });
    }

    [[nodiscard]] bool stopped() const noexcept { return m_left < 0; }

private:
    template <class Operation>
    Expected<void> run(Operation operation)
    {
        if (m_left-- <= 0) {
            m_left = -1;
            return fail(ProjectErrc::Unwritable, "stopped");
        }
        return operation();
    }

    int m_left;
};

using Files = std::map<std::string, std::string>;

void write(const fs::path &path, std::string_view text)
{
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

Files filesIn(const fs::path &root)
{
    Files files;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(root)) {
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), root).string()] = readFile(entry.path()).value_or("unreadable");
    }
    return files;
}

} // namespace

class TransactionTest : public QObject {
    Q_OBJECT

private slots:
    void changesAreMade();
    void crashAnywhereLeavesOldOrNew();
    void crashWhileRecoveringIsRecoveredFrom();
    void failureBeforeTheJournalLeavesTheOldProject();
    void permissionsAreKept();
    void journalCannotReachOutside();
    void pathsOutsideAreRefused_data();
    void pathsOutsideAreRefused();
};

namespace {

const Files kOld = {{"a.yaml", "old a"}, {"b.yaml", "old b"}, {"folder/c.yaml", "old c"}};
const Files kNew = {{"a.yaml", "new a"}, {"b.yaml", "old b"}, {"new/folder/d.yaml", "new d"}};
const FileChanges kChanges = {{{"a.yaml", "new a"}, {"new/folder/d.yaml", "new d"}}, {"folder/c.yaml"}};

void makeOld(const fs::path &root)
{
    for (const auto &[path, text] : kOld)
        write(root / path, text);
}

} // namespace

void TransactionTest::changesAreMade()
{
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    makeOld(root);
    QVERIFY(commit(FileSystem::system(), root, kChanges));
    QVERIFY(filesIn(root) == kNew);
    QVERIFY(!fs::exists(root / ".gatehouse-save"));
}

void TransactionTest::crashAnywhereLeavesOldOrNew()
{
    bool sawOld = false;
    bool sawNew = false;
    for (int operations = 0;; ++operations) {
        QVERIFY(operations < 100);
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        makeOld(root);
        StoppingFiles files(operations);
        (void)commit(files, root, kChanges);
        if (!files.stopped())
            break;
        QVERIFY(recover(FileSystem::system(), root)); // the next start
        const Files found = filesIn(root);
        QVERIFY2(found == kOld || found == kNew, qPrintable(QString("after %1 operations").arg(operations)));
        QVERIFY2(!sawNew || found == kNew, "once new, always new");
        sawOld = sawOld || found == kOld;
        sawNew = sawNew || found == kNew;
        QVERIFY(!fs::exists(root / ".gatehouse-save"));
    }
    QVERIFY(sawOld && sawNew);
}

void TransactionTest::crashWhileRecoveringIsRecoveredFrom()
{
    for (int first = 0; first < 30; first += 3) {
        for (int second = 0; second < 12; second += 2) {
            const QTemporaryDir folder;
            const fs::path root = folder.path().toStdString();
            makeOld(root);
            StoppingFiles files(first);
            (void)commit(files, root, kChanges);
            StoppingFiles again(second);
            (void)recover(again, root);
            QVERIFY(recover(FileSystem::system(), root));
            const Files found = filesIn(root);
            QVERIFY(found == kOld || found == kNew);
        }
    }
}

void TransactionTest::failureBeforeTheJournalLeavesTheOldProject()
{
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    makeOld(root);
    StoppingFiles files(1);
    const Expected<void> result = commit(files, root, kChanges);
    QVERIFY(!result);
    QVERIFY(result.error().code == ProjectErrc::Unwritable);
    QVERIFY(recover(FileSystem::system(), root));
    QVERIFY(filesIn(root) == kOld);
}

void TransactionTest::permissionsAreKept()
{
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    makeOld(root);
    fs::permissions(root / "a.yaml", fs::perms::owner_read | fs::perms::owner_write);
    QVERIFY(commit(FileSystem::system(), root, kChanges));
    QVERIFY(fs::status(root / "a.yaml").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

void TransactionTest::journalCannotReachOutside()
{
    const QTemporaryDir folder;
    const fs::path root = fs::path(folder.path().toStdString()) / "project";
    const fs::path outside = root.parent_path() / "outside.txt";
    write(outside, "precious");
    write(root / ".gatehouse-save/0", "evil");
    write(root / ".gatehouse-save/journal.json",
          R"({"write": ["../outside.txt"], "remove": ["../outside.txt", ")" + outside.string() + R"("]})");
    QVERIFY(recover(FileSystem::system(), root));
    QCOMPARE(readFile(outside).value_or(""), "precious");
    QVERIFY(!fs::exists(root / ".gatehouse-save"));
}

void TransactionTest::pathsOutsideAreRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"", "../x", "a/../../x", "/tmp/x", "./x"})
        QTest::newRow(path) << QByteArray(path);
}

void TransactionTest::pathsOutsideAreRefused()
{
    QFETCH(const QByteArray, path);
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    QVERIFY(!commit(FileSystem::system(), root, {{{path.toStdString(), "text"}}, {}}));
    QVERIFY(filesIn(root).empty());
}

QTEST_APPLESS_MAIN(TransactionTest)
#include "transaction_test.moc"
