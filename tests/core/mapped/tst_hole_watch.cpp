// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/hole_watch.h"
#include "tests/core/mapped/mapped_fixture.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Names = std::set<std::string>;

/// The rule that many frameworks use: a hole is dead once the oldest running transaction is not older than what was
/// the newest when the hole was first seen. It trusts ids of transactions, which come later than the numbers.
struct NaiveRule {
    std::int64_t xmaxSeenFirst = 0;
    bool isDead(std::int64_t xmin) const { return xmin >= xmaxSeenFirst; }
};

} // namespace

class TestHoleWatch : public QObject {
    Q_OBJECT

    std::unique_ptr<ForeignDatabase> m_database;

    static PgResult run(PgConnection &connection, const std::string &sql) { return must(connection.query(sql, {})); }
    HoleWatch watch(const std::string &unprovable = {}) const {
        return HoleWatch({"public.numbers", "number", 0, unprovable});
    }
    HoleWatch::Answer look(HoleWatch &holes) const {
        const auto session = must(PgReadSession::open(m_database->address(), {}, {}));
        auto snapshot = must(session->snapshot({}));
        return must(holes.look(snapshot, {}));
    }
    std::int64_t number(const std::string &sql) const { return must(m_database->run(sql).number(0, 0)); }
    /// The numbers that a snapshot sees now.
    std::string seen() const {
        return std::string(must(m_database
                                    ->run("SELECT coalesce(string_agg(number::text, ',' ORDER BY number), '') "
                                          "FROM numbers")
                                    .text(0, 0)));
    }

  private Q_SLOTS:
    void initTestCase() { m_database = std::make_unique<ForeignDatabase>(); }
    void cleanupTestCase() { m_database.reset(); }
    void init() {
        m_database->clearAll();
        m_database->run("CREATE TABLE numbers (number bigserial PRIMARY KEY)");
    }

    void whoRanAtFirstSightDecides() {
        HoleWatch holes = watch();
        QCOMPARE(holes.take(holes.begin(), {5, Names{"3/1", "4/1"}, {}}), 0);
        QCOMPARE(holes.take(holes.begin(), {8, Names{"4/1", "5/9"}, {}}), 0);
        QCOMPARE(holes.take(holes.begin(), {9, Names{"5/9", "6/1"}, {}}), 5);
        QCOMPARE(holes.take(holes.begin(), {9, Names{"6/1"}, {}}), 8);
        QCOMPARE(holes.take(holes.begin(), {9, {}, {}}), 9);
    }

    void whoVanishedMayHaveBeenPrepared() {
        HoleWatch holes = watch();
        QCOMPARE(holes.take(holes.begin(), {5, Names{"3/1"}, {}}), 0);
        QCOMPARE(holes.take(holes.begin(), {6, {}, Names{"733"}}), 0);
        QCOMPARE(holes.take(holes.begin(), {7, {}, Names{"734"}}), 6);
    }

    void aLookThatBeganBeforeSaysNothingOfLaterTransactions() {
        HoleWatch holes = watch();
        const auto early = holes.begin(); // its list was read before 3/1 began
        QCOMPARE(holes.take(holes.begin(), {5, Names{"3/1"}, {}}), 0);
        QCOMPARE(holes.take(early, {4, Names{"9/9"}, {}}), 0);
        QCOMPARE(holes.take(holes.begin(), {5, Names{"3/1"}, {}}), 0);
        QCOMPARE(holes.take(holes.begin(), {5, {}, {}}), 5);
    }

    void manySightingsKeepTheOldest() {
        HoleWatch holes = watch();
        for (int i = 1; i <= 1000; ++i)
            QCOMPARE(holes.take(holes.begin(), {i, Names{"old", "t" + std::to_string(i)}, {}}), 0);
        QVERIFY(holes.take(holes.begin(), {1001, Names{"new"}, {}}) >= 1);
        QCOMPARE(holes.take(holes.begin(), {1001, {}, {}}), 1001);
    }

    void anEmptyLogIsSettled() {
        HoleWatch holes = watch();
        const auto answer = look(holes);
        QVERIFY(answer.last == 0 && answer.settled == 0);
    }

