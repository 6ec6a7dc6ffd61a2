// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "core/workspace/remembered_values.h"
#include "core/workspace/workspace_layout.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace eventscope;

namespace {

const StoreIdentity kStore{"store-1", "sqlite:/somewhere/s.evdb", "s"};
const CheckpointKey kKey{{"order-1"}, "Order", {"f1"}};

Checkpoint checkpoint(std::int64_t version, std::string state) {
    return {{version}, derivedEventId("test", std::to_string(version)), std::move(state)};
}

std::unique_ptr<Workspace> opened(const std::string &path, const StoreIdentity &store = kStore) {
    auto workspace = Workspace::open(path, store);
    if (!workspace) qFatal("%s", describe(workspace.error()).c_str());
    return *std::move(workspace);
}

/// What is kept at or below, as text; "-" for nothing.
std::string found(Workspace &workspace, const CheckpointKey &key, std::int64_t version) {
    const auto kept = workspace.checkpointAtOrBelow(key, {version});
    if (!kept) return describe(kept.error());
    return *kept ? (*kept)->state : "-";
}

QByteArray contentOf(const std::string &path) {
    QFile file(QString::fromStdString(path));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const std::string &path, const QByteArray &content) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
}

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void refusesADamagedFile();
    void refusesAnotherProgramsFile();
    void refusesANewerFile();
    void tellsADamagedCheckpoint();
    void cannotBeMadeInAFile();
    void isItsOwnersAlone();
    void anOlderFileIsBroughtUpToDate();
    void twoProgramsBringItUpToDateAtOnce();
    void aStepThatFailsChangesNothing();
    void remembersValues();
    void makesItsFolder();
    void findsTheNewestAtOrBelow();
    void keepsKeysApart();
    void keepsStoresApart();
    void replaces();
    void keepsAnyBytes();
    void refusesWhatIsTooLarge();
    void isSharedByThreadsAndPrograms();
    void fingerprintsKeepTheirBorder();

  private:
    std::string at(const char *name) { return m_folder->filePath(QString::fromUtf8(name)).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestWorkspace::refusesADamagedFile() {
    const std::string path = at("w.work");
    for (const QByteArray &content :
         {QByteArray("no database at all, but a long enough text"), QByteArray(4096, '\0')}) {
        overwrite(path, content);
        const auto workspace = Workspace::open(path, kStore);
        QVERIFY(!workspace);
        QCOMPARE(workspace.error().kind, ErrorKind::Corrupt);
        QCOMPARE(contentOf(path), content);
    }
}

/// Changes the four bytes of SQLite's header at `offset` (60: user_version, 68: application_id).
void setHeader(const std::string &path, int offset, char last) {
    QByteArray content = contentOf(path);
    content[offset + 3] = last;
    overwrite(path, content);
}

void TestWorkspace::refusesAnotherProgramsFile() {
    const std::string path = at("w.work");
    opened(path).reset();
    setHeader(path, 68, 'x');
    const QByteArray before = contentOf(path);
    const auto workspace = Workspace::open(path, kStore);
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Unsupported);
    QCOMPARE(contentOf(path), before);
}

void TestWorkspace::refusesANewerFile() {
    const std::string path = at("w.work");
    opened(path).reset();
    setHeader(path, 60, 99);
    const QByteArray before = contentOf(path);
    const auto workspace = Workspace::open(path, kStore);
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Unsupported);
    QVERIFY(workspace.error().message.find("99") != std::string::npos);
    QCOMPARE(contentOf(path), before);
}

void TestWorkspace::tellsADamagedCheckpoint() {
    const std::string path = at("w.work");
    QVERIFY(opened(path)->putCheckpoint(kKey, checkpoint(3, "a state to be damaged")));
    QByteArray content = contentOf(path);
    const qsizetype place = content.indexOf("a state to be");
    QVERIFY(place > 0);
    content[place] = 'X';
    overwrite(path, content);
    const auto kept = opened(path)->checkpointAtOrBelow(kKey, {9});
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::Corrupt);
    QVERIFY(describe(kept.error()).find("state to be") == std::string::npos);
}

void TestWorkspace::cannotBeMadeInAFile() {
    overwrite(at("file"), "x");
    const auto workspace = Workspace::open(at("file/w.work"), kStore);
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Unavailable);
}

void TestWorkspace::makesItsFolder() {
    const std::string path = at("a/b/w.work");
    QCOMPARE(opened(path)->path(), path);
    QVERIFY(QFile::exists(QString::fromStdString(path)));
}

