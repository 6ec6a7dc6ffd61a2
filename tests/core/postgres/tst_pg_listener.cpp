// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/postgres/pg_listener.h"

#include "tests/core/postgres/pg_fixture.h"

using namespace eventscope;

class TestPgListener : public PgFixture {
    Q_OBJECT

    static constexpr std::chrono::milliseconds kLong{60'000};
    static constexpr std::chrono::milliseconds kShort{10};

    static PgListener listening(const std::string &channel) {
        auto listener = PgListener::start(opened(), channel, JobControl());
        if (!listener) qFatal("%s", describe(listener.error()).c_str());
        return *std::move(listener);
    }

    static void tell(PgConnection &connection, const std::string &channel, const std::string &payload) {
        answer(connection, "SELECT pg_notify($1, $2)", PgParameters().text(channel).text(payload));
    }

  private Q_SLOTS:
    void tellsEachInOrder() {
        PgListener listener = listening("Odd \"channel\"; --");
        PgConnection teller = opened();
        tell(teller, "another", "not ours");
        tell(teller, "Odd \"channel\"; --", "first");
        tell(teller, "Odd \"channel\"; --", "");
        const auto first = listener.wait(kLong, JobControl());
        QVERIFY(first && *first);
        QCOMPARE((*first)->payload, std::string("first"));
        QCOMPARE((*first)->channel, std::string("Odd \"channel\"; --"));
        QCOMPARE((*first)->serverProcess, teller.serverProcess());
        const auto second = listener.wait(kLong, JobControl());
        QVERIFY(second && *second && (*second)->payload.empty());
        const auto none = listener.wait(kShort, JobControl());
        QVERIFY(none && !*none);
    }

    void rolledBackIsNotTold() {
        PgListener listener = listening("c");
        PgConnection teller = opened();
        answer(teller, "BEGIN");
        tell(teller, "c", "undone");
        answer(teller, "ROLLBACK");
        tell(teller, "c", "done");
        const auto told = listener.wait(kLong, JobControl());
        QVERIFY(told && *told);
        QCOMPARE((*told)->payload, std::string("done"));
    }

    void waitEndsByStop() {
        PgListener listener = listening("c");
        std::stop_source stopping;
        std::jthread other([&] { stopping.request_stop(); });
        const auto told = listener.wait(kLong, {.stop = stopping.get_token(), .progress = nullptr, .workers = nullptr});
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Cancelled);
        const auto after = listener.wait(kShort, JobControl());
        QVERIFY(after && !*after);
    }

    void lostServerEndsTheWait() {
        PgListener listener = listening("c");
        s_server->kill();
        const auto told = listener.wait(kLong, JobControl());
        QVERIFY(!told);
        QCOMPARE(told.error().kind, ErrorKind::Unavailable);
        QVERIFY(!listener.wait(kShort, JobControl()));
        QString why;
        QVERIFY2(s_server->restart(&why), qPrintable(why));
    }
};

QTEST_GUILESS_MAIN(TestPgListener)
#include "tst_pg_listener.moc"
