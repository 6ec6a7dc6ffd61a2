// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter.h"

#include "one_event.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace eventscope;
using Kind = Prefilter::Kind;

namespace {

/// A prefilter in one line.
QByteArray shown(const Prefilter &prefilter) {
    const QByteArray text = QByteArray::fromStdString(prefilter.text);
    const auto ops = QByteArrayList{"==", "!=", "<", "<=", ">", ">=", "~"};
    const QByteArray op = ops[int(prefilter.op)];
    QByteArrayList children;
    for (const Prefilter &child : prefilter.children)
        children << shown(child);
    switch (prefilter.kind) {
    case Kind::Everything:
        return "all";
    case Kind::Nothing:
        return "none";
    case Kind::And:
        return "(" + children.join(" & ") + ")";
    case Kind::Or:
        return "(" + children.join(" | ") + ")";
    case Kind::Not:
        return "!" + children.join();
    case Kind::Type:
        return "type" + op + text;
    case Kind::Stream:
        return "stream" + op + text;
    case Kind::Category:
        return "category" + op + text;
    case Kind::EventIdIs:
        return "id" + op + text;
    case Kind::Version:
        return "version" + op + QByteArray::number(qint64(prefilter.number));
    case Kind::SchemaVersion:
        return "schema" + op + QByteArray::number(qint64(prefilter.number));
    case Kind::PositionIs:
        return "position" + op + QByteArray::fromStdString(toString(prefilter.position));
    case Kind::RecordedAt:
        return "time" + op + QByteArray::fromStdString(toIso(timeOfUs(prefilter.number))).left(10);
    case Kind::ValidAt:
        return "valid" + op + QByteArray::number(qint64(prefilter.number));
    case Kind::DataContains:
        return "data:" + text;
    case Kind::MetadataContains:
        return "meta:" + text;
    }
    return {};
}

} // namespace

