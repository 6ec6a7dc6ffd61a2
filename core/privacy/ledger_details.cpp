// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/ledger_details.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace eventscope {

Json countJson(std::uint64_t count) { return Json::number(static_cast<std::int64_t>(count)); }

Json countsJson(const std::map<std::string, std::uint64_t> &counts) {
    std::vector<Json::Member> members;
    for (const auto &[name, count] : counts)
        members.push_back({name, countJson(count)});
    return Json::object(std::move(members));
}

Json textsJson(const std::vector<std::string> &texts) {
    std::vector<Json> list;
    std::ranges::transform(texts, std::back_inserter(list), &Json::string);
    return Json::array(std::move(list));
}

Json textsJson(const std::map<std::string, std::string> &texts) {
    std::vector<Json::Member> members;
    for (const auto &[name, text] : texts)
        members.push_back({name, Json::string(text)});
    return Json::object(std::move(members));
}

std::string textIn(const Json &details, std::string_view member) {
    const Json value = details.member(member);
    return value.isString() ? std::string(value.token()) : std::string();
}

std::uint64_t countIn(const Json &details, std::string_view member) {
    const Json value = details.member(member);
    return value.isNumber() ? std::strtoull(std::string(value.token()).c_str(), nullptr, 10) : 0;
}

} // namespace eventscope
