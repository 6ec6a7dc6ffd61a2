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
        pages.pages = {{"log", false, true}, {"stream:order-1", true, true}, {"stream:a \"b\" \\ \n\xc3\xa9", true}};
        pages.front = pages.pages[1].key;
        pages.asOf = Position{7, 12};
        pages.selected = Position{0, 3};
        pages.filter = R"(type == "A" && data.x > 1)";
        QVERIFY(keptPagesOf(textOf(pages)) == pages);
        QVERIFY(keptPagesOf(textOf({})) == KeptPages{});
    }

    void namesThatAreNoTextAreLeftOut() {
        KeptPages pages;
        pages.pages = {{"stream:\xff\xfe"}, {"stream:order-1"}};
        pages.front = pages.pages[0].key;
        const KeptPages read = keptPagesOf(textOf(pages));
        QVERIFY(read.pages == std::vector<KeptPages::Page>{{"stream:order-1"}});
        QVERIFY(read.front.empty());
    }

    void thereIsAnEnd() {
        KeptPages pages;
        for (int i = 0; i < 200; ++i)
            pages.pages.push_back({"stream:s-" + std::to_string(i)});
        QCOMPARE(keptPagesOf(textOf(pages)).pages.size(), KeptPages::kPagesMax);
    }

    void anyTextIsRead() {
        const char *const texts[] = {
            "",
            "{",
            "[]",
            "{\"format\":3,\"pages\":[{\"key\":\"a\"}]}",
            "{\"format\":2,\"pages\":{\"a\":1},\"asOf\":5,\"front\":\"b\"}",
            "{\"format\":2,\"pages\":[1,null,{},{\"key\":\"\"}],\"asOf\":\"x\",\"filter\":[]}"};
        for (const char *text : texts)
            QVERIFY2(keptPagesOf(text) == KeptPages{}, text);
        QVERIFY(rc::check("any bytes are read without harm", [](const std::string &text) {
            RC_ASSERT(keptPagesOf(text).pages.size() <= KeptPages::kPagesMax);
        }));
    }

    void everyStreamNameOfTextComesBack() {
        QVERIFY(rc::check("names of text come back in their order", [] {
            const auto letters = rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
            KeptPages pages;
            for (const std::string &name : *rc::gen::unique<std::vector<std::string>>(letters))
                if (!name.empty() && pages.pages.size() < KeptPages::kPagesMax)
                    pages.pages.push_back({name, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()});
            pages.filter = *letters;
            RC_ASSERT(keptPagesOf(textOf(pages)) == pages);
        }));
    }
};

QTEST_GUILESS_MAIN(TestKeptPages)
#include "tst_kept_pages.moc"
