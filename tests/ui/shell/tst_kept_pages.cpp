// SPDX-FileCopyrightText: Eventscope contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/kept_pages.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace eventscope;
using namespace eventscope::ui;

class TestKeptPages : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatIsWrittenIsRead() {
        KeptPages pages;
        pages.streams = {{"order-1"}, {"a \"b\" \\ \n\xc3\xa9"}};
        pages.front = pages.streams[1];
        pages.asOf = Position{7, 12};
        pages.selected = Position{0, 3};
        pages.filter = R"(type == "A" && data.x > 1)";
        QVERIFY(keptPagesOf(textOf(pages)) == pages);
        QVERIFY(keptPagesOf(textOf({})) == KeptPages{});
    }

    void namesThatAreNoTextAreLeftOut() {
        KeptPages pages;
        pages.streams = {{"\xff\xfe"}, {"order-1"}};
        pages.front = pages.streams[0];
        const KeptPages read = keptPagesOf(textOf(pages));
        QVERIFY(read.streams == std::vector<StreamId>{{"order-1"}});
        QVERIFY(!read.front);
    }

    void thereIsAnEnd() {
        KeptPages pages;
        for (int i = 0; i < 200; ++i)
            pages.streams.push_back({"s-" + std::to_string(i)});
        QCOMPARE(keptPagesOf(textOf(pages)).streams.size(), KeptPages::kStreamsMax);
    }

    void anyTextIsRead() {
        const char *const texts[] = {"",
                                     "{",
                                     "[]",
                                     "{\"format\":2,\"streams\":[\"a\"]}",
                                     "{\"format\":1,\"streams\":{\"a\":1},\"asOf\":5,\"front\":\"b\"}",
                                     "{\"format\":1,\"streams\":[1,null,\"\"],\"asOf\":\"x\",\"filter\":[]}"};
        for (const char *text : texts)
            QVERIFY2(keptPagesOf(text) == KeptPages{}, text);
        QVERIFY(rc::check("any bytes are read without harm", [](const std::string &text) {
            RC_ASSERT(keptPagesOf(text).streams.size() <= KeptPages::kStreamsMax);
        }));
    }

    void everyStreamNameOfTextComesBack() {
        QVERIFY(rc::check("names of text come back in their order", [] {
            const auto letters = rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
            KeptPages pages;
            for (const std::string &name : *rc::gen::unique<std::vector<std::string>>(letters))
                if (!name.empty() && pages.streams.size() < KeptPages::kStreamsMax) pages.streams.push_back({name});
            pages.filter = *letters;
            RC_ASSERT(keptPagesOf(textOf(pages)) == pages);
        }));
    }
};

QTEST_GUILESS_MAIN(TestKeptPages)
#include "tst_kept_pages.moc"
