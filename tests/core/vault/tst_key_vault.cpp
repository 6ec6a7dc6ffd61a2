// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/key_vault.h"

#include "core/base/atomic_file.h"
#include "core/vault/key_wrapping.h"

#include "tests/core/vault/vault_keys.h"
#include "tests/support/tier.h"

#include <QtTest>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <set>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

class TestKeyVault : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SimulatedClock m_clock{timeOfUs(1'700'000'000'000'000)};

    [[nodiscard]] std::string path() const { return m_folder->filePath(QStringLiteral("s.evdb.vault")).toStdString(); }
    std::unique_ptr<KeyVault> made() {
        return must(KeyVault::create(path(), {"store-1", UnlockBy::Password, kCheap}, password("p"), m_clock));
    }
    std::unique_ptr<KeyVault> opened(const std::string &secret = "p") {
        auto vault = must(KeyVault::open(path(), m_clock));
        must(vault->unlock(password(secret)));
        return vault;
    }
    static KeyId idOf(KeyVault &vault, const std::string &subject) {
        KeyVault::Lease lease(vault);
        return keyOf(lease, subject).id;
    }
    static std::string bytesOf(KeyVault &vault, const KeyId &id) {
        KeyVault::Lease lease(vault);
        const KeyLookup found = lease.find(id);
        const auto *key = std::get_if<KeyCache::KeyPtr>(&found);
        return key ? std::string(reinterpret_cast<const char *>((*key)->bytes().data()), kKeyBytes) : std::string();
    }
    template <class State>
    static bool is(KeyVault &vault, const KeyId &id) {
        KeyVault::Lease lease(vault);
        return std::holds_alternative<State>(lease.find(id));
    }
    static std::string bytesOfFile(const std::string &path) { return must(readFile(path, std::size_t{1} << 24)); }
    void write(const std::string &bytes) const {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
    }
    static void erase(KeyVault &vault, const std::string &subject, const std::string &erasure) {
        must(vault.fence(must(vault.bindingOf({subject})), {}, erasure));
        must(vault.destroy(erasure));
        must(vault.rotate());
    }
    /// See whatIsPutBackBeforeTheNextEpochIsGoneInIt().
    void putBack(const VaultFile::Row &before, const std::string &key, const KeyId &other, int how) const {
        const VaultKeys keys = keysOfFile(path(), "p");
        {
            auto file = must(VaultFile::open(path()));
            KeyRow row = before.key;
            if (how >= 2) row.key = other;
            must(file.put(how == 0 ? before : wrappedAnew(keys, row, key)));
        }
        if (how != 2) return;
        auto connection = must(SqliteConnection::open(path(), {.mode = SqliteMode::ReadWrite}));
        auto remove = must(connection.prepare("DELETE FROM keys WHERE key_id = ?1"));
        must(remove.bindBlob(1, before.key.key.bytes).run());
    }

  private Q_SLOTS:
    void init() { QVERIFY((m_folder = std::make_unique<QTemporaryDir>())->isValid()); }

    void keysAreThereAgain() {
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada"), bob = idOf(*vault, "bob");
        QVERIFY(ada != bob);
        QVERIFY(idOf(*vault, "ada") == ada);
        const std::string key = bytesOf(*vault, ada);
        QCOMPARE(key.size(), kKeyBytes);
        vault.reset();
        vault = opened();
        QVERIFY(idOf(*vault, "ada") == ada);
        QVERIFY(bytesOf(*vault, ada) == key);
        QVERIFY(is<KeyUnknown>(*vault, KeyId{}));
        QCOMPARE(must(vault->allKeys()).size(), std::size_t{2});
    }

    void nothingOfAKeyOrASubjectStandsInTheFile() {
        auto vault = made();
        const std::string key = bytesOf(*vault, idOf(*vault, "subject-ada"));
        vault.reset();
        const std::string file = bytesOfFile(path());
        QVERIFY(file.find(key) == std::string::npos);
        QVERIFY(file.find("subject-ada") == std::string::npos);
        QVERIFY2(file.find("store-1") != std::string::npos, "the search would find it");
        QCOMPARE(static_cast<unsigned>(std::filesystem::status(path()).permissions()), 0600u);
    }

    void textsAreSealedForWhoHasTheVault() {
        auto vault = made();
        for (const std::string &text :
             {std::string(), std::string("/home/ada/Ada.zip"), std::string(500, '\x01'), std::string("with\0NUL", 8)}) {
            const std::string sealed = must(vault->sealText("paths", text));
            QVERIFY(sealed.find("Ada") == std::string::npos);
            QVERIFY(sealed != must(vault->sealText("paths", text))); // another one each time
            QCOMPARE(must(vault->openText("paths", sealed)), text);
            QCOMPARE(vault->openText("others", sealed).error().kind, ErrorKind::Corrupt);
            std::string changed = sealed;
            changed[40] = changed[40] == 'A' ? 'B' : 'A';
            QCOMPARE(vault->openText("paths", changed).error().kind, ErrorKind::Corrupt);
        }
        QCOMPARE(must(vault->sealText("p", "a")).size(), must(vault->sealText("p", std::string(60, 'a'))).size());
        const std::string sealed = must(vault->sealText("paths", "kept"));
        must(vault->fence(must(vault->bindingOf({"ada"})), {}, "E-1"));
        must(vault->destroy("E-1"));
        must(vault->rotate());
        QCOMPARE(must(vault->openText("paths", sealed)), std::string("kept"));
        for (const char *none : {"", "x", "AAAA", "not base64!"})
            QCOMPARE(vault->openText("paths", none).error().kind, ErrorKind::Corrupt);
        vault->lock();
        QCOMPARE(vault->openText("paths", sealed).error().kind, ErrorKind::Refused);
        QCOMPARE(vault->sealText("paths", "x").error().kind, ErrorKind::Refused);
    }

    /// Nobody reads the keys in this process's memory, and no core dump keeps them.
    void whileItIsUnlockedTheProcessCannotBeDumped() {
        const auto isDumpable = [] { return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); };
        QCOMPARE(isDumpable(), 1); // the control
        auto vault = made();
        QCOMPARE(isDumpable(), 0);
        vault->lock();
        QCOMPARE(isDumpable(), 1);
        QVERIFY(!vault->unlock(password("wrong")));
        QCOMPARE(isDumpable(), 1);
        must(vault->unlock(password("p")));
        const auto other = newVault(path() + "2", m_clock);
        vault.reset();
        QCOMPARE(isDumpable(), 0); // as long as there is one
        other->lock();
        QCOMPARE(isDumpable(), 1);
    }

