// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/masking_store.h"

#include "core/vault/protected_mark.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <algorithm>
#include <functional>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Texts = std::vector<std::string>;
/// A way to look at all of a store.
using Look = std::function<Texts(const EventStore &, const Query &)>;

Texts textsOf(const EventBatch &batch) {
    Texts texts;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        texts.emplace_back(batch[row].data().bytes);
        texts.emplace_back(batch[row].metadata().bytes);
    }
    return texts;
}

Query withTexts(Query query) {
    query.fields = Fields::All;
    return query;
}

Texts paged(const EventStore &store, const Query &asked) {
    Query query = withTexts(asked);
    query.rowsMax = 1'000;
    return textsOf(*must(store.page(query, {})));
}

Texts scanned(const EventStore &store, const Query &query) {
    Texts texts;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        std::ranges::move(textsOf(*batch), std::back_inserter(texts));
        return Flow::More;
    });
    must(store.scan(withTexts(query), sink, {}));
    return texts;
}

/// As many as a scan finds: it would wait for more.
Texts followed(const EventStore &store, const Query &query) {
    const std::size_t all = scanned(store, query).size();
    Texts texts;
    SinkOf sink([&](const BatchPtr &batch) -> Result<Flow> {
        std::ranges::move(textsOf(*batch), std::back_inserter(texts));
        return texts.size() < all ? Flow::More : Flow::Enough;
    });
    must(store.follow(withTexts(query), sink, {}));
    return texts;
}

std::size_t holding(const Texts &texts, std::string_view literal) {
    return static_cast<std::size_t>(
        std::ranges::count_if(texts, [&](const std::string &text) { return text.find(literal) != std::string::npos; }));
}

Prefilter contains(Prefilter::Kind kind, const std::string &text) {
    Prefilter filter;
    filter.kind = kind;
    filter.text = text;
    return filter;
}

} // namespace

