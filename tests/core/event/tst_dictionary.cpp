// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/dictionary.h"

#include <rapidcheck.h>

#include <QtTest>

#include <map>
#include <thread>
#include <vector>

using namespace eventscope;

/// The codes of names, with one thread and with several that meet the same names.
class TestDictionary : public QObject {
    Q_OBJECT

    static constexpr int kThreads = 4;
    static std::string streamName(int i) { return "stream-" + std::to_string(i); }

  private Q_SLOTS:
    void codesAreGivenInTheOrderOfTheNames() {
        QVERIFY(rc::check("each name has the code of its first place", [](const std::vector<std::string> &names) {
            Dictionary dictionary;
            std::map<std::string, std::uint32_t> expected;
            for (const std::string &name : names) {
                const auto code = expected.emplace(name, static_cast<std::uint32_t>(expected.size())).first->second;
                RC_ASSERT(dictionary.streamCode(name) == code);
                RC_ASSERT(dictionary.typeCode(name, 1) == code);
                RC_ASSERT(dictionary.stream(code) == name);
            }
            RC_ASSERT(dictionary.streams() == expected.size());
            RC_ASSERT(dictionary.types() == expected.size());
        }));
    }

    void whatWasNotGivenIsNotFound() {
        Dictionary dictionary;
        QCOMPARE(dictionary.streamCode("a"), 0u);
        QVERIFY(!dictionary.findStream("b"));
        QCOMPARE(dictionary.typeCode("Opened", 2), 0u);
        QVERIFY(!dictionary.findType("Opened", 1));
        QCOMPARE(dictionary.type(0).schemaVersion, 2);
        QCOMPARE(dictionary.streams(), 1u);
        QCOMPARE(dictionary.types(), 1u);
    }

    void namesStayWhereTheyAreWhileOthersCome() {
        Dictionary dictionary;
        const std::string_view first = dictionary.stream(dictionary.streamCode(streamName(0)));
        const TypeName &type = dictionary.type(dictionary.typeCode("Opened", 1));
        for (int i = 1; i < 20'000; ++i) {
            (void)dictionary.streamCode(streamName(i));
            (void)dictionary.typeCode("Opened", i);
        }
        QCOMPARE(first.data(), dictionary.stream(0).data());
        QCOMPARE(&type, &dictionary.type(0));
    }

    void threadsThatMeetTheSameNamesAgree() {
        constexpr int kNames = 20'000;
        Dictionary dictionary;
        std::vector<std::vector<std::uint32_t>> codes(kThreads, std::vector<std::uint32_t>(kNames));
        std::atomic<bool> isWrong = false;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < kThreads; ++thread)
                threads.emplace_back([&, thread] {
                    for (int step = 0; step < kNames; ++step) {
                        const int i = (step + thread * 37) % kNames;
                        const std::uint32_t code = dictionary.streamCode(streamName(i));
                        const std::uint32_t type = dictionary.typeCode("Type", i % 50);
                        if (dictionary.stream(code) != streamName(i) || code >= dictionary.streams() ||
                            dictionary.type(type).schemaVersion != i % 50)
                            isWrong = true;
                        codes[static_cast<std::size_t>(thread)][static_cast<std::size_t>(i)] = code;
                    }
                });
        }
        QVERIFY(!isWrong);
        for (const auto &each : codes)
            QVERIFY(each == codes.front());
        QCOMPARE(dictionary.streams(), static_cast<std::uint32_t>(kNames));
        QCOMPARE(dictionary.types(), 50u);
    }
};

QTEST_GUILESS_MAIN(TestDictionary)
#include "tst_dictionary.moc"