void TestWorkspace::isItsOwnersAlone() {
    const std::string path = at("private/w.work");
    const auto workspace = opened(path);
    QVERIFY(rememberValue(*workspace, "a", "b"));
    for (const QFileInfo &file : QDir(m_folder->filePath("private")).entryInfoList(QDir::Files)) {
        QVERIFY2(!(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)),
                 qPrintable(file.fileName()));
    }
}

/// A file as the first layout had it, with one checkpoint.
void makeFirstLayout(const std::string &path) {
    auto connection = SqliteConnection::open(path, {.mode = SqliteMode::Create});
    if (!connection) qFatal("%s", describe(connection.error()).c_str());
    const std::string sql = "CREATE TABLE checkpoints (store_id TEXT NOT NULL, stream_id TEXT NOT NULL,"
                            " fold TEXT NOT NULL, fingerprint TEXT NOT NULL, version INTEGER NOT NULL,"
                            " last_event BLOB NOT NULL, state_hash BLOB NOT NULL, state BLOB NOT NULL,"
                            " PRIMARY KEY (store_id, stream_id, fold, fingerprint, version)) STRICT;"
                            "INSERT INTO checkpoints VALUES('store-1', 'order-1', 'Order', 'f1', 4, zeroblob(16), x'" +
                            toHex(hashOf("kept").bytes) +
                            "', CAST('kept' AS BLOB));"
                            "PRAGMA application_id=1165383531; PRAGMA user_version=1";
    if (const auto made = connection->run(sql); !made) qFatal("%s", describe(made.error()).c_str());
    QFile::setPermissions(QString::fromStdString(path), QFile::ReadOwner | QFile::WriteOwner);
}

void TestWorkspace::anOlderFileIsBroughtUpToDate() {
    const std::string path = at("w.work");
    makeFirstLayout(path);
    const auto workspace = opened(path);
    QCOMPARE(found(*workspace, kKey, 9), "kept");
    QVERIFY(rememberValue(*workspace, "a", "b"));
    QFile copy(QString::fromStdString(path + ".layout1.backup"));
    QVERIFY(copy.exists());
    QCOMPARE(int(copy.permissions() & (QFile::ReadGroup | QFile::ReadOther)), 0);
    auto before = SqliteConnection::open(path + ".layout1.backup", {});
    QVERIFY(before);
    QCOMPARE(before->number("PRAGMA user_version").value_or(0), 1);
    QCOMPARE(QDir(m_folder->path()).entryList({"*.part"}).size(), 0);
}

void TestWorkspace::twoProgramsBringItUpToDateAtOnce() {
    for (int round = 0; round < 10; ++round) {
        const std::string path = at(qPrintable(QStringLiteral("w%1.work").arg(round)));
        makeFirstLayout(path);
        std::atomic<int> failures = 0;
        const auto bring = [&] {
            // As another program does: without the lock that serialises the openings of this one.
            auto connection = SqliteConnection::open(path, {.mode = SqliteMode::ReadWrite});
            if (!connection || !migrate(*connection, workspaceFormat())) ++failures;
        };
        std::thread one(bring), two(bring);
        one.join();
        two.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(found(*opened(path), kKey, 9), "kept");
        auto before = SqliteConnection::open(path + ".layout1.backup", {});
        QVERIFY(before);
        QCOMPARE(before->number("PRAGMA user_version").value_or(0), 1);
    }
}

/// The table of a later step is there already: the layout is damaged, or was changed by hand.
void TestWorkspace::aStepThatFailsChangesNothing() {
    const std::string path = at("w.work");
    makeFirstLayout(path);
    {
        auto connection = SqliteConnection::open(path, {.mode = SqliteMode::ReadWrite});
        QVERIFY(connection && connection->run("CREATE TABLE remembered_values (a)"));
    }
    const QByteArray before = contentOf(path);
    QVERIFY(!Workspace::open(path, kStore));
    QCOMPARE(contentOf(path), before);
}

void TestWorkspace::remembersValues() {
    const std::string path = at("w.work");
    {
        const auto workspace = opened(path);
        QCOMPARE(rememberedValue(*workspace, "log.columns").value_or("?"), "");
        QVERIFY(rememberValue(*workspace, "log.columns", "[\"a\"]"));
        QVERIFY(rememberValue(*workspace, "log.columns", "[\"b\"]"));
        QVERIFY(rememberValue(*workspace, "other", "x"));
    }
    QCOMPARE(rememberedValue(*opened(path), "log.columns").value_or("?"), "[\"b\"]");
    QCOMPARE(rememberedValue(*opened(path, {"store-2", kStore.address, "s"}), "log.columns").value_or("?"), "");
    QVERIFY(rememberValue(*opened(path), "log.columns", ""));
    QCOMPARE(rememberedValue(*opened(path), "log.columns").value_or("?"), "");
    QCOMPARE(rememberedValue(*opened(path), "other").value_or("?"), "x");
}

