// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_domain.h"
#include "core/domain/domain_pack.h"
#include "core/lens/lens.h"
#include "core/process/samples/order_fulfilment.h"
#include "core/projection/samples/sample_projections.h"
#include "projection_fixture.h"
#include "tests/core/aggregate/made_sample.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Batches = std::vector<ReadableBatch>;

Batches opened(const test::MadeSample &sample, const std::vector<UpcasterPtr> &upcasters) {
    const LensPtr lens = *upcastingLens(upcasters);
    Batches batches;
    Query query;
    query.fields = Fields::Data;
    SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
        ES_ASSIGN(readable, lens->open(std::move(batch)));
        batches.push_back(std::move(readable));
        return Flow::More;
    });
    if (!sample.store.reader().scan(query, sink, {})) qFatal("cannot scan the sample");
    return batches;
}

Json sorted(const Json &value) {
    if (!value.isObject()) return value;
    std::vector<Json::Member> members;
    for (const auto &[name, child] : value.children())
        members.push_back({std::string(name), sorted(child)});
    std::ranges::sort(members, {}, [](const Json::Member &member) { return member.key; });
    return Json::object(std::move(members));
}

/// A row of the process has an object with members in no order that anybody relies on.
MapRows sorted(MapRows rows) {
    for (auto &[key, row] : rows.all)
        row.row = sorted(row.row);
    return rows;
}

} // namespace

