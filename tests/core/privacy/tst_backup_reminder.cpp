// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/backup_reminder.h"
#include "core/privacy/erasure_plan.h"
#include "tests/core/privacy/erase_person.h"
#include "tests/core/privacy/ledger_shop.h"

#include <QDir>
#include <QFile>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

Time day(const char *text) { return must(parseTime(std::string(text) + "T00:00:00Z")); }

} // namespace

/// What is said of backups until the last of them has expired and is gone.
class TestBackupReminder : public QObject, LedgerShop {
    Q_OBJECT

    std::uint64_t backUp(const char *name, const char *expires = nullptr) {
        BackupRequest request;
        request.path = m_shop->path(name);
        request.cost = kCheap;
        if (expires) request.expiresAt = day(expires);
        return must(makeBackup(*m_ledger, *m_keys, request, Secret("for the backup"), m_shop->clock, {})).number;
    }
    void erase() { QVERIFY(must(erasePerson(*m_shop, *m_keys, *m_ledger, "E-1")).isComplete); }
    [[nodiscard]] BackupReminder at(const char *time) const {
        return must(backupReminder(*m_ledger, *m_keys, day(time), {}));
    }
    [[nodiscard]] static std::vector<std::uint64_t> numbers(const std::vector<RegisteredBackup> &backups) {
        std::vector<std::uint64_t> all;
        for (const RegisteredBackup &backup : backups)
            all.push_back(backup.number);
        return all;
    }
    [[nodiscard]] std::size_t plannedBackups() {
        const StoreProtection protection = m_shop->protection(nullptr);
        return must(planErasure({m_shop->store->reader(), protection}, {{"p1"}, {}, {}}, {}, m_keys.get(),
                                m_ledger.get(), m_shop->clock.now(), {}))
            .backups.size();
    }
    using Numbers = std::vector<std::uint64_t>;

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        openLedger();
    }
    void cleanup() { closeLedger(); }

    void oneFromBeforeAnErasureIsToldUntilItExpires() {
        const auto number = backUp("a", "2031-05-06");
        QVERIFY(!at("2030-01-01").isAny()); // nobody was erased
        erase();
        QCOMPARE(numbers(at("2030-01-01").holding), Numbers{number});
        QVERIFY(QFile::remove(QString::fromStdString(m_shop->path("a")))); // moved, as it should be
        QCOMPARE(numbers(at("2030-01-01").holding), Numbers{number});
        QVERIFY(!at("2031-05-06").isAny()); // the day itself is not one of them
    }

    void theLastOfThemIsNamed() {
        const auto early = backUp("a", "2031-05-06"), late = backUp("b", "2032-05-06"),
                   middle = backUp("c", "2031-08-01");
        erase();
        const BackupReminder reminder = at("2030-01-01");
        QCOMPARE(numbers(reminder.holding), (Numbers{early, late, middle}));
        QCOMPARE(lastExpiry(reminder.holding), day("2032-05-06"));
        const std::string told = reminderText(reminder);
        QVERIFY2(told.find("until 2032-05-06") != std::string::npos, told.c_str());
    }

    void whatIsMadeAfterwardsHoldsNothingOfIt() {
        erase();
        backUp("a", "2031-05-06");
        QVERIFY(!at("2030-01-01").isAny());
    }

    void whatHasExpiredAndIsStillThereIsToBeDeleted() {
        const auto number = backUp("a", "2031-05-06");
        QCOMPARE(numbers(at("2031-05-07").toDelete), Numbers{number});
        erase();
        QCOMPARE(numbers(at("2031-05-07").toDelete), Numbers{number});
        QVERIFY(at("2031-05-07").holding.empty());
        QVERIFY(QFile::remove(QString::fromStdString(m_shop->path("a"))));
        QVERIFY(!at("2031-05-07").isAny());
    }

    void untilSomebodyAnswersForItsDestruction() {
        const auto number = backUp("a"), other = backUp("b");
        erase();
        QCOMPARE(plannedBackups(), std::size_t{2}); // the control: of whoever is erased next
        const auto said = [&](const BackupDestruction &destruction) {
            return noteBackupDestroyed(*m_ledger, *m_keys, destruction, m_shop->clock.now(), {});
        };
        QCOMPARE(said({number, "", "ops"}).error().kind, ErrorKind::Invalid);
        QCOMPARE(said({number, "shredded", ""}).error().kind, ErrorKind::Invalid);
        QCOMPARE(said({number + 100, "shredded", "ops"}).error().kind, ErrorKind::NotFound);
        const Error still = said({number, "shredded", "ops"}).error();
        QCOMPARE(still.kind, ErrorKind::Refused);
        QVERIFY2(still.message.find(m_shop->path("a")) != std::string::npos, still.message.c_str());
        QCOMPARE(numbers(at("2030-01-01").holding), (Numbers{number, other}));
        const QString file = QString::fromStdString(m_shop->path("a"));
        QVERIFY(QFile::remove(file));
        QCOMPARE(numbers(at("2030-01-01").holding), (Numbers{number, other})); // a copy may lie somewhere
        must(said({number, "shredded", "ops"}));
        QCOMPARE(numbers(at("2030-01-01").holding), Numbers{other});
        QCOMPARE(plannedBackups(), std::size_t{1});
        QCOMPARE(must(stateOf(*m_ledger, must(backupsOf(*m_ledger, *m_keys)).front(), {})), ExportState::Deleted);
        QCOMPARE(said({number, "shredded", "ops"}).error().kind, ErrorKind::Refused);
        // What lies there now is another one, and told for itself.
        const auto later = backUp("a", "2031-05-06");
        QCOMPARE(numbers(at("2031-05-07").toDelete), Numbers{later});
    }

    /// As is what is not known to be gone.
    void whatCannotBeLookedAtIsNotSaidToBeDestroyed() {
        const auto number = backUp("a");
        const QString file = QString::fromStdString(m_shop->path("a"));
        QVERIFY(QFile::remove(file) && QDir().mkdir(file)); // no regular file
        QCOMPARE(
            noteBackupDestroyed(*m_ledger, *m_keys, {number, "shredded", "ops"}, m_shop->clock.now(), {}).error().kind,
            ErrorKind::Refused);
    }

    void withoutADayItIsToldForEver() {
        const auto first = backUp("a", "2031-05-06"), second = backUp("b");
        erase();
        const BackupReminder reminder = at("2030-01-01");
        QCOMPARE(numbers(reminder.holding), (Numbers{first, second}));
        QVERIFY(!lastExpiry(reminder.holding));
        QCOMPARE(numbers(at("2999-01-01").holding), Numbers{second});
        const std::string told = reminderText(at("2999-01-01"));
        QVERIFY2(told.find("no day is set") != std::string::npos, told.c_str());
        QVERIFY2(told.find("To be deleted") != std::string::npos, told.c_str()); // the first one
        QVERIFY(told.find('\n') == std::string::npos && told.find(m_shop->path("a")) == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestBackupReminder)
#include "tst_backup_reminder.moc"
