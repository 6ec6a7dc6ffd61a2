// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace_path.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <unistd.h>

using namespace eventscope;

class TestWorkspacePath : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void liesBesideAStoreInAFile();
    void liesInTheDataFolderOfAServer();
    void liesInTheDataFolderWithoutAFolder();
    void liesInTheDataFolderWhenItMust();
    void memoryHasNone();
    void followsTheEnvironment_data();
    void followsTheEnvironment();

  private:
    std::string at(const char *name) { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    QTemporaryDir m_folder;
};

void TestWorkspacePath::liesBesideAStoreInAFile() {
    for (const char *scheme : {"sqlite:", "file:"}) {
        const std::string store = at("my store.evdb");
        QCOMPARE(workspacePath({"id", scheme + store, "my store"}, "/nowhere").value_or(""), store + ".work");
    }
}

void TestWorkspacePath::liesInTheDataFolderOfAServer() {
    const StoreIdentity server{"some-id", "postgresql://host/db", "db"};
    const std::string path = workspacePath(server, "/data").value_or("");
    QCOMPARE(path.substr(0, 6), "/data/");
    QCOMPARE(path.size(), 6u + 32 + 5);
    QCOMPARE(path, workspacePath(server, "/data").value_or(""));
    QVERIFY(path != workspacePath({"other-id", server.address, "db"}, "/data").value_or(""));
}

void TestWorkspacePath::liesInTheDataFolderWithoutAFolder() {
    const StoreIdentity store{"id", "file:" + at("gone/log.jsonl"), "log"};
    QCOMPARE(workspacePath(store, "/data").value_or("").substr(0, 6), "/data/");
}

void TestWorkspacePath::liesInTheDataFolderWhenItMust() {
    if (geteuid() == 0) QSKIP("the superuser can write everywhere");
    QVERIFY(QDir(m_folder.path()).mkdir("locked"));
    const QString locked = m_folder.filePath("locked");
    const StoreIdentity store{"id", "sqlite:" + locked.toStdString() + "/store.evdb", "store"};
    QVERIFY(QFile::setPermissions(locked, QFile::ReadOwner | QFile::ExeOwner));
    QCOMPARE(workspacePath(store, "/data").value_or("").substr(0, 6), "/data/");
    QVERIFY(QFile::setPermissions(locked, QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner));
    QFile work(locked + "/store.evdb.work");
    QVERIFY(work.open(QFile::WriteOnly));
    QVERIFY(work.setPermissions(QFile::ReadOwner));
    QCOMPARE(workspacePath(store, "/data").value_or("").substr(0, 6), "/data/");
}

void TestWorkspacePath::memoryHasNone() {
    const Result<std::string> path = workspacePath({"id", "memory:", "memory"}, "/data");
    QVERIFY(!path);
    QCOMPARE(path.error().kind, ErrorKind::Unsupported);
}

void TestWorkspacePath::followsTheEnvironment_data() {
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("data") << QByteArray("/d") << QByteArray("/h") << QByteArray("/d/eventscope");
    QTest::newRow("home") << QByteArray() << QByteArray("/h") << QByteArray("/h/.local/share/eventscope");
    QTest::newRow("relative") << QByteArray("d") << QByteArray("/h") << QByteArray("/h/.local/share/eventscope");
    QTest::newRow("neither") << QByteArray() << QByteArray() << QByteArray();
}

void TestWorkspacePath::followsTheEnvironment() {
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, folder);
    const QByteArray dataBefore = qgetenv("XDG_DATA_HOME"), homeBefore = qgetenv("HOME");
    qputenv("XDG_DATA_HOME", data);
    qputenv("HOME", home);
    const Result<std::string> found = userDataFolder();
    qputenv("XDG_DATA_HOME", dataBefore);
    qputenv("HOME", homeBefore);
    QCOMPARE(QByteArray::fromStdString(found.value_or("")), folder);
    if (!found) QCOMPARE(found.error().kind, ErrorKind::Unavailable);
}

QTEST_APPLESS_MAIN(TestWorkspacePath)
#include "tst_workspace_path.moc"
