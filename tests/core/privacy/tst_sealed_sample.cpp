// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/privacy/sealed_shop.h"

#include "core/aggregate/samples/sample_domain.h"
#include "core/aggregate/samples/sample_maker.h"
#include "core/aggregate/samples/sample_privacy.h"
#include "core/models/memory_read_model_store.h"
#include "core/privacy/samples/sample_vault.h"
#include "core/projection/model_difference.h"
#include "core/projection/samples/sample_models.h"
#include "core/store/memory/memory_store.h"
#include "core/vault/protected_mark.h"

#include <map>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// A sample of 3,000 events with everything that is made of it.
struct Sample {
    explicit Sample(bool isSealed) : vaultPath(folder.filePath(QStringLiteral("s.vault")).toStdString()) {
        samples::SampleOptions options;
        options.events = 3'000;
        options.atOnce = true;
        if (isSealed) {
            auto made = must(samples::SampleVault::make(vaultPath, store.reader().info().identity.id, now));
            options.protect = made.protect();
            must(samples::makeSample(store, clock, options, {}));
            must(made.keep());
        } else {
            must(samples::makeSample(store, clock, options, {}));
        }
        must(samples::makeSampleModels(store.reader(), models, now, true, {}));
    }

    [[nodiscard]] StoreProtection protection() {
        if (!vault)
            vault = std::make_shared<StoreVault>(vaultPath, now, [](const KeyVault &) -> Result<UnlockSecrets> {
                return password(std::string(samples::kSamplePassphrase));
            });
        return {store.reader().info().identity.id, vault, samples::samplePrivacyPolicy()};
    }
    /// Payloads as people read them, without what differs from store to store.
    [[nodiscard]] std::vector<std::string> shown() {
        const auto lens = must(lensesOf(samples::sampleUpcasters(), protection())).forPeople;
        Query query;
        query.fields = Fields::Data | lens->fields();
        std::vector<std::string> texts;
        SinkOf sink([&](BatchPtr batch) -> Result<Flow> {
            ES_ASSIGN(readable, lens->open(std::move(batch)));
            for (std::size_t row = 0; row < readable.rows(); ++row)
                texts.emplace_back(readable[row].payload().bytes);
            return Flow::More;
        });
        must(store.reader().scan(query, sink, {}));
        return texts;
    }
    [[nodiscard]] std::string opened(const std::string &kept) {
        return print(must(openedForPeople(protection(), must(Json::parse(kept)))));
    }
    /// All rows of all read models, as they are kept.
    [[nodiscard]] std::map<std::string, std::string> rows() {
        std::map<std::string, std::string> all;
        for (const ModelInfo &model : must(models.list({}))) {
            const JobControl job;
            const RowPages pages = pagesOf(models, model, job);
            for (std::string after;;) {
                const auto page = must(pages(after));
                if (page.empty()) break;
                after = page.back().key;
                for (const ModelRow &row : page)
                    all[model.schema.name + " " + row.key] = print(row.row);
            }
        }
        return all;
    }

    QTemporaryDir folder;
    const std::string vaultPath;
    SimulatedClock clock;
    SystemClock now;
    MemoryStore store{clock};
    MemoryReadModelStore models;
    std::shared_ptr<StoreVault> vault;
};

/// Every name, address and email that the sample holds, as its events in clear say them.
std::vector<std::string> literalsOf(Sample &clear) {
    std::vector<std::string> all;
    for (const std::string &text : clear.shown()) {
        const Json data = must(Json::parse(text));
        for (const char *member : {"fullName", "email", "owner", "signature"})
            if (data.member(member).isString()) all.emplace_back(data.member(member).token());
        if (data.member("shippingAddress").isObject())
            all.emplace_back(data.member("shippingAddress").member("street").token());
    }
    return all;
}

std::size_t hits(const std::vector<std::string> &literals, const std::string &text) {
    std::size_t found = 0;
    for (const std::string &literal : literals)
        found += text.find(literal) != std::string::npos ? 1 : 0;
    return found;
}

} // namespace

