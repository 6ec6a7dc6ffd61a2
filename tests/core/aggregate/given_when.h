// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/aggregate/aggregate.h"

#include <QtTest/QtTest>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace eventscope::test {

/// The state after these events.
template <Aggregate A>
typename A::State given(const std::vector<typename A::Event> &events) {
    typename A::State state;
    for (const auto &event : events)
        applyEvent<A>(state, event);
    return state;
}

/// Why `command` is refused in that state; empty when it is not, another word when it fails otherwise.
template <Aggregate A, CommandOf<A> Command>
std::string refusalOf(const typename A::State &state, const Command &command) {
    const auto decided = A::decide(state, command);
    if (decided) return {};
    return decided.error().kind == ErrorKind::Refused ? decided.error().message : "not refused but failed";
}

/// The payloads that `command` makes in that state, as "Type {json}", one a line.
template <Aggregate A, CommandOf<A> Command>
std::string madeBy(const typename A::State &state, const Command &command) {
    const auto decided = A::decide(state, command);
    if (!decided) return "refused: " + decided.error().message;
    std::string text;
    for (const auto &event : *decided) {
        std::visit([&]<class E>(const E &each) { text += std::string(E::kType) + " " + printRecord(each) + "\n"; },
                   event);
    }
    return text;
}

/// A row of a test: what is done, and the text that must come out.
using Act = std::function<std::string()>;

inline void addRows(std::vector<std::tuple<const char *, Act, std::string>> rows) {
    QTest::addColumn<Act>("act");
    QTest::addColumn<std::string>("expected");
    for (auto &[name, act, expected] : rows)
        QTest::newRow(name) << std::move(act) << std::move(expected);
}

inline void checkRow() {
    QFETCH(const Act, act);
    QFETCH(const std::string, expected);
    QCOMPARE(QByteArray::fromStdString(act()), QByteArray::fromStdString(expected));
}

} // namespace eventscope::test
