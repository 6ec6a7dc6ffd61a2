// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/privacy/sealed_shop.h"

using namespace eventscope;
using namespace eventscope::testing;

/// What comes into a store as an envelope, at a place that is personal.
class TestForeignEnvelopes : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;

    static NewEvent placed(const std::string &name, const std::string &address) {
        return SealedShop::event(name, "Placed", "{\"personId\":\"p1\",\"address\":" + address + "}");
    }
    [[nodiscard]] std::size_t events() const { return readAll(m_shop->store->reader()).size(); }
    /// As it is stored.
    [[nodiscard]] NewEvent sealedEvent(const std::string &name) const {
        NewEvent event = placed(name, {});
        event.data = readAll(m_shop->store->reader()).back().data;
        return event;
    }
    [[nodiscard]] Result<Imported> import(const NewEvent &event) {
        ImportEvent each;
        each.event = event;
        each.stream = {"order-1"};
        each.version = kNoVersion;
        each.line = 7;
        ListSource source({each});
        return m_shop->store->import(source, {});
    }

  private Q_SLOTS:
    void init() { m_shop = std::make_unique<SealedShop>(); }
    void cleanup() { m_shop.reset(); }

    /// Whoever writes one could keep a value in clear under the name of a sealed one.
    void oneThatNobodySealedIsRefused_data() {
        QTest::addColumn<QByteArray>("address");
        const QByteArray clear = QByteArray("Lane 1, Springfield, of Ada Lovelace, in clear..").toBase64();
        const auto row = [](const char *name, QByteArray json) { QTest::newRow(name) << json.replace('\'', '"'); };
        const QByteArray form = "'alg':'xc20p','kid':'00112233445566778899aabbccddeeff',"
                                "'sub':'00112233445566778899aabbccddeeff','n':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',"
                                "'kc':'AAAAAAAAAAAAAAAAAAAAAA==','ct':'" +
                                clear + "'}";
        row("whole", "{'$pii':1," + form);
        row("escaped", "{'\\u0024pii':1," + form);
        row("later", "{'$pii':2,'alg':'none','kid':'x','text':'Lane 1'}");
        row("in another order", "{" + QByteArray(form).chopped(1) + ",'$pii':1}");
        row("later, in another order", "{'alg':'none','kid':'x','text':'Lane 1','$pii':2}");
    }
    void oneThatNobodySealedIsRefused() {
        QFETCH(QByteArray, address);
        const NewEvent event = placed("1", address.toStdString());
        const auto appended = m_shop->append("order-1", event);
        QVERIFY(!appended);
        QCOMPARE(appended.error().kind, ErrorKind::Invalid);
        QVERIFY2(appended.error().message.find("/address looks like a protected one") != std::string::npos,
                 appended.error().message.c_str());
        const auto imported = import(event);
        QVERIFY(!imported);
        QVERIFY2(imported.error().message.starts_with("line 7: "), describe(imported.error()).c_str());
        QCOMPARE(events(), std::size_t{0});
        // The control: what no policy calls personal is left as it is.
        must(m_shop->append("order-1", SealedShop::event("2", "Noted", event.data)));
        QVERIFY(SealedShop::isGiven(readAll(m_shop->store->reader()).back().data, event.data));
    }

    void oneThatIsOfThisPlaceIsKnownAgain() {
        must(m_shop->append("order-1", placed("1", "\"Lane 1\"")));
        const NewEvent sealed = sealedEvent("1");
        QVERIFY(sealed.data.find("$pii") != std::string::npos);
        QVERIFY(must(m_shop->append("order-1", sealed)).duplicate);
        QCOMPARE(must(import(sealed)).duplicates, 1u);
        m_shop->erase("p1");
        QVERIFY(must(m_shop->append("order-1", sealed)).duplicate); // shredded, and the same
        QCOMPARE(events(), std::size_t{1});
    }

    void oneOfAnotherPlaceIsRefused() {
        must(m_shop->append("order-1", placed("1", "\"Lane 1\"")));
        NewEvent moved = sealedEvent("1");
        moved.id = derivedEventId("sealed", "2");
        QCOMPARE(m_shop->append("order-1", moved).error().kind, ErrorKind::Invalid);
        QCOMPARE(events(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestForeignEnvelopes)
#include "tst_foreign_envelopes.moc"
