// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/sqlite/sqlite_connection.h"
#include "core/open/open_store.h"
#include "tests/support/store_fixture.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>

using namespace eventscope;
using namespace eventscope::testing;
namespace fs = std::filesystem;

namespace {

const char *const kEventLine = R"({"stream":"a-1","type":"Happened","data":{"n":1}})";

std::string textOf(const Error &error) { return describe(error); }

} // namespace

class TestOpenStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    StepClock m_clock;

    std::string path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)).toStdString(); }
    std::string fileWith(const char *name, std::string_view bytes) const {
        std::ofstream(path(name), std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }
    /// A store with one event.
    std::string storeNamed(const char *name) {
        auto store = must(openForWriting("sqlite:" + path(name), m_clock, {true, "append"}, {}));
        must(store->append({"s"}, Expected::any(), eventsNamed({"a"}), {}));
        return path(name);
    }
    std::string foreignDatabase(const char *name) const {
        auto connection = must(SqliteConnection::open(path(name), {.mode = SqliteMode::Create}));
        must(connection.run("CREATE TABLE invoices(id); CREATE TABLE customers(id)"));
        return path(name);
    }
    void compareError(const std::string &address, ErrorKind kind, const char *part) const {
        const auto store = openStore(address, {});
        QVERIFY2(!store, address.c_str());
        QVERIFY2(store.error().kind == kind, textOf(store.error()).c_str());
        QVERIFY2(textOf(store.error()).find(part) != std::string::npos, textOf(store.error()).c_str());
    }
    std::size_t filesInFolder() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_folder->path().toStdString()), {}));
    }

  private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void addressesAreRead() {
        using Kind = StoreAddress::Kind;
        const auto reads = [](const char *text, Kind kind, const char *wanted, bool isCertain) {
            const auto address = parseStoreAddress(text);
            return address && *address == StoreAddress{kind, wanted, isCertain};
        };
        QVERIFY(reads("sqlite:a.json", Kind::Sqlite, "a.json", true));
        QVERIFY(reads("file:a.evdb", Kind::File, "a.evdb", true));
        QVERIFY(reads("file:///tmp/a%20b.json", Kind::File, "/tmp/a b.json", true));
        QVERIFY(reads("file://localhost/tmp/a", Kind::File, "/tmp/a", true));
        QVERIFY(reads("memory:", Kind::Memory, "", true));
        QVERIFY(reads("/tmp/shop.evdb", Kind::Sqlite, "/tmp/shop.evdb", false));
        QVERIFY(reads("shop", Kind::Sqlite, "shop", false));
        QVERIFY(reads("log.JSONL", Kind::File, "log.JSONL", false));
        QVERIFY(reads("log.ndjson", Kind::File, "log.ndjson", false));
        QVERIFY(reads("log.json", Kind::File, "log.json", false));
        QVERIFY(reads("odd:name", Kind::Sqlite, "odd:name", false));
    }

    void wrongAddressesAreRefused() {
        for (const char *text :
             {"", "sqlite:", "file:", "memory:x", "file://server/share", "file:///a%2", "file:///%zz"}) {
            const auto address = parseStoreAddress(text);
            QVERIFY2(!address && address.error().kind == ErrorKind::Invalid, text);
        }
        QVERIFY(!parseStoreAddress({"a\0b", 3}));
    }

    void unknownKindsAreNamedWithoutSecrets() {
        const auto address = parseStoreAddress("mystery+tls://user:secret@host/db?password=secret");
        QVERIFY(!address && address.error().kind == ErrorKind::Unsupported);
        QVERIFY(textOf(address.error()).find("mystery+tls://") != std::string::npos);
        QVERIFY(textOf(address.error()).find("secret") == std::string::npos);
        QVERIFY(textOf(address.error()).find("sqlite:PATH") != std::string::npos);
    }

    void nothingThere() {
        for (const char *prefix : {"", "sqlite:", "file:"})
            compareError(prefix + path("none"), ErrorKind::NotFound, "none");
        QVERIFY(!openForWriting(path("none"), m_clock, {false, "append"}, {}));
        QCOMPARE(filesInFolder(), std::size_t{0});
    }

    void foldersAndDevicesAreNoStores() {
        fs::create_directory(path("folder"));
        for (const char *prefix : {"", "sqlite:", "file:"}) {
            compareError(prefix + path("folder"), ErrorKind::Unsupported, "is a folder");
            compareError(std::string(prefix) + "/dev/null", ErrorKind::Unsupported, "no regular file");
        }
        const auto store = openForWriting(path("folder"), m_clock, {true, "append"}, {});
        QVERIFY(!store && store.error().kind == ErrorKind::Unsupported);
    }

    void emptyFileIsNoStoreYet() {
        const std::string empty = fileWith("empty", "");
        compareError(empty, ErrorKind::Unsupported, "is empty");
        compareError("sqlite:" + empty, ErrorKind::Unsupported, "is empty");
        const auto writing = openForWriting(empty, m_clock, {false, "append"}, {});
        QVERIFY(!writing && writing.error().kind == ErrorKind::Unsupported);
        QVERIFY(openForWriting(empty, m_clock, {true, "append"}, {}));
        QCOMPARE(must(openStore(empty, {}))->info().versionBase, 1);
    }

    void emptyFileOfEventsHasNone() {
        QVERIFY(readAll(*must(openStore(fileWith("empty.jsonl", ""), {}))).empty());
        QVERIFY(readAll(*must(openStore("file:" + fileWith("blank", "\n\n"), {}))).empty());
    }

    void contentDecidesOverSuffix() {
        const std::string store = storeNamed("store.json");
        QCOMPARE(readAll(*must(openStore(store, {}))).size(), std::size_t{1});
        const std::string events = fileWith("events.evdb", std::string("\xEF\xBB\xBF \n") + kEventLine + "\n");
        QCOMPARE(readAll(*must(openStore(events, {}))).size(), std::size_t{1});
        compareError("sqlite:" + events, ErrorKind::Unsupported, "Open it as file:");
        compareError("file:" + store, ErrorKind::Unsupported, "Open it as sqlite:");
    }

    void otherBytesAreNoStore() {
        compareError(fileWith("photo.evdb", "\x89PNG\r\n"), ErrorKind::Unsupported, "neither a store nor");
        compareError(fileWith("cut.evdb", "SQLite format 3"), ErrorKind::Unsupported, "neither a store nor");
        compareError(fileWith("words.jsonl", "words"), ErrorKind::Corrupt, "ine 1");
    }

    void tablesOfOtherProgramsAreNamed() {
        const std::string foreign = foreignDatabase("shop.db");
        compareError(foreign, ErrorKind::Unsupported, "customers, invoices");
        const auto writing = openForWriting(foreign, m_clock, {true, "import"}, {});
        QVERIFY(!writing && writing.error().kind == ErrorKind::Unsupported);
        QVERIFY(writing.error().detail.find("customers, invoices") != std::string::npos);
    }

    void truncatedStoreIsAnError() {
        const std::string store = storeNamed("cut.evdb");
        fs::resize_file(store, 600);
        QVERIFY(!openStore(store, {}));
    }

    void readingMakesNoStoreAndWritesNothing() {
        const std::string store = storeNamed("a.evdb");
        const auto reader = must(openStore(store, {}));
        QVERIFY(reader->info().readOnly.readOnly && !reader->info().readOnly.evidence.empty());
        const std::string events = fileWith("a.jsonl", kEventLine);
        const auto before = fs::last_write_time(events);
        const auto file = must(openStore(events, {}));
        QVERIFY(file->info().readOnly.readOnly && !file->info().readOnly.evidence.empty());
        QVERIFY(fs::last_write_time(events) == before);
        QVERIFY(readAll(*must(openStore("memory:", {}))).empty());
    }

    void filesOfEventsAreNotWritten() {
        const std::string events = fileWith("a.jsonl", kEventLine);
        for (const std::string &address : {events, "file:" + events, path("new.jsonl"), "file:" + path("new")}) {
            const auto store = openForWriting(address, m_clock, {true, "append"}, {});
            QVERIFY2(!store && store.error().kind == ErrorKind::Refused, address.c_str());
        }
        QCOMPARE(filesInFolder(), std::size_t{1});
    }

    void memoryStoreTakesEvents() {
        auto store = must(openForWriting("memory:", m_clock, {}, {}));
        must(store->append({"s"}, Expected::any(), eventsNamed({"a"}), {}));
        QCOMPARE(readAll(store->reader()).size(), std::size_t{1});
    }

    void aReadOnlyConnectionIsNotWrittenTo() {
        const StoreAccess access = accessOf({.name = "shop", .address = path("a.evdb")});
        const auto store = openForWriting(access, m_clock, {true, "append"}, {});
        QVERIFY(!store && store.error().kind == ErrorKind::Refused);
        QVERIFY(store.error().message.find("shop") != std::string::npos);
        QCOMPARE(filesInFolder(), std::size_t{0});
        StoreAccess writing = access;
        writing.mayWrite = true;
        QVERIFY(openForWriting(writing, m_clock, {true, "append"}, {}));
        QVERIFY(openStore(access, {}));
    }

    void aStoreIsCalledByItsShortestName() {
        QCOMPARE(storeName({.address = "/data/shop.evdb"}), std::string("shop.evdb"));
        QCOMPARE(storeName({.address = "sqlite:/data/shop.evdb"}), std::string("shop.evdb"));
        QCOMPARE(storeName({.address = "postgresql://reader@db.example/orders?sslmode=require#public.events"}),
                 std::string("orders"));
        QCOMPARE(storeName({.address = "postgresql://"}), std::string("postgresql://"));
        QCOMPARE(storeName({.address = "/data/shop.evdb", .connection = "mine"}), std::string("mine"));
    }
};

QTEST_GUILESS_MAIN(TestOpenStore)
#include "tst_open_store.moc"
