// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mapped/layout_detection.h"

#include <QtTest/QtTest>

using namespace eventscope;

namespace {

/// "id uuid, version integer" as a table.
Relation tableOf(const std::string &columns, const std::string &name = "events",
                 Relation::Kind kind = Relation::Kind::Table) {
    Relation relation;
    relation.schema = "public";
    relation.name = name;
    relation.kind = kind;
    for (const QString &part : QString::fromStdString(columns).split(QStringLiteral(", "))) {
        const QStringList words = part.split(QLatin1Char(' '));
        Column column{words[0].toStdString(), words[1].toStdString(), ColumnFamily::Other, false};
        const std::pair<const char *, ColumnFamily> families[] = {{"bigint", ColumnFamily::Integer},
                                                                  {"integer", ColumnFamily::Integer},
                                                                  {"uuid", ColumnFamily::Uuid},
                                                                  {"text", ColumnFamily::Text},
                                                                  {"jsonb", ColumnFamily::Jsonb},
                                                                  {"json", ColumnFamily::Json},
                                                                  {"timestamptz", ColumnFamily::TimestampTz}};
        for (const auto &[type, family] : families)
            if (column.type == type) column.family = family;
        relation.columns.push_back(column);
    }
    return relation;
}

const char *const kAggregate = "id uuid, aggregate_id uuid, aggregate_type text, event_type text, data jsonb, "
                               "metadata jsonb, version integer, created_at timestamptz";
const char *const kStream = "event_id uuid, stream_id text, version integer, event_type text, event_data jsonb, "
                            "metadata jsonb, occurred_at timestamptz";

std::vector<LayoutMapping> mappings() {
    auto made = builtInMappings();
    if (!made) throw std::runtime_error(describe(made.error()));
    return *std::move(made);
}

Result<DetectedLayout> detect(const std::vector<Relation> &relations, const std::string &table = {}) {
    return detectLayout(mappings(), relations, table, "here");
}

} // namespace

