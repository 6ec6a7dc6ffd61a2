// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pause.h"
#include "tests/core/postgres/pg_fixture.h"

#include <array>
#include <numeric>

using namespace eventscope;

class TestPgQuery : public PgFixture {
    Q_OBJECT

    static std::string bytesOf(const std::array<std::byte, 256> &bytes) {
        return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
    }

  private Q_SLOTS:
    void whatIsAskedOftenIsPlannedOnce() {
        PgConnection connection = opened();
        const std::string sum = "SELECT $1::int8 + $2::int8";
        const auto sumOf = [&](std::int64_t a, std::int64_t b) {
            const auto found = connection.queryOften(sum, PgParameters().number(a).number(b), JobControl());
            return found ? found->number(0, 0).value() : -1;
        };
        const auto known = [&] {
            return answer(connection, "SELECT count(*) FROM pg_prepared_statements").number(0, 0).value();
        };
        QCOMPARE(sumOf(1, 2), std::int64_t{3});
        QCOMPARE(sumOf(3, 4), std::int64_t{7});
        QCOMPARE(known(), std::int64_t{1});
        for (int again = 0; again < 2; ++again) {
            const auto wrong = connection.queryOften("SELECT 1 / $1::int8", PgParameters().number(0), JobControl());
            QVERIFY(!wrong);
            QVERIFY(!connection.queryOften("SELECT nothing", {}, JobControl()));
        }
        QCOMPARE(sumOf(1, 1), std::int64_t{2});
        // As behind a pooler that gives another session.
        answer(connection, "DEALLOCATE ALL");
        QCOMPARE(sumOf(5, 6), std::int64_t{11});
        QCOMPARE(sumOf(7, 8), std::int64_t{15});
        QCOMPARE(known(), std::int64_t{0});
    }

    void whatIsPreparedInAnothersSessionIsSentAsItIs() {
        PgConnection connection = opened();
        answer(connection, "PREPARE eventscope_0 AS SELECT 0");
        for (int again = 0; again < 3; ++again) {
            const auto found = connection.queryOften("SELECT $1::int8", PgParameters().number(again), JobControl());
            QVERIFY(found && found->number(0, 0).value() == again);
        }
        QCOMPARE(answer(connection, "SELECT count(*) FROM pg_prepared_statements").number(0, 0).value(),
                 std::int64_t{1});
    }

    void onlySoManyStatementsArePrepared() {
        PgConnection connection = opened();
        for (int statement = 0; statement < 50; ++statement) {
            const std::string sql = "SELECT $1::int8 + " + std::to_string(statement);
            const auto found = connection.queryOften(sql, PgParameters().number(1), JobControl());
            QVERIFY(found && found->number(0, 0).value() == 1 + statement);
        }
        QCOMPARE(answer(connection, "SELECT count(*) FROM pg_prepared_statements").number(0, 0).value(),
                 std::int64_t{32});
    }

    void typesComeBackAsTheyAre() {
        PgConnection connection = opened();
        const PgResult result =
            answer(connection, "SELECT 1::int2, -2::int4, 9007199254740993::int8, true, 1.5::float8, "
                               "'2026-03-04 12:00:03.881902+00'::timestamptz, '{\"a\": 1.10}'::json, "
                               "'{\"a\": 1.10}'::jsonb, 'e\u0301'::text, '\\x00ff'::bytea, "
                               "'00112233-4455-6677-8899-aabbccddeeff'::uuid, NULL::text, ''::text, "
                               "'infinity'::timestamptz, 1.10::numeric, 'n'::name");
        QCOMPARE(result.rows(), std::size_t{1});
        QCOMPARE(result.columns(), std::size_t{16});
        QCOMPARE(*result.number(0, 0), std::int64_t{1});
        QCOMPARE(*result.number(0, 1), std::int64_t{-2});
        QCOMPARE(*result.number(0, 2), std::int64_t{9007199254740993});
        QCOMPARE(*result.flag(0, 3), true);
        QCOMPARE(*result.real(0, 4), 1.5);
        QCOMPARE(toIso(*result.time(0, 5)), std::string("2026-03-04T12:00:03.881902Z"));
        QCOMPARE(*result.text(0, 6), std::string_view("{\"a\": 1.10}"));
        QCOMPARE(*result.text(0, 7), std::string_view("{\"a\": 1.10}"));
        QCOMPARE(*result.text(0, 8), std::string_view("e\u0301"));
        QCOMPARE(*result.bytes(0, 9), std::string_view("\0\xff", 2));
        QCOMPARE(result.bytes(0, 10)->size(), std::size_t{16});
        QVERIFY(result.isNull(0, 11) && !result.text(0, 11));
        QVERIFY(!result.isNull(0, 12) && result.text(0, 12)->empty());
        QVERIFY(!result.time(0, 13));
        QVERIFY(!result.number(0, 14) && !result.text(0, 14));
        QCOMPARE(*result.text(0, 15), std::string_view("n"));
    }

