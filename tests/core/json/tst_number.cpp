// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// moc 6.4 cannot parse <compare> when it comes first.
#include <QTest>

#include "core/json/number.h"

#include <rapidcheck.h>

#include <limits>
#include <string>

using namespace eventscope;

namespace {

/// Tokens over few digits and small exponents, so that equal values in different spellings come up often.
rc::Gen<std::string> anyToken() {
    return rc::gen::exec([] {
        std::string token = *rc::gen::element("", "-");
        const std::string whole = *rc::gen::container<std::string>(rc::gen::element('0', '1', '9'));
        token += whole.empty() || whole[0] == '0' ? "0" : whole;
        const std::string fraction = *rc::gen::container<std::string>(rc::gen::element('0', '0', '5', '9'));
        if (!fraction.empty()) token += "." + fraction;
        if (*rc::gen::arbitrary<bool>()) token += "e" + std::to_string(*rc::gen::inRange(-12, 12));
        return token;
    });
}

/// The value times 10^60 as a signed string of fixed width: a slow, obvious way to compare.
struct Plain {
    int sign;
    std::string digits;
    auto operator<=>(const Plain &) const = default;
};

Plain plainOf(std::string token) {
    const bool negative = token[0] == '-';
    token.erase(0, negative);
    int exponent = 0;
    if (const std::size_t e = token.find('e'); e != std::string::npos) {
        exponent = std::stoi(token.substr(e + 1));
        token.resize(e);
    }
    std::size_t point = token.find('.');
    if (point == std::string::npos)
        point = token.size();
    else
        token.erase(point, 1);
    std::string digits(300, '0');
    for (std::size_t i = 0; i < token.size(); ++i) {
        digits[static_cast<std::size_t>(150 - static_cast<int>(point) - exponent + static_cast<int>(i))] = token[i];
    }
    const bool zero = digits.find_first_not_of('0') == std::string::npos;
    return {zero ? 0 : negative ? -1 : 1, digits};
}

std::strong_ordering plainCompare(const std::string &a, const std::string &b) {
    const Plain x = plainOf(a), y = plainOf(b);
    if (x.sign != y.sign) return x.sign <=> y.sign;
    return x.sign < 0 ? y.digits <=> x.digits : x.digits <=> y.digits;
}

} // namespace

class TestNumber : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void recognisesTokens();
    void comparesByValue_data();
    void comparesByValue();
    void comparesAsPlainDigitsDo();
    void readsWholeNumbers_data();
    void readsWholeNumbers();
    void knowsWhatDoublesLose();
    void approximates();
    void adds_data();
    void adds();
    void sumsAreConsistent();
    void shortSumsAreThoseOfTheLongWay();
};

void TestNumber::recognisesTokens() {
    for (const char *token : {"0", "-0", "10", "-0.5e+10", "1E5", "1e-0", "0.0", "123456789012345678901234567890"}) {
        QVERIFY2(isNumberToken(token), token);
    }
    for (const char *token :
         {"", "-", "01", "1.", ".1", "+1", "NaN", "1e", "1e+", " 1", "1 ", "--1", "0x1", "1,2", "true"}) {
        QVERIFY2(!isNumberToken(token), token);
    }
}

void TestNumber::comparesByValue_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order");
    const auto row = [](const char *a, const char *b, int order) {
        QTest::addRow("%s ? %s", a, b) << QString::fromLatin1(a) << QString::fromLatin1(b) << order;
    };
    row("1.10", "1.1", 0);
    row("1e2", "100", 0);
    row("0.001e3", "1", 0);
    row("-0", "0.00e99999999999999999999", 0);
    row("9007199254740992", "9007199254740993", -1);
    row("0.1", "0.10000000000000000000000000000000001", -1);
    row("-2", "1", -1);
    row("-2", "-3", 1);
    row("0", "-1e-999999999999999999999999", 1);
    row("1e999999999999999999999999", "1e999999999999999999999998", 1);
    row("1e999999999999999999999999", "10e999999999999999999999998", 0);
    row("1e-999999999999999999999999", "0.1e-999999999999999999999998", 0);
    row("1e1000000000000000000000000", "10e999999999999999999999999", 0);
    row("1e-100000000000000000000", "1e100000000000000000000", -1);
    row("99e-1", "1e1", -1);
    row("1e0000000000000000000000002", "100", 0);
}

void TestNumber::comparesByValue() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, order);
    QVERIFY(compareNumbers(a.toStdString(), b.toStdString()) == (order <=> 0));
    QVERIFY(compareNumbers(b.toStdString(), a.toStdString()) == (0 <=> order));
}

void TestNumber::comparesAsPlainDigitsDo() {
    QVERIFY(rc::check("compareNumbers agrees with fixed-point digits", [] {
        const std::string a = *anyToken(), b = *anyToken();
        RC_ASSERT(isNumberToken(a));
        RC_ASSERT((compareNumbers(a, b) == plainCompare(a, b)));
    }));
}

