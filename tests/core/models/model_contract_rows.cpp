// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_contract.h"

#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <algorithm>

namespace eventscope::testing {

namespace {

const JobControl kJob;

template <class T>
ErrorKind kindOf(const Result<T> &result) {
    if (result) throw std::runtime_error("it was not refused");
    return result.error().kind;
}

} // namespace

void ModelContract::commitKeepsRowsAndCheckpoint() {
    const ModelInfo model = freshOrders();
    const ModelCommit first = commitOf(0, 10, {upsert("b", 1), upsert("a", 2)});
    commit(model, first);
    QVERIFY(found().checkpoint == first.to);
    ModelCommit second = commitOf(10, 11, {removal("b"), removal("nothing"), upsert("a", 4), upsert("c", 3)});
    second.to.position = {7, ~0ULL - 3};
    second.to.lastEventTime.reset();
    second.changes[2].position = {~0ULL, 1};
    commit(model, second);
    QVERIFY(found().checkpoint == second.to);
    const std::vector<std::string> keys{"a", "b", "c"};
    const auto rows = must(store().rows(model, keys, kJob));
    QVERIFY(rows[0] && !rows[1] && rows[2]);
    QVERIFY(*rows[0] == (ModelRow{"a", normalRow(orderSchema(), json(R"({"items":4})")), {~0ULL, 1}, 4}));
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{2});
}

void ModelContract::commitFromElsewhereIsRefused() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 10, {upsert("a", 1)}));
    const std::string before = dump(model);
    for (const int from : {0, 9, 11}) {
        const auto refused =
            store().commit(model, commitOf(from, 12, {upsert("a", 2), removal("a")}, {letterAt(11)}), kJob);
        QCOMPARE(kindOf(refused), ErrorKind::Refused);
        QVERIFY(refused.error().message.find("10") != std::string::npos);
    }
    QCOMPARE(dump(model), before);
    QCOMPARE(dumpLetters(model), "");
    QCOMPARE(positionOf(ModelRole::Live), "10");
}

void ModelContract::badChangesAreRefused() {
    const ModelInfo model = freshOrders();
    for (const RowChange &bad :
         {upsert("", 1), upsert(std::string(kModelKeyBytesMax + 1, 'k'), 1), upsert(std::string("a\0b", 3), 1),
          upsert("\xff", 1), upsert("a", "[1]"), upsert("a", "null")}) {
        QCOMPARE(kindOf(store().commit(model, commitOf(0, 1, {upsert("good", 1), bad}), kJob)), ErrorKind::Invalid);
        QCOMPARE(kindOf(store().mend(model, kBeforeAll, {&bad, 1}, {}, kJob)), ErrorKind::Invalid);
    }
    QCOMPARE(dump(model), "");
    QVERIFY(found().checkpoint == ModelCheckpoint());
}

void ModelContract::rowsComeInTheOrderOfTheirKeys() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 1, {upsert("a", 1), upsert("b", 2), upsert("A", 3)}));
    const std::vector<std::string> keys{"b", "nobody", "a", "b", "", std::string("a\0", 2), "A", "\xff"};
    std::string found;
    for (const auto &row : must(store().rows(model, keys, kJob)))
        found += (row ? row->key + std::to_string(row->events) : "-") + ' ';
    QCOMPARE(found, "b2 - a1 b2 - - A3 - ");
    QVERIFY(must(store().rows(model, {}, kJob)).empty());
}

void ModelContract::manyRows() {
    constexpr int kRows = 20'000;
    const ModelInfo model = freshOrders();
    ModelCommit all = commitOf(0, 1);
    std::vector<std::string> keys;
    for (int i = 0; i < kRows; ++i) {
        keys.push_back("k" + std::to_string(i));
        all.changes.push_back(upsert(keys.back(), i));
    }
    commit(model, all);
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{kRows});
    const auto rows = must(store().rows(model, keys, kJob));
    for (std::size_t i = 0; i < keys.size(); ++i)
        QVERIFY(rows[i] && rows[i]->key == keys[i] && rows[i]->events == i);
    all = commitOf(1, 2);
    for (int i = 0; i < kRows; ++i)
        all.changes.push_back(i % 2 ? removal(keys[static_cast<std::size_t>(i)])
                                    : upsert(keys[static_cast<std::size_t>(i)], i + 1));
    commit(model, all);
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{kRows / 2});
    QCOMPARE(must(store().rows(model, {&keys[100], 1}, kJob)).front()->events, std::uint64_t{101});
}

