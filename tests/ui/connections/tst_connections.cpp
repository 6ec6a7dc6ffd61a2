// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/some_connections.h"

#include <QFile>
#include <QSignalSpy>
#include <QtTest>

using namespace eventscope;
using namespace eventscope::ui;

/// The user's connections between the window and the book on disk.
class TestConnections : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void areInFoldersThenByName() {
        SomeConnections some;
        some.add("zebra", "", "memory:");
        some.add("b", "Payments/EU", "memory:");
        some.add("a", "Payments/EU", "memory:");
        QStringList names;
        for (const Connection &connection : some.all().all())
            names += QString::fromStdString(connection.name);
        QCOMPARE(names, QStringList({QStringLiteral("zebra"), QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(some.all().folders(), QStringList(QStringLiteral("Payments/EU")));
    }

    void whatAnotherProgramAddedStays() {
        SomeConnections some;
        some.add("one", "", "memory:");
        auto other = ConnectionBook::load(some.file());
        QVERIFY(other);
        some.add("two", "", "memory:");
        Connection third;
        third.name = "three";
        third.address = "memory:";
        QVERIFY(other->put(third));
        QVERIFY(other->find("two"));
        some.reload();
        QVERIFY(some.all().find(QStringLiteral("three")));
    }

    void freeNamesCount() {
        SomeConnections some;
        some.add("shop", "", "memory:");
        some.add("shop 2", "", "memory:");
        QCOMPARE(some.all().freeName(QStringLiteral("shop")), QStringLiteral("shop 3"));
        QCOMPARE(some.all().freeName(QStringLiteral("till")), QStringLiteral("till"));
    }

    void renamingAndRemovingForgetThePassword() {
        SomeConnections some;
        const auto remember = [&](const char *name) {
            some.keyring().store({QString::fromLatin1(name), QStringLiteral("l")}, Secret(std::string("p")),
                                 [](const Result<void> &) {});
            QTRY_VERIFY(!some.keyring().known(QString::fromLatin1(name)).isEmpty());
        };
        some.add("shop", "", "memory:");
        remember("shop");
        Connection renamed = *some.all().find(QStringLiteral("shop"));
        renamed.folder = "Payments";
        QVERIFY(some.put(renamed, QStringLiteral("shop")));
        QCoreApplication::processEvents();
        QVERIFY(!some.keyring().known(QStringLiteral("shop")).isEmpty());
        renamed.name = "till";
        QVERIFY(some.put(renamed, QStringLiteral("shop")));
        QTRY_VERIFY(some.keyring().known(QStringLiteral("shop")).isEmpty());
        remember("till");
        QVERIFY(some.remove("till"));
        QTRY_VERIFY(some.keyring().known(QStringLiteral("till")).isEmpty());
        QVERIFY(some.all().all().empty());
    }

    void aDamagedBookIsSaidAndLeftAlone() {
        SomeConnections some;
        some.add("shop", "", "memory:");
        QFile file(QString::fromStdString(some.file()));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\"schema\":1,\"connec");
        file.close();
        const QSignalSpy changed(&some.all(), &Connections::changed);
        some.reload();
        QCOMPARE(changed.count(), 1);
        QVERIFY(some.all().problem() && some.all().problem()->kind == ErrorKind::Corrupt);
        QVERIFY(some.all().find(QStringLiteral("shop"))); // as it was read last
        QVERIFY(!some.remove("shop"));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"schema\":1,\"connec"));
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
