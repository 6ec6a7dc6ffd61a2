// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/memory_read_model_store.h"
#include "core/models/pg_read_model_store.h"
#include "core/models/sqlite_read_model_store.h"

#include "core/db/sqlite/sqlite_connection.h"
#include "tests/core/models/model_samples.h"
#include "tests/core/models/model_story.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/support/pg_database.h"
#include "tests/support/store_fixture.h"
#include "tests/support/tier.h"

#include <QProcess>
#include <QtTest/QtTest>

#include <map>
#include <set>
#include <unistd.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

const JobControl kJob;
const ModelSchema kRaceSchema{"race", {{"by", ColumnType::Text}}};

/// A file, or the address of a database.
std::unique_ptr<ReadModelStore> opened(const std::string &place) {
    if (place.starts_with('/')) return must(openSqliteReadModels(place));
    return must(openPgReadModels(must(PgAddress::parse(place)), "eventscope_models"));
}

/// One write() a line, so that a kill leaves no half of one.
void say(const std::string &line) {
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
}

/// Commits one position after the other up to `last`, and says which of them it has won.
void race(ReadModelStore &store, const std::string &name, int last) {
    for (;;) {
        const ModelInfo model = must(store.find(kRaceSchema.name, ModelRole::Live, kJob)).value();
        const int from = static_cast<int>(model.checkpoint.position.minor);
        if (from >= last) return;
        const std::string row = "{\"by\":\"" + name + "\"}";
        const auto done = store.commit(model, commitOf(from, from + 1, {upsert(std::to_string(from + 1), row)}), kJob);
        if (done)
            say("won " + std::to_string(from + 1) + "\n");
        else if (done.error().kind != ErrorKind::Refused)
            say("failed " + describe(done.error()) + "\n");
    }
}

/// The program as its own child: "story PLACE", "race PLACE NAME LAST".
int runChild(const QStringList &arguments) {
    const auto store = opened(arguments.at(2).toStdString());
    if (arguments.at(1) == QStringLiteral("story"))
        tellStory(*store, [](int position) { say("told " + std::to_string(position) + "\n"); });
    else
        race(*store, arguments.at(3).toStdString(), arguments.at(4).toInt());
    return 0;
}

std::unique_ptr<QProcess> child(const QStringList &arguments) {
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), arguments);
    return process;
}

} // namespace

class TestModelKills : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theCheckerFindsWhatIsWrong();
    void killedOnSqlite();
    void killedOnPostgres();
    void oneWinnerPerPosition_data();
    void oneWinnerPerPosition();

  private:
    /// Ends one who tells the story so long after its first word; answers how far it had come.
    static int killOne(const std::string &place, int momentMs, int reached);
};

/// The negative control: each of these is a state that a torn commit or swap would leave.
void TestModelKills::theCheckerFindsWhatIsWrong() {
    constexpr int kPosition = 20;
    MemoryReadModelStore store;
    ModelInfo live;
    const auto freshStory = [&](const ModelCommit &commit) {
        live = must(store.create({"story", {{"items", ColumnType::Integer}, {"status", ColumnType::Text}}},
                                 ModelRole::Live, {"f"}, kJob));
        must(store.commit(live, commit, kJob));
    };
    const ModelCommit whole = storyCommit(0, kPosition);
    const auto mended = [&](const RowChange &row, const std::vector<EventId> &settled = {}) {
        freshStory(whole);
        must(store.mend(live, whole.to.position, {&row, 1}, settled, kJob));
        return !faultInStory(store, 0).empty();
    };
    freshStory(whole);
    QCOMPARE(faultInStory(store, kPosition), "");
    QVERIFY(!faultInStory(store, kPosition + 1).empty());

    ModelCommit half = whole;
    half.changes.resize(half.changes.size() / 2);
    freshStory(half);
    QVERIFY(!faultInStory(store, 0).empty());
    ModelCommit late = whole;
    late.to = storyCommit(0, kPosition + 1).to;
    freshStory(late);
    QVERIFY(!faultInStory(store, 0).empty());
    ModelCommit silent = whole;
    silent.letters.pop_back();
    freshStory(silent);
    QVERIFY(!faultInStory(store, 0).empty());
    QVERIFY(mended(upsert("k1000", 1)));
    QVERIFY(mended(upsert("mended0", 1)));
    QVERIFY(mended(removal(whole.changes.back().key)));
    QVERIFY(mended(removal("nobody"), {letterAt(5).event}));
    must(store.drop("story", ModelRole::Live, kJob));
    QVERIFY(!faultInStory(store, 1).empty());
    QCOMPARE(faultInStory(store, 0), "");
}

