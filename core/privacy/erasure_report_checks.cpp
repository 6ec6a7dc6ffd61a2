// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_report_body.h"
#include "core/privacy/ledger_details.h"

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
std::string verdict(bool isPerformed, std::uint64_t wrong, std::string_view what) {
    if (!isPerformed) return kNotPerformed;
    return wrong == 0 ? "passed" : "failed: " + std::to_string(wrong) + " " + std::string(what);
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
    return Json::array(
        {checked("sealed values answer as shredded", "each envelope for the person is opened with the vault",
                 Json::object({{"values", recorded(details, "values")}}),
                 verdict(line != nullptr, countIn(details, "notShredded"), "values do not")),
         checked("events are what was written", "the content hash of every event is made anew and compared",
                 Json::object({{"events", hasHashes ? recorded(details, "events") : Json::string(kNotPerformed)}}),
                 verdict(hasHashes, countIn(details, "brokenHashes"), "events are not")),
         checked("texts of the person in files",
                 "bytes of the files, as text, lower case, UTF-16, base64, hexadecimal and JSON escapes", bytes,
                 verdict(hasBytes, countIn(details, "hits"), "files hold one")),
         checked(
             "nothing is left beside the store's file",
             "a truncating checkpoint of the write-ahead log, which no reader of an older state holds up",
             Json::string("the store"),
             verdict(details.member("settled").token() == "performed", countIn(details, "held"), "readers hold it up")),
         checked("bytes of the destroyed keys in files", "", Json::string(kNotPerformed), kNotPerformed),
         checked("number, ids, versions and order of events unchanged", "", Json::string(kNotPerformed), kNotPerformed),
         checked("sealed values answer as shredded in a fresh process", "", Json::string(kNotPerformed),
                 kNotPerformed)});
}

} // namespace eventscope
