// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/db/sqlite/sqlite_connection.h"
#include "core/privacy/backup_register.h"
#include "core/privacy/erasure_plan.h"
#include "core/privacy/erasure_report.h"
#include "core/privacy/restored_vault.h"
#include "core/vault/escrow_key.h"

#include "tests/core/privacy/erase_person.h"
#include "tests/core/privacy/ledger_shop.h"

#include <algorithm>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr const char *kPassphrase = "of the escrow key", *kRestored = "of the restored vault";

Secret secret(const std::string &text) { return Secret(std::string(text)); }

} // namespace

/// 5.7: a backup that is sealed to an offline key.
class TestEscrowBackup : public QObject, LedgerShop {
    Q_OBJECT

    std::string m_storeId;
    EscrowKeyFiles m_pair = must(makeEscrowKey(secret(kPassphrase), kCheap));

    [[nodiscard]] std::string path(const std::string &name) const {
        return m_shop->folder.filePath(QString::fromStdString(name)).toStdString();
    }
    RegisteredBackup backedUp(const std::string &name, bool isEscrow = true) {
        BackupRequest request;
        request.path = path(name);
        request.cost = kCheap;
        if (isEscrow) request.escrow = m_pair.recipient;
        const Secret passphrase = isEscrow ? Secret() : secret("for the backup");
        return must(makeBackup(*m_ledger, *m_keys, request, passphrase, m_shop->clock, {}));
    }
    Result<VaultBackup> restored(const std::string &backup, const EscrowKey *key, const std::string &passphrase = {}) {
        BackupRestoring restoring{
            path(backup), path("shop.vault"), m_storeId, BackupRestoring::Present::Replace, kCheap, key};
        auto says = restoreVault(restoring, secret(passphrase), secret(kRestored), m_shop->clock);
        if (says) m_shop->passphrase = kRestored;
        return says;
    }
    [[nodiscard]] EscrowKey key() const { return must(EscrowKey::open(m_pair.secret, secret(kPassphrase))); }
    [[nodiscard]] std::int64_t layoutOf(const char *name) const {
        auto file = must(SqliteConnection::open(path(name), {.mode = SqliteMode::ReadOnly}));
        return must(file.number("PRAGMA user_version"));
    }
    [[nodiscard]] bool isShown(const char *text) const {
        const auto isIn = [&](const std::string &each) { return each.find(text) != std::string::npos; };
        return std::ranges::any_of(m_shop->shown(), isIn);
    }
    void erase() { QVERIFY(must(erasePerson(*m_shop, *m_keys, *m_ledger, "E-1")).isComplete); }
    /// With one digit of this member of the file changed.
    [[nodiscard]] static std::string changed(std::string file, const std::string &member) {
        const auto at = file.find('"' + member + '"') + member.size() + 5;
        file[at] = file[at] == '1' ? '2' : '1';
        return file;
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        must(m_shop->append("person-p1", SealedShop::joined("p1", "Ada Lovelace")));
        must(m_shop->append("person-p2", SealedShop::joined("p2", "Grace Hopper")));
        m_storeId = m_shop->store->reader().info().identity.id;
        openLedger();
    }
    void cleanup() {
        closeLedger();
        m_shop.reset();
    }

    void aPairIsTwoFilesAndOnePassphrase() {
        const EscrowKey opened = key();
        QVERIFY(opened.recipient() == m_pair.recipient);
        QVERIFY(must(escrowRecipientOf(m_pair.open)) == m_pair.recipient);
        QVERIFY(must(makeEscrowKey(secret(kPassphrase), kCheap)).recipient != m_pair.recipient);
        QCOMPARE(makeEscrowKey(secret("short"), kCheap).error().kind, ErrorKind::Refused);
        // What one half is for the other is not.
        QCOMPARE(escrowRecipientOf(m_pair.secret).error().kind, ErrorKind::Invalid);
        QCOMPARE(EscrowKey::open(m_pair.open, secret(kPassphrase)).error().kind, ErrorKind::Invalid);
        for (const char *none : {"", "{}", "no key", "[1]"}) {
            QCOMPARE(escrowRecipientOf(none).error().kind, ErrorKind::Invalid);
            QCOMPARE(EscrowKey::open(none, secret(kPassphrase)).error().kind, ErrorKind::Invalid);
        }
    }

