// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/mapped_store.h"
#include "tests/core/mapped/mapped_fixture.h"
#include "tests/core/postgres_store/faulty_postgres.h"
#include "tests/support/tier.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

using Way = FaultProxy::Way;

namespace {

constexpr int kAllConnections = 1'000'000;

/// Without a column for ids, only numbers and versions tell whether an event was written.
const std::string kTableWithoutIds =
    "CREATE TABLE events (id BIGSERIAL PRIMARY KEY, stream_id TEXT NOT NULL, version INT NOT NULL, event_type TEXT "
    "NOT NULL, event_data JSONB NOT NULL, timestamp TIMESTAMPTZ NOT NULL DEFAULT now(), UNIQUE (stream_id, version))";

} // namespace

/// What a writer says after the connection failed is the truth in the table.
class TestMappedOutcome : public QObject {
    Q_OBJECT

    std::unique_ptr<FaultyPostgres> m_server;
    std::unique_ptr<FaultDice> m_dice;
    int m_written = 0, m_notWritten = 0, m_unknown = 0;
    std::int64_t m_imported = 0;

    FaultProxy &proxy() { return m_server->proxy(); }
    void run(const std::string &sql) {
        m_server->database().run("SET search_path = public");
        m_server->database().run(sql);
    }
    void heal() {
        proxy().disarm();
        proxy().refuse(0);
    }
    std::int64_t kept(const std::vector<NewEvent> &batch) {
        std::vector<std::string> names;
        std::vector<PgParameters::Element> all;
        for (const NewEvent &event : batch)
            names.push_back(toString(event.id));
        for (const std::string &name : names)
            all.emplace_back(name);
        return m_server->number("SELECT count(*) FROM public.events WHERE event_data->>'name' = ANY($1::text[])",
                                PgParameters().texts(all));
    }
    static std::vector<NewEvent> batchOf(const std::string &name, int events) {
        std::vector<NewEvent> batch;
        for (int i = 0; i < events; ++i) {
            batch.push_back(eventNamed(name + "-" + std::to_string(i)));
            batch.back().data = "{\"name\":\"" + toString(batch.back().id) + "\"}";
        }
        return batch;
    }
    /// Empty when what was reported is so.
    template <class T>
    QString judge(const Result<T> &result, bool isKept, bool staysAway) {
        if (result) {
            ++m_written;
            return isKept ? QString() : QStringLiteral("reported as written, and is not there");
        }
        const QString what = QString::fromStdString(describe(result.error()));
        if (result.error().kind == ErrorKind::OutcomeUnknown) {
            ++m_unknown;
            return staysAway ? QString() : QStringLiteral("unknown though the server is there: ") + what;
        }
        ++m_notWritten;
        if (result.error().kind != ErrorKind::Unavailable) return QStringLiteral("unexpected: ") + what;
        return isKept ? QStringLiteral("reported as not written, and is there: ") + what : QString();
    }
    /// Cuts one append after `bytes`.
    void cut(WritableEventStore &writer, const std::string &name, Way way, std::uint64_t bytes, bool staysAway) {
        const auto batch = batchOf(name, 2);
        proxy().arm(m_dice->cut(), way, bytes);
        if (staysAway) proxy().refuse(kAllConnections);
        const auto result = writer.append({"order"}, Expected::any(), batch, {});
        const std::int64_t there = kept(batch);
        QVERIFY2(there == 0 || there == 2, "part of a batch, or one of them twice");
        const QString wrong = judge(result, there > 0, staysAway);
        QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromStdString(name) + QStringLiteral(": ") + wrong));
        heal();
        // With the lost session, which may still hold its locks.
        const auto next = writer.append({"other"}, Expected::any(), batchOf("after" + name, 1), {});
        QVERIFY2(next, next ? "" : describe(next.error()).c_str());
    }

    /// In the order of their times, of one stream.
    std::vector<ImportEvent> importOf(const std::vector<NewEvent> &events) {
        std::vector<ImportEvent> import;
        for (const NewEvent &event : events)
            import.push_back({event, {"order"}, kNoVersion, timeOfUs(StepClock::kStartUs + ++m_imported), 0});
        return import;
    }
    /// Cuts one import after `bytes`, and repeats it.
    void cutImport(WritableEventStore &writer, const std::string &name, std::size_t events, Way way,
                   std::uint64_t bytes, bool staysAway) {
        const auto batch = batchOf(name, static_cast<int>(events));
        const auto import = importOf(batch);
        const QString who = QString::fromStdString(name) + QStringLiteral(": ");
        proxy().arm(m_dice->cut(), way, bytes);
        if (staysAway) proxy().refuse(kAllConnections);
        ListSource source(import);
        const auto result = writer.import(source, {});
        const auto there = static_cast<std::size_t>(kept(batch));
        QVERIFY2(there == 0 || there == events, "part of an import, or one of its events twice");
        const QString wrong = judge(result, there > 0, staysAway);
        QVERIFY2(wrong.isEmpty(), qPrintable(who + wrong));
        if (result) QVERIFY2(result->events == events && result->duplicates == 0, qPrintable(who));
        heal();
        ListSource repeated(import);
        const auto again = writer.import(repeated, {});
        QVERIFY2(again, again ? "" : describe(again.error()).c_str());
        QVERIFY2(again->events == events - there && again->duplicates == there, qPrintable(who));
        QCOMPARE(static_cast<std::size_t>(kept(batch)), events);
    }

  private Q_SLOTS:
    void initTestCase() {
        m_server = std::make_unique<FaultyPostgres>();
        m_dice = std::make_unique<FaultDice>(seededRandom());
    }
    void cleanup() { heal(); }

    void appendCutAtEveryByte_data() {
        QTest::addColumn<QString>("table");
        QTest::newRow("looked up by ids") << QString::fromStdString(kStreamTable);
        QTest::newRow("looked up by number and version") << QString::fromStdString(kTableWithoutIds);
    }
    void appendCutAtEveryByte() {
        QFETCH(QString, table);
        run("DROP TABLE IF EXISTS events");
        run(table.toStdString());
        const auto writer = must(openMappedForWriting(m_server->proxied(), {}, {}));
        must(writer->append({"order"}, Expected::any(), batchOf("first", 2), {}));
        const std::uint64_t sent = proxy().passed(Way::ToServer), got = proxy().passed(Way::ToClient);
        must(writer->append({"order"}, Expected::any(), batchOf("measure", 2), {}));
        const std::uint64_t sends = proxy().passed(Way::ToServer) - sent, gets = proxy().passed(Way::ToClient) - got;
        const auto step = static_cast<std::uint64_t>(rounds("EVENTSCOPE_MAPPED_CUT_STEP", 97, 1));
        m_written = m_notWritten = m_unknown = 0;
        for (std::uint64_t at = m_dice->upTo(step - 1); at < sends; at += step)
            cut(*writer, "s" + std::to_string(at), Way::ToServer, at, false);
        for (std::uint64_t at = m_dice->upTo(step - 1); at < gets; at += step)
            cut(*writer, "c" + std::to_string(at), Way::ToClient, at, false);
        // All around the commit and its answer, where it matters.
        for (std::uint64_t back = 1; back <= 40; ++back) {
            cut(*writer, "commit-s" + std::to_string(back), Way::ToServer, sends - back, false);
            cut(*writer, "commit-c" + std::to_string(back), Way::ToClient, gets - back, back % 20 == 5);
        }
        qInfo("%d written, %d known not to be, %d unknown", m_written, m_notWritten, m_unknown);
        QVERIFY(m_written > 10 && m_notWritten > 10);
        QCOMPARE(m_server->number("SELECT count(*) FROM (SELECT version, row_number() OVER (PARTITION BY stream_id "
                                  "ORDER BY version) AS nth FROM public.events) AS e WHERE version <> nth"),
                 0);
    }

    void importCutAtEveryByte_data() {
        QTest::addColumn<QString>("table");
        QTest::addColumn<std::size_t>("events");
        QTest::newRow("ordered by number") << QString::fromStdString(kSerialTable) << std::size_t{2};
        QTest::newRow("ordered by time") << QString::fromStdString(kStreamTable) << std::size_t{2};
        // More than one statement takes: the last one tells of all.
        QTest::newRow("in two statements") << QString::fromStdString(kSerialTable) << std::size_t{1002};
    }
    void importCutAtEveryByte() {
        QFETCH(QString, table);
        QFETCH(std::size_t, events);
        run("DROP TABLE IF EXISTS events");
        run(table.toStdString());
        const auto writer = must(openMappedForWriting(m_server->proxied(), {}, {}));
        const auto importNow = [&](const std::string &name) {
            ListSource source(importOf(batchOf(name, static_cast<int>(events))));
            must(writer->import(source, {}));
        };
        importNow("first");
        const std::uint64_t sent = proxy().passed(Way::ToServer), got = proxy().passed(Way::ToClient);
        importNow("measure");
        const std::uint64_t sends = proxy().passed(Way::ToServer) - sent, gets = proxy().passed(Way::ToClient) - got;
        const bool isLong = events > 100;
        auto step = static_cast<std::uint64_t>(rounds("EVENTSCOPE_MAPPED_CUT_STEP", 197, 1));
        if (isLong) step = std::max(step, sends / 5);
        m_written = m_notWritten = m_unknown = 0;
        for (std::uint64_t at = m_dice->upTo(step - 1); at < sends; at += step)
            cutImport(*writer, "s" + std::to_string(at), events, Way::ToServer, at, false);
        for (std::uint64_t at = m_dice->upTo(step - 1); at < gets; at += step)
            cutImport(*writer, "c" + std::to_string(at), events, Way::ToClient, at, false);
        // All around the commit and its answer, where it matters.
        for (std::uint64_t back = 1; back <= (isLong ? 6u : 30u); ++back) {
            cutImport(*writer, "commit-s" + std::to_string(back), events, Way::ToServer, sends - back, false);
            cutImport(*writer, "commit-c" + std::to_string(back), events, Way::ToClient, gets - back, back % 15 == 5);
        }
        qInfo("%d written, %d known not to be, %d unknown", m_written, m_notWritten, m_unknown);
        QVERIFY(m_written > 2 && m_notWritten > 2);
        QCOMPARE(m_server->number("SELECT count(*) FROM (SELECT version, row_number() OVER (PARTITION BY stream_id "
                                  "ORDER BY version) AS nth FROM public.events) AS e WHERE version <> nth"),
                 0);
    }
};

QTEST_GUILESS_MAIN(TestMappedOutcome)
#include "tst_mapped_outcome.moc"
