// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aggregate/record.h"

#include "core/aggregate/compact_record.h"
#include "core/aggregate/samples/bank_account.h"
#include "core/aggregate/samples/candidate.h"
#include "core/aggregate/samples/first_release_user.h"
#include "core/aggregate/samples/fulfilment_events.h"
#include "core/aggregate/samples/inventory.h"
#include "core/aggregate/samples/order.h"
#include "core/aggregate/samples/payment.h"
#include "core/aggregate/samples/user.h"
#include "core/aggregate/state_json.h"
#include "tests/core/aggregate/record_generator.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::samples;

namespace {

template <Record T>
bool comesBackAsItWas() {
    return rc::check([] {
        T record;
        test::arbitrary(record);
        const auto document = toJson(record);
        RC_ASSERT(document.has_value());
        RC_ASSERT(print(*document) == printRecord(record)); // nothing is lost in a document either
        const auto back = fromJson<T>(*document);
        RC_ASSERT(back.has_value());
        RC_ASSERT(printRecord(*back) == printRecord(record));
        if constexpr (std::equality_comparable<T>) RC_ASSERT(*back == record);
    });
}

/// The short way takes what the printer writes, and of anything near it only what the long way reads alike.
template <EventRecord T>
bool hasAnExactShortWay() {
    return rc::check([] {
        T record, taken, read;
        test::arbitrary(record);
        std::string text = printRecord(record);
        const bool isPlain = std::ranges::all_of(text, [](char c) { return c >= 0x20 && c != '\\'; });
        RC_ASSERT(readCompact(text, taken) == isPlain);
        if (isPlain) RC_ASSERT(taken == record);
        const auto place = *rc::gen::inRange<std::size_t>(0, text.size());
        switch (*rc::gen::inRange(0, 3)) {
        case 0:
            text[place] = *rc::gen::arbitrary<char>();
            break;
        case 1:
            text.erase(place, *rc::gen::inRange<std::size_t>(1, 4));
            break;
        default:
            text.insert(place, 1, *rc::gen::elementOf(std::string("0-.,:\"{}[]e \\")));
            break;
        }
        if (!readCompact(text, taken)) return;
        RC_ASSERT(Json::parse(text).has_value());
        FieldReader reader;
        RC_ASSERT(reader.open(text, FieldReader::Slack::None));
        RC_ASSERT(readRecord(reader, read).empty());
        RC_ASSERT(read == taken);
    });
}

template <class... T>
bool allHaveAnExactShortWay(std::variant<T...>) {
    return (hasAnExactShortWay<T>() && ...);
}

template <class... T>
bool allComeBack(std::variant<T...>) {
    return (comesBackAsItWas<T>() && ...);
}

template <Record T>
std::string unusable(std::string_view text) {
    FieldReader reader;
    T record;
    if (!reader.open(text, FieldReader::Slack::None)) return "no object";
    return std::string(readRecord(reader, record));
}

} // namespace

class TestRecord : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void eventsComeBack() {
        QVERIFY(allComeBack(BankAccount::Event()));
        QVERIFY(allComeBack(Order::Event()));
        QVERIFY(allComeBack(Candidate::Event()));
        QVERIFY(allComeBack(User::Event()));
        QVERIFY(allComeBack(FirstReleaseUser::Event()));
        QVERIFY(allComeBack(Inventory::Event()));
        QVERIFY(allComeBack(Payment::Event()));
        QVERIFY((allComeBack(std::variant<FulfilmentStarted, FulfilmentStepped, FulfilmentEnded>())));
    }
    void eventsHaveAnExactShortWay() {
        QVERIFY(allHaveAnExactShortWay(BankAccount::Event()));
        QVERIFY(allHaveAnExactShortWay(Order::Event()));
        QVERIFY(allHaveAnExactShortWay(Candidate::Event()));
        QVERIFY(allHaveAnExactShortWay(User::Event()));
        QVERIFY(allHaveAnExactShortWay(Inventory::Event()));
        QVERIFY(allHaveAnExactShortWay(Payment::Event()));
    }
    void statesComeBack() {
        QVERIFY(comesBackAsItWas<BankAccount::State>());
        QVERIFY(comesBackAsItWas<Order::State>());
        QVERIFY(comesBackAsItWas<Candidate::State>());
        QVERIFY(comesBackAsItWas<User::State>());
        QVERIFY(comesBackAsItWas<Inventory::State>());
        QVERIFY(comesBackAsItWas<Payment::State>());
    }

    void namesWhatIsUnusable_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("member");
        const auto row = [](const char *name, const char *text, const char *member) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(member);
        };
        row("all there", R"({"id":"a","owner":"b","balance":1,"isOpen":true,"version":2})", "");
        row("another order", R"({"version":2,"isOpen":true,"balance":1,"owner":"b","id":"a"})", "");
        row("more members", R"({"x":[{}],"id":"a","owner":"b","y":{"id":1},"balance":1,"isOpen":true,"version":2})",
            "");
        row("whole number written otherwise", R"({"id":"a","owner":"b","balance":1,"isOpen":true,"version":2.0})", "");
        row("missing", R"({"id":"a","balance":1,"isOpen":true,"version":2})", "owner");
        row("null for text", R"({"id":null,"owner":"b","balance":1,"isOpen":true,"version":2})", "id");
        row("text for money", R"({"id":"a","owner":"b","balance":"1.00","isOpen":true,"version":2})", "balance");
        row("three places", R"({"id":"a","owner":"b","balance":1.001,"isOpen":true,"version":2})", "balance");
        row("number for boolean", R"({"id":"a","owner":"b","balance":1,"isOpen":1,"version":2})", "isOpen");
        row("a fraction", R"({"id":"a","owner":"b","balance":1,"isOpen":true,"version":2.5})", "version");
        row("beyond 64 bits", R"({"id":"a","owner":"b","balance":1,"isOpen":true,"version":9223372036854775808})",
            "version");
        row("no JSON number", R"({"id":"a","owner":"b","balance":01,"isOpen":true,"version":2})", "balance");
        row("not closed", R"({"id":"a","owner":"b")", "no object");
        row("an array", R"(["id"])", "no object");
        row("empty", "", "no object");
    }
    void namesWhatIsUnusable() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, member);
        QCOMPARE(QByteArray::fromStdString(unusable<BankAccount::State>(text.toStdString())), member);
    }

    void refusesAnUnknownWord() {
        QCOMPARE(unusable<Payment::State>(R"({"orderId":"o","amount":1.00,"status":"lost"})"), std::string("status"));
    }
    void namesTheOuterMemberOfABrokenInnerOne() {
        QCOMPARE(unusable<OrderPlaced>(R"({"orderId":"o","customerId":"c","shippingAddress":{"street":"s"},)"
                                       R"("totalAmount":1.00})"),
                 std::string("shippingAddress"));
    }
    void mendsTextThatIsNotUtf8() {
        QCOMPARE(printRecord(UserActivated{"a\xff"}), std::string("{\"userId\":\"a\xEF\xBF\xBD\"}"));
    }
};

QTEST_APPLESS_MAIN(TestRecord)
#include "tst_record.moc"
