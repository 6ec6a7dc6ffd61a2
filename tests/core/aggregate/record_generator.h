// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregate/personal.h"
#include "core/aggregate/record.h"
#include "core/aggregate/samples/money.h"

#include <rapidcheck.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace eventscope::test {

/// Values of every kind that a record may hold; text is valid UTF-8, with everything in it that JSON must escape.
inline void arbitrary(std::string &text) {
    static const std::vector<std::string> pieces = {"a",    "Z9", "\"",   "\\", "/", "\n", "\t", std::string(1, '\0'),
                                                    "\x7f", "é",  "日本", "😀",  "{", "]",  ":"};
    text.clear();
    for (const auto &piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
        text += piece;
}
inline void arbitrary(std::int64_t &number) { number = *rc::gen::arbitrary<std::int64_t>(); }
inline void arbitrary(bool &value) { value = *rc::gen::arbitrary<bool>(); }
inline void arbitrary(Time &time) {
    // The years 1 to 9999, beyond which ISO 8601 needs an agreement.
    time = timeOfUs(*rc::gen::inRange<std::int64_t>(-62'135'596'800'000'000, 253'402'300'800'000'000));
}
inline void arbitrary(samples::Money &money) { money.cents = *rc::gen::arbitrary<std::int64_t>(); }
inline void arbitrary(samples::Score &score) { score.hundredths = *rc::gen::inRange(0, 101); }
template <WordEnum T>
void arbitrary(T &value) {
    value = static_cast<T>(*rc::gen::inRange<std::size_t>(0, enumWords(value).size()));
}
template <Record T>
void arbitrary(T &record);
template <class T>
void arbitrary(Personal<T> &personal);
template <class T>
void arbitrary(std::optional<T> &value) {
    value.reset();
    if (*rc::gen::arbitrary<bool>()) arbitrary(value.emplace());
}
template <class T>
void arbitrary(std::vector<T> &values) {
    values.resize(*rc::gen::inRange<std::size_t>(0, 4));
    for (T &value : values)
        arbitrary(value);
}
template <class T>
void arbitrary(std::map<std::string, T> &values) {
    values.clear();
    for (int left = *rc::gen::inRange(0, 4); left > 0; --left) {
        std::string key;
        arbitrary(key);
        arbitrary(values[key]);
    }
}
/// In clear, or what stands for it.
template <class T>
void arbitrary(Personal<T> &personal) {
    static const std::vector<std::string> kinds = {
        R"({"$pii":1,"alg":"xc20p","kid":"00","sub":"00","n":"","kc":"","ct":"","of":["s}","e","t","/p"]})",
        R"({"$protected":"shredded","erasure":"E-1"})"};
    if (*rc::gen::inRange(0, 4) == 0) {
        personal = Personal<T>::protectedBy(*rc::gen::elementOf(kinds));
        return;
    }
    T clear;
    arbitrary(clear);
    personal = std::move(clear);
}
template <Record T>
void arbitrary(T &record) {
    std::apply([&](const auto &...each) { (arbitrary(record.*each.member), ...); }, T::fields());
}

} // namespace eventscope::test