int TestModelKills::killOne(const std::string &place, int momentMs, int reached) {
    const auto process = child({QStringLiteral("story"), QString::fromStdString(place)});
    if (!process->waitForReadyRead(60'000)) throw std::runtime_error("the child says nothing");
    if (process->waitForFinished(momentMs)) throw std::runtime_error("the child ended");
    process->kill();
    process->waitForFinished();
    for (const QByteArray &line : process->readAllStandardOutput().split('\n'))
        if (line.startsWith("told ")) reached = std::max(reached, line.mid(5).toInt());
    return reached;
}

void TestModelKills::killedOnSqlite() {
    auto random = seededRandom();
    const FastFolder folder;
    int reached = 0, all = 0;
    std::string place;
    for (int kill = 0; kill < rounds("EVENTSCOPE_KILLS", 100, 1000); ++kill) {
        if (kill % 10 == 0) {
            place = folder.filePath(QStringLiteral("%1.models").arg(kill)).toStdString();
            all += std::exchange(reached, 0);
        }
        reached = killOne(place, static_cast<int>(random() % 40), reached);
        const auto store = opened(place);
        const std::string fault = faultInStory(*store, reached);
        QVERIFY2(fault.empty(), qPrintable(QStringLiteral("kill %1: ").arg(kill) + QString::fromStdString(fault)));
        auto connection = must(SqliteConnection::open(place, {}));
        QCOMPARE(must(connection.text("PRAGMA integrity_check")), "ok");
        QVERIFY(store->lock("story", ModelRole::Live, kJob)); // it ended with its holder
    }
    qInfo("%d positions", all + reached);
}

void TestModelKills::killedOnPostgres() {
    auto random = seededRandom();
    PgDatabase database;
    const std::string place = database.server().address();
    int reached = 0;
    for (int kill = 0; kill < rounds("EVENTSCOPE_KILLS", 25, 250); ++kill) {
        reached = killOne(place, static_cast<int>(random() % 150), reached);
        // What the server was told before the kill it still does.
        const auto others = [&] {
            return must(database
                            .run("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid "
                                 "<> pg_backend_pid()")
                            .number(0, 0));
        };
        QTRY_COMPARE_WITH_TIMEOUT(others(), std::int64_t{0}, 30'000);
        const std::string fault = faultInStory(*opened(place), reached);
        QVERIFY2(fault.empty(), qPrintable(QStringLiteral("kill %1: ").arg(kill) + QString::fromStdString(fault)));
    }
    qInfo("%d positions", reached);
}

void TestModelKills::oneWinnerPerPosition_data() {
    QTest::addColumn<bool>("isFile");
    QTest::newRow("SQLite") << true;
    QTest::newRow("PostgreSQL") << false;
}

void TestModelKills::oneWinnerPerPosition() {
    QFETCH(bool, isFile);
    constexpr int kProcesses = 4, kLast = 100;
    const FastFolder folder;
    const auto database = isFile ? nullptr : std::make_unique<PgDatabase>();
    const std::string place =
        isFile ? folder.filePath(QStringLiteral("race.models")).toStdString() : database->server().address();
    const auto store = opened(place);
    const ModelInfo model = must(store->create(kRaceSchema, ModelRole::Live, {}, kJob));
    std::vector<std::unique_ptr<QProcess>> racers;
    for (int i = 0; i < kProcesses; ++i)
        racers.push_back(child({QStringLiteral("race"), QString::fromStdString(place), QStringLiteral("p%1").arg(i),
                                QString::number(kLast)}));
    std::map<int, std::string> winners;
    for (int i = 0; i < kProcesses; ++i) {
        QProcess &racer = *racers[static_cast<std::size_t>(i)];
        QVERIFY(racer.waitForFinished(120'000));
        QCOMPARE(racer.exitCode(), 0);
        for (const QByteArray &line : racer.readAllStandardOutput().split('\n')) {
            QVERIFY2(!line.startsWith("failed"), line.constData());
            if (!line.startsWith("won ")) continue;
            QVERIFY2(winners.emplace(line.mid(4).toInt(), "p" + std::to_string(i)).second, line.constData());
        }
    }
    QCOMPARE(winners.size(), std::size_t{kLast});
    for (const ModelRow &row : must(store->page(model, "", 1000, kJob)))
        QCOMPARE(std::string(row.row.member("by").token()), winners.at(std::stoi(row.key)));
    QCOMPARE(must(store->count(model, kJob)), std::uint64_t{kLast});
}

int main(int argc, char **argv) {
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QStringList parts{QStringLiteral("story"), QStringLiteral("race")};
    if (arguments.size() > 2 && parts.contains(arguments.at(1))) return runChild(arguments);
    TestModelKills test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_model_kills.moc"
