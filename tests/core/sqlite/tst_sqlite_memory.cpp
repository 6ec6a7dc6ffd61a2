// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite/sqlite_store.h"

#include "tests/core/sqlite/allocation_faults.h"
#include "tests/core/sqlite/batch_script.h"
#include "tests/core/sqlite/fast_folder.h"
#include "tests/core/sqlite/sqlite_fixture.h"
#include "tests/support/tier.h"

#include <QDir>
#include <QTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// Runs a call of the store with its allocations counted.
template <class Work>
auto counting(Work work) {
    const AllocationFaults::Counting scope;
    return work();
}

/// A run with inputs made beforehand, so that only the store's own allocations are counted and failed.
class Script {
  public:
    explicit Script(std::string path) : m_path(std::move(path)) {
        m_everything.fields = Fields::All;
        std::int64_t version = 0;
        for (std::size_t size = 1; size <= 3; ++size) {
            m_batches.push_back(batchOf(version + 1, size));
            version += static_cast<std::int64_t>(size);
        }
    }
    /// What was acknowledged. Errors are kept in `strange` when memory cannot be their cause.
    std::int64_t run() {
        auto store = counting([&] { return openSqliteForWriting(m_path, m_clock, true, {}); });
        if (!store) return look(store.error());
        for (const auto &batch : m_batches) {
            const Expected expected = Expected::exactly({m_acknowledged});
            auto appended = counting([&] { return (*store)->append(m_stream, expected, batch, {}); });
            if (!appended) return look(appended.error());
            m_acknowledged = appended->last.value;
            auto page = counting([&] { return (*store)->reader().page(m_everything, {}); });
            if (!page) return look(page.error());
            auto streams = counting([&] { return (*store)->reader().catalogue({}, {}); });
            if (!streams) return look(streams.error());
        }
        return m_acknowledged;
    }
    std::string strange;

  private:
    std::int64_t look(const Error &error) {
        const bool plausible = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::OutcomeUnknown;
        if (!plausible) strange = describe(error);
        return m_acknowledged;
    }

    const std::string m_path;
    StepClock m_clock;
    const StreamId m_stream{"order-1"};
    Query m_everything;
    std::vector<std::vector<NewEvent>> m_batches;
    std::int64_t m_acknowledged = 0;
};

} // namespace

/// T04 of the reliability tests.
class TestSqliteMemory : public QObject {
    Q_OBJECT

  private:
    FastFolder m_folder;

  private Q_SLOTS:
    void initTestCase() { AllocationFaults::install(); }

    void anyAllocationMayFail_data() {
        QTest::addColumn<bool>("persistent");
        QTest::newRow("once") << false;
        QTest::newRow("for good") << true;
    }
    void anyAllocationMayFail() {
        QFETCH(bool, persistent);
        auto random = seededRandom();
        const auto step = static_cast<std::uint64_t>(rounds("EVENTSCOPE_ALLOCATION_STEP", 13, 1));
        std::int64_t struck = 0;
        for (std::int64_t n = 1 + static_cast<std::int64_t>(random() % step);; n += static_cast<std::int64_t>(step)) {
            const QString folder = m_folder.filePath(QStringLiteral("run"));
            QDir(folder).removeRecursively();
            QDir().mkpath(folder);
            const std::string path = folder.toStdString() + "/s.evdb";
            AllocationFaults::arm(n, persistent);
            Script script(path);
            const std::int64_t acknowledged = script.run();
            const bool failed = AllocationFaults::disarm();
            const QByteArray where = "allocation " + QByteArray::number(qint64(n)) + ": ";
            QVERIFY2(script.strange.empty(), where + script.strange.c_str());
            const std::string fault = faultInAndAfter(path, acknowledged);
            QVERIFY2(fault.empty(), where + fault.c_str());
            if (!failed) break;
            ++struck;
        }
        qInfo("%lld allocations failed", static_cast<long long>(struck));
        QVERIFY(struck > 20);
    }
};

QTEST_GUILESS_MAIN(TestSqliteMemory)
#include "tst_sqlite_memory.moc"