void TestWorkspace::findsTheNewestAtOrBelow() {
    const auto workspace = opened(at("w.work"));
    QCOMPARE(found(*workspace, kKey, 100), "-");
    for (const std::int64_t version : {10, 30, 20}) {
        QVERIFY(workspace->putCheckpoint(kKey, checkpoint(version, "state " + std::to_string(version))));
    }
    QCOMPARE(found(*workspace, kKey, 9), "-");
    QCOMPARE(found(*workspace, kKey, 10), "state 10");
    QCOMPARE(found(*workspace, kKey, 29), "state 20");
    QCOMPARE(found(*workspace, kKey, 1'000'000), "state 30");
    QVERIFY(**workspace->checkpointAtOrBelow(kKey, {10}) == checkpoint(10, "state 10"));
}

void TestWorkspace::keepsKeysApart() {
    const auto workspace = opened(at("w.work"));
    QVERIFY(workspace->putCheckpoint(kKey, checkpoint(5, "mine")));
    for (const CheckpointKey &other :
         {CheckpointKey{{"order-2"}, "Order", {"f1"}}, CheckpointKey{{"order-1"}, "Cart", {"f1"}},
          CheckpointKey{{"order-1"}, "Order", {"f2"}}}) {
        QCOMPARE(found(*workspace, other, 9), "-");
    }
    QCOMPARE(found(*workspace, kKey, 9), "mine");
}

/// Where a store was replaced by another one, its old states must not come back.
void TestWorkspace::keepsStoresApart() {
    const std::string path = at("w.work");
    QVERIFY(opened(path)->putCheckpoint(kKey, checkpoint(5, "of the first")));
    const auto second = opened(path, {"store-2", kStore.address, "s"});
    QCOMPARE(found(*second, kKey, 9), "-");
    QVERIFY(second->putCheckpoint(kKey, checkpoint(5, "of the second")));
    QCOMPARE(found(*opened(path), kKey, 9), "of the first");
}

void TestWorkspace::replaces() {
    const auto workspace = opened(at("w.work"));
    QVERIFY(workspace->putCheckpoint(kKey, checkpoint(5, "old")));
    QVERIFY(workspace->putCheckpoint(kKey, checkpoint(5, "new")));
    QCOMPARE(found(*workspace, kKey, 5), "new");
}

void TestWorkspace::keepsAnyBytes() {
    const std::string path = at("w.work");
    std::string state("\0\xFF\"'; DROP TABLE checkpoints", 29);
    const CheckpointKey odd{{std::string("str\0eam", 7)}, "", {""}};
    QVERIFY(opened(path)->putCheckpoint(odd, checkpoint(0, state)));
    QVERIFY(opened(path)->putCheckpoint(kKey, checkpoint(0, "")));
    QVERIFY(found(*opened(path), odd, 0) == state);
    QCOMPARE(found(*opened(path), kKey, 0), "");
    QCOMPARE(found(*opened(path), {{"str"}, "", {""}}, 0), "-");
}

void TestWorkspace::refusesWhatIsTooLarge() {
    const auto workspace = opened(at("w.work"));
    const auto kept = workspace->putCheckpoint(kKey, checkpoint(1, std::string(65u << 20, 'x')));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::TooLarge);
    QVERIFY(workspace->putCheckpoint(kKey, checkpoint(1, "small")));
}

void TestWorkspace::isSharedByThreadsAndPrograms() {
    const std::string path = at("w.work");
    const auto here = opened(path);
    const auto there = opened(path); // as another program has it
    std::atomic<int> failures = 0;
    const auto work = [&](Workspace &workspace, int thread) {
        for (int i = 0; i < 20; ++i) {
            const CheckpointKey key{{"stream-" + std::to_string(thread)}, "F", {"f"}};
            if (!workspace.putCheckpoint(key, checkpoint(i, std::to_string(i)))) ++failures;
            if (found(workspace, key, i) != std::to_string(i)) ++failures;
        }
    };
    std::thread first([&] { work(*here, 1); }), second([&] { work(*here, 2); }), third([&] { work(*there, 3); });
    first.join();
    second.join();
    third.join();
    QCOMPARE(failures.load(), 0);
}

void TestWorkspace::fingerprintsKeepTheirBorder() {
    QVERIFY(checkpointFingerprint({"ab"}, {"c"}) != checkpointFingerprint({"a"}, {"bc"}));
    QVERIFY(checkpointFingerprint({"a"}, {"b"}) == checkpointFingerprint({"a"}, {"b"}));
}

QTEST_APPLESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
