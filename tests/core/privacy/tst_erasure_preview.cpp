// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure_preview.h"

#include "core/history/history.h"
#include "core/models/memory_read_model_store.h"
#include "core/vault/protected_mark.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <map>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// As it is, but for which erasure shredded a value and when, which nobody knows beforehand.
Json withoutErasure(const Json &value) {
    if (const auto mark = protectedMarkOf(value); mark && mark->state == FieldState::Shredded)
        return must(Json::parse(print(ProtectedMark{FieldState::Shredded, {}, {}})));
    if (value.isObject()) {
        std::vector<Json::Member> members;
        for (std::size_t i = 0; i < value.size(); ++i)
            members.push_back({std::string(value.key(i)), withoutErasure(value.child(i))});
        return Json::object(std::move(members));
    }
    if (!value.isArray()) return value;
    std::vector<Json> children;
    for (std::size_t i = 0; i < value.size(); ++i)
        children.push_back(withoutErasure(value.child(i)));
    return Json::array(std::move(children));
}

/// What people read: states by stream, rows by key.
using Read = std::map<std::string, Json>;

/// What differs, by name; without what does not.
std::map<std::string, std::vector<Change>> differences(const Read &before, const Read &after) {
    std::map<std::string, std::vector<Change>> all;
    for (const auto &[name, value] : before)
        if (auto changes = diff(value, withoutErasure(after.at(name))); !changes.empty())
            all[name] = std::move(changes);
    return all;
}

} // namespace

/// What is said before an erasure is what is read after it.
class TestErasurePreview : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<MemoryReadModelStore> m_models;
    std::optional<ModelInfo> m_model;
    std::set<std::string> m_streams;
    const FoldRegistry m_folds;

    void newShop() {
        m_shop = std::make_unique<SealedShop>();
        m_models = std::make_unique<MemoryReadModelStore>();
        m_model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        m_streams.clear();
    }
    void append(const std::string &stream, const NewEvent &event, bool isClear) {
        m_streams.insert(stream);
        if (isClear)
            must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
        else
            must(m_shop->append(stream, event));
    }
    /// A row that holds what the last event says, and one more value of another event.
    void addRow(const std::string &key) {
        const auto kept = m_shop->kept();
        const Json row =
            Json::object({{"last", must(Json::parse(kept.back()))}, {"first", must(Json::parse(kept.front()))}});
        must(m_models->commit(*m_model, {kBeforeAll, {}, {RowChange{key, row, {0, 1}, 1}}, {}}, {}));
    }
    [[nodiscard]] Read states() {
        const auto lens = must(lensesOf({}, m_shop->protection(nullptr))).forPeople;
        Read all;
        for (const std::string &stream : m_streams)
            all[stream] = must(foldStream(m_shop->store->reader(), *lens, *payloadMergeFold(), {stream}, kEnd,
                                          TrustSnapshots::No, {}))
                              .state;
        return all;
    }
    [[nodiscard]] Read rows() {
        Read all;
        for (const ModelRow &row : must(m_models->page(*m_model, {}, 1'000, {})))
            all[row.key] = must(openedForPeople(m_shop->protection(nullptr), row.row));
        return all;
    }
    ErasurePreview preview(const std::string &person, std::size_t statesMax = 100, std::size_t rowsMax = 200) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection, m_models.get()};
        std::vector<SubjectHit> hits;
        std::set<KeyId> keys;
        SubjectWanted wanted;
        wanted.subject = {person};
        must(findSubject(sources, wanted,
                         [&](const SubjectHit &hit) -> Result<void> {
                             hits.push_back(hit);
                             if (hit.reason == SubjectHit::Reason::Envelope && hit.state == FieldState::Clear)
                                 keys.insert(hit.sealedBy);
                             return {};
                         },
                         {}));
        return must(previewErasure({sources, {}, m_folds, statesMax, rowsMax}, hits, keys, {}));
    }

  private Q_SLOTS:
    void cleanup() {
        m_models.reset();
        m_shop.reset();
    }

    void whatIsSaidIsWhatIsRead() {
        auto random = seededRandom();
        const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
        const int stores = rounds("EVENTSCOPE_PREVIEWS", SealedShop::isOnServer() ? 3 : 15, 80);
        std::size_t changed = 0;
        for (int store = 0; store < stores; ++store) {
            newShop();
            for (int i = 0; i < 40; ++i) {
                const std::string who = "p" + std::to_string(below(4)), n = std::to_string(i);
                const std::string stream = "s-" + std::to_string(below(8)); // of several people
                const bool isClear = below(5) == 0;
                if (below(2) == 0)
                    append(stream, SealedShop::event(n, "Joined", SealedShop::dataOf(who, "Name " + n)), isClear);
                else
                    append(stream,
                           SealedShop::event(n, "Placed",
                                             "{\"personId\":\"" + who + "\",\"address\":{\"street\":[\"" + n + "\"]}}"),
                           isClear);
                if (below(4) == 0) addRow("row-" + n);
            }
            if (below(2) == 0) m_shop->erase("p3"); // somebody was erased before
            const std::string person = "p" + std::to_string(below(3));
            const ErasurePreview said = preview(person);
            const Read statesBefore = states(), rowsBefore = rows();
            m_shop->erase(person);
            std::map<std::string, std::vector<Change>> saidStates, saidRows;
            for (const StateAfterErasure &each : said.states) {
                QVERIFY(saidStates.emplace(each.stream.value, each.changes).second);
                if (each.changes.empty()) saidStates.erase(each.stream.value);
            }
            for (const RowAfterErasure &each : said.rows) {
                QCOMPARE(each.model, std::string("people"));
                QVERIFY(saidRows.emplace(each.key, each.changes).second);
            }
            // Of those erased before nothing differs, but that the mark says more than is compared.
            const auto plain = [](Read all) {
                for (auto &[name, value] : all)
                    value = withoutErasure(value);
                return all;
            };
            const auto readStates = differences(plain(statesBefore), states());
            QVERIFY(saidStates == readStates);
            QVERIFY(saidRows == differences(plain(rowsBefore), rows()));
            changed += readStates.size();
        }
        QVERIFY2(changed > 0, "the erasures did change something");
    }

    void limitsAreTold() {
        newShop();
        for (int i = 0; i < 6; ++i) {
            const std::string n = std::to_string(i);
            append("s-" + n, SealedShop::event(n, "Joined", SealedShop::dataOf("p1", "Name " + n)), false);
            addRow("row-" + n);
        }
        const ErasurePreview some = preview("p1", 4, 5);
        QCOMPARE(some.states.size(), std::size_t{4});
        QCOMPARE(some.statesLeftOut, std::uint64_t{2});
        QCOMPARE(some.rows.size(), std::size_t{5});
        QCOMPARE(some.rowsLeftOut, std::uint64_t{1});
        const ErasurePreview nobody = preview("p2");
        QVERIFY(nobody.states.empty() && nobody.rows.empty());
    }

    /// A look changes nothing: everything reads as before.
    void lookingErasesNothing() {
        newShop();
        append("s-1", SealedShop::joined("p1", "Ada"), false);
        addRow("row-1");
        const Read before = states(), rowsBefore = rows();
        QCOMPARE(preview("p1").states.front().changes.size(), std::size_t{1});
        QVERIFY(states() == before && rows() == rowsBefore);
    }
};

QTEST_GUILESS_MAIN(TestErasurePreview)
#include "tst_erasure_preview.moc"