/// A store as an audience sees it: no personal value, and nothing that tells one.
class TestMaskingStore : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;

    const std::vector<std::pair<const char *, Look>> m_looks{{"page", paged}, {"scan", scanned}, {"follow", followed}};

    void appendClear(const std::string &stream, const NewEvent &event) {
        must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
    }
    /// All forms in which a personal value may lie in a store.
    void fill() {
        must(m_shop->append("person-p1", SealedShop::joined("p1", "SecretSealed")));
        must(m_shop->append("order-1",
                            SealedShop::event("placed", "Placed", R"({"personId":"p1","address":"SecretLane"})",
                                              R"({"ip":"SecretIp","agent":"shown"})")));
        appendClear("person-p2", SealedShop::joined("p2", "SecretClear"));
        appendClear("order-2",
                    SealedShop::event("placed 2", "Placed", R"({"personId":"p2","address":{"street":["SecretDeep"]}})",
                                      R"({"ip":"SecretIp2"})"));
        appendClear("notes", SealedShop::event("note", "Noted", R"({"text":"free text stays"})"));
        NewEvent raw = SealedShop::event("raw", "Joined", "SecretText: no JSON");
        raw.dataEncoding = Encoding::Text;
        appendClear("person-p3", raw);
        NewEvent free = SealedShop::event("free", "Noted", "a text of nobody");
        free.dataEncoding = Encoding::Text;
        appendClear("notes", free);
        appendClear("notes", SealedShop::event("forged", "Noted", R"({"x":{"$protected":"clear"}})"));
        // An envelope where the policy names nothing.
        const std::string sealed = readStream(m_shop->store->reader(), "person-p1").front().data;
        appendClear("elsewhere", SealedShop::event("moved", "Moved", "{\"was\":" + sealed + "}", sealed));
    }
    [[nodiscard]] std::shared_ptr<const EventStore> masked() {
        // Of a store that lives as long as the test.
        return maskedStore(std::shared_ptr<const EventStore>(&m_shop->store->reader(), [](const EventStore *) {}),
                           m_shop->policy);
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        fill();
    }
    void cleanup() { m_shop.reset(); }

    void nothingPersonalComesOutWhicheverWayIsAsked() {
        const auto store = masked();
        for (const auto &[name, look] : m_looks) {
            const Texts shown = look(*store, {}), stored = look(m_shop->store->reader(), {});
            QCOMPARE(shown.size(), stored.size());
            QVERIFY2(holding(shown, "Secret") == 0 && holding(shown, "$pii") == 0, name);
            // What the same look finds without the mask: the values in clear, and the envelopes.
            QVERIFY2(holding(stored, "Secret") == 4 && holding(stored, "$pii") >= 4, name);
            QVERIFY2(holding(shown, "free text stays") == 1 && holding(shown, "a text of nobody") == 1 &&
                         holding(shown, "\"agent\":\"shown\"") == 1,
                     name);
        }
        QVERIFY2(holding(m_shop->shown(), "SecretSealed") == 1, "who has the vault reads it");
    }

    void theMarkStandsInThePlace() {
        const auto store = masked();
        const auto dataOf = [&](const char *stream) { return readStream(*store, stream).front(); };
        const std::string mark(kMaskedMark);
        for (const char *person : {"p1", "p2"})
            QCOMPARE(dataOf(("person-" + std::string(person)).c_str()).data,
                     "{\"personId\":\"" + std::string(person) + "\",\"name\":" + mark + "}");
        QCOMPARE(dataOf("order-1").metadata, "{\"ip\":" + mark + R"(,"agent":"shown"})");
        QCOMPARE(dataOf("order-2").data, R"({"personId":"p2","address":)" + mark + "}");
        QCOMPARE(dataOf("order-2").metadata, "{\"ip\":" + mark + "}");
        QCOMPARE(dataOf("elsewhere").data, R"({"was":{"personId":"p1","name":)" + mark + "}}");
        QCOMPARE(dataOf("elsewhere").metadata, R"({"personId":"p1","name":)" + mark + "}");
        // No JSON of a type with personal values: all of it, and JSON from now on.
        QCOMPARE(dataOf("person-p3").data, mark);
        QCOMPARE(dataOf("person-p3").dataEncoding, Encoding::Json);
    }

    void whatLooksLikeAMarkIsNone() {
        const auto notes = readStream(*masked(), "notes");
        QCOMPARE(notes.back().data, std::string(R"({"x":{"$$protected":"clear"}})"));
    }

    void everythingElseIsAsStored() {
        const auto shown = readAll(*masked()), stored = readAll(m_shop->store->reader());
        QCOMPARE(shown.size(), stored.size());
        for (std::size_t i = 0; i < stored.size(); ++i) {
            PlainEvent same = shown[i];
            same.data = stored[i].data, same.metadata = stored[i].metadata;
            same.dataEncoding = stored[i].dataEncoding, same.metadataEncoding = stored[i].metadataEncoding;
            QVERIFY(same == stored[i]);
        }
    }

    /// Whoever may ask for what holds a text, and sees which rows come, must not be told by them.
    void noPrefilterTellsAValue() {
        const auto store = masked();
        const auto rowsWith = [&](const EventStore &of, const Prefilter &filter) {
            Query query;
            query.prefilter = filter;
            return readAll(of, query).size();
        };
        const std::size_t all = readAll(*store).size();
        for (const auto kind : {Prefilter::Kind::DataContains, Prefilter::Kind::MetadataContains}) {
            for (const char *text : {"SecretClear", "SecretDeep", "SecretIp2", "SecretText", "nobody has this"}) {
                QCOMPARE(rowsWith(*store, contains(kind, text)), all);
                const Prefilter nested = Prefilter::all({Prefilter::any({contains(kind, text)}), Prefilter()});
                QCOMPARE(rowsWith(*store, nested), all);
            }
        }
        // Without the mask they do tell.
        const EventStore &open = m_shop->store->reader();
        QVERIFY(rowsWith(open, contains(Prefilter::Kind::DataContains, "SecretClear")) >
                rowsWith(open, contains(Prefilter::Kind::DataContains, "nobody has this")));
        // Headers are no secret: they go on to select.
        Prefilter type;
        type.kind = Prefilter::Kind::Type;
        type.text = "Joined";
        QCOMPARE(rowsWith(*store, type), std::size_t{3});
        QCOMPARE(rowsWith(*store, Prefilter::all({type, contains(Prefilter::Kind::DataContains, "SecretClear")})),
                 std::size_t{3});
    }

    /// Two stores that differ in the hidden values only look the same, whatever is asked of them.
    void hiddenValuesMakeNoDifference() {
        auto random = seededRandom();
        const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
        const int stores = rounds("EVENTSCOPE_MASKED_STORES", SealedShop::isOnServer() ? 2 : 10, 50);
        const std::vector<std::string> values{
            R"("Ada")",     R"("")", "null", "0", "[]", R"({"a":[1,"Ada"]})", "true", R"({"$protected":"locked"})",
            R"("\u0041da")"};
        for (int store = 0; store < stores; ++store) {
            std::array<Texts, 2> seen;
            std::vector<std::pair<int, bool>> kinds;
            for (int i = 0; i < 20; ++i)
                kinds.emplace_back(static_cast<int>(below(3)), below(2) == 0);
            const std::string asked = values[below(values.size())];
            for (Texts &side : seen) {
                m_shop = std::make_unique<SealedShop>();
                for (std::size_t i = 0; i < kinds.size(); ++i) {
                    const std::string n = std::to_string(i), value = values[below(values.size())];
                    NewEvent event;
                    switch (kinds[i].first) {
                    case 0:
                        event = SealedShop::event(n, "Joined", R"({"personId":"p","name":)" + value + "}");
                        break;
                    case 1:
                        event = SealedShop::event(n, "Placed", R"({"personId":"p","address":)" + value + "}",
                                                  "{\"ip\":" + value + "}");
                        break;
                    default:
                        event = SealedShop::event(n, "Noted", R"({"text":"the same"})");
                    }
                    kinds[i].second ? appendClear("s-" + n, event) : void(must(m_shop->append("s-" + n, event)));
                }
                const auto store2 = masked();
                for (const auto &[name, look] : m_looks) {
                    Query query;
                    query.prefilter = contains(Prefilter::Kind::DataContains, asked.substr(0, 4));
                    std::erase(query.prefilter.text, '\\');
                    std::ranges::move(look(*store2, query), std::back_inserter(side));
                }
            }
            QVERIFY(seen[0] == seen[1]);
        }
    }

    void snapshotsAndGroupsAreLeftOut() {
        Snapshot snapshot;
        snapshot.stream = {"person-p2"};
        snapshot.version = {1};
        snapshot.position = readStream(m_shop->store->reader(), "person-p2").front().position;
        snapshot.fold = "merge";
        snapshot.state = R"({"name":"SecretClear"})";
        must(m_shop->openRaw()->putSnapshots({&snapshot, 1}, {}));
        QCOMPARE(must(m_shop->store->reader().snapshots({}, {})).size(), std::size_t{1});
        QVERIFY(must(masked()->snapshots({}, {})).empty());
        QVERIFY(must(masked()->snapshots({"person-p2"}, {})).empty());
        QCOMPARE(masked()->groups({}, {}).error().kind, ErrorKind::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestMaskingStore)
#include "tst_masking_store.moc"
