// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/domain/store_domain.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/rebuild.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/support/store_fixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// The tables as SQL over the events makes them, without any of our code; columns as in the read model.
struct Statement {
    const char *name;
    const char *fromEvents;
    const char *fromModel;
};
#define MONEY(cents) "printf('%s%d.%02d', iif(" cents " < 0, '-', ''), abs(" cents ") / 100, abs(" cents ") % 100)"
#define CENTS(member) "cast(round(json_extract(data, '$." member "') * 100) as integer)"
#define MOMENT(us) "strftime('%Y-%m-%dT%H:%M:%S', " us " / 1000000, 'unixepoch') || printf('.%06dZ', " us " % 1000000)"
const Statement kStatements[] = {
    {"account-summary",
     "with moved as (select json_extract(data, '$.accountId') as id, recorded_at as at,"
     " case event_type when 'AccountOpened' then " CENTS("initialDeposit") " when 'MoneyDeposited' then " CENTS(
         "amount") " when 'MoneyWithdrawn' then -" CENTS("amount") " else 0 end as cents,"
                                                                   " event_type in ('MoneyDeposited', "
                                                                   "'MoneyWithdrawn') as counts from events where "
                                                                   "event_type in"
                                                                   " ('AccountOpened', 'MoneyDeposited', "
                                                                   "'MoneyWithdrawn', 'AccountClosed')),"
                                                                   " summed as (select id, sum(cents) as cents, "
                                                                   "sum(counts) as n, max(at) as at, count(*) as "
                                                                   "events from moved"
                                                                   " group by id) select id, " MONEY(
                                                                       "cents") ", n, " MOMENT("at") ", events from "
                                                                                                     "summed order by "
                                                                                                     "id",
     "select key, balance, transactionCount, lastActivity, _events from \"account-summary\" order by key"},
    {"candidate-list",
     "select json_extract(data, '$.candidateId') as id, iif(max(event_type = 'CandidateAnonymized'), 'ANONYMIZED',"
     " max(json_extract(data, '$.fullName'))), sum(event_type = 'CandidateSkillAdded'),"
     " sum(event_type = 'CandidateMatchedToJob'), max(event_type = 'CandidateAnonymized'), count(*)"
     " from events where event_type like 'Candidate%' group by id order by id",
     "select key, fullName, skillCount, matchCount, isAnonymized, _events from \"candidate-list\" order by key"},
    {"user-view",
     "with users as (select * from events where event_type in ('UserRegistered', 'UserActivated', 'UserEmailChanged')),"
     " ids as (select json_extract(data, '$.userId') as id, max(event_type = 'UserActivated') as active,"
     " count(*) as events from users group by id) select id, (select json_extract(data, '$.email') from users"
     " where stream_id = 'user-' || id and json_extract(data, '$.email') is not null order by global_position desc"
     " limit 1), iif(active, 'active', 'pending'), events from ids order by id",
     "select key, email, status, _events from \"user-view\" order by key"},
    {"order-status",
     "with steps as (select json_extract(data, '$.orderId') as id, * from events where event_type in ('OrderCreated',"
     " 'OrderPlaced', 'OrderShipped', 'OrderDelivered', 'OrderCancelled')), last as (select id, event_type, "
     "recorded_at,"
     " max(global_position) from steps group by id), facts as (select id, max(json_extract(data, '$.customerId')) as"
     " customer, max(iif(event_type = 'OrderPlaced', " CENTS(
         "totalAmount") ", null)) as cents,"
                        " max(json_extract(data, '$.trackingNumber')) as tracking, count(*) as events from steps group "
                        "by id)"
                        " select facts.id, case event_type when 'OrderCreated' then 'draft' when 'OrderPlaced' then "
                        "'placed' when"
                        " 'OrderShipped' then 'shipped' when 'OrderDelivered' then 'delivered' else 'cancelled' end, "
                        "customer,"
                        " iif(cents is null, null, " MONEY("cents") "), tracking, " MOMENT(
                            "recorded_at") ", events"
                                           " from facts join last on last.id = facts.id order by facts.id",
     "select key, status, customerId, totalAmount, trackingNumber, changedAt, _events from \"order-status\""
     " order by key"},
    {"daily-turnover",
     "with placed as (select date(recorded_at / 1000000, 'unixepoch') as day, sum(" CENTS(
         "totalAmount") ") as cents,"
                        " count(*) as n from events where event_type = 'OrderPlaced' group by day)"
                        " select day, n, " MONEY("cents") ", n from placed order by day",
     "select key, ordersPlaced, amount, _events from \"daily-turnover\" order by key"},
};

