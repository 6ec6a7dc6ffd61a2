// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/legal_hold.h"

#include "core/privacy/erasure_plan.h"
#include "tests/core/vault/vault_fixture.h"

#include <QtTest/QtTest>

#include <chrono>
#include <optional>

using namespace eventscope;
using namespace eventscope::testing;

/// Holds are lines of the ledger, of one person each.
class TestLegalHold : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SimulatedClock m_clock;
    std::unique_ptr<KeyVault> m_vault;
    std::optional<ErasureLedger> m_ledger;

    [[nodiscard]] SubjectBinding person(const char *id) const { return must(m_vault->bindingOf({id})); }
    [[nodiscard]] std::size_t holdsOf(const char *id, Time at) const {
        return holdsOn(*m_ledger, person(id), {}, at).size();
    }

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_vault = newVault(m_folder->filePath(QStringLiteral("s.vault")).toStdString(), m_clock);
        m_ledger = must(ErasureLedger::open(m_folder->filePath(QStringLiteral("s.ledger")).toStdString(), *m_vault));
    }
    void cleanup() {
        m_ledger.reset();
        m_vault.reset();
    }

    void oneStaysUntilItIsReleased() {
        const Time now = m_clock.now();
        const std::uint64_t number = must(addHold(*m_ledger, *m_vault, {}, SubjectId{"ada"}, {"court order"}, now));
        QCOMPARE(holdsOf("ada", now), std::size_t{1});
        QCOMPARE(holdsOf("bob", now), std::size_t{0});
        must(releaseHold(*m_ledger, number, now));
        QCOMPARE(holdsOf("ada", now), std::size_t{0});
    }

    void oneWithAnEndEndsByItself() {
        const Time now = m_clock.now(), end = now + std::chrono::hours(24);
        must(addHold(*m_ledger, *m_vault, {}, SubjectId{"ada"}, {.reason = "audit", .until = end}, now));
        QCOMPARE(holdsOf("ada", end - std::chrono::seconds(1)), std::size_t{1});
        QCOMPARE(holdsOf("ada", end + std::chrono::seconds(1)), std::size_t{0});
    }

    /// What must be kept for a duty stays, what is kept for anything else may go (Article 17(3)).
    void oneMayBeOfAPurpose() {
        const Time now = m_clock.now();
        const PrivacyPolicy policy = must(PrivacyPolicy::parse(
            R"({"policy":1,"purposes":{"payroll":{"meaning":"wages"},"marketing":{"meaning":"letters"}},"events":{}})"));
        const LegalHold payroll{.reason = "tax", .authority = "tax office", .purposes = {"payroll"}};
        const auto holdsFor = [&](const char *id, const std::vector<std::string> &purposes) {
            return holdsOn(*m_ledger, person(id), purposes, now);
        };
        must(addHold(*m_ledger, *m_vault, policy, SubjectId{"ada"}, payroll, now));
        QVERIFY(holdsFor("ada", {"marketing"}).empty());
        QCOMPARE(holdsFor("ada", {"marketing", "payroll"}).size(), std::size_t{1});
        QCOMPARE(holdsFor("ada", {}).size(), std::size_t{1});
        const Failure held = heldError(holdsFor("ada", {}));
        QVERIFY(held.value().message.find("payroll") != std::string::npos);
        QCOMPARE(holdsFor("ada", {}).front().details.member("authority").token(), std::string_view("tax office"));
        must(addHold(*m_ledger, *m_vault, policy, std::nullopt, {.reason = "audit", .purposes = {"marketing"}}, now));
        QCOMPARE(holdsFor("bob", {"marketing"}).size(), std::size_t{1});
        QCOMPARE(holdsFor("ada", {"marketing"}).size(), std::size_t{1});
        QCOMPARE(addHold(*m_ledger, *m_vault, policy, SubjectId{"ada"}, {.reason = "x", .purposes = {"wages"}}, now)
                     .error()
                     .kind,
                 ErrorKind::Invalid);
    }

    void whatIsNoneIsRefused() {
        const Time now = m_clock.now();
        QCOMPARE(addHold(*m_ledger, *m_vault, {}, SubjectId{"ada"}, {}, now).error().kind, ErrorKind::Invalid);
        QCOMPARE(addHold(*m_ledger, *m_vault, {}, SubjectId{"ada-17"}, {"for Ada-17"}, now).error().kind,
                 ErrorKind::Invalid);
        const std::uint64_t hold = must(addHold(*m_ledger, *m_vault, {}, SubjectId{"ada"}, {"audit"}, now));
        must(releaseHold(*m_ledger, hold, now));
        const std::size_t lines = m_ledger->entries().size();
        QCOMPARE(releaseHold(*m_ledger, hold, now).error().kind, ErrorKind::NotFound); // once only
        QCOMPARE(
            addHold(*m_ledger, *m_vault, {}, SubjectId{"ada"}, {.reason = "audit", .until = now}, now).error().kind,
            ErrorKind::Invalid);
        for (const std::uint64_t none : {std::uint64_t{0}, hold + 1, std::uint64_t{99}}) // the second is the release
            QCOMPARE(releaseHold(*m_ledger, none, now).error().kind, ErrorKind::NotFound);
        QCOMPARE(m_ledger->entries().size(), lines);
    }
};

QTEST_GUILESS_MAIN(TestLegalHold)
#include "tst_legal_hold.moc"
