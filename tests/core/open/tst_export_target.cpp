// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/export_target.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

using namespace eventscope;

class TestExportTarget : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] std::string path(const std::string &name) const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }

  private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        qputenv("XDG_DATA_HOME", path("data").c_str());
        std::filesystem::create_directories(path("data/eventscope"));
        for (const char *name : {"s.evdb", "s.evdb.vault", "elsewhere", "data/eventscope/a.ledger"})
            std::ofstream(path(name)) << "x";
        std::filesystem::create_symlink(path("s.evdb.vault"), path("link"));
        std::filesystem::create_hard_link(path("s.evdb"), path("same"));
    }

    void whatIsOursIsNeverWrittenOver() {
        for (const char *ours :
             {"s.evdb", "s.evdb-wal", "s.evdb-shm", "s.evdb-journal", "s.evdb.lock", "s.evdb.vault",
              "s.evdb.vault-journal", "s.evdb.vault.lock", "s.evdb.vault.next", "elsewhere", "elsewhere.lock", "link",
              "x/../s.evdb", "data/eventscope/a.ledger", "data/eventscope/new"}) {
            const auto checked = checkExportTarget(path("s.evdb"), path(ours), path("elsewhere"));
            QVERIFY2(!checked, ours);
            QCOMPARE(checked.error().kind, ErrorKind::Refused);
            QVERIFY(checked.error().message.find(ours) != std::string::npos);
        }
        const auto other = checkExportTarget("postgresql://h/d", path("elsewhere"), path("elsewhere"));
        QVERIFY(!other);
    }

    void everythingElseMayBe() {
        for (const char *other : {"out.jsonl", "s.evdb.jsonl", "s.evdb2", "data/x", "missing/out"})
            QVERIFY2(checkExportTarget(path("s.evdb"), path(other), path("elsewhere")), other);
        QVERIFY(checkExportTarget("memory:", path("out"), {}));
        QVERIFY(::mkfifo(path("pipe").c_str(), 0600) == 0);
        for (const std::string &none : {path("pipe"), path("."), std::string("/dev/null")})
            QCOMPARE(checkExportTarget("memory:", none, {}).error().kind, ErrorKind::Refused);
        QVERIFY(checkExportTarget("postgresql://h/d", path("s.evdb"), {}));
    }
};

QTEST_APPLESS_MAIN(TestExportTarget)
#include "tst_export_target.moc"
