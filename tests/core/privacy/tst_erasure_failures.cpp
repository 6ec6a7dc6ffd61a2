// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"
#include "core/privacy/erasure_report.h"
#include "core/privacy/erasure_standing.h"
#include "tests/core/privacy/other_stores.h"
#include "tests/core/privacy/sealed_shop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dlfcn.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// What is written to files whose name begins so fails; a file system does it so.
struct WriteFailure {
    std::string file;
    int problem = 0;
    bool isTorn = false; ///< half of it is written before
};
WriteFailure *g_failure = nullptr; ///< null: nothing fails

bool isMeant(int file) {
    std::array<char, 4096> path{};
    const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
    const std::string whole(path.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    return whole.substr(whole.find_last_of('/') + 1).starts_with(g_failure->file);
}

ssize_t writeOrFail(const char *function, int file, const void *bytes, std::size_t size, off_t offset) {
    using Write = ssize_t(int, const void *, std::size_t, off_t);
    auto *write = reinterpret_cast<Write *>(::dlsym(RTLD_NEXT, function));
    if (!g_failure || !isMeant(file)) return write(file, bytes, size, offset);
    if (std::exchange(g_failure->isTorn, false)) return write(file, bytes, size / 2, offset);
    errno = g_failure->problem;
    return -1;
}

} // namespace

extern "C" {
ssize_t pwrite(int file, const void *bytes, std::size_t size, off_t offset) {
    return writeOrFail("pwrite", file, bytes, size, offset);
}
ssize_t pwrite64(int file, const void *bytes, std::size_t size, off64_t offset) { // SQLite
    return writeOrFail("pwrite64", file, bytes, size, offset);
}
}

namespace {

constexpr std::array kActs{acts::kRequested, acts::kFenced,     acts::kDestroyed, acts::kRotated,
                           acts::kDerived,   acts::kTombstoned, acts::kVerified,  acts::kComplete};

} // namespace

