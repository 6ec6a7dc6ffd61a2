// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/models/memory_read_model_store.h"
#include "core/process/process_board.h"
#include "core/process/samples/order_fulfilment.h"
#include "core/projection/runner.h"
#include "core/store/memory/memory_store.h"
#include "tests/support/store_fixture.h"

#include <QtTest>

#include <map>

using namespace eventscope;
using namespace eventscope::testing;

/// What the process manager makes of the sample is what the sample's own events say.
class TestOrderFulfilment : public QObject {
    Q_OBJECT

    static std::vector<ProcessInstance> boardOf(const EventStore &store, Clock &clock) {
        MemoryReadModelStore models;
        const LensPtr lens = must(upcastingLens(samples::sampleUpcasters()));
        const ProjectionContext context{store, lens, models, clock};
        const ModelTarget target{samples::sampleProcesses().front(), ModelRole::Live};
        const ModelInfo model = must(must(carryOn(context, std::span(&target, 1), {}, nullptr, {})).front().model);
        return must(processBoard(models, model, must(store.head({})).lastRecordedAt.value(), ProcessFilter::All, {}));
    }

  private Q_SLOTS:
    void endsAsTheSampleSays_data() {
        QTest::addColumn<bool>("isClean");
        QTest::newRow("with a stuck one") << false;
        QTest::newRow("clean") << true;
    }
    void endsAsTheSampleSays() {
        QFETCH(bool, isClean);
        SimulatedClock clock;
        MemoryStore store(clock);
        samples::SampleOptions options;
        options.clean = isClean;
        const auto report = must(samples::makeSample(store, clock, options, {}));
        std::map<std::string, std::string> outcomes; // by order; empty: under way
        for (const PlainEvent &event : readAll(store.reader())) {
            const std::string order = event.stream.substr(event.stream.find('-') + 1);
            if (event.type == "FulfilmentStarted") outcomes[order];
            if (event.type == "FulfilmentEnded")
                outcomes[order] = must(Json::parse(event.data)).member("outcome").token();
        }
        const auto board = boardOf(store.reader(), clock);
        QCOMPARE(board.size(), outcomes.size());
        std::vector<std::string> stuck;
        for (const ProcessInstance &each : board) {
            QCOMPARE(each.process.outcome, outcomes.at(each.key));
            QCOMPARE(each.process.status == ProcessStatus::Ended, !outcomes.at(each.key).empty());
            QCOMPARE(each.isOverdue, each.isStuck);
            if (each.isStuck) stuck.push_back("fulfilment-" + each.key);
        }
        std::vector<std::string> planted;
        for (const samples::PlantedFault &fault : report.plantedFaults)
            if (fault.name == "stuck-process") planted.push_back(fault.where);
        QCOMPARE(planted.size(), isClean ? 0u : 1u);
        QCOMPARE(stuck, planted);
    }
};

QTEST_GUILESS_MAIN(TestOrderFulfilment)
#include "tst_order_fulfilment.moc"
