// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace_path.h"

#include <QTest>

using namespace eventscope;

class TestWorkspacePath : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void liesInTheDataFolder();
    void belongsToTheStoreAndNotItsPlace();
    void memoryHasNone();
    void followsTheEnvironment_data();
    void followsTheEnvironment();
};

void TestWorkspacePath::liesInTheDataFolder() {
    for (const char *address : {"postgresql://host/db", "sqlite:/tmp/store.evdb", "file:/tmp/log.jsonl"}) {
        const std::string path = workspacePath({"some-id", address, "db"}, "/data").value_or("");
        QCOMPARE(path.substr(0, 6), "/data/");
        QCOMPARE(path.size(), 6u + 32 + 5);
    }
}

void TestWorkspacePath::belongsToTheStoreAndNotItsPlace() {
    const std::string path = workspacePath({"id", "sqlite:/a/store.evdb", "store"}, "/data").value_or("");
    QCOMPARE(path, workspacePath({"id", "sqlite:/b/moved.evdb", "moved"}, "/data").value_or(""));
    QVERIFY(path != workspacePath({"other", "sqlite:/a/store.evdb", "store"}, "/data").value_or(""));
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