/// T48, table 7.1: whatever fails on the way, the error or the report names it, it is never complete, and it goes on.
class TestErasureFailures : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;

    /// As a new process finds all of it.
    void reopen() {
        m_ledger.reset();
        m_keys.reset();
        m_shop->vault->close();
        m_shop->store.reset();
        m_shop->reopen();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys)));
    }
    Result<ErasureResult> eraseIn(WritableEventStore &store, const std::function<void(std::string_view)> &onAct = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        ErasureWorld world{store, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, {}};
        world.onAct = onAct;
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {"p1"};
        request.reason = "Art17-1a";
        request.by = "dpo";
        return erase(world, request, {}, {});
    }
    Result<ErasureResult> eraseNow(const std::function<void(std::string_view)> &onAct = {}) {
        return eraseIn(*m_shop->openRaw(), onAct);
    }
    [[nodiscard]] KeyState keyState() const {
        return must(m_keys->keysOf(must(m_keys->bindingOf({"p1"})))).front().state;
    }
    [[nodiscard]] bool isReadable() const {
        return std::ranges::any_of(m_shop->shown(),
                                   [](const std::string &text) { return text.find("Ada") != std::string::npos; });
    }
    [[nodiscard]] std::size_t evidence(const std::string &type) const {
        const auto all = readStream(m_shop->store->reader(), "erasure-E-1");
        return static_cast<std::size_t>(std::ranges::count(all, type, &PlainEvent::type));
    }
    [[nodiscard]] bool isReportedComplete() const {
        const auto report = erasureReport(*m_ledger, *m_keys, "E-1");
        return report && report->isComplete;
    }
    /// It comes to its end when it is asked for again, and nothing was done twice.
    void checkItGoesOn() {
        reopen();
        QVERIFY(!isReportedComplete());
        QVERIFY(must(eraseNow()).isComplete);
        QVERIFY(isReportedComplete() && !isReadable());
        QCOMPARE(must(standingOf(*m_ledger, *m_keys, "E-1")), ErasureStanding::Complete);
        QCOMPARE(evidence("ErasureRequested"), std::size_t{1});
        QCOMPARE(evidence("SubjectErased"), std::size_t{1});
        for (const char *once : {acts::kRequested, acts::kFenced, acts::kDestroyed, acts::kRotated, acts::kTombstoned})
            QCOMPARE(std::ranges::count(m_ledger->entriesOf("E-1"), once, &LedgerEntry::act), std::ptrdiff_t{1});
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada")));
        must(m_shop->append("person-p2", SealedShop::joined("p2", "Eve")));
        reopen();
    }
    void cleanup() {
        g_failure = nullptr;
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void aLockedVaultChangesNothing() {
        const auto before = readAll(m_shop->store->reader());
        m_keys->lock();
        QCOMPARE(eraseNow().error().kind, ErrorKind::Refused);
        QVERIFY(m_ledger->entries().empty());
        QVERIFY(readAll(m_shop->store->reader()) == before);
        reopen();
        QCOMPARE(keyState(), KeyState::Active);
        QVERIFY(isReadable());
        checkItGoesOn();
    }

    void aVaultThatCannotBeWrittenDestroysNothing_data() {
        QTest::addColumn<bool>("isFromTheBeginning");
        QTest::newRow("from the beginning") << true;
        QTest::newRow("once it was asked for") << false;
    }
    void aVaultThatCannotBeWrittenDestroysNothing() {
        QFETCH(const bool, isFromTheBeginning);
        WriteFailure readOnly{"shop.vault", EROFS};
        if (isFromTheBeginning) g_failure = &readOnly;
        const auto failed = eraseNow([&](std::string_view) { g_failure = &readOnly; });
        g_failure = nullptr;
        QVERIFY(!failed);
        QVERIFY2(describe(failed.error()).find("shop.vault") != std::string::npos, describe(failed.error()).c_str());
        reopen();
        QCOMPARE(keyState(), KeyState::Active);
        QVERIFY(isReadable());
        checkItGoesOn();
    }

    void anotherProgramMayWriteInBetween_data() {
        QTest::addColumn<QString>("type");
        for (const char *type : {"ErasureRequested", "SubjectErased"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void anotherProgramMayWriteInBetween() {
        QFETCH(const QString, type);
        const auto raw = m_shop->openRaw();
        RivalStore store(*raw, type.toStdString(), RivalStore::Does::Append);
        QVERIFY(must(eraseIn(store)).isComplete);
        QCOMPARE(evidence("Noted"), std::size_t{1}); // the control: it was faster
        QCOMPARE(evidence(type.toStdString()), std::size_t{1});
        QVERIFY(isReportedComplete());
    }

    void aWrongVersionIsNotSkipped_data() { anotherProgramMayWriteInBetween_data(); }
    void aWrongVersionIsNotSkipped() {
        QFETCH(const QString, type);
        {
            const auto raw = m_shop->openRaw();
            RivalStore store(*raw, type.toStdString(), RivalStore::Does::Refuse);
            QCOMPARE(eraseIn(store).error().kind, ErrorKind::WrongVersion);
        }
        QCOMPARE(evidence(type.toStdString()), std::size_t{0});
        QVERIFY(!isReportedComplete());
        QCOMPARE(isReadable(), type == QLatin1String("ErasureRequested"));
        checkItGoesOn();
    }

    /// Between the plan and the fence.
    void aHoldThatComesMeanwhileStopsIt() {
        std::uint64_t hold = 0;
        const auto setHold = [&](std::string_view act) {
            if (act != acts::kRequested) return;
            hold = must(m_ledger->add(m_shop->clock.now(), acts::kHold, {}, must(m_keys->bindingOf({"p1"})),
                                      Json::object({{"reason", Json::string("court order 7")}})));
        };
        const auto refused = eraseNow(setHold);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QCOMPARE(must(standingOf(*m_ledger, *m_keys, "E-1")), ErasureStanding::Requested);
        QVERIFY2(refused.error().message.find("court order 7") != std::string::npos, refused.error().message.c_str());
        QCOMPARE(keyState(), KeyState::Active);
        QVERIFY(isReadable());
        QVERIFY(!isReportedComplete());
        must(m_ledger->add(m_shop->clock.now(), acts::kRelease, {}, must(m_keys->bindingOf({"p1"})),
                           Json::object({{"hold", Json::number(static_cast<std::int64_t>(hold))}})));
        checkItGoesOn();
    }

    /// A line of the ledger cannot be written: of each step, for lack of space or of permission.
    void aLineThatCannotBeWrittenStopsIt_data() {
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("problem");
        QTest::addColumn<bool>("isTorn");
        for (std::size_t line = 0; line < kActs.size(); ++line)
            for (const auto &[name, problem, isTorn] : {std::tuple{"no space", ENOSPC, false},
                                                        {"no space after half of it", ENOSPC, true},
                                                        {"no permission", EACCES, false}})
                QTest::addRow("%s, %s", kActs[line], name) << static_cast<int>(line) << problem << isTorn;
    }
    void aLineThatCannotBeWrittenStopsIt() {
        QFETCH(const int, line);
        QFETCH(const int, problem);
        QFETCH(const bool, isTorn);
        WriteFailure failure{"shop.ledger", problem, isTorn};
        if (line == 0) g_failure = &failure;
        int written = 0;
        const auto failed = eraseNow([&](std::string_view) {
            if (++written == line) g_failure = &failure;
        });
        g_failure = nullptr;
        QVERIFY(!failed);
        QCOMPARE(written, line); // what was to be noted is not taken for noted
        QVERIFY2(describe(failed.error()).find("shop.ledger") != std::string::npos, describe(failed.error()).c_str());
        QVERIFY(!isReportedComplete());
        reopen();
        QCOMPARE(m_ledger->entriesOf("E-1").size(), static_cast<std::size_t>(line));
        const ErasureStanding standing[] = {ErasureStanding::NotBegun, ErasureStanding::Fenced,
                                            ErasureStanding::Destroyed};
        QCOMPARE(must(standingOf(*m_ledger, *m_keys, "E-1")), standing[std::min(line, 2)]);
        QCOMPARE(isReadable(), line == 0); // asked for, or fenced before its line
        checkItGoesOn();
    }
};

QTEST_GUILESS_MAIN(TestErasureFailures)
#include "tst_erasure_failures.moc"
