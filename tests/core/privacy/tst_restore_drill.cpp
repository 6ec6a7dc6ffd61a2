// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure.h"
#include "core/privacy/restored_vault.h"

#include "tests/core/privacy/sealed_shop.h"

#include <array>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr std::array<const char *, 3> kFiles{"shop.evdb", "shop.vault", "shop.ledger"};

/// What the vault says when a store is opened that was put together of old and new files.
enum class Opens : std::uint8_t {
    Yes,
    CutLedger,    ///< the vault knows of more lines
    UnknownErased ///< the store tells of an erasure that nobody else knows
};

} // namespace
Q_DECLARE_METATYPE(Opens)

/// T50: store, vault and ledger of one shop, each from before or after an erasure, in all eight combinations, behave as
/// the table of failure cases says.
class TestRestoreDrill : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::size_t m_again = 0;

    [[nodiscard]] std::string path(const std::string &name) const {
        return m_shop->folder.filePath(QString::fromStdString(name)).toStdString();
    }
    static QString q(const std::string &text) { return QString::fromStdString(text); }

    /// As a program opens them: the vault catches up before it gives a key.
    void open() {
        m_shop->reopen();
        m_again = 0;
        const auto catchUp = [this](KeyVault &vault) -> Result<void> {
            ES_ASSIGN(keys, catchUpWithErasures(m_shop->store->reader(), path("shop.ledger"), vault, {}));
            m_again = keys;
            return {};
        };
        m_shop->vault = std::make_shared<StoreVault>(
            path("shop.vault"), m_shop->clock, [](const KeyVault &) -> Result<UnlockSecrets> { return password("p"); },
            catchUp);
    }
    void close() {
        if (m_shop->vault) m_shop->vault->close();
        m_shop->store.reset();
    }
    void keepAs(const std::string &age) {
        close();
        for (const char *file : kFiles)
            QVERIFY(QFile::copy(q(path(file)), q(path(age + " " + file))));
    }
    void put(const char *file, bool isNew) {
        QFile::remove(q(path(file)));
        for (const char *beside : {"-wal", "-shm"})
            QFile::remove(q(path(std::string(file) + beside)));
        QVERIFY(QFile::copy(q(path(std::string(isNew ? "new " : "old ") + file)), q(path(file))));
    }
    ErasureLedger ledger() { return must(ErasureLedger::open(path("shop.ledger"), *must(m_shop->vault->unlocked()))); }
    ErasureResult act(bool isVerified) {
        const auto keys = must(m_shop->vault->unlocked());
        auto own = ledger();
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *keys, own, nullptr, m_shop->clock, {}};
        if (isVerified) return must(verifyErasure(world, "E-1", {"p1"}, {}, {}));
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {"p1"};
        request.reason = "Art17-1a";
        return must(erase(world, request, {}, {}));
    }
    [[nodiscard]] std::size_t readable(const std::string &text) const {
        std::size_t count = 0;
        for (const std::string &each : m_shop->shown())
            count += each.find(text) != std::string::npos;
        return count;
    }
    [[nodiscard]] std::size_t evidence() const { return readStream(m_shop->store->reader(), "erasure-E-1").size(); }

  private Q_SLOTS:
    void initTestCase() {
        m_shop = std::make_unique<SealedShop>();
        for (const char *person : {"p1", "p2"})
            must(m_shop->append("person-" + std::string(person),
                                SealedShop::joined(person, "Name of " + std::string(person))));
        // A ledger that is not empty, so that an old one is no missing one.
        auto own = ledger();
        must(own.add(m_shop->clock.now(), acts::kRevealed, {}, {}, Json::object({})));
        keepAs("old");
        open();
        QVERIFY(act(false).isComplete);
        keepAs("new");
    }

    void combinations_data() {
        QTest::addColumn<bool>("store");
        QTest::addColumn<bool>("vault");
        QTest::addColumn<bool>("ledger");
        QTest::addColumn<Opens>("opens");
        QTest::addColumn<int>("destroyedAgain");
        QTest::addColumn<int>("theirs"); // values of the erased person that are read
        QTest::addColumn<bool>("evidenceIsMissing");
        const auto row = [](const char *name, bool store, bool vault, bool ledger, Opens opens, int again, int theirs,
                            bool isMissing) {
            QTest::newRow(name) << store << vault << ledger << opens << again << theirs << isMissing;
        };
        constexpr bool kNew = true, kOld = false;
        row("all new", kNew, kNew, kNew, Opens::Yes, 0, 0, false);
        row("old ledger", kNew, kNew, kOld, Opens::CutLedger, 0, 0, false);
        row("old vault", kNew, kOld, kNew, Opens::Yes, 1, 0, false);
        row("new store", kNew, kOld, kOld, Opens::UnknownErased, 0, 0, false);
        row("old store", kOld, kNew, kNew, Opens::Yes, 0, 0, true);
        row("new vault", kOld, kNew, kOld, Opens::CutLedger, 0, 0, false);
        row("new ledger", kOld, kOld, kNew, Opens::Yes, 1, 0, true);
        // Not to be told from inside; a copy of the newer ledger tells it.
        row("all old", kOld, kOld, kOld, Opens::Yes, 0, 1, false);
    }

    void combinations() {
        QFETCH(bool, store);
        QFETCH(bool, vault);
        QFETCH(bool, ledger);
        QFETCH(Opens, opens);
        QFETCH(int, destroyedAgain);
        QFETCH(int, theirs);
        QFETCH(bool, evidenceIsMissing);
        close();
        put("shop.evdb", store);
        put("shop.vault", vault);
        put("shop.ledger", ledger);
        m_shop->clock.advanceTo(m_shop->clock.now() + std::chrono::hours(1));
        open();
        const auto unlocked = m_shop->vault->unlocked();
        QCOMPARE(unlocked.has_value(), opens == Opens::Yes);
        QCOMPARE(readable("Name of p1"), static_cast<std::size_t>(theirs));
        QCOMPARE(readable("Name of p2"), std::size_t{opens == Opens::Yes});
        if (opens == Opens::CutLedger) {
            QCOMPARE(unlocked.error().kind, ErrorKind::Corrupt);
            QVERIFY2(unlocked.error().message.find("lost lines") != std::string::npos,
                     unlocked.error().message.c_str());
        }
        if (opens == Opens::UnknownErased) {
            QCOMPARE(unlocked.error().kind, ErrorKind::Refused);
            QVERIFY2(unlocked.error().message.find("E-1") != std::string::npos, unlocked.error().message.c_str());
        }
        if (opens != Opens::Yes) { // the way out that the message names: the newer ledger is put back
            close();
            put("shop.ledger", true);
            open();
            QVERIFY(m_shop->vault->unlocked().has_value());
            QCOMPARE(readable("Name of p1"), std::size_t{0});
            QCOMPARE(readable("Name of p2"), std::size_t{1});
            return;
        }
        QCOMPARE(m_again, static_cast<std::size_t>(destroyedAgain));
        auto own = this->ledger();
        for (const KeyRow &row : must((*unlocked)->keysOf(must((*unlocked)->bindingOf({"p1"})))))
            if (const LedgerEntry *destroyed = own.find("E-1", acts::kDestroyed))
                QVERIFY2(row.destroyedAt <= destroyed->at, "when it was erased, not when that was repeated");
        const auto missing = must(missingEvidence(m_shop->store->reader(), own, {}));
        QCOMPARE(missing.size(), std::size_t{evidenceIsMissing});
        if (theirs > 0) { // all old
            const auto copy = must(ErasureLedger::openCopy(path("new shop.ledger"), **unlocked));
            QVERIFY(copy.entries().size() > own.entries().size());
            return;
        }
        QCOMPARE(evidence(), std::size_t{evidenceIsMissing ? 0u : 2u});
        QVERIFY(act(true).isComplete);
        QCOMPARE(evidence(), std::size_t{2});
        const auto after = this->ledger();
        const auto putBack = std::ranges::count_if(
            after.entries(), [](const LedgerEntry &entry) { return entry.act == acts::kReapplied; });
        QCOMPARE(putBack, std::ptrdiff_t{evidenceIsMissing});
        // The same ids and content: the newer copy of the store has no conflict with it.
        const auto now = readStream(m_shop->store->reader(), "erasure-E-1");
        close();
        put("shop.evdb", true);
        open();
        const auto before = readStream(m_shop->store->reader(), "erasure-E-1");
        QVERIFY(now.size() == before.size() && now[0].data == before[0].data && now[1].data == before[1].data &&
                now[1].id == before[1].id);
    }

    void cleanupTestCase() {
        close();
        m_shop.reset();
    }
};

QTEST_GUILESS_MAIN(TestRestoreDrill)
#include "tst_restore_drill.moc"
