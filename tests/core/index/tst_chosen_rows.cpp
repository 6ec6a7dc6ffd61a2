// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/chosen_rows.h"

#include <QTest>
#include <rapidcheck.h>

#include <numeric>

using namespace eventscope;

namespace {

std::vector<std::uint32_t> rowsOf(const ChosenRows &chosen) {
    std::vector<std::uint32_t> rows;
    std::size_t largest = 0;
    RC_ASSERT(chosen.each({}, [&](std::span<const std::uint32_t> some) {
        rows.insert(rows.end(), some.begin(), some.end());
        largest = std::max(largest, some.size());
    }));
    RC_ASSERT(largest <= 4096u);
    return rows;
}

/// Few and many places, that touch or lie apart.
std::vector<Stretch> anyStretches(std::uint64_t end) {
    std::vector<Stretch> stretches;
    for (std::uint64_t at = 0; at < end;) {
        const std::uint64_t from = at + *rc::gen::inRange(0, 3000);
        const std::uint64_t to = from + *rc::gen::element(0, 1, 2, 500, 4095, 4096, 4097, 9000);
        if (to > end) break;
        stretches.push_back({from, to});
        at = std::max(to, at + 1);
    }
    return stretches;
}

} // namespace

class TestChosenRows : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void stretchesAreThoseOfAllRows() {
        QVERIFY(rc::check("of the first rows, and of a list", [] {
            std::vector<std::uint32_t> listed(*rc::gen::inRange<std::size_t>(0, 30'000));
            const std::uint32_t step = *rc::gen::inRange(1, 4);
            for (std::uint32_t at = 0; at < listed.size(); ++at)
                listed[at] = at * step;
            const bool isListed = step > 1 || *rc::gen::arbitrary<bool>();
            const ChosenRows all = isListed ? ChosenRows::listed(listed) : ChosenRows::first(listed.size());
            RC_ASSERT(rowsOf(all) == listed);

            const std::vector<Stretch> stretches = anyStretches(listed.size());
            std::vector<std::uint32_t> wanted;
            for (const Stretch &stretch : stretches)
                wanted.insert(wanted.end(), listed.begin() + static_cast<std::ptrdiff_t>(stretch.begin),
                              listed.begin() + static_cast<std::ptrdiff_t>(stretch.end));
            const ChosenRows some = all.within(stretches);
            RC_ASSERT(some.count() == wanted.size());
            RC_ASSERT(!some.isPrefix());
            RC_ASSERT(rowsOf(some) == wanted);
        }));
    }

    void aStopEndsTheWalk() {
        std::stop_source stop;
        const JobControl job{stop.get_token(), nullptr, nullptr};
        std::size_t rows = 0;
        const auto walked = ChosenRows::first(1'000'000).within({{0, 900'000}}).each(job, [&](auto some) {
            rows += some.size();
            stop.request_stop();
        });
        QVERIFY(!walked && walked.error().kind == ErrorKind::Cancelled);
        QCOMPARE(rows, std::size_t{4096});
    }
};

QTEST_GUILESS_MAIN(TestChosenRows)
#include "tst_chosen_rows.moc"
