// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/open/open_removal.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure_report.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/power_cut.h"
#include "tests/core/sqlite/simulated_disk.h"
#include "tests/support/tier.h"

#include <QDir>

#include <dlfcn.h>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Kind = DiskOperation::Kind;

constexpr const char *kStore = "shop.evdb", *kVault = "shop.vault", *kLedger = "shop.ledger";
/// What is acknowledged: that the ledger has so many lines of the erasure.
constexpr std::int64_t kFenced = 2, kDestroyed = 3, kSnapshotsDeleted = 6, kTombstoned = 8, kComplete = 10;

/// Where calls go that SQLite does not make; null: nobody writes them down.
SimulatedDisk *g_traced = nullptr;

std::string nameOf(int file) {
    std::array<char, 4096> path{};
    const ssize_t size = ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
    const std::string whole(path.data(), size < 0 ? 0 : static_cast<std::size_t>(size));
    return whole.substr(whole.find_last_of('/') + 1);
}
std::string nameOf(const char *path) {
    const std::string whole(path);
    return whole.substr(whole.find_last_of('/') + 1);
}
bool isLedger(int file) { return g_traced && nameOf(file) == kLedger; }

template <class Function>
Function *real(const char *name) {
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// The ledger is written without SQLite, and a new vault takes the place of the old one by a rename: these calls are
// written down, too, and done.
extern "C" {
ssize_t pwrite(int file, const void *bytes, std::size_t size, off_t offset) {
    if (isLedger(file))
        g_traced->operations.push_back(
            {Kind::Write, kLedger, offset, std::string(static_cast<const char *>(bytes), size)});
    return real<ssize_t(int, const void *, std::size_t, off_t)>("pwrite")(file, bytes, size, offset);
}
int ftruncate(int file, off_t size) noexcept {
    if (isLedger(file)) g_traced->operations.push_back({Kind::Truncate, kLedger, size, {}});
    return real<int(int, off_t)>("ftruncate")(file, size);
}
int fsync(int file) {
    if (!g_traced) return real<int(int)>("fsync")(file);
    const bool isFile = isLedger(file);
    g_traced->operations.push_back({isFile ? Kind::Sync : Kind::SyncFolder, isFile ? kLedger : "", 0, {}});
    return 0;
}
int rename(const char *from, const char *to) noexcept {
    if (g_traced) g_traced->operations.push_back({Kind::Rename, nameOf(from), 0, nameOf(to)});
    return real<int(const char *, const char *)>("rename")(from, to);
}
}

namespace {

bool writeFiles(const QString &folder, const std::map<std::string, std::string> &files) {
    QDir(folder).removeRecursively();
    if (!QDir().mkpath(folder)) return false;
    for (const auto &[name, content] : files) {
        std::ofstream out((folder + QLatin1Char('/')).toStdString() + name, std::ios::binary);
        if (!out.write(content.data(), static_cast<std::streamsize>(content.size()))) return false;
    }
    return true;
}

/// A store with its vault and its ledger, as a program finds them in a folder.
struct Shop {
    std::string folder;
    std::shared_ptr<KeyVault> keys;
    std::unique_ptr<ErasureLedger> ledger;
    std::unique_ptr<WritableEventStore> store;
    StoreProtection protection;

    static Result<Shop> open(const std::string &folder, Clock &clock, const PrivacyPolicy &policy) {
        Shop shop;
        shop.folder = folder + "/";
        ES_ASSIGN(keys, KeyVault::open(shop.folder + kVault, clock));
        ES_TRY(keys->unlock(password("p")));
        shop.keys = std::move(keys);
        ES_ASSIGN(ledger, ErasureLedger::open(shop.folder + kLedger, *shop.keys));
        shop.ledger = std::make_unique<ErasureLedger>(std::move(ledger));
        ES_ASSIGN(store, openForWriting(shop.folder + kStore, clock, {.purpose = "test"}, {}));
        shop.store = std::move(store);
        shop.protection = {shop.store->reader().info().identity.id, std::make_shared<StoreVault>(shop.keys, clock),
                           policy};
        return shop;
    }

    Result<ErasureResult> erase(Clock &clock, const std::function<void(std::string_view)> &onAct = {}) {
        ErasureWorld world{
            *store, protection, *keys, *ledger, nullptr, clock, {folder + kStore, folder + kVault, folder + kLedger}};
        world.settle = [this](const JobControl &job) {
            return settleStore(folder + kStore, std::chrono::milliseconds(300), job);
        };
        world.openRemoval = [this, &clock](const JobControl &job) {
            return openStreamRemoval({.address = folder + kStore}, clock, "test", job);
        };
        world.onAct = onAct;
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {"p1"};
        request.reason = "Art17-1a";
        return eventscope::erase(world, request, {}, {});
    }

    /// How many texts are shown that tell something of this person.
    [[nodiscard]] std::size_t readable(const std::string &person) const {
        const auto lens = must(lensesOf({}, protection)).forPeople;
        Query query;
        query.fields = Fields::Data | Fields::Metadata | lens->fields();
        std::size_t count = 0;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(shown, lens->open(std::move(batch)));
            for (std::size_t row = 0; row < shown.rows(); ++row) {
                const std::string text(shown[row].payload().bytes);
                count +=
                    text.find("of " + person) != std::string::npos || text.find("Lane " + person) != std::string::npos;
            }
            return Flow::More;
        });
        must(store->reader().scan(query, sink, {}));
        return count;
    }
    [[nodiscard]] std::size_t typed(const std::string &type) const {
        const auto all = readAll(store->reader());
        return static_cast<std::size_t>(std::ranges::count(all, type, &PlainEvent::type));
    }
    [[nodiscard]] std::vector<PlainEvent> ofPeople() const {
        auto all = readAll(store->reader());
        std::erase_if(all, [](const PlainEvent &event) { return event.stream.starts_with("erasure-"); });
        return all;
    }
    /// Of which streams there are any.
    [[nodiscard]] std::string snapshots() const {
        std::string all;
        for (const Snapshot &each : must(store->reader().snapshots({}, {})))
            all += (all.empty() ? "" : " ") + each.stream.value;
        return all;
    }
    [[nodiscard]] std::vector<KeyRow> rows(const std::string &person) const {
        return must(keys->keysOf(must(keys->bindingOf({person}))));
    }
};

} // namespace

