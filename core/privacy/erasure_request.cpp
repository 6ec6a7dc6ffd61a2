// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/erasure_request.h"

#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <cctype>
#include <chrono>

namespace eventscope {

namespace {

constexpr std::size_t kIdBytesMax = 64;

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
    return std::ranges::equal(bare(a), bare(b),
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

Time dueAfter(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    auto date = std::chrono::year_month_day(day) + std::chrono::months(1);
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return std::chrono::sys_days(date) + (time - day);
}

Result<void> checkRequest(const ErasureRequest &request) {
    const auto isPlain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
    if (request.erasure.empty() || request.erasure.size() > kIdBytesMax ||
        !std::ranges::all_of(request.erasure, isPlain)) {
        return fail(ErrorKind::Invalid, "An erasure's id has letters, digits, \"-\" and \"_\", 64 at most",
                    "Such as E-2026-17");
    }
    if (request.reason.empty())
        return fail(ErrorKind::Invalid, "An erasure needs its legal ground", "Such as Art17-1a");
    return {};
}

Result<void> checkDecision(const PrivacyPolicy &policy, std::string_view by, std::string_view second) {
    if (!policy.needsSecondPerson()) return {};
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
