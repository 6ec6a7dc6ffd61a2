// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/read_model.h"

#include "tests/core/models/model_samples.h"

#include <QtTest/QtTest>

using namespace eventscope;
using namespace eventscope::testing;

Q_DECLARE_METATYPE(eventscope::ColumnType)

class TestReadModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void namesOfProjections_data();
    void namesOfProjections();
    void namesOfColumns_data();
    void namesOfColumns();
    void columnsAreFew();
    void complaintsAreSafeToShow();
    void keys();
    void whatFits_data();
    void whatFits();
    void normalRows_data();
    void normalRows();
    void normalRowsStayAsTheyAre();
    void typesHaveNames();
};

void TestReadModel::namesOfProjections_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("plain") << "orders" << true;
    QTest::newRow("one letter") << "a" << true;
    QTest::newRow("all that may be") << "a0-9-z" << true;
    QTest::newRow("longest") << QString(48, u'a') << true;
    QTest::newRow("too long") << QString(49, u'a') << false;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("begins with a digit") << "1a" << false;
    QTest::newRow("begins with a hyphen") << "-a" << false;
    QTest::newRow("capital") << "Orders" << false;
    QTest::newRow("underscore") << "a_b" << false;
    QTest::newRow("a role") << "orders (shadow)" << false;
    QTest::newRow("quote") << "a\"b" << false;
    QTest::newRow("no ASCII") << "ä" << false;
    QTest::newRow("path") << "a/b" << false;
}

void TestReadModel::namesOfProjections() {
    QFETCH(QString, name);
    QFETCH(bool, isGood);
    const auto checked = checkSchema({name.toStdString(), {}});
    QCOMPARE(checked.has_value(), isGood);
    if (!isGood) QCOMPARE(checked.error().kind, ErrorKind::Invalid);
}

void TestReadModel::namesOfColumns_data() {
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("none") << QStringList() << true;
    QTest::newRow("plain") << QStringList{"a", "B", "c_1"} << true;
    QTest::newRow("longest") << QStringList{QString(48, u'a')} << true;
    QTest::newRow("too long") << QStringList{QString(49, u'a')} << false;
    QTest::newRow("empty") << QStringList{""} << false;
    QTest::newRow("one of ours") << QStringList{"_rest"} << false;
    QTest::newRow("digit first") << QStringList{"1a"} << false;
    QTest::newRow("the key") << QStringList{"key"} << false;
    QTest::newRow("the key in capitals") << QStringList{"KEY"} << false;
    QTest::newRow("twice") << QStringList{"a", "b", "a"} << false;
    QTest::newRow("twice but for case") << QStringList{"total", "Total"} << false;
    QTest::newRow("hyphen") << QStringList{"a-b"} << false;
    QTest::newRow("quote") << QStringList{"a\"b"} << false;
    QTest::newRow("no ASCII") << QStringList{"ä"} << false;
}

void TestReadModel::namesOfColumns() {
    QFETCH(QStringList, names);
    QFETCH(bool, isGood);
    ModelSchema schema{"orders", {}};
    for (const QString &name : names)
        schema.columns.push_back({name.toStdString(), ColumnType::Text});
    QCOMPARE(checkSchema(schema).has_value(), isGood);
}

void TestReadModel::columnsAreFew() {
    ModelSchema schema{"orders", {}};
    for (std::size_t i = 0; i < kModelColumnsMax; ++i)
        schema.columns.push_back({"c" + std::to_string(i), ColumnType::Text});
    QVERIFY(checkSchema(schema));
    schema.columns.push_back({"more", ColumnType::Text});
    QVERIFY(!checkSchema(schema));
}

void TestReadModel::complaintsAreSafeToShow() {
    QVERIFY(checkSchema({"a\x1b[2J", {}}).error().message.find('\x1b') == std::string::npos);
    QVERIFY(checkSchema({"a", {{"\x1b", {}}}}).error().message.find('\x1b') == std::string::npos);
}

void TestReadModel::keys() {
    for (const std::string &good : {std::string("a"), std::string(1024, 'k'), std::string("ä \t'"), std::string(" ")})
        QCOMPARE(wrongKey(good), "");
    for (const std::string &bad : {std::string(), std::string(1025, 'k'), std::string("a\0b", 3), std::string("\xff"),
                                   std::string("\xed\xa0\x80")})
        QVERIFY(!wrongKey(bad).empty());
}

