// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/projection/record_projection.h"
#include "projection_fixture.h"

#include <QtTest>
#include <rapidcheck.h>

#include <array>
#include <stdexcept>

using namespace eventscope;
using namespace eventscope::testing;

namespace {

struct Entered {
    static constexpr std::string_view kType = "Entered";
    static constexpr int kSchemaVersion = 1;
    std::string room, person;
    static constexpr auto fields() {
        return std::tuple(field("room", &Entered::room), field("person", &Entered::person));
    }
};
struct Painted {
    static constexpr std::string_view kType = "Painted";
    static constexpr int kSchemaVersion = 1;
    std::string room;
    std::int64_t litres = 0;
    static constexpr auto fields() {
        return std::tuple(field("room", &Painted::room), field("litres", &Painted::litres));
    }
};
struct Closed {
    static constexpr std::string_view kType = "Closed";
    static constexpr int kSchemaVersion = 1;
    std::string room;
    static constexpr auto fields() { return std::tuple(field("room", &Closed::room)); }
};

enum class Colour : std::uint8_t { White, Blue };
constexpr auto enumWords(Colour) { return std::array<std::string_view, 2>{"white", "blue"}; }

struct Litres {
    static constexpr bool kIsDecimal = true;
    std::int64_t whole = 0;
    bool operator==(const Litres &) const = default;
};
void printValue(std::string &out, const Litres &litres) { out += std::to_string(litres.whole) + ".0"; }
bool readValue(FieldReader &reader, Litres &litres) {
    std::string_view token;
    return reader.readNumber(token) && (litres.whole = std::stoll(std::string(token)), true);
}

/// What has become of rooms.
struct Rooms {
    static constexpr std::string_view kName = "rooms";
    static constexpr std::string_view kText = "What has become of rooms";
    static constexpr int kVersion = 1;
    struct Row {
        std::int64_t visits = 0;
        std::optional<std::string> last;
        std::optional<Litres> paint;
        Colour colour = Colour::White;
        bool isWet = false;
        Time changed;
        std::vector<std::string> people;
        static constexpr auto fields() {
            return std::tuple(field("visits", &Row::visits), field("last", &Row::last), field("paint", &Row::paint),
                              field("colour", &Row::colour), field("isWet", &Row::isWet),
                              field("changed", &Row::changed), field("people", &Row::people));
        }
    };
    using Event = std::variant<Entered, Painted, Closed>;

    static std::string_view keyOf(const Entered &event, const EventView &) { return event.room; }
    static std::string_view keyOf(const Painted &event, const EventView &) {
        if (event.litres == 13) throw std::runtime_error("thirteen litres");
        return event.room;
    }
    static std::string keyOf(const Closed &event, const EventView &) { return event.room; }

    static void apply(std::optional<Row> &row, const Entered &event, const EventView &view) {
        Row &room = row ? *row : row.emplace();
        room.changed = view.recordedAt();
        ++room.visits;
        room.people.push_back(event.person);
        if (event.person == "nobody") throw std::runtime_error("nobody entered");
        room.last = event.person;
    }
    static Result<void> apply(std::optional<Row> &row, const Painted &event, const EventView &) {
        if (!row) return fail(ErrorKind::Refused, "the room was never entered");
        row->colour = Colour::Blue;
        row->isWet = true;
        row->paint.emplace().whole += event.litres;
        if (event.litres < 0) return fail(ErrorKind::Refused, "less than no paint");
        return {};
    }
    static void apply(std::optional<Row> &row, const Closed &, const EventView &) noexcept { row.reset(); }
};

TestEvent entered(const std::string &room, const std::string &person) {
    return {"Entered", R"({"room":")" + room + R"(","person":")" + person + R"("})"};
}
TestEvent painted(const std::string &room, int litres) {
    return {"Painted", R"({ "room": ")" + room + R"(", "litres": )" + std::to_string(litres) + "}"};
}
TestEvent closed(const std::string &room) { return {"Closed", R"({"room":")" + room + R"("})"}; }

std::vector<TestEvent> randomEvents() {
    std::vector<TestEvent> events;
    const auto draw = [](int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); };
    for (int i = draw(80); i > 0; --i) {
        const std::string room(1, static_cast<char>('a' + draw(6)));
        switch (draw(10)) {
        case 0:
            events.push_back(closed(room));
            break;
        case 1:
        case 2:
            events.push_back(painted(room, draw(16) - 2));
            break;
        case 3:
            events.push_back({"Unknown"});
            break;
        case 4:
            events.push_back({"Entered", draw(2) == 0 ? R"({"room":7})" : R"({"room":"","person":"p"})"});
            break;
        default:
            events.push_back(entered(room, draw(8) == 0 ? "nobody" : "p" + std::to_string(draw(9))));
            break;
        }
    }
    return events;
}

