// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/record.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace eventscope {

/// The short way to a record: text that is, byte for byte, what printValue() writes, with plain ASCII in its strings.
/// That is what an aggregate's own events look like, and comparing with it costs a third of finding one's way in any
/// JSON.
///
/// take...() take a value off the front of `rest`. False: the text looks otherwise, which says nothing about it; ask a
/// FieldReader then. What was read so far may stand in the value.
[[nodiscard]] bool takeText(std::string_view &rest, std::string_view expected);
[[nodiscard]] bool takeCompact(std::string_view &rest, std::string &text);
[[nodiscard]] bool takeCompact(std::string_view &rest, std::int64_t &number);
[[nodiscard]] bool takeCompact(std::string_view &rest, Time &time);
/// The token of a number: the bytes up to the next ',', '}' or ']'. Unchecked.
[[nodiscard]] std::string_view takeNumberToken(std::string_view &rest);

/// What stands in the place of a protected value (see FieldReader::readProtected()); empty: the text looks otherwise.
[[nodiscard]] std::string_view takeProtected(std::string_view &rest);

/// Values of other kinds have no short way.
template <class T>
[[nodiscard]] bool takeCompact(std::string_view &, T &) {
    return false;
}

template <Record T>
[[nodiscard]] bool takeCompact(std::string_view &rest, T &record) {
    char separator = '{';
    const auto take = [&](const auto &each) {
        if (rest.size() < each.name.size() + 4 || rest[0] != separator || rest[1] != '"') return false;
        separator = ',';
        rest.remove_prefix(2);
        return takeText(rest, each.name) && takeText(rest, "\":") && takeCompact(rest, record.*each.member);
    };
    return std::apply([&](const auto &...each) { return (take(each) && ...); }, T::fields()) && takeText(rest, "}");
}

/// True, and `record` filled, when `text` is exactly a compact record.
template <Record T>
[[nodiscard]] bool readCompact(std::string_view text, T &record) {
    return takeCompact(text, record) && text.empty();
}

} // namespace eventscope
