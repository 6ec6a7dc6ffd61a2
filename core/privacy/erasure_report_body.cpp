// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_report_body.h"

#include "core/privacy/backup_register.h"
#include "core/privacy/export_register.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace eventscope {

using namespace acts;

namespace {

Json text(std::string_view value) { return Json::string(value); }

/// Makes the report of one erasure, part by part.
class Body {
  public:
    explicit Body(const ErasureLines &lines)
        : m_lines(lines), m_requested(lines.firstDetails(kRequested)), m_derived(lines.lastDetails(kDerived)) {}

    [[nodiscard]] Json all(const ErasureReport &report) const {
        std::vector<Json> open;
        for (const std::string &each : report.open)
            open.push_back(text(each));
        return Json::object({{"schema", countJson(1)},
                             {"kind", text("erasure report")},
                             {"erasure", text(report.erasure)},
                             {"state", text(report.isComplete ? "COMPLETE" : "INCOMPLETE")},
                             {"open", Json::array(std::move(open))},
                             {"subject", text(toHex(m_lines.begin().subject))},
                             {"store", recorded(m_requested, "store")},
                             {"vault", recorded(m_requested, "vault")},
                             {"request", request()},
                             {"times", times()},
                             {"counts", counts()},
                             {"encryption", encryption()},
                             {"derived", derived()},
                             {"exports", exports()},
                             {"verification", verificationPart(m_lines)},
                             {"backups", backups()},
                             {"recipients", recorded(m_derived, "recipients")},
                             {"remains", remains()},
                             {"holds", holds()},
                             {"versions", versions()},
                             {"steps", steps()},
                             {"ledger", chain()}});
    }

  private:
    static Json timeOf(const LedgerEntry *entry) { return text(entry ? toIso(entry->at) : std::string(kNotPerformed)); }

    [[nodiscard]] Json request() const {
        const Json decision = m_lines.last(kDecided) ? m_lines.lastDetails(kDecided) : m_requested;
        return Json::object({{"requestedAt", timeOf(m_lines.first(kRequested))},
                             {"receivedAt", recorded(m_requested, "received")},
                             {"dueAt", recorded(m_requested, "due")},
                             {"ground", recorded(m_requested, "reason")},
                             {"by", recorded(decision, "by")},
                             {"second", recorded(decision, "second")},
                             {"case", recorded(m_requested, "case")},
                             {"purposes", recorded(m_requested, "purposes")}});
    }

    [[nodiscard]] Json times() const {
        return Json::object(
            {{"fenced", timeOf(m_lines.first(kFenced))},
             {"destroyed", timeOf(m_lines.first(kDestroyed))},
             {"rotated", timeOf(m_lines.first(kRotated))},
             {"derived", timeOf(m_lines.last(kDerived))},
             {"tombstoned", timeOf(m_lines.first(kTombstoned))},
             {"verified", timeOf(m_lines.last(kVerified))},
             {"closed", timeOf(m_lines.last(kComplete) ? m_lines.last(kComplete) : m_lines.last(kIncomplete))}});
    }

    [[nodiscard]] Json counts() const {
        std::size_t keys = 0;
        for (const LedgerEntry *entry : m_lines.all())
            if (entry->act == kFenced) keys += entry->details.member("keys").size();
        std::vector<Json::Member> members{{"keysFenced", countJson(keys)},
                                          {"keysDestroyed", recorded(m_lines.lastDetails(kDestroyed), "count")},
                                          {"streams", recorded(m_derived, "streams")},
                                          {"events", recorded(m_derived, "events")},
                                          {"fields", recorded(m_derived, "fields")},
                                          {"byPurpose", recorded(m_derived, "purposes")}};
        const Json tombstones = m_lines.firstDetails(kTombstoned).member("tombstones");
        if (tombstones.isObject()) members.push_back({"tombstones", tombstones});
        return Json::object(std::move(members));
    }