    void aWrongPassphraseIsToldFromADamagedFile() {
        for (const char *wrong : {"", "of another key"})
            QCOMPARE(EscrowKey::open(m_pair.secret, secret(wrong)).error().kind, ErrorKind::Refused);
        for (const char *member : {"public", "salt", "check", "nonce", "key", "hash"})
            QCOMPARE(EscrowKey::open(changed(m_pair.secret, member), secret(kPassphrase)).error().kind,
                     ErrorKind::Corrupt);
        for (const char *member : {"public", "hash"})
            QCOMPARE(escrowRecipientOf(changed(m_pair.open, member)).error().kind, ErrorKind::Corrupt);
        QCOMPARE(EscrowKey::open(m_pair.secret.substr(0, 100), secret(kPassphrase)).error().kind, ErrorKind::Corrupt);
        std::string newer = m_pair.open;
        newer.replace(newer.find(":1,"), 3, ":7,");
        const Error refused = escrowRecipientOf(newer).error();
        QCOMPARE(refused.kind, ErrorKind::Unsupported);
        QVERIFY(refused.message.find("form 7") != std::string::npos &&
                refused.message.find("form 1") != std::string::npos);
    }

    /// Somebody who can make a hash, but does not know the passphrase.
    void aSecretHalfIsOfNoOtherPublicOne() {
        const std::string other = toHex(must(makeEscrowKey(secret(kPassphrase), kCheap)).recipient);
        const Json whole = must(Json::parse(m_pair.secret));
        const auto fileWith = [&whole](const std::string &recipient) {
            std::vector<Json::Member> members;
            for (const auto &[key, value] : whole.children())
                if (key != "hash")
                    members.push_back({std::string(key), key == "public" ? Json::string(recipient) : value});
            members.push_back({"hash", Json::string(toHex(hashOf(print(Json::object(members))).bytes))});
            return print(Json::object(members)) + '\n';
        };
        QCOMPARE(fileWith(toHex(m_pair.recipient)), m_pair.secret); // the control
        QCOMPARE(EscrowKey::open(fileWith(other), secret(kPassphrase)).error().kind, ErrorKind::Refused);
    }

