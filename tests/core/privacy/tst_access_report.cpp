// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/access_report.h"

#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/models/memory_read_model_store.h"
#include "core/privacy/access_document.h"
#include "core/privacy/export_register.h"
#include "core/privacy/others_mask.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/real_reader.h"
#include "tests/support/tier.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <random>
#include <stop_token>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

constexpr std::string_view kPolicy = R"json({"policy": 1,
    "controller": "Shop Ltd",
    "purposes": {"membership": {"meaning": "Being a member", "ground": "Art. 6(1)(b)", "retention": "Three years",
                                "recipients": ["The printer of cards"]}},
    "events": {
        "Joined": [{"path": "/name", "subject": "/personId", "purpose": "membership", "meaning": "What you are called"}],
        "Placed": [{"path": "/address", "subject": "/personId"},
                   {"path": "/ip", "in": "metadata", "subject": "/personId"}],
        "Delivered": [{"path": "/signature", "subject": {"event": "Placed", "path": "/personId"}}],
        "Met": [{"path": "/a/name", "subject": "/a/id"}, {"path": "/b/name", "subject": "/b/id"}],
        "Shipped": [{"path": "/note", "subject": {"event": "Opened", "path": "/whose"}}],
        "Renamed": [{"path": "/name", "subject": "stream"}]}})json";
constexpr const char *kPassphrase = "long enough passphrase";

/// A text of this person that stands nowhere else.
std::string secretOf(const std::string &person, std::size_t n) {
    return "SecretOf" + person + "No" + std::to_string(n) + ".";
}

/// JSON, written with ' for ".
std::string quoted(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

} // namespace

