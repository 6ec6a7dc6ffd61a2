// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/privacy/erasure_report.h"

#include "core/document/html_writer.h"
#include "core/document/pdf_writer.h"
#include "core/privacy/access_report.h"
#include "core/privacy/erasure.h"
#include "core/privacy/export_register.h"
#include "tests/core/privacy/other_stores.h"
#include "tests/core/privacy/sealed_shop.h"
#include "tests/support/real_reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace eventscope;
using namespace eventscope::testing;

namespace {
constexpr const char *kPerson = "Zed77", *kTheirName = "Zebedee Quux";

} // namespace

/// T48: what is said of an erasure is what was done, and nothing of the person.
class TestErasureReport : public QObject {
    Q_OBJECT

    std::unique_ptr<SealedShop> m_shop;
    std::shared_ptr<KeyVault> m_keys;
    std::unique_ptr<ErasureLedger> m_ledger;

    [[nodiscard]] std::string path(const std::string &name) const {
        return m_shop->folder.filePath(QString::fromStdString(name)).toStdString();
    }
    void openLedger() {
        m_keys = must(m_shop->vault->unlocked());
        m_ledger = std::make_unique<ErasureLedger>(must(ErasureLedger::open(path("shop.ledger"), *m_keys)));
    }
    [[nodiscard]] std::vector<std::string> files() const {
        return {path("shop.evdb"), path("shop.vault"), path("shop.ledger")};
    }
    Result<ErasureResult> erased(const std::vector<std::string> &literals = {}, const std::string &id = "E-1",
                                 const std::string &lostAt = {}) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        LostStore store(*raw, lostAt);
        ErasureWorld world{store, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        world.roles = {{path("shop.vault"), "vault"}};
        world.versions = {{"Eventscope", "1.2.3"}, {"SQLite", "3.40.1"}};
        ErasureRequest request;
        request.erasure = id;
        request.subject = {kPerson};
        request.reason = "Art17-1a";
        request.by = "dpo-7";
        request.caseNumber = "C-99";
        request.receivedAt = must(parseTime("2026-01-31T10:00"));
        return erase(world, request, literals, {});
    }
    std::string exported(const std::string &name, const std::string &person = kPerson) {
        const StoreProtection protection = m_shop->protection(nullptr);
        const AccessWorld world{m_shop->store->reader(), protection, m_keys.get(),
                                m_ledger.get(),          nullptr,    m_shop->clock};
        AccessRequest request;
        request.wanted.subject = {person};
        request.path = path(name);
        request.receiver = "counsel 4";
        must(makeAccessReport(world, request, Secret(std::string("a long passphrase")), {}));
        return request.path;
    }
    [[nodiscard]] ErasureReport report(const std::string &id = "E-1") const {
        return must(erasureReport(*m_ledger, *m_keys, id));
    }
    [[nodiscard]] QJsonObject json(const std::string &id = "E-1") const {
        return QJsonDocument::fromJson(QByteArray::fromStdString(report(id).json)).object();
    }
    static std::string html(const Document &document) {
        std::string text;
        must(writeHtml(document, [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); },
                       {}));
        return text;
    }
    static std::string pdf(const Document &document) {
        std::string text;
        must(writePdf(document, [&](std::string_view piece) -> Result<void> { return text += piece, Result<void>(); },
                      {}));
        return text;
    }
    [[nodiscard]] QByteArray pdfText(const Document &document) const {
        QFile file(m_shop->folder.filePath(QStringLiteral("r.pdf")));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(QByteArray::fromStdString(pdf(document)));
        file.close();
        return readWith(QStringLiteral("pdftotext"), {file.fileName(), QStringLiteral("-")}).out;
    }
    static QString resultOf(const QJsonObject &report, const char *check) {
        for (const QJsonValue each : report[QLatin1String("verification")].toArray())
            if (each[QLatin1String("check")].toString().contains(QLatin1String(check)))
                return each[QLatin1String("result")].toString();
        return {};
    }
    static QString state(const QJsonObject &report) { return report[QLatin1String("state")].toString(); }
    static bool isOpen(const QJsonObject &report, const char *what) {
        for (const QJsonValue each : report[QLatin1String("open")].toArray())
            if (each.toString().contains(QLatin1String(what))) return true;
        return false;
    }
    void append(const Json &details, const char *act) {
        must(m_ledger->add(m_shop->clock.now(), act, "X-1", must(m_keys->bindingOf({"someone"})), details));
    }
    /// An erasure in the ledger as if it had gone well, but for what `derived` and `verified` say.
    void pretend(const Json &derived, const Json &verified) {
        append(Json::object({{"reason", Json::string("r")}}), acts::kRequested);
        append(Json::object({{"keys", Json::array({})}}), acts::kFenced);
        append(Json::object({}), acts::kDestroyed);
        append(Json::object({}), acts::kRotated);
        append(derived, acts::kDerived);
        append(Json::object({}), acts::kTombstoned);
        append(verified, acts::kVerified);
        append(Json::object({{"open", Json::array({})}}), acts::kComplete);
    }

  private Q_SLOTS:
    void init() {
        m_shop = std::make_unique<SealedShop>();
        m_shop->clock.advanceTo(must(parseTime("2026-02-01T12:00")));
        must(m_shop->append("person-" + std::string(kPerson), SealedShop::joined(kPerson, kTheirName)));
        must(m_shop->append("order-1", SealedShop::event("o", "Placed",
                                                         "{\"personId\":\"" + std::string(kPerson) +
                                                             "\",\"address\":\"Nowhere Lane\"}")));
        must(m_shop->append("person-p2", SealedShop::joined("p2", "Somebody Else")));
        openLedger();
    }
    void cleanup() {
        m_ledger.reset();
        m_keys.reset();
        m_shop.reset();
    }

    void whatWasDoneIsTold() {
        QVERIFY(must(erased({kTheirName})).isComplete);
        const ErasureReport made = report();
        QVERIFY(made.isComplete && made.open.empty());
        const QJsonObject all = json();
        QCOMPARE(state(all), QStringLiteral("COMPLETE"));
        const QJsonObject request = all[QLatin1String("request")].toObject();
        QCOMPARE(request[QLatin1String("dueAt")].toString(), QStringLiteral("2026-02-28T10:00:00.000000Z"));
        QCOMPARE(request[QLatin1String("ground")].toString(), QStringLiteral("Art17-1a"));
        QCOMPARE(request[QLatin1String("case")].toString(), QStringLiteral("C-99"));
        const QJsonObject counts = all[QLatin1String("counts")].toObject();
        QCOMPARE(counts[QLatin1String("keysDestroyed")].toInt(), 2);
        QCOMPARE(counts[QLatin1String("streams")].toInt(), 2);
        QCOMPARE(counts[QLatin1String("events")].toInt(), 2);
        QCOMPARE(counts[QLatin1String("fields")].toInt(), 2);
        QCOMPARE(all[QLatin1String("encryption")][QLatin1String("keyBits")].toInt(), 256);
        QCOMPARE(all[QLatin1String("remains")][QLatin1String("types")][QLatin1String("Joined")].toInt(), 1);
        QCOMPARE(all[QLatin1String("versions")][QLatin1String("erased")][QLatin1String("SQLite")].toString(),
                 QStringLiteral("3.40.1"));
        QCOMPARE(resultOf(all, "shredded"), QStringLiteral("passed"));
        QCOMPARE(resultOf(all, "events are what"), QStringLiteral("passed"));
        QCOMPARE(resultOf(all, "texts of the person"), QStringLiteral("passed"));
        QCOMPARE(resultOf(all, "destroyed keys"), QStringLiteral("passed"));
        QCOMPARE(resultOf(all, "fresh process"), QStringLiteral("not performed"));
        QVERIFY(all[QLatin1String("backups")][QLatin1String("result")].toString().startsWith(QLatin1String("none of")));
        const QByteArray text = pdfText(made.document);
        for (const char *yes : {"Erasure report E-1", "COMPLETE", "Art17-1a", "XChaCha20-Poly1305", "not performed"})
            QVERIFY2(text.contains(yes), text);
        const std::string mac = all[QLatin1String("mac")].toString().toStdString();
        QVERIFY(html(made.document).find(mac) != std::string::npos);
    }

    /// By whoever has the ledger and the vault, at any time.
    void madeAgainItIsTheSame() {
        exported("a.zip");
        must(erased({kTheirName}));
        const ErasureReport first = report();
        m_ledger.reset();
        m_keys.reset();
        m_shop->vault->close();
        m_shop->store.reset();
        m_shop->reopen();
        openLedger();
        // What is entered later, of others or of the same person, is no part of it.
        must(m_ledger->add(m_shop->clock.now(), acts::kHold, {}, must(m_keys->bindingOf({kPerson})),
                           Json::object({{"reason", Json::string("later")}})));
        exported("b.zip", "p2");
        const ErasureReport again = report();
        QCOMPARE(again.json, first.json);
        QVERIFY(html(again.document) == html(first.document));
        QVERIFY(pdf(again.document) == pdf(first.document));
    }

    void aChangedByteIsSeen() {
        must(erased());
        const std::string text = report().json;
        QVERIFY(checkErasureReport(text, *m_keys).has_value());
        for (std::size_t at = 0; at<text.size(); at += text.size()> 3000 ? 7 : 1) {
            std::string changed = text;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            QVERIFY2(!checkErasureReport(changed, *m_keys), changed.c_str());
        }
        QVERIFY(!checkErasureReport(text.substr(0, text.size() - 1), *m_keys));
        QVERIFY(!checkErasureReport("", *m_keys));
        const auto other = newVault(path("other.vault"), m_shop->clock);
        QCOMPARE(checkErasureReport(text, *other).error().kind, ErrorKind::Corrupt);
    }

    void nothingOfThePersonIsInIt() {
        exported("File of Zebedee.zip");
        must(m_shop->append("notes", SealedShop::event("n", "Noted", R"({"text":"call Zebedee Quux"})")));
        must(erased({kTheirName}));
        const ErasureReport made = report();
        std::vector<std::string> never{kPerson, "Zebedee", "Quux", "Nowhere", m_shop->folder.path().toStdString()};
        for (const KeyRow &row : must(m_keys->allKeys()))
            if (row.fingerprint) never.push_back(toHex(row.fingerprint->bytes));
        QVERIFY(never.size() > 5);
        for (const std::string &text : {made.json, html(made.document), pdfText(made.document).toStdString()})
            for (const std::string &no : never)
                QVERIFY2(text.find(no) == std::string::npos, no.c_str());
        // The control: the data would be found.
        QVERIFY(m_shop->stored().find("Zebedee") != std::string::npos);
    }

    /// Each prefix of what was done is an erasure that was not finished.
    void oneThatWasCutOffIsNeverComplete() {
        must(erased());
        QFile file(QString::fromStdString(path("shop.ledger")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> all = file.readAll().split('\n');
        for (qsizetype count = 1; count < all.size(); ++count) {
            QFile part(QString::fromStdString(path("part.ledger")));
            QVERIFY(part.open(QIODevice::WriteOnly));
            part.write(all.first(count).join('\n') + '\n');
            part.close();
            const auto ledger = must(ErasureLedger::openCopy(path("part.ledger"), *m_keys));
            const ErasureReport made = must(erasureReport(ledger, *m_keys, "E-1"));
            const bool isWhole = count == all.size() - 1;
            QCOMPARE(made.isComplete, isWhole);
            QCOMPARE(made.open.empty(), isWhole);
            QVERIFY(checkErasureReport(made.json, *m_keys).has_value());
        }
    }

    void aStoreThatIsLostLeavesItOpen() {
        QCOMPARE(erased({}, "E-1", "SubjectErased").error().kind, ErrorKind::Unavailable);
        QCOMPARE(state(json()), QStringLiteral("INCOMPLETE"));
        QVERIFY(isOpen(json(), "as far as \"derived\""));
        QCOMPARE(json()[QLatin1String("times")][QLatin1String("tombstoned")].toString(),
                 QStringLiteral("not performed"));
        QCOMPARE(resultOf(json(), "answer as shredded"), QStringLiteral("not performed"));
        QVERIFY(must(erased()).isComplete);
        QCOMPARE(state(json()), QStringLiteral("COMPLETE"));
    }

    /// The vault is a copy from before a value was sealed: that one was not erased.
    void aKeyThatTheVaultDoesNotHaveLeavesItOpen() {
        const QString now = QString::fromStdString(path("shop.vault")), early = QString::fromStdString(path("early"));
        must(m_shop->append("person-late", SealedShop::joined("late", "L")));
        QVERIFY(QFile::copy(now, early));
        must(m_shop->append("order-9", SealedShop::event("z", "Joined", SealedShop::dataOf("later", "M"))));
        m_ledger.reset();
        m_keys.reset();
        m_shop->vault->close();
        m_shop->store.reset();
        QVERIFY(QFile::remove(now) && QFile::rename(early, now));
        m_shop->reopen();
        openLedger();
        const StoreProtection protection = m_shop->protection(nullptr);
        const auto raw = m_shop->openRaw();
        const ErasureWorld world{*raw, protection, *m_keys, *m_ledger, nullptr, m_shop->clock, files()};
        ErasureRequest request;
        request.erasure = "E-2";
        request.subject = {"later"};
        request.reason = "r";
        QVERIFY(!must(erase(world, request, {}, {})).isComplete);
        QCOMPARE(state(json("E-2")), QStringLiteral("INCOMPLETE"));
        QVERIFY(resultOf(json("E-2"), "answer as shredded").startsWith(QLatin1String("failed: 1")));
    }

    void valuesInClearAreNotErased() {
        must(m_shop->append("notes", SealedShop::event("n", "Noted", R"({"text":"call Zebedee Quux"})")));
        QVERIFY(!must(erased({kTheirName})).isComplete);
        const QJsonObject all = json();
        QCOMPARE(state(all), QStringLiteral("INCOMPLETE"));
        QVERIFY(isOpen(all, "in clear in events"));
        QVERIFY(report().json.find("values in clear in events\",\"found\":1,\"result\":\"not erased\"") !=
                std::string::npos);
        if (!SealedShop::isOnServer())
            QVERIFY(resultOf(all, "texts of the person").startsWith(QLatin1String("failed")));
        // Looked at again without the texts: that is not the same as not found.
        QVERIFY(!must(erased()).isComplete);
        QCOMPARE(resultOf(json(), "texts of the person"), QStringLiteral("not performed"));
        QVERIFY(isOpen(json(), "not searched"));
    }

    void whatWasNotSearchedIsNotPassed() {
        must(erased());
        QCOMPARE(resultOf(json(), "texts of the person"), QStringLiteral("not performed"));
    }

    /// Whatever the last line says.
    void itIsNotCompleteWhereALineBeforeSaysOtherwise() {
        const Json one = Json::number(std::int64_t{1});
        const Json good = Json::object({{"inClear", Json::object({})}, {"exports", Json::array({})}});
        const Json passed = Json::object({{"hits", Json::number(std::int64_t{0})}});
        const Json left = Json::object({{"export", one}, {"result", Json::string(name(ExportState::Changed))}});
        const std::vector<std::pair<Json, Json>> bad{
            {Json::object({{"inClear", Json::object({{"events", one}})}}), passed},
            {Json::object({{"exports", Json::array({left})}}), passed},
            {good, Json::object({{"notShredded", one}})},
            {good, Json::object({{"brokenHashes", one}})},
            {good, Json::object({{"logOther", one}})},
            {good, Json::object({{"hits", one}})},
            {good, Json::object({{"keyHits", one}})},
            {good, Json::object({{"freshNotShredded", one}})}};
        for (const auto &[derived, verified] : bad) {
            cleanup();
            init();
            pretend(derived, verified);
            QCOMPARE(state(json("X-1")), QStringLiteral("INCOMPLETE"));
            QCOMPARE(json("X-1")[QLatin1String("open")].toArray().size(), 1);
        }
        cleanup();
        init();
        pretend(good, passed); // the control
        QCOMPARE(state(json("X-1")), QStringLiteral("COMPLETE"));
    }

    void holdsAreListed() {
        const SubjectBinding subject = must(m_keys->bindingOf({kPerson}));
        must(m_ledger->add(m_shop->clock.now(), acts::kHold, {}, subject,
                           Json::object({{"reason", Json::string("court order 7")}})));
        must(m_ledger->add(m_shop->clock.now(), acts::kRelease, {}, subject,
                           Json::object({{"hold", Json::number(std::int64_t{1})}})));
        must(erased());
        const QJsonArray holds = json()[QLatin1String("holds")].toArray();
        QCOMPARE(holds.size(), 1);
        QCOMPARE(holds[0][QLatin1String("reason")].toString(), QStringLiteral("court order 7"));
        QVERIFY(holds[0][QLatin1String("releasedAt")].isString());
    }

    void anExportIsDeleted() {
        const std::string file = exported("a.zip"), ofOthers = exported("b.zip", "p2");
        QVERIFY(must(erased()).isComplete);
        QVERIFY(!QFile::exists(QString::fromStdString(file)));
        QVERIFY(QFile::exists(QString::fromStdString(ofOthers)));
        const QJsonArray exports = json()[QLatin1String("exports")].toArray();
        QCOMPARE(exports.size(), 1);
        QCOMPARE(exports[0][QLatin1String("result")].toString(), QStringLiteral("deleted"));
        QCOMPARE(exports[0][QLatin1String("for")].toString(), QStringLiteral("counsel 4"));
        QVERIFY(must(erased()).isComplete); // and again: it stays deleted
        QCOMPARE(json()[QLatin1String("exports")][0][QLatin1String("result")].toString(), QStringLiteral("deleted"));
    }

    void oneThatWasChangedStaysOpen() {
        const QString file = QString::fromStdString(exported("a.zip"));
        QFile changed(file);
        QVERIFY(changed.open(QIODevice::Append));
        changed.write("x");
        changed.close();
        QVERIFY(!must(erased()).isComplete);
        QVERIFY(QFile::exists(file));
        QVERIFY(isOpen(json(), "copy that was made"));
        QCOMPARE(json()[QLatin1String("exports")][0][QLatin1String("found")].toString(), QStringLiteral("changed"));
        // Somebody looks at it and deletes it by hand.
        QVERIFY(QFile::remove(file));
        QVERIFY(must(erased()).isComplete);
        QCOMPARE(json()[QLatin1String("exports")][0][QLatin1String("result")].toString(),
                 QStringLiteral("out of reach"));
    }

    void oneThatWasMovedIsOutOfReach() {
        const QString file = QString::fromStdString(exported("a.zip"));
        QVERIFY(QFile::rename(file, file + QStringLiteral(".moved")));
        QVERIFY(must(erased()).isComplete);
        const QJsonObject made = json()[QLatin1String("exports")][0].toObject();
        QCOMPARE(made[QLatin1String("result")].toString(), QStringLiteral("out of reach"));
        QCOMPARE(made[QLatin1String("for")].toString(), QStringLiteral("counsel 4"));
        QVERIFY(QFile::exists(file + QStringLiteral(".moved")));
    }

    void oneBehindALinkIsLeftAlone() {
        const QString file = QString::fromStdString(exported("a.zip"));
        QVERIFY(QFile::rename(file, file + QStringLiteral(".moved")));
        QVERIFY(QFile::link(file + QStringLiteral(".moved"), file));
        QVERIFY(!must(erased()).isComplete);
        QVERIFY(QFile::exists(file + QStringLiteral(".moved")));
        QCOMPARE(json()[QLatin1String("exports")][0][QLatin1String("found")].toString(),
                 QStringLiteral("cannot be read"));
    }

    void oneThatWasOverwrittenByALaterOneIsGone() {
        exported("a.zip");
        const std::string later = exported("a.zip", "p2");
        QVERIFY(must(erased()).isComplete);
        QVERIFY(QFile::exists(QString::fromStdString(later)));
        QCOMPARE(json()[QLatin1String("exports")][0][QLatin1String("found")].toString(), QStringLiteral("overwritten"));
    }

    /// The register says what is about to be deleted before that is done.
    void afterACrashWhileDeletingItGoesOn() {
        const std::string file = exported("a.zip");
        const SubjectBinding subject = must(m_keys->bindingOf({kPerson}));
        const RegisteredExport entry = must(exportsOf(*m_ledger, *m_keys, subject)).front();
        must(m_ledger->add(
            m_shop->clock.now(), acts::kDeleting, "E-1", subject,
            Json::object({{"export", Json::number(std::int64_t{1})}, {"file", Json::number(std::int64_t{1})}})));
        const auto lines = m_ledger->entries().size();
        QVERIFY(must(deleteExport(*m_ledger, m_shop->clock.now(), "E-1", entry, {})) == ExportState::Deleted);
        QVERIFY(!QFile::exists(QString::fromStdString(file)));
        QVERIFY(must(deleteExport(*m_ledger, m_shop->clock.now(), "E-1", entry, {})) == ExportState::Deleted);
        QCOMPARE(m_ledger->entries().size(), lines);
    }

    void oneThatNeverAppearedIsNone() {
        RegisteredExport entry;
        entry.path = path("never.zip");
        entry.hash = hashOf("x");
        const SubjectBinding a = must(m_keys->bindingOf({kPerson})), b = must(m_keys->bindingOf({"p2"}));
        const auto first = must(registerExport(*m_ledger, *m_keys, m_shop->clock.now(), std::vector{a, b}, entry));
        QCOMPARE(must(exportsOf(*m_ledger, *m_keys, b)).size(), std::size_t{1});
        must(withdrawExport(*m_ledger, m_shop->clock.now(), first));
        QVERIFY(must(exportsOf(*m_ledger, *m_keys, a)).empty() && must(exportsOf(*m_ledger, *m_keys, b)).empty());
    }

    void noneOfAnUnknownErasure() {
        QCOMPARE(erasureReport(*m_ledger, *m_keys, "E-9").error().kind, ErrorKind::NotFound);
        QCOMPARE(erasureReport(*m_ledger, *m_keys, "").error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestErasureReport)
#include "tst_erasure_report.moc"