void TestReadModel::whatFits_data() {
    QTest::addColumn<ColumnType>("type");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("doesFit");
    const auto row = [](ColumnType type, const char *value, bool doesFit) {
        QTest::addRow("%s %.40s", name(type).data(), value) << type << QByteArray(value) << doesFit;
    };
    for (const ColumnType type : {ColumnType::Text, ColumnType::Integer, ColumnType::Decimal, ColumnType::Boolean,
                                  ColumnType::Instant, ColumnType::Json})
        row(type, "null", true);
    row(ColumnType::Text, R"("a")", true);
    row(ColumnType::Text, R"("")", true);
    row(ColumnType::Text, "1", false);
    row(ColumnType::Text, R"("\u0000")", false);
    row(ColumnType::Text, R"("\ud800")", false);
    row(ColumnType::Text, R"("\ud83d\ude00")", true);
    row(ColumnType::Integer, "0", true);
    row(ColumnType::Integer, "-0", false);
    row(ColumnType::Integer, "9223372036854775807", true);
    row(ColumnType::Integer, "-9223372036854775808", true);
    row(ColumnType::Integer, "9223372036854775808", false);
    row(ColumnType::Integer, "1.0", false);
    row(ColumnType::Integer, "1e2", false);
    row(ColumnType::Integer, R"("1")", false);
    row(ColumnType::Integer, "true", false);
    row(ColumnType::Decimal, "120.00", true);
    row(ColumnType::Decimal, "-0.10", true);
    row(ColumnType::Decimal, "0.000", true);
    row(ColumnType::Decimal, "-0.000", false);
    row(ColumnType::Decimal, "-0", false);
    row(ColumnType::Decimal, "1e2", false);
    row(ColumnType::Decimal, "1E2", false);
    row(ColumnType::Decimal, std::string(1000, '9').c_str(), true);
    row(ColumnType::Decimal, (std::string(1000, '9') + "0").c_str(), false);
    row(ColumnType::Boolean, "true", true);
    row(ColumnType::Boolean, "false", true);
    row(ColumnType::Boolean, "0", false);
    row(ColumnType::Instant, R"("2026-03-04T12:00:03.881902Z")", true);
    row(ColumnType::Instant, R"("0001-01-01T00:00:00.000000Z")", true);
    row(ColumnType::Instant, R"("9999-12-31T23:59:59.999999Z")", true);
    row(ColumnType::Instant, R"("0000-12-31T23:59:59.999999Z")", false); // there is no year 0 in SQL
    row(ColumnType::Instant, R"("2026-03-04T12:00:03.88190Z")", false);
    row(ColumnType::Instant, R"("2026-03-04T12:00:03.881902+00:00")", false);
    row(ColumnType::Instant, R"("2026-03-04")", false);
    row(ColumnType::Instant, "1772625603", false);
    row(ColumnType::Json, "[1,{}]", true);
    row(ColumnType::Json, R"("\u0000")", true);
    row(ColumnType::Json, R"("\ud800")", true);
}

void TestReadModel::whatFits() {
    QFETCH(ColumnType, type);
    QFETCH(QByteArray, value);
    QFETCH(bool, doesFit);
    QCOMPARE(fits(type, json(value.toStdString())), doesFit);
}

void TestReadModel::normalRows_data() {
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("normal");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray(R"({"b":null,"a":null})");
    QTest::newRow("in order") << QByteArray(R"({"z":1,"a":2,"y":3,"b":4})")
                              << QByteArray(R"({"b":4,"a":2,"z":1,"y":3})");
    QTest::newRow("the last counts") << QByteArray(R"({"a":1,"z":1,"y":2,"a":2,"z":3})")
                                     << QByteArray(R"({"b":null,"a":2,"y":2,"z":3})");
    QTest::newRow("below nothing changes")
        << QByteArray(R"({"a":{"q":1,"q":1.0}})") << QByteArray(R"({"b":null,"a":{"q":1,"q":1.0}})");
}

void TestReadModel::normalRows() {
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, normal);
    const ModelSchema schema{"orders", {{"b", ColumnType::Text}, {"a", ColumnType::Integer}}};
    QCOMPARE(print(normalRow(schema, json(row.toStdString()))), normal.toStdString());
}

void TestReadModel::normalRowsStayAsTheyAre() {
    for (const std::string &text : hardRows()) {
        const Json once = normalRow(orderSchema(), json(text));
        QVERIFY(normalRow(orderSchema(), once) == once);
    }
}

void TestReadModel::typesHaveNames() {
    for (const ColumnType type : {ColumnType::Text, ColumnType::Integer, ColumnType::Decimal, ColumnType::Boolean,
                                  ColumnType::Instant, ColumnType::Json})
        QCOMPARE(int(columnTypeNamed(name(type)).value()), int(type));
    QVERIFY(!columnTypeNamed("number"));
    QVERIFY(!columnTypeNamed(""));
    QCOMPARE(name(ModelRole::Shadow), std::string_view("shadow"));
}

QTEST_GUILESS_MAIN(TestReadModel)
#include "tst_read_model.moc"