void ModelContract::pagesAreInTheOrderOfBytes() {
    const ModelInfo model = freshOrders();
    std::vector<std::string> keys{
        "a",   "A",   "Z",  "a b", "ab", "ä",  "z", "\x01", " ", "\xf0\x9f\x98\x80", "\xef\xbf\xbf",
        "a-b", "a_b", "aB", "Ab",  "0",  "10", "9", "\x7f"};
    ModelCommit all = commitOf(0, 1);
    for (const std::string &key : keys)
        all.changes.push_back(upsert(key, 1));
    commit(model, all);
    std::ranges::sort(keys); // std::string compares bytes without a sign
    for (const std::size_t rowsMax : {std::size_t{1}, std::size_t{4}, std::size_t{100}}) {
        std::vector<std::string> found;
        while (true) {
            const auto page = must(store().page(model, found.empty() ? "" : found.back(), rowsMax, kJob));
            if (page.empty()) break;
            QVERIFY(page.size() <= rowsMax);
            for (const ModelRow &row : page)
                found.push_back(row.key);
        }
        QCOMPARE(found, keys);
    }
    QCOMPARE(must(store().page(model, "a ", 1, kJob)).front().key, "a b");
    QVERIFY(must(store().page(model, "a", 0, kJob)).empty());
}

void ModelContract::strangeKeys() {
    const ModelInfo model = freshOrders();
    const std::vector<std::string> keys{
        "\\N",          "\\.", "a\tb", "a\nb", "\"", "'", "%", "{}", "NULL", std::string(kModelKeyBytesMax, 'k'),
        "\xe2\x80\xae", " a "};
    ModelCommit all = commitOf(0, 1);
    for (const std::string &key : keys)
        all.changes.push_back(upsert(key, 1));
    commit(model, all);
    const auto rows = must(store().rows(model, keys, kJob));
    for (std::size_t i = 0; i < keys.size(); ++i)
        QVERIFY(rows[i] && rows[i]->key == keys[i]);
    all = commitOf(1, 2);
    for (const std::string &key : keys)
        all.changes.push_back(removal(key));
    commit(model, all);
    QCOMPARE(dump(model), "");
}

void ModelContract::valuesComeBack_data() {
    QTest::addColumn<QByteArray>("text");
    int number = 0;
    for (const std::string &row : hardRows())
        QTest::addRow("%d %.60s", number++, row.c_str()) << QByteArray::fromStdString(row);
}

void ModelContract::valuesComeBack() {
    QFETCH(QByteArray, text);
    const ModelSchema schema = orderSchema();
    const ModelInfo model = freshOrders();
    const Json row = json(text.toStdString());
    commit(model, commitOf(0, 1, {{"a", row, {0, 1}, 1}}));
    const ModelRow back = must(store().page(model, "", 1, kJob)).front();
    QCOMPARE(print(back.row), print(normalRow(schema, row)));
    QVERIFY(back.row == normalRow(schema, row));
    // What came back goes in again, over a row that was there.
    commit(model, commitOf(1, 2, {{"a", back.row, {0, 2}, 2}}));
    const std::vector<std::string> keys{"a"};
    QCOMPARE(print(must(store().rows(model, keys, kJob)).front()->row), print(back.row));
    // Nothing of it is left under the next one.
    commit(model, commitOf(2, 3, {upsert("a", "{}")}));
    QCOMPARE(print(must(store().rows(model, keys, kJob)).front()->row), print(normalRow(schema, json("{}"))));
}

void ModelContract::mendLeavesTheCheckpoint() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 5, {upsert("a", 1), upsert("b", 1)}, {letterAt(2), letterAt(3)}));
    const ModelCheckpoint before = found().checkpoint;
    const std::vector<RowChange> changes{upsert("a", 3), removal("b")};
    const std::vector<EventId> settled{letterAt(2).event, letterAt(77).event};
    QCOMPARE(kindOf(store().mend(model, {0, 4}, changes, settled, kJob)), ErrorKind::Refused);
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{2});
    QCOMPARE(found().openLetters, std::uint64_t{2});
    must(store().mend(model, {0, 5}, changes, settled, kJob));
    QVERIFY(found().checkpoint == before);
    QCOMPARE(must(store().count(model, kJob)), std::uint64_t{1});
    QCOMPARE(dumpLetters(model), "3:it failed ");
}

