// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/mapped_store.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

#include <map>
#include <mutex>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr int kStreams = 3;

/// Who wrote which version of which stream, and what went wrong.
class Won {
  public:
    void add(const std::string &stream, std::int64_t version, const std::string &id) {
        const std::scoped_lock lock(m_mutex);
        if (!m_won.emplace(std::pair(stream, version), id).second) m_wrong = "two winners of one version";
    }
    void wrong(const std::string &what) {
        const std::scoped_lock lock(m_mutex);
        m_wrong = what;
    }
    [[nodiscard]] const auto &all() const { return m_won; }
    [[nodiscard]] const std::string &wrong() const { return m_wrong; }

  private:
    std::mutex m_mutex;
    std::map<std::pair<std::string, std::int64_t>, std::string> m_won;
    std::string m_wrong;
};

std::string drawStream(std::mt19937_64 &random) { return "cart-" + std::to_string(random() % kStreams); }

/// As the tutorial's application writes: the largest version and one, again when another was faster.
void raceAsTheApplication(PgConnection connection, std::uint64_t seed, int tries, Won &won) {
    std::mt19937_64 random(seed);
    for (int i = 0; i < tries; ++i) {
        const std::string stream = drawStream(random);
        const std::string id = toString(eventNamed("app-" + std::to_string(seed) + "-" + std::to_string(i)).id);
        for (bool done = false; !done;) {
            const auto read = connection.query("SELECT coalesce(max(version), 0)::bigint + 1 FROM public.events WHERE "
                                               "stream_id = $1",
                                               PgParameters().text(stream), {});
            const std::int64_t version = must(must(Result<PgResult>(read)).number(0, 0));
            const auto written = connection.query(
                "INSERT INTO public.events (event_id, stream_id, version, event_type, event_data) VALUES ($1::uuid, "
                "$2, $3::bigint, 'Added', '{}')",
                PgParameters().text(id).text(stream).number(version), {});
            done = written.has_value();
            if (done) won.add(stream, version, id);
            if (!done && connection.sqlState() != "23505" && connection.sqlState() != "40P01")
                return won.wrong(describe(written.error()));
        }
    }
}

/// As we write: any version, or the one after what was read.
void raceAsWe(const PgAddress &address, std::uint64_t seed, int tries, Won &won) {
    std::mt19937_64 random(seed);
    const auto store = must(openMappedForWriting(address, {}, {}));
    std::map<std::string, Version> seen;
    for (int i = 0; i < tries; ++i) {
        const std::string stream = drawStream(random);
        const auto batch = eventsNamed({"we-" + std::to_string(seed) + "-" + std::to_string(i)});
        const bool isExact = random() % 2 == 0;
        const auto result =
            store->append({stream}, isExact ? Expected::exactly(seen[stream]) : Expected::any(), batch, {});
        if (result) {
            won.add(stream, result->last.value, toString(batch[0].id));
            if (isExact && result->first.value != seen[stream].value + 1) won.wrong("not behind the expected version");
            seen[stream] = result->last;
        } else if (isExact && result.error().kind == ErrorKind::WrongVersion) {
            seen[stream] = {*result.error().actualVersion};
        } else {
            won.wrong(describe(result.error()));
        }
    }
}

} // namespace

/// Our writers against those of the program whose table it is: no version is lost, none is there twice.
class TestMappedRace : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    /// As a session of an application is: it waits for others' locks as long as they last.
    [[nodiscard]] PgConnection application() const {
        PgOptions options;
        options.access = PgAccess::ReadWrite;
        options.lockTimeout = {};
        return must(PgConnection::open(m_database->address(), options, {}));
    }

  private Q_SLOTS:
    void initTestCase() {
        m_database = std::make_unique<ForeignDatabase>();
        // Where versions are checked at the commit, deadlocks come one behind the other. A server looks for each only
        // after a second, and who waits behind several of them would run out of its time.
        m_database->run("ALTER SYSTEM SET deadlock_timeout = '20ms'");
        m_database->run("SELECT pg_reload_conf()");
    }
    void cleanupTestCase() { m_database.reset(); }

    void oneWinnerEachVersion_data() {
        QTest::addColumn<QString>("table");
        QTest::newRow("by the clock") << QString::fromStdString(kStreamTable);
        QTest::newRow("by numbers") << QString::fromStdString(kSerialTable);
        QTest::newRow("checked at the commit") << QString::fromStdString(kStreamTable)
                                                      .replace(QStringLiteral("UNIQUE (stream_id, version)"),
                                                               QStringLiteral("UNIQUE (stream_id, version) DEFERRABLE "
                                                                              "INITIALLY DEFERRED"));
    }
    void oneWinnerEachVersion() {
        QFETCH(QString, table);
        m_database->clearAll();
        m_database->run(table.toStdString());
        const int tries = rounds("EVENTSCOPE_MAPPED_RACE_TRIES", 60, 3000);
        Won won;
        std::vector<std::thread> writers;
        for (std::uint64_t i = 0; i < 3; ++i) {
            writers.emplace_back([&, i] { raceAsTheApplication(application(), i, tries, won); });
            writers.emplace_back([&, i] { raceAsWe(m_database->address(), i, tries, won); });
        }
        for (std::thread &writer : writers)
            writer.join();
        QVERIFY2(won.wrong().empty(), won.wrong().c_str());
        const auto found = m_database->run("SELECT stream_id, version::bigint, event_id::text, row_number() OVER "
                                           "(PARTITION BY stream_id ORDER BY version) FROM events");
        QCOMPARE(found.rows(), won.all().size());
        for (std::size_t row = 0; row < found.rows(); ++row) {
            const std::int64_t version = *found.number(row, 1);
            QCOMPARE(version, *found.number(row, 3));
            const auto winner = won.all().find({std::string(*found.text(row, 0)), version});
            QVERIFY(winner != won.all().end() && winner->second == *found.text(row, 2));
        }
        qInfo("%zu events", found.rows());
    }
};

QTEST_GUILESS_MAIN(TestMappedRace)
#include "tst_mapped_race.moc"