    void anotherTypeNamesTheColumn() {
        PgConnection connection = opened();
        const PgResult result = answer(connection, "SELECT 'x'::text AS version");
        const auto number = result.number(0, 0);
        QVERIFY(!number);
        QCOMPARE(number.error().kind, ErrorKind::Unsupported);
        QVERIFY(number.error().message.find("\"version\"") != std::string::npos);
    }

    void parametersAreValuesNotText() {
        PgConnection connection = opened();
        std::array<std::byte, 256> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<std::byte>(i);
        PgParameters values;
        values.number(-7).flag(true).text("'; DROP TABLE x; -- \\ \n \t").bytes(all).null().text("{\"a\":1}");
        const PgResult result = answer(connection, "SELECT $1, $2, $3::text, $4, $5::int8, $6::json", values);
        QCOMPARE(*result.number(0, 0), std::int64_t{-7});
        QCOMPARE(*result.flag(0, 1), true);
        QCOMPARE(*result.text(0, 2), std::string_view("'; DROP TABLE x; -- \\ \n \t"));
        QCOMPARE(*result.bytes(0, 3), std::string_view(bytesOf(all)));
        QVERIFY(result.isNull(0, 4));
        QCOMPARE(*result.text(0, 5), std::string_view("{\"a\":1}"));
    }

