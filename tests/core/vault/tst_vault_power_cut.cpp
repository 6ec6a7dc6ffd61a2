// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/power_cut.h"
#include "tests/core/sqlite/simulated_disk.h"
#include "tests/core/vault/vault_expectation.h"
#include "tests/support/tier.h"

#include <QDir>
#include <QtTest>

#include <algorithm>
#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Kind = DiskOperation::Kind;

constexpr const char *kVault = "v.vault";

/// Where calls go that SQLite does not make; null: nobody writes them down.
SimulatedDisk *g_traced = nullptr;

std::string nameOf(const char *path) {
    const std::string whole(path);
    return whole.substr(whole.find_last_of('/') + 1);
}

template <class Function>
Function *real(const char *name) {
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// A new vault takes its place by a rename, and its folder is synced: these calls are written down, too, and done.
extern "C" {
int fsync(int file) {
    if (!g_traced) return real<int(int)>("fsync")(file);
    g_traced->operations.push_back({Kind::SyncFolder, "", 0, {}});
    return 0;
}
int rename(const char *from, const char *to) noexcept {
    if (g_traced) g_traced->operations.push_back({Kind::Rename, nameOf(from), 0, nameOf(to)});
    return real<int(const char *, const char *)>("rename")(from, to);
}
}

/// T47, with the power: it goes after any call to the disk while a vault is made, gets keys, has some destroyed, begins
/// new epochs and changes its passphrase; what was not synced is lost. What is left opens with the old or the new
/// passphrase, has every key that was given, none that was destroyed, and can be worked with.
///
/// Simulated: all that SQLite does, the renames, the syncs of the folder. Not simulated: a file that is made before
/// SQLite first writes into it (it is there with its first write), and locks.
class TestVaultPowerCut : public QObject {
    Q_OBJECT

    using Policy = PowerCut::Policy;

    /// What was promised when an act was said to be done.
    struct Promise {
        std::string secret;
        VaultExpectation keys;
    };

    FastFolder m_folder;
    SimulatedClock m_clock{timeOfUs(1'700'000'000'000'000)};
    std::vector<Promise> m_promises{{"p", {}}}; ///< before the first act, then after each
    std::vector<DiskOperation> m_operations;

    [[nodiscard]] std::string pathIn(const char *folder) {
        return m_folder.filePath(QLatin1String(folder)).toStdString() + "/" + kVault;
    }

    /// Does `act` and notes what is promised from then on.
    void promise(SimulatedDisk &disk, KeyVault &vault, const std::function<void(Promise &)> &act) {
        Promise after = m_promises.back();
        act(after);
        QCOMPARE(after.keys.faultIn(vault), std::string());
        m_promises.push_back(after);
        disk.acknowledge(static_cast<std::int64_t>(m_promises.size()) - 1);
    }
    void trace() {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("trace")));
        SimulatedDisk disk;
        g_traced = &disk;
        {
            const auto vault = newVault(pathIn("trace"), m_clock);
            const auto makeKey = [&](const std::string &subject) {
                promise(disk, *vault, [&](Promise &after) {
                    KeyVault::Lease lease(*vault);
                    (void)keyOf(lease, subject);
                    after.keys.live[subject];
                });
            };
            const auto change = [&](const std::string &secret) {
                promise(disk, *vault, [&](Promise &after) {
                    must(vault->changeSecrets(UnlockBy::Password, password(secret)));
                    after.secret = secret;
                });
            };
            const auto erase = [&](const std::string &subject) {
                promise(disk, *vault, [&](Promise &after) {
                    must(vault->fence(must(vault->bindingOf({subject})), {}, "E-" + subject));
                    must(vault->destroy("E-" + subject));
                    after.keys.live.erase(subject);
                    after.keys.erased.insert(subject);
                });
                promise(disk, *vault, [&](Promise &) { must(vault->rotate()); });
            };
            promise(disk, *vault, [](Promise &) {}); // it is made
            for (const char *subject : {"a", "b", "c"})
                makeKey(subject);
            change("q");
            erase("b");
            makeKey("d");
            change("r");
            erase("a");
        }
        g_traced = nullptr;
        m_operations = std::move(disk.operations);
    }

    /// Empty: it holds what was promised, and goes on.
    std::string check(const PowerCut &cut, Policy policy, std::mt19937_64 &random) {
        QDir folder(m_folder.filePath(QStringLiteral("cut")));
        if (!folder.removeRecursively() || !folder.mkpath(folder.path())) return "cannot write the image";
        for (const auto &[name, content] : cut.image(policy, random))
            std::ofstream(folder.filePath(QString::fromStdString(name)).toStdString(), std::ios::binary) << content;
        const auto done = static_cast<std::size_t>(cut.acknowledged());
        const Promise &old = m_promises[done], &next = m_promises[std::min(done + 1, m_promises.size() - 1)];
        if (!std::filesystem::exists(pathIn("cut"))) return done == 0 ? "" : "the vault is gone";
        auto opened = KeyVault::open(pathIn("cut"), m_clock);
        if (!opened) return "cannot be opened: " + describe(opened.error());
        KeyVault &vault = **opened;
        if (!vault.unlock(password(old.secret)) && !vault.unlock(password(next.secret)))
            return "neither the old nor the new passphrase opens it";
        VaultExpectation expected = old.keys;
        std::ranges::copy(next.keys.erased, std::inserter(expected.inDoubt, expected.inDoubt.end()));
        if (const std::string fault = expected.faultIn(vault); !fault.empty()) return fault;
        return faultOfUse(vault, expected);
    }
    static std::string faultOfUse(KeyVault &vault, VaultExpectation &expected) {
        {
            KeyVault::Lease lease(vault);
            (void)keyOf(lease, "new");
        }
        if (const auto rotated = vault.rotate(); !rotated) return describe(rotated.error());
        expected.live["new"];
        return expected.faultIn(vault);
    }

  private Q_SLOTS:
    void initTestCase() {
        trace();
        QCOMPARE(m_promises.size(), std::size_t{12});
    }

    void everyCutLeavesAVault() {
        QVERIFY2(m_operations.size() > 100, qPrintable(QString::number(m_operations.size())));
        // What is cut while it is made is tried always: it is short, and there is nothing to fall back to.
        const auto isMaking = [](const PowerCut &cut) { return cut.acknowledged() == 0; };
        const std::string fault = cutEverywhere(
            {}, m_operations, 150,
            [this](const PowerCut &now, Policy policy, std::mt19937_64 &random) { return check(now, policy, random); },
            isMaking);
        QVERIFY2(fault.empty(), fault.c_str());
    }

    /// The controls: a vault that, once it is made, does not wait for the disk, or not for its folder, loses what it
    /// promised.
    void withoutSyncItIsFound_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("files") << static_cast<int>(Kind::Sync);
        QTest::newRow("folder") << static_cast<int>(Kind::SyncFolder);
    }
    void withoutSyncItIsFound() {
        QFETCH(const int, kind);
        auto random = seededRandom();
        auto operations = m_operations;
        const auto isMade = std::ranges::find(operations, Kind::Acknowledge, &DiskOperation::kind);
        const auto isOfKind = [&](const DiskOperation &each) { return static_cast<int>(each.kind) == kind; };
        operations.erase(std::remove_if(isMade, operations.end(), isOfKind), operations.end());
        QVERIFY(operations.size() < m_operations.size());
        PowerCut cut;
        std::string fault;
        for (std::size_t i = 0; i < operations.size() && fault.empty(); ++i) {
            cut.apply(operations[i]);
            if (operations[i].kind == Kind::Acknowledge) fault = check(cut, Policy::LoseUnsynced, random);
        }
        QVERIFY2(!fault.empty(), "nothing was lost");
        qInfo("%s", fault.c_str());
    }
};

QTEST_GUILESS_MAIN(TestVaultPowerCut)
#include "tst_vault_power_cut.moc"