void ModelContract::lettersAreKept() {
    const ModelInfo model = freshOrders();
    DeadLetter whole = letterAt(9);
    whole.position = {3, ~0ULL - 1};
    whole.version = {-1};
    whole.key.clear();
    whole.failedAt = timeOfUs(-1);
    commit(model, commitOf(0, 20, {}, {whole, letterAt(12), letterAt(4), letterAt(100)}));
    const auto letters = must(store().letters(model, kBeforeAll, 10, kJob));
    QCOMPARE(letters.size(), std::size_t{4});
    QVERIFY(letters[0] == letterAt(4));
    QVERIFY(letters[1] == letterAt(12));
    QVERIFY(letters[2] == letterAt(100));
    QVERIFY(letters[3] == whole);
    const auto some = must(store().letters(model, letterAt(4).position, 2, kJob));
    QVERIFY(some.size() == 2 && some[0] == letterAt(12) && some[1] == letterAt(100));
    QVERIFY(must(store().letters(model, whole.position, 2, kJob)).empty());
    QVERIFY(must(store().letters(model, kBeforeAll, 0, kJob)).empty());

    DeadLetter again = letterAt(12, "for another reason");
    again.position = {0, 15};
    commit(model, commitOf(20, 21, {}, {again}));
    QCOMPARE(dumpLetters(model), "4:it failed 15:for another reason 100:it failed 3:18446744073709551614:it failed ");
    QCOMPARE(found().openLetters, std::uint64_t{4});
}

/// The names in a letter are those of events, the rest is what a projection says.
void ModelContract::strangeLetters() {
    const ModelInfo model = freshOrders();
    DeadLetter letter = letterAt(1, std::string("no\0text\xff", 8));
    letter.key = std::string("\0", 1);
    letter.stream = {"a\\N\t\nä'\""};
    letter.type = "\\.";
    commit(model, commitOf(0, 1, {}, {letter}));
    const DeadLetter kept = must(store().letters(model, kBeforeAll, 1, kJob)).front();
    QCOMPARE(kept.reason, "no\\x00text\\xff");
    QCOMPARE(kept.key, "\\x00");
    QCOMPARE(kept.stream.value, letter.stream.value);
    QCOMPARE(kept.type, letter.type);
}

void ModelContract::skippedStaysSkipped() {
    const ModelInfo model = freshOrders();
    commit(model, commitOf(0, 5, {}, {letterAt(2), letterAt(3)}));
    const EventId event = letterAt(2).event;
    QCOMPARE(kindOf(store().skip(model, event, "", timeOfUs(5), kJob)), ErrorKind::Invalid);
    QCOMPARE(kindOf(store().skip(model, letterAt(4).event, "why", timeOfUs(5), kJob)), ErrorKind::NotFound);
    must(store().skip(model, event, "a test order", timeOfUs(5), kJob));
    QCOMPARE(dumpLetters(model), "2:it failed(a test order) 3:it failed ");
    QCOMPARE(found().openLetters, std::uint64_t{1});
    must(store().skip(model, event, "for a better reason", timeOfUs(6), kJob));
    QCOMPARE(dumpLetters(model), "2:it failed(for a better reason) 3:it failed ");

    // A letter that says otherwise, another role, and a table that was made anew change nothing.
    DeadLetter again = letterAt(2, "again");
    again.skipReason = "not by a person";
    DeadLetter open = letterAt(3, "again");
    open.skipReason = "not by a person";
    const ModelInfo shadow = created(ModelRole::Shadow);
    commit(shadow, commitOf(0, 5, {}, {again, open}));
    QCOMPARE(dumpLetters(shadow), "2:again(for a better reason) 3:again ");
    QCOMPARE(found(ModelRole::Shadow).openLetters, std::uint64_t{1});
    must(store().drop("orders", ModelRole::Shadow, kJob));
    must(store().drop("orders", ModelRole::Live, kJob));
    const ModelInfo other = create(ModelRole::Live, {"others", {}});
    commit(other, commitOf(0, 5, {}, {again}));
    QCOMPARE(dumpLetters(other), "2:again ");
    const ModelInfo anew = created(ModelRole::Live);
    commit(anew, commitOf(0, 5, {}, {again}));
    QCOMPARE(dumpLetters(anew), "2:again(for a better reason) ");
}

} // namespace eventscope::testing
