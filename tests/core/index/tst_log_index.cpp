// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/index/log_index.h"

#include <QTest>
#include <rapidcheck.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>
#include <random>
#include <thread>

using namespace eventscope;

namespace {

/// One event as the naive computations below see it.
struct Row {
    Position position;
    std::uint32_t stream, type;
    std::int64_t version, recordedUs;
};

/// How the times of a made log run.
enum class Times : std::uint8_t { Ascending, RunBack };

struct MadeLog {
    std::shared_ptr<Dictionary> dictionary = std::make_shared<Dictionary>();
    std::vector<Row> rows;
    std::unique_ptr<LogIndex> index;

    [[nodiscard]] std::string category(const Row &row) const {
        return std::string(categoryOf(dictionary->stream(row.stream)));
    }
    [[nodiscard]] const std::string &type(const Row &row) const { return dictionary->type(row.type).name; }
};

BatchPtr batchOf(const MadeLog &log, std::size_t from, std::size_t to) {
    BatchBuilder builder(log.dictionary, Fields::Header);
    for (std::size_t i = from; i < to; ++i) {
        EventRow row;
        row.position = log.rows[i].position;
        row.stream = log.rows[i].stream;
        row.type = log.rows[i].type;
        row.version = {log.rows[i].version};
        row.recordedUs = log.rows[i].recordedUs;
        builder.add(row);
    }
    return builder.publish();
}

/// A log that depends on the seed only, indexed in batches of uneven size.
MadeLog makeLog(std::size_t rows, unsigned seed, Times times, std::size_t streams = 50) {
    MadeLog log;
    std::mt19937_64 random(seed);
    const auto below = [&](std::uint64_t limit) { return random() % limit; };
    const char *categories[] = {"order", "user", "payment", "cart"};
    std::vector<std::int64_t> versions(streams, 0);
    std::int64_t us = 1'000'000;
    Position position;
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint64_t stream = below(streams);
        const std::string name = std::string(categories[below(100) < 90 ? stream % 2 : stream % 4]) + "-";
        // Sometimes nothing for long, often several events in one moment.
        if (below(3) == 0) us += static_cast<std::int64_t>(below(200) == 0 ? below(5'000'000) : below(2'000));
        if (times == Times::RunBack && below(50) == 0) us -= static_cast<std::int64_t>(below(3'000'000));
        position.minor += 1 + below(3);
        if (below(5'000) == 0) position = {position.major + 1, 0};
        log.rows.push_back({position, log.dictionary->streamCode(name + std::to_string(stream)),
                            log.dictionary->typeCode("Type" + std::to_string(below(below(12) + 1)), int(below(2)) + 1),
                            ++versions[stream], us});
    }
    log.index = std::make_unique<LogIndex>(log.dictionary);
    for (std::size_t from = 0; from < rows;) {
        const std::size_t to = std::min<std::size_t>(rows, from + 1 + below(9'000));
        log.index->append(*batchOf(log, from, to));
        from = to;
    }
    return log;
}

Histogram naiveHistogram(const MadeLog &log, std::uint64_t from, std::uint64_t to, std::int64_t fromUs,
                         std::int64_t toUs, std::size_t bins, GroupBy groupBy, std::size_t groupsMax) {
    const auto nameOf = [&](const Row &row) { return groupBy == GroupBy::Type ? log.type(row) : log.category(row); };
    std::map<std::string, std::uint64_t> totals;
    std::vector<const Row *> inside;
    for (std::uint64_t i = from; i < std::min<std::uint64_t>(to, log.rows.size()); ++i) {
        const Row &row = log.rows[i];
        if (row.recordedUs < fromUs || row.recordedUs >= toUs) continue;
        inside.push_back(&row);
        ++totals[nameOf(row)];
    }
    std::vector<std::pair<std::string, std::uint64_t>> ranked(totals.begin(), totals.end());
    std::ranges::stable_sort(ranked, std::greater{}, [](const auto &group) { return group.second; });
    Histogram histogram{fromUs, toUs, bins, {}, {}};
    for (const auto &[name, count] : ranked) {
        if (histogram.groups.size() < groupsMax) histogram.groups.push_back(name);
    }
    if (ranked.size() > groupsMax) histogram.groups.emplace_back();
    const std::size_t groups = histogram.groups.size();
    histogram.counts.assign(bins * groups, 0);
    for (const Row *row : inside) {
        const auto bin =
            static_cast<std::size_t>(row->recordedUs - fromUs) * bins / static_cast<std::size_t>(toUs - fromUs);
        const auto named = std::ranges::find(histogram.groups, nameOf(*row)) - histogram.groups.begin();
        ++histogram.counts[bin * groups + std::min(static_cast<std::size_t>(named), groups - 1)];
    }
    return histogram;
}

bool isSame(const Histogram &a, const Histogram &b) {
    return a.fromUs == b.fromUs && a.toUs == b.toUs && a.bins == b.bins && a.groups == b.groups && a.counts == b.counts;
}

Prefilter atom(Prefilter::Kind kind, Comparison op, std::string text, std::int64_t number = 0) {
    Prefilter made;
    made.kind = kind;
    made.op = op;
    made.text = std::move(text);
    made.number = number;
    return made;
}

Prefilter negation(Prefilter child) {
    Prefilter made;
    made.kind = Prefilter::Kind::Not;
    made.children.push_back(std::move(child));
    return made;
}

Prefilter anyAtom(const MadeLog &log) {
    const Comparison op = *rc::gen::element(Comparison::Equal, Comparison::NotEqual, Comparison::Less,
                                            Comparison::LessEqual, Comparison::Greater, Comparison::GreaterEqual);
    const Row &row = log.rows[*rc::gen::inRange<std::size_t>(0, log.rows.size())];
    Prefilter made;
    switch (*rc::gen::inRange(0, 8)) {
    case 0:
        return atom(Prefilter::Kind::Type, op, log.type(row));
    case 1:
        return atom(Prefilter::Kind::Type, Comparison::Glob, "Type[1-3]*");
    case 2:
        return atom(Prefilter::Kind::Stream, op, std::string(log.dictionary->stream(row.stream)));
    case 3:
        return atom(Prefilter::Kind::Category, op, log.category(row));
    case 4:
        return atom(Prefilter::Kind::Version, op, {}, row.version);
    case 5:
        return atom(Prefilter::Kind::SchemaVersion, op, {}, 1);
    case 6:
        return atom(Prefilter::Kind::RecordedAt, op, {}, row.recordedUs);
    default:
        made = atom(Prefilter::Kind::PositionIs, op, {});
        made.position = row.position;
        return made;
    }
}

Prefilter anyPrefilter(const MadeLog &log, int depth) {
    if (depth == 0) return anyAtom(log);
    Prefilter made;
    switch (*rc::gen::inRange(0, 6)) {
    case 0:
        made.kind = *rc::gen::element(Prefilter::Kind::Everything, Prefilter::Kind::Nothing);
        return made;
    case 1:
        return negation(anyPrefilter(log, depth - 1));
    case 2:
    case 3:
        made.kind = *rc::gen::element(Prefilter::Kind::And, Prefilter::Kind::Or);
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
            made.children.push_back(anyPrefilter(log, depth - 1));
        return made;
    default:
        return anyAtom(log);
    }
}

std::vector<std::uint32_t> naiveSelection(const MadeLog &log, const Prefilter &prefilter, std::size_t rows) {
    const BatchPtr all = batchOf(log, 0, rows);
    std::vector<std::uint32_t> selected;
    for (std::uint32_t i = 0; i < rows; ++i) {
        if (matches(prefilter, (*all)[i])) selected.push_back(i);
    }
    return selected;
}

} // namespace

class TestLogIndex : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void anEmptyLog();
    void keepsTheColumns();
    void takesOnlyWhatIsNew();
    void findsRowsByPosition();
    void findsRowsByTime_data();
    void findsRowsByTime();
    void countsByType();
    void countsByCategory();
    void countsManyCategories();
    void histogramIsExact_data();
    void histogramIsExact();
    void histogramOfNothing();
    void histogramFinerThanTime();
    void selectsAsThePrefilterSays();
    void whatItDoesNotHoldMatches();
    void stopsSelecting();
    void costsFewBytes();
    void readsWhileWriting();
    void goesOnDifferently_data();
    void goesOnDifferently();
};

void TestLogIndex::anEmptyLog() {
    const LogIndex index(std::make_shared<Dictionary>());
    QCOMPARE(index.rows(), 0u);
    QCOMPARE(index.rowsAsOf(kEnd), 0u);
    QCOMPARE(index.rowsAsOf(timeOfUs(0)), 0u);
    QVERIFY(index.countsByType(10).empty());
    QVERIFY(index.countsByCategory(10).empty());
    QVERIFY(index.histogram(0, 10, 0, 100, 10, GroupBy::Type, 3).counts.empty());
    QVERIFY(index.select({}, 0, 10, {})->empty());
}

void TestLogIndex::keepsTheColumns() {
    const MadeLog log = makeLog(70'000, 1, Times::RunBack);
    QCOMPARE(log.index->rows(), 70'000u);
    for (std::size_t i = 0; i < log.rows.size(); ++i) {
        QVERIFY(log.index->position(i) == log.rows[i].position);
        QCOMPARE(log.index->streamCode(i), log.rows[i].stream);
        QCOMPARE(log.index->typeCode(i), log.rows[i].type);
        QCOMPARE(log.index->version(i).value, log.rows[i].version);
        QCOMPARE(toUs(log.index->recordedAt(i)), log.rows[i].recordedUs);
    }
}

void TestLogIndex::takesOnlyWhatIsNew() {
    MadeLog log = makeLog(100, 2, Times::Ascending);
    log.index->append(*batchOf(log, 20, 100));
    QCOMPARE(log.index->rows(), 100u);
    log.rows.push_back(log.rows.back());
    ++log.rows.back().position.minor;
    log.index->append(*batchOf(log, 90, 101));
    QCOMPARE(log.index->rows(), 101u);
    QVERIFY(log.index->position(100) == log.rows[100].position);
}

void TestLogIndex::findsRowsByPosition() {
    const MadeLog log = makeLog(9'000, 3, Times::Ascending);
    QCOMPARE(log.index->rowsAsOf(kBeforeAll), 0u);
    QCOMPARE(log.index->rowsAsOf(kEnd), 9'000u);
    for (std::size_t i = 0; i < log.rows.size(); i += 13) {
        const Position position = log.rows[i].position;
        QCOMPARE(log.index->rowsAsOf(position), i + 1);
        // Positions have gaps: what is missing counts as the one before it.
        const bool isNext = i > 0 && log.rows[i - 1].position == below(position);
        if (!isNext) QCOMPARE(log.index->rowsAsOf(below(position)), i);
    }
}

void TestLogIndex::findsRowsByTime_data() {
    QTest::addColumn<int>("times");
    QTest::newRow("ascending") << int(Times::Ascending);
    QTest::newRow("running back") << int(Times::RunBack);
}

void TestLogIndex::findsRowsByTime() {
    QFETCH(int, times);
    const MadeLog log = makeLog(30'000, 4, Times(times));
    std::vector<std::int64_t> highest; // up to and with each row
    for (const Row &row : log.rows)
        highest.push_back(std::max(highest.empty() ? row.recordedUs : highest.back(), row.recordedUs));
    const auto naive = [&](std::int64_t us) {
        return static_cast<std::uint64_t>(std::ranges::upper_bound(highest, us) - highest.begin());
    };
    for (std::size_t i = 0; i < log.rows.size(); i += 7) {
        for (const std::int64_t off : {-1, 0, 1}) {
            const std::int64_t us = log.rows[i].recordedUs + off;
            QCOMPARE(log.index->rowsAsOf(timeOfUs(us)), naive(us));
        }
    }
}

void TestLogIndex::countsByType() {
    const MadeLog log = makeLog(20'000, 5, Times::Ascending);
    for (const std::uint64_t rows : {0u, 1u, 4'095u, 4'096u, 4'097u, 12'288u, 19'999u, 20'000u, 50'000u}) {
        std::vector<std::uint64_t> naive(log.dictionary->types(), 0);
        for (std::size_t i = 0; i < std::min<std::size_t>(rows, log.rows.size()); ++i)
            ++naive[log.rows[i].type];
        QVERIFY(log.index->countsByType(rows) == naive);
    }
}

void TestLogIndex::countsByCategory() {
    const MadeLog log = makeLog(20'000, 6, Times::Ascending);
    for (const std::uint64_t rows : {0u, 1u, 4'096u, 8'193u, 20'000u}) {
        std::map<std::string, std::uint64_t> naive;
        for (std::size_t i = 0; i < rows; ++i)
            ++naive[log.category(log.rows[i])];
        QVERIFY(std::ranges::equal(log.index->countsByCategory(rows), naive, [](const auto &a, const auto &b) {
            return a.first == b.first && a.second == b.second;
        }));
    }
}

/// Streams without a '-' are categories of their own: memory must not grow with blocks times categories.
void TestLogIndex::countsManyCategories() {
    MadeLog log;
    for (std::uint64_t i = 0; i < 100'000; ++i) {
        const std::uint32_t stream = log.dictionary->streamCode("stream" + std::to_string(i * 7919 % 30'000));
        log.rows.push_back({{0, i + 1}, stream, log.dictionary->typeCode("T", 1), 1, 0});
    }
    log.index = std::make_unique<LogIndex>(log.dictionary);
    log.index->append(*batchOf(log, 0, log.rows.size()));
    QVERIFY(log.index->bytes() < 100'000 * 60);
    for (const std::uint64_t rows : {5'000u, 40'960u, 99'999u}) {
        std::map<std::string, std::uint64_t> naive;
        for (std::size_t i = 0; i < rows; ++i)
            ++naive[log.category(log.rows[i])];
        const auto counts = log.index->countsByCategory(rows);
        QCOMPARE(counts.size(), naive.size());
        for (const auto &[name, count] : counts)
            QCOMPARE(count, naive[name]);
    }
}

void TestLogIndex::histogramIsExact_data() { findsRowsByTime_data(); }

void TestLogIndex::histogramIsExact() {
    QFETCH(int, times);
    const MadeLog log = makeLog(120'000, 7, Times(times));
    QVERIFY(rc::check("a histogram counts as one by one", [&] {
        const std::uint64_t from = *rc::gen::element<std::uint64_t>(0, 0, 100, 4'096, 50'000);
        const std::uint64_t to = *rc::gen::element<std::uint64_t>(0, 4'096, 60'001, 120'000, 999'999);
        const auto [low, high] = std::ranges::minmax(log.rows, {}, &Row::recordedUs);
        const std::int64_t span = high.recordedUs - low.recordedUs;
        const std::int64_t fromUs = low.recordedUs + *rc::gen::inRange<std::int64_t>(-span / 4, span);
        const std::int64_t toUs = fromUs + *rc::gen::element<std::int64_t>(1, 1'000, span / 50, span / 2, 2 * span);
        const std::size_t bins = *rc::gen::element<std::size_t>(1, 2, 7, 100);
        const GroupBy groupBy = *rc::gen::element(GroupBy::Type, GroupBy::Category);
        const std::size_t groupsMax = *rc::gen::element<std::size_t>(0, 1, 3, 100);
        RC_ASSERT(isSame(log.index->histogram(from, to, fromUs, toUs, bins, groupBy, groupsMax),
                         naiveHistogram(log, from, to, fromUs, toUs, bins, groupBy, groupsMax)));
    }));
}

void TestLogIndex::histogramOfNothing() {
    const MadeLog log = makeLog(10, 8, Times::Ascending);
    QVERIFY(log.index->histogram(0, 10, 5, 5, 10, GroupBy::Type, 3).counts.empty());
    QVERIFY(log.index->histogram(0, 10, 5, 1, 10, GroupBy::Type, 3).counts.empty());
    QVERIFY(log.index->histogram(0, 10, 0, 100, 0, GroupBy::Type, 3).counts.empty());
    QVERIFY(log.index->histogram(7, 7, 0, 100, 5, GroupBy::Type, 3).counts.empty());
    // A span as wide as time itself does not overflow.
    const Histogram all = log.index->histogram(0, 10, std::numeric_limits<std::int64_t>::min(),
                                               std::numeric_limits<std::int64_t>::max(), 2, GroupBy::Category, 0);
    QCOMPARE(all.counts, (std::vector<std::uint32_t>{0, 10}));
}

void TestLogIndex::histogramFinerThanTime() {
    const MadeLog log = makeLog(1'000, 9, Times::Ascending);
    const std::int64_t us = log.rows[500].recordedUs;
    QVERIFY(isSame(log.index->histogram(0, 1'000, us - 2, us + 3, 64, GroupBy::Type, 9),
                   naiveHistogram(log, 0, 1'000, us - 2, us + 3, 64, GroupBy::Type, 9)));
}

void TestLogIndex::selectsAsThePrefilterSays() {
    const MadeLog log = makeLog(9'000, 10, Times::RunBack);
    QVERIFY(rc::check("select agrees with matches", [&] {
        const Prefilter prefilter = anyPrefilter(log, 3);
        const std::size_t rows = *rc::gen::element<std::size_t>(0, 1, 4'096, 5'000, 9'000);
        const std::vector<std::uint32_t> expected = naiveSelection(log, prefilter, rows);
        RC_ASSERT(*log.index->select(prefilter, 0, rows, {}) == expected);
        const auto from = *rc::gen::inRange<std::uint32_t>(0, 9'000);
        const std::vector<std::uint32_t> rest(std::ranges::lower_bound(expected, from), expected.end());
        RC_ASSERT(*log.index->select(prefilter, from, rows, {}) == rest);
    }));
}

void TestLogIndex::whatItDoesNotHoldMatches() {
    const MadeLog log = makeLog(100, 11, Times::Ascending);
    for (const auto kind : {Prefilter::Kind::DataContains, Prefilter::Kind::MetadataContains, Prefilter::Kind::ValidAt,
                            Prefilter::Kind::EventIdIs}) {
        const Prefilter unknown = atom(kind, Comparison::Equal, "x");
        QCOMPARE(log.index->select(unknown, 0, 100, {})->size(), 100u);
        QCOMPARE(log.index->select(negation(unknown), 0, 100, {})->size(), 100u);
        const Prefilter both = Prefilter::all({unknown, atom(Prefilter::Kind::Version, Comparison::Equal, {}, 1)});
        QVERIFY(*log.index->select(both, 0, 100, {}) == naiveSelection(log, both.children[1], 100));
    }
}

void TestLogIndex::stopsSelecting() {
    const MadeLog log = makeLog(100, 12, Times::Ascending);
    std::stop_source source;
    source.request_stop();
    JobControl job;
    job.stop = source.get_token();
    const auto selected = log.index->select({}, 0, 100, job);
    QVERIFY(!selected);
    QCOMPARE(selected.error().kind, ErrorKind::Cancelled);
}

void TestLogIndex::costsFewBytes() {
    MadeLog log = makeLog(100'000, 13, Times::Ascending);
    for (Row &row : log.rows)
        row.position.major = 0;
    for (std::size_t i = 0; i < log.rows.size(); ++i)
        log.rows[i].position.minor = i + 1;
    LogIndex index(log.dictionary);
    index.append(*batchOf(log, 0, log.rows.size()));
    QVERIFY(index.bytes() > 100'000 * 32);
    QVERIFY(index.bytes() < 100'000 * 36);
}

/// Meant for the thread sanitizer: readers at work on every row that the writer has published.
void TestLogIndex::readsWhileWriting() {
    const MadeLog log = makeLog(100'000, 14, Times::RunBack, 2'000);
    LogIndex index(log.dictionary);
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    const auto read = [&] {
        std::uint64_t before = 0;
        for (bool last = false; !last;) {
            last = done.load();
            const std::uint64_t rows = index.rows();
            if (rows < before) ++wrong;
            if (rows == 0) continue;
            if (index.position(rows - 1) != log.rows[rows - 1].position) ++wrong;
            std::uint64_t total = 0;
            for (const std::uint64_t count : index.countsByType(rows))
                total += count;
            if (total != rows) ++wrong;
            for (const auto &[name, count] : index.countsByCategory(before))
                total -= count;
            if (total != rows - before) ++wrong;
            const Histogram all = index.histogram(0, rows, -(1LL << 60), 1LL << 60, 3, GroupBy::Category, 2);
            for (const std::uint32_t count : all.counts)
                total += count;
            if (total != rows - before + rows) ++wrong;
            if (index.rowsAsOf(log.rows[rows - 1].position) != rows) ++wrong;
            before = rows;
        }
    };
    std::thread first(read), second(read);
    for (std::size_t from = 0; from < log.rows.size(); from += 777) {
        index.append(*batchOf(log, from, std::min(from + 777, log.rows.size())));
    }
    done = true;
    first.join();
    second.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(index.rows(), log.rows.size());
}

void TestLogIndex::goesOnDifferently_data() {
    QTest::addColumn<std::size_t>("rows");
    for (const std::size_t rows :
         {0ul, 1ul, 4'095ul, 4'096ul, 4'097ul, 50'001ul, 65'536ul, 70'000ul, 131'072ul, 140'000ul})
        QTest::addRow("after %zu", rows) << rows;
}

void TestLogIndex::goesOnDifferently() {
    QFETCH(std::size_t, rows);
    const MadeLog log = makeLog(140'000, 15, Times::RunBack, 2'000);
    const std::shared_ptr<LogIndex> other = log.index->firstRows(rows);
    QCOMPARE(other->rows(), rows);

    // Every second of the rows that follow.
    MadeLog expected;
    expected.dictionary = log.dictionary;
    for (std::size_t i = 0; i < log.rows.size(); ++i)
        if (i < rows || i % 2 == 0) expected.rows.push_back(log.rows[i]);
    expected.index = std::make_unique<LogIndex>(log.dictionary);
    expected.index->append(*batchOf(expected, 0, expected.rows.size()));
    other->append(*batchOf(expected, rows, expected.rows.size()));

    const auto isEqual = [](const LogIndex &index, const MadeLog &made) {
        const LogIndex &right = *made.index;
        bool isSameSoFar = index.rows() == made.rows.size();
        for (std::size_t i = 0; i < made.rows.size() && isSameSoFar; ++i) {
            isSameSoFar = index.position(i) == made.rows[i].position && index.streamCode(i) == made.rows[i].stream &&
                          index.typeCode(i) == made.rows[i].type && index.version(i).value == made.rows[i].version &&
                          toUs(index.recordedAt(i)) == made.rows[i].recordedUs;
        }
        for (std::uint64_t count = 0; count <= made.rows.size() && isSameSoFar; count += 997) {
            isSameSoFar = index.countsByType(count) == right.countsByType(count) &&
                          index.countsByCategory(count) == right.countsByCategory(count);
        }
        for (std::size_t i = 0; i < made.rows.size() && isSameSoFar; i += 997)
            isSameSoFar =
                index.rowsAsOf(timeOfUs(made.rows[i].recordedUs)) == right.rowsAsOf(timeOfUs(made.rows[i].recordedUs));
        const auto [low, high] = std::ranges::minmax(made.rows, {}, &Row::recordedUs);
        return isSameSoFar &&
               isSame(index.histogram(0, made.rows.size(), low.recordedUs, high.recordedUs, 50, GroupBy::Category, 3),
                      naiveHistogram(made, 0, made.rows.size(), low.recordedUs, high.recordedUs, 50, GroupBy::Category,
                                     3));
    };
    QVERIFY(isEqual(*other, expected));
    QVERIFY(isEqual(*log.index, log));
    QVERIFY(other->bytes() <= expected.index->bytes() + 600'000);
}

QTEST_APPLESS_MAIN(TestLogIndex)
#include "tst_log_index.moc"