    [[nodiscard]] Json encryption() const {
        const Json destroyed = m_lines.firstDetails(kDestroyed);
        const LedgerEntry *found = m_lines.last(kDerived);
        const Json clear = m_derived.member("inClear");
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
        const LedgerEntry *looked = m_lines.last(kDerived);
        const std::string sealed =
            looked ? "hold sealed values only, which died with their keys" : std::string(kNotPerformed);
        std::vector<Json> items{item("snapshots of aggregates: values", recorded(m_derived, "snapshotValues"), sealed),
                                item("rows of read models: values", recorded(m_derived, "rowValues"), sealed)};
        addTakenAway(items);
        for (const auto &[model, count] : m_derived.member("rows").children())
            items.push_back(item("rows of " + std::string(model), count, sealed));
        if (const auto later = countIn(m_derived, "unsupported"); later > 0)
            items.push_back(item("values in a form that this version does not know", countJson(later), kNotPerformed));
        for (const auto &[where, count] : m_derived.member("inClear").children())
            items.push_back(item("values in clear in " + std::string(where), count, "not erased"));
        items.push_back(
            item("read models, search indexes and caches of other programs", text(kNotRecorded), kNotPerformed));
        return Json::array(std::move(items));
    }

    /// Snapshots and dead letters, each with its tick.
    void addTakenAway(std::vector<Json> &items) const {
        std::uint64_t snapshots = 0;
        std::string elsewhere;
        std::map<std::string, std::uint64_t> letters;
        for (const LedgerEntry *entry : m_lines.all()) {
            if (entry->act == kSnapshotsDeleted) snapshots += countIn(entry->details, "count");
            if (entry->act == kSnapshotsDeleted) elsewhere = textIn(entry->details, "elsewhere");
            if (entry->act != kLettersRedacted) continue;
            const Json models = entry->details.member("models");
            for (const auto &[model, count] : models.children())
                letters[std::string(model)] += countIn(models, model);
        }
        if (m_lines.last(kSnapshotsDeleted))
            items.push_back(item("snapshots of touched streams", countJson(snapshots),
                                 elsewhere.empty() ? "deleted" : "deleted. " + elsewhere));
        for (const auto &[model, count] : letters)
            items.push_back(item("dead letters of " + model, countJson(count), "redacted"));
        if (const auto left = countIn(m_derived, "snapshotsLeft"); left > 0)
            items.push_back(item("snapshots of touched streams that are still there", countJson(left), "not deleted"));
        if (const auto foreign = countIn(m_derived, "snapshotsElsewhere"); foreign > 0)
            items.push_back(item("snapshots of touched streams in another program's store", countJson(foreign),
                                 "not deleted: delete them by the means of that program, which makes them anew"));
        for (const auto &[model, count] : m_derived.member("lettersLeft").children())
            items.push_back(
                item("dead letters of " + std::string(model) + " that are still there", count, "not redacted"));
    }

