// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/statistics_json.h"
#include "core/store/memory/memory_store.h"
#include "tests/core/lens/lens_fixtures.h"

#include <QTest>
#include <rapidcheck.h>

#include <map>
#include <set>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

struct Row {
    std::string stream, type;
    int schemaVersion;
    std::int64_t recordedUs;
};

/// Few names, and times that lie close together, far apart, in one moment, and run back.
std::vector<Row> anyRows() {
    const auto count = *rc::gen::inRange<std::size_t>(0, 300);
    std::vector<Row> rows;
    std::int64_t us = *rc::gen::inRange<std::int64_t>(-5'000'000, 5'000'000);
    for (std::size_t i = 0; i < count; ++i) {
        us += *rc::gen::element<std::int64_t>(0, 1, 400'000, 1'000'000, 59'000'000, 7'200'000'000, 90'000'000'000,
                                              -2'000'000);
        rows.push_back({*rc::gen::element<std::string>("a", "b", "c") + "-" + std::to_string(*rc::gen::inRange(0, 40)),
                        "T" + std::to_string(*rc::gen::inRange(0, 5)), *rc::gen::inRange(1, 3), us});
    }
    return rows;
}

std::unique_ptr<LogIndex> indexOf(const std::vector<Row> &rows) {
    const auto names = std::make_shared<Dictionary>();
    BatchBuilder builder(names, Fields::Header);
    std::uint64_t position = 0;
    for (const Row &row : rows) {
        EventRow event;
        event.position = {0, ++position};
        event.stream = names->streamCode(row.stream);
        event.type = names->typeCode(row.type, row.schemaVersion);
        event.recordedUs = row.recordedUs;
        builder.add(event);
    }
    auto index = std::make_unique<LogIndex>(names);
    index->append(*builder.publish());
    return index;
}

std::vector<NamedCount> rankedNaively(const std::map<std::string, std::uint64_t> &counts) {
    std::vector<NamedCount> all;
    for (const auto &[name, events] : counts)
        all.push_back({name, events});
    std::ranges::stable_sort(all, std::greater{}, &NamedCount::events);
    return all;
}

/// Every window that begins with an event.
BusySpan busiestNaively(const std::vector<std::int64_t> &sortedUs, std::int64_t lengthUs) {
    BusySpan best;
    for (const std::int64_t from : sortedUs) {
        const auto events = static_cast<std::uint64_t>(
            std::ranges::count_if(sortedUs, [&](std::int64_t us) { return us >= from && us < from + lengthUs; }));
        if (events > best.events) best = {{timeOfUs(from), timeOfUs(from + lengthUs)}, events};
    }
    return best;
}

Statistics naively(const std::vector<Row> &rows, const std::vector<std::uint32_t> &chosen) {
    Statistics wanted;
    std::map<std::string, std::uint64_t> types, categories, streams;
    std::vector<std::int64_t> timesUs;
    for (const std::uint32_t at : chosen) {
        const Row &row = rows[at];
        ++types[row.type];
        ++categories[row.stream.substr(0, 1)];
        ++streams[row.stream];
        timesUs.push_back(row.recordedUs);
    }
    wanted.events = chosen.size();
    wanted.streams = streams.size();
    wanted.types = rankedNaively(types);
    wanted.categories = rankedNaively(categories);
    wanted.longestStreams = rankedNaively(streams);
    if (timesUs.empty()) return wanted;
    std::ranges::sort(timesUs);
    wanted.first = timeOfUs(timesUs.front());
    wanted.last = timeOfUs(timesUs.back());
    wanted.second = busiestNaively(timesUs, 1'000'000);
    wanted.minute = busiestNaively(timesUs, 60'000'000);
    wanted.hour = busiestNaively(timesUs, 3'600'000'000);
    wanted.day = busiestNaively(timesUs, 86'400'000'000);
    for (std::size_t i = 1; i < timesUs.size(); ++i) {
        if (timesUs[i] > timesUs[i - 1]) wanted.gaps.push_back({timeOfUs(timesUs[i - 1]), timeOfUs(timesUs[i])});
    }
    std::ranges::stable_sort(wanted.gaps, std::greater{}, [](const TimeSpan &gap) { return gap.to - gap.from; });
    if (wanted.gaps.size() > Statistics::kGapsMax) wanted.gaps.resize(Statistics::kGapsMax);
    return wanted;
}

std::vector<std::uint32_t> someOf(std::size_t rows) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t row = 0; row < rows; ++row)
        if (*rc::gen::inRange(0, 3) > 0) chosen.push_back(row);
    return chosen;
}

