// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter.h"

#include "one_event.h"

#include <QtTest/QtTest>

using namespace eventscope;

namespace {

constexpr const char *kData = R"({
    "amount": 100.50, "big": 12345678901234567890, "sku": "A1", "paid": true, "note": null, "empty": "",
    "customer": {"name": "Zoë", "e-mail": "z@example.org", "and": 1},
    "items": [{"sku": "A1", "n": 1}, {"sku": "B2", "n": 20}], "grid": [[1, 2], [3]], "none": [],
    "when": "2026-03-04T23:30:00+01:00", "day": "2026-03-04", "box": {"length": "long"},
    "twice": 1, "twice": 2, "text": "line\nbreak", "": "nameless", "a.b": 5, "0": "zero"
})";

} // namespace

class TestFilter : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void answers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("expected");
        const auto yes = [](const char *text) { QTest::addRow("%s", text) << QString::fromUtf8(text) << true; };
        const auto no = [](const char *text) { QTest::addRow("%s", text) << QString::fromUtf8(text) << false; };
        yes("");
        yes("  \t ");
        yes("true");
        no("false");
        yes("!false");
        // header
        yes(R"(type == "OrderPlaced")");
        no(R"(type == "orderplaced")");
        no(R"(type != "OrderPlaced")");
        yes(R"(type < "P")");
        yes(R"(type ~ "Order*")");
        no(R"(type ~ "Order")");
        yes(R"(type =~ "^Order(Placed|Shipped)$")");
        yes(R"(type =~ "Plac")");
        no(R"(type =~ "plac")");
        yes(R"(type =~ "(?i)plac")");
        yes(R"(stream ~ "order-*")");
        yes(R"(stream == "order-17")");
        yes(R"(category == "order")");
        no(R"(category == "order-17")");
        yes("version == 3");
        yes("version == 3.0");
        yes("version > 2.5");
        yes("version >= 2.5");
        no("version <= 2.5");
        yes("version < 3.5");
        yes("version <= 3.5");
        no("version == 2.5");
        yes("version != 2.5");
        yes("version > -1");
        yes("version < 1e400");
        yes("version > -1e400");
        no("version > 9223372036854775808");
        yes("version < 9223372036854775808");
        yes("schemaVersion == 2");
        yes("position == 48211");
        yes(R"(position == "48211")");
        yes(R"(position < "1:0")");
        yes("position > 48210");
        yes(R"(id == "0190f3a2-7b1c-7def-8000-00000000c0de")");
        yes(R"(id == "{0190F3A27B1C7DEF800000000000C0DE}")");
        no(R"(id != "0190f3a2-7b1c-7def-8000-00000000c0de")");
        yes(R"(id ~ "*c0de")");
        yes(R"(id >= "01")");
        // time
        yes("time == 2026-03-04");
        yes("time in 2026-03-04");
        yes("time == 2026");
        yes("time in 2026");
        yes("time in 2026-02..2026-03");
        no("time in 2026-01..2026-02");
        yes("time in 2026-03-04..2026-03-04");
        yes("time <= 2026-03-04");
        no("time < 2026-03-04");
        no("time > 2026-03-04");
        yes("time >= 2026-03-04");
        no("time != 2026-03-04");
        yes("time != 2026-03-05");
        yes("time == 2026-03-04T12:00:03Z");
        yes("time == 2026-03-04T13:00:03+01:00");
        yes("time == 2026-03-04T12:00:03.881902Z");
        no("time == 2026-03-04T12:00:03.881903Z");
        yes(R"(time == "2026-03-04 12:00")");
        yes("exists time");
        no("exists validTime");
        no("validTime == 2026");
        no("validTime != 2026");
        yes("!(validTime == 2026)");
        yes("exists type && exists data && exists meta");
        // payload
        yes("data.amount == 100.5");
        yes("data.amount == 1005e-1");
        yes("data.amount > 100");
        no("data.amount > 100.50");
        yes("data.big == 12345678901234567890");
        no("data.big == 12345678901234567891");
        yes("data.big > 12345678901234567889");
        no(R"(data.amount == "100.50")");
        no(R"(data.amount != "x")");
        no("data.sku != 5");
        yes(R"(data.sku == "A1")");
        yes(R"(data["sku"] == "A1")");
        yes(R"(data.sku != "A2")");
        yes(R"(data.sku < "B")");
        yes(R"(data.sku ~ "A?")");
        yes(R"(data.sku =~ "[0-9]$")");
        no(R"(data.amount =~ "1")");
        no(R"(data.missing == "A1")");
        no(R"(data.missing != "A1")");
        yes(R"(!(data.missing == "A1"))");
        yes(R"(not data.missing == "A1")");
        yes("data.paid == true");
        no("data.paid == false");
        yes("data.paid != false");
        no("data.paid < true");
        yes("data.note == null");
        no("data.note != null");
        yes("data.sku != null");
        no("data.missing == null");
        no("data.missing != null");
        no("data.note < null");
        yes("exists data.note");
        no("exists data.missing");
        no("exists data.sku.deeper");
        yes(R"(data.customer.name == "Zo\u00eb")");
        yes(R"(data.customer.name == "Zoë")");
        yes(R"(data.customer.name ~ "Zo?")");
        yes(R"(exists data.customer.e-mail)");
        yes("data.customer.and == 1");
        yes(R"(data.text == "line\nbreak")");
        yes(R"(data[""] == "nameless")");
        yes(R"(data["a.b"] == 5)");
        no("data.a.b == 5");
        yes(R"(data.0 == "zero")");
        no(R"(data[0] == "zero")");
        yes("data.twice == 2");
        no("data.twice == 1");
        // arrays
        yes(R"(data.items[0].sku == "A1")");
        no(R"(data.items[0].sku == "B2")");
        no("exists data.items[2]");
        yes(R"(data.items[*].sku == "B2")");
        yes(R"(data.items[*].sku != "B2")");
        no(R"(data.items[*].sku == "C3")");
        yes("data.grid[*][*] == 3");
        no("data.grid[*][*] == 4");
        yes("exists data.grid[*][1]");
        no("exists data.none[*]");
        no("exists data.customer[*]");
        // sizes
        yes("data.items.length == 2");
        yes("data.none.length == 0");
        yes("data.customer.length == 3");
        yes("data.customer.name.length == 3");
        yes("data.empty.length == 0");
        no("exists data.amount.length");
        yes(R"(data.box.length == "long")");
        no("data.box.length == 1");
        yes("data.grid[*].length == 1");
        // times in payloads
        yes("data.when == 2026-03-04");
        yes("data.when > 2026-03-04T22:00Z");
        yes("data.day == 2026-03");
        yes("data.day in 2026-03..2026-04");
        no("data.sku >= 2026-03-04");
        no("data.amount >= 2026-03-04");
        // metadata and state
        yes(R"(meta.correlationId == "c-1")");
        yes("state.balance < 0");
        yes("state.items.length > 3");
        yes("exists state");
        // connectives
        yes("true || false && false");
        no("(true || false) && false");
        yes("true or false and false");
        no("!true && false");
        yes("!(true && false)");
        yes("!!true");
        yes(R"(type == "X" || version == 3 && data.paid == true)");
        yes(R"(type=="OrderPlaced"&&version==3)");
        yes("(((true)))");
        yes("true\t&&\ttrue");
    }
    void answers() {
        QFETCH(QString, text);
        QFETCH(bool, expected);
        OneEvent one;
        one.row.data.bytes = kData;
        one.row.metadata.bytes = R"({"correlationId":"c-1","userId":"kim"})";
        OneSubject subject(one.batch());
        subject.m_state = *Json::parse(R"({"balance":-5,"items":[1,2,3,4]})");
        const auto filter = Filter::parse(text.toStdString(), FilterScope::State);
        QVERIFY2(filter.has_value(), filter ? "" : filter.error().message.c_str());
        QCOMPARE(filter->matches(subject), expected);
    }
    void nothingOfAMalformedPayloadIsThere_data() {
        QTest::addColumn<int>("encoding");
        QTest::newRow("malformed") << int(Encoding::Json);
        QTest::newRow("text") << int(Encoding::Text);
        QTest::newRow("binary") << int(Encoding::Binary);
    }
    void nothingOfAMalformedPayloadIsThere() {
        QFETCH(int, encoding);
        OneEvent one;
        one.row.data = {Encoding(encoding), R"({"sku":"A1")"};
        const OneSubject subject(one.batch());
        QVERIFY(!Filter::parse("exists data")->matches(subject));
        QVERIFY(!Filter::parse(R"(data.sku == "A1")")->matches(subject));
        QVERIFY(Filter::parse(R"(!(data.sku == "A1"))")->matches(subject));
        QVERIFY(Filter::parse("version == 3")->matches(subject));
    }
    void typeAndSchemaVersionAreThoseOfTheSubject() {
        class Renamed : public OneSubject {
          public:
            using OneSubject::OneSubject;
            [[nodiscard]] std::string_view type() const override { return "Renamed"; }
            [[nodiscard]] int schemaVersion() const override { return 9; }
        };
        const Renamed subject(OneEvent().batch());
        QVERIFY(Filter::parse(R"(type == "Renamed" && schemaVersion == 9)")->matches(subject));
        QVERIFY(Filter::parse(R"(type =~ "^Ren")")->matches(subject));
        QVERIFY(!Filter::parse(R"(type == "OrderPlaced" || schemaVersion == 2)")->matches(subject));
    }
    void asksForPayloadsOnlyWhenNeeded() {
        class Counting : public OneSubject {
          public:
            using OneSubject::OneSubject;
            [[nodiscard]] const Json *data() const override {
                ++asked;
                return OneSubject::data();
            }
            mutable int asked = 0;
        };
        const Counting subject(OneEvent().batch());
        QVERIFY(!Filter::parse("version == 9 && exists data.x")->matches(subject));
        QVERIFY(Filter::parse("version == 3 || exists data.x")->matches(subject));
        QCOMPARE(subject.asked, 0);
        QVERIFY(!Filter::parse("version == 3 && exists data.x")->matches(subject));
        QCOMPARE(subject.asked, 1);
    }
    void knowsWhatItNeeds() {
        const auto fields = [](const char *text) { return Filter::parse(text)->fields(); };
        QVERIFY(fields("version == 1 && type == \"A\"") == Fields::Header);
        QVERIFY(fields("exists data.x || meta.y == 1") == (Fields::Data | Fields::Metadata));
        QVERIFY(fields("!(exists validTime) && id ~ \"a*\"") == (Fields::ValidAt | Fields::Id));
        QVERIFY(Filter::parse("version == 1 && !(time == 2026)")->isHeaderOnly());
        QVERIFY(!Filter::parse("version == 1 && exists data.x")->isHeaderOnly());
        QVERIFY(!Filter::parse("type =~ \"x\"")->isHeaderOnly());
        QVERIFY(Filter::parse(" ")->matchesEverything());
        QVERIFY(Filter().matchesEverything());
        QVERIFY(Filter().isHeaderOnly());
        QCOMPARE(Filter::parse(" version == 1 ")->text(), std::string(" version == 1 "));
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
