// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/backup_register.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure.h"
#include "core/privacy/erasure_report.h"
#include "core/privacy/restored_vault.h"

#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kPerson = "p1", *kTheirName = "Zebedee Quux", *kRestored = "of the restored vault";

Secret secret(const char *text) { return Secret(std::string(text)); }

} // namespace

/// Backups of a vault: what they hold, who opens them, and what an erasure says of them. T18.
class TestVaultBackup : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;
    std::string m_storeId;

    [[nodiscard]] std::string path(const std::string &name) const {
        return m_shop->folder.filePath(QString::fromStdString(name)).toStdString();
    }
    void openLedger() {
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(path("shop.ledger"), *m_keys)));
    }
    [[nodiscard]] std::string storeId() const { return m_storeId; }
    void closeAll() {
        m_ledger.reset();
        m_keys.reset();
        m_shop->vault->close();
        m_shop->store.reset();
    }
    [[nodiscard]] BackupRequest request(const std::string &name) const {
        BackupRequest made;
        made.path = path(name);
        made.by = "operator 3";
        made.cost = kCheap;
        return made;
    }
    Result<RegisteredBackup> backedUp(const BackupRequest &what) {
        return makeBackup(*m_ledger, *m_keys, what, secret("for the backup"), m_shop->clock, {});
    }
    RegisteredBackup backedUp(const std::string &name) { return must(backedUp(request(name))); }
    Result<VaultBackup> restored(const std::string &backup, const char *passphrase = "for the backup",
                                 BackupRestoring::Present present = BackupRestoring::Present::Replace) {
        auto says = restoreVault({path(backup), path("shop.vault"), storeId(), present, kCheap}, secret(passphrase),
                                 secret(kRestored), m_shop->clock);
        if (says) m_shop->passphrase = kRestored;
        return says;
    }
    void erased(const std::string &person = kPerson, const std::string &id = "E-1") {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, {}};
        ErasureRequest asked;
        asked.erasure = id;
        asked.subject = {person};
        asked.reason = "Art17-1a";
        asked.by = "dpo";
        QVERIFY(must(erase(world, asked, {}, {})).isComplete);
    }
    [[nodiscard]] QJsonObject report() const {
        const auto made = must(erasureReport(*m_ledger, *m_keys, "E-1"));
        return QJsonDocument::fromJson(QByteArray::fromStdString(made.json)).object();
    }
    [[nodiscard]] std::size_t readable(const std::string &text) const {
        std::size_t count = 0;
        for (const std::string &each : m_shop->shown())
            count += each.find(text) != std::string::npos;
        return count;
    }
    /// Keys of a person as they stand wrapped in a vault's file.
    static std::vector<std::string> wrappedIn(const std::string &file, const std::vector<KeyRow> &of) {
        std::vector<std::string> all;
        auto vault = must(VaultFile::open(file));
        for (const KeyRow &row : of) {
            const auto found = must(vault.find(row.key));
            if (found && found->key.wrapped) all.emplace_back(textOf(found->key.wrapped->bytes));
        }
        return all;
    }
    /// The keys themselves, as they are in memory only.
    std::vector<std::string> bareKeys(const std::vector<KeyRow> &of) {
        std::vector<std::string> all;
        KeyVault::Lease lease(*m_keys);
        for (const KeyRow &row : of)
            all.emplace_back(textOf(std::get<KeyCache::KeyPtr>(lease.find(row.key))->bytes()));
        return all;
    }
    [[nodiscard]] std::size_t hits(const std::vector<std::string> &files, const std::vector<std::string> &needles) {
        return must(searchBytes(files, needles, {})).hits.size();
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        for (const char *person : {"p1", "p2"}) {
            must(m_shop->append("person-" + std::string(person),
                                SealedShop::joined(person, std::string(kTheirName) + " of " + person)));
            must(m_shop->append("order-" + std::string(person),
                                SealedShop::event("placed " + std::string(person), "Placed",
                                                  "{\"personId\":\"" + std::string(person) + "\",\"address\":\"Lane " +
                                                      person + "\"}")));
        }
        m_storeId = m_shop->store->reader().info().identity.id;
        openLedger();
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void oneIsMadeAndRestored() {
        const RegisteredBackup made = backedUp("b");
        QCOMPARE(made.number, std::uint64_t{1});
        QCOMPARE(made.ledgerLines, std::uint64_t{0});
        QVERIFY(!(QFile::permissions(QString::fromStdString(path("b"))) & (QFile::ReadGroup | QFile::ReadOther)));
        must(m_shop->append("person-p3", SealedShop::joined("p3", "after the backup")));
        closeAll();
        QVERIFY(QFile::remove(QString::fromStdString(path("shop.vault"))));
        const VaultBackup says = must(restored("b", "for the backup", BackupRestoring::Present::Refuse));
        QVERIFY(says.store == storeId());
        m_shop->reopen();
        openLedger();
        QVERIFY(must(backupsOf(*m_ledger, *m_keys)).front().path == path("b"));
        QCOMPARE(readable(kTheirName), std::size_t{2});
        QCOMPARE(readable("keyUnknown"), std::size_t{1}); // what came after it is not told as erased
        QCOMPARE(m_keys->epoch(), std::uint32_t{2});
    }

    void itsPassphraseIsItsOwnAndToldFromDamage() {
        (void)backedUp("b");
        closeAll();
        QCOMPARE(restored("b", "p").error().kind, ErrorKind::Refused); // that of the vault
        QCOMPARE(restored("b", "").error().kind, ErrorKind::Refused);
        QCOMPARE(restored("none").error().kind, ErrorKind::NotFound);
        QFile backup(QString::fromStdString(path("b")));
        QVERIFY(backup.open(QFile::ReadOnly));
        const QByteArray whole = backup.readAll();
        auto random = seededRandom();
        int found = 0;
        for (int i = 0; i < 200; ++i) {
            QByteArray changed = whole;
            qsizetype bit = 0; // not in what the file does not use
            do
                bit = static_cast<qsizetype>(random() % static_cast<std::uint64_t>(whole.size() * 8));
            while (whole[bit / 8] == 0);
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            QFile damaged(QString::fromStdString(path("damaged")));
            QVERIFY(damaged.open(QFile::WriteOnly | QFile::Truncate));
            damaged.write(changed);
            damaged.close();
            const auto outcome = restored("damaged");
            if (outcome) continue; // a bit that means nothing
            ++found;
            QVERIFY2(outcome.error().kind == ErrorKind::Corrupt || outcome.error().kind == ErrorKind::Unsupported ||
                         outcome.error().kind == ErrorKind::Unavailable || outcome.error().kind == ErrorKind::Refused,
                     describe(outcome.error()).c_str());
        }
        QVERIFY2(found > 20, std::to_string(found).c_str());
        QFile cut(QString::fromStdString(path("cut")));
        QVERIFY(cut.open(QFile::WriteOnly));
        cut.write(whole.left(whole.size() / 2));
        cut.close();
        const Error damaged = restored("cut").error();
        QCOMPARE(damaged.kind, ErrorKind::Corrupt);
        QVERIFY2(damaged.message.find(path("cut") + ")") != std::string::npos,
                 damaged.message.c_str()); // not the copy of it
        QCOMPARE(damaged.hint, std::string("Take another backup"));
        QCOMPARE(restored("shop.ledger").error().kind, ErrorKind::Corrupt); // no such file of ours
    }

    void aVaultIsNotWrittenOver() {
        (void)backedUp("b");
        QCOMPARE(restored("b", "for the backup", BackupRestoring::Present::Refuse).error().kind, ErrorKind::Refused);
        QCOMPARE(restored("b").error().kind, ErrorKind::Refused); // in use
        closeAll();
        QVERIFY(restored("b").has_value());
        QCOMPARE(restored("shop.vault").error().kind, ErrorKind::Unsupported); // a vault, and no backup
        const auto other =
            restoreVault({path("b"), path("x.vault"), "another store", BackupRestoring::Present::Refuse, kCheap},
                         secret("for the backup"), secret(kRestored), m_shop->clock);
        QCOMPARE(other.error().kind, ErrorKind::Refused);
        QVERIFY(!QFile::exists(QString::fromStdString(path("x.vault"))));
        QDir folder(m_shop->folder.path());
        QVERIFY(folder.entryList({QStringLiteral("*.restoring*"), QStringLiteral("*.next*")}).isEmpty());
    }

    /// A power cut while the vault was written; SQLite would play the old pages into what was restored.
    void whatTheOldVaultHadLeftBesideItIsGone() {
        (void)backedUp("b");
        closeAll();
        const std::string vault = path("shop.vault");
        QProcess cut;
        cut.start(QStringLiteral("sqlite3"), {QString::fromStdString(vault)});
        cut.write(
            ("PRAGMA synchronous=OFF; BEGIN; UPDATE keys SET epoch = 9; UPDATE vault SET epoch = 9;\n.shell cp '" +
             vault + "-journal' '" + path("journal") + "'\nROLLBACK;\n")
                .c_str());
        cut.closeWriteChannel();
        QVERIFY(cut.waitForFinished() && cut.exitCode() == 0);
        QVERIFY(QFile::rename(QString::fromStdString(path("journal")), QString::fromStdString(vault + "-journal")));
        must(restored("b"));
        QVERIFY(!QFile::exists(QString::fromStdString(vault + "-journal")));
        m_shop->reopen();
        openLedger();
        QCOMPARE(readable(std::string(kTheirName)), std::size_t{2});
    }

    /// Whoever came and was erased after it was made.
    void whoTheBackupNeverKnewStaysErased() {
        (void)backedUp("b");
        must(m_shop->append("person-p9", SealedShop::joined("p9", "Nobody else")));
        erased("p9");
        closeAll();
        must(restored("b"));
        m_shop->reopen();
        openLedger();
        must(catchUpWithErasures(m_shop->store->reader(), *m_ledger, *m_keys, {}));
        const auto shown = m_shop->shown();
        const auto isTheirs = [](const std::string &text) { return text.find("p9") != std::string::npos; };
        const auto theirs = std::ranges::find_if(shown, isTheirs);
        QVERIFY(theirs != shown.end());
        QVERIFY2(theirs->find("\"shredded\"") != std::string::npos, theirs->c_str());
    }

    /// Restoring was killed: a copy of the backup lies there, with what is destroyed afterwards.
    void whatRestoringHadLeftGoesWhenTheVaultIsOpened() {
        (void)backedUp("b");
        closeAll();
        const QString left = QString::fromStdString(path("shop.vault.restoring"));
        QVERIFY(QFile::copy(QString::fromStdString(path("b")), left));
        m_shop->reopen();
        openLedger();
        QVERIFY(!QFile::exists(left));
    }

    void thePassphraseOfARestoredVaultIsLong() {
        (void)backedUp("b");
        const auto refused =
            restoreVault({path("b"), path("new.vault"), storeId(), BackupRestoring::Present::Refuse, kCheap},
                         secret("for the backup"), secret("elevenchars"), m_shop->clock);
        QCOMPARE(refused.error().kind, ErrorKind::Refused);
        QVERIFY2(refused.error().hint.find("12 characters") != std::string::npos, refused.error().hint.c_str());
        QVERIFY(!QFile::exists(QString::fromStdString(path("new.vault"))));
    }

    /// On another computer.
    void theFolderOfTheVaultNeedNotBeThere() {
        (void)backedUp("b");
        const std::string vault = path("new/folder/v");
        must(restoreVault({path("b"), vault, storeId(), BackupRestoring::Present::Refuse, kCheap},
                          secret("for the backup"), secret(kRestored), m_shop->clock));
        const auto opened = must(KeyVault::open(vault, m_shop->clock));
        QCOMPARE(opened->unlock(password("p")).error().kind, ErrorKind::Refused);
        must(opened->unlock(password(kRestored)));
        QVERIFY(opened->id() == m_keys->id());
        (void)newVault(path("another/folder/v"), m_shop->clock);
    }

    void oneIsNoVaultToWorkWith() {
        (void)backedUp("b");
        QCOMPARE(KeyVault::open(path("b"), m_shop->clock).error().kind, ErrorKind::Unsupported);
    }

    void badRequestsLeaveNothing() {
        QCOMPARE(backedUp(request("shop.vault")).error().kind, ErrorKind::Refused);
        QCOMPARE(backedUp(request("shop.vault/x")).has_value(), false);
        QCOMPARE(makeBackup(*m_ledger, *m_keys, request("b"), secret(""), m_shop->clock, {}).error().kind,
                 ErrorKind::Refused);
        BackupRequest over = request("b");
        over.expiresAt = m_shop->clock.now();
        QCOMPARE(backedUp(over).error().kind, ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
        QVERIFY(QDir(m_shop->folder.path()).entryList({QStringLiteral("*.part*"), QStringLiteral("b*")}).isEmpty());
    }

    void theLedgerNamesNoPath() {
        (void)backedUp("a-telling-name");
        QFile ledger(QString::fromStdString(path("shop.ledger")));
        QVERIFY(ledger.open(QFile::ReadOnly));
        QVERIFY(!ledger.readAll().contains("telling"));
    }

    void whatBecameOfIt() {
        const RegisteredBackup a = backedUp("a");
        const auto state = [&] { return must(stateOf(*m_ledger, a, {})); };
        QVERIFY(state() == ExportState::There);
        BackupRequest over = request("a");
        over.present = BackupRestoring::Present::Replace;
        must(backedUp(over));
        QVERIFY(state() == ExportState::Overwritten);
        QFile file(QString::fromStdString(path("a")));
        QVERIFY(file.open(QFile::Append));
        file.write("x");
        file.close();
        QVERIFY(state() == ExportState::Changed);
        QVERIFY(file.remove());
        QVERIFY(state() == ExportState::Gone);
    }

    /// 7, step 9.
    void anErasureTellsThoseFromBefore() {
        BackupRequest dated = request("dated");
        dated.expiresAt = must(parseTime("2031-05-06T00:00"));
        must(backedUp(dated));
        (void)backedUp("undated");
        erased();
        (void)backedUp("after");
        const QJsonObject backups = report()[QLatin1String("backups")].toObject();
        const QJsonArray list = backups[QLatin1String("list")].toArray();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0][QLatin1String("result")].toString(),
                 QStringLiteral("contains destroyed keys until 2031-05-06"));
        QCOMPARE(list[0][QLatin1String("found")].toString(), QStringLiteral("there"));
        QVERIFY(list[1][QLatin1String("result")].toString().contains(QLatin1String("no day is set")));
        const std::string text = must(erasureReport(*m_ledger, *m_keys, "E-1")).json;
        QVERIFY(text.find("undated") == std::string::npos && text.find(path("dated")) == std::string::npos);
        QCOMPARE(erasuresAfter(*m_ledger, 1), std::vector<std::string>{"E-1"});
        QVERIFY(erasuresAfter(*m_ledger, m_ledger->entries().back().number).empty());
        // Once it has expired and the erasure is verified again, that is what is said.
        m_shop->clock.advanceTo(must(parseTime("2031-06-01T00:00")));
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, {}};
        QVERIFY(QFile::remove(QString::fromStdString(path("dated"))));
        QVERIFY(must(verifyErasure(world, "E-1", {kPerson}, {}, {})).isComplete);
        const QJsonObject later = report()[QLatin1String("backups")][QLatin1String("list")][0].toObject();
        QVERIFY(later[QLatin1String("result")].toString().startsWith(QLatin1String("has expired on 2031-05-06")));
        QCOMPARE(later[QLatin1String("found")].toString(), QStringLiteral("not at its place"));
    }

    void noneIsTold() {
        erased();
        const QJsonObject backups = report()[QLatin1String("backups")].toObject();
        QVERIFY(backups[QLatin1String("result")].toString().startsWith(QLatin1String("none")));
        QVERIFY(backups[QLatin1String("list")].toArray().isEmpty());
    }

    /// T18. The controls: the same search finds them in what was made before.
    void whatIsMadeAfterAnErasureHoldsNothingOfIt() {
        const std::vector<KeyRow> theirs = must(m_keys->keysOf(must(m_keys->bindingOf({kPerson}))));
        QCOMPARE(theirs.size(), std::size_t{2});
        const std::vector<std::string> bare = bareKeys(theirs);
        (void)backedUp("before");
        QVERIFY(QFile::copy(QString::fromStdString(path("shop.vault")), QString::fromStdString(path("copy before"))));
        std::vector<std::string> needles = wrappedIn(path("shop.vault"), theirs);
        QCOMPARE(needles.size(), std::size_t{2});
        const std::vector<std::string> inBackup = wrappedIn(path("before"), theirs);
        QCOMPARE(inBackup.size(), std::size_t{2});
        needles.insert(needles.end(), inBackup.begin(), inBackup.end());
        needles.insert(needles.end(), bare.begin(), bare.end());
        for (std::string &writing : writingsOf(kTheirName))
            needles.push_back(std::move(writing));
        QCOMPARE(hits({path("copy before"), path("before")}, needles), std::size_t{2});
        {
            std::ofstream planted(path("planted"), std::ios::binary);
            planted << "x" << bare.front() << "y" << kTheirName;
        }
        QCOMPARE(hits({path("planted")}, needles), std::size_t{1});

        erased();
        (void)backedUp("after");
        closeAll();
        std::vector<std::string> copies{path("after")};
        for (const char *file : {"shop.evdb", "shop.vault", "shop.ledger"}) {
            if (!QFile::exists(QString::fromStdString(path(file)))) continue; // a store on a server
            copies.push_back(path(std::string("plain copy of ") + file));
            QVERIFY(QFile::copy(QString::fromStdString(path(file)), QString::fromStdString(copies.back())));
        }
        QCOMPARE(hits(copies, needles), std::size_t{0});

        // One from before is erased again before the first value.
        must(restored("before"));
        m_shop->reopen();
        std::size_t again = 0;
        const auto catchUp = [&](KeyVault &vault) -> Result<void> {
            ES_ASSIGN(keys, catchUpWithErasures(m_shop->store->reader(), path("shop.ledger"), vault, {}));
            again = keys;
            return {};
        };
        m_shop->vault = std::make_shared<StoreVault>(
            path("shop.vault"), m_shop->clock,
            [](const KeyVault &) -> Result<UnlockSecrets> { return password(kRestored); }, catchUp);
        QCOMPARE(readable(kTheirName), std::size_t{1});
        QCOMPARE(readable("shredded"), std::size_t{2});
        QCOMPARE(again, std::size_t{2});
    }

    /// The control of the end of it: nothing but the catching up keeps them from being read.
    void withoutCatchingUpTheyWouldBeBack() {
        (void)backedUp("before");
        erased();
        closeAll();
        must(restored("before"));
        m_shop->reopen();
        QCOMPARE(readable(kTheirName), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestVaultBackup)
#include "tst_vault_backup.moc"