/// The projections of the sample domain, its process among them: those in C++ against those in JSON, and both against
/// the events.
class TestSampleProjections : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        samples::SampleOptions options;
        options.events = 3000;
        m_sample = std::make_unique<test::MadeSample>(options);
        QVERIFY(m_sample->made);
        auto pack = loadDomainPack(SAMPLE_DOMAIN);
        QVERIFY2(pack, pack ? "" : describe(pack.error()).c_str());
        m_pack = *std::move(pack);
        m_native = samples::sampleProjections();
        for (const ProjectionPtr &process : samples::sampleProcesses())
            m_native.push_back(process);
        m_declared = m_pack.projections;
        m_declared.insert(m_declared.end(), m_pack.processes.begin(), m_pack.processes.end());
        m_nativeBatches = opened(*m_sample, samples::sampleUpcasters());
        m_declaredBatches = opened(*m_sample, m_pack.upcasters);
    }

    void eachIsThereInBothLanguages() {
        QCOMPARE(m_native.size(), std::size_t{6});
        QCOMPARE(m_pack.processes.size(), std::size_t{1});
        QCOMPARE(m_declared.size(), m_native.size());
        for (std::size_t i = 0; i < m_native.size(); ++i) {
            const ProjectionInfo &native = m_native[i]->info(), &declared = m_declared[i]->info();
            QVERIFY(checkSchema(native.schema));
            QVERIFY2(native.schema == declared.schema, native.name.c_str());
            QCOMPARE(native.text, declared.text);
            QVERIFY(native.knownTypes == declared.knownTypes);
            const std::string function = i < 5 ? "apply" : "on"; // of a process
            QCOMPARE(m_native[i]->handlerOf("A/b"), function + "(A/b)");
            QCOMPARE(m_declared[i]->handlerOf("A/b"), std::string("/on/A~1b"));
            QCOMPARE(native.language, std::string("C++"));
            QCOMPARE(declared.language, std::string("JSON"));
        }
    }

    void bothGiveTheSameRows_data() { projections_data(); }
    void bothGiveTheSameRows() {
        QFETCH(int, which);
        RecordingSink native, declared;
        const auto expected = rowsOf(projection(which, true), m_nativeBatches, nullptr, &native);
        const auto rows = rowsOf(projection(which, false), m_declaredBatches, nullptr, &declared);
        QVERIFY(expected.all.size() > 20);
        QCOMPARE(sorted(rows).text(), sorted(expected).text());
        QVERIFY(native.failures.empty() && declared.failures.empty());
        for (const auto &[key, row] : rows.all)
            for (const ModelColumn &column : projection(which, true).info().schema.columns)
                QVERIFY2(fits(column.type, row.row.member(column.name)), column.name.c_str());
    }

    void theRowsAreThoseOfTheEvents() {
        std::map<std::string, std::int64_t> cents, transactions;
        std::map<std::string, std::string> lastActivity, status;
        const auto centsOf = [](const Json &amount) {
            std::string token(amount.token());
            token.erase(token.find('.'), 1);
            return std::stoll(token);
        };
        for (const test::SampleEvent &event : m_sample->events()) {
            if (!projection(0, true).info().knows(event.type)) continue;
            const std::string account = event.text("accountId");
            const int sign = event.type == "MoneyDeposited" ? 1 : event.type == "MoneyWithdrawn" ? -1 : 0;
            if (event.type == "AccountOpened") cents[account] += centsOf(event.data.member("initialDeposit"));
            if (sign != 0) cents[account] += sign * centsOf(event.data.member("amount"));
            if (sign != 0) ++transactions[account];
            lastActivity[account] = toIso(event.recordedAt);
        }
        const auto rows = rowsOf(projection(0, true), m_nativeBatches);
        QCOMPARE(rows.all.size(), lastActivity.size());
        for (const auto &[key, row] : rows.all) {
            QCOMPARE(centsOf(row.row.member("balance")), cents[key]);
            QCOMPARE(std::string(row.row.member("transactionCount").token()), std::to_string(transactions[key]));
            QCOMPARE(std::string(row.row.member("lastActivity").token()), lastActivity[key]);
        }
    }

    void oneKeyAloneGivesItsRow_data() { projections_data(); }
    void oneKeyAloneGivesItsRow() {
        QFETCH(int, which);
        for (const bool isNative : {true, false}) {
            const Batches &batches = isNative ? m_nativeBatches : m_declaredBatches;
            const auto all = rowsOf(projection(which, isNative), batches);
            std::size_t number = 0;
            for (const auto &[key, row] : all.all) {
                if (number++ % (all.all.size() / 7 + 1) != 0) continue;
                const auto only = std::make_shared<std::set<std::string, std::less<>>>();
                only->insert(key);
                const auto alone = rowsOf(projection(which, isNative), batches, only);
                QCOMPARE(alone.all.size(), std::size_t{1});
                QVERIFY(alone.all.begin()->second == row);
            }
        }
    }

    void givesTheSameRowsHoweverItIsCut_data() { projections_data(); }
    void givesTheSameRowsHoweverItIsCut() {
        QFETCH(int, which);
        for (const bool isNative : {true, false}) {
            const Batches &batches = isNative ? m_nativeBatches : m_declaredBatches;
            const auto expected = rowsOf(projection(which, isNative), batches).text();
            QVERIFY(rc::check("cut, committed, let go, begun anew", [&] {
                RecordingSink sink(true);
                const auto rows = rowsOfCutRuns(projection(which, isNative), batches, &sink);
                RC_ASSERT(rows.text() == expected);
                RC_ASSERT(sink.isConsistent && sink.rows.size() == rows.all.size());
                for (const auto &[key, row] : rows.all)
                    RC_ASSERT(sink.rows.at(key) == row.row);
            }));
        }
    }

  private:
    void projections_data() {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 6; ++i)
            QTest::newRow(m_native[static_cast<std::size_t>(i)]->info().name.c_str()) << i;
    }
    [[nodiscard]] const Projection &projection(int which, bool isNative) const {
        return *(isNative ? m_native : m_declared)[static_cast<std::size_t>(which)];
    }

    std::unique_ptr<test::MadeSample> m_sample;
    DomainPack m_pack;
    std::vector<ProjectionPtr> m_native, m_declared;
    Batches m_nativeBatches, m_declaredBatches;
};

QTEST_GUILESS_MAIN(TestSampleProjections)
#include "tst_sample_projections.moc"
