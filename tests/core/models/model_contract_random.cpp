// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/models/model_contract.h"

#include "tests/core/models/model_samples.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <map>
#include <rapidcheck.h>

namespace eventscope::testing {

namespace {

const JobControl kJob;
constexpr std::array kRoles{ModelRole::Live, ModelRole::Shadow, ModelRole::Old};

int draw(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }

/// What a table should hold, in the simplest way there is.
struct Expected {
    ModelInfo info; ///< the name of the generation and the paused flag count
    std::map<std::string, std::string> rows;
    std::map<EventId, std::pair<Position, std::string>> letters;
    std::uint64_t position = 0;
};

struct Expectations {
    std::map<ModelRole, Expected> tables;
    std::map<EventId, std::string> skipped;
};

std::string textOf(const std::string &key, const Json &row, Position position, std::uint64_t events) {
    return key + '=' + print(row) + '@' + toString(position) + '/' + std::to_string(events);
}

std::string digits() {
    std::string text;
    for (int i = draw(3) == 0 ? 1 + draw(60) : 1 + draw(4); i > 0; --i)
        text += static_cast<char>('0' + draw(10));
    return text;
}

std::string number() {
    std::string whole = draw(4) == 0 ? "0" : digits();
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    const std::string fraction = draw(2) == 0 ? "." + digits() : "";
    const std::string exponent = draw(4) == 0 ? *rc::gen::element<std::string>("e", "E+", "e-") + digits() : "";
    return (draw(3) == 0 ? "-" : "") + whole + fraction + exponent;
}

std::string text() {
    std::string text = "\"";
    for (int i = draw(12); i > 0; --i) {
        text += *rc::gen::element<std::string>("a", " ", "\\u0000", "\\\"", "\\\\", "\\n", "\\t", "\\ud800", "\\udc00",
                                               "\\ud83d\\ude00", "ä", "\x7f", "\xe2\x80\xae", "\xf0\x9f\x98\x80",
                                               "\\u001f", "'", "$1", "\\/", ".");
    }
    return text + '"';
}

std::string scalar() {
    if (draw(3) == 0) return number();
    if (draw(3) == 0) return text();
    return *rc::gen::element<std::string>("null", "true", "0", "-0", "1", "1.0", "12.50", "1e5", "99999999999999999999",
                                          "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "\"12\"", "\"\\\\N\"",
                                          "\"2026-03-04T12:00:03.881902Z\"", "\"2026-03-04\"");
}

std::string value(int depth) {
    const int kind = draw(depth > 0 ? 6 : 4);
    if (kind < 4) return scalar();
    std::string text = kind == 4 ? "[" : "{";
    for (int i = draw(4); i > 0; --i)
        text += (kind == 4 ? "" : "\"" + std::to_string(draw(3)) + "\":") + value(depth - 1) + (i > 1 ? "," : "");
    return text + (kind == 4 ? "]" : "}");
}

std::string object() {
    std::string text = "{";
    for (int i = draw(8); i > 0; --i) {
        text += '"' +
                *rc::gen::element<std::string>("status", "items", "total", "paid", "since", "lines", "key", "z", "",
                                               "_rest", "\\u0000", "\\ud800") +
                "\":" + value(2) + (i > 1 ? "," : "");
    }
    return text + '}';
}

RowChange randomChange(const std::string &key, std::uint64_t position) {
    if (draw(4) == 0) return removal(key);
    return {key, json(object()), {0, position}, static_cast<std::uint64_t>(draw(100))};
}

std::vector<RowChange> randomChanges(std::uint64_t position) {
    std::vector<RowChange> changes;
    for (const char *key : {"a", "B", "ä", "\\N", "a b"})
        if (draw(2) == 0) changes.push_back(randomChange(key, position));
    return changes;
}

void enact(Expected &table, const std::vector<RowChange> &changes) {
    for (const RowChange &change : changes) {
        table.rows.erase(change.key);
        if (change.row)
            table.rows[change.key] =
                textOf(change.key, normalRow(table.info.schema, *change.row), change.position, change.events);
    }
}

/// One sequence of calls, each on a random handle.
class Walk {
  public:
    explicit Walk(std::vector<ReadModelStore *> handles) : m_handles(std::move(handles)) {}