/// The sample, born protected: events, snapshots and read models.
class TestSealedSample : public QObject {
    Q_OBJECT

    std::unique_ptr<Sample> m_clear, m_sealed;

  private Q_SLOTS:
    void initTestCase() {
        m_clear = std::make_unique<Sample>(false);
        m_sealed = std::make_unique<Sample>(true);
    }
    void cleanupTestCase() {
        m_clear.reset();
        m_sealed.reset();
    }

    void nothingOfItIsInClear() {
        const auto literals = literalsOf(*m_clear);
        QVERIFY(literals.size() > 300);
        const auto kept = [](Sample &sample) {
            std::string text;
            for (const PlainEvent &each : readAll(sample.store.reader()))
                text += each.data + each.metadata;
            for (const Snapshot &each : must(sample.store.reader().snapshots({}, {})))
                text += each.state;
            for (const auto &[key, row] : sample.rows())
                text += row;
            return text;
        };
        QCOMPARE(hits(literals, kept(*m_clear)), literals.size()); // the search does find them
        QCOMPARE(hits(literals, kept(*m_sealed)), std::size_t{0});
    }

    void peopleSeeTheSame() { QVERIFY(m_sealed->shown() == m_clear->shown()); }

    void snapshotsAreTheSame() {
        const auto clear = must(m_clear->store.reader().snapshots({}, {}));
        const auto sealed = must(m_sealed->store.reader().snapshots({}, {}));
        QVERIFY(!clear.empty());
        QCOMPARE(sealed.size(), clear.size());
        for (std::size_t i = 0; i < clear.size(); ++i)
            QCOMPARE(m_sealed->opened(sealed[i].state), print(must(Json::parse(clear[i].state))));
    }

    void rowsAreTheSameAndDieWithTheKey() {
        const auto clear = m_clear->rows();
        auto sealed = m_sealed->rows();
        QCOMPARE(sealed.size(), clear.size());
        std::string candidate;
        for (const auto &[key, row] : clear) {
            QCOMPARE(m_sealed->opened(sealed.at(key)), row);
            if (key.starts_with("candidate-list ") && row.find("ANONYMIZED") == std::string::npos) candidate = key;
        }
        const auto keys = must(m_sealed->protection().vault->unlocked());
        must(keys->fence(must(keys->bindingOf({candidate.substr(candidate.find(' ') + 1)})), {}, "e"));
        must(keys->destroy("e"));
        std::size_t changed = 0;
        for (const auto &[key, row] : clear) {
            const Json now = must(Json::parse(m_sealed->opened(sealed.at(key))));
            changed += print(now) != row ? 1 : 0;
            if (key == candidate) QCOMPARE(protectedMarkOf(now.member("fullName"))->state, FieldState::Shredded);
        }
        QCOMPARE(changed, std::size_t{1}); // nobody else's
    }

    void thePackSaysTheSamePolicy() {
        std::ifstream file(EVENTSCOPE_SOURCE_DIR "/resources/sample-domain/privacy.json");
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        const PrivacyPolicy written = must(PrivacyPolicy::parse(text)), known = samples::samplePrivacyPolicy();
        QCOMPARE(written.types(), known.types());
        for (const std::string &type : known.types()) {
            QCOMPARE(written.fieldsOf(type).size(), known.fieldsOf(type).size());
            for (std::size_t i = 0; i < known.fieldsOf(type).size(); ++i) {
                const PersonalField &a = written.fieldsOf(type)[i], &b = known.fieldsOf(type)[i];
                QVERIFY(a.path == b.path && a.part == b.part && a.subject == b.subject && a.purpose == b.purpose &&
                        a.subjectEvent == b.subjectEvent && a.isSubjectInStream == b.isSubjectInStream &&
                        a.meaning == b.meaning && !a.meaning.empty());
                QVERIFY(known.purposes().contains(b.purpose));
            }
        }
        QVERIFY(written.purposes() == known.purposes());
        QCOMPARE(written.controller(), known.controller());
    }
};

QTEST_GUILESS_MAIN(TestSealedSample)
#include "tst_sealed_sample.moc"