/// T19 of the reliability tests, with the power: after any call to the disk in the course of a whole erasure the power
/// goes, what was not synced is lost, and the erasure goes on with what is left.
///
/// Simulated: all that SQLite does for the store and the vault (writes, truncations, syncs, files made and deleted),
/// the lines of the ledger, the rename of the new vault and the syncs of folders. Not simulated: a file that is made
/// before SQLite first writes into it (it is there with its first write), what is left of an earlier rotation being
/// removed (a trace has none), locks; and there is one folder for all of it, so that a sync of it is one for the
/// ledger, too.
class TestErasurePowerCut : public QObject {
    Q_OBJECT

    using Policy = PowerCut::Policy;

    FastFolder m_folder;
    SimulatedClock m_clock;
    PrivacyPolicy m_policy = must(PrivacyPolicy::parse(SealedShop::kPolicy));
    std::map<std::string, std::string> m_files; ///< before the erasure
    std::vector<PlainEvent> m_events;
    std::uint32_t m_epoch = 0;
    std::optional<KeyNeedles> m_needles;
    std::vector<DiskOperation> m_operations; ///< of the erasure

    [[nodiscard]] QString folder(const char *name) { return m_folder.filePath(QLatin1String(name)); }

    void makeShop() {
        SealedShop shop;
        for (const std::string person : {"p1", "p2", "p3"}) {
            must(shop.append("person-" + person, SealedShop::joined(person, "Name of " + person)));
            must(shop.append("order-" + person, SealedShop::event("placed " + person, "Placed",
                                                                  "{\"personId\":\"" + person +
                                                                      "\",\"address\":\"Lane " + person + "\"}")));
        }
        for (const std::string person : {"p1", "p2"}) {
            Snapshot snapshot;
            snapshot.stream = {"person-" + person};
            snapshot.version = {1};
            snapshot.fold = "Person";
            snapshot.state = "{}";
            must(shop.store->putSnapshot(snapshot, {}));
        }
        shop.store.reset();
        shop.vault->close();
        for (const char *name : {kStore, kVault}) {
            std::ifstream in(shop.folder.filePath(QLatin1String(name)).toStdString(), std::ios::binary);
            m_files[name] = {std::istreambuf_iterator<char>(in), {}};
        }
    }
    /// What must be nowhere: from a copy of the vault, in which it is looked at and nothing else.
    void takeNeedles() {
        QVERIFY(writeFiles(folder("needles"), m_files));
        const Shop shop = must(Shop::open(folder("needles").toStdString(), m_clock, m_policy));
        m_events = shop.ofPeople();
        m_epoch = shop.keys->epoch();
        must(shop.keys->fence(must(shop.keys->bindingOf({"p1"})), {}, "X"));
        m_needles = must(shop.keys->needlesOf("X"));
    }
    void trace() {
        QVERIFY(writeFiles(folder("trace"), m_files));
        SimulatedDisk disk;
        g_traced = &disk;
        std::int64_t acts = 0;
        {
            Shop shop = must(Shop::open(folder("trace").toStdString(), m_clock, m_policy));
            QVERIFY(must(shop.erase(m_clock, [&](std::string_view) { disk.acknowledge(++acts); })).isComplete);
        }
        g_traced = nullptr;
        QCOMPARE(acts, kComplete);
        m_operations = std::move(disk.operations);
    }

