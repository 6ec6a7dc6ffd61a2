// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/lens/export_events.h"
#include "core/open/open_models.h"
#include "core/open/privacy_desk.h"
#include "core/privacy/access_report.h"
#include "core/privacy/clear_export.h"
#include "core/privacy/vault_secrets.h"
#include "core/workspace/used_filters.h"
#include "core/workspace/workspace.h"
#include "core/workspace/workspace_path.h"
#include "tests/core/privacy/remnant_needles.h"
#include "tests/core/privacy/sealed_shop.h"

#include <QDir>
#include <QFile>

#include <filesystem>
#include <fstream>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr int kPeople = 200, kErasedEach = 10, kRounds = 3;

/// None is the beginning of another.
std::string personOf(int number) { return "p" + std::to_string(1'000 + number); }

std::vector<std::string> whoIsErased() {
    std::vector<std::string> people;
    for (int number = 0; number < kPeople; number += kErasedEach)
        people.push_back(personOf(number));
    return people;
}

std::string inJson(const std::string &text) { return print(Json::string(text)); }

/// A text that is written in a dozen ways at least: it has what JSON escapes, and letters beyond ASCII.
std::string literalOf(const std::string &what, const std::string &person) {
    return "Zoë \"" + what + "\" of/" + person;
}

/// Everything personal that the store holds of somebody.
std::vector<std::string> literalsOf(const std::string &person) {
    std::vector<std::string> all;
    for (const char *what : {"name 0", "name 1", "name 2", "address 0", "signature 0", "ip"})
        all.push_back(literalOf(what, person));
    return all;
}

std::vector<NewEvent> eventsOf(const std::string &person, int round) {
    const auto event = [&](const char *type, const std::string &member, const std::string &metadata = "{}") {
        const std::string number = std::to_string(round);
        const std::string literal = inJson(literalOf(member + " " + number, person));
        return SealedShop::event(person + type + number, type,
                                 "{\"personId\":\"" + person + "\",\"" + member + "\":" + literal + "}", metadata);
    };
    if (round > 0) return {event("Joined", "name")};
    return {event("Joined", "name"), event("Placed", "address", "{\"ip\":" + inJson(literalOf("ip", person)) + "}"),
            event("Delivered", "signature")};
}

std::string contentOf(const std::string &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

/// T17: people live in a store for a while and leave traces wherever the program writes; some are erased. No byte of
/// their keys, as they were or as they were ever wrapped, of the keys that wrapped those, and no writing of what was
/// personal is left in any file below the one folder in which all of it lies.
///
/// The program keeps no log files; what it tells is taken down in one here, as who runs it from a timer would.
class TestRemnants : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<ReadModelStore> m_models;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<RemnantNeedles> m_needles;
    std::string m_passphrase = "p";
    QTemporaryDir m_elsewhere; ///< for controls

    [[nodiscard]] std::string path(const std::string &name) const { return m_shop->folder.path().toStdString() + name; }
    [[nodiscard]] std::string elsewhere(const char *name) const {
        return m_elsewhere.filePath(QLatin1String(name)).toStdString();
    }
    /// Whatever is below the folder, and how many of these files have such an end.
    [[nodiscard]] std::vector<std::string> everyFile() const {
        std::vector<std::string> files;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(path("")))
            if (entry.is_regular_file()) files.push_back(entry.path().string());
        return files;
    }
    [[nodiscard]] bool hasFile(const std::string &end) const {
        return std::ranges::any_of(everyFile(), [&](const std::string &file) { return file.ends_with(end); });
    }
    void tell(const std::string &line) const { std::ofstream(path("/told.log"), std::ios::app) << line << '\n'; }

    /// Does something with the store and everything that knows of people in it, as one run of the program does.
    template <class Act>
    auto run(Act act) {
        const std::shared_ptr<WritableEventStore> raw = m_shop->openRaw();
        const StoreAccess access{.address = m_shop->address()};
        PrivacyDesk desk = must(openErasureDesk(raw->reader(), access, m_shop->protection(nullptr), {}));
        return act(raw, desk);
    }

    void openAll() {
        const StoreIdentity &identity = m_shop->store->reader().info().identity;
        m_models = must(openReadModels(identity));
        m_workspace = must(Workspace::open(must(workspacePath(identity, must(userDataFolder()))), identity));
    }

    /// A round of everybody's life: what is appended, what is made of it anew, and another key of the vault.
    void live(int round) {
        std::vector<Snapshot> snapshots;
        std::size_t events = 0;
        for (int number = 0; number < kPeople; ++number) {
            const std::string person = personOf(number);
            const auto made = eventsOf(person, round);
            events = made.size();
            const Appended done = must(m_shop->store->append({"person-" + person}, Expected::any(), made, {}));
            Snapshot &snapshot = snapshots.emplace_back();
            snapshot.stream = {"person-" + person};
            snapshot.version = done.last;
            snapshot.position = done.position;
            snapshot.fold = "Person";
        }
        std::vector<std::string> kept = m_shop->kept();
        kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(kPeople * events));
        putSnapshots(snapshots, kept, events);
        putRows(snapshots.back().position, kept, events);
        m_needles->look(*must(m_shop->vault->unlocked()), m_passphrase);
        run([&](const auto &, PrivacyDesk &desk) {
            if (round == 1) return must(desk.vault->rotate());
            const std::string changed = "passphrase number " + std::to_string(round);
            must(changePassphrase(*desk.ledger, *desk.vault, UnlockBy::Password, password(changed),
                                  m_shop->clock.now()));
            m_passphrase = changed;
        });
    }
    /// Each twice: a long one, and a short one in its place.
    void putSnapshots(std::vector<Snapshot> snapshots, const std::vector<std::string> &kept, std::size_t events) {
        for (const bool isLong : {true, false}) {
            for (std::size_t i = 0; i < snapshots.size(); ++i) {
                const std::string &state = kept[i * events];
                snapshots[i].state = isLong ? "{\"is\":" + state + ",\"was\":" + state + "}" : state;
            }
            must(m_shop->store->putSnapshots(snapshots, {}));
        }
    }
    /// All rows are deleted, then written anew.
    void putRows(Position position, const std::vector<std::string> &kept, std::size_t events) {
        auto model = must(m_models->find("people", ModelRole::Live, {}));
        if (!model) {
            const ModelSchema schema{"people", {{"name", ColumnType::Json}}};
            model = must(m_models->create(schema, ModelRole::Live, {"1"}, {}));
        }
        ModelCommit commit;
        commit.from = model->checkpoint.position;
        commit.to.position = position;
        std::vector<RowChange> deletions;
        for (int number = 0; number < kPeople; ++number) {
            const std::string &text = kept[static_cast<std::size_t>(number) * events];
            commit.changes.push_back({personOf(number), must(Json::parse(text)), position, 1});
            deletions.push_back({personOf(number), std::nullopt, position, 1});
        }
        if (model->checkpoint.position != kBeforeAll)
            must(m_models->mend(*model, model->checkpoint.position, deletions, {}, {}));
        must(m_models->commit(*model, commit, {}));
    }

    /// As a program without the policy makes them, and as a projection that quotes what it was given says why it
    /// failed.
    void leaveDerivedInClear() {
        ModelCommit commit;
        const ModelInfo model = *must(m_models->find("people", ModelRole::Live, {}));
        commit.from = model.checkpoint.position;
        commit.to = model.checkpoint;
        std::vector<Snapshot> snapshots;
        for (const std::string &person : whoIsErased()) {
            const PlainEvent event = readStream(m_shop->store->reader(), "person-" + person).front();
            Snapshot &snapshot = snapshots.emplace_back();
            snapshot.stream = {event.stream};
            snapshot.version = {1};
            snapshot.position = event.position;
            snapshot.fold = "Legacy";
            snapshot.state = "{\"name\":" + inJson(literalsOf(person).front()) + "}";
            DeadLetter &letter = commit.letters.emplace_back();
            letter.event = derivedEventId("letter", person);
            letter.position = event.position;
            letter.stream = snapshot.stream;
            letter.type = event.type;
            letter.key = person;
            letter.reason = "nobody is called " + literalsOf(person)[1];
        }
        must(m_shop->store->putSnapshots(snapshots, {}));
        must(m_models->commit(model, commit, {}));
    }
    /// What somebody looked for, and every export that there is.
    void leaveTraces() {
        for (const std::string &person : whoIsErased())
            must(noteUsedFilter(*m_workspace, "data.name == " + inJson(literalsOf(person).front())));
        QVERIFY(QDir().mkpath(QString::fromStdString(path("/exports"))));
        run([&](const std::shared_ptr<WritableEventStore> &raw, PrivacyDesk &desk) {
            const std::shared_ptr<const EventStore> reader(raw, &raw->reader());
            exportInClear(reader, desk, "everybody", "");
            exportInClear(reader, desk, "one", "data.personId == \"" + whoIsErased().front() + "\"");
            exportSealed(*reader, desk);
            AccessRequest request;
            request.wanted.subject = {whoIsErased()[1]};
            request.path = path("/exports/answer.zip");
            request.receiver = "the person";
            request.by = "dpo";
            const AccessWorld world{*reader,       desk.protection,    desk.vault.get(),
                                    &*desk.ledger, desk.modelStores(), m_shop->clock};
            must(makeAccessReport(world, request, Secret("long enough passphrase"), {}));
        });
    }
    void exportInClear(const std::shared_ptr<const EventStore> &reader, PrivacyDesk &desk, const std::string &name,
                       const std::string &filter) {
        const auto encoder = makeEncoder(FileFormat::JsonLines);
        const ClearExportWorld world{reader, desk.protection, *desk.vault, *desk.ledger, m_shop->clock};
        const ClearExportRequest request{.path = path("/exports/" + name + ".jsonl"),
                                         .reason = "audit",
                                         .receiver = "auditor 3",
                                         .by = "dpo",
                                         .filter = must(Filter::parse(filter)),
                                         .encoder = *encoder};
        must(eventscope::exportInClear(world, request, {}));
    }
    void exportSealed(const EventStore &reader, const PrivacyDesk &desk) const {
        const auto lens = must(lensesOf({}, desk.protection)).forKeeping;
        for (const auto &[format, name] : {std::pair(FileFormat::Csv, "/exports/sealed.csv"),
                                           std::pair(FileFormat::JsonLines, "/exports/sealed.jsonl")}) {
            const auto encoder = makeEncoder(format);
            const auto text = [&](const WriteText &write) {
                return exportMatching(reader, *lens, must(Filter::parse("")), {}, *encoder, write, {});
            };
            must(exportToFile(path(name), text, {}));
        }
    }

    ErasureResult erase(const std::string &person) {
        return run([&](const std::shared_ptr<WritableEventStore> &raw, PrivacyDesk &desk) {
            const ErasureWorld world = erasureWorld(*raw, desk, m_shop->clock);
            ErasureRequest request;
            request.erasure = "E-" + person.substr(1);
            request.subject = {person};
            request.reason = "Art17-1a";
            request.by = "dpo";
            return must(eventscope::erase(world, request, literalsOf(person), {}));
        });
    }
    ErasureResult verify(const std::string &person) {
        return run([&](const std::shared_ptr<WritableEventStore> &raw, PrivacyDesk &desk) {
            const ErasureWorld world = erasureWorld(*raw, desk, m_shop->clock);
            return must(verifyErasure(world, "E-" + person.substr(1), {person}, literalsOf(person), {}));
        });
    }
    void tellOf(const std::string &person, const ErasureResult &result) const {
        for (const std::string &open : result.open)
            tell(result.erasure + ": " + open);
        const auto refused = m_shop->store->append({"person-" + person}, Expected::any(),
                                                   std::vector{SealedShop::joined(person, "back")}, {});
        QVERIFY(!refused);
        tell(describe(refused.error()));
    }
    [[nodiscard]] std::ptrdiff_t readable() const {
        return std::ranges::count_if(m_shop->shown(),
                                     [](const std::string &text) { return text.find("Zoë") != std::string::npos; });
    }
    void checkNothingIsLeft() const {
        const ByteSearch found = m_needles->searchedIn(everyFile());
        for (const ByteSearch::Hit &hit : found.hits)
            qWarning("%s at %llu", hit.file.c_str(), static_cast<unsigned long long>(hit.offset));
        QVERIFY(found.hits.empty());
        QVERIFY(found.files >= everyFile().size());
        qInfo("%llu files, %llu bytes, %zu writings of literals, %zu keys",
              static_cast<unsigned long long>(found.files), static_cast<unsigned long long>(found.bytes),
              m_needles->writings().size(), m_needles->keys());
    }

  private Q_SLOTS:
    void initTestCase() {
        m_shop = std::make_unique<SealedShop>();
        qputenv("XDG_DATA_HOME", m_shop->folder.filePath(QStringLiteral("data")).toUtf8());
        std::vector<std::string> literals;
        for (const std::string &person : whoIsErased())
            std::ranges::copy(literalsOf(person), std::back_inserter(literals));
        m_needles = std::make_unique<RemnantNeedles>(whoIsErased(), literals);
        openAll();
        for (int round = 0; round < kRounds; ++round)
            live(round);
        leaveDerivedInClear();
        leaveTraces();
        m_needles->look(*must(m_shop->vault->unlocked()), m_passphrase);
        tell("what the program told");
    }
    void cleanupTestCase() {
        m_models.reset();
        m_workspace.reset();
        m_shop.reset();
    }

    void eachIsLookedForInADozenWritings() {
        QCOMPARE(whoIsErased().size(), std::size_t{20});
        for (const std::string &literal : literalsOf(personOf(0)))
            QVERIFY2(writingsOf(literal).size() >= 12, literal.c_str());
        QVERIFY(m_needles->writings().size() >= 20U * 6 * 12);
        QVERIFY(m_needles->keys() >= 20U * 2 * (kRounds + 1));
    }

    /// The first control: before anybody is erased the search finds what is there, and that is where it must be.
    void whatIsThereIsFound() {
        const std::string vault = contentOf(path("/shop.vault"));
        QCOMPARE(m_needles->wrapped().size(), std::size_t{40});
        for (const std::string &wrapped : m_needles->wrapped())
            QVERIFY(vault.find(wrapped) != std::string::npos);
        QVERIFY(vault.find(m_needles->wrappedEpochKey()) != std::string::npos);
        std::set<std::string> found;
        for (const ByteSearch::Hit &hit : m_needles->searchedIn(everyFile()).hits)
            found.insert(hit.file.substr(path("").size()));
        std::set<std::string> names;
        for (const std::string &name : found) {
            const bool isBeside = name.ends_with("-wal");
            const std::string file = isBeside ? name.substr(0, name.size() - 4) : name;
            if (!file.ends_with(".work")) names.insert(file.ends_with(".models") ? ".models" : file);
        }
        QCOMPARE(names, (std::set<std::string>{".models", "/exports/everybody.jsonl", "/exports/one.jsonl",
                                               "/shop.evdb", "/shop.vault"}));
        QVERIFY(!m_needles->searchedIn({m_workspace->path()}).hits.empty());
    }

    /// The second: each thing that is looked for, where it stands in a file or in what SQLite keeps beside one.
    void eachNeedleIsFound() {
        m_needles->with([&](std::span<const std::string_view> all) {
            const std::string planted = elsewhere("planted");
            {
                std::ofstream out(planted + "-journal", std::ios::binary);
                for (const std::string_view needle : all)
                    out << "plant" << needle;
            }
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto found = must(searchBytes({&planted, 1}, all.subspan(i, 1), {}));
                QVERIFY2(found.hits.size() == 1, std::to_string(i).c_str());
            }
        });
        for (const char *end : {"", "-wal", "-shm", "-journal"}) {
            const std::string file = elsewhere("one");
            std::ofstream(file + end) << m_needles->writings().front();
            QCOMPARE(m_needles->searchedIn({file}).hits.size(), std::size_t{1});
            std::filesystem::remove(file + end);
        }
    }

    /// The third: a vault from which keys are taken as one takes rows from any table, without overwriting.
    void aVaultThatIsEditedPlainlyIsCaught_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<bool>("isOverwritten");
        for (const char *how : {"DELETE FROM keys", "UPDATE keys SET wrapped = NULL"}) {
            QTest::addRow("%s", how) << QString::fromLatin1(how) << false;
            QTest::addRow("%s, overwritten", how) << QString::fromLatin1(how) << true;
        }
    }
    void aVaultThatIsEditedPlainlyIsCaught() {
        QFETCH(const QString, how);
        QFETCH(const bool, isOverwritten);
        const std::string copy = elsewhere("edited.vault");
        std::filesystem::copy_file(path("/shop.vault"), copy, std::filesystem::copy_options::overwrite_existing);
        {
            auto edited = must(SqliteConnection::open(copy, {.mode = SqliteMode::ReadWrite}));
            must(edited.run(isOverwritten ? "PRAGMA secure_delete = ON" : "PRAGMA secure_delete = OFF"));
            must(edited.run(how.toStdString()));
        }
        const std::string content = contentOf(copy);
        const auto isLeft = [&](const std::string &wrapped) { return content.find(wrapped) != std::string::npos; };
        const auto left = std::ranges::count_if(m_needles->wrapped(), isLeft);
        qInfo("%td of %zu wrapped keys are left", left, m_needles->wrapped().size());
        QVERIFY(isOverwritten ? left == 0 : left > 0);
    }

    void nothingOfTheErasedIsLeft() {
        QCOMPARE(readable(), std::ptrdiff_t{kPeople * 5});
        for (const std::string &person : whoIsErased()) {
            m_needles->look(*must(m_shop->vault->unlocked()), m_passphrase);
            const ErasureResult result = erase(person);
            QVERIFY2(!result.isComplete, "it is among the filters that were used last");
            QCOMPARE(result.open.size(), std::size_t{1});
            QVERIFY2(result.open.front().starts_with("1 file still holds a text"), result.open.front().c_str());
            tellOf(person, result);
        }
        must(forgetUsedFilters(*m_workspace));
        for (const std::string &person : whoIsErased()) {
            const ErasureResult result = verify(person);
            QVERIFY2(result.isComplete, result.open.empty() ? "" : result.open.front().c_str());
        }
        QCOMPARE(readable(), std::ptrdiff_t{(kPeople - 20) * 5});
        for (const char *end : {"/shop.evdb", "/shop.evdb-wal", "/shop.evdb-shm", "/shop.vault", ".ledger", ".models",
                                ".work", "/told.log", "/exports/sealed.csv", "/exports/sealed.jsonl"})
            QVERIFY2(hasFile(end), end);
        checkNothingIsLeft();
        m_models.reset();
        m_workspace.reset();
        m_shop->store.reset();
        m_shop->vault->close();
        checkNothingIsLeft();
    }
};

QTEST_GUILESS_MAIN(TestRemnants)
#include "tst_remnants.moc"
