// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/array_steps.h"
#include "core/json/common_subsequence.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

using namespace eventscope;

namespace {

using Numbers = std::vector<std::size_t>;
constexpr std::size_t kNew = static_cast<std::size_t>(-1);

/// Does the steps on a real list. Old items are their index, new ones 1000 + their place.
Numbers applied(std::size_t size, const std::vector<ArrayStep> &steps) {
    Numbers list(size);
    std::iota(list.begin(), list.end(), 0);
    const auto at = [&](std::size_t index) { return list.begin() + static_cast<std::ptrdiff_t>(index); };
    for (const ArrayStep &step : steps) {
        if (step.kind == ArrayStep::Kind::Add) {
            RC_ASSERT(step.to <= list.size());
            list.insert(at(step.to), 1000 + step.item);
            continue;
        }
        RC_ASSERT(step.from < list.size());
        const std::size_t item = list[step.from];
        list.erase(at(step.from));
        if (step.kind == ArrayStep::Kind::Remove) {
            RC_ASSERT(item == step.item);
        } else {
            RC_ASSERT(step.to <= list.size());
            list.insert(at(step.to), item);
        }
    }
    return list;
}

void arrangesAny() {
    const std::size_t size = *rc::gen::inRange<std::size_t>(0, 12);
    Numbers old(size);
    std::iota(old.begin(), old.end(), 0);
    Numbers partners;
    for (const std::size_t item : old) {
        if (*rc::gen::inRange(0, 4) > 0) partners.push_back(item);
    }
    for (std::size_t i = partners.size(); i > 1; --i) {
        if (*rc::gen::arbitrary<bool>()) std::swap(partners[i - 1], partners[*rc::gen::inRange<std::size_t>(0, i)]);
    }
    for (int added = *rc::gen::inRange(0, 5); added > 0; --added) {
        const auto place = *rc::gen::inRange<std::size_t>(0, partners.size() + 1);
        partners.insert(partners.begin() + static_cast<std::ptrdiff_t>(place), kNew);
    }
    Numbers expected = partners;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] == kNew) expected[i] = 1000 + i;
    }
    RC_ASSERT(applied(size, arraySteps(size, partners)) == expected);
}

std::size_t moves(const std::vector<ArrayStep> &steps) {
    return static_cast<std::size_t>(std::count_if(
        steps.begin(), steps.end(), [](const ArrayStep &step) { return step.kind == ArrayStep::Kind::Move; }));
}

} // namespace

class TestArraySteps : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void arrangesAnyList();
    void movesAsLittleAsPossible();
    void findsSubsequences();
};

void TestArraySteps::arrangesAnyList() {
    QVERIFY(rc::check("the steps give the list that was asked for", arrangesAny));
}

void TestArraySteps::movesAsLittleAsPossible() {
    QVERIFY(arraySteps(3, {0, 1, 2}).empty());
    QCOMPARE(moves(arraySteps(4, {1, 2, 3, 0})), 1u);
    QCOMPARE(moves(arraySteps(4, {3, 0, 1, 2})), 1u);
    QCOMPARE(moves(arraySteps(4, {3, 2, 1, 0})), 3u);
    QCOMPARE(moves(arraySteps(5, {kNew, 1, kNew, 4})), 0u);
}

void TestArraySteps::findsSubsequences() {
    QCOMPARE(commonSubsequence({1, 2, 3, 4}, {2, 9, 4}), (Numbers{1, kNew, 3}));
    QCOMPARE(commonSubsequence({}, {1}), (Numbers{kNew}));
    QCOMPARE(commonSubsequence({1}, {}), Numbers());
    QCOMPARE(ascendingSubsequence({3, 1, 2, 5, 4}).size(), 3u);
    QCOMPARE(ascendingSubsequence({}), Numbers());
}

QTEST_APPLESS_MAIN(TestArraySteps)
#include "tst_array_steps.moc"