    /// Empty: it holds what was promised before the cut, and the erasure goes on to its end.
    std::string check(const PowerCut &cut, Policy policy, std::mt19937_64 &random) {
        if (!writeFiles(folder("cut"), cut.image(policy, random))) return "cannot write the image";
        const std::string found = faultAt(cut.acknowledged());
        return found.empty() && isKeyLeft() ? "a destroyed key is left in a file" : found;
    }
    std::string faultAt(std::int64_t acknowledged) {
        auto opened = Shop::open(folder("cut").toStdString(), m_clock, m_policy);
        if (!opened) return "cannot be opened: " + describe(opened.error());
        Shop &shop = *opened;
        if (const std::string lost = lostOf(shop, acknowledged); !lost.empty()) return lost;
        const auto result = shop.erase(m_clock);
        if (!result) return "does not go on: " + describe(result.error());
        if (!result->isComplete) return "stays open: " + (result->open.empty() ? "unnamed" : result->open.front());
        return faultAfter(shop);
    }
    /// Before anything is done: what was said to be done is.
    std::string lostOf(const Shop &shop, std::int64_t acknowledged) {
        if (shop.readable("p2") + shop.readable("p3") != 4 || shop.ofPeople() != m_events)
            return "others are not as before";
        if (acknowledged >= kFenced && shop.readable("p1") > 0) return "readable again after the fence";
        const auto isDestroyed = [](const KeyRow &row) { return row.state == KeyState::Destroyed; };
        if (acknowledged >= kDestroyed && !std::ranges::all_of(shop.rows("p1"), isDestroyed)) return "a key is back";
        if (acknowledged >= kSnapshotsDeleted && shop.snapshots() != "person-p2") return "a snapshot is back";
        if (acknowledged >= kTombstoned && shop.typed("SubjectErased") != 1) return "the evidence is lost";
        if (acknowledged >= kComplete && !must(erasureReport(*shop.ledger, *shop.keys, "E-1")).isComplete)
            return "it was complete";
        return {};
    }
    std::string faultAfter(const Shop &shop) {
        if (shop.readable("p1") > 0) return "readable";
        if (shop.snapshots() != "person-p2") return "snapshots of " + shop.snapshots();
        if (shop.readable("p2") + shop.readable("p3") != 4 || shop.ofPeople() != m_events) return "others have changed";
        for (const char *type : {"ErasureRequested", "SubjectErased"})
            if (shop.typed(type) != 1) return std::string(type) + ": " + std::to_string(shop.typed(type));
        const auto all = shop.ledger->entriesOf("E-1");
        for (const char *once : {acts::kRequested, acts::kFenced, acts::kDestroyed, acts::kRotated, acts::kTombstoned})
            if (std::ranges::count(all, once, &LedgerEntry::act) != 1) return std::string(once) + " is not there once";
        // The key that wrapped them is of an epoch that is over.
        for (const KeyRow &row : shop.rows("p1"))
            if (row.state != KeyState::Destroyed || row.epoch >= shop.keys->epoch()) return "not rotated";
        return shop.keys->epoch() > m_epoch ? "" : "the vault is as old as before";
    }
    bool isKeyLeft() {
        std::vector<std::string> files;
        for (const QFileInfo &file : QDir(folder("cut")).entryInfoList(QDir::Files))
            files.push_back(file.filePath().toStdString());
        const KeyNeedles::Reading needles(*m_needles);
        return !must(searchBytes(files, needles.texts(), {})).hits.empty();
    }

  private Q_SLOTS:
    void initTestCase() {
        makeShop();
        takeNeedles();
        trace();
    }

    void everyCutEndsInAnErasure() {
        QVERIFY2(m_operations.size() > 100, qPrintable(QString::number(m_operations.size())));
        PowerCut cut;
        cut.startWith(m_files);
        const std::string fault =
            cutEverywhere(cut, m_operations, 60, [this](const PowerCut &now, Policy policy, std::mt19937_64 &random) {
                return check(now, policy, random);
            });
        QVERIFY2(fault.empty(), fault.c_str());
    }

    /// The control: a protocol that does not wait for the disk, which is a trace without syncs of one of the files.
    void withoutSyncItIsFound_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("ledger") << QString::fromLatin1(kLedger);
        QTest::newRow("vault") << QString::fromLatin1(kVault);
        QTest::newRow("store") << QString::fromLatin1(kStore);
    }
    void withoutSyncItIsFound() {
        QFETCH(QString, file);
        auto random = seededRandom();
        auto operations = m_operations;
        std::erase_if(operations, [&](const DiskOperation &each) {
            return each.kind == Kind::Sync && each.file.starts_with(file.toStdString());
        });
        QVERIFY(operations.size() < m_operations.size());
        PowerCut cut;
        cut.startWith(m_files);
        std::string fault;
        for (std::size_t i = 0; i < operations.size() && fault.empty(); ++i) {
            cut.apply(operations[i]);
            if (operations[i].kind == Kind::Acknowledge) fault = check(cut, Policy::LoseUnsynced, random);
        }
        QVERIFY2(!fault.empty(), "nothing was lost");
        qInfo("%s", fault.c_str());
    }

    /// The control of the search for what is left.
    void aKeyThatIsLeftIsFound() {
        QVERIFY(writeFiles(folder("cut"), m_files));
        QVERIFY(isKeyLeft());
    }
};

QTEST_GUILESS_MAIN(TestErasurePowerCut)
#include "tst_erasure_power_cut.moc"
