// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/privacy/telling_id.h"

#include <algorithm>
#include <cctype>

namespace eventscope {

namespace {

constexpr std::size_t kPhoneDigitsMin = 7;

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool isLetter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool isCapital(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

bool isEMail(std::string_view id) {
    const auto at = id.find('@');
    if (at == 0 || at == std::string_view::npos) return false;
    const auto dot = id.find('.', at);
    return dot != std::string_view::npos && dot > at + 1 && dot + 1 < id.size();
}

bool isPhone(std::string_view id) {
    static constexpr std::string_view kBetween = "+ .-/()";
    const auto isBetween = [](char c) { return kBetween.find(c) != std::string_view::npos; };
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(id, isDigit));
    return digits >= kPhoneDigitsMin && digits < id.size() &&
           std::ranges::all_of(id, [&](char c) { return isDigit(c) || isBetween(c); });
}

bool isName(std::string_view id) {
    std::size_t words = 0;
    for (std::size_t i = 0; i < id.size();) {
        if (!isCapital(id[i])) return false;
        while (i < id.size() && isLetter(id[i]))
            ++i;
        ++words;
        if (i == id.size()) break;
        if (id[i] != ' ' && id[i] != '.' && id[i] != '_' && id[i] != '-') return false;
        ++i;
    }
    return words >= 2;
}

} // namespace

std::string_view words(TellingId kind) {
    switch (kind) {
    case TellingId::EMail:
        return "an e-mail address";
    case TellingId::Phone:
        return "a telephone number";
    case TellingId::Name:
        break;
    }
    return "a name";
}

std::optional<TellingId> tellingIdOf(std::string_view id) {
    if (isEMail(id)) return TellingId::EMail;
    if (isPhone(id)) return TellingId::Phone;
    if (isName(id)) return TellingId::Name;
    return std::nullopt;
}

Result<std::optional<TellingStreams>> tellingStreams(const EventStore &store, const JobControl &job) {
    ES_ASSIGN(page, store.catalogue({}, job));
    std::optional<TellingStreams> found;
    for (const StreamEntry &entry : page.streams) {
        const std::string_view name = entry.stream;
        const auto dash = name.find('-');
        if (dash == std::string_view::npos) continue;
        const auto kind = tellingIdOf(name.substr(dash + 1));
        if (!kind) continue;
        if (!found) found = TellingStreams{*kind, 0};
        ++found->streams;
    }
    return found;
}

} // namespace eventscope