/// What the program sqlite3 answers.
QByteArray ask(const QString &file, const char *sql) {
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"),
                 {QStringLiteral("-nullvalue"), QStringLiteral("NULL"), file, QString::fromUtf8(sql)});
    if (!sqlite.waitForFinished() || sqlite.exitCode() != 0) qFatal("%s", sqlite.readAllStandardError().constData());
    return sqlite.readAllStandardOutput();
}

} // namespace

/// A read model carried on bit by bit, rebuilt at once, and what SQL says of the events: the same, byte for byte, for
/// the projections in C++ and for the declared ones.
class TestSampleModels : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<const EventStore> m_store;
    LensPtr m_lens = must(upcastingLens(samples::sampleUpcasters()));
    SystemClock m_clock;

    [[nodiscard]] QString storePath() const { return m_folder.filePath(QStringLiteral("s.evdb")); }

    void carryOnTo(Position until, ReadModelStore &models, const std::vector<ProjectionPtr> &projections) {
        const ProjectionContext context{*m_store, m_lens, models, m_clock};
        std::vector<ModelTarget> targets;
        for (const ProjectionPtr &projection : projections)
            targets.push_back({projection, ModelRole::Live});
        RunOptions options;
        options.until = until;
        options.pace.rowBytesMax = 10'000; // rows come and go
        for (const RunOutcome &outcome : must(carryOn(context, targets, options, nullptr, {})))
            must(outcome.model);
    }

    void compareWithSql(const QString &models) {
        for (const Statement &statement : kStatements) {
            const QByteArray expected = ask(storePath(), statement.fromEvents);
            QVERIFY(expected.count('\n') > 50);
            const QByteArray found = ask(models, statement.fromModel);
            if (expected == found) continue;
            const auto expectedLines = expected.split('\n'), foundLines = found.split('\n');
            for (qsizetype i = 0; i < std::min(expectedLines.size(), foundLines.size()); ++i)
                QCOMPARE(foundLines[i], expectedLines[i]);
            QCOMPARE(foundLines.size(), expectedLines.size());
        }
    }

  private Q_SLOTS:
    void initTestCase() {
        SimulatedClock clock;
        const auto store = must(openForWriting(storePath().toStdString(), clock, {true, "test", "sample", true}, {}));
        must(samples::makeSample(*store, clock, {}, {}));
        m_store = must(openStore(storePath().toStdString(), JobControl()));
    }

    void carriedOnRebuiltAndAskedOfSql_data() {
        QTest::addColumn<bool>("isDeclared");
        QTest::newRow("in C++") << false;
        QTest::newRow("declared") << true;
    }
    void carriedOnRebuiltAndAskedOfSql() {
        QFETCH(bool, isDeclared);
        const auto projections =
            isDeclared ? must(loadDomainPack(SAMPLE_DOMAIN)).projections : samples::sampleProjections();
        QCOMPARE(projections.size(), std::size(kStatements));
        const QString path = m_folder.filePath(QStringLiteral("%1.models").arg(isDeclared));
        const auto models = must(openSqliteReadModels(path.toStdString()));
        const std::uint64_t last = must(m_store->head({})).last.minor;
        for (std::uint64_t until = last / 9; until < last; until += last / 9)
            carryOnTo({0, until}, *models, projections);
        carryOnTo(kEnd, *models, projections);
        compareWithSql(path);
        const ProjectionContext context{*m_store, m_lens, *models, m_clock};
        for (const ProjectionPtr &projection : projections) {
            must(buildShadow(context, projection, {}, nullptr, {}));
            must(serveShadow(context, projection, false, {}, nullptr, {}));
        }
        compareWithSql(path);
    }
};

QTEST_GUILESS_MAIN(TestSampleModels)
#include "tst_sample_models.moc"