    void aWrongPassphraseIsToldFromADamagedFile() {
        made();
        auto vault = must(KeyVault::open(path(), m_clock));
        QCOMPARE(vault->unlock(password("q")).error().kind, ErrorKind::Refused);
        QCOMPARE(vault->unlock({}).error().kind, ErrorKind::Refused);
        QVERIFY(!vault->isUnlocked());
        QVERIFY(is<VaultLocked>(*vault, KeyId{}));
        QCOMPARE(vault->bindingOf({"ada"}).error().kind, ErrorKind::Refused);
        QVERIFY(vault->unlock(password("p")));
        vault->lock();
        QVERIFY(is<VaultLocked>(*vault, KeyId{}));
    }

    void oneProgramAtATime() {
        const auto vault = made();
        const auto second = KeyVault::open(path(), m_clock);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Refused);
        QVERIFY2(second.error().message.find("tst_key_vault") != std::string::npos, second.error().message.c_str());
        QCOMPARE(KeyVault::create(path(), {"x", UnlockBy::Password, kCheap}, password("p"), m_clock).error().kind,
                 ErrorKind::Refused);
    }

    /// Such as on a full disk: half a vault would stand in the way of the next one.
    void whatCannotBeMadeLeavesNothing() {
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const auto usual = ::signal(SIGXFSZ, SIG_IGN);
        for (const rlim_t bytes : {0, 1000, 5000, 9000}) {
            const rlimit small{bytes, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
            const auto failed = KeyVault::create(path(), {"s", UnlockBy::Password, kCheap}, password("p"), m_clock);
            ::setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY(!failed);
            for (const char *end : {"", "-journal", ".next", ".next-journal"})
                QVERIFY2(!std::filesystem::exists(path() + end), end);
        }
        ::signal(SIGXFSZ, usual);
        (void)made();
    }

    void aVaultIsNeverWrittenOver() {
        made();
        const std::string before = bytesOfFile(path());
        QCOMPARE(KeyVault::create(path(), {"x", UnlockBy::Password, kCheap}, password("p"), m_clock).error().kind,
                 ErrorKind::Refused);
        QVERIFY(bytesOfFile(path()) == before);
        QCOMPARE(KeyVault::open(path() + "x", m_clock).error().kind, ErrorKind::NotFound);
    }

    void anErasedSubjectStaysErased() {
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada"), bob = idOf(*vault, "bob");
        const std::string adasKey = bytesOf(*vault, ada), bobsKey = bytesOf(*vault, bob);
        const SubjectBinding binding = must(vault->bindingOf({"ada"}));

        QCOMPARE(must(vault->fence(binding, {}, "e1")).size(), std::size_t{1});
        QVERIFY(is<KeyFenced>(*vault, ada));
        QCOMPARE(must(vault->destroy("e1")), std::size_t{1});
        QVERIFY(is<KeyDestroyed>(*vault, ada));
        must(vault->rotate());
        QCOMPARE(vault->epoch(), 2u);
        // Each again: nothing changes but the epoch.
        QCOMPARE(must(vault->fence(binding, {}, "e1")).size(), std::size_t{1});
        QCOMPARE(must(vault->destroy("e1")), std::size_t{1});
        must(vault->rotate());

        vault.reset();
        vault = opened();
        QVERIFY(is<KeyDestroyed>(*vault, ada));
        QVERIFY(bytesOf(*vault, bob) == bobsKey);
        {
            KeyVault::Lease lease(*vault);
            const SubjectId subject{"ada"};
            const auto refused = lease.keysFor(std::span(&subject, 1), {});
            QCOMPARE(refused.error().kind, ErrorKind::Refused);
            const auto forAPurpose = lease.keysFor(std::span(&subject, 1), "payroll");
            QCOMPARE(forAPurpose.error().kind, ErrorKind::Refused);
        }
        const KeyId again = must(vault->allowNewKey({"ada"}, {}));
        QVERIFY(again != ada);
        QVERIFY(idOf(*vault, "ada") == again);
        QVERIFY(bytesOf(*vault, again) != adasKey);
        QVERIFY2(is<KeyDestroyed>(*vault, ada), "what was erased stays so");
        QCOMPARE(vault->allowNewKey({"ada"}, {}).error().kind, ErrorKind::Refused);
    }

    void aPurposeCanOutliveTheRest() {
        auto vault = made();
        const SubjectId ada{"ada"};
        const auto key = [&](std::string_view purpose) {
            KeyVault::Lease lease(*vault);
            return must(lease.keysFor(std::span(&ada, 1), purpose)).front().id;
        };
        const KeyId payroll = key("payroll"), marketing = key("marketing");
        const std::string erased = "marketing";
        must(vault->fence(must(vault->bindingOf(ada)), std::span(&erased, 1), "e1"));
        must(vault->destroy("e1"));
        QVERIFY(is<KeyDestroyed>(*vault, marketing));
        QVERIFY(!bytesOf(*vault, payroll).empty());
        QVERIFY(key("payroll") == payroll);
        KeyVault::Lease lease(*vault);
        QCOMPARE(lease.keysFor(std::span(&ada, 1), "marketing").error().kind, ErrorKind::Refused);
    }

    /// Who was erased for the one purpose there was is not erased for others.
    void onePurposeClosesNoOther() {
        auto vault = made();
        const SubjectBinding ada = must(vault->bindingOf({"ada"}));
        {
            KeyVault::Lease lease(*vault);
            must(lease.keysFor(std::vector<SubjectId>{{"ada"}}, "login"));
        }
        must(vault->fence(ada, std::vector<std::string>{"login"}, "E-1"));
        must(vault->destroy("E-1"));
        QVERIFY(must(vault->isErased(ada, "login")));
        QVERIFY(!must(vault->isErased(ada, "delivery")));
        {
            KeyVault::Lease lease(*vault);
            QCOMPARE(must(lease.keysFor(std::vector<SubjectId>{{"ada"}}, "delivery")).size(), std::size_t{1});
            QVERIFY(!lease.keysFor(std::vector<SubjectId>{{"ada"}}, "login"));
        }
        must(vault->fence(ada, {}, "E-2"));
        must(vault->destroy("E-2"));
        for (const char *purpose : {"login", "delivery", "news", ""})
            QVERIFY(must(vault->isErased(ada, purpose)));
    }

    /// A copy from before the person was known, and their erasure since.
    void aKeyThatTheCopyNeverHadIsDestroyedToo() {
        auto vault = made();
        const KeyId key = randomly<KeyId>();
        const SubjectBinding ada = must(vault->bindingOf({"ada"}));
        QVERIFY(is<KeyUnknown>(*vault, key));
        const Time then = m_clock.now() - std::chrono::hours(100);
        QCOMPARE(must(vault->destroyAgain(std::vector{key}, ada, {}, "E-1", then)), std::size_t{1});
        QVERIFY(is<KeyDestroyed>(*vault, key));
        QCOMPARE(must(vault->destroyAgain(std::vector{key}, ada, {}, "E-1", m_clock.now())), std::size_t{0});
        QVERIFY2(must(vault->keysOf(ada)).front().destroyedAt == then, "not when the copy was put in its place");
        QVERIFY(must(vault->isErased(ada, "")));
        must(vault->rotate());
        QVERIFY(is<KeyDestroyed>(*vault, key));
    }

    void anOldCopyOpensNothingThatWasErased_data() {
        QTest::addColumn<bool>("withDevice");
        QTest::newRow("passphrase and keyring") << true;
        QTest::newRow("control: a passphrase alone") << false;
    }
    void anOldCopyOpensNothingThatWasErased() {
        QFETCH(bool, withDevice);
        MemorySecrets device;
        const UnlockBy by = withDevice ? UnlockBy::Both : UnlockBy::Password;
        auto vault = must(KeyVault::create(path(), {"s", by, kCheap}, password("p", &device), m_clock));
        const KeyId ada = idOf(*vault, "ada");
        const std::string copy = path() + ".copy";
        vault.reset();
        std::filesystem::copy_file(path(), copy);
        vault = must(KeyVault::open(path(), m_clock));
        must(vault->unlock(password("p", &device)));
        erase(*vault, "ada", "e1");
        QCOMPARE(device.size(), std::size_t{withDevice ? 1u : 0u});
        vault.reset();
        const auto old = must(KeyVault::open(copy, m_clock));
        const auto unlocked = old->unlock(password("p", &device));
        if (withDevice) {
            QCOMPARE(unlocked.error().kind, ErrorKind::NotFound);
        } else {
            QVERIFY(unlocked);
            QVERIFY2(!bytesOf(*old, ada).empty(), "why reports must name old copies");
        }
    }

    void nothingOfADestroyedKeyIsLeft() {
        auto vault = made();
        std::vector<std::string> wrapped;
        for (int i = 0; i < 200; ++i)
            (void)idOf(*vault, "subject-" + std::to_string(i));
        const auto wrappedIn = [](const std::string &file, const KeyRow &row) {
            return file.find(std::string(reinterpret_cast<const char *>(row.wrapped->bytes.data()),
                                         row.wrapped->bytes.size())) != std::string::npos;
        };
        std::vector<KeyRow> before;
        for (int i = 0; i < 20; ++i)
            before.push_back(
                must(vault->keysOf(must(vault->bindingOf({"subject-" + std::to_string(i * 10)})))).front());
        const std::string full = bytesOfFile(path());
        for (const KeyRow &row : before)
            QVERIFY2(wrappedIn(full, row), "control: the search finds it while it is there");
        for (int i = 0; i < 20; ++i)
            must(vault->fence(must(vault->bindingOf({"subject-" + std::to_string(i * 10)})), {}, "e1"));
        QCOMPARE(must(vault->destroy("e1")), std::size_t{20});
        must(vault->rotate());
        for (const auto &entry : std::filesystem::directory_iterator(m_folder->path().toStdString())) {
            const std::string file = bytesOfFile(entry.path().string());
            for (const KeyRow &row : before)
                QVERIFY2(!wrappedIn(file, row), entry.path().c_str());
        }
    }

    void aRowThatSomebodyElseChangedGivesNoKey_data() {
        QTest::addColumn<int>("state");
        QTest::newRow("free again") << 1;
        QTest::newRow("retired, which opens") << 2;
        QTest::newRow("as if destroyed") << 4; // while its key is still there: no row of ours
    }
    /// Nor does it keep anybody else's erasure from its end.
    void aRowThatSomebodyElseChangedGivesNoKey() {
        QFETCH(const int, state);
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada"), bob = idOf(*vault, "bob"), eve = idOf(*vault, "eve");
        const std::string evesKey = bytesOf(*vault, eve);
        const SubjectBinding binding = must(vault->bindingOf({"ada"}));
        must(vault->fence(binding, {}, "e1"));
        vault.reset();
        const auto rowInFile = [&] { return *must(must(VaultFile::openToLook(path())).find(ada)); };
        {
            auto file = must(VaultFile::open(path()));
            auto row = *must(file.find(ada));
            row.key.state = static_cast<KeyState>(state);
            row.key.erasure.clear();
            must(file.put(row));
        }
        const VaultFile::Row changed = rowInFile();
        vault = opened();
        const auto isRefused = [&] {
            return is<KeyDamaged>(*vault, ada) && must(vault->keysOf(binding)).empty() &&
                   must(vault->damagedKeys()).size() == 1 && must(vault->damagedKeys()).front().key == ada &&
                   vault->isErased(binding, {}).error().kind == ErrorKind::Corrupt;
        };
        QVERIFY(isRefused());
        erase(*vault, "bob", "e2");
        QVERIFY(is<KeyDestroyed>(*vault, bob));
        QVERIFY(isRefused());
        QVERIFY(bytesOf(*vault, eve) == evesKey);
        QVERIFY(rowInFile().key == changed.key && rowInFile().tag == changed.tag);
        // Who knows that it is gone says so.
        must(vault->destroyAgain(std::span(&ada, 1), binding, {}, "e1", m_clock.now()));
        QVERIFY(is<KeyDestroyed>(*vault, ada));
    }

    /// A row that is tagged as the vault does it, and holds no key of its: whoever it is of is told, nobody else waits.
    void aRowWithoutAKeyHoldsUpNobody_data() {
        QTest::addColumn<bool>("isFenced");
        QTest::newRow("active") << false;
        QTest::newRow("fenced") << true;
    }
    void aRowWithoutAKeyHoldsUpNobody() {
        QFETCH(const bool, isFenced);
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada"), bob = idOf(*vault, "bob"), eve = idOf(*vault, "eve");
        const std::string evesKey = bytesOf(*vault, eve);
        const SubjectBinding binding = must(vault->bindingOf({"ada"}));
        if (isFenced) must(vault->fence(binding, {}, "e1"));
        vault.reset();
        const VaultKeys keys = keysOfFile(path(), "p");
        {
            auto file = must(VaultFile::open(path()));
            KeyRow row = must(file.find(ada))->key;
            row.wrapped->bytes[7] ^= std::byte{1};
            must(file.put(tagged(keys, row)));
        }
        vault = opened();
        const auto isDamaged = [&] {
            const auto rows = must(vault->damagedKeys());
            return rows.size() == 1 && rows.front().key == ada && is<KeyDamaged>(*vault, ada) &&
                   must(vault->keysOf(binding)).empty();
        };
        QVERIFY(isDamaged());
        erase(*vault, "bob", "e2");
        QVERIFY(is<KeyDestroyed>(*vault, bob));
        QVERIFY(isDamaged());
        must(vault->changeSecrets(UnlockBy::Password, password("q")));
        must(vault->copyTo(path() + ".backup", {password("b"), kCheap, {}}, BackupNote{m_clock.now(), {}}));
        vault.reset();
        const auto backup = must(KeyVault::openBackup(path() + ".backup", m_clock));
        must(backup->unlock(password("b")));
        QVERIFY(is<KeyDamaged>(*backup, ada) && bytesOf(*backup, eve) == evesKey);
        vault = opened("q");
        QVERIFY(isDamaged());
        QVERIFY(bytesOf(*vault, eve) == evesKey);
        // Nor is it passed as destroyed when the person is erased themselves.
        erase(*vault, "ada", "e1");
        QVERIFY(is<KeyDamaged>(*vault, ada));
        QCOMPARE(must(vault->damagedKeys()).size(), std::size_t{1});
    }

    /// While the file waits for its next epoch somebody puts the row back that was destroyed.
    void whatIsPutBackBeforeTheNextEpochIsGoneInIt_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("the row as it was") << 0;
        QTest::newRow("the key wrapped anew") << 1;
        QTest::newRow("the key under another id, and the row taken away") << 2;
        QTest::newRow("the key under another id, too") << 3;
    }
    void whatIsPutBackBeforeTheNextEpochIsGoneInIt() {
        QFETCH(const int, how);
        for (const bool isDestroyed : {false, true}) {
            init();
            auto vault = made();
            const KeyId ada = idOf(*vault, "ada"), bob = idOf(*vault, "bob"), other = randomly<KeyId>();
            const std::string key = bytesOf(*vault, ada), bobsKey = bytesOf(*vault, bob);
            const SubjectBinding binding = must(vault->bindingOf({"ada"}));
            const VaultFile::Row before = *must(must(VaultFile::openToLook(path())).find(ada));
            if (isDestroyed) must(vault->fence(binding, {}, "e1"));
            if (isDestroyed) QCOMPARE(must(vault->destroy("e1")), std::size_t{1});
            putBack(before, key, other, how);
            QCOMPARE(bytesOf(*vault, ada).empty() && bytesOf(*vault, other).empty(), isDestroyed);
            must(vault->rotate());
            vault.reset();
            vault = opened();
            if (!isDestroyed) { // the control: it is what the vault would have written
                QVERIFY(bytesOf(*vault, how < 2 ? ada : other) == key);
                continue;
            }
            QVERIFY(is<KeyDestroyed>(*vault, ada));
            QVERIFY(bytesOf(*vault, other).empty());
            QCOMPARE(must(vault->damagedKeys()).size(), std::size_t{how < 2 ? 0u : 1u});
            QVERIFY(bytesOf(*vault, bob) == bobsKey);
        }
    }

    void anotherPassphrase() {
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada");
        const std::string key = bytesOf(*vault, ada);
        const SubjectBinding binding = must(vault->bindingOf({"ada"}));
        QCOMPARE(vault->changeSecrets(UnlockBy::Password, {}).error().kind, ErrorKind::Refused);
        must(vault->changeSecrets(UnlockBy::Password, password("new")));
        QVERIFY(bytesOf(*vault, ada) == key);
        MemorySecrets device;
        must(vault->changeSecrets(UnlockBy::Both, password("newer", &device)));
        QCOMPARE(device.size(), std::size_t{1});
        vault.reset();
        vault = must(KeyVault::open(path(), m_clock));
        QVERIFY(!vault->unlock(password("new", &device)));
        must(vault->unlock(password("newer", &device)));
        QVERIFY(bytesOf(*vault, ada) == key);
        QVERIFY2(must(vault->bindingOf({"ada"})) == binding, "bindings last as long as the vault");
        must(vault->changeSecrets(UnlockBy::Password, password("last")));
        QCOMPARE(device.size(), std::size_t{0});
    }

    void bindingsAreOfOneVault() {
        auto vault = made();
        const SubjectBinding binding = must(vault->bindingOf({"ada"}));
        const auto other =
            must(KeyVault::create(path() + "2", {"s", UnlockBy::Password, kCheap}, password("p"), m_clock));
        QVERIFY(must(other->bindingOf({"ada"})) != binding);
        QVERIFY(must(other->authenticate("ledger", "x")) != must(vault->authenticate("ledger", "x")));
        QVERIFY(must(vault->authenticate("ledger", "x")) != must(vault->authenticate("report", "x")));
    }

    /// Every bit of the file: what is wrong is found, or it makes no difference.
    void flippedBits() {
        auto vault = made();
        const KeyId ada = idOf(*vault, "ada"), gone = idOf(*vault, "gone");
        const std::string key = bytesOf(*vault, ada);
        erase(*vault, "gone", "e1");
        vault.reset();
        const std::string whole = bytesOfFile(path());
        auto random = seededRandom();
        int found = 0;
        const int flips = rounds("EVENTSCOPE_FLIPS", 400, 10'000);
        for (int i = 0; i < flips; ++i) {
            std::string changed = whole;
            const std::size_t bit = random() % (whole.size() * 8);
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            write(changed);
            auto again = KeyVault::open(path(), m_clock);
            if (!again || !(*again)->unlock(password("p"))) {
                ++found;
                continue;
            }
            QVERIFY2(bytesOf(**again, gone).empty(), "an erased key came back");
            const std::string now = bytesOf(**again, ada);
            if (now.empty()) ++found;
            QVERIFY2(now.empty() || now == key, "a wrong key was given");
        }
        QVERIFY2(found > 0, "the flips did something");
    }

    /// A key out of its order, in the table or in an index, hides others: those would count as unknown, and an erasure
    /// would pass them by.
    void whatIsOutOfOrderIsFound() {
        auto vault = made();
        std::vector<std::string> needles;
        for (int i = 0; i < 6; ++i) {
            const SubjectId subject{"subject-" + std::to_string(i)};
            (void)idOf(*vault, subject.value);
            needles.emplace_back(textOf(must(vault->bindingOf(subject)).bytes));
        }
        for (const KeyRow &row : must(vault->allKeys()))
            needles.emplace_back(textOf(row.key.bytes));
        vault.reset();
        const std::string whole = bytesOfFile(path());
        const auto openedAs = [&](const std::string &bytes) {
            write(bytes);
            return KeyVault::open(path(), m_clock);
        };
        int flips = 0;
        for (const std::string &needle : needles) {
            for (auto at = whole.find(needle); at != std::string::npos; at = whole.find(needle, at + 1), ++flips) {
                std::string changed = whole;
                changed[at] = static_cast<char>(changed[at] ^ 0x80);
                const auto outcome = openedAs(changed);
                QVERIFY2(!outcome, std::to_string(at).c_str());
                QCOMPARE(outcome.error().kind, ErrorKind::Corrupt);
            }
        }
        QCOMPARE(flips, 4 * 6); // key and person, in the table and in the index of persons
        QVERIFY(openedAs(whole));
    }

    /// While keys are used by many threads, a fence comes down: what it fenced is used by nobody behind it.
    void fenceAmongUsers() {
        auto vault = made();
        const int rounds = testing::rounds("EVENTSCOPE_FENCES", 30, 10'000);
        for (int round = 0; round < rounds; ++round) {
            const std::string subject = "s" + std::to_string(round);
            const KeyId key = idOf(*vault, subject);
            std::atomic<bool> isFenced = false, wasUsed = false, isOver = false;
            std::vector<std::jthread> users;
            for (int i = 0; i < 4; ++i)
                users.emplace_back([&] {
                    while (!isOver) {
                        const bool before = isFenced;
                        KeyVault::Lease lease(*vault);
                        if (before && std::holds_alternative<KeyCache::KeyPtr>(lease.find(key))) wasUsed = true;
                    }
                });
            must(vault->fence(must(vault->bindingOf({subject})), {}, subject));
            isFenced = true;
            for (int i = 0; i < 50; ++i)
                std::this_thread::yield();
            isOver = true;
            users.clear();
            QVERIFY(!wasUsed);
            QVERIFY(is<KeyFenced>(*vault, key));
        }
    }

    /// T46: no key that was ever made, and no name of one, is there a second time.
    void noTwoKeysAreTheSame() {
        auto vault = made();
        must(vault->setSynced(false)); // hundreds of thousands
        const int count = rounds("EVENTSCOPE_KEYS", 3'000, 300'000);
        std::set<KeyId> ids;
        std::set<Hash> keys;
        std::set<Nonce> nonces;
        std::vector<SubjectId> subjects;
        const auto take = [&] {
            KeyVault::Lease lease(*vault);
            for (const SubjectKey &made : must(lease.keysFor(subjects, {}))) {
                ids.insert(made.id);
                keys.insert(fingerprintOf(*made.key));
            }
        };
        for (int number = 0; number < count; number += 200) {
            subjects.clear();
            for (int i = number; i < std::min(count, number + 200); ++i)
                subjects.push_back({"s" + std::to_string(i)});
            take();
        }
        take(); // the control: what is there a second time counts once
        QCOMPARE(ids.size(), static_cast<std::size_t>(count));
        QCOMPARE(keys.size(), static_cast<std::size_t>(count));
        // Nor are two wrapped under one nonce, also when all are wrapped anew.
        for (const std::size_t epochs : {1U, 2U}) {
            for (const KeyRow &row : must(vault->allKeys()))
                nonces.insert(row.wrapped->nonce);
            QCOMPARE(nonces.size(), epochs * static_cast<std::size_t>(count));
            must(vault->rotate());
        }
    }

    void moreKeysThanTheCacheHolds() {
        auto vault = made();
        std::vector<SubjectId> subjects;
        for (int i = 0; i < 3'000; ++i)
            subjects.push_back({"s" + std::to_string(i)});
        std::vector<KeyId> ids;
        for (std::size_t from = 0; from < subjects.size(); from += 200) {
            KeyVault::Lease lease(*vault);
            for (const SubjectKey &key : must(lease.keysFor(std::span(subjects).subspan(from, 200), {})))
                ids.push_back(key.id);
        }
        for (const KeyId &id : ids)
            QVERIFY(!bytesOf(*vault, id).empty());
        KeyVault::Lease lease(*vault);
        const auto tooMany = lease.keysFor(subjects, {});
        QCOMPARE(tooMany.error().kind, ErrorKind::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestKeyVault)
#include "tst_key_vault.moc"
