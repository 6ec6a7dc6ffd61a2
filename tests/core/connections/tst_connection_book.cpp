// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connection_book.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace eventscope;

namespace {

Connection named(const std::string &name) {
    return {.name = name, .folder = "Payments/EU", .address = "postgresql://reader@db.example/" + name};
}

ErrorKind kindOf(const Result<void> &result) { return result ? ErrorKind::Internal : result.error().kind; }

} // namespace

class TestConnectionBook : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    /// One that does not exist yet, in a folder that does not either.
    QString newFile() { return m_folder.filePath(QStringLiteral("%1/eventscope/connections.json").arg(++m_files)); }
    static ConnectionBook load(const QString &file) {
        auto book = ConnectionBook::load(file.toStdString());
        if (!book) qFatal("%s", describe(book.error()).c_str());
        return *std::move(book);
    }
    static QByteArray bytesOf(const QString &file) {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("nothing");
    }
    QString fileWith(const QByteArray &bytes) {
        const QString file = newFile();
        QDir().mkpath(QFileInfo(file).path());
        QFile opened(file);
        if (!opened.open(QIODevice::WriteOnly) || opened.write(bytes) != bytes.size()) qFatal("cannot write");
        return file;
    }

  private Q_SLOTS:
    void aMissingFileIsAnEmptyBook() {
        const QString file = newFile();
        const ConnectionBook book = load(file);
        QVERIFY(book.connections().empty());
        QVERIFY(!QFileInfo::exists(file));
        QVERIFY(!book.find("shop"));
        QCOMPARE(book.find("shop").error().kind, ErrorKind::NotFound);
    }

    void whatIsPutStaysWithAllOfIt() {
        const QString file = newFile();
        Connection shop = named("shop");
        shop.environment = Environment::Production;
        shop.tls = TlsException{"require", timeOfUs(1'772'625'603'881'902)};
        ConnectionBook book = load(file);
        QVERIFY(book.put(shop));
        QVERIFY(book.put({.name = "Übung \"1\"", .address = "/data/ü.evdb", .mayWrite = true}));
        const ConnectionBook again = load(file);
        QCOMPARE(again.connections().size(), std::size_t{2});
        QVERIFY(*again.find("shop") == shop);
        QVERIFY(again.find("Übung \"1\"")->mayWrite);
        QVERIFY(again.connections() == book.connections());
    }

    void aConnectionIsChangedRenamedAndRemoved() {
        const QString file = newFile();
        ConnectionBook book = load(file);
        QVERIFY(book.put(named("a")));
        QVERIFY(book.put(named("b")));
        Connection renamed = named("c");
        renamed.mayWrite = true;
        QVERIFY(book.put(renamed, "a"));
        QVERIFY(*load(file).find("c") == renamed);
        QCOMPARE(load(file).connections().front().name, std::string("c"));
        QCOMPARE(kindOf(book.put(named("b"))), ErrorKind::Refused);
        QCOMPARE(kindOf(book.put(named("b"), "c")), ErrorKind::Refused);
        QCOMPARE(kindOf(book.put(named("d"), "a")), ErrorKind::NotFound);
        QCOMPARE(kindOf(book.remove("a")), ErrorKind::NotFound);
        QVERIFY(book.remove("c"));
        QCOMPARE(load(file).connections().size(), std::size_t{1});
    }

    void productionBeginsReadOnly() {
        ConnectionBook book = load(newFile());
        Connection shop = named("shop");
        shop.environment = Environment::Production;
        shop.mayWrite = true;
        QCOMPARE(kindOf(book.put(shop)), ErrorKind::Refused);
        shop.environment = Environment::Test;
        QVERIFY(book.put(shop));
        shop.environment = Environment::Production; // what could write does not become production with it
        QCOMPARE(kindOf(book.put(shop, "shop")), ErrorKind::Refused);
        shop.mayWrite = false;
        QVERIFY(book.put(shop, "shop"));
        shop.mayWrite = true;
        QVERIFY(book.put(shop, "shop"));
    }

    void aPasswordNeverComesIntoTheFile() {
        const QString file = newFile();
        ConnectionBook book = load(file);
        Connection shop = named("shop");
        shop.address = "postgresql://reader:MARKER@db.example/shop";
        QCOMPARE(kindOf(book.put(shop)), ErrorKind::Refused);
        QVERIFY(!QFileInfo::exists(file));
        // Somebody wrote it there by hand.
        const QString other =
            fileWith("{\"schema\":1,\"connections\":[{\"name\":\"a\",\"address\":\"postgresql://b:MARKER@c/d\"}]}");
        const auto loaded = ConnectionBook::load(other.toStdString());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, ErrorKind::Refused);
        QVERIFY(describe(loaded.error()).find("MARKER") == std::string::npos);
        QVERIFY(describe(loaded.error()).find("connection 1") != std::string::npos);
    }

    void unknownKeysAreKept() {
        const QString file =
            fileWith("{\"schema\":1,\"window\":{\"open\":[\"a\"]},\"connections\":["
                     "{\"name\":\"a\",\"address\":\"/a\",\"colour\":\"red\",\"tls\":{\"mode\":\"x\"},\"tls2\":1.50},"
                     "{\"name\":\"b\",\"address\":\"/b\",\"later\":[1]}],\"last\":null}");
        QVERIFY(!ConnectionBook::load(file.toStdString())); // a mode that there is not
        const QString good = fileWith(bytesOf(file).replace("\"tls\":{\"mode\":\"x\"},", ""));
        ConnectionBook book = load(good);
        Connection a = *book.find("a");
        a.name = "A";
        QVERIFY(book.put(a, "a"));
        QVERIFY(book.put(named("c")));
        QVERIFY(book.remove("b"));
        const QByteArray bytes = bytesOf(good);
        for (const char *part : {"\"window\"", "\"colour\": \"red\"", "1.50", "\"last\": null", "\"A\"", "\"c\""})
            QVERIFY2(bytes.contains(part), part);
        QVERIFY(!bytes.contains("later"));
    }

    void aDamagedFileIsNeverOverwritten_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const auto corrupt = static_cast<int>(ErrorKind::Corrupt);
        QTest::newRow("empty") << QByteArray() << corrupt;
        QTest::newRow("cut") << QByteArray("{\"schema\":1,\"connections\":[{\"name\":\"a\"") << corrupt;
        QTest::newRow("no JSON") << QByteArray("name=a") << corrupt;
        QTest::newRow("no object") << QByteArray("[]") << corrupt;
        QTest::newRow("no schema") << QByteArray("{\"connections\":[]}") << corrupt;
        QTest::newRow("no list") << QByteArray("{\"schema\":1,\"connections\":{}}") << corrupt;
        QTest::newRow("two lists") << QByteArray("{\"schema\":1,\"connections\":[],\"connections\":[]}") << corrupt;
        QTest::newRow("entry is no object") << QByteArray("{\"schema\":1,\"connections\":[1]}") << corrupt;
        QTest::newRow("name is no text") << QByteArray(
                                                "{\"schema\":1,\"connections\":[{\"name\":1,\"address\":\"/a\"}]}")
                                         << corrupt;
        QTest::newRow("no name") << QByteArray("{\"schema\":1,\"connections\":[{\"address\":\"/a\"}]}")
                                 << static_cast<int>(ErrorKind::Invalid);
        QTest::newRow("unknown environment")
            << QByteArray(
                   "{\"schema\":1,\"connections\":[{\"name\":\"a\",\"address\":\"/a\",\"environment\":\"prod\"}]}")
            << corrupt;
        QTest::newRow("right to write is no flag")
            << QByteArray("{\"schema\":1,\"connections\":[{\"name\":\"a\",\"address\":\"/a\",\"mayWrite\":\"no\"}]}")
            << corrupt;
        QTest::newRow("two of one name") << QByteArray("{\"schema\":1,\"connections\":[{\"name\":\"a\",\"address\":\"/"
                                                       "a\"},{\"name\":\"a\",\"address\":\"/b\"}]}")
                                         << corrupt;
        QTest::newRow("weaker TLS since nobody knows when")
            << QByteArray("{\"schema\":1,\"connections\":[{\"name\":\"a\",\"address\":\"postgresql://"
                          "\",\"tls\":{\"mode\":\"allow\"}}]}")
            << corrupt;
        QTest::newRow("newer") << QByteArray("{\"schema\":2,\"connections\":[]}")
                               << static_cast<int>(ErrorKind::Unsupported);
        QTest::newRow("huge") << QByteArray((4 << 20) + 1, ' ') << static_cast<int>(ErrorKind::TooLarge);
    }
    void aDamagedFileIsNeverOverwritten() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        const QString file = newFile();
        ConnectionBook book = load(file); // while it was good
        QVERIFY(book.put(named("before")));
        QFile opened(file);
        QVERIFY(opened.open(QIODevice::WriteOnly | QIODevice::Truncate));
        opened.write(bytes);
        opened.close();
        const auto loaded = ConnectionBook::load(file.toStdString());
        QVERIFY(!loaded);
        QCOMPARE(static_cast<int>(loaded.error().kind), kind);
        QCOMPARE(static_cast<int>(kindOf(book.put(named("new")))), kind);
        QCOMPARE(static_cast<int>(kindOf(book.remove("before"))), kind);
        QCOMPARE(bytesOf(file), bytes);
        QVERIFY(describe(loaded.error()).find(file.toStdString()) != std::string::npos);
    }

    void aFileThatCannotBeReadIsNoEmptyBook() {
        const QString file = newFile();
        QVERIFY(QDir().mkpath(file)); // a folder of that name
        QVERIFY(!ConnectionBook::load(file.toStdString()));
        QVERIFY(!ConnectionBook::load(""));
    }

    void aLinkStaysALink() {
        const QString real = fileWith("{\"schema\":1,\"connections\":[]}");
        const QString link = m_folder.filePath(QStringLiteral("link.json"));
        QVERIFY(QFile::link(real, link));
        ConnectionBook book = load(link);
        QVERIFY(book.put(named("a")));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(load(real).find("a"));
    }

    void twoWritersLoseNothing() {
        const QString file = newFile();
        constexpr int kEach = 40;
        const auto write = [&](const std::string &prefix) {
            ConnectionBook book = load(file);
            for (int i = 0; i < kEach; ++i) {
                if (const auto put = book.put(named(prefix + std::to_string(i))); !put)
                    qFatal("%s", describe(put.error()).c_str());
            }
        };
        std::thread other([&] { write("a"); });
        write("b");
        other.join();
        QCOMPARE(load(file).connections().size(), std::size_t{2 * kEach});
    }

    void whatIsKilledLeavesAWholeFile() {
        const QString file = newFile();
        QVERIFY(load(file).put(named("first")));
        std::size_t before = 1;
        for (int round = 0; round < 20; ++round) {
            int ready[2];
            QVERIFY(::pipe(ready) == 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ConnectionBook book = load(file);
                for (int i = 0;; ++i) {
                    if (!book.put(named(std::to_string(round) + "-" + std::to_string(i)))) ::_exit(1);
                    if (::write(ready[1], "x", 1) != 1) ::_exit(1);
                }
            }
            char told = 0;
            QVERIFY(::read(ready[0], &told, 1) == 1); // it is in the midst of the next ones
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            ::close(ready[0]);
            ::close(ready[1]);
            const ConnectionBook book = load(file);
            QVERIFY(book.connections().size() > before);
            before = book.connections().size();
        }
        QVERIFY(load(file).put(named("last"))); // the lock went with them
    }

    void theFileIsWhereTheUserKeepsSettings() {
        qputenv("EVENTSCOPE_CONFIG_DIR", "/somewhere");
        QCOMPARE(defaultConnectionsFile(), std::string("/somewhere/connections.json"));
        qunsetenv("EVENTSCOPE_CONFIG_DIR");
        qputenv("XDG_CONFIG_HOME", "/config");
        QCOMPARE(defaultConnectionsFile(), std::string("/config/eventscope/connections.json"));
        qputenv("XDG_CONFIG_HOME", "relative");
        qputenv("HOME", "/home/someone");
        QCOMPARE(defaultConnectionsFile(), std::string("/home/someone/.config/eventscope/connections.json"));
        qunsetenv("HOME");
        QCOMPARE(defaultConnectionsFile(), std::string());
    }
};

QTEST_GUILESS_MAIN(TestConnectionBook)
#include "tst_connection_book.moc"
