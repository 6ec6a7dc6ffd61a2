// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/batch_feed.h"

#include <QtTest>

#include <algorithm>

using namespace eventscope;

namespace {

constexpr std::uint64_t kStreams = 100'000;

std::string nameOf(std::uint64_t number) { return "stream-" + std::to_string(number); }

/// A walk over one event in each of many streams.
class ManyStreams final : public SliceWalk {
  public:
    Result<void> refresh() override { return {}; }
    bool done() const override { return m_next > kStreams; }
    Position end() const override { return {0, kStreams}; }
    Result<void> readSlice(BatchBuilder &batch, std::size_t rowsMax) override {
        while (batch.rows() < rowsMax && !done()) {
            EventRow row;
            row.position.minor = m_next;
            row.stream = batch.dictionary()->streamCode(nameOf(m_next));
            row.type = batch.dictionary()->typeCode("Opened", 1);
            batch.add(row);
            ++m_next;
        }
        return {};
    }

  private:
    std::uint64_t m_next = 1;
};

/// Remembers whether every event had its own name, and how many names were known at most.
class Looking final : public BatchSink {
  public:
    Result<Flow> take(BatchPtr batch) override {
        for (std::size_t row = 0; row < batch->rows(); ++row) {
            const EventView event = (*batch)[row];
            areRight = areRight && event.stream() == nameOf(event.position().minor) && event.type() == "Opened";
        }
        events += batch->rows();
        namesMost = std::max(namesMost, batch->dictionary().streams());
        return Flow::More;
    }
    bool areRight = true;
    std::uint64_t events = 0;
    std::uint32_t namesMost = 0;
};

Looking lookedAt(Query::Names names, const std::shared_ptr<Dictionary> &kept) {
    ManyStreams walk;
    Looking sink;
    const JobControl job;
    BatchFeed feed(walk, Query(), std::make_shared<BatchNames>(kept, names), sink, job);
    if (!feed.run()) qFatal("the walk fails");
    return sink;
}

} // namespace

class TestBatchNames : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void keptNamesAreThoseOfTheStore() {
        const auto kept = std::make_shared<Dictionary>();
        const Looking sink = lookedAt(Query::Names::Kept, kept);
        QVERIFY(sink.areRight);
        QCOMPARE(sink.events, kStreams);
        QCOMPARE(kept->streams(), static_cast<std::uint32_t>(kStreams));
    }
    void passingNamesGoWithTheirBatches() {
        const auto kept = std::make_shared<Dictionary>();
        const Looking sink = lookedAt(Query::Names::Passing, kept);
        QVERIFY(sink.areRight);
        QCOMPARE(sink.events, kStreams);
        QCOMPARE(kept->streams(), 0u);
        QVERIFY2(sink.namesMost < 20'000, qPrintable(QString::number(sink.namesMost)));
    }
};

QTEST_GUILESS_MAIN(TestBatchNames)
#include "tst_batch_names.moc"
