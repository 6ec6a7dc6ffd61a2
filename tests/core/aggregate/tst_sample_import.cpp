// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_history.h"
#include "tests/core/aggregate/made_sample.h"

using namespace eventscope;
using namespace eventscope::samples;
using namespace eventscope::test;

/// Samples too large for one durable append an event: made in memory and imported.
class TestSampleImport : public QObject {
    Q_OBJECT

    const MadeSample m_sample{{.events = 60'000, .seed = 9, .clean = true}};

  private Q_SLOTS:
    void importsEventsAndSnapshots() {
        QVERIFY(m_sample.made.has_value());
        const EventStore &store = m_sample.store.reader();
        QCOMPARE(store.head({})->last.minor, m_sample.made->events);
        const SnapshotList snapshots = m_sample.snapshots();
        QVERIFY(snapshots.size() > 20);
        for (const Snapshot &snapshot : snapshots) {
            Query query;
            query.from = Selector::stream(snapshot.stream);
            query.afterVersion = {snapshot.version.value - 1};
            query.rowsMax = 1;
            const auto page = store.page(query, {});
            QVERIFY(page.has_value() && (*page)->rows() == 1);
            QVERIFY((**page)[0].position() == snapshot.position);
            QVERIFY((**page)[0].recordedAt() <= snapshot.takenAt);
        }
    }
    void holdsWhatTheCommandsWrote() {
        const SampleOptions options{.events = kDirectEventsMax + 1, .seed = 9};
        const MadeSample imported(options);
        SimulatedClock clock;
        MemoryStore store(clock);
        const JobControl job;
        const auto written = SampleHistory(store, clock, options, job).write();
        QVERIFY(written.has_value() && imported.made.has_value());
        QCOMPARE(imported.fingerprint(), fingerprintOf(store.reader()));
        QVERIFY(written->plantedFaults == imported.made->plantedFaults);
        QCOMPARE(written->streams, imported.made->streams);
    }
    void recordedTimesAreThoseOfTheHistory() {
        Time last;
        Query query;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            for (const std::int64_t us : batch->recordedUs()) {
                if (timeOfUs(us) <= last) return fail(ErrorKind::Corrupt, "time does not grow");
                last = timeOfUs(us);
            }
            return Flow::More;
        });
        QVERIFY(m_sample.store.reader().scan(query, sink, {}).has_value());
        QVERIFY(last > *parseTime("2026-03-30"));
    }
};

QTEST_APPLESS_MAIN(TestSampleImport)
#include "tst_sample_import.moc"
