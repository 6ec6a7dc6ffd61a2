// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_report.h"

#include "core/privacy/backup_register.h"
#include "core/privacy/erasure_document.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace eventscope {

using namespace acts;

namespace {

constexpr std::string_view kPurpose = "erasure report 1";
constexpr const char *kNotPerformed = "not performed", *kNotRecorded = "not recorded";

Json text(std::string_view value) { return Json::string(value); }
Json number(std::uint64_t value) { return Json::number(static_cast<std::int64_t>(value)); }

std::uint64_t countIn(const Json &details, std::string_view member) {
    const Json value = details.member(member);
    return value.isNumber() ? std::strtoull(std::string(value.token()).c_str(), nullptr, 10) : 0;
}

/// As it stands there, or that it does not.
Json recorded(const Json &details, std::string_view member) {
    return details.isObject() && details.find(member) != Json::npos ? details.member(member) : text(kNotRecorded);
}

std::uint64_t sumOf(const Json &counts) {
    std::uint64_t sum = 0;
    for (const auto &[key, value] : counts.children())
        sum += std::strtoull(std::string(value.token()).c_str(), nullptr, 10);
    return sum;
}

/// Makes the report of one erasure, part by part.
class Reporting {
  public:
    Reporting(const ErasureLedger &ledger, std::string_view erasure) : m_ledger(ledger) {
        for (const LedgerEntry &entry : ledger.entries())
            if (entry.erasure == erasure) m_entries.push_back(&entry);
    }

    [[nodiscard]] bool isThere() const { return !m_entries.empty() && first(kRequested); }

    void judge(ErasureReport &report) const {
        report.erasure = m_entries.front()->erasure;
        report.open = openItems();
        report.isComplete = m_entries.back()->act == kComplete && report.open.empty();
        if (!report.isComplete && report.open.empty())
            report.open.push_back("the erasure has come as far as \"" + m_entries.back()->act +
                                  "\" and was not finished: begin it again with the same id");
    }

    [[nodiscard]] Json body(const ErasureReport &report) const {
        std::vector<Json> open;
        for (const std::string &each : report.open)
            open.push_back(text(each));
        return Json::object({{"schema", number(1)},
                             {"kind", text("erasure report")},
                             {"erasure", text(report.erasure)},
                             {"state", text(report.isComplete ? "COMPLETE" : "INCOMPLETE")},
                             {"open", Json::array(std::move(open))},
                             {"subject", text(toHex(m_entries.front()->subject))},
                             {"store", recorded(requested(), "store")},
                             {"vault", recorded(requested(), "vault")},
                             {"request", request()},
                             {"times", times()},
                             {"counts", counts()},
                             {"encryption", encryption()},
                             {"derived", derived()},
                             {"exports", exports()},
                             {"verification", verification()},
                             {"backups", backups()},
                             {"recipients", recorded(detailsOf(last(kDerived)), "recipients")},
                             {"remains", remains()},
                             {"holds", holds()},
                             {"versions", versions()},
                             {"steps", steps()},
                             {"ledger", chain()}});
    }
    [[nodiscard]] Time madeAt() const { return m_entries.back()->at; }