class TestLayoutMapping : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bothTutorialsAreKnown() {
        const auto aggregate = detect({tableOf(kAggregate)});
        QVERIFY(aggregate);
        QCOMPARE(aggregate->title, std::string("tutorial (aggregate_id)"));
        QVERIFY(aggregate->columns.order == OrderKind::Clock);
        QCOMPARE(aggregate->columns.columns.stream, (std::vector<std::string>{"aggregate_type", "aggregate_id"}));
        QCOMPARE(aggregate->columns.columns.separator, std::string("-"));
        QCOMPARE(aggregate->columns.columns.id, std::string("id"));
        const auto stream = detect({tableOf(kStream, "what_happened")});
        QVERIFY(stream);
        QCOMPARE(stream->title, std::string("tutorial (stream_id)"));
        QCOMPARE(stream->columns.columns.data, std::string("event_data"));
        QCOMPARE(stream->columns.columns.time, std::string("occurred_at"));
    }

    void numbersOfTheServerOrderTheLog() {
        const auto plain =
            detect({tableOf("id bigint, aggregate_id uuid, event_type text, data jsonb, version integer, "
                            "timestamp timestamptz")});
        QVERIFY(plain && plain->columns.order == OrderKind::Holes);
        QCOMPARE(plain->columns.columns.position, std::string("id"));
        QCOMPARE(plain->columns.columns.id, std::string());
        QCOMPARE(plain->columns.columns.time, std::string("timestamp"));
        const auto named =
            detect({tableOf("id bigint, event_id uuid, stream_id text, version integer, event_type text, "
                            "event_data jsonb, timestamp timestamptz")});
        QVERIFY(named && named->columns.order == OrderKind::Holes);
        QCOMPARE(named->columns.columns.id, std::string("event_id"));
        QCOMPARE(named->columns.columns.metadata, std::string());
    }

    void otherTablesAreNotTakenForEvents_data() {
        QTest::addColumn<QString>("columns");
        QTest::newRow("an audit log") << "id bigint, event_type text, data jsonb, created_at timestamptz";
        QTest::newRow("no time") << "id uuid, aggregate_id uuid, event_type text, data jsonb, version integer";
        QTest::newRow("no payload") << "id uuid, stream_id text, event_type text, version integer, "
                                       "created_at timestamptz";
        QTest::newRow("goes") << "id uuid, name text, time bigint, aggregate_id uuid, aggregate_name text, "
                                 "aggregate_version integer, data jsonb";
        QTest::newRow("snapshots") << "aggregate_id uuid, version integer, data jsonb, created_at timestamptz";
    }
    void otherTablesAreNotTakenForEvents() {
        QFETCH(QString, columns);
        const auto layout = detect({tableOf(columns.toStdString())});
        QVERIFY(!layout);
        QVERIFY(layout.error().kind == ErrorKind::Unsupported);
        QVERIFY(describe(layout.error()).find("public.events") != std::string::npos);
    }

    void nothingKnownNamesFiveTables() {
        std::vector<Relation> relations;
        for (const char *name : {"a", "b", "c", "d", "e", "f", "g"})
            relations.push_back(tableOf("id bigint", name));
        const auto layout = detect(relations);
        QVERIFY(!layout);
        QCOMPARE(layout.error().detail,
                 std::string("its tables: public.a, public.b, public.c, public.d, public.e and 2 more"));
        QVERIFY(detect({}).error().detail.find("no tables") != std::string::npos);
    }

    void severalAreNamed() {
        const auto layout = detect({tableOf(kAggregate), tableOf(kStream, "log")});
        QVERIFY(!layout && layout.error().kind == ErrorKind::Unsupported);
        QVERIFY(layout.error().message.find("public.events (tutorial (aggregate_id)), public.log (tutorial") !=
                std::string::npos);
    }

    void oneOfSeveralIsChosen() {
        const std::vector<Relation> both = {tableOf(kAggregate), tableOf(kStream, "log")};
        QCOMPARE(detect(both, "public.log")->events.name, std::string("log"));
        QCOMPARE(detect(both, "events")->events.name, std::string("events"));
        const auto none = detect(both, "other");
        QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
        QVERIFY(describe(none.error()).find("public.events, public.log") != std::string::npos);
    }

    void viewsCountOnlyWithoutTables() {
        const Relation view = tableOf(kAggregate, "recent", Relation::Kind::View);
        const auto table = detect({tableOf(kAggregate), view});
        QVERIFY(table);
        QCOMPARE(table->events.name, std::string("events"));
        QVERIFY(table->findings.empty());
        const auto only = detect({view});
        QVERIFY(only);
        QVERIFY(only->findings.size() == 1 && only->findings[0].find("is a view") != std::string::npos);
    }

    void unreadableTablesAreRefused() {
        Relation secret = tableOf(kAggregate);
        secret.isReadable = false;
        const auto layout = detect({secret});
        QVERIFY(!layout && layout.error().kind == ErrorKind::Refused);
        QVERIFY(describe(layout.error()).find("GRANT SELECT") != std::string::npos);
        QCOMPARE(detect({secret, tableOf(kStream, "log")})->events.name, std::string("log"));
    }

    void snapshotsAreFoundBesideTheEvents() {
        const char *const columns = "aggregate_id uuid, aggregate_type text, version integer, data jsonb, "
                                    "created_at timestamptz";
        const auto layout = detect({tableOf(kAggregate), tableOf(columns, "aggregate_snapshots")});
        QVERIFY(layout && layout->snapshots);
        QCOMPARE(layout->snapshots->columns.state, std::string("data"));
        QCOMPARE(layout->snapshots->columns.time, std::string("created_at"));
        Relation elsewhere = tableOf(columns, "snapshots");
        elsewhere.schema = "other";
        QVERIFY(!detect({tableOf(kAggregate), elsewhere})->snapshots);
    }

    void whatIsWrittenIsDeclared() {
        const auto layout = detect({tableOf(std::string(kAggregate) + ", correlation_id uuid, user_id text")});
        QVERIFY(layout);
        const AppendRule &rule = layout->columns.append;
        QCOMPARE(rule.unique, (std::vector<std::string>{"aggregate_id", "version"}));
        QCOMPARE(rule.versionBase, 1);
        QCOMPARE(rule.also.size(), std::size_t{2});
        QVERIFY(rule.also[0].column == "correlation_id" && rule.also[0].source == AppendRule::Source::Correlation);
        QVERIFY(rule.also[1].column == "user_id" && rule.also[1].source == AppendRule::Source::User);
        const auto readOnly = LayoutMapping::parse(
            R"({"id":"a","title":"b","detect":{"all":[{"columns":["s"]}]},"fields":{"stream":"s","version":"s",)"
            R"("event":{"type":"s"},"time":"s","data":"s"}})");
        QVERIFY(readOnly);
        QVERIFY(readOnly->eventsIn(tableOf("s text"))->append.unique.empty());
    }

    void wrongMappingsAreRefused_data() {
        QTest::addColumn<QString>("json");
        const QString rule = QStringLiteral(R"("detect":{"all":[{"columns":["a"]}]})");
        QTest::newRow("no JSON") << "{";
        QTest::newRow("no object") << "[]";
        QTest::newRow("no title") << "{\"id\":\"a\"," + rule + ",\"fields\":{}}";
        QTest::newRow("no detection") << R"({"id":"a","title":"b","fields":{}})";
        QTest::newRow("no columns") << R"({"id":"a","title":"b","fields":{},"detect":{"all":[{"table":"x"}]}})";
        QTest::newRow("unknown member") << "{\"id\":\"a\",\"title\":\"b\",\"fields\":{\"versoin\":\"v\"}," + rule + "}";
        for (const char *append :
             {"{}", "7", R"({"unique":7})", R"({"unique":["a"],"versionBase":2})", R"({"unique":["a"],"uniqe":["b"]})",
              R"({"unique":["a"],"also":["b"]})", R"({"unique":["a"],"also":{"b":"position"}})"})
            QTest::newRow(append) << "{\"id\":\"a\",\"title\":\"b\",\"fields\":{}," + rule +
                                         ",\"append\":" + QString::fromLatin1(append) + "}";
        QTest::newRow("unknown source in a variant")
            << R"({"id":"a","title":"b","fields":{},"detect":{"all":[{"columns":["a"]}],)"
               R"("variants":[{"when":{"column":"a"},"set":{"append":{"also":{"a":"b"}}}}]}})";
        QTest::newRow("unknown type") << R"({"id":"a","title":"b","fields":{},"detect":{"all":[{"columns":["a"]}],)"
                                         R"("variants":[{"when":{"column":"a","type":"number"},"set":{}}]}})";
    }
    void wrongMappingsAreRefused() {
        QFETCH(QString, json);
        QVERIFY(!LayoutMapping::parse(json.toStdString()));
    }
};

QTEST_GUILESS_MAIN(TestLayoutMapping)
#include "tst_layout_mapping.moc"