class TestPrefilter : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void isDerived_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QByteArray(expected);
        };
        row("", "all");
        row("false", "none");
        row("!(true)", "none");
        row("type == \"A\" && stream ~ \"o*\"", "(type==A & stream~o*)");
        row("type == \"A\" || (type == \"B\" || type == \"C\")", "(type==A | type==B | type==C)");
        row("!(type == \"A\" && version == 1)", "(!type==A | !version==1)");
        row("!(type == \"A\" || !(version == 1))", "(!type==A & version==1)");
        row("version > 2.5", "version>2");
        row("version < -1e99", "none");
        row("version >= -1e99", "all");
        row("version != 0.5", "all");
        row("time in 2026-03", "(time>=2026-03-01 & time<2026-04-01)");
        row("time <= 2026-03-04", "time<2026-03-05");
        row("time != 2026-03-04", "(time<2026-03-04 | time>=2026-03-05)");
        row("!(time == 2026-03-04)", "!(time>=2026-03-04 & time<2026-03-05)");
        row("exists validTime", "valid>=-9223372036854775808");
        row("exists type", "all");
        row("position > 7", "position>7");
        row("type =~ \"A\"", "all");
        row("!(type =~ \"A\")", "all");
        row("type =~ \"A\" && version == 1", "version==1");
        // payloads
        row("data.sku == \"A1\"", "data:\"A1\"");
        row("meta.correlationId == \"c-1\"", "meta:\"c-1\"");
        row("data.sku == \"say \\\"hello\\\" now\"", "data:hello");
        row("data.sku == \"a\\nbc\"", "data:bc");
        row("data.sku == \"\\n\"", "data:\"sku\"");
        row("data.sku == \"\\ud800abc\"", "data:\"sku\"");
        row("data.sku == \"Zoë\"", "data:\"Zoë\"");
        row("data.sku ~ \"ab*cde?f\"", "data:cde");
        row("data.sku ~ \"*\"", "data:\"sku\"");
        row("data.sku =~ \"ab\"", "data:\"sku\"");
        row("data.sku != \"A1\"", "data:\"sku\"");
        row("data.customer.age > 5", "data:\"customer\"");
        row("exists data.items[*].sku", "data:\"items\"");
        row("data.items.length > 3", "data:\"items\"");
        row("data.length > 3", "all");
        row("data[\"a\\\"b\"] == 1", "all");
        row("exists data", "all");
        row("!(data.sku == \"A1\")", "all");
        row("!(type == \"A\" && data.sku == \"A1\")", "all");
        row("!(type == \"A\" || data.sku == \"A1\")", "!type==A");
        row("!!(data.sku == \"A1\")", "data:\"A1\"");
        row("type == \"A\" && (data.a == 1 || data.b == \"x\")", "(type==A & (data:\"a\" | data:\"x\"))");
        row("state.balance < 0", "all");
        row("!(state.balance < 0) && type == \"A\"", "type==A");
    }
    void isDerived() {
        QFETCH(QString, text);
        const auto filter = Filter::parse(text.toStdString(), FilterScope::State);
        QVERIFY2(filter.has_value(), filter ? "" : filter.error().message.c_str());
        QTEST(shown(filter->prefilter()), "expected");
    }
    void guardsHideNothing_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("encoding");
        QTest::addColumn<bool>("expected");
        QTest::newRow("there") << QByteArray(R"({"sku":"A1"})") << int(Encoding::Json) << true;
        QTest::newRow("absent") << QByteArray(R"({"sku":"B1"})") << int(Encoding::Json) << false;
        QTest::newRow("empty") << QByteArray() << int(Encoding::Json) << false;
        QTest::newRow("escaped") << QByteArray(R"({"sku":"\u00411"})") << int(Encoding::Json) << true;
        QTest::newRow("envelope") << QByteArray(R"({"sku":{"$pii":1}})") << int(Encoding::Json) << true;
        QTest::newRow("text") << QByteArray("x") << int(Encoding::Text) << true;
        QTest::newRow("binary") << QByteArray("x") << int(Encoding::Binary) << true;
    }
    void guardsHideNothing() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, encoding);
        QFETCH(bool, expected);
        const std::string stored = bytes.toStdString();
        OneEvent one;
        one.row.data = {Encoding(encoding), stored};
        Prefilter contains;
        contains.kind = Kind::DataContains;
        contains.text = "\"A1\"";
        QCOMPARE(matches(contains, (*one.batch())[0]), expected);
    }
    void validTimeIsThreeValued() {
        Prefilter valid;
        valid.kind = Kind::ValidAt;
        valid.op = Comparison::NotEqual;
        OneEvent one;
        QVERIFY(!matches(valid, (*one.batch())[0]));
        one.row.validUs = 5;
        QVERIFY(matches(valid, (*one.batch())[0]));
        one.row.validUs = 0;
        QVERIFY(!matches(valid, (*one.batch())[0]));
    }
    void joinsKeepWhatDecides() {
        Prefilter nothing;
        nothing.kind = Kind::Nothing;
        QVERIFY(Prefilter::all({}).kind == Kind::Everything);
        QVERIFY(Prefilter::any({}).kind == Kind::Nothing);
        QVERIFY(Prefilter::all({{}, nothing}).kind == Kind::Nothing);
        QVERIFY(Prefilter::any({{}, nothing}).kind == Kind::Everything);
        const auto filter = *Filter::parse("data.sku == \"A1\"");
        QCOMPARE(shown(Prefilter::widened(filter.prefilter(), {"A", "B"})), "(data:\"A1\" | type==A | type==B)");
        QCOMPARE(shown(Prefilter::widened(filter.prefilter(), {})), "data:\"A1\"");
        QCOMPARE(shown(Prefilter::widened({}, {"A"})), "all");
    }
    void knowsItsColumns() {
        const auto fields = [](const char *text) { return Filter::parse(text)->prefilter().fields(); };
        QVERIFY(fields("version == 1") == Fields::Header);
        QVERIFY(fields("!(exists validTime) || exists data.x") == (Fields::ValidAt | Fields::Data));
        QVERIFY(fields("meta.x == 1 && id == \"0190f3a2-7b1c-7def-8000-00000000c0de\"") ==
                (Fields::Metadata | Fields::Id));
    }
};

QTEST_APPLESS_MAIN(TestPrefilter)
#include "tst_prefilter.moc"
