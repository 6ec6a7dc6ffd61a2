// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/envelope.h"

#include "tests/core/vault/vault_fixture.h"
#include "tests/support/tier.h"

#include <rapidcheck.h>

#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

class TestEnvelope : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SimulatedClock m_clock;
    std::unique_ptr<KeyVault> m_vault;
    int m_vaults = 0;

    std::unique_ptr<KeyVault> anotherVault() {
        return newVault(m_folder.filePath(QStringLiteral("%1.vault").arg(++m_vaults)).toStdString(), m_clock);
    }
    static FieldPlace place() {
        FieldPlace place;
        place.store = "store";
        place.stream = "candidate-1";
        place.event = derivedEventId("test", "1");
        place.type = "CandidateCreated";
        place.pointer = "/fullName";
        return place;
    }
    Envelope sealed(std::string_view json, const FieldPlace &at = place(), const std::string &subject = "ada") {
        KeyVault::Lease lease(*m_vault);
        return sealField(keyOf(lease, subject), at, json);
    }
    static Envelope parsed(const std::string &text) { return std::get<Envelope>(envelopeOf(must(Json::parse(text)))); }

    static std::vector<Json::Member> membersOf(const Envelope &envelope) {
        const Json whole = must(Json::parse(print(envelope)));
        std::vector<Json::Member> members;
        for (std::size_t i = 0; i < whole.size(); ++i)
            members.push_back({std::string(whole.key(i)), whole.child(i)});
        return members;
    }
    /// Every other form of the one member, with what was done to it.
    static std::map<std::string, std::vector<Json::Member>> mutationsOf(const std::vector<Json::Member> &members,
                                                                        std::size_t at) {
        std::map<std::string, std::vector<Json::Member>> all;
        const Json &value = members[at].value;
        const bool isOrigin = members[at].key == "of"; // without it one is whole that is not carried
        auto &doubled = all["the same twice"] = members;
        doubled.push_back(members[at]);
        auto &twice = all["another one, too"] = members;
        twice.insert(twice.begin(), Json::Member{members[at].key, Json::string("x")});
        auto &more = all["one more"] = members;
        more.insert(more.begin() + static_cast<std::ptrdiff_t>(at), Json::Member{"x", value});
        if (!isOrigin) all["left out"] = members;
        if (!isOrigin) all["left out"].erase(all["left out"].begin() + static_cast<std::ptrdiff_t>(at));
        auto &renamed = all["renamed"] = members;
        renamed[at].key += 'x';
        const std::pair<const char *, Json> others[] = {
            {"null", Json()},
            {"a truth", Json::boolean(true)},
            {"a list", Json::array({value})},
            {"an object", Json::object({{"x", value}})},
            {"the other kind", value.isNumber() ? Json::string("1") : Json::number(1)},
            {"nothing in it", Json::string("")}};
        for (const auto &[what, other] : others)
            (all[what] = members)[at].value = other;
        if (value.isString()) (all["cut short"] = members)[at].value = Json::string(value.token().substr(1));
        if (value.isNumber()) (all["written otherwise"] = members)[at].value = Json::number("1.0");
        return all;
    }

  private Q_SLOTS:
    void init() { m_vault = anotherVault(); }

    void whatWasSealedOpens() {
        QVERIFY(rc::check("any text comes back byte for byte", [this](const std::string &text) {
            const Envelope envelope = parsed(print(sealed(text)));
            KeyVault::Lease lease(*m_vault);
            const OpenedField opened = must(openField(&lease, place(), envelope));
            RC_ASSERT(opened.state == FieldState::Clear);
            RC_ASSERT(opened.json == text);
        }));
    }

    /// What is told at a glance is told as by looking at every member; whatever is written another way is looked at.
    void printedOnesAreToldAtAGlance() {
        QVERIFY(rc::check("any text", [this](const std::string &text) {
            const Envelope envelope = sealed(text);
            RC_ASSERT(printedEnvelopeAt(print(envelope) + ",\"and\":so on") == envelope);
        }));
        const Envelope envelope = sealed("\"Ada\"");
        const std::string printed = print(envelope);
        for (std::size_t at = 0; at < printed.size(); ++at) {
            for (const char other : {' ', '"', '}', 'A', '0', 'f', '='}) {
                std::string changed = printed;
                changed[at] = other;
                const auto told = printedEnvelopeAt(changed);
                if (!told) continue;
                const auto form = envelopeOf(must(Json::parse(changed)));
                QVERIFY(std::holds_alternative<Envelope>(form) && std::get<Envelope>(form) == *told);
            }
            QVERIFY(!printedEnvelopeAt(std::string_view(printed).substr(0, at)));
        }
        Envelope carried = envelope;
        carried.origin = EnvelopeOrigin{"s", derivedEventId("test", "1"), "T", "/a"};
        QVERIFY(!printedEnvelopeAt(print(carried)));
    }

    /// ISO/IEC 7816-4, as libsodium does it: texts that end in what padding is made of come back.
    void paddingIsTakenOffOnce() {
        KeyVault::Lease lease(*m_vault);
        for (const std::string &end : {std::string("\x80"), std::string("\x80\x80"), std::string("\x80\0", 2),
                                       std::string("\0\0", 2), std::string()})
            for (const std::size_t bytes : {0U, 1U, 29U, 30U, 31U, 32U, 63U, 64U, 127U}) {
                const std::string text = std::string(bytes, 'x') + end;
                QCOMPARE(must(openField(&lease, place(), sealed(text))).json, text);
            }
    }

    void neitherTypeNorLengthShows() {
        const auto size = [this](const std::string &json) { return print(sealed(json)).size(); };
        for (const char *json : {"null", "0", "true", "\"\"", "[]", "\"a name of thirty-one bytes ..\""})
            QCOMPARE(size(json), size("null"));
        std::set<std::size_t> sizes;
        for (std::size_t i = 0; i < 1'000; ++i)
            sizes.insert(sealed(std::string(i, 'x')).cipherText.size() - kTagBytes);
        QVERIFY((sizes == std::set<std::size_t>{32, 64, 128, 256, 512, 1024}));
    }

    void equalTextsAreSealedUnequally() {
        const int count = rounds("EVENTSCOPE_ENVELOPES", 20'000, 10'000'000);
        KeyVault::Lease lease(*m_vault);
        const SubjectKey key = keyOf(lease, "ada");
        std::set<std::uint64_t> nonces;
        std::set<std::uint64_t> cipherTexts;
        const auto start = [](const void *bytes) {
            std::uint64_t number = 0;
            std::memcpy(&number, bytes, sizeof number);
            return number;
        };
        for (int i = 0; i < count; ++i) {
            FieldPlace at = place();
            at.event = derivedEventId("test", std::to_string(i));
            const Envelope envelope = sealField(key, at, "\"Ada Jansen\"");
            QVERIFY(envelope.cipherText.size() == 32 + kTagBytes);
            QVERIFY(nonces.insert(start(envelope.nonce.bytes.data())).second);
            QVERIFY(cipherTexts.insert(start(envelope.cipherText.data())).second);
        }
        QCOMPARE(nonces.size(), static_cast<std::size_t>(count));
    }

    void anAppendThatIsRepeatedIsTheSame() {
        QVERIFY(sealed("\"Ada\"") == sealed("\"Ada\""));
        QVERIFY(sealed("\"Ada\"").nonce != sealed("\"Bob\"").nonce); // never two texts under one nonce
        FieldPlace other = place();
        other.pointer = "/nickName";
        QVERIFY(sealed("\"Ada\"").nonce != sealed("\"Ada\"", other).nonce);
        QVERIFY(sealed("\"Ada\"").nonce != sealed("\"Ada\"", place(), "bob").nonce);
    }

    /// Moved to another place, or with another key's name: tampered with, and never taken for erased.
    void movedValuesDoNotOpen() {
        struct Sealed {
            FieldPlace at;
            Envelope envelope;
        };
        const std::vector<std::string> streams{"candidate-1", "candidate-2", ""}, types{"CandidateCreated", "Other"},
            pointers{"/fullName", "/email", "/items/0", ""}, stores{"store", "other"}, tenants{"", "t"};
        std::vector<EventId> events;
        for (int i = 0; i < 4; ++i)
            events.push_back(derivedEventId("test", std::to_string(i)));
        std::vector<Sealed> all;
        {
            KeyVault::Lease lease(*m_vault);
            const std::vector<SubjectKey> keys{keyOf(lease, "ada"), keyOf(lease, "bob")};
            for (const auto &stream : streams)
                for (const auto &type : types)
                    for (const auto &pointer : pointers)
                        for (const auto &store : stores)
                            for (const auto &tenant : tenants)
                                for (const EventId &event : events) {
                                    const FieldPlace at{store, tenant, stream, event, type, pointer};
                                    all.push_back({at, sealField(keys[all.size() % 2], at, "\"x\"")});
                                }
        }
        std::size_t pairs = 0;
        KeyVault::Lease lease(*m_vault);
        for (const Sealed &from : all)
            for (const Sealed &to : all) {
                const auto state = must(openField(&lease, to.at, from.envelope)).state;
                QVERIFY(state == (&from == &to ? FieldState::Clear : FieldState::Tampered));
                ++pairs;
            }
        QVERIFY(pairs > 100'000);
    }

    void changedEnvelopesDoNotOpen() {
        const Envelope whole = sealed("\"Ada\"");
        const auto stateWith = [&](auto change) {
            Envelope changed = whole;
            change(changed);
            return stateOf(*m_vault, place(), changed);
        };
        const KeyId bobs = sealed("1", place(), "bob").key;
        QCOMPARE(stateWith([](Envelope &) {}), FieldState::Clear);
        QCOMPARE(stateWith([](Envelope &each) { each.nonce.bytes[3] ^= std::byte{1}; }), FieldState::Tampered);
        QCOMPARE(stateWith([](Envelope &each) { each.commitment[0] ^= std::byte{1}; }), FieldState::Tampered);
        QCOMPARE(stateWith([](Envelope &each) { each.cipherText[9] ^= 1; }), FieldState::Tampered);
        QCOMPARE(stateWith([](Envelope &each) { each.cipherText.pop_back(); }), FieldState::Tampered);
        QCOMPARE(stateWith([](Envelope &each) { each.subject.bytes[0] ^= std::byte{1}; }), FieldState::Tampered);
        QCOMPARE(stateWith([&](Envelope &each) { each.key = bobs; }), FieldState::Tampered);
        QCOMPARE(stateWith([](Envelope &each) { each.key = KeyId{}; }), FieldState::KeyUnknown);
    }

    void eachStateForItsReason() {
        const Envelope envelope = sealed("\"Ada\"");
        QCOMPARE(must(openField(nullptr, place(), envelope)).state, FieldState::Locked);
        const auto other = anotherVault();
        QCOMPARE(stateOf(*other, place(), envelope), FieldState::KeyUnknown);
        const SubjectBinding ada = must(m_vault->bindingOf({"ada"}));
        m_vault->lock();
        QCOMPARE(stateOf(*m_vault, place(), envelope), FieldState::Locked);
        must(m_vault->unlock(password("p")));
        QCOMPARE(stateOf(*m_vault, place(), envelope), FieldState::Clear);
        must(m_vault->fence(ada, {}, "e1"));
        QCOMPARE(stateOf(*m_vault, place(), envelope), FieldState::Locked);
        must(m_vault->destroy("e1"));
        QCOMPARE(stateOf(*m_vault, place(), envelope), FieldState::Shredded);
        must(m_vault->rotate());
        KeyVault::Lease lease(*m_vault);
        const OpenedField opened = must(openField(&lease, place(), envelope));
        QCOMPARE(opened.state, FieldState::Shredded);
        QCOMPARE(opened.erasure, std::string("e1"));
        QVERIFY(opened.json.empty());
    }

    void lookAlikesAreValues_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {"1", "null", "[]", "{}", R"({"$pii":1})", R"({"$pii":1,"alg":"xc20p"})", R"({"$pii":"1","alg":"xc20p"})",
              R"({"alg":"xc20p","$pii":1})", R"({"$pii":2,"alg":"xc20p"})", R"({"$pii":2,"alg":7,"kid":"x"})"})
            QTest::newRow(json) << QByteArray(json);
    }
    void lookAlikesAreValues() {
        QFETCH(QByteArray, json);
        QVERIFY(std::holds_alternative<NoEnvelope>(envelopeOf(must(Json::parse(json.toStdString())))));
    }
    /// T14: a jsonb column has an order of its own.
    void membersStandInAnyOrder() {
        Envelope envelope = sealed("\"Ada\"");
        std::vector<Json::Member> members = membersOf(envelope);
        std::ranges::sort(members, {}, &Json::Member::key);
        int orders = 0;
        do {
            const auto form = envelopeOf(Json::object(members));
            QVERIFY(std::holds_alternative<Envelope>(form) && std::get<Envelope>(form) == envelope);
            ++orders;
        } while (std::ranges::next_permutation(members, {}, &Json::Member::key).found);
        QCOMPARE(orders, 5'040);
        QCOMPARE(stateOf(*m_vault, place(), envelope), FieldState::Clear);
        envelope.origin = EnvelopeOrigin{"s", derivedEventId("test", "1"), "T", "/a"};
        members = membersOf(envelope);
        for (std::size_t i = 0; i < members.size(); ++i) {
            std::ranges::rotate(members, members.begin() + 1);
            const auto form = envelopeOf(Json::object(members));
            QVERIFY(std::holds_alternative<Envelope>(form) && std::get<Envelope>(form) == envelope);
        }
    }
    /// T14: each member of a sound one left out, doubled, renamed, of another kind or cut short, or one more, in
    /// whatever order they stand.
    void mutatedEnvelopesAreNoEnvelopes() {
        Envelope envelope = sealed("\"Ada\"");
        for (const bool isCarried : {false, true}) {
            if (isCarried) envelope.origin = EnvelopeOrigin{"s", derivedEventId("test", "1"), "T", "/a"};
            std::vector<Json::Member> members = membersOf(envelope);
            for (std::size_t order = 0; order < members.size(); ++order) {
                std::ranges::rotate(members, members.begin() + 1);
                QVERIFY(std::holds_alternative<Envelope>(envelopeOf(Json::object(members)))); // the control
                for (std::size_t at = 0; at < members.size(); ++at)
                    for (const auto &[what, mutated] : mutationsOf(members, at)) {
                        const auto form = envelopeOf(Json::object(mutated));
                        QVERIFY2(!std::holds_alternative<Envelope>(form),
                                 (what + " of " + members[at].key + ", order " + std::to_string(order)).c_str());
                    }
            }
        }
    }
    void laterFormsAreUnsupported() {
        for (const char *json :
             {R"({"$pii":2,"alg":"xc20p","kid":"x"})", R"({"$pii":1,"alg":"aegis256","kid":"x","ct":"y"})"})
            QVERIFY(std::holds_alternative<UnsupportedEnvelope>(envelopeOf(must(Json::parse(json)))));
    }
};

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
