// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/subject_finder.h"

#include "core/document/html_writer.h"
#include "core/models/memory_read_model_store.h"
#include "core/privacy/byte_search.h"
#include "core/privacy/erasure.h"
#include "core/process/process_row.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/tier.h"

#include <random>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

std::string hitText(const SubjectHit &hit) {
    return std::string(name(hit.place)) + " " + std::string(name(hit.reason)) + " " +
           (hit.model.empty() ? hit.stream.value : hit.model + "/" + hit.key) + " " + hit.pointer;
}

using Texts = std::multiset<std::string>;

/// What was planted about one person.
class Planted {
  public:
    /// Told by the vault or the policy, or by their id.
    void byId(std::string text) { m_byId.insert(std::move(text)); }
    /// The same of their other id.
    void byAlias(std::string text) { m_byAlias.insert(std::move(text)); }
    /// That only who types the text in finds.
    void undeclared(std::string text) { m_undeclared.insert(std::move(text)); }

    [[nodiscard]] const Texts &ofId() const { return m_byId; }
    [[nodiscard]] Texts declared() const { return together(m_byId, m_byAlias); }
    [[nodiscard]] Texts all() const { return together(declared(), m_undeclared); }

  private:
    static Texts together(Texts all, const Texts &more) {
        all.insert(more.begin(), more.end());
        return all;
    }
    Texts m_byId, m_byAlias, m_undeclared;
};

/// A store in which something of several people is planted everywhere: sealed or in clear, declared or not.
class Garden {
  public:
    Garden(SealedShop &shop, MemoryReadModelStore &models, std::mt19937_64 &random)
        : m_shop(shop), m_models(models), m_random(random) {}

    static std::string literalOf(const std::string &who) { return "literalof" + who; }
    /// In which no id stands as a word of its own.
    static std::string nameOf(const std::string &who) { return "NameOf" + who; }
    static std::string aliasOf(const std::string &who) { return "other" + who.substr(1); }
    [[nodiscard]] const std::map<std::string, Planted> &planted() const { return m_planted; }

    void plant() {
        for (int i = 0; i < 40; ++i) {
            m_number = std::to_string(i);
            m_who = "p" + std::to_string(below(5));
            m_isClear = below(3) == 0;
            plantInEvent(below(6));
        }
        if (!SealedShop::isMapped()) plantInSnapshot(); // those beside such a table are its program's
        plantInRows("people", {{"who", ColumnType::Json}}, "");
        plantInRows("shop-run", processColumns(), "/state"); // instances of a process are rows
    }

  private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(m_random() % end); }
    Planted &theirs() { return m_planted[m_who]; }
    [[nodiscard]] std::string freeText() const { return "so says LiteralOf" + m_who + "!"; }

    void put(const std::string &stream, const std::string &type, const std::string &data,
             const std::string &metadata = "{}") {
        const NewEvent event = SealedShop::event(m_number, type, data, metadata);
        if (m_isClear)
            must(m_shop.openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
        else
            must(m_shop.append(stream, event));
    }

    void plantInEvent(std::size_t kind) {
        const std::string stream = "s-" + m_number, reason = m_isClear ? "policy " : "envelope ";
        switch (kind) {
        case 0:
            put(stream, "Joined", SealedShop::dataOf(m_who, nameOf(m_who)));
            theirs().byId("data " + reason + stream + " /name");
            return theirs().byId("data identifier " + stream + " /personId");
        case 1:
            put(stream, "Placed", "{\"personId\":\"" + m_who + "\",\"address\":{\"street\":\"x\"}}",
                "{\"ip\":\"" + m_number + "\"}");
            theirs().byId("data " + reason + stream + " /address");
            theirs().byId("metadata " + reason + stream + " /ip");
            return theirs().byId("data identifier " + stream + " /personId");
        case 2: // free text, and two persons in one event
            put(stream, "Noted", "{\"a\":[{\"text\":\"" + freeText() + "\"}],\"of\":\"p9\"}");
            return theirs().undeclared("data literal " + stream + " /a/0/text");
        case 3: // an id in metadata
            put(stream, "Seen", "{}", "{\"userId\":\"" + m_who + "\"}");
            return theirs().byId("metadata identifier " + stream + " /userId");
        case 4: // a name of a stream
            put("user-" + m_who + "-" + m_number, "Seen", "{}");
            return theirs().byId("stream name identifier user-" + m_who + "-" + m_number + " ");
        default: // another id of theirs
            put(stream, "Joined", SealedShop::dataOf(aliasOf(m_who), nameOf(m_who)));
            theirs().byAlias("data " + reason + stream + " /name");
            theirs().byAlias("data identifier " + stream + " /personId");
        }
    }

    /// As it is kept sealed in what is made of events.
    Json sealedName() {
        m_number = "kept " + m_who;
        m_isClear = false;
        put("k-" + m_who, "Joined", SealedShop::dataOf(m_who, nameOf(m_who)));
        theirs().byId("stream name identifier k-" + m_who + " ");
        theirs().byId("data envelope k-" + m_who + " /name");
        theirs().byId("data identifier k-" + m_who + " /personId");
        return must(Json::parse(m_shop.kept().back())).member("name");
    }

    void plantInSnapshot() {
        m_who = "p" + std::to_string(below(5));
        Snapshot snapshot;
        snapshot.stream = {"k-" + m_who};
        snapshot.state = print(Json::object({{"name", sealedName()}, {"note", Json::string(freeText())}}));
        snapshot.version = {1};
        snapshot.position = {0, 1};
        snapshot.fold = "Person";
        must(m_shop.store->putSnapshot(snapshot, {}));
        theirs().byId("snapshot envelope k-" + m_who + " /name");
        theirs().undeclared("snapshot literal k-" + m_who + " /note");
    }

    /// `in`: where in a row.
    void plantInRows(const std::string &name, std::vector<ModelColumn> columns, const std::string &in) {
        m_who = "p" + std::to_string(below(5));
        const std::string other = "p" + std::to_string(below(5));
        Json told = Json::object({{"of", Json::string(other)}, {"note", Json::string(freeText())}});
        if (!in.empty()) told = Json::object({{in.substr(1), told}});
        const ModelInfo model = must(m_models.create({name, std::move(columns)}, ModelRole::Live, {"f"}, {}));
        DeadLetter letter;
        letter.event = derivedEventId("letter", name);
        letter.position = {0, 1};
        letter.stream = {"s"};
        letter.key = other;
        letter.reason = freeText();
        must(m_models.commit(model, {kBeforeAll, {{0, 1}, 1, {}, {}}, {{m_who, told, {0, 1}, 1}}, {letter}}, {}));
        theirs().byId("model row identifier " + name + "/" + m_who + " ");
        theirs().undeclared("model row literal " + name + "/" + m_who + " " + in + "/note");
        theirs().undeclared("dead letter literal " + name + "/" + other + " /reason");
        m_planted[other].byId("model row identifier " + name + "/" + m_who + " " + in + "/of");
        m_planted[other].byId("dead letter identifier " + name + "/" + other + " /key");
    }

    SealedShop &m_shop;
    MemoryReadModelStore &m_models;
    std::mt19937_64 &m_random;
    std::map<std::string, Planted> m_planted; ///< by person
    std::string m_who, m_number;
    bool m_isClear = false;
};

} // namespace

