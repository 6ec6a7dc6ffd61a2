// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/vault/protected_mark.h"

#include "core/json/protected_state.h"

#include <array>

namespace eventscope {

namespace {

constexpr std::array kStates{FieldState::Locked, FieldState::Shredded, FieldState::KeyUnknown, FieldState::Tampered,
                             FieldState::Unsupported};

std::string member(std::string_view name, const std::string &text) {
    return text.empty() ? std::string() : ",\"" + std::string(name) + "\":" + print(Json::string(text));
}

std::string textOf(const Json &value) { return value.isString() ? std::string(value.token()) : std::string(); }

/// The name of the first member of a JSON object; empty: there is none, or the text is no object.
std::string firstName(std::string_view json) {
    static constexpr std::string_view kBlank = " \t\r\n";
    if (!json.starts_with('{')) return {};
    const auto begin = json.find_first_not_of(kBlank, 1);
    if (begin == std::string_view::npos || json[begin] != '"') return {};
    auto end = begin + 1;
    while (end < json.size() && json[end] != '"')
        end += json[end] == '\\' ? 2 : 1;
    if (end >= json.size()) return {};
    const std::string_view token = json.substr(begin, end + 1 - begin);
    if (token.find('\\') == std::string_view::npos) return std::string(token.substr(1, token.size() - 2));
    const auto name = Json::parse(token);
    return name ? std::string(name->token()) : std::string();
}

} // namespace

std::string print(const ProtectedMark &mark) {
    return "{\"" + std::string(kProtectedMember) + "\":\"" + std::string(name(mark.state)) + "\"" +
           member("erasure", mark.erasure) + member("at", mark.at) + "}";
}

std::optional<ProtectedMark> protectedMarkOf(const Json &value) {
    const auto said = protectedState(value);
    for (const FieldState state : kStates) {
        if (said != name(state)) continue;
        return ProtectedMark{state, textOf(value.member("erasure")), textOf(value.member("at"))};
    }
    return std::nullopt;
}

bool beginsAsMark(std::string_view json) { return firstName(json) == kProtectedMember; }

} // namespace eventscope
