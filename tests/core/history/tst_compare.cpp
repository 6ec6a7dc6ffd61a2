// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/alignment.h"
#include "core/history/compare.h"
#include "random_stream.h"

#include <QtTest>
#include <rapidcheck.h>

#include <map>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

using Items = std::vector<AlignedItem>;

Items randomItems() {
    Items items;
    for (std::size_t i = draw(9); i > 0; --i)
        items.push_back({static_cast<std::uint32_t>(draw(3)), static_cast<std::uint32_t>(draw(3))});
    return items;
}

int weightOf(const Items &left, const Items &right, const Alignment &rows) {
    int weight = 0;
    for (const auto &[l, r] : rows)
        if (l && r) weight += left[*l].payload == right[*r].payload ? 3 : 1;
    return weight;
}

/// The greatest weight, by trying everything.
int bestWeight(const Items &left, std::size_t i, const Items &right, std::size_t j) {
    if (i == left.size() || j == right.size()) return 0;
    int best = std::max(bestWeight(left, i + 1, right, j), bestWeight(left, i, right, j + 1));
    if (left[i].type == right[j].type)
        best = std::max(best, (left[i].payload == right[j].payload ? 3 : 1) + bestWeight(left, i + 1, right, j + 1));
    return best;
}

/// Every item stands in exactly one row, in order, and only equal types stand side by side.
void checkRows(const Items &left, const Items &right, const Alignment &rows) {
    std::size_t i = 0, j = 0;
    for (const auto &[l, r] : rows) {
        RC_ASSERT(l || r);
        if (l) RC_ASSERT(*l == i++);
        if (r) RC_ASSERT(*r == j++);
        if (l && r) RC_ASSERT(left[*l].type == right[*r].type);
    }
    RC_ASSERT(i == left.size() && j == right.size());
}

class NamedSource final : public ImportSource {
  public:
    explicit NamedSource(std::vector<std::array<std::string, 3>> events) : m_events(std::move(events)) {}
    [[nodiscard]] Result<bool> next(ImportEvent &event) override {
        if (m_next == m_events.size()) return false;
        const auto &[stream, type, data] = m_events[m_next];
        event.event.id = derivedEventId("compare", std::to_string(m_next));
        event.event.type = type;
        event.event.data = data;
        event.stream = {stream};
        event.version = kNoVersion;
        event.recordedAt = timeOfUs(static_cast<std::int64_t>(++m_next));
        return true;
    }

  private:
    std::vector<std::array<std::string, 3>> m_events;
    std::size_t m_next = 0;
};

QString describeRows(const std::vector<ComparedRow> &rows) {
    QStringList lines;
    for (const ComparedRow &row : rows) {
        static const char *const kKinds[] = {"same", "differs", "left", "right"};
        QString line =
            QStringLiteral("%1 %2").arg(kKinds[static_cast<int>(row.kind)], QString::fromStdString(row.type));
        if (row.left) line += QStringLiteral(" %1").arg(row.left->value);
        if (row.right) line += QStringLiteral(":%1").arg(row.right->value);
        for (const Change &change : row.changes)
            line += QString::fromStdString(" " + change.path.text());
        lines << line;
    }
    return lines.join(QStringLiteral(", "));
}

QString compared(std::vector<std::array<std::string, 3>> events) {
    SystemClock clock;
    MemoryStore store(clock);
    NamedSource source(std::move(events));
    static_cast<void>(must(store.import(source, {})));
    return describeRows(must(compareStreams(store.reader(), *identityLens(), {"a"}, {"b"}, {})));
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theBestAlignmentHasTheGreatestWeight() {
        QVERIFY(rc::check("best", [] {
            const Items left = randomItems(), right = randomItems();
            const Alignment rows = alignBest(left, right);
            checkRows(left, right, rows);
            RC_ASSERT(weightOf(left, right, rows) == bestWeight(left, 0, right, 0));
        }));
    }

    void alignmentInOrderKeepsEverything() {
        QVERIFY(rc::check("in order", [] {
            const Items left = randomItems(), right = randomItems();
            checkRows(left, right, alignInOrder(left, right));
            const Alignment same = alignInOrder(left, left);
            RC_ASSERT(
                std::all_of(same.begin(), same.end(), [](const AlignedRow &row) { return row.first == row.second; }));
        }));
    }

    void laysStreamsSideBySide_data() {
        QTest::addColumn<QString>("left"); // "Type payload" joined by ;
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("rows");
        QTest::newRow("both empty") << ""
                                    << ""
                                    << "";
        QTest::newRow("one empty") << "A {}"
                                   << ""
                                   << "left A 1";
        QTest::newRow("equal") << "A {\"x\":1};B {}"
                               << "A {\"x\":1};B {}"
                               << "same A 1:1, same B 2:2";
        QTest::newRow("payloads differ") << "A {\"x\":1,\"y\":2}"
                                         << "A {\"x\":2,\"y\":2}"
                                         << "differs A 1:1 /x";
        QTest::newRow("spaces do not matter") << "A {\"x\": 1}"
                                              << "A {\"x\":1}"
                                              << "same A 1:1";
        QTest::newRow("one more on the right") << "A {};C {}"
                                               << "A {};B {};C {}"
                                               << "same A 1:1, right B:2, same C 2:3";
        QTest::newRow("equal payloads find each other") << "A {\"n\":1};A {\"n\":2};A {\"n\":3}"
                                                        << "A {\"n\":2};A {\"n\":3};A {\"n\":4}"
                                                        << "left A 1, same A 2:1, same A 3:2, right A:3";
        QTest::newRow("another type") << "A {}"
                                      << "B {}"
                                      << "left A 1, right B:1";
        QTest::newRow("no JSON") << "A {broken"
                                 << "A {}"
                                 << "differs A 1:1";
    }
    void laysStreamsSideBySide() {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(QString, rows);
        std::vector<std::array<std::string, 3>> events;
        for (const auto &[stream, list] : {std::pair(std::string("a"), left), std::pair(std::string("b"), right)})
            for (const QString &event : list.split(QLatin1Char(';'), Qt::SkipEmptyParts))
                events.push_back({stream, event.section(QLatin1Char(' '), 0, 0).toStdString(),
                                  event.section(QLatin1Char(' '), 1).toStdString()});
        QCOMPARE(compared(std::move(events)), rows);
    }

    void longStreamsAreAlignedInOrder() {
        std::vector<std::array<std::string, 3>> events;
        for (int i = 0; i < 5001; ++i) {
            events.push_back({"a", "A", "{}"});
            if (i != 2500) events.push_back({"b", i == 10 ? "B" : "A", "{}"});
        }
        const QString rows = compared(std::move(events));
        QCOMPARE(rows.count(QStringLiteral("same A")), 4999);
        QCOMPARE(rows.count(QStringLiteral("right B")), 1);
        QCOMPARE(rows.count(QStringLiteral("left A")), 2);
    }

    void canBeCancelled() {
        std::stop_source stop;
        stop.request_stop();
        SystemClock clock;
        MemoryStore store(clock);
        const auto rows = compareStreams(store.reader(), *identityLens(), {"a"}, {"b"}, {stop.get_token()});
        QVERIFY(!rows && rows.error().kind == ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
