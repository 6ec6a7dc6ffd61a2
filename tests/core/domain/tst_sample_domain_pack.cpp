// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/domain/domain_pack.h"
#include "core/fold/fold_registry.h"
#include "core/history/history.h"
#include "core/store/memory/memory_store.h"

#include <QtTest>

#include <set>

using namespace eventscope;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return *std::move(result);
}

/// Equal but for the order of members: the token of every number counts.
bool sameValue(const Json &a, const Json &b) {
    if (!a.isObject() || !b.isObject()) return a == b;
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::size_t at = b.find(a.key(i));
        if (at == Json::npos || !sameValue(a.child(i), b.child(at))) return false;
    }
    return true;
}

FoldRegistry registryOf(const std::vector<FoldPtr> &folds) {
    FoldRegistry registry;
    for (const FoldPtr &fold : folds)
        registry.add(fold);
    return registry;
}

} // namespace

/// The sample domain, described in JSON, against the same domain in C++.
class TestSampleDomainPack : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        m_store = std::make_unique<MemoryStore>(m_clock);
        samples::SampleOptions options;
        options.events = 6000;
        static_cast<void>(must(samples::makeSample(*m_store, m_clock, options, {})));
        CatalogueQuery query;
        query.rowsMax = kNoLimit;
        m_streams = must(m_store->reader().catalogue(query, {})).streams;
        m_pack = must(loadDomainPack(SAMPLE_DOMAIN));
    }

    void describesEveryCategoryOfTheDomain() {
        const auto categories = [](const std::vector<FoldPtr> &folds) {
            QStringList list;
            for (const FoldPtr &fold : folds)
                list << QString::fromStdString(fold->info().name + " " + fold->info().categories.front());
            list.sort();
            return list;
        };
        QCOMPARE(categories(m_pack.folds), categories(samples::sampleFolds()));
    }

    void foldsEveryStreamAsTheAggregatesDo() {
        const FoldRegistry native = registryOf(samples::sampleFolds()), described = registryOf(m_pack.folds);
        const LensPtr nativeLens = must(upcastingLens(samples::sampleUpcasters()));
        const LensPtr describedLens = must(upcastingLens(m_pack.upcasters));
        std::set<std::string> met;
        for (const StreamEntry &entry : m_streams) {
            const std::string category(categoryOf(entry.stream));
            const FoldPtr a = native.forCategory(category), b = described.forCategory(category);
            if (a == payloadMergeFold()) continue;
            const FoldedState expected = fold(*nativeLens, *a, entry.stream);
            const FoldedState folded = fold(*describedLens, *b, entry.stream);
            QVERIFY2(sameValue(expected.state, folded.state),
                     (entry.stream + "\n" + print(expected.state) + "\n" + print(folded.state)).c_str());
            QCOMPARE(expected.provenance.ignored, folded.provenance.ignored);
            QVERIFY(expected.failed.empty() && folded.failed.empty());
            met.insert(category);
        }
        QCOMPARE(met.size(), std::size_t{6});
    }

  private:
    [[nodiscard]] FoldedState fold(const Lens &lens, const Fold &fold, const std::string &stream) const {
        return must(foldStream(m_store->reader(), lens, fold, {stream}, kEnd, TrustSnapshots::No, {}));
    }

    SimulatedClock m_clock;
    std::unique_ptr<MemoryStore> m_store;
    std::vector<StreamEntry> m_streams;
    DomainPack m_pack;
};

QTEST_GUILESS_MAIN(TestSampleDomainPack)
#include "tst_sample_domain_pack.moc"