std::vector<std::uint32_t> allOf(std::size_t rows) {
    std::vector<std::uint32_t> all(rows);
    std::iota(all.begin(), all.end(), 0);
    return all;
}

JobControl stopped() {
    std::stop_source stop;
    stop.request_stop();
    return {stop.get_token(), nullptr, nullptr};
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theyAreThoseOfNaiveCounting() {
        QVERIFY(rc::check("all rows, and some", [] {
            const std::vector<Row> rows = anyRows();
            const auto index = indexOf(rows);
            const auto all = statisticsOf(*index, ChosenRows::first(rows.size()), {});
            RC_ASSERT(*all == naively(rows, allOf(rows.size())));
            const std::vector<std::uint32_t> chosen = someOf(rows.size());
            const auto some = statisticsOf(*index, ChosenRows::listed(chosen), {});
            RC_ASSERT(*some == naively(rows, chosen));
        }));
    }

    void histogramsOfSomeRowsAreThoseOfNaiveCounting() {
        QVERIFY(rc::check("any bins", [] {
            const std::vector<Row> rows = anyRows();
            const auto index = indexOf(rows);
            const std::vector<std::uint32_t> chosen = someOf(rows.size());
            std::set<std::int64_t> edges;
            for (int i = *rc::gen::inRange(2, 12); i > 0; --i)
                edges.insert(*rc::gen::inRange<std::int64_t>(-10'000'000, 900'000'000));
            const std::vector<std::int64_t> starts(edges.begin(), edges.end());
            RC_PRE(starts.size() >= 2);
            const bool isWhole = *rc::gen::arbitrary<bool>();
            const auto counted =
                histogramOf(*index, isWhole ? ChosenRows::first(rows.size()) : ChosenRows::listed(chosen), starts,
                            GroupBy::Type, 100, {});
            std::map<std::pair<std::size_t, std::string>, std::uint32_t> wanted;
            for (const std::uint32_t at : isWhole ? allOf(rows.size()) : chosen) {
                const auto after = std::ranges::upper_bound(starts, rows[at].recordedUs) - starts.begin();
                if (after > 0 && static_cast<std::size_t>(after) < starts.size())
                    ++wanted[{static_cast<std::size_t>(after) - 1, rows[at].type}];
            }
            std::map<std::pair<std::size_t, std::string>, std::uint32_t> found;
            for (std::size_t bin = 0; bin < counted->bins; ++bin)
                for (std::size_t group = 0; group < counted->groups.size(); ++group)
                    if (counted->at(bin, group) > 0) found[{bin, counted->groups[group]}] = counted->at(bin, group);
            RC_ASSERT(found == wanted);
        }));
    }

    void rowsOfAStreamAreAllOfItsOwn() {
        QVERIFY(rc::check([] {
            const std::vector<Row> rows = anyRows();
            RC_PRE(!rows.empty());
            const auto index = indexOf(rows);
            const Row &some = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
            const auto until = *rc::gen::inRange<std::size_t>(0, rows.size() + 1);
            const auto found = rowsOfStream(*index, *index->dictionary().findStream(some.stream), until, {});
            std::vector<std::uint32_t> wanted, listed;
            for (std::uint32_t row = 0; row < until; ++row)
                if (rows[row].stream == some.stream) wanted.push_back(row);
            RC_ASSERT(found
                          ->each({},
                                 [&](std::span<const std::uint32_t> more) {
                                     listed.insert(listed.end(), more.begin(), more.end());
                                 })
                          .has_value());
            RC_ASSERT(listed == wanted);
            const auto span = recordedSpan(*index, *found, {});
            RC_ASSERT(span->has_value() == !wanted.empty());
            for (const std::uint32_t row : wanted)
                RC_ASSERT(index->recordedAt(row) >= (*span)->from && index->recordedAt(row) < (*span)->to);
        }));
    }

    void idleTimeIsFoldedAndNothingElse() {
        QVERIFY(rc::check([] {
            const std::vector<Row> rows = anyRows();
            RC_PRE(!rows.empty());
            const auto index = indexOf(rows);
            const auto span = *recordedSpan(*index, ChosenRows::first(rows.size()), {});
            const auto fine = index->histogram(0, rows.size(), toUs(span->from), toUs(span->to), 400, GroupBy::Type, 0);
            const auto bins = *rc::gen::inRange<std::size_t>(1, 300);
            const auto starts = binsWithoutIdleTime(fine, bins);
            RC_ASSERT(starts.front() == toUs(span->from) && starts.back() == toUs(span->to));
            RC_ASSERT(std::ranges::is_sorted(starts));
            RC_ASSERT(starts.size() <= std::max<std::size_t>(bins, 41) + 1);
            const auto folded = histogramOf(*index, ChosenRows::first(rows.size()), starts, GroupBy::Type, 0, {});
            std::uint64_t events = 0;
            for (std::size_t bin = 0; bin < folded->bins; ++bin) {
                events += folded->at(bin, 0);
                // What is squeezed together has no event.
                if (bins >= 100 && starts[bin + 1] - starts[bin] > (fine.toUs - fine.fromUs) / 20 + 1)
                    RC_ASSERT(folded->at(bin, 0) == 0u);
            }
            RC_ASSERT(events == rows.size());
        }));
    }

    void nothingHasNoTimesAndNoRates() {
        const auto index = indexOf({});
        const auto none = statisticsOf(*index, ChosenRows::first(0), {});
        QVERIFY(none && *none == Statistics{});
        QVERIFY(!none->rate(std::chrono::seconds(1)));
        const Json json = statisticsJson(*none, nullptr);
        QVERIFY(json.member("first").isNull() && json.member("perDay").isNull() && json.member("sizes").isNull());
        QVERIFY(json.member("busiest").member("hour").isNull());
        QCOMPARE(json.member("types").size(), std::size_t(0));
    }

    void aMomentHasNoRate() {
        const auto index = indexOf({{"a-1", "T", 1, 5}, {"a-1", "T", 1, 5}});
        const auto both = statisticsOf(*index, ChosenRows::first(2), {});
        QVERIFY(!both->rate(std::chrono::seconds(1)));
        QCOMPARE(both->second.events, 2u);
        QVERIFY(both->gaps.empty());
    }

    void ratesAreOverTheTimeBetweenFirstAndLast() {
        const auto index = indexOf({{"a-1", "T", 1, 0}, {"a-1", "T", 1, 1'000'000}, {"a-1", "T", 1, 30'000'000}});
        const auto three = statisticsOf(*index, ChosenRows::first(3), {});
        QCOMPARE(three->rate(std::chrono::minutes(1)).value(), 6.0);
        QCOMPARE(statisticsJson(*three, nullptr).member("perMinute").token(), std::string_view("6.000000"));
    }

    void itStops() {
        const auto index = indexOf({{"a-1", "T", 1, 0}});
        const auto ended = [](const auto &result) {
            return !result.has_value() && result.error().kind == ErrorKind::Cancelled;
        };
        QVERIFY(ended(statisticsOf(*index, ChosenRows::first(1), stopped())));
        QVERIFY(ended(histogramOf(*index, ChosenRows::listed({0}), {0, 10}, GroupBy::Type, 1, stopped())));
        QVERIFY(ended(rowsOfStream(*index, 0, 1, stopped())));
        QVERIFY(ended(recordedSpan(*index, ChosenRows::first(1), stopped())));
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