  private:
    [[nodiscard]] const LedgerEntry *first(std::string_view act) const {
        const auto found = std::ranges::find_if(m_entries, [&](const auto *entry) { return entry->act == act; });
        return found == m_entries.end() ? nullptr : *found;
    }
    [[nodiscard]] const LedgerEntry *last(std::string_view act) const {
        const auto found =
            std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const auto *entry) { return entry->act == act; });
        return found == m_entries.rend() ? nullptr : *found;
    }
    static Json detailsOf(const LedgerEntry *entry) { return entry ? entry->details : Json(); }
    [[nodiscard]] Json requested() const { return detailsOf(first(kRequested)); }
    [[nodiscard]] static Json timeOf(const LedgerEntry *entry) {
        return text(entry ? toIso(entry->at) : std::string(kNotPerformed));
    }

    /// What the closing line says, and what the lines before it say whatever that one does.
    [[nodiscard]] std::vector<std::string> openItems() const {
        std::vector<std::string> open;
        const LedgerEntry &end = *m_entries.back();
        if (end.act == kIncomplete) open = end.texts("open");
        const auto add = [&](std::uint64_t count, std::string_view what) {
            if (count > 0 && end.act != kIncomplete) open.push_back(std::to_string(count) + " " + std::string(what));
        };
        const Json found = detailsOf(last(kDerived)), verified = detailsOf(last(kVerified));
        add(sumOf(found.member("inClear")), "values are in clear");
        add(countIn(verified, "notShredded"), "values that were sealed do not answer as shredded");
        add(countIn(verified, "brokenHashes"), "events are not what was written");
        add(countIn(verified, "hits"), "files still hold a text that was looked for");
        add(countIn(verified, "held"), "readers keep what lies beside the store's file from being emptied");
        std::uint64_t copies = 0;
        for (const auto &[key, made] : found.member("exports").children())
            copies += isLeft(made.member("result").token()) ? 1 : 0;
        add(copies, "copies that were made could not be deleted");
        for (const char *act : {kFenced, kDestroyed, kRotated, kDerived, kTombstoned, kVerified})
            if (end.act == kComplete && !last(act)) open.push_back("the step \"" + std::string(act) + "\" is missing");
        return open;
    }
    static bool isLeft(std::string_view result) {
        return result == name(ExportState::There) || result == name(ExportState::Changed) ||
               result == name(ExportState::Unreadable);
    }

    [[nodiscard]] Json request() const {
        const Json details = requested();
        return Json::object({{"requestedAt", timeOf(first(kRequested))},
                             {"receivedAt", recorded(details, "received")},
                             {"dueAt", recorded(details, "due")},
                             {"ground", recorded(details, "reason")},
                             {"by", recorded(details, "by")},
                             {"second", recorded(details, "second")},
                             {"case", recorded(details, "case")},
                             {"purposes", recorded(details, "purposes")}});
    }

    [[nodiscard]] Json times() const {
        return Json::object({{"fenced", timeOf(first(kFenced))},
                             {"destroyed", timeOf(first(kDestroyed))},
                             {"rotated", timeOf(first(kRotated))},
                             {"derived", timeOf(last(kDerived))},
                             {"tombstoned", timeOf(first(kTombstoned))},
                             {"verified", timeOf(last(kVerified))},
                             {"closed", timeOf(last(kComplete) ? last(kComplete) : last(kIncomplete))}});
    }

    [[nodiscard]] Json counts() const {
        const Json found = detailsOf(last(kDerived));
        std::size_t keys = 0;
        for (const LedgerEntry *entry : m_entries)
            if (entry->act == kFenced) keys += entry->details.member("keys").size();
        return Json::object({{"keysFenced", number(keys)},
                             {"keysDestroyed", recorded(detailsOf(last(kDestroyed)), "count")},
                             {"streams", recorded(found, "streams")},
                             {"events", recorded(found, "events")},
                             {"fields", recorded(found, "fields")},
                             {"byPurpose", recorded(found, "purposes")}});
    }

    [[nodiscard]] Json encryption() const {
        const Json destroyed = detailsOf(first(kDestroyed));
        const LedgerEntry *found = last(kDerived);
        const Json clear = detailsOf(found).member("inClear");
        std::string statement = kNotPerformed;
        if (found) {
            statement = clear.size() == 0 ? "every value of theirs that was found was sealed when it was written"
                                          : "not every value of theirs was sealed when it was written: see inClear";
        }
        return Json::object({{"algorithm", recorded(destroyed, "algorithm")},
                             {"keyBits", recorded(destroyed, "keyBits")},
                             {"statement", text(statement)},
                             {"inClear", found ? clear : text(kNotPerformed)}});
    }

    static Json item(std::string_view what, const Json &found, std::string_view result) {
        return Json::object({{"item", text(what)}, {"found", found}, {"result", text(result)}});
    }
    [[nodiscard]] Json derived() const {
        const LedgerEntry *looked = last(kDerived);
        const Json found = detailsOf(looked);
        const std::string sealed =
            looked ? "hold sealed values only, which died with their keys" : std::string(kNotPerformed);
        std::vector<Json> items{item("snapshots of aggregates: values", recorded(found, "snapshotValues"), sealed),
                                item("rows of read models: values", recorded(found, "rowValues"), sealed)};
        for (const auto &[model, count] : found.member("rows").children())
            items.push_back(item("rows of " + std::string(model), count, sealed));
        for (const auto &[where, count] : found.member("inClear").children())
            items.push_back(item("values in clear in " + std::string(where), count, "not erased"));
        items.push_back(
            item("read models, search indexes and caches of other programs", text(kNotRecorded), kNotPerformed));
        return Json::array(std::move(items));
    }

    [[nodiscard]] Json exports() const {
        const LedgerEntry *looked = last(kDerived);
        if (!looked) return text(kNotPerformed);
        const Json all = looked->details.member("exports");
        if (!all.isArray()) return text(kNotRecorded);
        std::vector<Json> items;
        for (const auto &[key, made] : all.children()) {
            const std::string_view result = made.member("result").token();
            const char *outcome = isLeft(result)                             ? "not deleted"
                                  : result == name(ExportState::Gone)        ? "out of reach"
                                  : result == name(ExportState::Overwritten) ? "overwritten by a later one"
                                                                             : "deleted";
            items.push_back(Json::object({{"export", made.member("export")},
                                          {"kind", made.member("kind")},
                                          {"at", made.member("at")},
                                          {"for", made.member("for")},
                                          {"hash", made.member("hash")},
                                          {"found", text(result)},
                                          {"result", text(outcome)}}));
        }
        return Json::array(std::move(items));
    }

    static Json checked(std::string_view what, std::string_view method, const Json &scope, std::string_view result) {
        return Json::object(
            {{"check", text(what)}, {"method", text(method)}, {"scope", scope}, {"result", text(result)}});
    }
    /// "passed", or how many were wrong; "not performed" without the line that says it was.
    static std::string verdict(bool isPerformed, std::uint64_t wrong, std::string_view what) {
        if (!isPerformed) return kNotPerformed;
        return wrong == 0 ? "passed" : "failed: " + std::to_string(wrong) + " " + std::string(what);
    }
    [[nodiscard]] Json verification() const {
        const LedgerEntry *line = last(kVerified);
        const Json details = detailsOf(line);
        // Before it was told apart, hashes were checked where events were counted.
        const bool hasHashes =
            details.member("hashes").token() == "performed" ||
            (details.isObject() && details.find("hashes") == Json::npos && countIn(details, "events") > 0);
        const bool hasBytes = details.member("byteSearch").token() == "performed";
        const Json bytes = hasBytes ? Json::object({{"files", recorded(details, "files")},
                                                    {"bytes", recorded(details, "bytes")},
                                                    {"writings", recorded(details, "writings")},
                                                    {"bytesByKind", recorded(details, "scope")}})
                                    : text(kNotPerformed);
        return Json::array(
            {checked("sealed values answer as shredded", "each envelope for the person is opened with the vault",
                     Json::object({{"values", recorded(details, "values")}}),
                     verdict(line != nullptr, countIn(details, "notShredded"), "values do not")),
             checked("events are what was written", "the content hash of every event is made anew and compared",
                     Json::object({{"events", hasHashes ? recorded(details, "events") : text(kNotPerformed)}}),
                     verdict(hasHashes, countIn(details, "brokenHashes"), "events are not")),
             checked("texts of the person in files",
                     "bytes of the files, as text, lower case, UTF-16, base64, hexadecimal and JSON escapes", bytes,
                     verdict(hasBytes, countIn(details, "hits"), "files hold one")),
             checked("nothing is left beside the store's file",
                     "a truncating checkpoint of the write-ahead log, which no reader of an older state holds up",
                     text("the store"),
                     verdict(details.member("settled").token() == "performed", countIn(details, "held"),
                             "readers hold it up")),
             checked("bytes of the destroyed keys in files", "", text(kNotPerformed), kNotPerformed),
             checked("number, ids, versions and order of events unchanged", "", text(kNotPerformed), kNotPerformed),
             checked("sealed values answer as shredded in a fresh process", "", text(kNotPerformed), kNotPerformed)});
    }

    /// What is in the register, as it stood when this erasure's last line was written.
    [[nodiscard]] Json backups() const {
        const LedgerEntry *looked = last(kDerived);
        const Json all = detailsOf(looked).member("backups");
        std::vector<Json> items;
        for (const auto &[key, backup] : all.children()) {
            std::optional<Time> expires;
            if (const auto at = parseTime(backup.member("expires").token())) expires = *at;
            items.push_back(Json::object({{"backup", backup.member("backup")},
                                          {"at", backup.member("at")},
                                          {"expires", recorded(backup, "expires")},
                                          {"epoch", backup.member("epoch")},
                                          {"hash", backup.member("hash")},
                                          {"found", backup.member("found")},
                                          {"result", text(warningOf(expires, madeAt()))}}));
        }
        std::string result = looked ? kNotRecorded : kNotPerformed;
        if (all.isArray())
            result = items.empty() ? "none of the vault from before this erasure is registered"
                                   : std::to_string(items.size()) + " of the vault from before this erasure";
        return Json::object(
            {{"result", text(result)},
             {"list", Json::array(std::move(items))},
             {"note", text("Backups of the vault that were made with this program are registered; other copies of its "
                           "file, and replicas, are not. Copies of the store hold sealed values only, which the vault "
                           "does not open any more; an old copy of the vault's file still opens them with the "
                           "passphrase of its time: such copies must be destroyed")}});
    }

    [[nodiscard]] Json remains() const {
        const Json found = detailsOf(last(kDerived));
        return Json::object(
            {{"statement", text("Events stay, with their types, times, ids, order and hashes, and sealed values that "
                                "nobody can open; of those the length shows only as a step of 32, 64, 128 ... bytes")},
             {"types", recorded(found, "types")},
             {"first", recorded(found, "first")},
             {"last", recorded(found, "last")},
             {"identifiers", recorded(found, "identifiers")},
             {"pseudonyms", text("The binding of the person in sealed values, in the vault and in the ledger: whoever "
                                 "has the vault and knows the person's id can tell that they belong together")}});
    }

    /// As they stood when this erasure's last line was written.
    [[nodiscard]] Json holds() const {
        const LedgerEntry &end = *m_entries.back();
        std::vector<Json> all;
        for (const LedgerEntry &entry : m_ledger.entries()) {
            const bool isTheirs = entry.subject == end.subject || entry.subject == SubjectBinding();
            if (entry.number > end.number || entry.act != kHold || !isTheirs) continue;
            const std::string own = std::to_string(entry.number);
            const auto released = std::ranges::find_if(m_ledger.entries(), [&](const LedgerEntry &other) {
                return other.act == kRelease && other.number < end.number &&
                       other.details.member("hold").token() == own;
            });
            all.push_back(Json::object(
                {{"number", number(entry.number)},
                 {"at", text(toIso(entry.at))},
                 {"reason", recorded(entry.details, "reason")},
                 {"until", recorded(entry.details, "until")},
                 {"releasedAt", released == m_ledger.entries().end() ? Json() : text(toIso(released->at))}}));
        }
        return Json::array(std::move(all));
    }

    [[nodiscard]] Json versions() const {
        return Json::object({{"erased", recorded(requested(), "versions")},
                             {"verified", recorded(detailsOf(last(kVerified)), "versions")}});
    }

    [[nodiscard]] Json steps() const {
        std::vector<Json> all;
        for (const LedgerEntry *entry : m_entries)
            all.push_back(Json::object({{"number", number(entry->number)},
                                        {"at", text(toIso(entry->at))},
                                        {"act", text(entry->act)},
                                        {"hash", text(toHex(entry->hash.bytes))}}));
        return Json::array(std::move(all));
    }

    [[nodiscard]] Json chain() const {
        const LedgerEntry &begin = *m_entries.front(), &end = *m_entries.back();
        const Hash previous = begin.number > 1 ? m_ledger.entries()[begin.number - 2].hash : Hash();
        return Json::object({{"first", number(begin.number)},
                             {"last", number(end.number)},
                             {"previous", text(toHex(previous.bytes))},
                             {"hash", text(toHex(end.hash.bytes))}});
    }

    const ErasureLedger &m_ledger;
    std::vector<const LedgerEntry *> m_entries;
};

