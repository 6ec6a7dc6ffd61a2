// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"

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
