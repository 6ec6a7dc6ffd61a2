// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/row_table.h"
#include "projection_fixture.h"

#include <QtTest>
#include <rapidcheck.h>

#include <map>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

Json row(const std::string &text) { return *Json::parse(text); }

/// Puts a row there, as a run does for an event.
void put(RowTable<Json> &table, const std::string &key, std::optional<Json> document, std::uint64_t position) {
    auto *entry = table.find(key);
    if (!entry) qFatal("the row is not in memory");
    entry->value.row = std::move(document);
    table.touched(*entry, {0, position});
}

MapRows stored() { return MapRows({"rows", {}}); }

} // namespace

class TestRowTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatBeganEmptyAsksForNothing() {
        RowTable<Json> table(true);
        MapRows rows = stored();
        QVERIFY(table.find("a") && !table.find("a")->value.row);
        table.want("b");
        QVERIFY(table.loadWanted(rows));
        QCOMPARE(rows.calls, 0);
    }

    void asksOnceForAllThatIsMissing() {
        MapRows rows = stored();
        rows.commit({{"a", row(R"({"n":1})"), {0, 5}, 2}});
        RowTable<Json> table(false);
        QVERIFY(!table.find("a"));
        for (const char *key : {"a", "b", "a"})
            table.want(key);
        QVERIFY(table.loadWanted(rows));
        QCOMPARE(rows.calls, 1);
        QCOMPARE(rows.asked, std::uint64_t{2});
        QCOMPARE(print(*table.find("a")->value.row), std::string(R"({"n":1})"));
        QVERIFY(table.find("b") && !table.find("b")->value.row);
        table.want("b");
        QVERIFY(table.loadWanted(rows));
        QCOMPARE(rows.calls, 1);
        put(table, "a", row(R"({"n":2})"), 9);
        const auto changes = *table.takeChanges();
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].events, std::uint64_t{3});
        QVERIFY((changes[0].position == Position{0, 9}));
    }

    void aKeyThatNoDatabaseTakesIsNeverThere() {
        for (const bool isEmpty : {true, false}) {
            RowTable<Json> table(isEmpty);
            MapRows rows = stored();
            for (const std::string &key : {std::string(), std::string(2000, 'x'), std::string("a\0b", 3)}) {
                QVERIFY(!table.find(key));
                table.want(key);
            }
            QVERIFY(table.loadWanted(rows));
            QCOMPARE(rows.calls, 0);
        }
    }

    void aRowThatCameAndWentIsNoChange() {
        RowTable<Json> table(true);
        put(table, "a", row("{}"), 1);
        put(table, "a", std::nullopt, 2);
        QVERIFY(table.takeChanges()->empty());
        put(table, "a", row("{}"), 3);
        QCOMPARE(table.takeChanges()->size(), std::size_t{1});
        QVERIFY(table.takeChanges()->empty());
        put(table, "a", std::nullopt, 4);
        const auto changes = *table.takeChanges();
        QCOMPARE(changes.size(), std::size_t{1});
        QVERIFY(!changes[0].row);
    }

    void letsGoOfWhatWasNotUsedSinceTheLastTime() {
        RowTable<Json> table(true);
        MapRows rows = stored();
        for (int i = 0; i < 100; ++i)
            put(table, "old" + std::to_string(i), row(R"({"text":"so that it weighs something"})"), 1);
        rows.commit(*table.takeChanges());
        const std::size_t full = table.bytes();
        table.forget();
        QVERIFY(table.find("old7"));
        table.forget();
        QVERIFY(table.bytes() < full + KeySieve().bytes() + (1u << 20));
        QVERIFY(table.find("old7"));
        QVERIFY(!table.find("old8"));
        QVERIFY2(table.find("never"), "what it never had is not there");
        table.want("old8");
        QVERIFY(table.loadWanted(rows));
        QVERIFY(table.find("old8")->value.row);
        QCOMPARE(rows.asked, std::uint64_t{1});
    }

    void countsTheBytesOfItsRows() {
        RowTable<Json> table(true);
        const std::size_t nothing = table.bytes();
        put(table, std::string(100, 'k'), row(R"({"t":")" + std::string(5000, 'x') + R"("})"), 1);
        QVERIFY(table.takeChanges());
        QVERIFY(table.bytes() > nothing + 5000);
        put(table, std::string(100, 'k'), row(R"({"t":""})"), 2);
        QVERIFY(table.takeChanges());
        QVERIFY(table.bytes() < nothing + 2000);
    }

    void entriesAreFoundAsInAPlainMap() {
        QVERIFY(rc::check("added, found, erased", [] {
            KeyMap<int> map;
            std::map<std::string, std::pair<int, const void *>> plain;
            for (int i = *rc::gen::inRange(0, 300); i > 0; --i) {
                const std::string key = std::to_string(*rc::gen::inRange(0, 120));
                // Few hashes, so that keys get into each other's way.
                const std::size_t hash = std::stoul(key) % 7 * 1'000'003;
                if (*rc::gen::inRange(0, 20) == 0) {
                    const int odd = *rc::gen::inRange(0, 3);
                    map.eraseIf([&](const auto &entry) { return entry.value % 3 == odd; });
                    std::erase_if(plain, [&](const auto &each) { return each.second.first % 3 == odd; });
                } else if (auto *found = map.find(key, hash)) {
                    RC_ASSERT((plain.at(key) == std::pair(found->value, static_cast<const void *>(found))));
                    RC_ASSERT(found->key() == key);
                } else {
                    RC_ASSERT(!plain.contains(key));
                    plain[key] = {i, &map.add(key, hash, i)};
                }
                RC_ASSERT(map.size() == plain.size());
            }
        }));
    }

    void aStrangeRowIsAnError() {
        MapRows rows = stored();
        rows.all["a"] = {"a", row("[1]"), {0, 1}, 1};
        RowTable<Json> table(false);
        table.want("a");
        const auto loaded = table.loadWanted(rows);
        QVERIFY(!loaded && loaded.error().kind == ErrorKind::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestRowTable)
#include "tst_row_table.moc"