void TestNumber::readsWholeNumbers_data() {
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<qint64>("value");
    const auto row = [](const char *token, qint64 value) { QTest::newRow(token) << QString(token) << true << value; };
    const auto none = [](const char *token) { QTest::newRow(token) << QString(token) << false << qint64(0); };
    row("100", 100);
    row("1e2", 100);
    row("5.0", 5);
    row("-0.0", 0);
    row("0e999999999999999999999", 0);
    row("12.5e1", 125);
    row("9223372036854775807", std::numeric_limits<qint64>::max());
    row("-9223372036854775808", std::numeric_limits<qint64>::min());
    row("92233720368547758.07e2", std::numeric_limits<qint64>::max());
    none("1.5");
    none("1e-1");
    none("9223372036854775808");
    none("-9223372036854775809");
    none("1e19");
    none("1e999999999999999999999");
    none("1e-999999999999999999999");
    none("12345678901234567890");
}

void TestNumber::readsWholeNumbers() {
    QFETCH(QString, token);
    QFETCH(bool, whole);
    QFETCH(qint64, value);
    const std::optional<std::int64_t> read = wholeNumber(token.toStdString());
    QCOMPARE(read.has_value(), whole);
    QCOMPARE(qint64(read.value_or(0)), value);
}

void TestNumber::knowsWhatDoublesLose() {
    for (const char *token :
         {"0.1", "1.10", "9007199254740992", "1e20", "1e308", "-0", "5e-324", "0.30000000000000004"}) {
        QVERIFY2(!losesDigitsAsDouble(token), token);
    }
    for (const char *token : {"9007199254740993", "12345678901234567890", "1e400", "-1e400", "1e-400",
                              "0.1000000000000000000001", "3.14159265358979323846"}) {
        QVERIFY2(losesDigitsAsDouble(token), token);
    }
}

void TestNumber::approximates() {
    QCOMPARE(approximate("-1.5e3"), -1500.0);
    QCOMPARE(approximate("1e400"), std::numeric_limits<double>::infinity());
    QCOMPARE(approximate("-1e99999999999999999999"), -std::numeric_limits<double>::infinity());
    QCOMPARE(approximate("1e-400"), 0.0);
    QCOMPARE(approximate("1e-99999999999999999999"), 0.0);
    QVERIFY(approximate(std::string(400, '9') + "e-10") > std::numeric_limits<double>::max());
    QCOMPARE(approximate("0e999"), 0.0);
}

void TestNumber::adds_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("sum");
    const auto row = [](const char *a, const char *b, const char *sum) {
        QTest::addRow("%s + %s", a, b) << QString(a) << QString(b) << QString(sum);
    };
    row("120.00", "-20.5", "99.50");
    row("0.1", "0.2", "0.3");
    row("1", "-1", "0");
    row("0.10", "-0.10", "0.00");
    row("-0", "0", "0");
    row("999", "1", "1000");
    row("-5", "3", "-2");
    row("3", "-5", "-2");
    row("-0.5", "-0.5", "-1.0");
    row("1e2", "1", "101");
    row("1.50e1", "0", "15.0");
    row("1e-3", "1", "1.001");
    row("9007199254740993", "1", "9007199254740994");
    row("100", "-99.99", "0.01");
    row("0e999999999999999999999", "1", "1");
    row("1e5000", "1", "");
    row("1e-5000", "1", "");
    row("1e99999999999999999999", "1", "");
    row("1e-99999999999999999999", "1", "");
}

void TestNumber::adds() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(QString, sum);
    QCOMPARE(QString::fromStdString(addNumbers(a.toStdString(), b.toStdString()).value_or("")), sum);
    QCOMPARE(QString::fromStdString(addNumbers(b.toStdString(), a.toStdString()).value_or("")), sum);
}

void TestNumber::sumsAreConsistent() {
    QCOMPARE(addNumbers(std::string(4096, '9'), "0").value_or("").size(), 4096u);
    QVERIFY(!addNumbers(std::string(4096, '9'), "1"));
    QVERIFY(rc::check("(a + b) - b equals a, and a sum is a number", [] {
        const std::string a = *anyToken(), b = *anyToken();
        const std::optional<std::string> sum = addNumbers(a, b);
        RC_ASSERT(sum.has_value());
        RC_ASSERT(isNumberToken(*sum));
        const std::string minusB = b[0] == '-' ? b.substr(1) : "-" + b;
        RC_ASSERT((compareNumbers(*addNumbers(*sum, minusB), a) == 0));
    }));
}

void TestNumber::shortSumsAreThoseOfTheLongWay() {
    const auto digits = [](int most) {
        std::string text;
        for (int i = *rc::gen::inRange(0, most + 1); i > 0; --i)
            text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
        return text;
    };
    const auto token = [&] {
        std::string whole = digits(11);
        whole.erase(0, whole.find_first_not_of('0'));
        const std::string fraction = digits(9);
        return (*rc::gen::arbitrary<bool>() ? "-" : "") + (whole.empty() ? "0" : whole) +
               (fraction.empty() ? "" : "." + fraction);
    };
    QVERIFY(rc::check("with an exponent of 0", [&] {
        const std::string a = token(), b = token();
        RC_ASSERT(addNumbers(a, b) == addNumbers(a + "e0", b));
    }));
}

QTEST_APPLESS_MAIN(TestNumber)
#include "tst_number.moc"
