// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/subject_finder.h"

#include "core/models/memory_read_model_store.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <random>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::string hitText(const SubjectHit &hit) {
    return std::string(name(hit.place)) + " " + std::string(name(hit.reason)) + " " +
           (hit.place == SubjectHit::Place::ModelRow ? hit.model + "/" + hit.key : hit.stream.value) + " " +
           hit.pointer;
}

} // namespace

/// Everything about one person, and nothing about others.
class TestSubjectFinder : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<MemoryReadModelStore> m_models;

    std::multiset<std::string> found(const std::string &person, const std::vector<std::string> &literals = {},
                                     const std::vector<SubjectId> &aliases = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection, m_models.get()};
        SubjectWanted wanted;
        wanted.subject = {person};
        wanted.literals = literals;
        wanted.aliases = aliases;
        std::multiset<std::string> all;
        must(findSubject(sources, wanted,
                         [&](const SubjectHit &hit) -> Result<void> {
                             all.insert(hitText(hit));
                             return {};
                         },
                         {}));
        return all;
    }
    void append(const std::string &stream, const NewEvent &event) { must(m_shop->append(stream, event)); }
    void appendClear(const std::string &stream, const NewEvent &event) {
        must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_models = std::make_unique<MemoryReadModelStore>();
    }
    void cleanup() { m_shop.reset(); }

    void eachReasonIsTold() {
        append("order-1",
               SealedShop::event("1", "Placed", R"({"personId":"p1","address":"Lane 1"})", R"({"ip":"192.0.2.9"})"));
        append("order-1", SealedShop::event("2", "Delivered", R"({"signature":"A. L."})"));
        appendClear("person-p1", SealedShop::joined("p1", "Ada"));
        append("notes", SealedShop::event("3", "Noted", R"({"text":"ADA called","by":"p12"})"));
        append("notes", SealedShop::event("4", "Noted", R"({"text":"\u0041da"})"));
        using Texts = std::multiset<std::string>;
        QVERIFY(found("p1", {"Ada"}) ==
                (Texts{"data identifier order-1 /personId", "data envelope order-1 /address",
                       "metadata envelope order-1 /ip", "data envelope order-1 /signature",
                       "stream name identifier person-p1 ", "data identifier person-p1 /personId",
                       "data policy person-p1 /name", "data literal notes /text", "data literal notes /text"}));
        QVERIFY(found("p12") == (Texts{"data identifier notes /by"}));
        QVERIFY(found("p2").empty());
    }

    void clearValuesOfAStreamThatNamesThem() {
        appendClear("order-1", SealedShop::event("1", "Placed", R"({"personId":"p1"})"));
        appendClear("order-1", SealedShop::event("2", "Delivered", R"({"signature":"A. L."})"));
        appendClear("order-2", SealedShop::event("3", "Placed", R"({"personId":"p2"})"));
        appendClear("order-2", SealedShop::event("4", "Delivered", R"({"signature":"B."})"));
        QCOMPARE(found("p1").count("data policy order-1 /signature"), std::size_t{1});
        QCOMPARE(found("p1").count("data policy order-2 /signature"), std::size_t{0});
    }

    void aliasesCount() {
        append("person-p1", SealedShop::joined("p1", "Ada"));
        append("person-a7", SealedShop::joined("a7", "Ada"));
        QCOMPARE(found("p1", {}, {{"a7"}}).count("data envelope person-a7 /name"), std::size_t{1});
    }

    void numbersAreOnePerson() {
        append("a", SealedShop::event("1", "Placed", R"({"personId":42,"address":"Lane 1"})"));
        append("b", SealedShop::event("2", "Placed", R"({"personId":42.0,"address":"Lane 2"})"));
        append("c", SealedShop::event("3", "Placed", R"({"personId":"42","address":"Lane 3"})"));
        append("d", SealedShop::event("4", "Placed", R"({"personId":4.2,"address":"Lane 4"})"));
        const auto all = found("42");
        for (const char *stream : {"a", "b", "c"})
            QCOMPARE(all.count(std::string("data envelope ") + stream + " /address"), std::size_t{1});
        QCOMPARE(all.count("data envelope d /address"), std::size_t{0});
    }

    void rowsAreLookedAt() {
        append("person-p1", SealedShop::joined("p1", "Ada"));
        const Json name = must(Json::parse(m_shop->kept().back())).member("name");
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        const RowChange row{"p1", Json::object({{"who", name}, {"note", Json::string("Ada is in")}}), {0, 1}, 1};
        must(m_models->commit(model, {kBeforeAll, {}, {row}, {}}, {}));
        const auto all = found("p1", {"Ada"});
        QCOMPARE(all.count("model row identifier people/p1 "), std::size_t{1});
        QCOMPARE(all.count("model row envelope people/p1 /who"), std::size_t{1});
        QCOMPARE(all.count("model row literal people/p1 /note"), std::size_t{1});
    }

    /// T24: what was planted is found, all of it, and nothing else.
    void nothingPlantedIsMissed() {
        auto random = seededRandom();
        const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
        const int stores = rounds("EVENTSCOPE_FINDER_STORES", SealedShop::isOnServer() ? 3 : 20, 100);
        for (int store = 0; store < stores; ++store) {
            m_shop = std::make_unique<SealedShop>();
            std::map<std::string, std::multiset<std::string>> planted; // by person
            for (int i = 0; i < 60; ++i) {
                const std::string who = "p" + std::to_string(below(5)), n = std::to_string(i);
                const std::string stream = "s-" + n;
                auto &theirs = planted[who];
                const bool isClear = below(3) == 0;
                const auto put = [&](const NewEvent &event) {
                    isClear ? appendClear(stream, event) : append(stream, event);
                };
                const std::string reason = isClear ? "policy " : "envelope ";
                switch (below(4)) {
                case 0:
                    put(SealedShop::event(n, "Joined", SealedShop::dataOf(who, "N " + n)));
                    theirs.insert("data " + reason + stream + " /name");
                    theirs.insert("data identifier " + stream + " /personId");
                    break;
                case 1:
                    put(SealedShop::event(n, "Placed", "{\"personId\":\"" + who + "\",\"address\":{\"street\":\"x\"}}",
                                          "{\"ip\":\"" + n + "\"}"));
                    theirs.insert("data " + reason + stream + " /address");
                    theirs.insert("metadata " + reason + stream + " /ip");
                    theirs.insert("data identifier " + stream + " /personId");
                    break;
                case 2: // free text, and two persons in one event
                    put(SealedShop::event(n, "Noted",
                                          "{\"a\":[{\"text\":\"so says LiteralOf" + who + "!\"}],\"of\":\"p9\"}"));
                    theirs.insert("data literal " + stream + " /a/0/text");
                    break;
                default: // an id in metadata
                    put(SealedShop::event(n, "Seen", "{}", "{\"userId\":\"" + who + "\"}"));
                    theirs.insert("metadata identifier " + stream + " /userId");
                }
            }
            for (const auto &[who, texts] : planted) {
                const auto all = found(who, {"literalof" + who});
                std::vector<std::string> missed, wrong;
                std::ranges::set_difference(texts, all, std::back_inserter(missed));
                std::ranges::set_difference(all, texts, std::back_inserter(wrong));
                if (!missed.empty()) QFAIL(("missed: " + missed.front()).c_str());
                if (!wrong.empty()) QFAIL(("wrong: " + wrong.front()).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSubjectFinder)
#include "tst_subject_finder.moc"
