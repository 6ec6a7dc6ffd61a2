// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_read_pool.h"
#include "core/db/postgres/pg_role.h"
#include "core/db/postgres/pg_write_session.h"
#include "tests/core/postgres/pg_fixture.h"

#include <QTemporaryFile>

#include <atomic>
#include <latch>
#include <vector>

using namespace eventscope;

namespace {

/// Someone who knows these passwords, one answer after the other, and gives up behind the last.
struct Person {
    Person() = default;
    explicit Person(std::vector<std::string> known) : answers(std::move(known)) {}
    std::vector<std::string> answers;
    std::vector<PasswordRequest> questions;
    std::mutex mutex;

    AskPassword asked() {
        return [this](const PasswordRequest &request, const JobControl &) -> Result<Secret> {
            const std::scoped_lock lock(mutex);
            questions.push_back(request);
            if (questions.size() > answers.size()) return cancelled();
            return Secret(std::string(answers[questions.size() - 1]));
        };
    }
};

} // namespace

class TestPgLogin : public PgFixture {
    Q_OBJECT

    /// Over TCP, where the server wants a password; without TLS.
    static PgAddress overTcp(Person &person, const std::string &more = {}) {
        auto address = PgAddress::parse(s_server->tcpAddress() + " sslmode=disable passfile=/nowhere " + more).value();
        address.askPassword(person.asked());
        return address;
    }
    static Result<std::unique_ptr<PgReadSession>> read(const PgAddress &address, const JobControl &job = {}) {
        return PgReadSession::open(address, pgOptionsFor(address), job);
    }

  private Q_SLOTS:
    void asksOnlyWhenThePasswordIsMissing() {
        Person person(std::vector<std::string>{PgServer::kPassword});
        auto open = address();
        open.askPassword(person.asked());
        QVERIFY(read(open));
        QVERIFY(read(overTcp(person, std::string("password=") + PgServer::kPassword)));
        qputenv("PGPASSWORD", PgServer::kPassword);
        const bool byEnvironment = read(overTcp(person)).has_value();
        qunsetenv("PGPASSWORD");
        QVERIFY(byEnvironment);
        QVERIFY(person.questions.empty());
        QVERIFY(read(overTcp(person)));
        QCOMPARE(person.questions.size(), std::size_t{1});
        const PasswordRequest &question = person.questions[0];
        QCOMPARE(question.user, std::string("eventscope"));
        QCOMPARE(question.server, "127.0.0.1:" + std::to_string(s_server->port()));
        QCOMPARE(question.database, std::string("postgres"));
        QVERIFY(!question.wasRefused);
    }