    void step() {
        const ModelRole role = kRoles[static_cast<std::size_t>(draw(3))];
        switch (draw(9)) {
        case 0:
            return create(role);
        case 1:
            return draw(3) == 0 ? drop(role) : commit(role);
        case 2:
            return swap(draw(2) == 0);
        case 3:
            return mend(role);
        case 4:
            return skip(role);
        case 5:
            return pause();
        default:
            return commit(role);
        }
    }

    void check() {
        const auto infos = must(handle().list(kJob));
        RC_ASSERT(infos.size() == m_expected.tables.size());
        for (const ModelInfo &info : infos)
            check(info, m_expected.tables.at(info.role));
    }

  private:
    ReadModelStore &handle() { return *m_handles[static_cast<std::size_t>(draw(int(m_handles.size())))]; }
    Expected *table(ModelRole role) {
        const auto found = m_expected.tables.find(role);
        return found == m_expected.tables.end() ? nullptr : &found->second;
    }

    void check(const ModelInfo &info, const Expected &expected) {
        RC_ASSERT(info.generation == expected.info.generation);
        RC_ASSERT(info.schema == expected.info.schema);
        RC_ASSERT(info.isPaused == expected.info.isPaused);
        RC_ASSERT(info.checkpoint.position.minor == expected.position);
        std::vector<std::string> rows, wanted, keys;
        for (const ModelRow &row : must(handle().page(info, "", 1000, kJob))) {
            rows.push_back(textOf(row.key, row.row, row.position, row.events));
            keys.push_back(row.key);
        }
        for (const auto &[key, text] : expected.rows)
            wanted.push_back(text);
        RC_ASSERT(rows == wanted);
        RC_ASSERT(must(handle().count(info, kJob)) == rows.size());
        rows.clear();
        for (const auto &row : must(handle().rows(info, keys, kJob)))
            rows.push_back(textOf(row->key, row->row, row->position, row->events));
        RC_ASSERT(rows == wanted);
        checkLetters(info, expected);
    }

    void checkLetters(const ModelInfo &info, const Expected &expected) {
        const auto letters = must(handle().letters(info, kBeforeAll, 1000, kJob));
        RC_ASSERT(letters.size() == expected.letters.size());
        std::uint64_t open = 0;
        Position last = kBeforeAll;
        for (const DeadLetter &letter : letters) {
            RC_ASSERT(letter.position > last);
            last = letter.position;
            RC_ASSERT(expected.letters.at(letter.event) == std::pair(letter.position, letter.reason));
            const auto skipped = m_expected.skipped.find(letter.event);
            RC_ASSERT(letter.skipReason.has_value() == (skipped != m_expected.skipped.end()));
            if (letter.skipReason) RC_ASSERT(*letter.skipReason == skipped->second);
            if (!letter.skipReason) ++open;
        }
        RC_ASSERT(info.openLetters == open);
    }

    void create(ModelRole role) {
        Expected made;
        ModelSchema schema = orderSchema();
        if (draw(3) == 0) schema.columns = {{"z", ColumnType::Decimal}, {"status", ColumnType::Json}};
        made.info = must(handle().create(schema, role, {"f"}, kJob));
        RC_ASSERT(made.info.generation > m_lastGeneration);
        m_lastGeneration = made.info.generation;
        m_expected.tables.insert_or_assign(role, made);
    }

    void drop(ModelRole role) {
        must(handle().drop("orders", role, kJob));
        m_expected.tables.erase(role);
    }

