// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_report_body.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace eventscope {

using namespace acts;

namespace {

Json checked(std::string_view what, std::string_view method, const Json &scope, std::string_view result) {
    return Json::object({{"check", Json::string(what)},
                         {"method", Json::string(method)},
                         {"scope", scope},
                         {"result", Json::string(result)}});
}
/// "passed", or how many were wrong; "not performed" without the line that says it was.
/// `one` and `several` are what those that are wrong are called with their verb.
std::string verdict(bool isPerformed, std::uint64_t wrong, std::string_view one, std::string_view several) {
    if (!isPerformed) return kNotPerformed;
    return wrong == 0 ? "passed" : "failed: " + std::to_string(wrong) + " " + std::string(wrong == 1 ? one : several);
}

/// A check that was not performed, and why. `earlier` is what came of it when it was; empty: it never was.
Json notPerformed(std::string_view what, std::string_view method, const std::string &why, const std::string &earlier) {
    Json scope = Json::string(earlier.empty() ? std::string(kNotPerformed) : earlier);
    return Json::object({{"check", Json::string(what)},
                         {"method", Json::string(method)},
                         {"scope", std::move(scope)},
                         {"result", Json::string(kNotPerformed)},
                         {"why", Json::string(why)}});
}

bool isKeySearch(const LedgerEntry &line) {
    return line.act == kVerified && line.details.member("keySearch").token() == "performed";
}
std::string keyVerdict(const LedgerEntry &line) {
    return verdict(true, countIn(line.details, "keyHits"), "file holds one", "files hold one");
}

/// Only the run that destroys the keys can look for them: what that one found is told beside a later "not performed".
Json keySearch(const ErasureLines &lines) {
    static constexpr const char *kWhat = "bytes of the destroyed keys in files";
    static constexpr const char *kMethod =
        "bytes of the files, for each key as it was and as it was wrapped last: raw, "
        "base64 and hexadecimal";
    const LedgerEntry *line = lines.last(kVerified);
    const Json details = lines.lastDetails(kVerified);
    if (line && isKeySearch(*line)) {
        return checked(kWhat, kMethod,
                       Json::object({{"keys", recorded(details, "keys")},
                                     {"files", recorded(details, "keyFiles")},
                                     {"bytes", recorded(details, "keyBytes")},
                                     {"bytesByKind", recorded(details, "keyScope")}}),
                       keyVerdict(*line));
    }
    const auto searched = std::ranges::find_if(lines.all(), [](const auto *each) { return isKeySearch(*each); });
    const std::string earlier =
        searched == lines.all().end() ? std::string() : keyVerdict(**searched) + " on " + toIso((*searched)->at);
    if (const std::uint64_t left = countIn(details, "keyHits"); left > 0) {
        return checked(kWhat, kMethod, Json::string(earlier),
                       "failed: " + std::to_string(left) +
                           (left == 1 ? " file that held one is still there" : " files that held one are still there"));
    }
    return notPerformed(kWhat, kMethod, textIn(details, "keySearchWhy"), earlier);
}

Json freshProcess(const Json &details) {
    static constexpr const char *kWhat = "sealed values answer as shredded in a fresh process";
    static constexpr const char *kMethod =
        "a program that is started anew, without any secret, looks for the values in "
        "the store and for their keys in the vault";
    if (details.member("freshProcess").token() != "performed")
        return notPerformed(kWhat, kMethod, textIn(details, "freshProcessWhy"), {});
    return checked(kWhat, kMethod, Json::object({{"values", recorded(details, "freshValues")}}),
                   verdict(true, countIn(details, "freshNotShredded"), "value does not", "values do not"));
}

Json nothingBeside(const Json &details) {
    static constexpr const char *kWhat = "nothing is left beside the store's file";
    static constexpr const char *kMethod =
        "a truncating checkpoint of the write-ahead log, which no reader of an older state holds up";
    if (const std::string why = textIn(details, "settledWhy"); !why.empty())
        return notPerformed(kWhat, kMethod, why, {});
    return checked(kWhat, kMethod, Json::string("the store"),
                   verdict(details.member("settled").token() == "performed", countIn(details, "held"),
                           "reader holds it up", "readers hold it up"));
}

Json logUnchanged(const Json &details) {
    static constexpr const char *kWhat = "number, ids, versions and order of events unchanged";
    static constexpr const char *kMethod =
        "a hash of position, stream, version and id of every event up to the end that the log had when the erasure was "
        "asked for, then and now";
    if (details.member("log").token() != "performed")
        return notPerformed(kWhat, kMethod, textIn(details, "logWhy"), {});
    const bool isSame = countIn(details, "logOther") == 0;
    return checked(kWhat, kMethod, Json::object({{"events", recorded(details, "logEvents")}}),
                   isSame ? "passed"
                          : "failed: the log has other events, or in another order (" +
                                std::to_string(countIn(details, "logEvents")) + " then, " +
                                std::to_string(countIn(details, "logEventsNow")) + " now)");
}

/// Where there was something to take away.
void addTakenAway(std::vector<Json> &checks, const Json &details, const char *member, std::string_view what) {
    if (!details.isObject() || details.find(member) == Json::npos) return;
    checks.push_back(checked(what, "all of them are read once more after they were taken away",
                             Json::string("the store and its read models"),
                             verdict(true, countIn(details, member), "is still there", "are still there")));
}

} // namespace

Json verificationPart(const ErasureLines &lines) {
    const LedgerEntry *line = lines.last(kVerified);
    const Json details = lines.lastDetails(kVerified);
    // Before it was told apart, hashes were checked where events were counted.
    const bool hasHashes =
        details.member("hashes").token() == "performed" ||
        (details.isObject() && details.find("hashes") == Json::npos && countIn(details, "events") > 0);
    const bool hasBytes = details.member("byteSearch").token() == "performed";
    const Json bytes = hasBytes ? Json::object({{"files", recorded(details, "files")},
                                                {"bytes", recorded(details, "bytes")},
                                                {"writings", recorded(details, "writings")},
                                                {"bytesByKind", recorded(details, "scope")}})
                                : Json::string(kNotPerformed);
    std::vector<Json> checks{
        checked("sealed values answer as shredded", "each envelope for the person is opened with the vault",
                Json::object({{"values", recorded(details, "values")}}),
                verdict(line != nullptr, countIn(details, "notShredded"), "value does not", "values do not")),
        checked("events are what was written", "the content hash of every event is made anew and compared",
                Json::object({{"events", hasHashes ? recorded(details, "events") : Json::string(kNotPerformed)}}),
                verdict(hasHashes, countIn(details, "brokenHashes"), "event is not", "events are not")),
        checked("texts of the person in files",
                "bytes of the files, as text, lower case, UTF-16, base64, hexadecimal and JSON escapes", bytes,
                verdict(hasBytes, countIn(details, "hits"), "file holds one", "files hold one")),
        nothingBeside(details),
        keySearch(lines),
        logUnchanged(details),
        freshProcess(details)};
    addTakenAway(checks, details, "snapshotsLeft", "snapshots of touched streams are gone");
    addTakenAway(checks, details, "lettersLeft", "dead letters that may tell of them are redacted");
    return Json::array(std::move(checks));
}

} // namespace eventscope
