// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/opening.h"
#include "core/vault/protected_mark.h"

#include "tests/core/vault/vault_fixture.h"

#include <QtTest>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

/// The star is written as an escape: moc would take what follows a slash and a star for a comment.
constexpr std::string_view kPolicy = R"({"policy": 1, "events": {
    "OrderPlaced": [{"path": "/shippingAddress", "subject": "/customerId", "purpose": "delivery"},
                    {"path": "/items/\u002a/engraving", "subject": "/customerId"},
                    {"path": "/remoteAddress", "in": "metadata", "subject": "/customerId"}],
    "OrderDelivered": [{"path": "/signature", "subject": {"event": "OrderPlaced", "path": "/customerId"}}],
    "UserRegistered": [{"path": "/email", "subject": "stream"}]}})";
constexpr auto kData = PersonalField::Part::Data;
constexpr auto kMetadata = PersonalField::Part::Metadata;

Result<std::optional<SubjectId>> nobody(const PersonalField &) { return std::optional<SubjectId>(); }

} // namespace

/// Personal values of payloads, sealed and opened.
class TestSealing : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SimulatedClock m_clock;
    std::unique_ptr<KeyVault> m_vault;
    int m_vaults = 0;
    const PrivacyPolicy m_policy = must(PrivacyPolicy::parse(kPolicy));

    static SealedPlace place(std::string_view type = "OrderPlaced", std::string_view stream = "order-1") {
        return {"store", {}, stream, derivedEventId("test", "1"), type};
    }
    [[nodiscard]] std::vector<ClearField> found(std::string_view data, const SealedPlace &at = place()) const {
        return must(clearFields(m_policy.fieldsOf(at.type), kData, at.stream, data, data, nobody));
    }
    std::string sealed(std::string_view text, const std::vector<ClearField> &fields, const SealedPlace &at = place()) {
        KeyVault::Lease lease(*m_vault);
        std::vector<SubjectKey> keys;
        for (const ClearField &field : fields)
            keys.push_back(must(lease.keysFor(std::span(&field.subject, 1), field.purpose)).front());
        return sealedText(text, fields, keys, at);
    }
    OpenedPayload opened(std::string_view text, const SealedPlace &at = place()) {
        KeyVault::Lease lease(*m_vault);
        return must(openedText(text, kData, at, &lease));
    }

    static ProtectedMark markOf(const OpenedPayload &payload, const char *member = "shippingAddress") {
        return protectedMarkOf(must(Json::parse(payload.text)).member(member))
            .value_or(ProtectedMark{FieldState::Clear, {}, {}});
    }

  private Q_SLOTS:
    void init() {
        m_vault = newVault(m_folder.filePath(QStringLiteral("%1.vault").arg(++m_vaults)).toStdString(), m_clock);
    }

    void everythingElseStaysByteForByte() {
        const std::string data = R"( {"orderId" : 7, "customerId":"u1", "shippingAddress":  {"street":"Long Lane 1"},
            "items":[{"sku":"a","engraving":"For Ada"},{"sku":"b"}, {"engraving" :null}] , "n": 1.50})";
        const auto fields = found(data);
        QCOMPARE(fields.size(), std::size_t{3});
        QCOMPARE(fields[0].pointer, std::string("/shippingAddress"));
        QCOMPARE(fields[0].purpose, std::string("delivery"));
        QCOMPARE(fields[1].pointer, std::string("/items/0/engraving"));
        QCOMPARE(fields[2].pointer, std::string("/items/2/engraving"));
        QCOMPARE(fields[2].subject.value, std::string("u1"));
        const std::string stored = sealed(data, fields);
        for (const char *clear : {"Long Lane", "For Ada", "null"})
            QVERIFY2(stored.find(clear) == std::string::npos, clear);
        QVERIFY(stored.find(R"("n": 1.50})") != std::string::npos);
        QVERIFY(Json::parse(stored));
        const OpenedPayload again = opened(stored);
        QCOMPARE(again.text, data);
        QCOMPARE(again.values.size(), std::size_t{3});
        QVERIFY2(found(stored).empty(), "what is sealed is not sealed again");
    }

    void theSubjectMayBeInTheStreamsName() {
        const SealedPlace at = place("UserRegistered", "user-42");
        const auto fields = found(R"({"email":"a@b.example"})", at);
        QCOMPARE(fields.front().subject.value, std::string("42"));
        for (const char *stream : {"user", "user-"}) {
            const auto missing = clearFields(m_policy.fieldsOf("UserRegistered"), kData, stream, "{\"email\":1}",
                                             "{\"email\":1}", nobody);
            QCOMPARE(missing.error().kind, ErrorKind::Invalid);
        }
    }

    void aPolicySaysWhatItIsFor() {
        const PrivacyPolicy policy = must(PrivacyPolicy::parse(R"({"policy": 1, "controller": "Shop Ltd",
            "purposes": {"delivery": {"meaning": "m", "ground": "g", "retention": "r", "recipients": ["a", "b"]},
                         "bare": {}},
            "events": {"E": [{"path": "/x/\u002a", "subject": "/id", "purpose": "delivery", "meaning": "An x"}]}})"));
        QCOMPARE(policy.controller(), std::string("Shop Ltd"));
        QVERIFY((policy.purposes().at("delivery") == PrivacyPurpose{"m", "g", "r", {"a", "b"}}));
        QVERIFY(policy.purposes().at("bare") == PrivacyPurpose());
        const std::vector<std::string> place{"x", "7"}, other{"x"};
        QCOMPARE(policy.fieldAt("E", kData, place)->meaning, std::string("An x"));
        QVERIFY(!policy.fieldAt("E", kData, other) && !policy.fieldAt("E", kMetadata, place) &&
                !policy.fieldAt("F", kData, place));
    }

    void theSubjectMayStandInAnEarlierEvent() {
        const std::string data = R"({"signature":"A. L."})";
        const auto fieldsWith = [&](const EarlierSubject &earlier) {
            return clearFields(m_policy.fieldsOf("OrderDelivered"), kData, "order-1", data, data, earlier);
        };
        const auto fields = must(fieldsWith([](const PersonalField &field) -> Result<std::optional<SubjectId>> {
            return subjectIn(must(Json::parse(R"({"customerId":7})")), field);
        }));
        QCOMPARE(fields.front().subject.value, std::string("7"));
        QVERIFY(fieldsWith(nobody).error().message.find("earlier OrderPlaced") != std::string::npos);
    }

    /// Anybody can write what looks like an envelope of a later version, with the value in clear in it.
    void whatOnlyLooksSealedIsSeen() {
        const std::string data =
            R"({"customerId":"u1","shippingAddress":{"$pii":2,"alg":"none","kid":"x","text":"Lane 1"}})";
        const auto found = [&](WithoutSubject without) {
            return clearFields(m_policy.fieldsOf("OrderPlaced"), kData, "order-1", data, data, nobody, without);
        };
        QVERIFY(must(found(WithoutSubject::Refuse)).empty()); // it may be of a later version, and is kept
        const auto seen = must(found(WithoutSubject::Skip));
        QCOMPARE(seen.size(), std::size_t{1});
        QCOMPARE(seen[0].subject.value, std::string("u1"));
    }

    void oneIdHoweverItIsWritten() {
        const auto named = [](const char *json) {
            const auto subject = subjectOf(must(Json::parse(json)));
            return subject ? subject->value : std::string("nobody");
        };
        for (const char *same : {"42", "42.0", "4.2e1", "420E-1", "\"42\""})
            QCOMPARE(named(same), std::string("42"));
        QCOMPARE(named("-0"), std::string("0"));
        QCOMPARE(named("1.5"), std::string("1.5"));
        QCOMPARE(named("123456789012345678901"), std::string("123456789012345678901")); // in no program's integers
        QCOMPARE(named("\"042\""), std::string("042"));
        for (const char *none : {"\"\"", "null", "true", "{}", "[42]"})
            QCOMPARE(named(none), std::string("nobody"));
    }

    void metadataIsSealedToo() {
        const std::string data = R"({"customerId":"u1"})", metadata = R"({"remoteAddress":"192.0.2.7","userId":"u9"})";
        const auto fields =
            must(clearFields(m_policy.fieldsOf("OrderPlaced"), kMetadata, "order-1", data, metadata, nobody));
        QCOMPARE(fields.size(), std::size_t{1});
        QCOMPARE(fields[0].pointer, std::string("metadata:/remoteAddress"));
        const std::string stored = sealed(metadata, fields);
        KeyVault::Lease lease(*m_vault);
        QCOMPARE(must(openedText(stored, kMetadata, place(), &lease)).text, metadata);
        const auto moved = must(openedText(stored, kData, place(), &lease));
        QCOMPARE(moved.values.front().state, FieldState::Tampered);
    }

    void aPersonalValueWithoutItsSubjectIsRefused() {
        for (const char *data :
             {R"({"shippingAddress":"x"})", R"({"shippingAddress":"x","customerId":null})",
              R"({"shippingAddress":"x","customerId":""})", R"({"shippingAddress":"x","customerId":{}})"}) {
            const auto missing = clearFields(m_policy.fieldsOf("OrderPlaced"), kData, "order-1", data, data, nobody);
            QVERIFY(!missing);
            QVERIFY2(missing.error().message.find("/shippingAddress") != std::string::npos &&
                         missing.error().message.find("/customerId") != std::string::npos,
                     missing.error().message.c_str());
            QVERIFY2(missing.error().message.find("\"x\"") == std::string::npos, "the value itself is not told");
        }
        QVERIFY2(found(R"({"customerId":null})").empty(), "without a personal value nothing is wanted");
        QVERIFY(must(clearFields(m_policy.fieldsOf("Other"), kData, "x", "no JSON", "no JSON", nobody)).empty());
    }

    void eachStateStandsInItsPlace() {
        const std::string data = R"({"customerId":"u1","shippingAddress":"Long Lane 1"})";
        const std::string stored = sealed(data, found(data));
        const auto shown = [&](const std::string &text, KeyVault::Lease *lease) {
            return must(openedText(text, kData, place(), lease)).text;
        };
        const auto marked = [](const char *state) {
            return "{\"customerId\":\"u1\",\"shippingAddress\":{\"$protected\":\"" + std::string(state) + "\"}}";
        };
        QCOMPARE(shown(stored, nullptr), marked("locked"));
        QCOMPARE(opened(stored, place("OrderPlaced", "order-2")).text, marked("tampered"));
        std::string later = stored;
        later.replace(later.find("xc20p"), 5, "later");
        QCOMPARE(opened(later).text, marked("unsupported"));
        std::string foreign = stored;
        const auto kid = foreign.find("\"kid\":\"") + 7;
        foreign.replace(kid, 4, "0000");
        QCOMPARE(opened(foreign).text, marked("keyUnknown"));
        must(m_vault->fence(must(m_vault->bindingOf({"u1"})), {}, "e1"));
        QCOMPARE(markOf(opened(stored)), (ProtectedMark{FieldState::Locked, "e1", {}}));
        must(m_vault->destroy("e1"));
        QCOMPARE(markOf(opened(stored)), (ProtectedMark{FieldState::Shredded, "e1", toIso(m_clock.now())}));
    }

    void marksCannotBeForged() {
        for (const char *forged :
             {R"({"a":{"$protected":"shredded"}})", R"({"a":[{ "$protected" : "locked","x":1}]})",
              R"({"a":{"\u0024protected":"shredded"}})", R"({"a":{"$\u0070rotected":"tampered"}})"}) {
            QVERIFY2(mayHoldProtected(forged), forged);
            const Json shown = must(Json::parse(opened(forged).text)).member("a");
            QVERIFY(!protectedMarkOf(shown) && !protectedMarkOf(shown.isArray() ? shown.child(0) : shown));
            QVERIFY2(opened(forged).text.size() == std::string(forged).size() + 1, "all else stays");
        }
        const std::string nested =
            R"({"a":{"$protected":"x","y":{"$protected":"shredded"}},"b":{"$pii":7,"z":{"$protected":"locked"}}})";
        const Json deep = must(Json::parse(opened(nested).text));
        QVERIFY(!protectedMarkOf(deep.member("a").child(1)) && !protectedMarkOf(deep.member("b").member("z")));
        // Not even under seal.
        const std::string data = R"({"customerId":"u1","shippingAddress":{"$protected":"shredded"}})";
        const OpenedPayload unsealed = opened(sealed(data, found(data)));
        QCOMPARE(unsealed.values.front().state, FieldState::Clear);
        QVERIFY(!protectedMarkOf(must(Json::parse(unsealed.text)).member("shippingAddress")));
        for (const FieldState state : {FieldState::Locked, FieldState::Shredded, FieldState::KeyUnknown,
                                       FieldState::Tampered, FieldState::Unsupported}) {
            const ProtectedMark mark{state, "e\"1", {}};
            QCOMPARE(protectedMarkOf(must(Json::parse(print(mark)))), std::optional(mark));
        }
        for (const char *other :
             {R"({"$protected":"clear"})", R"({"a":1,"$protected":"locked"})", R"({"$protected":1})"})
            QVERIFY2(!protectedMarkOf(must(Json::parse(other))), other);
    }

    /// What is made of an event holds its envelopes, which open there, and nowhere else.
    void carriedValuesOpenWhereverTheyAre() {
        const std::string data = R"({"customerId":"u1","shippingAddress":{"street":"Long Lane 1"}})";
        const std::string stored = sealed(data, found(data));
        const std::string carried = carriedText(stored, kData, place());
        const Json address = must(Json::parse(carried)).member("shippingAddress");
        const std::string row = R"({"key":"u1","last":)" + print(address) + "}";
        QVERIFY(row.find("Long Lane") == std::string::npos);
        KeyVault::Lease lease(*m_vault);
        const SealedPlace store{"store", {}, {}, {}, {}};
        QCOMPARE(must(openedCarried(row, store, &lease)).text,
                 std::string(R"({"key":"u1","last":{"street":"Long Lane 1"}})"));
        QCOMPARE(markOf(must(openedCarried(row, store, nullptr)), "last").state, FieldState::Locked);
        const SealedPlace other{"other store", {}, {}, {}, {}};
        QCOMPARE(markOf(must(openedCarried(row, other, &lease)), "last").state, FieldState::Tampered);
        QCOMPARE(markOf(must(openedCarried(stored, store, &lease))).state, FieldState::Tampered); // does not say whence
        // Nor can it be smuggled into an event.
        QCOMPARE(markOf(must(openedText(carried, kData, place(), &lease))).state, FieldState::Tampered);
        std::string moved = row;
        moved.replace(moved.find("order-1"), 7, "order-2");
        QCOMPARE(markOf(must(openedCarried(moved, store, &lease)), "last").state, FieldState::Tampered);
        QCOMPARE(carriedText(carried, kData, place()), carried);
        // One that says it stood elsewhere is told where it does, and does not open.
        const std::string smuggled = carriedText(carried, kData, place("OrderPlaced", "order-9"));
        QVERIFY(smuggled.find("order-9") != std::string::npos && smuggled.find("order-1") == std::string::npos);
        QCOMPARE(markOf(must(openedCarried(smuggled, store, &lease))).state, FieldState::Tampered);
    }

    /// T14: as a jsonb column gives them back, or anybody else who sorts members, writes blanks or escapes.
    void whateverTheOrderOfTheirMembers() {
        const std::string data = R"({"customerId":"u1","items":[{"engraving":"For Ada"}],"shippingAddress":"Lane 1"})";
        const Json stored = must(Json::parse(sealed(data, found(data))));
        const auto written = [&](const Json &value, const char *name, const char *blank) {
            std::string text = "{";
            for (std::size_t i = value.size(); i-- > 0;) {
                const std::string key = value.key(i) == "$pii" ? std::string(name) : print(Json::string(value.key(i)));
                text += blank + key + blank + ":" + blank + print(value.child(i)) + (i > 0 ? "," : "");
            }
            return text + "}";
        };
        for (const char *name : {R"("$pii")", R"("\u0024pii")", R"("$p\u0069i")"})
            for (const char *blank : {"", " ", "\n\t"}) {
                const auto there = [&](const Json &value) { return written(value, name, blank); };
                const std::string text = R"({"shippingAddress": )" + there(stored.member("shippingAddress")) +
                                         R"(,"customerId":"u1","items":[{"engraving":)" +
                                         there(stored.member("items").child(0).member("engraving")) +
                                         R"(}],"note":"$pii"})";
                const OpenedPayload shown = opened(text);
                QCOMPARE(shown.text, std::string(R"({"shippingAddress": "Lane 1","customerId":"u1","items":[)"
                                                 R"({"engraving":"For Ada"}],"note":"$pii"})"));
                QCOMPARE(shown.values.size(), std::size_t{2});
                QVERIFY2(found(text).empty(), "what is sealed is not sealed again");
                QCOMPARE(must(sealedFields(m_policy.fieldsOf("OrderPlaced"), kData, text)).size(), std::size_t{2});
                QCOMPARE(maskedText(text, {}, kData), R"({"shippingAddress": )" + std::string(kMaskedMark) +
                                                          R"(,"customerId":"u1","items":[{"engraving":)" +
                                                          std::string(kMaskedMark) + R"(}],"note":"$pii"})");
                // What is kept has them in one order, whatever that of the store is.
                const std::string carried = carriedText(text, kData, place());
                const Json kept = must(Json::parse(carriedText(print(stored), kData, place())));
                QVERIFY(must(Json::parse(carried)).member("shippingAddress") == kept.member("shippingAddress"));
                KeyVault::Lease lease(*m_vault);
                const SealedPlace store{"store", {}, {}, {}, {}};
                QCOMPARE(must(openedCarried(there(kept.member("shippingAddress")), store, &lease)).text,
                         std::string("\"Lane 1\""));
            }
    }
    /// T14: nor is anything else shown in clear that differs from it, one thing at a time.
    void whatIsNotOfTheirFormIsNeverClear() {
        const std::string data = R"({"customerId":"u1","shippingAddress":"Lane 1"})";
        const Json whole = must(Json::parse(sealed(data, found(data)))).member("shippingAddress");
        const auto isShown = [&](const std::string &value) {
            const OpenedPayload shown = opened(R"({"shippingAddress":)" + value + "}");
            return shown.text.find("Lane 1") != std::string::npos;
        };
        QVERIFY2(isShown(print(whole)), "the control");
        for (std::size_t at = 0; at < whole.size(); ++at) {
            const std::string member = print(Json::string(whole.key(at))) + ":";
            for (const std::string &change :
                 {std::string(), member + print(whole.child(at)) + "," + member + print(whole.child(at)),
                  member + "0," + member + print(whole.child(at)), member + "null", member + "{}",
                  member + "[" + print(whole.child(at)) + "]", member + print(whole.child(at)) + R"(,"x":1)"}) {
                std::string text;
                for (std::size_t i = 0; i < whole.size(); ++i) {
                    const std::string kept = print(Json::string(whole.key(i))) + ":" + print(whole.child(i));
                    const std::string &put = i == at ? change : kept;
                    text += (text.empty() || put.empty() ? "" : ",") + put;
                }
                QVERIFY2(!isShown("{" + text + "}"), text.c_str());
            }
        }
    }
    /// One of a later form is known by its first member where it is kept.
    void whatCannotBeOpenedIsCarriedByItsName() {
        const std::string text = R"({"a":{"n":"x","alg":"later","kid":"k","$pii":2}})";
        QCOMPARE(markOf(opened(text), "a").state, FieldState::Unsupported);
        QCOMPARE(carriedText(text, kData, place()), std::string(R"({"a":{"$pii":2,"n":"x","alg":"later","kid":"k"}})"));
    }

    void whatIsNoEnvelopeIsLeftAlone() {
        for (const char *text : {"no JSON with \"$pii\" in it", R"({"a":{"$pii":1}})", R"({"$pii":true})",
                                 R"(["$pii"])", "{\"a\":\"$pii\"}", R"({"a":{"b":1,"$pii":1,"alg":"xc20p"}})",
                                 R"({"b":["$pii",{"c":"\u0024pii"}],"$pii":[]})"})
            QCOMPARE(opened(text).text, std::string(text));
    }

    void policies_data() {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("no version") << QByteArray(R"({"events":{}})") << QByteArray("");
        QTest::newRow("later version") << QByteArray(R"({"policy":2,"events":{}})") << QByteArray("/policy");
        QTest::newRow("unknown member") << QByteArray(R"({"policy":1,"events":{},"x":1})") << QByteArray("/x");
        QTest::newRow("no path") << QByteArray(R"({"policy":1,"events":{"A":[{"subject":"/b"}]}})")
                                 << QByteArray("/events/A/0");
        QTest::newRow("no subject") << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/b"}]}})")
                                    << QByteArray("/events/A/0");
        QTest::newRow("the whole document") << QByteArray(R"({"policy":1,"events":{"A":[{"path":"","subject":"/b"}]}})")
                                            << QByteArray("/events/A/0/path");
        QTest::newRow("no pointer") << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/a","subject":"b"}]}})")
                                    << QByteArray("/events/A/0/subject");
        QTest::newRow("the subject itself")
            << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/a","subject":"/a"}]}})")
            << QByteArray("/events/A/0/subject");
        QTest::newRow("a subject that another field seals")
            << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/c","subject":"stream"},
                              {"path":"/a","subject":"/c/id"}]}})")
            << QByteArray("/events/A/1/subject");
        QTest::newRow("a subject that the earlier event seals")
            << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/c","subject":"stream"}],
                              "B":[{"path":"/a","subject":{"event":"A","path":"/c/id"}}]}})")
            << QByteArray("/events/B/0/subject");
        QTest::newRow("an earlier event without its type")
            << QByteArray(R"({"policy":1,"events":{"A":[{"path":"/a","subject":{"path":"/b"}}]}})")
            << QByteArray("/events/A/0/subject");
        QTest::newRow("another part") << QByteArray(
                                             R"({"policy":1,"events":{"A":[{"path":"/a","in":"x","subject":"/b"}]}})")
                                      << QByteArray("/events/A/0/in");
    }
    void policies() {
        QFETCH(QByteArray, policy);
        QFETCH(QByteArray, place);
        const auto read = PrivacyPolicy::parse(policy.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QVERIFY2(read.error().detail == place.toStdString(), read.error().detail.c_str());
    }
};

QTEST_GUILESS_MAIN(TestSealing)
#include "tst_sealing.moc"