    void swap(bool keepOld) {
        const auto done = handle().swap("orders", keepOld, kJob);
        Expected *shadow = table(ModelRole::Shadow), *live = table(ModelRole::Live);
        if (!shadow || (live && shadow->position < live->position)) {
            RC_ASSERT(!done);
            RC_ASSERT(done.error().kind == (shadow ? ErrorKind::Refused : ErrorKind::NotFound));
            return;
        }
        RC_ASSERT(done.has_value());
        Expected served = *shadow;
        if (live) {
            served.info.isPaused = live->info.isPaused;
            live->info.isPaused = false;
            if (keepOld) m_expected.tables[ModelRole::Old] = *live;
        }
        served.info.role = ModelRole::Live;
        m_expected.tables.insert_or_assign(ModelRole::Live, served);
        m_expected.tables.erase(ModelRole::Shadow);
        for (auto &[role, one] : m_expected.tables)
            one.info.role = role;
    }

    void commit(ModelRole role) {
        Expected *expected = table(role);
        if (!expected) return;
        ModelCommit commit;
        const bool isWrong = draw(8) == 0;
        const std::uint64_t next = expected->position + 1 + static_cast<std::uint64_t>(draw(3));
        commit.from = {0, expected->position + (isWrong ? 1 : 0)};
        commit.to.position = {0, next};
        commit.changes = randomChanges(next);
        if (draw(3) == 0) commit.letters.push_back(letterAt(1 + draw(5), std::to_string(next)));
        const auto done = handle().commit(expected->info, commit, kJob);
        RC_ASSERT(done.has_value() == !isWrong);
        if (isWrong) return;
        enact(*expected, commit.changes);
        for (const DeadLetter &letter : commit.letters)
            expected->letters[letter.event] = {letter.position, letter.reason};
        expected->position = next;
    }

    void mend(ModelRole role) {
        Expected *expected = table(role);
        if (!expected) return;
        const std::vector<RowChange> changes = randomChanges(expected->position);
        const std::vector<EventId> settled{letterAt(1 + draw(5)).event};
        must(handle().mend(expected->info, {0, expected->position}, changes, settled, kJob));
        enact(*expected, changes);
        expected->letters.erase(settled.front());
    }

    void skip(ModelRole role) {
        Expected *expected = table(role);
        if (!expected) return;
        const EventId event = letterAt(1 + draw(5)).event;
        const std::string reason = std::to_string(draw(1000));
        const bool done = handle().skip(expected->info, event, reason, timeOfUs(1), kJob).has_value();
        RC_ASSERT(done == expected->letters.contains(event));
        if (done) m_expected.skipped[event] = reason;
    }

    void pause() {
        Expected *live = table(ModelRole::Live);
        const bool paused = draw(2) == 0;
        RC_ASSERT(handle().setPaused("orders", paused, kJob).has_value() == (live != nullptr));
        if (live) live->info.isPaused = paused;
    }

    std::vector<ReadModelStore *> m_handles;
    Expectations m_expected;
    std::uint64_t m_lastGeneration = 0;
};

} // namespace

void ModelContract::randomCallsFollowTheModel() {
    QVERIFY(rc::check("random calls", [&] {
        ReadModelStore &one = freshStore();
        const auto other = must(factory().another());
        Walk walk({&one, other ? other.get() : &one});
        for (int i = 10 + draw(30); i > 0; --i)
            walk.step();
        walk.check();
    }));
}

void ModelContract::anyObjectComesBack() {
    ModelInfo model = freshOrders();
    int from = 0;
    QVERIFY(rc::check("any object", [&] {
        std::vector<RowChange> changes;
        for (int i = 0; i < 20; ++i)
            changes.push_back({"k" + std::to_string(i), json(object()), {0, 1}, 1});
        must(store().commit(model, commitOf(from, from + 1, changes), kJob));
        ++from;
        std::vector<std::string> keys;
        for (const RowChange &change : changes)
            keys.push_back(change.key);
        const auto rows = must(store().rows(model, keys, kJob));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const Json wanted = normalRow(model.schema, *changes[i].row);
            RC_ASSERT(print(rows[i]->row) == print(wanted));
            RC_ASSERT(rows[i]->row == wanted);
        }
    }));
}

} // namespace eventscope::testing
