// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_request.h"

#include "core/privacy/byte_search.h"
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <utility>

namespace eventscope {

namespace {

constexpr std::size_t kIdBytesMax = 64;
/// Shorter ones are in other words by chance.
constexpr std::size_t kNameBytesMin = 4;

unsigned char lower(unsigned char c) { return static_cast<unsigned char>(std::tolower(c)); }

/// In whatever case; letters that are not ASCII as they are.
bool isSameLetter(unsigned char a, unsigned char b) { return lower(a) == lower(b); }

bool names(std::string_view text, std::string_view name) {
    if (name.empty()) return false;
    if (name.size() < kNameBytesMin) return std::ranges::equal(text, name, isSameLetter);
    return std::search(text.begin(), text.end(), name.begin(), name.end(), isSameLetter) != text.end();
}

/// The same letters, whatever their case and the spaces around them.
bool isSamePerson(std::string_view a, std::string_view b) {
    const auto bare = [](std::string_view text) {
        const auto isSpace = [](unsigned char c) { return std::isspace(c) != 0; };
        while (!text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && isSpace(text.back()))
            text.remove_suffix(1);
        return text;
    };
    return std::ranges::equal(bare(a), bare(b), isSameLetter);
}

} // namespace

Time dueAfter(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    auto date = std::chrono::year_month_day(day) + std::chrono::months(1);
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return std::chrono::sys_days(date) + (time - day);
}

Result<void> checkNamesNobody(std::string_view what, std::string_view text, const SubjectId &subject,
                              const std::vector<std::string> &literals) {
    const auto isIn = [&](const std::string &literal) { return names(text, literal); };
    if (!names(text, subject.value) && std::ranges::none_of(literals, isIn)) return {};
    return fail(ErrorKind::Invalid, "The person's id, or another text of theirs, is in " + std::string(what),
                "It is kept for ever: keep names out of the ledger");
}

Result<void> checkSearched(const std::vector<std::string> &literals) {
    const auto isShort = [](const std::string &text) { return text.size() < kSearchedBytesMin; };
    if (std::ranges::none_of(literals, isShort)) return {};
    const std::string least = std::to_string(kSearchedBytesMin);
    return fail(ErrorKind::Invalid, "A text that is looked for has less than " + least + " bytes",
                "It would be found everywhere: name those of " + least +
                    " bytes or more (privacy find and plan take shorter ones)");
}

Result<void> checkTimes(const ErasureRequest &request, Time now) {
    if (request.receivedAt && *request.receivedAt > now)
        return fail(ErrorKind::Invalid,
                    "Nobody can have asked for it in the future (" + toIso(*request.receivedAt) + ")",
                    "Check when the person asked (--received)");
    if (request.receivedAt && request.dueAt && *request.dueAt <= *request.receivedAt)
        return fail(ErrorKind::Invalid, "It cannot be due before it was asked for (" + toIso(*request.dueAt) + ")",
                    "Check both times (--received and --due)");
    return {};
}

std::set<std::string> knownPurposes(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys) {
    std::set<std::string> known;
    for (const auto &[name, purpose] : policy.purposes())
        known.insert(name);
    for (const std::string &type : policy.types())
        for (const PersonalField &field : policy.fieldsOf(type))
            known.insert(field.purpose);
    for (const KeyRow &key : keys)
        known.insert(key.purpose);
    return known;
}

Result<void> checkPurposes(const PrivacyPolicy &policy, const std::vector<KeyRow> &keys,
                           const std::vector<std::string> &purposes) {
    const std::set<std::string> known = knownPurposes(policy, keys);
    std::string names;
    for (const std::string &name : known)
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
    for (const std::string &purpose : purposes) {
        if (known.contains(purpose)) continue;
        return fail(ErrorKind::Invalid, "Nothing is kept for the purpose \"" + purpose + "\"",
                    names.empty() ? "No purposes are told apart here: name none" : "There are: " + names);
    }
    return {};
}

std::set<std::string> recipientsOf(const PrivacyPolicy &policy, const std::set<std::string> &purposes) {
    std::set<std::string> all;
    for (const auto &[name, purpose] : policy.purposes())
        if (purposes.contains(name)) all.insert(purpose.recipients.begin(), purpose.recipients.end());
    return all;
}

Result<void> checkRequest(const ErasureRequest &request, const std::vector<std::string> &literals) {
    const auto isPlain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    const std::string &id = request.erasure;
    if (id.empty() || id.size() > kIdBytesMax || !std::ranges::all_of(id, isPlain)) {
        return fail(ErrorKind::Invalid, "An erasure's id has letters, digits, \"-\" and \"_\", 64 at most",
                    "Such as E-2026-17");
    }
    // Else it would be read as an option, or as half of one.
    if (std::isalnum(static_cast<unsigned char>(id.front())) == 0)
        return fail(ErrorKind::Invalid, "An erasure's id begins with a letter or digit", "Such as E-2026-17");
    if (request.reason.empty())
        return fail(ErrorKind::Invalid, "An erasure needs its legal ground", "Such as Art17-1a");
    const std::pair<const char *, const std::string &> kept[] = {{"the erasure's id", request.erasure},
                                                                 {"the reason", request.reason},
                                                                 {"who decided", request.by},
                                                                 {"who else decided", request.second},
                                                                 {"the case's number", request.caseNumber}};
    for (const auto &[what, text] : kept)
        ES_TRY(checkNamesNobody(what, text, request.subject, literals));
    return checkSearched(literals);
}

Result<void> checkDecision(const PrivacyPolicy &policy, std::string_view by, std::string_view second) {
    if (!policy.needsSecondPerson()) {
        if (second.empty() || !isSamePerson(by, second)) return {};
        return fail(ErrorKind::Invalid, "One person cannot decide twice",
                    "The second one is another person, or nobody");
    }
    if (by.empty() || second.empty()) {
        return fail(ErrorKind::Refused, "The privacy policy wants two people to decide on an erasure",
                    "Name both, by role or number (--by and --second)");
    }
    if (!isSamePerson(by, second)) return {};
    return fail(ErrorKind::Refused, "The privacy policy wants two people to decide on an erasure, not one twice",
                "The second one is another person");
}

std::vector<Json::Member> detailsOf(const ErasureRequest &request) {
    std::vector<Json::Member> members{{"reason", Json::string(request.reason)},
                                      {"by", Json::string(request.by)},
                                      {"second", Json::string(request.second)},
                                      {"case", Json::string(request.caseNumber)},
                                      {"purposes", textsJson(request.purposes)}};
    if (request.receivedAt) members.push_back({"received", Json::string(toIso(*request.receivedAt))});
    if (request.receivedAt || request.dueAt) {
        const Time due = request.dueAt ? *request.dueAt : dueAfter(*request.receivedAt);
        members.push_back({"due", Json::string(toIso(due))});
    }
    return members;
}

bool isMeant(const KeyRow &row, const ErasureRequest &request, Time requestedAt) {
    const auto &purposes = request.purposes;
    const bool isWanted = purposes.empty() || std::ranges::find(purposes, row.purpose) != purposes.end();
    return isWanted && row.createdAt <= requestedAt;
}

} // namespace eventscope
