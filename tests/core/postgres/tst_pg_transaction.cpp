// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_transaction.h"

#include "core/base/pause.h"
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

    void queryAloneReadsAndCannotWrite() {
        PgConnection connection = opened(writing()); // the transaction alone must hold
        const std::string series = "SELECT n FROM generate_series(1, $1::int8) n";
        for (const std::int64_t rows : {0, 1, 5000}) {
            const auto found = connection.queryAlone(series, PgParameters().number(rows), JobControl());
            QVERIFY(found);
            QCOMPARE(found->rows(), static_cast<std::size_t>(rows));
            if (rows > 0) QCOMPARE(found->number(found->rows() - 1, 0).value(), rows);
            QVERIFY(!connection.inTransaction());
        }
        for (const char *sql : {"INSERT INTO public.t VALUES(1)", "SELECT * FROM public.missing", "SELECT 1/0",
                                "SELECT 1; SELECT 2", "COPY public.t TO STDOUT", "COPY public.t FROM STDIN"}) {
            QVERIFY2(!connection.queryAlone(sql, {}, JobControl()), sql);
            QVERIFY2(!connection.inTransaction(), sql);
            if (connection.isLost()) connection = opened(writing());
            QCOMPARE(count(connection), std::int64_t{0});
        }
        auto transaction = PgTransaction::begin(connection, Kind::Read, JobControl());
        QCOMPARE(connection.queryAlone("SELECT 1", {}, JobControl()).error().kind, ErrorKind::Internal);
        QVERIFY(transaction && connection.inTransaction());
    }

    void queryAloneTwiceInARowIsPrepared() {
        PgConnection connection = opened();
        const auto sumOf = [&](std::int64_t n) {
            const auto found = connection.queryAlone("SELECT $1::int8 + 1", PgParameters().number(n), JobControl());
            return found ? found->number(0, 0).value() : -1;
        };
        const auto known = [&] {
            return answer(connection, "SELECT count(*) FROM pg_prepared_statements").number(0, 0).value();
        };
        QCOMPARE(sumOf(1), std::int64_t{2});
        QCOMPARE(known(), std::int64_t{0});
        QCOMPARE(sumOf(2), std::int64_t{3});
        QCOMPARE(sumOf(3), std::int64_t{4});
        QCOMPARE(known(), std::int64_t{1});
        // As behind a pooler that gives another session.
        answer(connection, "DEALLOCATE ALL");
        QCOMPARE(sumOf(4), std::int64_t{5});
        QVERIFY(!connection.inTransaction());
        QCOMPARE(sumOf(5), std::int64_t{6});
        QCOMPARE(known(), std::int64_t{0});
    }

    void queryAloneUndoesWhatIsSetForTheSession() {
        PgConnection connection = opened();
        QVERIFY(connection.queryAlone("SELECT set_config('default_transaction_read_only', 'off', false)", {},
                                      JobControl()));
        QVERIFY(answer(connection, "SHOW default_transaction_read_only").text(0, 0).value() == "on");
    }

    void queryAloneIsStopped() {
        PgConnection connection = opened();
        std::stop_source stopping;
        std::jthread stopper([&] {
            waitUntilActive(connection.serverProcess());
            stopping.request_stop();
        });
        const auto slept =
            connection.queryAlone("SELECT pg_catalog.pg_sleep(600)", {}, {stopping.get_token(), nullptr, nullptr});
        QVERIFY(!slept);
        QCOMPARE(slept.error().kind, ErrorKind::Cancelled);
        stopper.join();
        QVERIFY(!connection.isLost() && !connection.inTransaction());
        QCOMPARE(count(connection), std::int64_t{0});
    }

    void queryAloneOfALostServerIsNoAnswer() {
        PgConnection connection = opened();
        PgConnection admin = opened(writing());
        std::jthread ender([&] {
            waitUntilActive(connection.serverProcess());
            answer(admin, "SELECT pg_terminate_backend($1::int)",
                   PgParameters().text(std::to_string(connection.serverProcess())));
        });
        const auto slept = connection.queryAlone("SELECT pg_catalog.pg_sleep(600)", {}, JobControl());
        QVERIFY(!slept);
        QVERIFY(connection.isLost());
    }

    void queryAloneTooLargeIsNoAnswer() {
        PgOptions small;
        small.resultBytesMax = 1000;
        PgConnection connection = opened(small);
        const auto all = connection.queryAlone("SELECT n FROM generate_series(1, 100000) n", {}, JobControl());
        QVERIFY(!all);
        QCOMPARE(all.error().kind, ErrorKind::TooLarge);
        QVERIFY(!connection.inTransaction());
        if (!connection.isLost()) QCOMPARE(count(connection), std::int64_t{0});
    }

    void writingNeedsAConnectionForIt() {
        PgConnection reader = opened();
        const auto transaction = PgTransaction::begin(reader, Kind::Write, JobControl());
        QVERIFY(!transaction);
        QCOMPARE(transaction.error().kind, ErrorKind::Refused);
    }

    /// Else what the next caller writes on this connection would seem to be done, and never be committed.
    void stoppedAtItsBeginIsUndone() {
        for (const Kind kind : {Kind::Write, Kind::Read}) {
            PgConnection connection = opened(writing());
            const int process = connection.serverProcess();
            std::stop_source stopping;
            QCOMPARE(::kill(process, SIGSTOP), 0); // so that the answer is still to come when the request does
            std::jthread other([&] {
                pauseUnlessStopped(std::chrono::milliseconds(50), {});
                stopping.request_stop();
                pauseUnlessStopped(std::chrono::milliseconds(200), {});
                ::kill(process, SIGCONT);
            });
            const auto begun = PgTransaction::begin(connection, kind, {stopping.get_token(), nullptr, nullptr});
            other.join();
            QVERIFY(!begun);
            QVERIFY(connection.isLost() || !connection.inTransaction());
        }
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
