// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_transaction.h"

#include "tests/core/postgres/pg_fixture.h"

using namespace eventscope;
using Kind = PgTransaction::Kind;

class TestPgTransaction : public PgFixture {
    Q_OBJECT

    static std::int64_t count(PgConnection &connection) {
        return answer(connection, "SELECT count(*) FROM public.t").number(0, 0).value();
    }

  private Q_SLOTS:
    void init() {
        PgConnection connection = opened(writing());
        answer(connection, "DROP TABLE IF EXISTS public.t");
        answer(connection, "CREATE TABLE public.t(a int CONSTRAINT only_once UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    }

    void readsOneSnapshotAndCannotWrite() {
        PgConnection reader = opened(writing()); // the transaction alone must hold
        PgConnection writer = opened(writing());
        auto transaction = PgTransaction::begin(reader, Kind::Read, JobControl());
        QVERIFY(transaction);
        QCOMPARE(count(reader), std::int64_t{0});
        answer(writer, "INSERT INTO public.t VALUES(1)");
        QCOMPARE(count(reader), std::int64_t{0});
        QVERIFY(!reader.query("SET TRANSACTION READ WRITE", JobControl()));
        QVERIFY(reader.inTransaction());
        const auto ended = transaction->commit();
        QVERIFY(!ended); // it had failed
        QVERIFY(!reader.inTransaction());
        QCOMPARE(count(reader), std::int64_t{1});
    }

    void writingNeedsAConnectionForIt() {
        PgConnection reader = opened();
        const auto transaction = PgTransaction::begin(reader, Kind::Write, JobControl());
        QVERIFY(!transaction);
        QCOMPARE(transaction.error().kind, ErrorKind::Refused);
    }

    void uncommittedIsUndone() {
        PgConnection writer = opened(writing());
        {
            auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
            QVERIFY(transaction);
            answer(writer, "INSERT INTO public.t VALUES(1)");
            QVERIFY(!PgTransaction::begin(writer, Kind::Write, JobControl()));
        }
        QVERIFY(!writer.inTransaction());
        QCOMPARE(count(writer), std::int64_t{0});
        auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
        QVERIFY(transaction);
        answer(writer, "INSERT INTO public.t VALUES(1)");
        QVERIFY(transaction->commit());
        QCOMPARE(count(writer), std::int64_t{1});
    }

    void failedTransactionDoesNotCommit() {
        PgConnection writer = opened(writing());
        auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
        QVERIFY(transaction);
        answer(writer, "INSERT INTO public.t VALUES(1)");
        QVERIFY(!writer.query("SELECT 1/0", JobControl()));
        const auto committed = transaction->commit();
        QVERIFY(!committed);
        QCOMPARE(committed.error().kind, ErrorKind::Refused);
        QCOMPARE(count(writer), std::int64_t{0});
    }

    void ruleThatFailsAtTheCommitIsNamed() {
        PgConnection writer = opened(writing());
        auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
        QVERIFY(transaction);
        answer(writer, "INSERT INTO public.t VALUES(7), (7)");
        const auto committed = transaction->commit();
        QVERIFY(!committed);
        QCOMPARE(committed.error().kind, ErrorKind::Refused);
        QVERIFY(committed.error().message.find("only_once") != std::string::npos);
        QCOMPARE(count(writer), std::int64_t{0});
    }

    void lostBeforeTheCommitIsNotWritten() {
        PgConnection writer = opened(writing());
        auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
        QVERIFY(transaction);
        answer(writer, "INSERT INTO public.t VALUES(1)");
        PgConnection admin = opened(writing());
        answer(admin, "SELECT pg_terminate_backend($1::int)",
               PgParameters().text(std::to_string(writer.serverProcess())));
        QTRY_VERIFY(writer.isLost());
        const auto committed = transaction->commit();
        QVERIFY(!committed);
        QCOMPARE(committed.error().kind, ErrorKind::Unavailable);
        QCOMPARE(count(admin), std::int64_t{0});
    }

    void lostInTheCommitIsUnknown() {
        PgConnection writer = opened(writing());
        PgConnection admin = opened(writing());
        // A deferred trigger keeps the server inside COMMIT until its session is ended.
        answer(admin, "CREATE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS "
                      "'BEGIN PERFORM pg_catalog.pg_sleep(600); RETURN NULL; END'");
        answer(admin, "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.t DEFERRABLE INITIALLY DEFERRED "
                      "FOR EACH ROW EXECUTE FUNCTION public.dawdle()");
        auto transaction = PgTransaction::begin(writer, Kind::Write, JobControl());
        QVERIFY(transaction);
        answer(writer, "INSERT INTO public.t VALUES(1)");
        const int process = writer.serverProcess();
        std::jthread other([&] {
            waitUntilActive(process);
            answer(admin, "SELECT pg_terminate_backend($1::int)", PgParameters().text(std::to_string(process)));
        });
        const auto committed = transaction->commit();
        other.join();
        QVERIFY(!committed);
        QCOMPARE(committed.error().kind, ErrorKind::OutcomeUnknown);
        QVERIFY(!committed.error().hint.empty());
        QVERIFY(writer.isLost());
    }

    /// An index of many rows takes longer than a server may be silent otherwise.
    void aTransactionMayTakeAllTheTimeItNeeds() {
        PgOptions options = writing();
        options.statementTimeout = std::chrono::milliseconds(200);
        options.answerGrace = std::chrono::milliseconds(200);
        PgConnection connection = opened(options);
        auto transaction = PgTransaction::begin(connection, PgTransaction::Kind::Write, {});
        QVERIFY(transaction);
        QVERIFY(transaction->liftTimeLimits({}));
        QVERIFY(connection.query("SELECT pg_sleep(1)", {}));
        QVERIFY(transaction->commit());
        QVERIFY(!connection.query("SELECT pg_sleep(60)", {}));
    }

    void idleTransactionIsEndedByTheServer() {
        PgOptions options;
        options.idleTransactionTimeout = std::chrono::milliseconds(50);
        PgConnection reader = opened(options);
        auto transaction = PgTransaction::begin(reader, Kind::Read, JobControl());
        QVERIFY(transaction);
        QTRY_VERIFY(reader.isLost());
    }
};

QTEST_GUILESS_MAIN(TestPgTransaction)
#include "tst_pg_transaction.moc"