/// What a person gets to see: all that is theirs, and nothing that is somebody else's.
class TestAccessReport : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::unique_ptr<MemoryReadModelStore> m_models;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;

    void put(const std::string &stream, const NewEvent &event, bool isClear = false) {
        if (isClear)
            must(m_shop->openRaw()->append({stream}, Expected::any(), {&event, 1}, {}));
        else
            must(m_shop->append(stream, event));
    }
    void put(const std::string &stream, const std::string &type, const std::string &data,
             const std::string &metadata = "{}", bool isClear = false) {
        put(stream, SealedShop::event(std::to_string(m_events++), type, data, metadata), isClear);
    }
    AccessReport collected(const std::string &person, const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        SubjectWanted wanted;
        wanted.subject = {person};
        wanted.literals = literals;
        return must(
            collectAccess({m_shop->store->reader(), protection, m_models.get()}, wanted, m_shop->clock.now(), {}));
    }
    Result<AccessMade> made(const std::string &person, const std::string &file, const char *passphrase = kPassphrase,
                            const JobControl &job = {}, const std::string &receiver = "the person, by post",
                            const std::vector<std::string> &literals = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const AccessWorld world{m_shop->store->reader(), protection,     m_keys.get(),
                                m_ledger.get(),          m_models.get(), m_shop->clock};
        AccessRequest request;
        request.wanted.subject = {person};
        request.path = file;
        request.wanted.literals = literals;
        request.receiver = receiver;
        request.by = "dpo-1";
        return makeAccessReport(world, request, Secret(std::string(passphrase)), job);
    }
    /// The three files of an archive, as others read them: the text of the PDF without blanks and line breaks.
    [[nodiscard]] std::vector<QByteArray> filesIn(const std::string &archive) const {
        const QString to = m_shop->folder.filePath(QStringLiteral("out"));
        QDir(to).removeRecursively();
        const Reading unpacked =
            readWith(QStringLiteral("7z"), {QStringLiteral("x"), QStringLiteral("-p%1").arg(QLatin1String(kPassphrase)),
                                            QStringLiteral("-o") + to, QString::fromStdString(archive)});
        if (unpacked.code != 0) return {unpacked.out};
        std::vector<QByteArray> texts;
        for (const char *name : {"personal-data.jsonl", "personal-data.html"}) {
            QFile file(to + QLatin1Char('/') + QLatin1String(name));
            if (file.open(QIODevice::ReadOnly)) texts.push_back(file.readAll());
        }
        const Reading pdf =
            readWith(QStringLiteral("pdftotext"), {to + QStringLiteral("/personal-data.pdf"), QStringLiteral("-")});
        texts.push_back(QString::fromUtf8(pdf.out).remove(QRegularExpression(QStringLiteral("\\s"))).toUtf8());
        return texts;
    }
    /// The first secret of somebody else in a text; empty: none.
    static std::string foreignIn(const std::string &text, const std::string &person) {
        static const std::string kMark = "SecretOf";
        for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at + 1))
            if (text.compare(at + kMark.size(), person.size() + 2, person + "No") != 0) return text.substr(at, 24);
        return {};
    }
    static std::string lines(const AccessReport &report) {
        std::string text;
        must(writeAccessLines(
            report, [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); }, {}));
        return text;
    }

    std::size_t m_events = 0;

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_models = std::make_unique<MemoryReadModelStore>();
        m_shop->policy = must(PrivacyPolicy::parse(kPolicy));
        m_shop->store.reset();
        m_shop->vault->close();
        m_shop->reopen();
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(m_shop->path("shop.ledger"), *m_keys)));
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void everythingIsTold() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        put("order-1", "Placed", quoted("{'personId':'p1','address':{'street':'Lane 1'},'sum':7}"),
            quoted("{'ip':'192.0.2.9'}"));
        put("notes", "Noted", quoted("{'text':'Ada called','secret':'of the house'}"));
        const AccessReport report = collected("p1", {"ada"});
        QCOMPARE(report.sources.size(), std::size_t{3});
        QCOMPARE(report.controller, std::string("Shop Ltd"));
        QCOMPARE(report.purposes.at("membership").retention, std::string("Three years"));
        const AccessSource &joined = report.sources[0];
        const auto name = std::ranges::find(joined.values, std::string("/name"), &AccessValue::pointer);
        QVERIFY(name != joined.values.end());
        QCOMPARE(name->value.token(), std::string_view("Ada"));
        QCOMPARE(name->meaning, std::string("What you are called"));
        QCOMPARE(name->purpose, std::string("membership"));
        QVERIFY(name->state == FieldState::Clear && name->reason == SubjectHit::Reason::Envelope);
        QCOMPARE(joined.stream, std::string("person-p1"));
        QCOMPARE(print(*report.sources[1].data), (quoted("{'personId':'p1','address':{'street':'Lane 1'},'sum':7}")));
        QCOMPARE(print(*report.sources[1].metadata), (quoted("{'ip':'192.0.2.9'}")));
        QVERIFY(!report.sources[2].data); // a text that was looked for tells nothing of what stands beside it
        QCOMPARE(report.masked, std::uint64_t{0});
        const std::string text = lines(report);
        QVERIFY(text.find("of the house") == std::string::npos);
        for (const char *yes : {"Art. 6(1)(b)", "The printer of cards", "Three years", "Lane 1", "192.0.2.9"})
            QVERIFY2(text.find(yes) != std::string::npos, yes);
        for (const QByteArray &line : QByteArray::fromStdString(text).split('\n'))
            QVERIFY(line.isEmpty() || QJsonDocument::fromJson(line).isObject());
    }

    /// As whole words, in whatever stands around them; what is shorter or part of a word stays.
    void idsOfOthersInsideTextsAreMasked() {
        const std::string uuid = "0b7c4a1e-51f0-4c3b-9d21-8a6f5e4d3c2b";
        for (const std::string &id :
             {uuid, std::string("eve.frost@example.org"), std::string("p2"), std::string("4711880")})
            put("person-" + id, "Joined", SealedShop::dataOf(id, secretOf(id, 1)));
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada, asked by " + uuid));
        const auto noted = [](const std::string &note) {
            return print(Json::object({{"personId", Json::string("p1")}, {"note", Json::string(note)}}));
        };
        put("order-1", "Noted", noted("met p2 and " + uuid + ", then (user-" + uuid + "). Call 4711880!"));
        put("order-1", "Noted", noted("mail:eve.frost@example.org; no id: x" + uuid + ", 14711880, Eve Frost, p1"));
        const AccessReport report = collected("p1");
        const std::string other(kAnotherPerson);
        const auto noteOf = [&](std::size_t source) {
            return std::string(report.sources.at(source).data->member("note").token());
        };
        QCOMPARE(print(report.sources.at(0).data->member("name")), "\"Ada, asked by " + other + "\"");
        QCOMPARE(noteOf(1), "met p2 and " + other + ", then (user-" + other + "). Call " + other + "!");
        QCOMPARE(noteOf(2), "mail:" + other + "; no id: x" + uuid + ", 14711880, Eve Frost, p1");
    }

    void whatAFieldIsIsSaid() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        const auto html = [this] {
            std::string text;
            must(writeHtml(accessDocument(collected("p1")),
                           [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); }, {}));
            return text;
        };
        const auto meaningOf = [this](SubjectHit::Place place, const char *pointer) {
            const AccessReport report = collected("p1");
            for (const AccessValue &value : report.sources.front().values)
                if (value.place == place && value.pointer == pointer) return value.meaning;
            return std::string("not there");
        };
        QCOMPARE(meaningOf(SubjectHit::Place::Data, "/personId"),
                 std::string("Your id, by which you are told from other people"));
        QCOMPARE(meaningOf(SubjectHit::Place::StreamName, ""),
                 std::string("The name under which events that belong together are kept"));
        const QByteArray kAsk = "has not described it";
        QCOMPARE(QByteArray::fromStdString(html()).count(kAsk), 0); // all of it is described
        for (const char *order : {"order-1", "order-2"})
            put(order, "Placed", quoted("{'personId':'p1','sum':7}"));
        QCOMPARE(QByteArray::fromStdString(html()).count(kAsk), 1);
    }

    void deadLettersAreTold() {
        put("person-p2", "Joined", SealedShop::dataOf("p2", "Eve"));
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        std::vector<DeadLetter> letters(2);
        for (std::size_t i = 0; i < letters.size(); ++i) {
            letters[i].event = derivedEventId("letter", std::to_string(i));
            letters[i].position = {0, i + 1};
            letters[i].stream = {"person-p2"};
            letters[i].type = "Joined";
            letters[i].key = i == 0 ? "p2" : "p1";
            letters[i].reason = "no row for p1";
        }
        must(m_models->commit(model, {kBeforeAll, {{0, 2}, 2, {}, {}}, {}, letters}, {}));
        const AccessReport report = collected("p1");
        QCOMPARE(countsOf(report).letters, std::uint64_t{2});
        QCOMPARE(report.sources[0].values.front().value.token(), std::string_view("no row for p1"));
        QCOMPARE(report.sources[1].key, std::string("p1"));
        const std::string text = lines(report);
        QVERIFY(text.find("\"dead letter\"") != std::string::npos);
        QVERIFY2(text.find("p2") == std::string::npos, text.c_str()); // another person
    }

    void whatIsNotClearSaysSo() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        put("person-p1", "Placed", quoted("{'personId':'p1','address':'Lane 1'}"));
        must(m_keys->fence(must(m_keys->bindingOf({"p1"})), std::vector<std::string>{"membership"}, "E-1"));
        must(m_keys->destroy("E-1"));
        const AccessReport report = collected("p1");
        const std::string text = lines(report);
        QVERIFY(text.find("\"state\":\"shredded\"") != std::string::npos && text.find("Ada") == std::string::npos);
        QVERIFY(text.find("Lane 1") != std::string::npos);
        QVERIFY(text.find(quoted("'name':{'$protected':'shredded','erasure':'E-1'")) != std::string::npos);
        QCOMPARE(countsOf(report).byState.at("shredded"), std::uint64_t{1});
    }

    /// Two people in one event, ids in other places, names of members and of streams, one in clear.
    void othersAreMasked() {
        put("person-p2", "Joined", SealedShop::dataOf("p2", secretOf("p2", 1)));
        for (const bool isClear : {false, true}) {
            put("meeting-1", "Met",
                quoted("{'a':{'id':'p1','name':'") + secretOf("p1", 1) + quoted("'},'b':{'id':'p2','name':'") +
                    secretOf("p2", 2) + quoted("'},'room':4}"),
                "{}", isClear);
        }
        put("person-p2", "Renamed", quoted("{'name':'") + secretOf("p2", 3) + quoted("','askedBy':'p1'}"));
        put("list-1", "Listed",
            quoted("{'members':{'p1':{'role':'x'},'p2':{'role':'y'}},'of':['p2','p1'],'team':'person-p2'}"));
        const AccessReport report = collected("p1");
        const std::string text = lines(report);
        QCOMPARE(foreignIn(text, "p1"), std::string());
        QVERIFY2(text.find("p2") == std::string::npos, text.c_str());
        QVERIFY(text.find(secretOf("p1", 1)) != std::string::npos);
        QVERIFY(text.find("\"room\":4") != std::string::npos);
        QVERIFY(text.find("person-" + std::string(kAnotherPerson)) != std::string::npos);
        QVERIFY(text.find("\"" + std::string(kAnotherPerson) + "\":{\"role\":\"y\"}") != std::string::npos);
        QVERIFY(report.masked >= 9);
    }

    /// A copy of a stream is named after whom its source is; an id may be a number; and the place of one may be said by
    /// the policy of another type only.
    void othersAreMaskedInEveryForm() {
        put("person-p2", "Joined", SealedShop::dataOf("p2", "x"));
        put("person-7654321", "Joined", quoted("{'personId':7654321,'name':'x'}"));
        put("list-1", "Listed",
            quoted("{'hers':'person-p2~tT2','id':'p2~tT2','number':7654321,'of':'p1','mine':'person-p1~tT2'}"));
        put("case-1", "Opened", quoted("{'whose':'p9','by':'p1'}")); // who has no key
        const std::string text = lines(collected("p1"));
        for (const char *foreign : {"p2", "7654321", "p9"})
            QVERIFY2(text.find(foreign) == std::string::npos, text.c_str());
        QVERIFY(text.find("person-p1~tT2") != std::string::npos);
        QVERIFY(text.find("Opened") != std::string::npos);
    }

    void whomAnEarlierEventNamesCounts() {
        put("order-1", "Placed", quoted("{'personId':'p1','address':'x'}"), "{}", true);
        put("order-1", "Delivered", quoted("{'signature':'") + secretOf("p1", 1) + quoted("'}"), "{}", true);
        put("order-1", "Placed", quoted("{'personId':'p2','address':'y'}"), "{}", true);
        put("order-1", "Delivered", quoted("{'signature':'") + secretOf("p2", 1) + quoted("'}"), "{}", true);
        const std::string ours = lines(collected("p1")), theirs = lines(collected("p2"));
        QVERIFY(ours.find(secretOf("p1", 1)) != std::string::npos);
        QCOMPARE(foreignIn(ours, "p1"), std::string());
        QVERIFY(theirs.find(secretOf("p2", 1)) != std::string::npos);
        QCOMPARE(foreignIn(theirs, "p2"), std::string());
    }

    void whatIsNoJsonIsNotShown() {
        NewEvent raw = SealedShop::event("raw", "Scanned", "p1 and " + secretOf("p2", 1));
        raw.dataEncoding = Encoding::Text;
        put("scan-1", raw);
        const AccessReport report = collected("p1");
        QCOMPARE(report.sources.size(), std::size_t{1});
        QVERIFY(lines(report).find("no JSON") != std::string::npos);
        QCOMPARE(foreignIn(lines(report), "p1"), std::string());
    }

    void rowsAndSnapshotsAreTold() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        put("person-p2", "Joined", SealedShop::dataOf("p2", secretOf("p2", 1)));
        const auto kept = m_shop->kept();
        const Json mine = must(Json::parse(kept[0])).member("name"), theirs = must(Json::parse(kept[1])).member("name");
        const ModelInfo model = must(m_models->create({"people", {}}, ModelRole::Live, {"f"}, {}));
        const RowChange row{"p1", Json::object({{"who", mine}, {"next", theirs}}), {0, 1}, 1};
        const RowChange other{"p2", Json::object({{"who", theirs}, {"before", mine}}), {0, 2}, 1};
        must(m_models->commit(model, {kBeforeAll, {}, {row, other}, {}}, {}));
        Snapshot snapshot;
        snapshot.stream = {"person-p1"};
        snapshot.version = {1};
        snapshot.position = {0, 1};
        snapshot.fold = "Person";
        snapshot.state = print(Json::object({{"name", mine}}));
        must(m_shop->store->putSnapshot(snapshot, {}));
        const AccessReport report = collected("p1");
        const AccessCounts counts = countsOf(report);
        QCOMPARE(counts.rows, std::uint64_t{2});
        QCOMPARE(counts.snapshots, std::uint64_t{1});
        const std::string text = lines(report);
        QCOMPARE(text.find("\"p2\""), std::string::npos);
        QCOMPARE(foreignIn(text, "p1"), std::string());
        for (const AccessSource &source : report.sources)
            for (const AccessValue &value : source.values)
                if (value.reason == SubjectHit::Reason::Envelope) {
                    QCOMPARE(value.value.token(), std::string_view("Ada"));
                    QCOMPARE(value.meaning, std::string("What you are called"));
                    QCOMPARE(value.purpose, std::string("membership"));
                }
    }

    /// Everything planted is in each of the files, as often as a scan of all events counts it, and nothing of others;
    /// with the control that the same look finds others' values where they are not masked.
    void filesHoldAllOfOneAndNothingOfOthers() {
        auto random = seededRandom();
        const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
        std::map<std::string, std::vector<std::string>> planted;
        const auto plant = [&](const std::string &person) {
            planted[person].push_back(secretOf(person, planted[person].size()));
            return planted[person].back();
        };
        const int events = rounds("EVENTSCOPE_ACCESS_EVENTS", 60, 600);
        for (int i = 0; i < events; ++i) {
            const std::string who = "p" + std::to_string(below(4)), other = "p" + std::to_string(below(4));
            const bool isClear = below(3) == 0;
            switch (below(4)) {
            case 0:
                put("s-" + std::to_string(i), "Joined", SealedShop::dataOf(who, plant(who)), "{}", isClear);
                break;
            case 1:
                put("s-" + std::to_string(i), "Placed",
                    quoted("{'personId':'") + who + quoted("','address':{'street':'") + plant(who) + quoted("'}}"),
                    quoted("{'ip':'") + plant(who) + quoted("','userId':'") + other + quoted("'}"), isClear);
                break;
            case 2: {
                const std::string data = quoted("{'a':{'id':'") + who + quoted("','name':'") + plant(who) +
                                         quoted("'},'b':{'id':'") + other + quoted("','name':'") + plant(other) +
                                         quoted("'}}");
                put("s-" + std::to_string(i), "Met", data, "{}", isClear);
                break;
            }
            default:
                put("thing-" + std::to_string(i), "Listed",
                    quoted("{'of':['") + who + quoted("','") + other + quoted("']}"));
            }
        }
        const std::vector<PlainEvent> stored = readAll(m_shop->store->reader());
        std::string unmasked;
        for (const std::string &text : m_shop->shown())
            unmasked += text;
        for (const auto &[person, secrets] : planted) {
            const std::string file = m_shop->path("access.zip");
            const AccessMade done = must(made(person, file));
            const auto files = filesIn(file);
            QVERIFY2(files.size() == 3, files.front());
            for (const QByteArray &text : files) {
                QCOMPARE(foreignIn(text.toStdString(), person), std::string());
                for (const std::string &secret : secrets)
                    QVERIFY2(text.contains(secret.c_str()), secret.c_str());
            }
            QVERIFY(!foreignIn(unmasked, person).empty()); // the control
            const std::string sealed = "\"sub\":\"" + toHex(must(m_keys->bindingOf({person}))) + "\"";
            std::uint64_t inEvents = 0, told = 0;
            for (const PlainEvent &event : stored)
                for (const std::string *text : {&event.data, &event.metadata})
                    for (auto at = text->find(sealed); at != std::string::npos; at = text->find(sealed, at + 1))
                        ++inEvents;
            std::uint64_t clear = 0;
            for (const QByteArray &line : files[0].split('\n'))
                for (const QJsonValue each :
                     QJsonDocument::fromJson(line).object()[QLatin1String("values")].toArray()) {
                    told += each[QLatin1String("reason")].toString() == QLatin1String("envelope") ? 1 : 0;
                    clear += each[QLatin1String("reason")].toString() == QLatin1String("policy") ? 1 : 0;
                }
            QCOMPARE(told, inEvents);
            QCOMPARE(told + clear, static_cast<std::uint64_t>(secrets.size()));
            QVERIFY(done.counts.values >= told + clear);
        }
    }

    /// The register keeps for whom it was.
    void whatIsKeptNamesNobody() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada Quux"));
        put("order-1", "Placed", quoted("{'personId':'p1','address':{'street':'Lane 1'}}"));
        const std::string file = m_shop->path("answer.zip");
        const auto kind = [&](const char *receiver, const std::vector<std::string> &literals = {}) {
            const auto done = made("p1", file, kPassphrase, {}, receiver, literals);
            return done ? std::optional<ErrorKind>() : done.error().kind;
        };
        for (const char *naming : {"P1", "for ADA QUUX", "at lane 1"})
            QVERIFY2(kind(naming) == ErrorKind::Invalid, naming);
        QVERIFY(kind("counsel of Heron", {"heron"}) == ErrorKind::Invalid);
        QVERIFY(m_ledger->entries().empty());
        QVERIFY(!QFile::exists(QString::fromStdString(file)));
        QVERIFY(!kind("counsel 4"));
    }

    void archivesAreEncipheredAndEntered() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", secretOf("p1", 1)));
        const std::string file = m_shop->path("Name of Ada.zip");
        const AccessMade done = must(made("p1", file));
        QCOMPARE(must(hashOfFile(file, {})), done.hash);
        QVERIFY(done.exportNo.has_value());
        QFile bytes(QString::fromStdString(file));
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        QCOMPARE(static_cast<std::uint64_t>(bytes.size()), done.bytes);
        QVERIFY(!bytes.readAll().contains("Secret"));
        const auto exports = must(exportsOf(*m_ledger, *m_keys, must(m_keys->bindingOf({"p1"}))));
        QCOMPARE(exports.size(), std::size_t{1});
        QCOMPARE(exports[0].path, file);
        QCOMPARE(exports[0].receiver, std::string("the person, by post"));
        QCOMPARE(exports[0].by, std::string("dpo-1"));
        QVERIFY(exports[0].hash == done.hash && exports[0].bytes == done.bytes);
        QVERIFY(must(stateOf(*m_ledger, exports[0], {})) == ExportState::There);
        QFile ledger(QString::fromStdString(m_shop->path("shop.ledger")));
        QVERIFY(ledger.open(QIODevice::ReadOnly));
        const QByteArray text = ledger.readAll();
        QVERIFY2(!text.contains("Ada") && !text.contains("\"p1\"") && !text.contains(m_shop->folder.path().toUtf8()),
                 text);
        QVERIFY(must(exportsOf(*m_ledger, *m_keys, must(m_keys->bindingOf({"p2"})))).empty());
    }

    void nothingIsLeftOfOneThatFails() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        QCOMPARE(made("p1", m_shop->path("a.zip"), "short").error().kind, ErrorKind::Refused);
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(made("p1", m_shop->path("a.zip"), kPassphrase, {stop.get_token()}).error().kind, ErrorKind::Cancelled);
        QCOMPARE(made("p1", m_shop->path("no/such/folder/a.zip")).error().kind, ErrorKind::Unavailable);
        QVERIFY(m_ledger->entries().empty());
        QCOMPARE(m_shop->folder.path().isEmpty(), false);
        QVERIFY(QDir(m_shop->folder.path()).entryList({QStringLiteral("a.zip*")}).isEmpty());
    }

    /// Where there is no such person there is a report that says so.
    void nobodyIsAReportToo() {
        put("person-p1", "Joined", SealedShop::dataOf("p1", "Ada"));
        const std::string file = m_shop->path("a.zip");
        QCOMPARE(must(made("nobody", file)).counts.values, std::uint64_t{0});
        const auto files = filesIn(file);
        QCOMPARE(files.size(), std::size_t{3});
        QVERIFY(files[1].contains("No events."));
    }
};

QTEST_GUILESS_MAIN(TestAccessReport)
#include "tst_access_report.moc"