    /// The schedule of the measurement: a number is drawn before its transaction has an id.
    void aNumberDrawnBeforeTheIdIsWaitedFor() {
        HoleWatch holes = watch();
        PgConnection early = m_database->writer(), late = m_database->writer();
        m_database->run("INSERT INTO numbers DEFAULT VALUES");
        run(early, "BEGIN");
        run(early, "SELECT nextval('public.numbers_number_seq')");
        run(late, "INSERT INTO public.numbers DEFAULT VALUES");
        QCOMPARE(seen(), std::string("1,3"));
        const NaiveRule naive{number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")};
        const auto first = look(holes);
        QVERIFY(first.last == 3 && first.settled == 1 && first.beyond == Hole::State::Open);
        QVERIFY2(first.evidence.find("1 transactions are running") != std::string::npos, first.evidence.c_str());

        run(early, "INSERT INTO public.numbers VALUES (2)"); // only now it has an id
        const std::int64_t xmin = number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        QVERIFY2(naive.isDead(xmin), "the schedule must fool the naive rule, else it proves nothing");
        QCOMPARE(seen(), std::string("1,3"));
        QCOMPARE(look(holes).settled, 1);

        run(early, "COMMIT");
        QCOMPARE(seen(), std::string("1,2,3"));
        QCOMPARE(look(holes).settled, 3);
    }

    void aRolledBackNumberIsDeadOnceItsTransactionHasEnded() {
        HoleWatch holes = watch();
        PgConnection early = m_database->writer(), other = m_database->writer();
        run(early, "BEGIN");
        run(early, "INSERT INTO public.numbers DEFAULT VALUES");
        m_database->run("INSERT INTO numbers DEFAULT VALUES");
        QCOMPARE(look(holes).settled, 0);
        run(other, "BEGIN"); // began after the first sight, so it cannot have drawn the number
        run(other, "SELECT 1");
        run(early, "ROLLBACK");
        QCOMPARE(look(holes).settled, 2);
        run(other, "ROLLBACK");
        QCOMPARE(seen(), std::string("2"));
    }

    void transactionsOfOtherDatabasesDoNotMatter() {
        HoleWatch holes = watch();
        PgAddress elsewhere = must(PgAddress::parse(m_database->newDatabase()));
        PgOptions writing;
        writing.access = PgAccess::ReadWrite;
        PgConnection other = must(PgConnection::open(elsewhere, writing, {}));
        run(other, "BEGIN");
        run(other, "SELECT 1");
        m_database->run("INSERT INTO numbers DEFAULT VALUES");
        QCOMPARE(look(holes).settled, 1);
        run(other, "ROLLBACK");
    }

    /// The server cleans a large table for hours; here a small one, slowly.
    void anAutovacuumDoesNotMatter() {
        m_database->run("CREATE TABLE large (n int) WITH (autovacuum_vacuum_threshold = 0, "
                        "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_limit = 1, "
                        "autovacuum_vacuum_cost_delay = 100)");
        m_database->run("INSERT INTO large SELECT * FROM generate_series(1, 100000)");
        m_database->run("DELETE FROM large");
        m_database->run("INSERT INTO numbers DEFAULT VALUES");
        m_database->run("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        m_database->run("SELECT pg_reload_conf()");
        QTRY_VERIFY_WITH_TIMEOUT(number("SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                                        "WHERE locktype = 'virtualxid' AND backend_type = 'autovacuum worker' AND "
                                        "datname = current_database()") > 0,
                                 60'000);
        HoleWatch holes = watch();
        const auto answer = look(holes);
        QVERIFY2(answer.settled == 1, answer.evidence.c_str());
        m_database->run("ALTER SYSTEM RESET autovacuum_naptime");
        m_database->run("SELECT pg_reload_conf()");
    }

    void aPreparedTransactionIsWaitedFor() {
        HoleWatch holes = watch();
        PgConnection early = m_database->writer();
        run(early, "BEGIN");
        run(early, "INSERT INTO public.numbers DEFAULT VALUES");
        m_database->run("INSERT INTO numbers DEFAULT VALUES");
        QCOMPARE(look(holes).settled, 0);
        run(early, "PREPARE TRANSACTION 'late'");
        const auto prepared = look(holes);
        QVERIFY(prepared.settled == 0 && prepared.evidence.find("prepared") != std::string::npos);
        HoleWatch fresh = watch();
        QCOMPARE(look(fresh).settled, 0);
        m_database->run("COMMIT PREPARED 'late'");
        QCOMPARE(look(holes).settled, 2);
        QCOMPARE(look(fresh).settled, 2);
        QCOMPARE(seen(), std::string("1,2"));
    }

    void whatFollowsWithoutAGapIsSettledAtOnce() {
        HoleWatch holes = watch();
        PgConnection idle = m_database->writer();
        run(idle, "BEGIN");
        run(idle, "SELECT 1");
        m_database->run("INSERT INTO numbers SELECT FROM generate_series(1, 50)");
        QCOMPARE(look(holes).settled, 50);
        m_database->run("INSERT INTO numbers VALUES (52), (53)");
        QCOMPARE(look(holes).settled, 50);
        run(idle, "ROLLBACK");
        QCOMPARE(look(holes).settled, 53);
    }

    void withoutAProofHolesStayUnsettled() {
        HoleWatch holes = watch("numbers are drawn elsewhere");
        m_database->run("INSERT INTO numbers VALUES (1), (2), (4)");
        for (int i = 0; i < 2; ++i) {
            const auto answer = look(holes);
            QVERIFY(answer.last == 4 && answer.settled == 2 && answer.beyond == Hole::State::Unsettled);
            QCOMPARE(answer.evidence, std::string("numbers are drawn elsewhere"));
        }
        m_database->run("INSERT INTO numbers VALUES (3)");
        QCOMPARE(look(holes).settled, 4);
    }

    void timesOfTheClockAreSettledBehindWhoRuns() {
        HoleWatch holes({"public.numbers", {}, INT64_MIN, {}});
        PgConnection early = m_database->writer();
        const auto idle = look(holes);
        QVERIFY(idle.settled < idle.last && idle.settled > idle.last - 10'000'000);
        run(early, "BEGIN");
        run(early, "SELECT 1");
        const auto first = look(holes), second = look(holes);
        QVERIFY(second.last > first.last && second.settled == first.settled);
        run(early, "ROLLBACK");
        QVERIFY(look(holes).settled > second.settled);
    }
};

QTEST_GUILESS_MAIN(TestHoleWatch)
#include "tst_hole_watch.moc"
