// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/privacy_desk.h"

#include "tests/core/privacy/sealed_shop.h"

using namespace eventscope;
using namespace eventscope::testing;

/// A missing vault is no answer: without it nobody knows whose the sealed values are.
class TestPrivacyDesk : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;

    /// As a store is opened whose vault is not where it is looked for.
    [[nodiscard]] Result<PrivacyDesk> openWithoutVault(PrivacyPolicy policy, const JobControl &job = {}) {
        const auto away = std::make_shared<StoreVault>(
            m_shop->folder.filePath(QStringLiteral("away.vault")).toStdString(), m_shop->clock,
            [](const KeyVault &) -> Result<UnlockSecrets> { return password("p"); });
        StoreProtection protection = m_shop->protection(away);
        protection.policy = std::move(policy);
        return openPrivacyDesk(m_shop->store->reader(), {.address = m_shop->address()}, std::move(protection), job);
    }
    static PrivacyPolicy policyOf(const char *json) { return must(PrivacyPolicy::parse(json)); }

  private Q_SLOTS:
    void init() { m_shop = std::make_unique<SealedShop>(); }
    void cleanup() { m_shop.reset(); }

    void sealedValuesOfTypesThatNoPolicyNamesAreRefused_data() {
        QTest::addColumn<QByteArray>("policy");
        QTest::newRow("no pack") << QByteArray();
        QTest::newRow("a type that was dropped")
            << QByteArray(R"({"policy":1,"events":{"Placed":[{"path":"/address","subject":"/personId"}]}})");
        QTest::newRow("the same policy") << QByteArray(SealedShop::kPolicy.data());
    }
    void sealedValuesOfTypesThatNoPolicyNamesAreRefused() {
        QFETCH(const QByteArray, policy);
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("order-1", SealedShop::event("2", "Placed", R"({"personId":"p1"})")));
        const auto desk = openWithoutVault(policy.isEmpty() ? PrivacyPolicy() : policyOf(policy));
        QVERIFY(!desk);
        QCOMPARE(desk.error().kind, ErrorKind::Refused);
        QVERIFY2(desk.error().message.find("holds sealed values") != std::string::npos, desk.error().message.c_str());
    }

    void aStoreThatHoldsNoneNeedsNone() {
        const NewEvent clear = SealedShop::joined("p1", "$pii");
        must(m_shop->openRaw()->append({"person-p1"}, Expected::any(), {&clear, 1}, {}));
        const auto desk = openWithoutVault(PrivacyPolicy());
        QVERIFY2(desk, desk ? "" : desk.error().message.c_str());
        QVERIFY(!desk->vault && !desk->ledger);
    }

    void theSearchCanBeStopped() {
        std::stop_source stopped;
        stopped.request_stop();
        JobControl job;
        job.stop = stopped.get_token();
        QCOMPARE(openWithoutVault(PrivacyPolicy(), job).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPrivacyDesk)
#include "tst_privacy_desk.moc"