    [[nodiscard]] Json exports() const {
        const LedgerEntry *looked = m_lines.last(kDerived);
        if (!looked) return text(kNotPerformed);
        const Json all = m_derived.member("exports");
        if (!all.isArray()) return text(kNotRecorded);
        std::vector<Json> items;
        for (const auto &[key, made] : all.children()) {
            const std::string_view result = made.member("result").token();
            const char *outcome = isExportLeft(result)                       ? "not deleted"
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

    /// What is in the register, as it stood when this erasure's last line was written.
    [[nodiscard]] Json backups() const {
        const LedgerEntry *looked = m_lines.last(kDerived);
        const Json all = m_derived.member("backups");
        std::vector<Json> items;
        for (const auto &[key, backup] : all.children()) {
            std::optional<Time> expires;
            if (const auto at = parseTime(backup.member("expires").token())) expires = *at;
            // Those with a passphrase are told as ever, so that reports from before are the same bytes.
            const bool isEscrow = backup.member("escrow").isString();
            const std::string kind = isEscrow ? "escrow copy, which an offline key opens: " : "";
            std::vector<Json::Member> members{{"backup", backup.member("backup")},
                                              {"at", backup.member("at")},
                                              {"expires", recorded(backup, "expires")},
                                              {"epoch", backup.member("epoch")},
                                              {"hash", backup.member("hash")},
                                              {"found", backup.member("found")},
                                              {"result", text(kind + warningOf(expires, m_lines.end().at))}};
            if (isEscrow) members.push_back({"escrow", backup.member("escrow")});
            items.push_back(Json::object(std::move(members)));
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
        return Json::object(
            {{"statement", text("Events stay, with their types, times, ids, order and hashes, and sealed values that "
                                "nobody can open; of those the length shows only as a step of 32, 64, 128 ... bytes")},
             {"types", recorded(m_derived, "types")},
             {"first", recorded(m_derived, "first")},
             {"last", recorded(m_derived, "last")},
             {"identifiers", recorded(m_derived, "identifiers")},
             {"pseudonyms", text("The binding of the person in sealed values, in the vault and in the ledger: whoever "
                                 "has the vault and knows the person's id can tell that they belong together")}});
    }

    /// As they stood when this erasure's last line was written.
    [[nodiscard]] Json holds() const {
        const LedgerEntry &end = m_lines.end();
        std::vector<Json> all;
        for (const LedgerEntry &entry : m_lines.ledger().entries()) {
            const bool isTheirs = entry.subject == end.subject || entry.subject == SubjectBinding();
            if (entry.number > end.number || entry.act != kHold || !isTheirs) continue;
            const std::string own = std::to_string(entry.number);
            const auto released = std::ranges::find_if(m_lines.ledger().entries(), [&](const LedgerEntry &other) {
                return other.act == kRelease && other.number < end.number &&
                       other.details.member("hold").token() == own;
            });
            all.push_back(Json::object(
                {{"number", countJson(entry.number)},
                 {"at", text(toIso(entry.at))},
                 {"reason", recorded(entry.details, "reason")},
                 {"authority", recorded(entry.details, "authority")},
                 {"purposes", recorded(entry.details, "purposes")},
                 {"until", recorded(entry.details, "until")},
                 {"releasedAt", released == m_lines.ledger().entries().end() ? Json() : text(toIso(released->at))}}));
        }
        return Json::array(std::move(all));
    }

    [[nodiscard]] Json versions() const {
        return Json::object({{"erased", recorded(m_requested, "versions")},
                             {"verified", recorded(m_lines.lastDetails(kVerified), "versions")}});
    }

    [[nodiscard]] Json steps() const {
        std::vector<Json> all;
        for (const LedgerEntry *entry : m_lines.all())
            all.push_back(Json::object({{"number", countJson(entry->number)},
                                        {"at", text(toIso(entry->at))},
                                        {"act", text(entry->act)},
                                        {"hash", text(toHex(entry->hash.bytes))}}));
        return Json::array(std::move(all));
    }

    [[nodiscard]] Json chain() const {
        const LedgerEntry &begin = m_lines.begin(), &end = m_lines.end();
        const Hash previous = begin.number > 1 ? m_lines.ledger().entries()[begin.number - 2].hash : Hash();
        return Json::object({{"first", countJson(begin.number)},
                             {"last", countJson(end.number)},
                             {"previous", text(toHex(previous.bytes))},
                             {"hash", text(toHex(end.hash.bytes))}});
    }

    const ErasureLines &m_lines;
    const Json m_requested, m_derived; ///< details
};

} // namespace

Json recorded(const Json &details, std::string_view member) {
    return details.isObject() && details.find(member) != Json::npos ? details.member(member) : text(kNotRecorded);
}

Json reportBody(const ErasureLines &lines, const ErasureReport &report) { return Body(lines).all(report); }

} // namespace eventscope