    void textWithNulIsRefusedAtOnce() {
        PgConnection connection = opened();
        const auto sent =
            connection.query("SELECT $1::text", PgParameters().text(std::string_view("a\0b", 3)), JobControl());
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Invalid);
        QCOMPARE(*answer(connection, "SELECT 1").number(0, 0), std::int64_t{1});
    }

    void brokenUtf8IsInvalidAndNotQuoted() {
        PgConnection connection = opened();
        const auto sent = connection.query("SELECT $1::text", PgParameters().text("hush\xff"), JobControl());
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::Invalid);
        const auto number = connection.query("SELECT $1::int4", PgParameters().text("hush"), JobControl());
        QVERIFY(!number);
        QCOMPARE(number.error().kind, ErrorKind::Invalid);
        QVERIFY2(describe(number.error()).find("hush") == std::string::npos, describe(number.error()).c_str());
    }

    void oneStatementACall() {
        PgConnection connection = opened();
        const auto two = connection.query("SELECT 1; SELECT 2", JobControl());
        QVERIFY(!two);
        QCOMPARE(connection.sqlState(), std::string("42601"));
        const auto missing = connection.query("SELECT * FROM public.missing", JobControl());
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
        QCOMPARE(*answer(connection, "SELECT 1").number(0, 0), std::int64_t{1});
    }

    void copyIsNoQuery() {
        PgConnection connection = opened();
        const auto copied = connection.query("COPY (SELECT generate_series(1, 100000)) TO STDOUT", JobControl());
        QVERIFY(!copied);
        QCOMPARE(copied.error().kind, ErrorKind::Internal);
        QCOMPARE(*answer(connection, "SELECT 1").number(0, 0), std::int64_t{1});
    }

    void largeAnswersComeWholeOrNotAtAll() {
        PgConnection connection = opened();
        const PgResult result = answer(connection, "SELECT n, repeat('x', 20) FROM generate_series(1, 200000) n");
        QCOMPARE(result.rows(), std::size_t{200'000});
        QCOMPARE(*result.number(199'999, 0), std::int64_t{200'000});
        const PgResult one = answer(connection, "SELECT repeat('y', 20000000)");
        QCOMPARE(one.text(0, 0)->size(), std::size_t{20'000'000});
        const PgResult none = answer(connection, "SELECT n FROM generate_series(1, 0) n");
        QCOMPARE(none.rows(), std::size_t{0});
        QCOMPARE(none.columnName(0), std::string("n"));
        const auto failing =
            connection.query("SELECT 1 / (n - 100000) FROM generate_series(1, 200000) n", JobControl());
        QVERIFY(!failing);
        QCOMPARE(failing.error().kind, ErrorKind::Invalid);
    }

    void answersBeyondTheLimitAreStopped() {
        PgOptions options;
        options.resultBytesMax = 100'000;
        PgConnection connection = opened(options);
        const auto endless = connection.query("SELECT repeat('x', 1000), generate_series(1, 1000000000)", JobControl());
        QVERIFY(!endless);
        QCOMPARE(endless.error().kind, ErrorKind::TooLarge);
        QCOMPARE(*answer(connection, "SELECT 1").number(0, 0), std::int64_t{1});
    }

    void stopRequestCancelsAtTheServer() {
        PgConnection connection = opened();
        const int process = connection.serverProcess();
        std::stop_source stopping;
        std::jthread other([&] {
            waitUntilActive(process);
            stopping.request_stop();
        });
        const JobControl job{.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr};
        const auto slept = connection.query("SELECT pg_sleep(600)", job);
        other.join();
        QVERIFY(!slept);
        QCOMPARE(slept.error().kind, ErrorKind::Cancelled);
        PgConnection watcher = opened();
        if (connection.isLost()) return; // a machine so busy that the server took over a second
        QCOMPARE(*answer(connection, "SELECT 1").number(0, 0), std::int64_t{1});
        QCOMPARE(connection.query("SELECT 1", job).error().kind, ErrorKind::Cancelled);
    }

    /// What was being prepared then may have been, under its name.
    void stoppedWhilePreparingPreparesOn() {
        PgConnection connection = opened();
        const pid_t process = connection.serverProcess();
        std::stop_source stopping;
        QCOMPARE(::kill(process, SIGSTOP), 0); // so that the answer is still to come when the request does
        std::jthread other([&] {
            pauseUnlessStopped(std::chrono::milliseconds(50), {});
            stopping.request_stop();
            pauseUnlessStopped(std::chrono::milliseconds(200), {});
            ::kill(process, SIGCONT);
        });
        const PgParameters one = PgParameters().number(1);
        const auto stopped = connection.queryOften(
            "SELECT $1::bigint", one, {.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr});
        other.join();
        QVERIFY(!stopped);
        if (connection.isLost()) return; // a machine so busy that the server took over a second
        answer(connection, "BEGIN");
        const auto next = connection.queryOften("SELECT $1::bigint + 1", one, JobControl());
        QVERIFY2(next, next ? "" : describe(next.error()).c_str());
        QCOMPARE(*next->number(0, 0), std::int64_t{2});
    }

    void frozenServerIsGivenUp() {
        PgConnection connection = opened();
        const pid_t process = connection.serverProcess();
        QCOMPARE(::kill(process, SIGSTOP), 0);
        std::stop_source stopping;
        std::jthread other([&] { stopping.request_stop(); });
        const auto stopped =
            connection.query("SELECT 1", {.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr});
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        ::kill(process, SIGCONT);
    }

    void silentServerIsLost() {
        PgOptions options;
        options.statementTimeout = std::chrono::milliseconds(100);
        options.answerGrace = std::chrono::milliseconds(100);
        PgConnection connection = opened(options);
        const pid_t process = connection.serverProcess();
        QCOMPARE(::kill(process, SIGSTOP), 0);
        const auto unanswered = connection.query("SELECT 1", JobControl());
        ::kill(process, SIGCONT);
        QVERIFY(!unanswered);
        QCOMPARE(unanswered.error().kind, ErrorKind::Unavailable);
        QVERIFY(connection.isLost());
    }

    void timeLimitsEndStatements() {
        PgOptions options = writing();
        options.statementTimeout = std::chrono::milliseconds(100);
        options.answerGrace = std::chrono::milliseconds(60'000);
        PgConnection connection = opened(options);
        const auto slept = connection.query("SELECT pg_sleep(600)", JobControl());
        QVERIFY(!slept);
        QCOMPARE(slept.error().kind, ErrorKind::Unavailable);
        QCOMPARE(connection.sqlState(), std::string("57014"));
        QVERIFY(!connection.isLost());
        PgConnection holder = opened(writing());
        answer(holder, "CREATE TABLE public.held(a int)");
        answer(holder, "BEGIN");
        answer(holder, "LOCK TABLE public.held");
        PgOptions impatient;
        impatient.lockTimeout = std::chrono::milliseconds(50);
        PgConnection waiter = opened(impatient);
        QVERIFY(!waiter.query("SELECT * FROM public.held", JobControl()));
        QCOMPARE(waiter.sqlState(), std::string("55P03"));
    }

    void serverKilledInTheMiddleOfAnAnswer() {
        PgConnection connection = opened();
        const int process = connection.serverProcess();
        std::jthread other([&] {
            waitUntilActive(process);
            PgConnection admin = opened();
            answer(admin, "SELECT pg_terminate_backend($1::int)", PgParameters().text(std::to_string(process)));
        });
        const auto cut = connection.query("SELECT n FROM generate_series(1, 10) n WHERE n < 5 OR pg_sleep(600) IS NULL",
                                          JobControl());
        other.join();
        QVERIFY(!cut);
        QCOMPARE(cut.error().kind, ErrorKind::Unavailable);
        QVERIFY(connection.isLost());
    }
};

QTEST_GUILESS_MAIN(TestPgQuery)
#include "tst_pg_query.moc"
