// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/models/sqlite_read_model_store.h"
#include "core/open/open_store.h"
#include "core/projection/model_difference.h"
#include "core/projection/replay.h"
#include "core/projection/runner.h"
#include "core/projection/samples/sample_projections.h"
#include "tests/support/store_fixture.h"
#include "tests/support/tier.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <map>
#include <thread>

using namespace eventscope;
using namespace eventscope::testing;

/// Projections whose program is killed at any moment: no event is lost, none counts twice, and what is served is never
/// half of anything.
class TestProjectionKills : public QObject {
    Q_OBJECT

    static constexpr int kEvents = 60'000;
    static constexpr std::chrono::microseconds kLong = std::chrono::hours(1);
    QTemporaryDir m_folder;
    std::shared_ptr<const EventStore> m_store;
    LensPtr m_lens = must(upcastingLens(samples::sampleUpcasters()));
    std::vector<ProjectionPtr> m_projections = samples::sampleProjections();
    int m_models = 0;

    [[nodiscard]] QString storePath() const { return m_folder.filePath(QStringLiteral("s.evdb")); }
    [[nodiscard]] QString newModels() { return m_folder.filePath(QStringLiteral("%1.models").arg(++m_models)); }

    /// True when it came to its end by itself, within `limitUs`.
    static bool runAndKill(const QStringList &arguments, std::int64_t limitUs) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationDirPath() + QStringLiteral("/projection_child"), arguments);
        if (!child.waitForStarted()) qFatal("projection_child does not start");
        const std::chrono::microseconds limit(limitUs);
        if (limit >= kLong) {
            child.waitForFinished(-1);
        } else {
            std::this_thread::sleep_for(limit);
            child.kill();
            child.waitForFinished();
        }
        return child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0;
    }
    /// How long it takes when it is left alone, to kill others in the midst of it.
    static std::int64_t durationUs(const QStringList &arguments) {
        const auto begin = std::chrono::steady_clock::now();
        if (!runAndKill(arguments, kLong.count())) qFatal("projection_child fails");
        return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
    }

    [[nodiscard]] std::uint64_t eventsUpTo(const ProjectionInfo &info, Position until) const {
        Query query;
        query.until = until;
        query.fields = Fields::Data;
        std::uint64_t events = 0;
        SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
            const ReadableBatch readable = must(m_lens->open(batch));
            for (std::size_t row = 0; row < readable.rows(); ++row)
                events += info.knows(readable[row].type());
            return Flow::More;
        });
        must(m_store->scan(query, sink, {}));
        return events;
    }

    /// Empty, or what is wrong with the table: it must hold what the events up to its checkpoint make, each once.
    [[nodiscard]] std::string wrongWith(ReadModelStore &models, const ModelInfo &model) const {
        const auto projection = *std::ranges::find_if(
            m_projections, [&](const auto &each) { return each->info().name == model.schema.name; });
        const Position until = model.checkpoint.position;
        const auto expected = must(replay(*m_store, *m_lens, *projection, nullptr, until, nullptr, {}));
        const auto found = must(compareModels(pagesOf(expected), pagesOf(models, model, {}), kEnd, 1, {}));
        const std::string which = model.schema.name + " (" + std::string(name(model.role)) + ") at " + toString(until);
        if (found.isAny()) return which + " differs at " + found.first.front().key;
        if (model.checkpoint.events != eventsUpTo(projection->info(), until)) return which + " counts other events";
        return {};
    }
    [[nodiscard]] std::string wrongWithAny(ReadModelStore &models) const {
        for (const ModelInfo &model : must(models.list({})))
            if (std::string wrong = wrongWith(models, model); !wrong.empty()) return wrong;
        return {};
    }
    /// How far each table that is served has come.
    [[nodiscard]] static std::map<std::string, Position> served(ReadModelStore &models) {
        std::map<std::string, Position> positions;
        for (const ModelInfo &model : must(models.list({})))
            if (model.role == ModelRole::Live) positions[model.schema.name] = model.checkpoint.position;
        return positions;
    }

  private Q_SLOTS:
    void initTestCase() {
        SimulatedClock clock;
        const auto store = must(openForWriting(storePath().toStdString(), clock, {true, "test", "sample", true}, {}));
        samples::SampleOptions options;
        options.events = kEvents;
        must(samples::makeSample(*store, clock, options, {}));
        m_store = must(openStore(storePath().toStdString(), JobControl()));
    }

    void aWrongRowIsFound() {
        const QString path = newModels();
        durationUs({QStringLiteral("run"), storePath(), path});
        const auto models = must(openSqliteReadModels(path.toStdString()));
        QVERIFY(wrongWithAny(*models).empty());
        const ModelInfo live = must(models->find("account-summary", ModelRole::Live, {})).value();
        const ModelRow row = must(models->page(live, "", 1, {})).front();
        const RowChange change{row.key, Json::object({}), row.position, row.events};
        must(models->mend(live, live.checkpoint.position, std::span(&change, 1), {}, {}));
        QVERIFY(!wrongWithAny(*models).empty());
    }

    void aLiveRunThatIsKilled() {
        auto random = seededRandom();
        const int kills = rounds("EVENTSCOPE_KILLS", 12, 200);
        const auto longest = static_cast<std::uint64_t>(durationUs({QStringLiteral("run"), storePath(), newModels()}));
        QString path = newModels();
        int done = 0;
        for (int killed = 0; killed < kills;) {
            const bool isDone =
                runAndKill({QStringLiteral("run"), storePath(), path}, std::int64_t(random() % longest));
            if (QFile::exists(path)) {
                const auto models = must(openSqliteReadModels(path.toStdString()));
                const std::string wrong = wrongWithAny(*models);
                QVERIFY2(wrong.empty(), wrong.c_str());
            }
            if (!isDone) {
                ++killed;
                continue;
            }
            ++done;
            path = newModels();
        }
        qInfo("%d kills, %d programs that were faster", kills, done);
    }

    void aRebuildThatIsKilled() {
        auto random = seededRandom();
        const int kills = rounds("EVENTSCOPE_KILLS", 12, 200);
        const QString path = newModels();
        durationUs({QStringLiteral("run"), storePath(), path});
        const auto longest = static_cast<std::uint64_t>(
            durationUs({QStringLiteral("rebuild"), storePath(), path, QStringLiteral("order-status")}));
        int done = 0;
        for (int killed = 0; killed < kills;) {
            const auto &projection = m_projections[random() % 2 == 0 ? 0 : 3];
            auto before = served(*must(openSqliteReadModels(path.toStdString())));
            const bool isDone = runAndKill(
                {QStringLiteral("rebuild"), storePath(), path, QString::fromStdString(projection->info().name)},
                std::int64_t(random() % longest));
            ++(isDone ? done : killed);
            const auto models = must(openSqliteReadModels(path.toStdString()));
            const std::string wrong = wrongWithAny(*models);
            QVERIFY2(wrong.empty(), wrong.c_str());
            QCOMPARE(served(*models).size(), m_projections.size());
            for (const auto &[name, position] : served(*models))
                QVERIFY(position >= before.at(name));
        }
        qInfo("%d kills, %d programs that were faster", kills, done);
    }
};

QTEST_GUILESS_MAIN(TestProjectionKills)
#include "tst_projection_kills.moc"