    void itIsMadeAndRestored() {
        const RegisteredBackup made = backedUp("escrow");
        QVERIFY(made.escrow == m_pair.recipient);
        QVERIFY(escrowOf(path("escrow")) == m_pair.recipient);
        closeAll();
        QVERIFY(QFile::remove(QString::fromStdString(path("shop.vault"))));
        const EscrowKey opens = key();
        must(restored("escrow", &opens));
        QVERIFY(!escrowOf(path("shop.vault")));
        reopen(); // with a passphrase of its own
        QVERIFY(isShown("Ada Lovelace") && isShown("Grace Hopper"));
        QCOMPARE(m_keys->unlockBy(), UnlockBy::Password);
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{1});
        QVERIFY(QDir(m_shop->folder.path()).entryList({QStringLiteral("*.restoring*")}).isEmpty());
    }

    /// Each for itself: the wrong key, a passphrase instead of a key, a key instead of a passphrase, a damaged file.
    void whatDoesNotOpenItIsToldApart() {
        (void)backedUp("escrow");
        (void)backedUp("plain", false);
        QVERIFY(!escrowOf(path("plain")) && !escrowOf(path("none")));
        closeAll();
        const std::string vault = must(readFile(path("shop.vault"), std::size_t{1} << 24));
        const EscrowKeyFiles otherPair = must(makeEscrowKey(secret(kPassphrase), kCheap));
        const EscrowKey other = must(EscrowKey::open(otherPair.secret, secret(kPassphrase))), right = key();
        std::set<std::string> messages;
        const auto told = [&](const std::string &backup, const EscrowKey *with, const char *passphrase) {
            const auto outcome = restored(backup, with, passphrase);
            if (outcome) return ErrorKind::Internal; // it opened
            messages.insert(outcome.error().message);
            return outcome.error().kind;
        };
        QCOMPARE(told("escrow", &other, ""), ErrorKind::Refused);
        QCOMPARE(told("escrow", nullptr, "for the backup"), ErrorKind::Refused);
        QCOMPARE(told("plain", &right, ""), ErrorKind::Refused);
        QCOMPARE(told("plain", &right, "for the backup"), ErrorKind::Refused);
        QCOMPARE(told("plain", nullptr, "a wrong passphrase"), ErrorKind::Refused);
        QVERIFY(QFile::copy(QString::fromStdString(path("escrow")), QString::fromStdString(path("damaged"))));
        {
            auto file = must(SqliteConnection::open(path("damaged"), {.mode = SqliteMode::ReadWrite}));
            must(file.run("UPDATE escrow SET sealed = zeroblob(80)"));
        }
        QCOMPARE(told("damaged", &right, ""), ErrorKind::Corrupt);
        {
            auto file = must(SqliteConnection::open(path("damaged"), {.mode = SqliteMode::ReadWrite}));
            must(file.run("DROP TABLE escrow"));
        }
        QCOMPARE(told("damaged", &right, ""), ErrorKind::Corrupt);
        QCOMPARE(messages.size(), std::size_t{5});
        const auto hint = restored("escrow", nullptr, "for the backup").error().hint;
        QVERIFY2(hint.find("--escrow-key") != std::string::npos, hint.c_str());
        QVERIFY(must(readFile(path("shop.vault"), std::size_t{1} << 24)) == vault); // as it was
        must(restored("escrow", &right));                                           // the control
        must(restored("plain", nullptr, "for the backup"));
    }

    /// Somebody who can make a hash, but has no key: what is sealed is changed, or is of another backup.
    void whatIsSealedCannotBeExchanged() {
        const EscrowKey right = key();
        const auto arena = KeyArena::make(2);
        SecretKey some = arena->newRandomKey(), opened = arena->newKey();
        const KeyAccess access(arena);
        const EscrowSeal seal = must(sealToEscrow(m_pair.recipient, some.bytes()));
        QVERIFY(right.unseal(seal, opened.bytes()));
        QVERIFY(std::ranges::equal(opened.bytes(), some.bytes()));
        for (std::size_t i = 0; i < seal.bytes.size(); ++i) {
            EscrowSeal broken = seal;
            broken.bytes[i] ^= std::byte{1};
            QVERIFY(!right.unseal(broken, opened.bytes()));
            QVERIFY(std::ranges::all_of(opened.bytes(), [](std::byte each) { return each == std::byte{0}; }));
        }
        EscrowSeal named = seal;
        named.recipient = must(makeEscrowKey(secret(kPassphrase), kCheap)).recipient;
        QVERIFY(!right.unseal(named, opened.bytes())); // it says that it is for somebody else
        QCOMPARE(sealToEscrow(EscrowRecipient(), some.bytes()).error().kind, ErrorKind::Invalid);
    }

    /// Programs from before say that it is newer.
    void olderProgramsAreTold() {
        (void)backedUp("escrow");
        (void)backedUp("plain", false);
        QCOMPARE(layoutOf("escrow"), std::int64_t{3});
        QCOMPARE(layoutOf("plain"), std::int64_t{1});
        QCOMPARE(layoutOf("shop.vault"), std::int64_t{1});
        // A key that is retired needs less than the seal.
        must(m_keys->retire(must(m_keys->bindingOf({"p1"})), {}));
        (void)backedUp("escrow with it");
        (void)backedUp("plain with it", false);
        QCOMPARE(layoutOf("escrow with it"), std::int64_t{3});
        QCOMPARE(layoutOf("plain with it"), std::int64_t{2});
    }

    /// 7, step 9: it falls under the plan, the report and the register like any other.
    void anErasureTellsIt() {
        (void)backedUp("escrow");
        (void)backedUp("plain", false);
        const StoreProtection protection = m_shop->protection(nullptr);
        SubjectWanted wanted;
        wanted.subject = {"p1"};
        const auto plan = must(planErasure({m_shop->store->reader(), protection}, wanted, {}, m_keys.get(),
                                           m_ledger.get(), m_shop->clock.now(), {}));
        QCOMPARE(plan.backups.size(), std::size_t{2});
        QVERIFY(plan.backups[0].made.escrow == m_pair.recipient && !plan.backups[1].made.escrow);
        erase();
        const Json report = must(Json::parse(must(erasureReport(*m_ledger, *m_keys, "E-1")).json));
        const Json list = report.member("backups").member("list");
        QCOMPARE(list.size(), std::size_t{2});
        const auto result = [&](std::size_t index) { return std::string(list.child(index).member("result").token()); };
        QVERIFY2(result(0).starts_with("escrow copy, "), result(0).c_str());
        QVERIFY2(result(1).starts_with("contains destroyed keys"), result(1).c_str());
        QCOMPARE(list.child(0).member("escrow").token(), std::string_view(toHex(m_pair.recipient)));
        QVERIFY(list.child(1).member("escrow").isNull());
        // What it holds of who was erased is destroyed again.
        closeAll();
        const EscrowKey opens = key();
        must(restored("escrow", &opens));
        reopen();
        QVERIFY(isShown("Ada Lovelace")); // the control
        QCOMPARE(must(catchUpWithErasures(m_shop->store->reader(), *m_ledger, *m_keys, {})), std::size_t{1});
        QVERIFY(!isShown("Ada Lovelace") && isShown("Grace Hopper"));
    }
};

QTEST_GUILESS_MAIN(TestEscrowBackup)
#include "tst_escrow_backup.moc"
