// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/server_address.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope::ui;

namespace {

QString anyText(const char *alphabet) {
    return QString::fromStdString(*rc::gen::container<std::string>(rc::gen::elementOf(std::string(alphabet))));
}

} // namespace

/// Addresses of servers, taken apart for a form and put together again.
class TestServerAddress : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void partsAreTakenApart_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QStringList>("parts"); // host, port, database, user, settings, table
        const auto row = [](const char *address, const QStringList &parts) {
            QTest::newRow(address) << QString::fromLatin1(address) << parts;
        };
        const auto s = [](const char *text) { return QString::fromLatin1(text); };
        row("postgresql://ada@db.example.org:5433/shop?sslrootcert=/a#s.t",
            {s("db.example.org"), s("5433"), s("shop"), s("ada"), s("sslrootcert=/a"), s("s.t")});
        row("postgres://db/shop", {s("db"), {}, s("shop"), {}, {}, {}});
        row("postgresql://[::1]:5433/shop", {s("::1"), s("5433"), s("shop"), {}, {}, {}});
        row("postgresql://%2Fvar%2Frun/a%20b", {s("/var/run"), {}, s("a b"), {}, {}, {}});
        row("postgresql:///", {{}, {}, {}, {}, {}, {}});
        row("postgresql://", {{}, {}, {}, {}, {}, {}});
        row("postgresql://ada%40office@db/", {s("db"), {}, {}, s("ada@office"), {}, {}});
    }
    void partsAreTakenApart() {
        QFETCH(QString, address);
        QFETCH(QStringList, parts);
        const auto found = serverAddressOf(address);
        QVERIFY(found);
        const ServerAddress wanted{parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]};
        QVERIFY(*found == wanted);
    }

    void whatIsMoreThanPartsIsLeftWhole_data() {
        QTest::addColumn<QString>("address");
        for (const char *address : {"postgresql://a:secret@db/shop", "postgresql://one,two/shop", "/a/shop.evdb",
                                    "sqlite:/a/shop.evdb", "postgresql://[::1/shop", "postgresql://[::1]x/shop", ""})
            QTest::newRow(address) << QString::fromLatin1(address);
    }
    void whatIsMoreThanPartsIsLeftWhole() {
        QFETCH(QString, address);
        QVERIFY(!serverAddressOf(address));
    }

    void whatIsComposedIsTakenApartAgain() {
        QVERIFY(rc::check("composed parts come back", [] {
            ServerAddress parts;
            parts.host = anyText("ab.:/%@? ");
            parts.port = anyText("0123456789");
            parts.database = anyText("ab /?#%&=@:");
            parts.user = anyText("ab /?#%&=@:");
            parts.settings = anyText("ab=&%2F");
            parts.table = anyText("ab.");
            parts.host.remove(QLatin1Char(','));
            RC_ASSERT(serverAddressOf(composed(parts)) == parts);
        }));
    }

    void formsAreKnown_data() {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("form");
        const auto row = [](const char *address, AddressForm form) {
            QTest::newRow(address) << QString::fromLatin1(address) << static_cast<int>(form);
        };
        row("", AddressForm::Parts);
        row("postgresql://db/shop", AddressForm::Parts);
        row("postgresql:///?service=shop", AddressForm::Service);
        row("postgresql://?service=shop", AddressForm::Service);
        row("postgresql:///?service=shop&sslmode=require", AddressForm::Parts);
        row("postgresql:///", AddressForm::Environment);
        row("/a/shop.evdb", AddressForm::Whole);
        row("postgresql://one,two/shop", AddressForm::Whole);
    }
    void formsAreKnown() {
        QFETCH(QString, address);
        QFETCH(int, form);
        QCOMPARE(static_cast<int>(formOf(address)), form);
    }

    void servicesKeepTheirNames() {
        const QString name = QStringLiteral("shop & co/eu");
        QCOMPARE(formOf(serviceAddress(name)), AddressForm::Service);
        QCOMPARE(serviceOf(serviceAddress(name)), name);
    }

    void shortNamesHoldNothingSecret() {
        QCOMPARE(shortName(QStringLiteral("postgresql://ada@db/shop")), QStringLiteral("shop at db"));
        QCOMPARE(shortName(QStringLiteral("/a/b/shop.evdb")), QStringLiteral("shop.evdb"));
        QVERIFY(!shortName(QStringLiteral("postgresql://ada:s3cret@db/shop")).contains(QStringLiteral("s3cret")));
        QVERIFY(!shortName(QStringLiteral("postgresql://db/shop?password=s3cret")).contains(QStringLiteral("s3cret")));
    }

    void weakTlsIsSeen() {
        QCOMPARE(weakTlsOf(QStringLiteral("postgresql://db/shop?a=b&sslmode=require")), QStringLiteral("require"));
        QCOMPARE(weakTlsOf(QStringLiteral("postgresql://db/shop?sslmode=verify-full")), QString());
        QCOMPARE(weakTlsOf(QStringLiteral("postgresql://db/shop")), QString());
        QCOMPARE(weakTlsOf(QStringLiteral("/a/shop.evdb")), QString());
    }
};

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_server_address.moc"