/// Everything about one person, and nothing about others.
class TestSubjectFinder : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<MemoryReadModelStore> m_models;

    std::vector<SubjectHit> hits(const std::string &person, const std::vector<std::string> &literals = {},
                                 const std::vector<SubjectId> &aliases = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const SubjectSources sources{m_shop->store->reader(), protection, m_models.get()};
        SubjectWanted wanted;
        wanted.subject = {person};
        wanted.literals = literals;
        wanted.aliases = aliases;
        std::vector<SubjectHit> all;
        must(findSubject(sources, wanted,
                         [&](const SubjectHit &hit) -> Result<void> {
                             all.push_back(hit);
                             return {};
                         },
                         {}));
        return all;
    }
    Texts found(const std::string &person, const std::vector<std::string> &literals = {},
                const std::vector<SubjectId> &aliases = {}) {
        Texts all;
        for (const SubjectHit &hit : hits(person, literals, aliases))
            all.insert(hitText(hit));
        return all;
    }
    static void compare(const Texts &all, const Texts &expected) {
        std::vector<std::string> missed, wrong;
        std::ranges::set_difference(expected, all, std::back_inserter(missed));
        std::ranges::set_difference(all, expected, std::back_inserter(wrong));
        if (!missed.empty()) QFAIL(("missed: " + missed.front()).c_str());
        if (!wrong.empty()) QFAIL(("wrong: " + wrong.front()).c_str());
    }
    /// Of the erasure of `who`, which what is in clear keeps open.
    void nothingOfThemIsInTheReport(const std::string &who) {
        const auto keys = must(m_shop->vault->unlocked());
        const std::string path = m_shop->folder.filePath(QStringLiteral("shop.ledger")).toStdString();
        ErasureLedger ledger = must(ErasureLedger::open(path, *keys));
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *keys, ledger, m_models.get(), m_shop->clock, {}};
        ErasureRequest request;
        request.erasure = "E-1";
        request.subject = {who};
        request.reason = "Art17";
        request.by = "dpo";
        request.unknown = UnknownSubject::Allow; // this store may hold nothing of them
        const std::string name = Garden::nameOf(who);
        const ErasureResult result = must(erase(world, request, {Garden::literalOf(who), name}, {}));
        const ErasureReport report = must(erasureReport(ledger, *keys, "E-1"));
        std::string texts = report.json;
        must(writeHtml(report.document, [&](std::string_view bytes) { return texts += bytes, Result<void>(); }, {}));
        for (const LedgerEntry &entry : ledger.entries())
            texts += print(entry.details);
        for (const std::string &needle : {Garden::literalOf(who), name, Garden::aliasOf(who), "user-" + who})
            for (const std::string &writing : writingsOf(needle))
                QVERIFY2(texts.find(writing) == std::string::npos, (needle + " in the report").c_str());
        for (const std::string &open : result.open)
            QVERIFY(report.json.find(open) != std::string::npos); // which tells what is left, all the same
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

    void deadLettersAreLookedAt() {
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        const auto letter = [](int n, const char *stream, const char *key, const char *reason) {
            DeadLetter made;
            made.event = derivedEventId("letter", std::to_string(n));
            made.position = {0, static_cast<std::uint64_t>(n)};
            made.stream = {stream};
            made.type = "Joined";
            made.key = key;
            made.reason = reason;
            return made;
        };
        must(m_models->commit(model,
                              {kBeforeAll,
                               {{0, 3}, 3, {}, {}},
                               {},
                               {letter(1, "person-p1", "p1", "no row p1 for Ada"), letter(2, "s", "k", "/name is null"),
                                letter(3, "person-p12", "p12", "no number")}},
                              {}));
        must(m_models->skip(model, derivedEventId("letter", "2"), "Ada said so", {}, {}));
        QVERIFY(found("p1", {"Ada"}) ==
                (Texts{"dead letter identifier people/p1 /stream", "dead letter identifier people/p1 /key",
                       "dead letter identifier people/p1 /reason", "dead letter literal people/p1 /reason",
                       "dead letter literal people/k /skipReason"}));
        // What makes the table anew takes them away; one that is kept beside it keeps them.
        must(m_models->create({"people", {}}, ModelRole::Shadow, {"f"}, {}));
        const ModelInfo shadow = must(m_models->find("people", ModelRole::Shadow, {})).value();
        must(m_models->commit(shadow, {kBeforeAll, {{0, 3}, 3, {}, {}}, {}, {}}, {}));
        must(m_models->swap("people", true, {}));
        QCOMPARE(found("p1").count("dead letter identifier people (old)/p1 /key"), std::size_t{1});
        QCOMPARE(found("p1").count("dead letter identifier people/p1 /key"), std::size_t{0});
        must(m_models->drop("people", ModelRole::Old, {}));
        QVERIFY(found("p1", {"Ada"}).empty());
    }

    /// One of them does not hide the other.
    void namesMayHoldIdAndText() {
        append("person-p1-Ada", SealedShop::event("1", "Noted", "{}"));
        QVERIFY(found("p1", {"Ada"}) ==
                (Texts{"stream name identifier person-p1-Ada ", "stream name literal person-p1-Ada "}));
    }

    void envelopesOfALaterFormAreTold() {
        append("s", SealedShop::joined("p1", "Ada"));
        m_shop->appendLaterForm("s", "later");
        const Json name = must(Json::parse(readStream(m_shop->store->reader(), "s").back().data)).member("name");
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        must(m_models->commit(model, {kBeforeAll, {}, {{"k", Json::object({{"who", name}}), {0, 1}, 1}}, {}}, {}));
        auto all = hits("p1");
        std::erase_if(all, [](const SubjectHit &hit) { return hit.state != FieldState::Unsupported; });
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(hitText(all[0]), std::string("data envelope s /name"));
        QCOMPARE(hitText(all[1]), std::string("model row envelope people/k /who"));
        const auto keys = must(m_shop->vault->unlocked());
        QVERIFY(all[0].sealedBy == must(keys->keysOf(must(keys->bindingOf({"p1"})))).front().key);
        QVERIFY(found("p2").empty());
        // What stands in clear beside what is known of such a form is found, too.
        appendClear("t", SealedShop::event("5", "Noted", R"({"is":{"$pii":2,"alg":"a","kid":"k","hint":"Ada L."}})"));
        QCOMPARE(found("p2", {"ada l"}).count("data literal t /is/hint"), std::size_t{1});
    }

    /// T24: what was planted is found, all of it, and nothing else; what nobody has declared only when it is typed in.
    /// Of some stores the report of an erasure, which names nothing of it.
    void nothingPlantedIsMissed() {
        auto random = seededRandom();
        const int stores = rounds("EVENTSCOPE_FINDER_STORES", SealedShop::isOnServer() ? 3 : 100, 100);
        for (int store = 0; store < stores; ++store) {
            init();
            Garden garden(*m_shop, *m_models, random);
            garden.plant();
            for (const auto &[who, planted] : garden.planted()) {
                compare(found(who, {Garden::literalOf(who)}, {SubjectId{Garden::aliasOf(who)}}), planted.all());
                compare(found(who, {}, {SubjectId{Garden::aliasOf(who)}}),
                        planted.declared());         // the control: nobody typed it in
                compare(found(who), planted.ofId()); // and nobody knew the other id
            }
            if (store % 10 == 0) nothingOfThemIsInTheReport("p0");
            if (QTest::currentTestFailed()) return;
        }
    }
};

QTEST_GUILESS_MAIN(TestSubjectFinder)
#include "tst_subject_finder.moc"