const RecordProjection<Rooms> kRooms;

} // namespace

class TestRecordProjection : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void saysWhatItIs() {
        const ProjectionInfo &info = kRooms.info();
        QCOMPARE(info.name, std::string("rooms"));
        QCOMPARE(info.language, std::string("C++"));
        QVERIFY((*info.knownTypes == std::vector<std::string>{"Closed", "Entered", "Painted"}));
        QVERIFY(info.knows("Closed") && !info.knows("Opened"));
        std::string columns;
        for (const ModelColumn &column : info.schema.columns)
            columns += column.name + ":" + std::string(name(column.type)) + " ";
        QCOMPARE(columns, std::string("visits:integer last:text paint:decimal colour:text isWet:boolean changed:time "
                                      "people:json "));
        QVERIFY(checkSchema(info.schema));
    }

    void makesRows() {
        const auto rows = rowsOf(kRooms, {batchOf({entered("a", "Ada"),
                                                   {"Unknown"},
                                                   painted("a", 3),
                                                   entered("b", "Bo"),
                                                   entered("b", "Cy"),
                                                   closed("a"),
                                                   entered("a", "Di")})});
        QCOMPARE(rows.text(), std::string(R"(a {"visits":1,"last":"Di","paint":null,"colour":"white","isWet":false,)"
                                          R"("changed":"2026-03-04T18:00:00.000000Z","people":["Di"]} 7 1)"
                                          "\n"
                                          R"(b {"visits":2,"last":"Cy","paint":null,"colour":"white","isWet":false,)"
                                          R"("changed":"2026-03-04T16:00:00.000000Z","people":["Bo","Cy"]} 5 2)"
                                          "\n"));
    }

    void countsItsEvents() {
        MapRows rows(kRooms.info().schema);
        const auto batch = batchOf({entered("a", "A"), {"Unknown"}, painted("b", 1), entered("b", "B")});
        QCOMPARE(applyTo(*kRooms.start(nullptr, true), batch, rows), std::uint64_t{3});
        const auto only = std::make_shared<std::set<std::string, std::less<>>>();
        only->insert("b");
        QCOMPARE(applyTo(*kRooms.start(only, true), batch, rows), std::uint64_t{2});
        QCOMPARE(*kRooms.start(nullptr, true)->apply(batch, {1, 2}, rows, nullptr, {}), std::uint64_t{0});
    }

    void anEventThatFailsChangesNothing_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("payload");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("reason");
        QTest::newRow("throws") << "Entered"
                                << R"({"room":"a","person":"nobody"})"
                                << "a"
                                << "nobody entered";
        QTest::newRow("refuses") << "Painted"
                                 << R"({"room":"a","litres":-1})"
                                 << "a"
                                 << "less than no paint";
        QTest::newRow("refuses where no row is") << "Painted"
                                                 << R"({"room":"z","litres":1})"
                                                 << "z"
                                                 << "the room was never entered";
        QTest::newRow("throws about the key") << "Painted"
                                              << R"({"room":"a","litres":13})"
                                              << ""
                                              << "thirteen litres";
        QTest::newRow("member of another kind") << "Entered"
                                                << R"({"room":7,"person":"A"})"
                                                << ""
                                                << "Entered has no usable \"room\"";
        QTest::newRow("no JSON") << "Entered"
                                 << "{"
                                 << ""
                                 << "Entered is no readable JSON object";
        QTest::newRow("no object") << "Entered"
                                   << "7"
                                   << ""
                                   << "Entered is no readable JSON object";
        QTest::newRow("empty key") << "Closed"
                                   << R"({"room":""})"
                                   << ""
                                   << "the key of its row is empty";
    }
    void anEventThatFailsChangesNothing() {
        QFETCH(QString, type);
        QFETCH(QString, payload);
        QFETCH(QString, key);
        QFETCH(QString, reason);
        const TestEvent event{type.toStdString(), payload.toStdString()};
        for (const bool wantsEdits : {false, true}) {
            RecordingSink sink(wantsEdits);
            const auto rows = rowsOf(kRooms, {batchOf({entered("a", "A"), painted("a", 1), event})}, nullptr, &sink);
            QCOMPARE(sink.failures.size(), std::size_t{1});
            QCOMPARE(sink.failures[0].row, std::size_t{2});
            QCOMPARE(QString::fromStdString(sink.failures[0].key), key);
            QCOMPARE(QString::fromStdString(sink.failures[0].reason), reason);
            QCOMPARE(rows.text(), rowsOf(kRooms, {batchOf({entered("a", "A"), painted("a", 1)})}).text());
        }
    }

    void anEventThatTheLensCannotReadFailsIfItIsTheProjections() {
        const BatchPtr stored = batchOf({entered("a", "A"), {"Unknown"}}).stored();
        const ReadableBatch unreadable(stored, {{0, {}, {}, 0}, {1, {}, {}, 0}}, {{}, {}, {"the key is gone"}});
        RecordingSink sink;
        static_cast<void>(rowsOf(kRooms, {unreadable}, nullptr, &sink));
        QVERIFY((sink.failures == std::vector<RecordingSink::Failed>{{0, "", "the key is gone"}}));
    }

    void asksForMissingRowsOnce() {
        MapRows rows = rowsOf(kRooms, {batchOf({entered("a", "A"), entered("b", "B"), entered("c", "C")})});
        const auto run = kRooms.start(nullptr, false);
        const auto more = batchOf({entered("a", "D"), entered("b", "E"), entered("new", "F"), entered("a", "G")}, 4);
        applyTo(*run, more, rows);
        QCOMPARE(rows.calls, 1);
        QCOMPARE(rows.asked, std::uint64_t{3});
        applyTo(*run, more, rows);
        QCOMPARE(rows.calls, 1);
    }

    void aRowOfAnotherShapeIsAnError() {
        MapRows rows(kRooms.info().schema);
        rows.commit({{"a", *Json::parse(R"({"visits":"many"})"), {0, 1}, 1}});
        const auto done = kRooms.start(nullptr, false)->apply(batchOf({entered("a", "A")}), {0, 1}, rows, nullptr, {});
        QVERIFY(!done && done.error().kind == ErrorKind::Corrupt);
        QVERIFY2(done.error().message.find("visits") != std::string::npos, done.error().message.c_str());
    }

    void stopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        MapRows rows(kRooms.info().schema);
        const auto done =
            kRooms.start(nullptr, true)->apply(batchOf({entered("a", "A")}), {0, 1}, rows, nullptr, {stop.get_token()});
        QVERIFY(!done && done.error().kind == ErrorKind::Cancelled);
    }

    void givesTheSameRowsHoweverItIsCut() {
        QVERIFY(rc::check("cut, committed, let go, begun anew", [] {
            const auto batch = batchOf(randomEvents());
            RecordingSink whole, cut(*rc::gen::arbitrary<bool>());
            const auto expected = rowsOf(kRooms, {batch}, nullptr, &whole);
            RC_ASSERT(rowsOfCutRuns(kRooms, {batch}, &cut).text() == expected.text());
            RC_ASSERT(cut.failures == whole.failures);
        }));
    }

    void editsMakeTheRows() {
        QVERIFY(rc::check("edits alone give the rows", [] {
            const auto batch = batchOf(randomEvents());
            RecordingSink sink(true);
            const auto rows = rowsOfCutRuns(kRooms, {batch}, &sink);
            RC_ASSERT(sink.isConsistent);
            RC_ASSERT(sink.rows.size() == rows.all.size());
            for (const auto &[key, row] : rows.all)
                RC_ASSERT(sink.rows.at(key) == row.row);
        }));
    }

    void oneKeyAloneGivesItsRow() {
        QVERIFY(rc::check("confined to a key", [] {
            const auto batch = batchOf(randomEvents());
            const auto all = rowsOf(kRooms, {batch});
            const auto only = std::make_shared<std::set<std::string, std::less<>>>();
            only->insert(std::string(1, *rc::gen::inRange('a', 'g')));
            auto expected = all;
            std::erase_if(expected.all, [&](const auto &row) { return !only->contains(row.first); });
            RC_ASSERT(rowsOf(kRooms, {batch}, only).text() == expected.text());
        }));
    }

    void goesOnAfterOneInAThousandThatThrows() {
        std::vector<TestEvent> events, good;
        std::vector<std::size_t> bad;
        for (std::size_t i = 0; i < 20000; ++i) {
            const bool isBad = i % 1000 == 617;
            events.push_back(entered("room" + std::to_string(i % 37), isBad ? "nobody" : "somebody"));
            if (isBad) bad.push_back(i);
        }
        RecordingSink sink;
        const auto rows = rowsOf(kRooms, {batchOf(events)}, nullptr, &sink);
        std::vector<std::size_t> told;
        for (const auto &failure : sink.failures)
            told.push_back(failure.row);
        QVERIFY(told == bad);
        std::uint64_t taken = 0;
        for (const auto &[key, row] : rows.all)
            taken += row.events;
        QCOMPARE(taken, events.size() - bad.size());
    }
};

QTEST_GUILESS_MAIN(TestRecordProjection)
#include "tst_record_projection.moc"