/// What a report's hash and MAC are made of, and both of them.
struct Sealed {
    std::string hash, mac;
};
Result<Sealed> sealedBy(const KeyVault &vault, std::string_view text) {
    ES_ASSIGN(mac, vault.authenticate(kPurpose, text));
    return Sealed{toHex(hashOf(text).bytes), toHex(mac.bytes)};
}
std::string endOf(const Sealed &sealed) {
    return ",\"hash\":\"" + sealed.hash + "\",\"mac\":\"" + sealed.mac + "\"}\n";
}

} // namespace

Result<ErasureReport> erasureReport(const ErasureLedger &ledger, const KeyVault &vault, std::string_view erasure) {
    const Reporting reporting(ledger, erasure);
    if (erasure.empty() || !reporting.isThere())
        return fail(ErrorKind::NotFound, "The ledger knows no erasure " + std::string(erasure),
                    "See: privacy ledger list");
    ErasureReport report;
    reporting.judge(report);
    const Json body = reporting.body(report);
    std::string text = print(body);
    text.pop_back();
    ES_ASSIGN(sealed, sealedBy(vault, text));
    report.json = text + endOf(sealed);
    report.document = erasureDocument(body, reporting.madeAt(), sealed.hash, sealed.mac);
    return report;
}

Result<void> checkErasureReport(std::string_view json, const KeyVault &vault) {
    static constexpr std::string_view kHash = ",\"hash\":\"";
    const auto end = json.rfind(kHash);
    const std::string_view text = json.substr(0, end == std::string_view::npos ? 0 : end);
    ES_ASSIGN(sealed, sealedBy(vault, text));
    if (end != std::string_view::npos && json.substr(end) == endOf(sealed)) return {};
    return fail(ErrorKind::Corrupt, "The report was changed, or was not made with this vault",
                "Make it anew: privacy report");
}

} // namespace eventscope