    void asksOnceForAllConnections() {
        Person person(std::vector<std::string>{PgServer::kPassword});
        const auto address = overTcp(person);
        PgReadPool pool(address);
        constexpr int kThreads = 8;
        std::atomic<int> good = 0;
        std::latch together(kThreads);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < kThreads; ++i) {
                threads.emplace_back([&] {
                    together.arrive_and_wait();
                    auto lease = pool.lease({});
                    if (lease && (**lease).snapshot({})) ++good;
                });
            }
        }
        QCOMPARE(good.load(), kThreads);
        QVERIFY(pool.listen("news", {}));
        QVERIFY(PgWriteSession::open(address, pgOptionsFor(address), {}));
        QCOMPARE(person.questions.size(), std::size_t{1});
        QVERIFY(address.settings().count("password") == 0);
    }

    void asksAgainWhenRefused() {
        Person person(std::vector<std::string>{"hush-1", "hush-2", PgServer::kPassword});
        const auto address = overTcp(person);
        QVERIFY(read(address));
        QCOMPARE(person.questions.size(), std::size_t{3});
        QVERIFY(!person.questions[0].wasRefused);
        QVERIFY(person.questions[1].wasRefused);
        QVERIFY(read(address));
        QCOMPARE(person.questions.size(), std::size_t{3});
    }

    void givesUpAfterThree() {
        Person person(std::vector<std::string>{"hush-1", "hush-2", "hush-3", PgServer::kPassword});
        const auto opened = read(overTcp(person));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Refused);
        QCOMPARE(person.questions.size(), std::size_t{3});
        QVERIFY(describe(opened.error()).find("hush") == std::string::npos);
    }

    void whatLibpqFoundMayBeRefused() {
        Person person(std::vector<std::string>{PgServer::kPassword});
        qputenv("PGPASSWORD", "hush");
        const bool opened = read(overTcp(person)).has_value();
        qunsetenv("PGPASSWORD");
        QVERIFY(opened);
        QVERIFY(person.questions.at(0).wasRefused);
    }

    void aChangedPasswordIsAskedForAgain() {
        Person person(std::vector<std::string>{PgServer::kPassword, "a-new-one"});
        const auto address = overTcp(person);
        QVERIFY(read(address));
        PgConnection owner = opened(writing());
        answer(owner, "ALTER ROLE eventscope PASSWORD 'a-new-one'");
        const bool again = read(address).has_value();
        answer(owner, std::string("ALTER ROLE eventscope PASSWORD '") + PgServer::kPassword + "'");
        QVERIFY(again);
        QVERIFY(person.questions.at(1).wasRefused);
    }

    void whoGivesUpIsNoError() {
        Person person;
        const auto opened = read(overTcp(person));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
    }

    void aPasswordThatCannotBeSentIsRefused() {
        Person person(std::vector<std::string>{std::string("a\0b", 3)});
        const auto opened = read(overTcp(person));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Invalid);
    }

    void otherFailuresAskNobody() {
        Person person(std::vector<std::string>{"hush"});
        QCOMPARE(read(overTcp(person, "port=1")).error().kind, ErrorKind::Unavailable);
        auto missing = address("dbname=missing");
        missing.askPassword(person.asked());
        QCOMPARE(read(missing).error().kind, ErrorKind::NotFound);
        QVERIFY(person.questions.empty());
    }

    /// Another one waits for the answer, but not beyond a stop.
    void waitingForTheAnswerStops() {
        std::latch isAsked(1), mayAnswer(1);
        auto address = PgAddress::parse(s_server->tcpAddress() + " sslmode=disable passfile=/nowhere").value();
        address.askPassword([&](const PasswordRequest &, const JobControl &) -> Result<Secret> {
            isAsked.count_down();
            mayAnswer.wait();
            return Secret(PgServer::kPassword);
        });
        std::atomic<bool> isFirstGood = false;
        std::jthread first([&] { isFirstGood = read(address).has_value(); });
        isAsked.wait();
        std::stop_source stopping;
        stopping.request_stop();
        const auto second = read(address, {.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr});
        QCOMPARE(second.error().kind, ErrorKind::Cancelled);
        mayAnswer.count_down();
        first.join();
        QVERIFY(isFirstGood);
    }

    void superusersAreRefusedWhereTheyShouldBe() {
        PgConnection owner = opened(writing());
        answer(owner, "CREATE ROLE reader LOGIN");
        answer(owner, "CREATE ROLE heir LOGIN");
        answer(owner, "GRANT eventscope TO heir");
        answer(owner, "CREATE ROLE disguised LOGIN SUPERUSER");
        answer(owner, "ALTER ROLE disguised SET role = reader");
        for (const char *role : {"eventscope", "heir", "disguised"}) {
            auto production = address(std::string("user=") + role);
            QVERIFY(PgConnection::open(production, {}, {}));
            production.refuseSuperusers();
            for (const auto &options : {PgOptions(), writing()}) {
                const auto refused = PgConnection::open(production, options, {});
                QVERIFY2(!refused, role);
                QCOMPARE(refused.error().kind, ErrorKind::Refused);
                QVERIFY(refused.error().needsConsent);
                QVERIFY(refused.error().message.find(role) != std::string::npos);
                QVERIFY(!refused.error().hint.empty());
            }
        }
        auto reader = address("user=reader");
        reader.refuseSuperusers();
        QVERIFY(PgConnection::open(reader, {}, {}));
    }

    void readsFromAStandbyAndWritesToThePrimary() {
        QString why;
        const auto standby = PgServer::startStandby(*s_server, &why);
        QVERIFY2(standby, qPrintable(why));
        const std::string other = PgAddress::parse(standby->address()).value().get("host").value();
        const std::string hosts = address().get("host").value() + "," + other;
        const std::string ports = std::to_string(s_server->port()) + "," + std::to_string(standby->port());
        const auto isStandby = [](const std::string &text) {
            const auto parsed = PgAddress::parse(text + " user=eventscope dbname=postgres").value();
            auto session = read(parsed);
            if (!session) qFatal("%s", describe(session.error()).c_str());
            auto snapshot = (*session)->snapshot({});
            return roleOf(*snapshot, "public.events", {}).value().isStandby;
        };
        QVERIFY(isStandby("host=" + hosts + " port=" + ports));
        QVERIFY(!isStandby("host=" + hosts + " port=" + ports + " target_session_attrs=primary"));
        QVERIFY(!isStandby("host=" + address().get("host").value() + " port=" + std::to_string(s_server->port())));
        // Also where only the environment or a service names them.
        qputenv("PGHOST", hosts.c_str());
        qputenv("PGPORT", ports.c_str());
        const bool byEnvironment = isStandby("");
        qunsetenv("PGHOST");
        qunsetenv("PGPORT");
        QVERIFY(byEnvironment);
        QTemporaryFile services;
        QVERIFY(services.open());
        services.write(("[shop]\nhost=" + hosts + "\nport=" + ports + "\n").c_str());
        services.close();
        qputenv("PGSERVICEFILE", services.fileName().toUtf8());
        const bool byService = isStandby("service=shop");
        qunsetenv("PGSERVICEFILE");
        QVERIFY(byService);
        const auto writer = PgWriteSession::open(
            PgAddress::parse("host=" + hosts + " port=" + ports + " user=eventscope dbname=postgres").value(), {}, {});
        QVERIFY2(writer, writer ? "" : describe(writer.error()).c_str());
        // Without a standby the primary does.
        standby->kill();
        QVERIFY(!isStandby("host=" + hosts + " port=" + ports));
    }
};

QTEST_GUILESS_MAIN(TestPgLogin)
#include "tst_pg_login.moc"
