// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/removal_account.h"

#include "core/json/json.h"

#include <charconv>

namespace eventscope {

namespace {

Json numberOf(std::int64_t value) { return Json::number(value); }

/// -1: it is none.
std::int64_t wholeOf(const Json &value) {
    const std::string_view token = value.token();
    std::int64_t number = -1;
    const auto read = std::from_chars(token.data(), token.data() + token.size(), number);
    return value.isNumber() && read.ec == std::errc{} && read.ptr == token.data() + token.size() ? number : -1;
}

} // namespace

std::string nameOf(const RemovalAccount &account) {
    return std::string(kRemovalPrefix) + std::to_string(account.lastPosition);
}

std::string print(const RemovalAccount &account) {
    return print(Json::object({{"stream", Json::string(account.stream)},
                               {"because", Json::string(account.because)},
                               {"at", Json::string(toIso(account.at))},
                               {"events", numberOf(static_cast<std::int64_t>(account.events))},
                               {"firstPosition", numberOf(account.firstPosition)},
                               {"lastPosition", numberOf(account.lastPosition)},
                               {"chain", Json::string(account.chain)}}));
}

Result<RemovalAccount> parseRemovalAccount(std::string_view json) {
    const auto value = Json::parse(json);
    RemovalAccount account;
    if (value && value->isObject()) {
        const std::int64_t events = wholeOf(value->member("events"));
        account.stream = value->member("stream").token();
        account.because = value->member("because").token();
        account.chain = value->member("chain").token();
        account.firstPosition = wholeOf(value->member("firstPosition"));
        account.lastPosition = wholeOf(value->member("lastPosition"));
        account.events = static_cast<std::uint64_t>(events);
        if (events > 0 && account.firstPosition > 0 && account.lastPosition >= account.firstPosition) {
            if (const auto at = parseTime(value->member("at").token())) account.at = *at;
            return account;
        }
    }
    return fail(ErrorKind::Corrupt, "The store's account of a removed stream cannot be read",
                "Check the store, and restore it from a backup; keep the damaged one");
}

} // namespace eventscope
