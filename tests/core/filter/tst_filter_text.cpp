// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/filter/filter_text.h"
#include "random_event.h"

#include <QTest>

using namespace eventscope;

namespace {

const std::vector<std::string> kKeys = {"amount",  "a b",  "length", "0",       "12",        "-x",
                                        "a-b",     "",     "exists", "in",      "and",       "or",
                                        "not",     "a.b",  "a]b",    "[*]",     "Zo\u00eb",  "tab\there",
                                        "quo\"te", "b\\s", "true",   "2026-03", "2026-03-04"};

bool holds(const std::string &filter, const std::string &data) {
    OneEvent event;
    event.row.data = {Encoding::Json, data};
    const auto parsed = Filter::parse(filter);
    if (!parsed) qWarning("%s: %s", filter.c_str(), parsed.error().message.c_str());
    return parsed && parsed->matches(OneSubject(event.batch()));
}

} // namespace

class TestFilterText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void namesAsTheyAreOthersQuoted() {
        QCOMPARE(filterMember("data", "amount"), std::string("data.amount"));
        QCOMPARE(filterMember("data", "a b"), std::string("data[\"a b\"]"));
        QCOMPARE(filterMember("data.items[*]", "length"), std::string("data.items[*][\"length\"]"));
        QCOMPARE(filterString("a\"b\\\n"), std::string("\"a\\\"b\\\\\\u000a\""));
    }

    void placesAreRanges() {
        QCOMPARE(filterPositions({{0, 5}}), std::string("position == 5"));
        QCOMPARE(filterPositions({{0, 5}, {0, 6}, {0, 7}, {0, 9}, {1, 10}}),
                 std::string("position >= 5 && position <= 7 || position == 9 || position == 1:10"));
        QVERIFY(Filter::parse(filterPositions({{0, 5}, {0, 6}, {0, 9}})).has_value());
    }

    void everyMemberCanBeAskedFor() {
        for (const std::string &key : kKeys) {
            const std::string data = "{" + filterString(key) + ":{" + filterString(key) + ":7}}";
            const std::string path = filterMember(filterMember("data", key), key);
            QVERIFY2(holds(path + " == 7", data), path.c_str());
            QVERIFY2(!holds(path + " == 8", data), path.c_str());
        }
    }

    void everyStringCanBeAskedFor() {
        QVERIFY(rc::check("data.x == filterString(s) holds for s alone", [] {
            const std::string text = random_event::pick(random_event::kTexts) + random_event::pick(kKeys);
            const std::string data = "{\"x\":" + random_event::spelled(text) + "}";
            RC_ASSERT(holds("data.x == " + filterString(text), data));
            RC_ASSERT(!holds("data.x == " + filterString(text + "."), data));
        }));
    }

    void putTogetherTheyMeanWhatTheyMeantAlone() {
        const std::vector<std::string> parts = {"data.a == 1", "data.a == 1 || data.b == 1",
                                                "data.b == 1 or data.c == 1", "!(data.a == 1 || data.c == 1)",
                                                "data.a == 1 && data.b == 1"};
        for (int bits = 0; bits < 8; ++bits) {
            const auto digit = [&](int bit) { return std::string(bits >> bit & 1 ? "1" : "0"); };
            const std::string data = "{\"a\":" + digit(0) + ",\"b\":" + digit(1) + ",\"c\":" + digit(2) + "}";
            for (const std::string &a : parts) {
                QCOMPARE(holds(filterNot(a), data), !holds(a, data));
                QCOMPARE(holds(filterBoth("", a), data), holds(a, data));
                QCOMPARE(holds(filterBoth(a, " "), data), holds(a, data));
                for (const std::string &b : parts) {
                    QCOMPARE(holds(filterBoth(a, b), data), holds(a, data) && holds(b, data));
                    QCOMPARE(holds(filterEither(a, b), data), holds(a, data) || holds(b, data));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestFilterText)
#include "tst_filter_text.moc"
